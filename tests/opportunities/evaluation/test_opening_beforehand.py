"""The opening signed for while the opportunity is open: it takes effect at closing, or lapses when things change."""

from datetime import timedelta

import pytest
from django.db import connection

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.extending import Proposal
from microacquisition.opportunities.signatures import SignatureEnd
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import apply, make_open, reload, take


def codes(pending) -> set[str]:  # type: ignore[no-untyped-def]
    """The steps' codes."""
    return {each.step.code for each in pending}


def make_signed(people: People) -> Opportunity:
    """OPEN, with two applications and both signatures to open."""
    opportunity = make_open(people)
    for user in people.suppliers[:2]:
        apply(opportunity, user)
    assign(people, opportunity, people.evaluator)
    take("open_applications", opportunity, people.officer)
    return take("open_applications", opportunity, people.advisor)


def assign(people: People, opportunity: Opportunity, *evaluators) -> None:  # type: ignore[no-untyped-def]
    """The first presides."""
    take("assign_evaluators", opportunity, people.officer, evaluators=list(evaluators), chair=evaluators[0])


def pass_closing(opportunity: Opportunity) -> None:
    """Let the closing instant come, and the clock look."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [opportunity.closes_at])
    take_due_steps()


def test_signed_beforehand_the_clock_opens_at_closing(people: People) -> None:
    opportunity = make_signed(people)
    assert opportunity.state == "OPEN" and not OpenedApplication.objects.exists()
    assert not Event.objects.filter(stream=opportunity.stream, code="open_applications").exists()
    pass_closing(opportunity)
    opened = reload(opportunity)
    assert opened.state == "CLOSED" and opened.applications_opened_at is not None
    assert OpenedApplication.objects.count() == 2
    event = Event.objects.get(stream=opportunity.stream, code="open_applications")
    assert '"actor":"clock"' in event.body
    assert Message.objects.filter(template="evaluation/to_evaluate").count() == 1
    told = Message.objects.filter(template="evaluation/opened_as_signed")
    assert set(told.values_list("to_email", flat=True)) == {people.officer.email, people.advisor.email}
    take_due_steps()
    assert Event.objects.filter(stream=opportunity.stream, code="open_applications").count() == 1


def test_one_signature_beforehand_and_one_after_closing(people: People) -> None:
    opportunity = make_open(people)
    apply(opportunity, people.suppliers[0])
    assign(people, opportunity, people.evaluator)
    take("open_applications", opportunity, people.officer)
    pass_closing(opportunity)
    assert reload(opportunity).applications_opened_at is None
    with pytest.raises(NotYours):
        take("open_applications", opportunity, None)
    assert "open_applications" not in codes(read_turns(reload(opportunity), people.officer).mine)
    assert "open_applications" in codes(read_turns(reload(opportunity), people.advisor).mine)
    assert take("open_applications", opportunity, people.advisor).applications_opened_at is not None


def test_a_change_of_evaluators_or_of_the_closing_voids_what_was_signed(people: People) -> None:
    opportunity = make_signed(people)
    assign(people, opportunity, people.author, people.evaluator)
    assert SignatureEnd.objects.filter(why="changed", signature__step="open_applications").count() == 2
    take("open_applications", opportunity, people.officer)
    later = Proposal(opportunity.closes_at + timedelta(days=7), Bilingual("More time.", "Plus de temps."))
    for person in (people.officer, people.advisor):
        take("extend", opportunity, person, proposal=later, reason=later.as_reason())
    assert not opportunity.signatures.filter(step="open_applications", end__isnull=True).exists()
    pass_closing(reload(opportunity))
    assert reload(opportunity).state == "CLOSED" and not OpenedApplication.objects.exists()


def test_a_third_signature_and_none_without_evaluators(people: People) -> None:
    opportunity = make_open(people)
    with pytest.raises(Refused, match="Assign the evaluators"):
        take("open_applications", opportunity, people.officer)
    signed = make_signed(people)
    with pytest.raises(Refused, match="by themselves at closing"):
        take("open_applications", signed, people.second_officer)
    with pytest.raises(NotYours):
        take("open_applications", signed, people.evaluator)
    assert signed.signatures.filter(step="open_applications").count() == 2


def test_nobody_waits_for_it_while_open_and_the_page_tells_nothing(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_open(people)
    assign(people, opportunity, people.evaluator)
    assert "open_applications" not in codes(read_turns(opportunity, people.officer).mine)
    assert "open_applications" in codes(read_turns(opportunity, people.officer).possible)
    pages = []
    for count in range(2):
        page = browser(people.officer).get(f"/en/files/{opportunity.pk}/open-applications/").content.decode()
        assert "Sign to open at closing" in page and "received at closing" not in page
        pages.append(page)
        apply(opportunity, people.suppliers[count])
    take("open_applications", opportunity, people.officer)
    assign(people, opportunity, people.author)
    french = browser(people.advisor).get(f"/fr/dossiers/{opportunity.pk}/ouvrir-les-candidatures/")
    assert "caduque" in french.content.decode()
