"""Changing the outside key: everything opens under the new one, nothing under the old, or nothing happened at all."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError

from microacquisition.common.sealing import (
    CannotOpen,
    fingerprint_key,
    new_draw_secret,
    open_draw_secret,
    unwrap,
    wrap,
)
from microacquisition.correspondence.models import DemoMail, Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.correspondence.queries import DEMO_SEAL
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.applications.queries import (
    find_own_application,
    read_draft,
    read_own_content,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.questions.queries import find_asker
from microacquisition.records.models import Event, OutsideKey
from microacquisition.reports import key_rotation
from microacquisition.reports.install_triggers import list_trigger_faults
from setup import keys
from setup.embedded import APPLICATION, OWNER, Server
from tests.asking import ask_as, publish_as
from tests.builders import People, make_people
from tests.database.template import point_django_at
from tests.opportunities.evaluation.builders import apply, make_open, take


@pytest.fixture
def place(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the keys, as files."""
    folder = tmp_path / "var" / "keys"
    folder.mkdir(parents=True)
    for name in ("outside", "checkpoint"):
        (folder / f"{name}.key").write_text(getattr(settings, f"{name.upper()}_KEY").hex() + "\n")
    settings.ROOT = tmp_path
    monkeypatch.setattr(keys, "KEYS", folder)
    for name in ("OUTSIDE_KEY", "CHECKPOINT_KEY"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def people(committed_database: str, move_clock: Callable[[datetime], datetime]) -> People:
    """A closed purchase with all that lies under the outside key: an application, another one’s draft, an asker."""
    made = make_people(suppliers=2)
    opportunity = make_open(made)
    apply(opportunity, made.suppliers[0])
    draft = {"typed": {"answer": "half an answer"}}
    take_application_step("save", opportunity, made.suppliers[1], "en", given=draft)
    publish_as(made.officer, ask_as(made.stranger, opportunity))
    assert opportunity.closes_at is not None
    move_clock(opportunity.closes_at)
    take("close", opportunity, None)
    sealed = wrap(SECRET_OF_TESTS, DEMO_SEAL, b"a mail of a demo")
    DemoMail.objects.create(
        message_id="<1@demo>", sent_at=opportunity.closes_at, language="en", sealed=sealed
    )
    Opportunity.objects.filter(pk=opportunity.pk).update(wrapped_draw_secret=DRAW_SECRET)
    return made


@pytest.fixture
def as_owner(people: People, test_server: Server, committed_database: str) -> Iterator[None]:
    """The owner's connection, as bin/manage gives it to this command; the site is stopped."""
    factor = Authenticator(user=people.officer, type=Authenticator.Type.TOTP)
    factor.data = {"secret": get_adapter().encrypt("A SECRET")}
    factor.save()
    point_django_at(test_server, OWNER, committed_database)
    yield
    point_django_at(test_server, APPLICATION, committed_database)


SECRET_OF_TESTS = bytes.fromhex("11" * 32)
DRAW_SECRET, _DIGEST = new_draw_secret(SECRET_OF_TESTS)


def open_all(people: People, key: bytes) -> list[str]:
    """Everything that is sealed, opened by the present key; CannotOpen."""
    opportunity = Opportunity.objects.get()
    application = find_own_application(opportunity, people.suppliers[0])
    if application is None:
        raise CannotOpen("The supplier does not find the application.")
    content = read_own_content(application.versions.get())
    letters = sorted(read_letter(row).to_email for row in Message.objects.exclude(sealed=None))
    asker = find_asker(Question.objects.get())
    if asker is None:
        raise CannotOpen("Nobody asked.")
    assert opportunity.wrapped_draw_secret is not None
    open_draw_secret(key, bytes(opportunity.wrapped_draw_secret))
    secret = get_adapter().decrypt(Authenticator.objects.get().data["secret"])
    begun = find_own_application(opportunity, people.suppliers[1])
    typed = read_draft(begun).values() if begun else []
    in_demo = unwrap(key, DEMO_SEAL, bytes(DemoMail.objects.get().sealed or b"")).decode()
    return [*content.answers.values(), *letters, *typed, in_demo, secret, asker.email]


def test_everything_opens_under_the_new_key_and_nothing_under_the_old(people, place, as_owner, settings):
    old, before = settings.OUTSIDE_KEY, open_all(people, settings.OUTSIDE_KEY)
    body = bytes(ApplicationVersion.objects.get().body)
    call_command("rotate_key")
    for opens in (find_own_application, lambda *_: open_all(people, old)):
        with pytest.raises(CannotOpen):
            if opens(Opportunity.objects.get(), people.suppliers[0]) is None:
                raise CannotOpen
    new = bytes.fromhex((place / "outside.key").read_text().strip())
    settings.OUTSIDE_KEY = new
    assert new != old and open_all(people, new) == before
    assert "half an answer" in before and people.suppliers[0].email in before
    assert bytes(ApplicationVersion.objects.get().body) == body  # no application was opened, none sealed anew
    assert not (place / "outside.key.new").exists() and (place / "outside.key").stat().st_mode & 0o077 == 0
    assert OutsideKey.objects.get(ended_at=None).fingerprint == fingerprint_key(new)
    assert Event.objects.filter(stream="platform", code="rotate_key").count() == 1
    assert list_trigger_faults() == []
    with pytest.raises(CommandError, match="key_saved"):
        call_command("backup", str(place / "backup"))


def test_interrupted_half_way_the_old_key_stays(
    people, place, as_owner, settings, monkeypatch, committed_database, test_server
):
    def fail(*_: object) -> int:
        raise CannotOpen("Power failed.")

    before = open_all(people, settings.OUTSIDE_KEY)
    monkeypatch.setattr(key_rotation, "reseal_second_factors", fail)
    with pytest.raises(CommandError, match="The old key stays"):
        call_command("rotate_key")
    assert open_all(people, settings.OUTSIDE_KEY) == before
    assert list_trigger_faults() == [] and not Event.objects.filter(code="rotate_key").exists()
    assert (place / "outside.key.new").exists()
    keys.make_keys(test_server.write_address(APPLICATION, committed_database))
    assert (place / "outside.key").read_text().strip() == settings.OUTSIDE_KEY.hex()


def test_interrupted_after_the_commit_the_next_start_puts_the_new_key_in_its_place(
    people, place, as_owner, settings, monkeypatch, committed_database, test_server
):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    before = open_all(people, settings.OUTSIDE_KEY)
    monkeypatch.setattr(key_rotation, "put_in_place", fail)
    with pytest.raises(KeyboardInterrupt):
        call_command("rotate_key")
    assert (place / "outside.key").read_text().strip() == settings.OUTSIDE_KEY.hex()
    keys.make_keys(test_server.write_address(APPLICATION, committed_database))
    settings.OUTSIDE_KEY = bytes.fromhex((place / "outside.key").read_text().strip())
    assert open_all(people, settings.OUTSIDE_KEY) == before


def test_a_running_site_and_a_key_of_the_environment_are_refused(
    people, place, as_owner, monkeypatch, committed_database, test_server
):
    with (
        test_server.connect(APPLICATION, committed_database),
        pytest.raises(CommandError, match="site is running"),
    ):
        call_command("rotate_key")
    monkeypatch.setenv("OUTSIDE_KEY", "11" * 32)
    for given in ("", "11" * 32, "zz"):
        monkeypatch.setenv("NEW_OUTSIDE_KEY", given)
        with pytest.raises(CommandError, match="NEW_OUTSIDE_KEY"):
            call_command("rotate_key")
    assert OutsideKey.objects.get().ended_at is None
