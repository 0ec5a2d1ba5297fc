"""Applying through the pages: write, save, check, send, change, withdraw."""

import hashlib
import json
import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from nacl.signing import VerifyKey

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.opportunity import TakenForm
from microacquisition.people.models import Supplier, TeamMember
from microacquisition.records.announcing import announce_key
from microacquisition.records.checkpoints import write_checkpoint
from microacquisition.records.models import Event
from microacquisition.records.signing_key import public_key_hex
from tests.opportunities.applications.make import (
    ANSWER,
    answer_field,
    apply_address,
    fill_form,
    make_open,
    make_person,
    send,
    sign_in,
)
from tests.stories.page_forms import read_forms

pytestmark = pytest.mark.usefixtures("monday")


def test_an_application_is_written_checked_and_sent() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    page = browser.get(apply_address(opportunity))
    assert page.status_code == 200 and b"Evaluators will see this" in page.content
    review = browser.post(apply_address(opportunity), {**fill_form(opportunity), "check": "1"})
    assert b"Check before sending" in review.content and ANSWER.encode() in review.content
    assert Application.objects.get().state == "DRAFT"
    sent = browser.post(apply_address(opportunity), {**fill_form(opportunity), "send": "1"})
    application = Application.objects.get()
    assert sent.status_code == 302 and application.pk in sent.url
    assert application.state == "SUBMITTED" and application.draft is None
    receipt = browser.get(sent.url).content.decode()
    assert application.pk in receipt and "UTC" in receipt and ANSWER in receipt
    assert not Event.objects.filter(subject_kind="application").exists()
    assert not TakenForm.objects.exists()


