"""Writes the lifecycle's pairs of states into the table the database's guards read."""

from typing import Any

from microacquisition.opportunities.opportunity import AllowedTransition
from microacquisition.process.lifecycle import Thing, allowed_transitions


def write_allowed_transitions(using: str = "default", **_: Any) -> None:
    """Make the table equal to the lifecycle; runs as the owner after every migration."""
    rows = [
        AllowedTransition(thing=thing.value, from_state=before, to_state=after)
        for thing in Thing
        for before, after in sorted(allowed_transitions(thing))
        if before != after
    ]
    AllowedTransition.objects.using(using).all().delete()
    AllowedTransition.objects.using(using).bulk_create(rows)
