"""Questions: asked from the public page without a name, drafted by the client, published in both languages, edited."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.questions.queries import answers_due, find_last_moment
from microacquisition.people.models import User
from tests.asking import ANSWER, ASKED, PUBLISHED
from tests.builders import make_open
from tests.stories.applying import apply, let_the_clock_close, save_draft
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.page_forms import read_forms
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD

Move = Callable[[Any], Any]
NAMED = "Ici Zoé Tremblay : faut-il un compte Azure personnel?"
TYPED = {
    "question_en": PUBLISHED.en, "question_fr": PUBLISHED.fr, "answer_en": ANSWER.en, "answer_fr": ANSWER.fr,
}  # fmt: skip
SAID = {
    "en": ("Answered on", "in English and in French", "Edited on", "Not worded as it was asked:"),
    "fr": ("Réponse donnée le", "en français et en anglais", "Modifiée le", "Formulation modifiée"),
}


def address_of(opportunity: Opportunity, **number: int) -> dict[str, Any]:
    """Return what the address of a question's page asks for."""
    return {"opportunity_id": opportunity.pk, **number}


def test_a_question_is_drafted_published_and_edited(cast: Cast, move_clock: Move) -> None:
    opportunity, asker = make_open(cast.people), User.objects.create_user("zoe@example.net", "", "fr")
    save_draft(cast.suppliers[0], opportunity)
    apply(cast.suppliers[1], opportunity, GOOD)
    told = [*(each.person for each in cast.suppliers[:2]), asker]
    ask_after_signing_in(asker, opportunity)
    check_mail("questions/question_received", asker, NAMED, sealed=True)
    for officer in (cast.people.officer, cast.people.second_officer):
        assert asker.email not in check_mail("questions/question_to_answer", officer, NAMED)
    for language, page in read_public(cast, opportunity):
        assert "Zoé" not in page
        assert {"en": "1 question is being", "fr": "1\xa0question attend"}[language] in page
    let_client_draft(cast, opportunity, asker)
    publish(cast, opportunity, told)
    edit(cast, opportunity, told)
    move_clock(just_after(opportunity.closes_at))
    assert let_the_clock_close(opportunity).state == "CLOSED"
    verify_record(opportunity)


def read_public(cast: Cast, opportunity: Opportunity) -> list[tuple[str, str]]:
    """Return the public page as an English and as a French reader find it, each with the language."""
    readers = cast.suppliers[:2]
    return [
        (each.person.language, each.read("opportunity", reference=opportunity.reference)) for each in readers
    ]


def let_client_draft(cast: Cast, opportunity: Opportunity, asker: User) -> None:
    """The officer asks the client team, which drafts in French; nobody is told who asked."""
    assert "A question waits." in cast.officer.read("needs_me")
    listed = cast.officer.read("file_questions", **address_of(opportunity))
    assert NAMED in listed and asker.email not in listed
    cast.officer.fill("file_questions", **address_of(opportunity))
    check_mail("questions/question_to_draft", cast.people.client, NAMED)
    assert "A question waits." not in cast.officer.read("needs_me")
    assert "On pose une question sur votre occasion" in cast.client.read("needs_me")
    draft = {"language": "fr", "draft": ANSWER.fr}
    cast.client.fill("draft_answer", **address_of(opportunity, number=1), typed=draft)
    check_mail("questions/answer_drafted", cast.people.officer, ANSWER.fr)


def publish(cast: Cast, opportunity: Opportunity, told: list[User]) -> None:
    """Both languages are published together; that a name was left out is said."""
    form = cast.officer.read("answer_question", **address_of(opportunity, number=1))
    assert ANSWER.fr in read_values(form)["answer_fr"] and NAMED in read_values(form)["question_fr"]
    place = cast.officer.address("answer_question", **address_of(opportunity, number=1))
    refused = cast.officer.send_form(form, place, typed=TYPED).content.decode()
    assert 'id="errors"' in refused and "not worded as it was asked" in refused
    changed = {"changed_en": "A name was left out.", "changed_fr": "Un nom a été retiré."}
    cast.officer.fill("answer_question", **address_of(opportunity, number=1), typed={**TYPED, **changed})
    for person in told:
        answer = getattr(ANSWER, person.language)
        assert "Zoé" not in check_mail("questions/answer_published", person, answer, sealed=True)
    check_no_mail("questions/answer_published", cast.suppliers[2].person)
    for language, page in read_public(cast, opportunity):
        said = (getattr(PUBLISHED, language), getattr(ANSWER, language), changed[f"changed_{language}"])
        assert all(words in page for words in (*said, *SAID[language][:2], SAID[language][3]))
        assert "Zoé" not in page and SAID[language][2] not in page


