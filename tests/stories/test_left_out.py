"""Somebody who passed was left out: the list is replaced before the value, and the next one is added after it."""

from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.selection.models import Commitment, RankedApplication
from tests.builders import make_open
from tests.quicknet import paste_round_named
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock, apply_and_close, open_and_judge

REASON = "The answer shows the skill on its second page."


def test_one_enters_before_the_value_by_a_new_list(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD, GOOD, WEAK])
    open_and_judge(cast, opportunity)
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    left_out = Finding.objects.get(met=False).application_id
    typed = {"application_id": left_out, "reason": REASON}
    page = cast.officer.read("file", opportunity_id=opportunity.pk)
    assert cast.officer.address("replace_draw", opportunity_id=opportunity.pk) in page
    cast.officer.fill("replace_draw", opportunity_id=opportunity.pk, typed=typed)
    cast.advisor.fill("replace_draw", opportunity_id=opportunity.pk)
    for supplier in cast.suppliers:
        check_mail("selection/draw_replaced", supplier.person, left_out)
    own = cast.suppliers[2].read("application_result", application_id=left_out)
    assert REASON in own
    move_clock(just_after(Commitment.objects.get(replaced_by=None).beacon_at))
    cast.officer.fill("record_draw", opportunity_id=opportunity.pk, typed={"value": paste_round_named()})
    assert RankedApplication.objects.count() == 3 and reload(opportunity).state == "RANKED"
    verify_record(opportunity)


def test_one_enters_after_the_value_at_a_drawn_place(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD, WEAK])
    open_and_judge(cast, opportunity)
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    left_out = Finding.objects.get(met=False).application_id
    typed = {"application_id": left_out, "reason": REASON}
    cast.advisor.fill("insert_entrant", opportunity_id=opportunity.pk, typed=typed)
    cast.officer.fill("insert_entrant", opportunity_id=opportunity.pk)
    move_clock(just_after(Commitment.objects.get(purpose="insertion").beacon_at))
    cast.officer.fill("record_insertion", opportunity_id=opportunity.pk, typed={"value": paste_round_named()})
    place = str(RankedApplication.objects.get(application=left_out).place)
    for supplier in cast.suppliers[:2]:
        check_mail("selection/entrant_to_insert", supplier.person, left_out)
        check_mail("selection/entrant_inserted", supplier.person, left_out, place)
    check_mail("selection/in_reserve", cast.suppliers[1].person, place)
    assert left_out in cast.suppliers[0].read("draw", reference=reload(opportunity).reference)
    verify_record(opportunity)
