"""Something is unclear to an evaluator: one question goes out without names, the answer stands beside the seal."""

from tests.builders import make_open
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, MoveClock, apply_and_close, judge, read_labels


def test_a_supplier_explains_and_the_evaluator_reads_it_beside_the_answer(
    cast: Cast, move_clock: MoveClock
) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD])
    at = {"opportunity_id": opportunity.pk}
    for person in (cast.officer, cast.advisor):
        person.fill("open_applications", **at)
    cast.evaluator.fill("declare", **at, typed={"no_interest": "yes"})
    (label,) = read_labels(cast, opportunity)
    cast.evaluator.fill("propose_question", **at, label=label, typed={"question": "Which script is yours?"})
    check_mail("evaluation/clarification_proposed", cast.officer.person, "Which script is yours?")
    assert "Questions to suppliers" in cast.officer.read("needs_me")
    cast.officer.fill("clarifications", **at)
    key = reload(opportunity).applications.get().pk
    check_mail("evaluation/clarification_asked", cast.suppliers[0].person, "Which script is yours?")
    judge(cast, opportunity, label)
    assert "still has time to answer" in cast.officer.read("freeze_evaluation", **at)
    cast.suppliers[0].fill("clarification", application_id=key, typed={"answer": "The one with the tests."})
    check_mail("evaluation/clarification_answered", cast.evaluator.person, "explained")
    assert "The one with the tests." in cast.evaluator.read("judge", **at, label=label)
    for person in (cast.officer, cast.advisor):
        person.fill("freeze_evaluation", **at)
    assert reload(opportunity).state == "EVALUATED"
    verify_record(opportunity)
