"""What must hold of an installation; each check returns one sentence for each fault, none where all is well."""

import re
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from microacquisition.common.zones import ZonesNotPinned, check_pinned, local_time
from microacquisition.correspondence.pace import LimitRefused, read_limit
from microacquisition.opportunities.models import Heartbeat, Offer
from microacquisition.opportunities.opportunity import PROGRAMMES, AllowedTransition, Opportunity
from microacquisition.process.lifecycle import Thing, allowed_transitions
from microacquisition.records.database_faults import read_database_faults
from microacquisition.records.grants import APPLICATION_ROLE, choose_rights
from microacquisition.records.outside_key import NOT_SAVED, live_outside_key
from microacquisition.reports.install_triggers import list_trigger_faults
from microacquisition.site.clock import current_instant

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})
KEY_LENGTH = 32
REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
SILENT_AT_MOST = timedelta(minutes=5)
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
ALL_RIGHTS = """SELECT tablename, priv FROM pg_tables CROSS JOIN unnest(%s::text[]) AS priv
WHERE schemaname = 'public' AND has_table_privilege(%s, format('public.%%I', tablename), priv)"""
OUR_TABLES = (
    "records_",
    "opportunities_",
    "people_",
    "correspondence_",
    "content_",
    "reports_",
    "django_migrations",
)


