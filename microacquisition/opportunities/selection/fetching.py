"""Fetches the round of each public draw whose time has come, in the worker; may be repeated at any time."""

import logging
from datetime import datetime, timedelta

from django.conf import settings

from microacquisition.opportunities.clock import take_quietly
from microacquisition.opportunities.selection import beacons
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.ports.beacon import NoPulse
from microacquisition.process.selection.beacon import beacon_time
from microacquisition.process.selection.pulses import write_pulse

logger = logging.getLogger(__name__)
FETCH_QUEUE = "beacon"
SOON, SELDOM = timedelta(hours=1), 15


def fetch_values(now: datetime) -> int:
    """Record each public draw whose round can be had; return how many.

    Each is asked for every minute in its first hour, then each quarter. An officer can paste the round meanwhile.
    """
    return sum(_fetch(step, commitment, now) for step, commitment in list(beacons.list_due_draws(now)))


def _fetch(step: str, commitment: Commitment, now: datetime) -> bool:
    beacon = beacons.value_beacon(commitment, now)
    if "round" not in beacon or not settings.DRAND_HOSTS:
        return False
    if now - beacon_time(beacon) >= SOON and now.minute % SELDOM:
        return False
    try:
        pulse = beacons.reach_beacon().fetch(beacon["round"])  # type: ignore[arg-type]
    except NoPulse:
        logger.info("Round %s could not be had.", beacon["round"])
        return False
    return take_quietly(step, commitment.opportunity_id, given={"value": write_pulse(pulse)})
