"""Who hears of what: skills, programs, how often; followers; nobody of a practice opportunity or after the end."""

from datetime import timedelta

import pytest

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.ending import unsubscribe
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.texts import TextRefused
from microacquisition.opportunities.announcing.actions import tell_followers
from microacquisition.opportunities.announcing.audience import NOBODY, describe_audience
from microacquisition.opportunities.announcing.models import Announcement
from microacquisition.opportunities.announcing.queries import list_matching
from microacquisition.opportunities.engine import take_step
from tests.builders import People, make_open, make_people, make_translated
from tests.opportunities.announcing.making import let_the_worker_write, list_told, make_subscriber, post


def test_choices_decide_and_no_choice_means_all(people: People) -> None:
    opportunity = make_translated(people)
    fits = {
        "all@example.org": {},
        "skill@example.org": {"skills": ("documentation", "python")},
        "program@example.org": {"programmes": ("esdc",)},
    }
    fits_not = {
        "other-skill@example.org": {"skills": ("python",)},
        "other-program@example.org": {"programmes": ("code_with_us",)},
        "neither@example.org": {"skills": ("documentation",), "programmes": ("code_with_us",)},
    }
    for email, wishes in {**fits, **fits_not}.items():
        make_subscriber(email, **wishes)
    make_subscriber("weekly@example.org", frequency="weekly")
    make_subscriber("follower@example.org", opportunity_id=opportunity.pk)
    left = make_subscriber("left@example.org")
    unsubscribe(left)
    assert {row.email for row in list_matching(opportunity)} == {*fits, "weekly@example.org"}
    opportunity = post(people, opportunity=opportunity)
    let_the_worker_write()
    assert list_told() == sorted(fits)
    assert list_told("announcing/opened") == ["follower@example.org"]
    mail = Message.objects.get(template="posting/new_opportunity", to_email="all@example.org")
    for said in ("A script that enforces policies.", "$6,000.00", "Skills: ", str(opportunity.reference)):
        assert said in mail.body, said
    assert (
        mail.kind == "list"
        and mail.unsubscribe in mail.body
        and "/en/mailing-list/leave/" in mail.unsubscribe
    )


def test_the_officer_reads_the_audience_before_posting(people: People) -> None:
    opportunity = make_translated(people)
    assert [line.en for line in describe_audience(opportunity)][-1].startswith("0 subscribers hear")
    for number in range(3):
        make_subscriber(f"reader{number}@example.org", skills=("documentation",) if number else ())
    knows, hears = describe_audience(opportunity)
    assert knows.en.startswith("2 subscribers know ") and knows.fr.startswith(
        "2 personnes abonnées connaissent "
    )
    assert hears.en.startswith("3 subscribers hear of it")


def test_practice_is_announced_to_nobody(people: People) -> None:
    practice = make_people("practice")
    make_subscriber()
    opportunity = make_open(practice)
    make_subscriber("follower@example.org", opportunity_id=opportunity.pk)
    assert tell_followers(opportunity, opportunity.pk, "announcing/opened") is None
    assert describe_audience(opportunity) == [NOBODY]
    assert not Announcement.objects.exists()


def test_followers_hear_of_amendment_extension_and_cancellation_in_their_language(people: People) -> None:
    opportunity = make_open(people)
    make_subscriber("ana@example.org", opportunity_id=opportunity.pk)
    make_subscriber("eve@example.org", "fr", opportunity_id=opportunity.pk)
    make_subscriber("list@example.org")
    given = {"reason_both": Bilingual("The need is gone.", "Le besoin n’existe plus.")}
    take_step("cancel", opportunity_id=opportunity.pk, user=people.officer, given=given)
    let_the_worker_write()
    assert list_told("announcing/cancelled") == ["ana@example.org", "eve@example.org"]
    french = Message.objects.get(to_email="eve@example.org")
    assert "Le besoin n’existe plus." in french.body and french.subject.startswith("Annulée")
    assert "/fr/liste-de-diffusion/quitter/" in french.unsubscribe


def test_what_happened_is_told_once(people: People) -> None:
    opportunity = make_open(people)
    make_subscriber(opportunity_id=opportunity.pk)
    for _twice in range(2):
        tell_followers(opportunity, opportunity.pk, "announcing/opened")
        let_the_worker_write()
    assert Announcement.objects.count() == 1 and list_told("announcing/opened") == ["ana@example.org"]


def test_a_message_without_its_values_is_refused_where_it_is_told(people: People) -> None:
    opportunity = make_open(people)
    make_subscriber(opportunity_id=opportunity.pk)
    with pytest.raises(TextRefused, match="missing"):
        tell_followers(opportunity, opportunity.pk, "announcing/amended")
    assert not Announcement.objects.exists()


def test_one_that_closed_meanwhile_is_announced_no_further(people: People, move_clock) -> None:
    make_subscriber()
    opportunity = post(people)
    move_clock(opportunity.closes_at + timedelta(seconds=1))
    let_the_worker_write()
    assert list_told() == [] and Announcement.objects.get().finished_at is not None


def test_who_confirmed_after_the_opening_is_not_told_of_it(people: People) -> None:
    make_subscriber("early@example.org")
    post(people)
    make_subscriber("late@example.org")
    let_the_worker_write()
    assert list_told() == ["early@example.org"]
