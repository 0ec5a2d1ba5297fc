"""`bin/manage check_install` finds what would make an installation untrustworthy."""

import zoneinfo
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from microacquisition.opportunities.heartbeat import beat
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.database_faults import read_database_faults
from microacquisition.reports import install_checks
from microacquisition.reports.install_triggers import (
    list_expected_triggers,
    list_trigger_faults,
    read_triggers,
)
from microacquisition.site.clock import current_instant
from tests.opportunities.applications.make import make_open


@pytest.fixture
def owner(owner_address: str) -> Iterator["psycopg.Connection[Any]"]:
    """The owner's connection."""
    with psycopg.connect(owner_address, autocommit=True) as opened:
        yield opened


def test_the_expected_triggers_are_exactly_those_of_a_fresh_database(database):
    assert set(read_triggers()) == list_expected_triggers()
    assert list_trigger_faults() == []


def test_a_test_database_fails_for_its_clock_and_for_what_it_forgets(database, capsys):
    with pytest.raises(CommandError, match="2 of 13 checks failed"):
        call_command("check_install")
    said = capsys.readouterr().out
    assert "FAILED Database role, durability, clock and key" in said
    assert "FAILED A copy of the keys kept apart" in said and "key_saved --confirm" in said
    assert "fsync off" in said and "current_instant()" in said
    assert said.count("ok    ") == 11


def test_a_sound_installation_passes(owner, monkeypatch, capsys):
    owner.execute("UPDATE records_outsidekey SET saved_at = now()")
    sound = tuple((name, check) for name, check in install_checks.CHECKS if "clock" not in name)
    monkeypatch.setattr("microacquisition.reports.management.commands.check_install.CHECKS", sound)
    call_command("check_install")
    assert "FAILED" not in capsys.readouterr().out


def test_another_outside_key_is_named(database, settings):
    assert not any("outside key" in fault for fault in read_database_faults())
    settings.OUTSIDE_KEY = bytes(32)
    assert any("not the one this database is sealed under" in fault for fault in read_database_faults())


def test_a_demonstration_need_not_keep_its_key_apart(database, settings):
    assert len(install_checks.check_key_saved()) == 1
    settings.DEMO = True
    assert install_checks.check_key_saved() == []


def test_a_worker_that_died_is_told_in_plain_words(database, move_clock, capsys):
    beat(current_instant())
    assert install_checks.check_worker() == []
    move_clock(timedelta(minutes=4))
    assert install_checks.check_worker() == []
    move_clock(timedelta(minutes=38))
    (fault,) = install_checks.check_worker()
    assert "No heartbeat for 42 minutes" in fault and "start it anew" in fault
    with pytest.raises(CommandError):
        call_command("check_install")
    assert "FAILED Worker" in capsys.readouterr().out


def test_a_worker_that_never_ran_is_told_once_something_is_posted(database):
    assert install_checks.check_worker() == []
    make_open(hours=48)
    assert "never wrote a heartbeat" in install_checks.check_worker()[0]


def test_a_stopped_and_a_missing_trigger_are_named(owner, capsys):
    owner.execute("ALTER TABLE records_event DISABLE TRIGGER chain_event")
    owner.execute("DROP TRIGGER guard_closing ON opportunities_opportunity")
    assert list_trigger_faults() == [
        "The trigger guard_closing of opportunities_opportunity is missing.",
        "The trigger chain_event of records_event is stopped.",
    ]


def test_a_right_too_many_is_named(owner):
    owner.execute("GRANT UPDATE ON records_event TO microacquisition")
    owner.execute("GRANT INSERT ON records_streamhead TO microacquisition")
    faults = install_checks.check_rights()
    assert [fault.split(":")[0] for fault in faults] == [
        "The application role has UPDATE on records_event",
        "The application role has INSERT on records_streamhead",
    ]


