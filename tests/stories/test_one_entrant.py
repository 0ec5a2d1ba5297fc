"""One applicant passes: the order is known at once; without an answer the offer lapses and nobody is left."""

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.selection.models import Offer
from tests.builders import make_open
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock, apply_and_close, offer, open_and_judge


def test_the_only_entrant_does_not_answer_and_it_ends_without_an_award(
    cast: Cast, move_clock: MoveClock
) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [WEAK, GOOD])
    open_and_judge(cast, opportunity)
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "RANKED"
    weak, only = (supplier.person for supplier in cast.suppliers[:2])
    for person in (weak, only):
        check_mail("selection/draw_not_needed", person)
    offer(cast, opportunity)
    check_mail("selection/selected", only, "6\xa0000,00\xa0$")

    move_clock(just_after(Offer.objects.get().answer_by))
    take_due_steps()
    ended = reload(opportunity)
    assert (ended.state, Offer.objects.get().answer) == ("NO_AWARD", "lapsed")
    check_mail("selection/offer_lapsed_supplier", only)
    check_mail("selection/offer_lapsed", cast.people.officer, only.name)
    why = {"en": "Nobody is left among those who met the criteria.", "fr": "Il ne reste personne parmi"}
    check_mail("selection/no_award", weak, why["en"], "No skill is shown.")
    check_mail("selection/no_award", only, why["fr"])
    check_mail("selection/no_award_client", cast.people.client, why["fr"])
    check_no_mail("selection/no_award", cast.suppliers[2].person)
    assert "No award" in cast.suppliers[0].read("opportunity", reference=ended.reference)
    verify_record(opportunity)
