"""A dispute from the supplier's words to its resolution, through the pages; completion waits for it."""

from tests.opportunities.agreement.builders import make_paid, reload
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail
from tests.stories.record import verify_record

WORDS = "The payment came three weeks late."
ANSWER = "Notre service des finances était fermé."
END = "An apology, and the date is noted in the file."


def test_a_dispute_is_opened_answered_and_resolved(cast: Cast) -> None:
    opportunity = make_paid(cast.people)
    supplier, where = cast.suppliers[0], {"opportunity_id": opportunity.pk}
    assert supplier.address("open_dispute", **where) in supplier.read("my_work", **where)
    supplier.fill("open_dispute", typed={"reason": WORDS}, **where)
    check_mail("delivery/dispute_to_answer", cast.people.client, WORDS)
    check_mail("delivery/dispute_opened", cast.people.officer, WORDS)
    assert "A dispute is open." in cast.officer.read("complete", **where)
    assert cast.client.address("answer_dispute", **where) in cast.client.read("needs_me")
    cast.client.fill("answer_dispute", typed={"reason": ANSWER}, **where)
    check_mail("delivery/dispute_answered", supplier.person, ANSWER)
    check_mail("delivery/dispute_to_resolve", cast.people.officer, ANSWER)
    assert cast.officer.address("resolve_dispute", **where) in cast.officer.read("needs_me")
    cast.officer.fill("resolve_dispute", typed={"reason": END}, **where)
    for person in (supplier.person, cast.people.client):
        check_mail("delivery/dispute_resolved", person, END)
    for page in (supplier.read("my_work", **where), cast.officer.read("file", **where)):
        assert WORDS in page and END in page
    cast.officer.fill("complete", typed={"address": "https://code.example.gc.ca/cloud-policies"}, **where)
    assert reload(opportunity).state == "COMPLETED"
    verify_record(opportunity)
