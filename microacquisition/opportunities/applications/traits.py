"""What the system knows of an applicant, by which they could be told: beside what they typed, their own rows."""

from collections.abc import Iterable

from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import supplier_of
from microacquisition.process.doubles import Traits, find_accounts


def describe_opened(opened: OpenedApplication, hosts: Iterable[str]) -> Traits:
    """Return what is known of whose application was opened; accounts are those of the programme's code `hosts`."""
    answers = "\n".join(answer.text for answer in opened.answers.all())
    names = (opened.applicant_name, opened.business_name)
    return _describe(
        opened.application_id, opened.supplier, _people_of(opened.supplier), names, answers, hosts
    )


def describe_author(opportunity: Opportunity, user: User, names: Iterable[str], answers: str) -> Traits:
    """Return what is known of the person who writes an application now, with the names they typed."""
    supplier = supplier_of(user)
    people = [user, *(_people_of(supplier) if supplier else [])]
    return _describe("", supplier, people, (*names, user.name), answers, opportunity.programme.code_hosts)


def _people_of(supplier: Supplier) -> list[User]:
    return [
        supplier.owner,
        *(member.user for member in supplier.members.all() if member.ended_at is None),
    ]


def _describe(
    application: str,
    supplier: Supplier | None,
    people: Iterable[User],
    names: Iterable[str],
    answers: str,
    hosts: Iterable[str],
) -> Traits:
    own = (supplier.legal_name, supplier.business_name) if supplier else ()
    street = supplier.street if supplier else ""
    return Traits(
        application=application,
        names=(*names, *own),
        emails=(supplier.contact_email if supplier else "", *(person.email for person in people)),
        phone=supplier.phone if supplier else "",
        address=f"{street} {supplier.postal_code}" if supplier and street else "",
        accounts=find_accounts(answers, hosts),
        answers=answers,
    )
