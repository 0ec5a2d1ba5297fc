"""A translation is approved, the other language changes: only the changed section is asked for again."""

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Translation
from microacquisition.records.models import Event
from tests.builders import make_translated
from tests.stories.beginning import Cast, reload, save_section
from tests.stories.mails import check_mail


def change_background(cast: Cast, opportunity: Opportunity) -> None:
    cast.officer.fill("return_to_drafting", opportunity_id=opportunity.pk, typed={"reason": "Say who asks."})
    french = {"background_fr": "L’équipe infonuagique le demande."}
    save_section(cast.author, opportunity, "background", french)
    cast.client.fill("statement", opportunity_id=opportunity.pk)
    cast.officer.fill("review", opportunity_id=opportunity.pk)
    cast.advisor.fill("review", opportunity_id=opportunity.pk)


def test_only_the_changed_section_is_translated_and_approved_again(cast: Cast) -> None:
    opportunity = make_translated(cast.people)
    key = {"opportunity_id": opportunity.pk}
    change_background(cast, opportunity)
    assert reload(opportunity).state == "FUNDED"
    assert Event.objects.filter(stream=opportunity.stream, code="reopen_translation").count() == 1
    check_mail("posting/translation_needed", cast.people.author, count=2)
    assert "The translation is not approved yet." in cast.officer.read("post", **key)

    page = cast.author.read("submit_translation", **key)
    assert page.count("<textarea") == 1
    assert "L’équipe infonuagique le demande." in page
    assert "Before the change" in page
    assert cast.author.browser.get(cast.author.address("submit_translation", **key) + "?all").content.count(
        b"<blockquote"
    ) > 3  # fmt: skip
    name = Translation.objects.get().opportunity.statement
    assert name.background_en
    cast.author.fill("submit_translation", typed={"background": "The cloud team asks for it."}, **key)
    check_mail("posting/translation_to_approve", cast.people.officer, count=2)

    own = cast.author.read("approve_translation", **key)
    assert "You translated this statement." in own
    approving = cast.second_officer.read("approve_translation", **key)
    assert "One section changed since the translation was approved; the others stand." in approving
    assert "The cloud team asks for it." in approving
    assert "Infonuagique" not in approving
    cast.second_officer.fill("approve_translation", **key)
    assert "The translation is not approved yet." not in cast.officer.read("post", **key)


def test_numbers_of_a_reopened_section_must_be_equal(cast: Cast) -> None:
    opportunity = make_translated(cast.people)
    change_background(cast, opportunity)
    address = cast.author.address("submit_translation", opportunity_id=opportunity.pk)
    html = cast.author.read("submit_translation", opportunity_id=opportunity.pk)
    answer = cast.author.send_form(html, address, typed={"background": "All 12 teams ask for it."})
    assert answer.status_code == 200
    assert "Only the English text says: 12." in answer.content.decode()
    assert Translation.objects.count() == 1


def test_an_approved_translation_stands_when_nothing_changed(cast: Cast) -> None:
    opportunity = make_translated(cast.people)
    cast.officer.fill("return_to_drafting", opportunity_id=opportunity.pk, typed={"reason": "Check it."})
    cast.client.fill("statement", opportunity_id=opportunity.pk)
    assert not Event.objects.filter(stream=opportunity.stream, code="reopen_translation").exists()
    assert "The translation is not approved yet." not in cast.officer.read(
        "post", opportunity_id=opportunity.pk
    )