def edit(cast: Cast, opportunity: Opportunity, told: list[User]) -> None:
    """An edit shows before and after, and everybody is told again."""
    later = {"answer_en": "No. It is paid for.", "answer_fr": "Non. Le bac à sable est payé."}
    why = {"reason_en": "Who pays was missing.", "reason_fr": "Il manquait qui paie."}
    cast.second_officer.fill("edit_answer", **address_of(opportunity, number=1), typed={**later, **why})
    for person in told:
        check_mail("questions/answer_changed", person, later[f"answer_{person.language}"], sealed=True)
    for language, page in read_public(cast, opportunity):
        before, after = getattr(ANSWER, language), later[f"answer_{language}"]
        assert f"<del>{before}" in page and f"<ins>{after}" in page and why[f"reason_{language}"] in page
        assert SAID[language][2] in page


def ask_after_signing_in(asker: User, opportunity: Opportunity) -> None:
    """Somebody who is not signed in writes first; what was written waits until they are."""
    browser = Client()
    place = f"/fr/occasions/{opportunity.reference}/poser-une-question/"
    page = browser.get(place).content.decode()
    assert "sans votre nom" in browser.get(f"/fr/occasions/{opportunity.reference}/").content.decode()
    answer = browser.post(place, {**read_values(page), "question": NAMED})
    assert answer.status_code == 302 and "next=" in answer["Location"]
    assert not Question.objects.exists()
    browser.force_login(asker)
    kept = browser.get(place).content.decode()
    assert read_values(kept)["question"] == NAMED
    sent = browser.post(place, read_values(kept))
    assert sent.status_code == 302 and sent["Location"].endswith("#questions")
    # A double click asks once.
    assert browser.post(place, read_values(kept)).status_code == 302
    assert Question.objects.get().text == NAMED


def read_values(page: str) -> dict[str, str]:
    """Return what stands in the form of a page."""
    form = next(form for form in read_forms(page).forms if "form_key" in form.names)
    return {name: values[-1] for name, values in form.values.items()}


def test_after_the_cut_off_nobody_asks_by_page_or_directly(cast: Cast, move_clock: Move) -> None:
    opportunity, (english, french) = make_open(cast.people), cast.suppliers[:2]
    until = find_last_moment(opportunity)
    assert until is not None and opportunity.closes_at - until >= timedelta(days=2)  # type: ignore[operator]
    page = english.read("ask_question", reference=opportunity.reference)
    place = english.address("ask_question", reference=opportunity.reference)
    move_clock(until)
    late = english.send_form(page, place, typed={"question": ASKED})
    words = late.content.decode()
    assert late.status_code == 409 and "Questions could be asked until" in words and ASKED in words
    assert "2:00\xa0pm" in words
    closed = french.read("ask_question", reference=opportunity.reference)
    assert "Les questions pouvaient être posées jusqu’au" in closed and "14\xa0h" in closed
    assert 'name="question"' not in closed
    assert "Poser une question (" not in french.read("opportunity", reference=opportunity.reference)
    assert not Question.objects.exists()
    # Extended, the cut-off moves along, and the same form is taken.
    typed = {
        "closes_at_date": (opportunity.closes_at + timedelta(days=7)).date().isoformat(),  # type: ignore[operator]
        "closes_at_time": "14:00", "reason_en": "More time.", "reason_fr": "Plus de temps.",
    }  # fmt: skip
    cast.officer.fill("extend", opportunity_id=opportunity.pk, typed=typed)
    cast.advisor.fill("extend", opportunity_id=opportunity.pk, button="sign")
    assert english.send_again().status_code == 302
    assert Question.objects.get().text == ASKED