def test_a_pair_of_states_too_many_or_too_few_is_named(owner):
    owner.execute(
        "UPDATE opportunities_allowedtransition SET to_state = 'COMPLETED' "
        "WHERE thing = 'opportunity' AND from_state = 'OPEN' AND to_state = 'CLOSED'"
    )
    allowed, lacking = install_checks.check_transitions()
    assert "allows ('opportunity', 'OPEN', 'COMPLETED')" in allowed
    assert "does not allow ('opportunity', 'OPEN', 'CLOSED')" in lacking


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"DEBUG": True}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"SITE_ADDRESS": "http://buy.example.ca"}, "neither local nor https"),
        ({"SITE_ADDRESS": "https://buy.example.ca", "DEMO": True}, "DEMO is on"),
    ],
)
def test_unsafe_settings_are_named(settings, changed, sentence):
    settings.DEBUG = False
    settings.DEMO = False
    assert install_checks.check_settings() == []
    for name, value in changed.items():
        setattr(settings, name, value)
    assert [sentence in fault for fault in install_checks.check_settings()] == [True]


def test_keys_that_are_short_alike_or_open_to_all_are_named(settings, tmp_path: Path):
    settings.ROOT = tmp_path
    assert install_checks.check_keys() == []
    keys = tmp_path / "var" / "keys"
    keys.mkdir(parents=True)
    (keys / "outside.key").write_text("00")
    (keys / "outside.key").chmod(0o644)
    assert "outside.key can be read by others" in install_checks.check_keys()[0]
    settings.CHECKPOINT_KEY = settings.OUTSIDE_KEY
    assert "Two keys are the same." in install_checks.check_keys()
    settings.CHECKPOINT_KEY = b"short"
    assert "CHECKPOINT_KEY is not 32 bytes." in install_checks.check_keys()


def test_time_zones_of_the_machine_are_named(monkeypatch):
    assert install_checks.check_zones() == []
    monkeypatch.setattr(zoneinfo, "TZPATH", ("/usr/share/zoneinfo",))
    assert "time zones are looked for" in install_checks.check_zones()[0].lower()


def test_a_promised_local_time_that_would_change_is_named(database):
    opportunity = make_open(hours=48)
    local = install_checks.local_time(opportunity.closes_at, opportunity.zone).strftime("%Y-%m-%dT%H:%M")
    row = Opportunity.objects.filter(pk=opportunity.pk)
    row.update(closes_local=local)
    assert install_checks.check_promised_times() == []
    row.update(closes_local="2026-01-01T14:00")
    (fault,) = install_checks.check_promised_times()
    assert "closes was promised for 2026-01-01T14:00" in fault and local in fault


def test_migrations_that_are_not_applied_are_named(owner):
    assert install_checks.check_migrations() == []
    owner.execute("DELETE FROM django_migrations WHERE app = 'records' AND name = '0003_guard_heads'")
    assert install_checks.check_migrations() == ["The migration records.0003_guard_heads is not applied."]


def test_a_carrier_that_was_not_told_what_it_needs_is_named(settings, monkeypatch):
    assert install_checks.check_mail() == []
    settings.MAIL_LIMIT = "often"
    assert "write it as 1000/minute" in install_checks.check_mail()[0]
    settings.MAIL_LIMIT = "1000/minute"
    settings.MAIL_CHECK = "microacquisition.integrations.gc_notify.list_missing_settings"
    settings.MAIL_NOTICE_READER = "microacquisition.integrations.gc_notify.read_notice"
    for name in ("GC_NOTIFY_KEY", "GC_NOTIFY_TEMPLATE", "GC_NOTIFY_REPLY_TO"):
        monkeypatch.delenv(name, raising=False)
    said = " ".join(install_checks.check_mail())
    for name in ("GC_NOTIFY_KEY", "GC_NOTIFY_TEMPLATE", "MAIL_LIMIT_PER_DAY", "MAIL_NOTICE_TOKEN"):
        assert name in said
    monkeypatch.setenv("GC_NOTIFY_KEY", "key")
    monkeypatch.setenv("GC_NOTIFY_TEMPLATE", "12345678-1234-1234-1234-123456789012")
    settings.MAIL_LIMIT_PER_DAY, settings.MAIL_NOTICE_TOKEN = "10000", "token"
    assert install_checks.check_mail() == []
