"""While open: amended in public, extended by two people, moved by a rule, and drafts reminded; all the while sealed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.opportunities.applications.reminders import remind_of_closing
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.site.clock import current_instant
from tests.builders import make_open
from tests.stories.applying import apply, let_the_clock_close, save_draft
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail, check_no_mail, read_mails
from tests.stories.page_forms import read_forms
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD

Move = Callable[[Any], Any]
REASON = {"en": "A data source was missing.", "fr": "Il manquait une source de données."}
LATER = {"en": "Suppliers asked for more time.", "fr": "Des fournisseurs ont demandé plus de temps."}


def test_it_is_amended_and_everybody_reads_before_and_after(cast: Cast, move_clock: Move) -> None:
    opportunity = make_open(cast.people)
    receipt = apply(cast.suppliers[1], opportunity, GOOD)
    save_draft(cast.suppliers[0], opportunity)
    assert "Amend the opportunity" in cast.officer.read("file", opportunity_id=opportunity.pk)
    cast.officer.read("amend", opportunity_id=opportunity.pk)
    place = cast.officer.address("amend_section", opportunity_id=opportunity.pk, section="work")
    checked = cast.officer.send_form(
        cast.officer.read("amend_section", opportunity_id=opportunity.pk, section="work"), place,
        typed={
            "work_en": "1. A script\n2. Its tests", "work_fr": "1. Un script\n2. Ses essais",
            "reason_en": REASON["en"], "reason_fr": REASON["fr"],
        },
    ).content.decode()  # fmt: skip
    page = cast.officer.fill_in(checked, place, button="publish")
    assert "Its documentation" in page and "Its tests" in page and "Amended" in page
    for supplier, before in zip(cast.suppliers, ("Its documentation", "Sa documentation"), strict=False):
        public = supplier.read("opportunity", reference=opportunity.reference)
        assert before in public and REASON[supplier.person.language] in public
        check_mail(
            "posting/amended_applicant", supplier.person, REASON[supplier.person.language], sealed=True
        )
    check_no_mail("posting/amended_applicant", cast.suppliers[2].person)
    for reader in (cast.people.client, cast.people.advisor, cast.people.officer):
        check_mail("posting/amended_staff", reader, REASON[reader.language])
    own = cast.suppliers[1].browser.get(receipt_address(receipt)).content.decode()
    assert "reste valide" in own and "Sa documentation" in own
    assert "Its documentation" in cast.suppliers[0].read("apply", reference=opportunity.reference)
    move_clock(just_after(opportunity.closes_at))
    assert let_the_clock_close(opportunity).state == "CLOSED"
    verify_record(opportunity)


def test_an_officer_writes_it_down_for_somebody_who_cannot(cast: Cast, move_clock: Move) -> None:
    opportunity = make_open(cast.people)
    page = cast.suppliers[0].read("apply", reference=opportunity.reference)
    assert "Need help with this form?" in page and opportunity.programme.address in page
    form = read_forms(cast.officer.read("record_application", opportunity_id=opportunity.pk)).forms[-1]
    typed: dict[str, str] = {name: GOOD for name in form.names if name.startswith("answer_")}
    typed |= {name: "on" for name in form.names if name.startswith(("eligibility_", "undertaking_"))}
    typed |= {
        "name": "Zoé Tremblay", "email": "zoe@example.net", "language": "fr", "how": "telephone", "consent": "on",
        "received_on": "2026-11-23",
    }  # fmt: skip
    printed = cast.officer.fill("record_application", opportunity_id=opportunity.pk, typed=typed)
    assert "Recorded by an officer" in printed and "Zoé" not in printed and GOOD not in printed
    letter = next(letter for row, letter in read_mails("applications/recorded") if row.sealed is not None)
    assert letter.to_email == "zoe@example.net" and letter.body.startswith("Bonjour Zoé Tremblay")
    apply(cast.suppliers[1], opportunity, GOOD)
    move_clock(just_after(opportunity.closes_at))
    assert let_the_clock_close(opportunity).applications_count == 2
    verify_record(opportunity)


def receipt_address(page: str) -> str:
    """Return the address of one's own application, from its page."""
    return "/fr/mes-candidatures/" + page.partition("/fr/mes-candidatures/A-")[2].partition("/")[0].join(
        ("A-", "/")
    )


def test_two_people_extend_it_and_late_is_in_time(cast: Cast, move_clock: Move) -> None:
    opportunity = make_open(cast.people)
    apply(cast.suppliers[1], opportunity, GOOD)
    closes = opportunity.closes_at
    assert closes is not None
    typed = {
        "closes_at_date": (closes + timedelta(days=7)).date().isoformat(), "closes_at_time": "14:00",
        "reason_en": LATER["en"], "reason_fr": LATER["fr"],
    }  # fmt: skip
    cast.officer.fill("extend", opportunity_id=opportunity.pk, typed=typed)
    check_mail("posting/extension_to_sign", cast.people.advisor, LATER["fr"])
    assert "Lire et signer le report" in cast.advisor.read("needs_me")
    cast.advisor.fill("extend", opportunity_id=opportunity.pk, button="sign")
    check_mail("posting/extended_applicant", cast.suppliers[1].person, LATER["fr"], "14", sealed=True)
    check_mail("posting/extended_staff", cast.people.client, LATER["fr"])
    for supplier in cast.suppliers[:2]:
        said = {"en": "Updated: closing moved", "fr": "Mise à jour\xa0: clôture reportée"}
        page = supplier.read("opportunity", reference=opportunity.reference)
        assert said[supplier.person.language] in page and LATER[supplier.person.language] in page
    move_clock(just_after(closes))
    assert take_due_steps() == 0
    apply(cast.suppliers[0], opportunity, GOOD)
    move_clock(just_after(reload(opportunity).closes_at))
    assert let_the_clock_close(opportunity).applications_count == 2
    verify_record(opportunity)


def test_a_rule_moves_it_and_the_draft_is_reminded_once(cast: Cast, move_clock: Move) -> None:
    opportunity = make_open(cast.people)
    closes, late = opportunity.closes_at, cast.suppliers[1]
    assert closes is not None
    save_draft(late, opportunity)
    late.fill("ask_question", reference=opportunity.reference, typed={"question": "Quelles données?"})
    move_clock(closes - timedelta(hours=49))
    assert remind_of_closing(current_instant()) == 0
    move_clock(closes - timedelta(hours=47))
    assert (remind_of_closing(current_instant()), remind_of_closing(current_instant())) == (1, 0)
    check_mail("applications/closing_soon", late.person, "heure de l’Est", sealed=True)
    move_clock(just_after(closes))
    assert "décompte" in late.read("opportunity", reference=opportunity.reference)
    assert take_due_steps() == 1
    assert reload(opportunity).state == "OPEN"
    check_mail(
        "applications/extended_by_rule_applicant", late.person, "une question posée à temps", sealed=True
    )
    check_mail("applications/extended_by_rule_staff", cast.people.officer, "a question asked in time")
    assert "une question posée à temps" in late.read("opportunity", reference=opportunity.reference)
    apply(late, opportunity, GOOD)
    move_clock(just_after(reload(opportunity).closes_at))
    assert remind_of_closing(current_instant()) == 0
    assert let_the_clock_close(opportunity).state == "CLOSED"
    verify_record(opportunity)