def check_settings() -> list[str]:
    """No debugging, no open list of hosts, encrypted unless local, a demo only where nobody else comes."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or ""
    faults = []
    if settings.DEBUG:
        faults.append("DEBUG is on: error pages would show the inside of the site.")
    if "*" in settings.ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS holds *: name the hosts.")
    if host not in LOCAL_HOSTS and not settings.SITE_ADDRESS.startswith("https://"):
        faults.append("SITE_ADDRESS is neither local nor https.")
    if settings.DEMO and host not in LOCAL_HOSTS:
        faults.append("DEMO is on and the address is not local.")
    return faults


def check_keys() -> list[str]:
    """Keys are there, long enough, different from one another, and readable by the site alone."""
    keys = {name: getattr(settings, name, b"") for name in ("OUTSIDE_KEY", "CHECKPOINT_KEY")}
    faults = [f"{name} is not {KEY_LENGTH} bytes." for name, key in keys.items() if len(key) != KEY_LENGTH]
    if len(set(keys.values())) < len(keys) or settings.SECRET_KEY in {key.hex() for key in keys.values()}:
        faults.append("Two keys are the same.")
    for path in sorted((Path(settings.ROOT) / "var" / "keys").glob("*.key")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            faults.append(f"{path.name} can be read by others than the site: set its mode to 600.")
    return faults


def check_key_saved() -> list[str]:
    """Somebody confirmed that the outside key is kept apart; a demonstration has nothing to lose."""
    live = live_outside_key()
    return [NOT_SAVED] if not settings.DEMO and (live is None or live.saved_at is None) else []


def check_migrations() -> list[str]:
    """Every migration is applied."""
    loader = MigrationLoader(connection)
    missing = sorted(set(loader.graph.nodes) - set(loader.applied_migrations))
    return [f"The migration {app}.{name} is not applied." for app, name in missing]


def check_rights() -> list[str]:
    """The application role may do to each table what it needs, and no more."""
    role = getattr(settings, "APPLICATION_ROLE", APPLICATION_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(ALL_RIGHTS, [list(RIGHTS), role])
        found = sorted((table, right) for table, right in cursor.fetchall() if table.startswith(OUR_TABLES))
    return [
        f"The application role has {right} on {table}: run the migrations again as the owner."
        for table, right in found
        if right not in choose_rights(table).split(", ")
    ]


def check_transitions() -> list[str]:
    """The pairs of states that the database allows are those of the lifecycle."""
    rows = set(AllowedTransition.objects.values_list("thing", "from_state", "to_state"))
    wanted = {(thing.value, a, b) for thing in Thing for a, b in allowed_transitions(thing) if a != b}
    return [f"The database allows {row}, which no step makes." for row in sorted(rows - wanted)] + [
        f"The database does not allow {row}, which a step makes." for row in sorted(wanted - rows)
    ]


def check_zones() -> list[str]:
    """Time zones come from the pinned package alone."""
    try:
        check_pinned()
    except ZonesNotPinned as error:
        return [str(error)]
    return []


def check_promised_times() -> list[str]:
    """No future instant has another local time by this release’s time zones than the one promised."""
    now = current_instant()
    promised = [
        (row, what, row.zone, getattr(row, f"{what}_at"), getattr(row, f"{what}_local"))
        for what in ("closes", "delivery")
        for row in Opportunity.objects.filter(**{f"{what}_at__gt": now}).exclude(**{f"{what}_local": ""})
    ]
    for offer in Offer.objects.filter(delivery_at__gt=now, answer__in=("", "signed")).select_related(
        "opportunity"
    ):
        row = offer.opportunity
        promised.append((row, "delivery", row.zone, offer.delivery_at, offer.delivery_local))
    return [
        f"{row}: {what} was promised for {local} ({zone}) and would be {found}."
        for row, what, zone, instant, local in promised
        if (found := local_time(instant, zone or row.programme.zone).strftime("%Y-%m-%dT%H:%M")) != local
    ]


def check_worker() -> list[str]:
    """The worker beats each minute: without it nothing closes, opens, is drawn or mailed."""
    last = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        if Opportunity.objects.exclude(posted_at=None).exists():
            return ["The worker never wrote a heartbeat: start it, or nothing opens, closes or is mailed."]
        return []
    silent = current_instant() - last
    if silent <= SILENT_AT_MOST:
        return []
    minutes = int(silent.total_seconds() // 60)
    return [
        f"No heartbeat for {minutes} minutes (the last at {last:%Y-%m-%d %H:%M} UTC): the worker stopped, or the web"
        " server does not answer it. Without the worker nothing opens, closes, is drawn or mailed: start it anew, then"
        " look in its log."
    ]


def check_mail() -> list[str]:
    """Whoever carries our mail was told what it needs, and its limit can be read."""
    faults: list[str] = import_string(settings.MAIL_CHECK)() if settings.MAIL_CHECK else []
    try:
        limit = read_limit()
    except LimitRefused as error:
        return [*faults, str(error)]
    if settings.MAIL_CHECK and not limit.per_day:
        faults.append(
            "MAIL_LIMIT_PER_DAY is not set: give the mails a day that the carrier grants this service."
        )
    if settings.MAIL_NOTICE_READER and not settings.MAIL_NOTICE_TOKEN:
        faults.append("MAIL_NOTICE_TOKEN is not set: nobody learns of mail that came back.")
    return faults


def check_code_host() -> list[str]:
    """Public repositories belong to programs that exist, and there is a token to write to them."""
    repositories = settings.CODE_HOST_REPOSITORIES
    faults = [
        f"CODE_HOST_REPOSITORIES names {code}={repository}: write a program of {', '.join(PROGRAMMES.codes())} and"
        " owner/name."
        for code, repository in repositories.items()
        if code not in PROGRAMMES.codes() or not REPOSITORY.fullmatch(repository)
    ]
    if repositories and not settings.CODE_HOST_TOKEN:
        faults.append(
            "CODE_HOST_REPOSITORIES is set and CODE_HOST_TOKEN is not: no pull request can be answered."
        )
    return faults


CHECKS: tuple[tuple[str, Callable[[], list[str]]], ...] = (
    ("Settings", check_settings),
    ("Keys", check_keys),
    ("A copy of the keys kept apart", check_key_saved),
    ("Database role, durability, clock and key", read_database_faults),
    ("Migrations", check_migrations),
    ("Rights of the application role", check_rights),
    ("Triggers", list_trigger_faults),
    ("Transitions the database allows", check_transitions),
    ("Time zones", check_zones),
    ("Promised local times", check_promised_times),
    ("Code host", check_code_host),
    ("Worker", check_worker),
    ("Mail", check_mail),
)
