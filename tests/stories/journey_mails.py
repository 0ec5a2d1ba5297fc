"""The mails of a journey from the request to the closed file: whoever had a turn was told, in their language."""

from microacquisition.common.money import format_money
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from tests.stories.actor import Actor
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail, check_no_mail


def check_mails(cast: Cast, opportunity: Opportunity, winner: Actor) -> None:
    """Check every mail of a completed journey by name, recipient, language, link and key facts."""
    _check_staff_mails(cast, opportunity)
    _check_applicant_mails(cast, opportunity, winner)
    people, supplier = cast.people, winner.person
    _check(opportunity, "agreement/introduction_supplier", supplier)
    _check(opportunity, "agreement/introduction_client", people.client, supplier.name)
    _check(opportunity, "agreement/to_countersign", people.payment_officer)
    _check(opportunity, "delivery/delivered", people.client, supplier.name)
    _check(opportunity, "delivery/accepted", supplier)
    _check(opportunity, "payment/invoice_to_certify", people.certifier, supplier.name)
    _check(opportunity, "payment/invoice_to_pay", people.payment_officer, supplier.name)
    _check(opportunity, "payment/paid", supplier, "VISA-8841")
    _check(opportunity, "reuse/completed", people.client)
    _check(opportunity, "reuse/completed", supplier)


def _check_staff_mails(cast: Cast, opportunity: Opportunity) -> None:
    people = cast.people
    for person in (people.officer, people.advisor):
        _check(opportunity, "statement/statement_to_review", person)
    for template, person, said in (
        ("intake/request_accepted", people.client, ""),
        ("statement/statement_approved", people.client, ""),
        ("funding/funding_form_to_confirm", people.client, ""),
        ("funding/to_sign_for_funds", people.fund_manager, ""),
        ("funding/funds_to_reserve", people.payment_officer, ""),
        ("funding/funds_reserved", people.client, "FR-204417"),
        ("posting/opportunity_posted", people.client, str(opportunity.reference)),
        ("applications/closed_with_applications", people.officer, "3"),
        ("evaluation/to_evaluate", people.evaluator, str(opportunity.reference)),
        ("evaluation/evaluation_frozen", people.officer, str(opportunity.reference)),
    ):
        _check(opportunity, template, person, said)


def _check_applicant_mails(cast: Cast, opportunity: Opportunity, winner: Actor) -> None:
    first, second, weak = (supplier.person for supplier in cast.suppliers)
    for person in (first, second, weak):
        check_mail(
            "applications/received", person, opportunity.title.best_for(person.language)[0], sealed=True
        )
        _check(opportunity, "selection/draw_committed", person)
    won = winner.person
    lost = second if won == first else first
    for person in (won, weak):
        _check(opportunity, "selection/draw_result", person)
    _check(opportunity, "selection/in_reserve", lost, "2")
    price = format_money(opportunity.price_cents or 0, won.language)
    _check(opportunity, "selection/selected", won, price)
    _check(opportunity, "selection/not_selected_not_drawn", lost, won.name)
    _check(opportunity, "selection/not_selected_criterion", weak, won.name, "No skill is shown.")
    check_no_mail("selection/selected", lost)


def _check(opportunity: Opportunity, template: str, person: User, said: str = "", also: str = "") -> None:
    check_mail(template, person, opportunity.title.best_for(person.language)[0], said, also)
