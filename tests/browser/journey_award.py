"""The second half of the main job in a browser: from the evaluation to a paid invoice and a closed file."""

from datetime import timedelta

from demo.people import STAFF, SUPPLIERS
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.payment.models import Payment
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.browser.journey import Journey
from tests.browser.visitor import Visitor

REASON = Words(
    en="The answer names a library that others use.", fr="La réponse nomme une bibliothèque utilisée."
)
DELIVERED = "https://github.com/example/typed-dates"
COMMIT = "9f2c1e7ab04d3c58e6a1b2c3d4e5f60718293a4b"


def evaluators() -> list[str]:
    """Return the addresses of everybody who evaluates."""
    return [person.email for person in STAFF if person.role is Role.EVALUATOR]


def open_applications(journey: Journey) -> None:
    """The officer names the evaluators; officer and advisor open the applications."""
    officer, advisor = journey.staff(Role.OFFICER), journey.staff(Role.ADVISOR)
    officer.go("assign_evaluators", journey.opportunity_id)
    officer.press_main()
    assert officer.page.locator("#errors").count() == 1
    keys = [str(User.objects.get(email=email).pk) for email in evaluators()]
    for key in keys:
        officer.fill(evaluators=key)
    officer.fill(chair=keys[0])
    officer.press_main()
    for who in (officer, advisor):
        who.go("open_applications", journey.opportunity_id)
        who.press_main()


def evaluate(journey: Journey) -> None:
    """Each evaluator declares no interest and judges each application without a name on it."""
    for email in evaluators():
        who = journey.at(email)
        who.go("evaluate", journey.opportunity_id)
        who.page.locator("main .do a.btn").click()
        who.settle()
        who.fill(no_interest="yes")
        who.press_main()
        for address in find_addresses(who):
            who.open(who.site + address)
            said = who.page.locator("main").inner_text()
            assert not any(supplier.person.name in said for supplier in SUPPLIERS)
            for box in who.page.locator('main input[type="radio"][value="yes"]').all():
                box.check()
            for area in who.page.locator("main textarea").all():
                area.fill(journey.say(REASON))
            who.press_main()


def find_addresses(who: Visitor) -> list[str]:
    """Return the addresses of the applications that the page lists."""
    here = who.page.url.removeprefix(who.site)
    links = [link.get_attribute("href") or "" for link in who.page.locator("main li a, main td a").all()]
    return [link for link in dict.fromkeys(links) if link.startswith(here)]


def freeze_and_draw(journey: Journey) -> None:
    """Officer and advisor freeze; the draw is set, recorded by the clock, and public."""
    for role in (Role.OFFICER, Role.ADVISOR):
        journey.staff(role).go("freeze_evaluation", journey.opportunity_id)
        journey.staff(role).press_main()
    journey.reached("EVALUATED")
    officer = journey.staff(Role.OFFICER)
    officer.go("commit_draw", journey.opportunity_id)
    officer.press_main()
    journey.move_clock(timedelta(minutes=2))
    take_due_steps()
    journey.reached("RANKED")
    journey.staff(Role.AUDITOR).go("draw", journey.row.reference)


def offer_and_sign(journey: Journey) -> None:
    """The first in order gets the award offer, answers the questions and signs exactly what was shown."""
    officer = journey.staff(Role.OFFICER)
    officer.go("offer", journey.opportunity_id)
    officer.press_main()
    journey.reached("OFFERED")
    who = find_chosen(journey)
    who.fill(former_public_servant="no", federal_employee="no")
    who.page.locator('[name="payment_method"]').first.check()
    who.press_main()
    who.fill(signed_name=journey.chosen.person.name)
    who.press_main()
    journey.reached("IN_WORK")
    payer = journey.staff(Role.PAYMENT_OFFICER)
    payer.go("countersign", journey.opportunity_id)
    payer.press_main()


def find_chosen(journey: Journey) -> Visitor:
    """Return the window of the supplier who may sign, at the page of the agreement."""
    for number, supplier in enumerate(SUPPLIERS[:2]):
        if journey.supplier(number).go("sign_agreement", journey.opportunity_id, keep=False) == 200:
            journey.chosen = supplier
            journey.supplier(number).keep()
            return journey.supplier(number)
    raise AssertionError("Nobody may sign.")


def deliver_and_accept(journey: Journey) -> None:
    """The supplier hands over the code, the client judges each criterion met."""
    who = journey.at(journey.chosen.person.email)
    who.go("deliver", journey.opportunity_id)
    who.fill(repository=DELIVERED, commit=COMMIT)
    who.press_main()
    journey.take_next(journey.client)
    for box in journey.client.page.locator('main input[type="radio"][value="met"]').all():
        box.check()
    journey.client.press_main()


def invoice_and_pay(journey: Journey) -> None:
    """Invoice, section 34, payment made outside with its evidence."""
    who = journey.at(journey.chosen.person.email)
    who.go("send_invoice", journey.opportunity_id)
    who.fill(number="2026-001")
    who.press_main()
    certifier = journey.staff(Role.CERTIFIER)
    journey.take_next(certifier)
    for box in certifier.page.locator('main input[type="checkbox"]').all():
        box.check()
    certifier.press_main()
    payer = journey.staff(Role.PAYMENT_OFFICER)
    payer.go("pay", journey.opportunity_id)
    payer.press_main()
    payer.go("pay", journey.opportunity_id)
    today = local_time(current_instant(), journey.row.zone).date()
    payer.fill(reference="PAY-88121", paid_on=str(today), evidence=journey.say(REASON))
    payer.press_main()
    who.go("my_work", journey.opportunity_id)
    arrived = who.address_of("confirm_arrival", journey.opportunity_id).removeprefix(who.site)
    who.page.locator(f'form[action="{arrived}"] button').click()
    who.settle()


def complete(journey: Journey) -> None:
    """The officer completes, and the public page tells the outcome."""
    officer = journey.staff(Role.OFFICER)
    officer.go("complete", journey.opportunity_id)
    officer.press_main()
    assert officer.page.locator("#errors").count() == 1
    officer.fill(address=DELIVERED)
    officer.press_main()
    journey.reached("COMPLETED")
    journey.supplier(2).go("opportunity", journey.row.reference)
    journey.supplier(2).reads(journey.chosen.profile.get("business_name") or journey.chosen.person.name)


def release_funds(journey: Journey) -> None:
    """The payment officer releases what was not paid; the file then closes, the last event on top of its record."""
    payer = journey.staff(Role.PAYMENT_OFFICER)
    journey.take_next(payer)
    payer.fill(reference="FR-20417-R")
    payer.press_main()
    reservation = Reservation.objects.get(opportunity=journey.row)
    paid = Payment.objects.get(invoice__agreement__opportunity=journey.row).amount_cents
    assert reservation.released_cents == reservation.amount_cents - paid
    payer.go("file", journey.opportunity_id)
    assert not payer.page.locator(".status.act").count()
    last = Event.objects.filter(stream__endswith=str(journey.opportunity_id)).latest("seq").seq
    assert str(last) in payer.page.locator("main .rail > li.done").first.inner_text()
