"""The heartbeat: every minute the worker notes that the site is ready; what is missing later tells of an outage."""

import urllib.request
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from microacquisition.records.models import refuse_changes

__all__ = ["Heartbeat"]

ONE_MINUTE = timedelta(minutes=1)
KEPT = timedelta(days=14)
ANSWER_WITHIN = 5  # seconds


class Heartbeat(models.Model):
    """One minute in which the site was ready, by the database's clock. Append-only; old ones are pruned."""

    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        triggers = [
            *refuse_changes(pgtrigger.Update),
            pgtrigger.Trigger(
                name="sets_its_own_instant",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.at = current_instant(); RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="refuse_early_delete",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func="IF OLD.at > current_instant() - interval '7 days' THEN RAISE EXCEPTION 'too early to prune' "
                "USING ERRCODE = 'MA005'; END IF; RETURN OLD;",
            ),
        ]


def beat(now: datetime) -> bool:
    """Note that the site is ready, and prune what is old; False where the web server does not answer so."""
    if not answers_ready():
        return False
    Heartbeat.objects.create()
    Heartbeat.objects.filter(at__lt=now - KEPT).delete()
    return True


def answers_ready() -> bool:
    """Say whether the web server answers that it is ready; True where nobody said where to ask (READY_ADDRESS)."""
    if not settings.READY_ADDRESS:
        return True
    try:
        with urllib.request.urlopen(settings.READY_ADDRESS, timeout=ANSWER_WITHIN) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def count_minutes_not_ready(start: datetime, end: datetime) -> int:
    """Return how many whole minutes of the clock between `start` and `end` have no heartbeat: gaps added up.

    0 where no heartbeat was ever written before `end`: then nothing was measured.
    """
    first = start.replace(second=0, microsecond=0)
    first += ONE_MINUTE if first < start else timedelta(0)
    last = end.replace(second=0, microsecond=0)
    whole = max(0, int((last - first) / ONE_MINUTE))
    if not whole or not Heartbeat.objects.filter(at__lt=end).exists():
        return 0
    beats = Heartbeat.objects.filter(at__gte=first, at__lt=last).values_list("at", flat=True)
    return whole - len({at.replace(second=0, microsecond=0) for at in beats})