def test_a_receipt_verifies_by_what_the_supplier_downloads() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    address = send(browser, opportunity).url
    data = json.loads(browser.get(f"{address}receipt.json").content)
    # An independent check: nothing of ours below.
    receipt = json.loads(data["receipt"])
    VerifyKey(bytes.fromhex(data["public_key"])).verify(
        data["receipt"].encode(), bytes.fromhex(data["signature"])
    )
    canonical = json.dumps(data["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(f"{receipt['salt']}\n{canonical}".encode()).hexdigest() == receipt["content_sha256"]
    assert sorted(receipt) == ["application", "content_sha256", "opportunity", "received_at", "salt"]
    assert receipt["opportunity"] == "MA-2026-0007" and receipt["received_at"].endswith("Z")
    assert list(data["content"]["answers"].values()) == [ANSWER]
    assert data["content"]["privacy_notice"].startswith("privacy_contracting/")


def test_a_receipt_names_the_key_that_signed_it_after_the_site_has_another(settings: Any) -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    address, signed_by = send(browser, opportunity).url, public_key_hex()
    coming = b"\x33" * 32
    write_checkpoint()
    announce_key(coming)
    settings.CHECKPOINT_KEY = coming
    data = json.loads(browser.get(f"{address}receipt.json").content)
    assert data["public_key"] == signed_by != public_key_hex()
    VerifyKey(bytes.fromhex(signed_by)).verify(data["receipt"].encode(), bytes.fromhex(data["signature"]))
    page = browser.get(address).content.decode()
    assert signed_by in page and public_key_hex() not in page


def test_the_mail_tells_the_author_only_and_is_sealed() -> None:
    opportunity, person = make_open(), make_person("Jordan Tremblay")
    send(sign_in(person), opportunity)
    row = Message.objects.get()
    assert row.template == "applications/received" and row.to_email == row.subject == row.body == ""
    letter = read_letter(row)
    assert letter.to_email == person.email and Application.objects.get().pk in letter.body
    assert ApplicationVersion.objects.get().receipt_signature in letter.body


def test_a_form_sent_twice_works_once() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    form = {**fill_form(opportunity), "send": "1"}
    answers = [browser.post(apply_address(opportunity), form) for _ in range(3)]
    assert len({answer.url for answer in answers}) == 1
    assert ApplicationVersion.objects.count() == 1 and Message.objects.count() == 1


def test_a_second_window_does_not_undo_the_first_unseen() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    send(browser, opportunity)
    other = fill_form(opportunity, **{answer_field(opportunity): "From the other window."})
    refused = browser.post(apply_address(opportunity), {**other, "send": "1"})
    assert refused.status_code == 409 and b"From the other window." in refused.content
    assert b"changed in another window" in refused.content
    assert ApplicationVersion.objects.count() == 1
    again = {**other, "form_key": str(uuid.uuid4()), "based_on": "1", "send": "1"}
    assert browser.post(apply_address(opportunity), again).status_code == 302
    assert ApplicationVersion.objects.count() == 2


def test_an_application_is_changed_withdrawn_and_sent_again_under_one_id() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    address = send(browser, opportunity).url
    assert b"Send the new version" in browser.post(
        apply_address(opportunity), {**fill_form(opportunity, based_on="1"), "check": "1"}
    ).content  # fmt: skip
    send(browser, opportunity, based_on="1", **{answer_field(opportunity): "Better words."})
    assert b"Better words." in browser.get(address).content
    assert browser.get(f"{address}withdraw/").status_code == 200
    assert browser.post(f"{address}withdraw/", {"form_key": str(uuid.uuid4())}).status_code == 302
    application = Application.objects.get()
    assert application.state == "WITHDRAWN"
    withdrawal = application.versions.get(number=3)
    assert withdrawal.content_sha256 == "0" * 64 and withdrawal.body is None
    assert b"Better words." in browser.get(apply_address(opportunity)).content
    send(browser, opportunity, based_on="3")
    assert Application.objects.get().state == "SUBMITTED"
    assert [version.number for version in application.versions.order_by("number")] == [1, 2, 3, 4]
    names = Message.objects.order_by("created_at").values_list("template", flat=True)
    assert [name.partition("/")[2] for name in names] == ["received", "changed", "withdrawn", "received"]


def test_a_draft_is_kept_whatever_it_holds_and_counts_for_nothing() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    form = fill_form(opportunity, name="", eligibility_age=None, **{answer_field(opportunity): "word " * 300})
    assert browser.post(apply_address(opportunity), {**form, "save": "1"}).status_code == 302
    page = browser.get(apply_address(opportunity)).content.decode()
    assert "word word" in page and "Your draft was saved" in page
    assert not ApplicationVersion.objects.exists() and not Message.objects.exists()
    assert b"Draft" in browser.get("/en/my-applications/").content


def test_a_second_window_does_not_replace_a_draft_unseen() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    address, field = apply_address(opportunity), answer_field(opportunity)
    first, second = (
        fill_form(opportunity, **{field: text}) for text in ("The first window.", "The second one.")
    )
    for _double_click in range(2):
        assert browser.post(address, {**first, "save": "1"}).status_code == 302
    for button in ("save", "check"):
        refused = browser.post(address, {**second, button: "1"})
        page = refused.content.decode()
        assert refused.status_code == 409 and "Another draft was saved since" in page
        assert "The second one." in page
        assert "The first window." in browser.get(address).content.decode()
    form = next(form for form in read_forms(page).forms if "draft_seen" in form.names)
    seen = {"draft_seen": form.values["draft_seen"][0]}
    checked = browser.post(address, {**second, **seen, "check": "1"}).content.decode()
    (again,) = (form for form in read_forms(checked).forms if "draft_seen" in form.names)
    third = {**second, field: "A third text.", "draft_seen": again.values["draft_seen"][0]}
    assert browser.post(address, {**third, "save": "1"}).status_code == 302
    assert "A third text." in browser.get(address).content.decode()


def test_what_is_missing_is_said_and_nothing_is_sent() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    long = fill_form(opportunity, eligibility_may_work=None, **{answer_field(opportunity): "word " * 264})
    page = browser.post(apply_address(opportunity), {**long, "send": "1"}).content.decode()
    assert "2 things to fix" in page and "remove 14" in page and "word word" in page
    assert not ApplicationVersion.objects.exists()


def test_an_answer_that_names_its_author_gets_a_hint() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    telling = fill_form(
        opportunity, **{answer_field(opportunity): "I am Tremblay, jt@example.ca, see https://example.org/jt"}
    )
    page = browser.post(apply_address(opportunity), {**telling, "check": "1"}).content.decode()
    for hint in ("your name", "an e-mail address", "a link"):
        assert hint in page
    assert "Could this tell" not in browser.post(
        apply_address(opportunity), {**fill_form(opportunity), "check": "1"}
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("who", ["Cleo Client", "Olga Officer"])
def test_nobody_applies_who_works_on_the_opportunity(who: str) -> None:
    opportunity = make_open()
    browser = sign_in(get_user_model().objects.get(name=who))
    assert b"You have a role in this opportunity" in browser.get(apply_address(opportunity)).content
    assert send(browser, opportunity).status_code == 409
    assert not Application.objects.exists() and not Supplier.objects.exists()


def test_another_suppliers_application_is_not_there() -> None:
    opportunity = make_open()
    address = send(sign_in(make_person("Jordan Tremblay")), opportunity).url
    stranger = sign_in(make_person("Someone Else"))
    send(stranger, opportunity)
    for path in (address, f"{address}receipt.json", f"{address}withdraw/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{address}withdraw/").status_code == 404
    assert ApplicationVersion.objects.count() == 2


def test_a_stranger_is_led_to_sign_in() -> None:
    opportunity = make_open()
    answer = send(Client(), opportunity)
    assert answer.status_code == 302 and "next=" in answer.url
    assert not Application.objects.exists() and TeamMember.objects.count() == 1


def test_what_was_typed_outlives_a_session_that_expired() -> None:
    opportunity, browser = make_open(), Client()
    send(browser, opportunity)
    browser.force_login(make_person("Jordan Tremblay"))
    page = browser.get(apply_address(opportunity)).content.decode()
    assert ANSWER in page and "We kept what you typed" in page and page.count(" checked") == 7


def test_bad_input_never_breaks_the_page() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    for place, changes in enumerate(
        (
            {"name": "x" * 300},
            {answer_field(opportunity): "4111 1111 1111 1111"},
            {answer_field(opportunity): "nul \x00 and \u202e marks"},
        )
    ):
        writing = sign_in(make_person(f"Writer {place}"))
        for button in ("check", "send", "save"):
            page = writing.post(
                apply_address(opportunity), {**fill_form(opportunity, **changes), button: "1"}
            )
            assert page.status_code in (200, 302)
    assert not ApplicationVersion.objects.exists()
    assert send(browser, opportunity, name="A\nB", based_on="x").status_code == 302
    assert send(browser, opportunity, based_on="9" * 40, form_key="no key").status_code == 409, (
        "a stale window"
    )
    assert ApplicationVersion.objects.count() == 1
    assert (
        "A B"
        in browser.get(
            f"/en/my-applications/{Application.objects.get(state='SUBMITTED').pk}/"
        ).content.decode()
    )


def test_the_pages_speak_french() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay", "fr"))
    page = browser.get(apply_address(opportunity, "fr")).content.decode()
    assert "Les personnes qui évaluent verront ceci" in page and "6\u00a0500,00\u00a0$" in page
    address = send(browser, opportunity, "fr").url
    assert address.startswith("/fr/mes-candidatures/")
    assert "Votre accusé de réception" in browser.get(address).content.decode()
    assert "Mes candidatures" in browser.get("/fr/mes-candidatures/").content.decode()
    assert "Retirer votre candidature" in browser.get(f"{address}retirer/").content.decode()
    assert "Bonjour" in read_letter(Message.objects.get()).body