def test_a_question_is_publicly_left_without_an_answer(cast: Cast) -> None:
    opportunity, (english, french) = make_open(cast.people), cast.suppliers[:2]
    for asker, text in (
        (english, ASKED),
        (french, "Et pour deux personnes?"),
        (french, "Quel est le budget?"),
    ):
        asker.fill("ask_question", reference=opportunity.reference, typed={"question": text})
    cast.officer.fill("answer_question", **address_of(opportunity, number=1), typed=TYPED)
    second = {"question_en": "And for two people?", "because": "answered_already"}
    page = cast.officer.read("refuse_question", **address_of(opportunity, number=2))
    place = cast.officer.address("refuse_question", **address_of(opportunity, number=2))
    refused = cast.officer.send_form(page, place, typed=second).content.decode()
    assert "Choose the question that has the answer." in refused
    again = {**second, "same_as": "1"}
    cast.officer.fill("refuse_question", **address_of(opportunity, number=2), typed=again)
    third = {"question_en": "What is the budget?", "because": "protected"}
    cast.officer.fill("refuse_question", **address_of(opportunity, number=3), typed=third)
    check_mail(
        "questions/question_not_answered", french.person, "renseignements protégés", sealed=True, count=2
    )
    check_no_mail("questions/question_not_answered", english.person)
    public = french.read("opportunity", reference=opportunity.reference)
    assert "Sans réponse." in public and 'href="#question-1"' in public
    assert "Elle porte sur des renseignements protégés" in public
    assert "question attend" not in public


def test_an_unanswered_question_moves_the_closing_once(cast: Cast, move_clock: Move) -> None:
    opportunity, french = make_open(cast.people), cast.suppliers[1]
    french.fill("ask_question", reference=opportunity.reference, typed={"question": "Quelles données?"})
    apply(cast.suppliers[0], opportunity, GOOD)
    due = answers_due(opportunity)
    assert due is not None
    move_clock(just_after(due))
    assert "A question waits." in cast.officer.read("needs_me")
    old = opportunity.closes_at
    move_clock(just_after(old))
    take_due_steps()
    moved = reload(opportunity)
    assert moved.state == "OPEN" and moved.closes_at > old  # type: ignore[operator]
    check_mail(
        "applications/extended_by_rule_applicant",
        cast.suppliers[0].person,
        "a question asked in time",
        sealed=True,
    )
    assert "une question posée à temps" in french.read("opportunity", reference=opportunity.reference)
    move_clock(just_after(moved.closes_at))
    closed = let_the_clock_close(opportunity)
    assert closed.state == "CLOSED"
    # Overlooked all the same, it is answered afterwards.
    cast.officer.fill(
        "answer_question", **address_of(opportunity, number=1),
        typed={**TYPED, "question_en": "Which data?", "question_fr": "Quelles données?"},
    )  # fmt: skip
    check_mail("questions/answer_published", french.person, ANSWER.fr, sealed=True)
    verify_record(opportunity)


def test_a_general_answer_stands_among_the_general_questions(cast: Cast) -> None:
    opportunity, reader = make_open(cast.people), Client()
    cast.suppliers[0].fill("ask_question", reference=opportunity.reference, typed={"question": ASKED})
    assert ASKED not in reader.get("/en/questions/").content.decode()
    cast.officer.fill(
        "answer_question", **address_of(opportunity, number=1), typed={**TYPED, "general": "on"}
    )
    for language, address in (("en", "/en/questions/"), ("fr", "/fr/questions/")):
        page = reader.get(address).content.decode()
        assert getattr(PUBLISHED, language) in page and getattr(ANSWER, language) in page
        assert f"{opportunity.reference}/#question-1" in page
    later = {"answer_en": "No.", "answer_fr": "Non.", "reason_en": "Shorter.", "reason_fr": "Plus court."}
    cast.officer.fill("edit_answer", **address_of(opportunity, number=1), typed=later)
    page = reader.get("/en/questions/").content.decode()
    assert ANSWER.en not in page and "<p>No.</p>" in page
