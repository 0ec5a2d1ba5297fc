"""A supplier who works for the federal government and was a public servant before: papers first, then the signature."""

from microacquisition.people.queries import supplier_of
from tests.opportunities.agreement.builders import make_offered, reload
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail
from tests.stories.record import verify_record


def test_both_yes_lead_to_papers_and_an_exception_then_to_the_signature(cast: Cast) -> None:
    opportunity = make_offered(cast.people)
    supplier, where = cast.suppliers[0], {"opportunity_id": opportunity.pk}
    answers = {"former_public_servant": "yes", "federal_employee": "yes", "payment_method": "card"}
    page = supplier.fill("sign_agreement", typed=answers, **where)
    assert supplier.address("send_papers", **where) in page
    check_mail("agreement/exception_to_record", cast.people.officer)
    typed = {
        "director_general": "Ada Director, DG",
        "papers_signed_on": "2026-11-02",
        "own_time": "On evenings and weekends.",
        "intellectual_property": "The author may license the code.",
    }
    supplier.fill("send_papers", typed=typed, **where)
    check_mail("agreement/papers_to_check", cast.people.officer)
    queue = cast.officer.read("needs_me")
    assert cast.officer.address("check_papers", **where) in queue
    assert cast.officer.address("record_exception", **where) in queue
    assert "On evenings and weekends." in cast.officer.read("check_papers", **where)
    cast.officer.fill("check_papers", typed={"accepted": "yes"}, **where)
    check_mail("agreement/papers_accepted", supplier.person)
    granted = {"granted": "yes", "authority": "DG Procurement, PR-77", "reason": "No pension is paid."}
    cast.officer.fill("record_exception", typed=granted, **where)
    check_mail("agreement/exception_recorded", supplier.person)
    address = supplier.address("sign_agreement", **where)
    shown = supplier.send_form(supplier.read("sign_agreement", **where), address, typed=answers)
    own = supplier_of(supplier.person)
    assert own is not None
    supplier.fill_in(shown.content.decode(), address, typed={"signed_name": own.legal_name})
    assert reload(opportunity).state == "IN_WORK"
    verify_record(opportunity)
