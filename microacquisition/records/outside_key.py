"""Which outside key this database is sealed under, by its fingerprint: a lost or foreign key is noticed at once."""

from django.conf import settings

from microacquisition.common.sealing import fingerprint_key
from microacquisition.records.models import OutsideKey

OTHER_KEY = (
    "The outside key is not the one this database is sealed under: put the saved key back "
    "(docs/runbook.md, “The outside key is lost”)."
)
NOT_SAVED = (
    "Nobody has confirmed that the outside key is kept apart: copy it, then bin/manage key_saved --confirm."
)


def live_outside_key() -> OutsideKey | None:
    """Return the row of the key that this database is sealed under."""
    return OutsideKey.objects.filter(ended_at=None).first()


def read_key_faults() -> list[str]:
    """Return a sentence where the present outside key is not this database's."""
    live = live_outside_key()
    differs = live is None or live.fingerprint != fingerprint_key(settings.OUTSIDE_KEY)
    return [OTHER_KEY] if differs else []
