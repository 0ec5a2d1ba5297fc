"""Whom the steps of the funds tell, and what."""

from microacquisition.common.money import format_money
from microacquisition.opportunities.funding.anew import reservation_is_outgrown
from microacquisition.opportunities.funding.queries import officers_of, read_form, write_target
from microacquisition.opportunities.letters import Address, file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Letter, Situation
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role


def tell_to_sign(situation: Situation, amount_cents: int | None) -> list[Letter]:
    """Ask the fund managers for their section 32 signature over this amount."""
    managers = people_of(situation.on, Role.FUND_MANAGER)
    return tell(situation, managers, "funding/to_sign_for_funds", "sign_for_funds", amount_cents)


def tell_of_signature(situation: Situation, amount_cents: int | None) -> list[Letter]:
    """The payment officers reserve; once posted, only what the reservation does not cover, and the officer reads it too."""
    opportunity, payers = situation.on, people_of(situation.on, Role.PAYMENT_OFFICER)
    if situation.state == "APPROVED":
        return tell(situation, payers, "funding/funds_to_reserve", "reserve_funds", amount_cents)
    form, told, asked = read_form(opportunity), officers(opportunity), list[Letter]()
    if reservation_is_outgrown(opportunity):
        asked = tell(situation, payers, "funding/reservation_to_renew", "reserve_funds", amount_cents)
    else:
        told = each_once([*told, *payers])
    return asked + write_to(
        told, "funding/signed_again", opportunity, link=file_address,
        values=lambda language: {
            "amount": format_money(amount_cents or 0, language), "fiscal_year": form.fiscal_year,
            "cost_centre": form.cost_centre,
        },
    )  # fmt: skip


def tell(
    situation: Situation, people: list[User], message: str, step_code: str, amount_cents: int | None
) -> list[Letter]:
    """Write to these people what waits for them at the page of the step, for how much with tax, and by when."""
    link: Address = address_of(step_code)
    return write_to(
        people, message, situation.on, link=link,
        values=lambda language: {
            "amount": format_money(amount_cents or 0, language),
            "answer_by": write_target(situation, step_code, language),
        },
    )  # fmt: skip


def people_of(opportunity: Opportunity, role: Role) -> list[User]:
    """Return who holds the role for this opportunity."""
    return people_holding(role, opportunity.programme_code, opportunity.department_id)


def officers(opportunity: Opportunity) -> list[User]:
    """Return the officers who have to do with this opportunity."""
    return officers_of(opportunity, people_of(opportunity, Role.OFFICER))


def each_once(people: list[User]) -> list[User]:
    """Return the people without repeating anybody who has two parts."""
    return list({person.pk: person for person in people}.values())
