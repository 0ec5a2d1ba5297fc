"""Two applications look alike: the officer looks, tells one supplier, who answers; one is struck, another left standing."""

from microacquisition.opportunities.evaluation.models import Strike
from microacquisition.people.models import Supplier
from tests.builders import make_open
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, MoveClock, apply_and_close


def test_suppliers_are_heard_before_one_is_struck(cast: Cast, move_clock: MoveClock) -> None:
    Supplier.objects.update(street="")
    ours = Supplier.objects.filter(owner__in=[each.person for each in cast.suppliers[:2]])
    ours.update(phone="819 555-0142")
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD, GOOD, GOOD])
    for person in (cast.officer, cast.advisor):
        person.fill("open_applications", opportunity_id=opportunity.pk)
    check_mail("evaluation/likely_doubles", cast.officer.person, "Pairs to look at: 1")
    by_supplier = {each.opened.supplier.owner_id: each.pk for each in reload(opportunity).applications.all()}
    english, french = (by_supplier[each.person.pk] for each in cast.suppliers[:2])
    first, second = sorted((english, french))
    at = {"opportunity_id": opportunity.pk}
    assert "same telephone number" in cast.officer.read("double", **at, first=first, second=second)

    for key in (english, french):
        typed = {"application_id": key, "reason_code": "double", "reason": "Deux candidatures, un téléphone."}
        cast.officer.fill("tell_strike", **at, typed=typed)
    check_mail(
        "evaluation/strike_notice",
        cast.suppliers[1].person,
        "Deux candidatures, un téléphone.",
        "a présenté plus",
    )
    cast.suppliers[1].fill(
        "strike_notice", application_id=french, typed={"answer": "Nous partageons un bureau."}
    )
    check_mail("evaluation/strike_answered", cast.advisor.person, "Nous partageons un bureau.")
    cast.officer.fill("drop_strike", **at, application_id=french, typed={"reason": "They share an office."})
    check_mail("evaluation/strike_dropped", cast.suppliers[1].person, "They share an office.")
    cast.officer.fill("double", **at, first=first, second=second, typed={"reason": "They share an office."})

    cast.suppliers[0].fill(
        "strike_notice", application_id=english, typed={"answer": "I sent it for a friend."}
    )
    assert "Lire la réponse et décider" in cast.advisor.read("file", **at)
    for person in (cast.officer, cast.advisor):
        page = person.read("strike", **at)
        assert "I sent it for a friend." in page and "Nous partageons" not in page
        person.fill("strike", **at)
    assert Strike.objects.get().application_id == english
    check_mail(
        "evaluation/struck",
        cast.suppliers[0].person,
        "applied more than once",
        "Office of the Procurement Ombud",
    )
    assert "no longer considered" in cast.suppliers[0].read("application_result", application_id=english)
    assert "dont 1 écartée" in cast.suppliers[1].read("opportunity", reference=reload(opportunity).reference)
    verify_record(opportunity)
