"""No application meets every criterion: it ends without an award, and each applicant reads why in their language."""

from tests.builders import make_open
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.selecting import WEAK, MoveClock, apply_and_close, open_and_judge


def test_nobody_passes_and_each_applicant_is_told_the_reasons(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [WEAK, WEAK])
    open_and_judge(cast, opportunity)
    cast.officer.fill("end_without_award", opportunity_id=opportunity.pk)
    ended = reload(opportunity)
    assert ended.state == "NO_AWARD"
    english, french, stranger = (supplier.person for supplier in cast.suppliers)
    for person, why in (
        (english, "No application met every criterion."),
        (french, "Aucune candidature ne satisfaisait à tous les critères."),
    ):
        check_mail(
            "selection/no_award",
            person,
            why,
            "No skill is shown.",
            opportunity.title.best_for(person.language)[0],
        )
        check_no_mail("selection/selected", person)
    check_no_mail("selection/no_award", stranger)
    check_mail(
        "selection/no_award_client",
        cast.client.person,
        "Aucune candidature ne satisfaisait à tous les critères.",
    )
    public = cast.suppliers[0].read("opportunity", reference=ended.reference)
    assert "No application met every criterion." in public
    assert "No award" in cast.suppliers[0].read("opportunity", reference=ended.reference)
    assert "Sans attribution" in cast.suppliers[1].read("opportunity", reference=ended.reference)
