"""Moves who asked from one outside key to another, without naming anybody."""

from microacquisition.common.sealing import rewrap
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.questions.queries import ASKER_PURPOSE


def rewrap_askers(old: bytes, new: bytes) -> int:
    """Wrap every asker under the new outside key and return how many; CannotOpen where one is not under the old key."""
    count = 0
    for row in Question.objects.exclude(asker=None).iterator():
        row.asker = rewrap(old, new, ASKER_PURPOSE, bytes(row.asker or b""))
        row.save(update_fields=["asker"])
        count += 1
    return count
