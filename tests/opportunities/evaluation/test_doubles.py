"""Applications that look like one person's: officers see why, evaluators nothing, and nothing follows by itself."""

import pytest

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.evaluation.doubles import list_pairs, note_two_people
from microacquisition.opportunities.evaluation.models import DoubleNote, Strike
from microacquisition.opportunities.situation import NotYours
from microacquisition.people.models import Supplier
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import make_opened


def test_officers_alone_see_likely_doubles_and_note_two_people(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    Supplier.objects.update(phone="613 555-0100")
    opportunity = make_opened(people)
    (pair,) = list_pairs(opportunity)
    assert [words.en for words in pair.double.why] == [
        "same telephone number", "same postal address", "same account on a code host",
    ]  # fmt: skip
    told = Message.objects.filter(template="evaluation/likely_doubles").values_list("to_email", flat=True)
    assert set(told) == {people.officer.email, people.second_officer.email}
    home = f"/en/files/{opportunity.pk}/alike/"
    look = f"{home}{pair.double.first}/{pair.double.second}/"
    for person in (people.evaluator, people.advisor, people.client, people.suppliers[0]):
        assert browser(person).get(home).status_code == browser(person).get(look).status_code == 404
    shown = browser(people.officer).get(home).content.decode()
    assert "same telephone number" in shown and "555-0100" not in shown and "Supplier 1" not in shown
    assert "même numéro de téléphone" in browser(people.officer).get(
        f"/fr/dossiers/{opportunity.pk}/ressemblances/"
    ).content.decode()  # fmt: skip
    assert look in browser(people.officer).get(home).content.decode()
    assert home in browser(people.officer).get(f"/en/files/{opportunity.pk}/").content.decode()
    assert b"Fill in" in browser(people.officer).post(look, {"reason": ""}).content
    assert browser(people.officer).post(look, {"reason": "Two teams of one firm."}).status_code == 302
    assert "Two teams of one firm." in browser(people.officer).get(home).content.decode()
    assert browser(people.officer).post(look, {"reason": "Twice."}).status_code == 404
    event = Event.objects.get(stream=opportunity.stream, code="note_two_people")
    assert pair.double.first in event.body and "firm" not in event.body
    assert not Strike.objects.exists() and DoubleNote.objects.count() == 1


def test_only_officers_note_and_only_pairs(people: People) -> None:
    opportunity = make_opened(people)
    (pair,) = list_pairs(opportunity)
    first, second = pair.double.first, pair.double.second
    for person, keys in ((people.advisor, (first, second)), (people.officer, (second, first))):
        with pytest.raises(NotYours):
            note_two_people(opportunity, person, *keys, "No.", "en")
    assert not DoubleNote.objects.exists()
