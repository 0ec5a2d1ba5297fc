"""The exact text of an agreement: what is shown is what is hashed, signed and kept."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.selection.queries import price_left
from microacquisition.people.models import Supplier
from microacquisition.process.programmes.base import Programme
from microacquisition.process.programmes.texts import Clause, fill_clauses, read_clauses
from microacquisition.process.tax import PROVINCES

TITLE = Words(en="Agreement: {title}", fr="Entente\xa0: {title}")
BUYER = Words(en="Buyer", fr="Acheteur")
SUPPLIER = Words(en="Supplier", fr="Fournisseur")
POSTED = Words(en="Opportunity posted", fr="Affichage de l’occasion")
DELIVERY = Words(en="Delivery of the work", fr="Livraison des travaux")
PAID_TO = Words(en="PayPal account: {address}", fr="Compte PayPal\xa0: {address}")
FEDERAL = Words(en="Federal employee now", fr="Travaille au gouvernement fédéral")
FORMER = Words(en="Former public servant", fr="Ancienne ou ancien fonctionnaire")
COUNTRIES = {"CA": Words(en="Canada", fr="Canada"), "US": Words(en="United States", fr="États-Unis")}
ACCEPTED_BEFORE = Words(
    en="What was accepted under an earlier agreement, worth {amount}, is no part of this one.",
    fr="Ce qui a été accepté en vertu d’une entente antérieure, d’une valeur de {amount}, n’en fait pas partie.",
)
YES, NO = Words(en="yes", fr="oui"), Words(en="no", fr="non")

MARKS = re.compile(r"^\s*(?:#+|[-*+]|\d+[.)]|>)\s+")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Answers:
    """What the supplier said before the text was shown."""

    payment_method: str
    payment_address: str = ""
    federal_employee: bool = False
    former_public_servant: bool = False


@dataclass(frozen=True)
class Party:
    """One side of the agreement: its role and the lines that name it."""

    role: str
    lines: list[str]


@dataclass(frozen=True)
class Named:
    """A date or an answer of the schedule, with its name."""

    name: str
    value: str


@dataclass(frozen=True)
class Schedule:
    """What is particular to this purchase."""

    work: list[str]
    price: str
    dates: list[Named]
    criteria: list[str]
    licence: str


@dataclass(frozen=True)
class Terms:
    """Everything the supplier sees and signs."""

    language: str
    title: str
    reference: str
    programme: str
    parties: list[Party]
    clauses: list[Clause]
    schedule: Schedule
    answers: list[Named]

    @property
    def text(self) -> str:
        """Everything shown, as canonical JSON: what is hashed and kept."""
        return write_canonical(asdict(self))

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def write_terms(offer: Offer, supplier: Supplier, language: str, answers: Answers) -> Terms:
    """Return the agreement as it would be signed now, in `language`."""
    opportunity, statement = offer.opportunity, offer.opportunity.statement
    programme = opportunity.programme
    values = _fill_values(offer, supplier, language, answers)
    criteria = statement.acceptancecriterion_set.all()
    return Terms(
        language=language,
        title=TITLE.filled(title=values["title"]).in_language(language),
        reference=opportunity.reference or "",
        programme=programme.name.in_language(language),
        parties=[_buyer(opportunity, language), _supplier(supplier, language)],
        clauses=fill_clauses(read_clauses(programme.texts, language), values),
        schedule=Schedule(
            work=[*_write_items(statement.work, language), *_write_accepted(opportunity, language)],
            price=values["price"],
            dates=[
                Named(POSTED.in_language(language), values["posted_on"]),
                Named(DELIVERY.in_language(language), values["delivery_date"]),
            ],
            criteria=[" ".join(_write_items(each.text, language)) for each in criteria],
            licence=statement.licence,
        ),
        answers=_write_answers(answers, programme, language),
    )


def _fill_values(offer: Offer, supplier: Supplier, language: str, answers: Answers) -> dict[str, str]:
    """Return what each placeholder of the clauses stands for."""
    opportunity = offer.opportunity
    programme, zone = opportunity.programme, opportunity.zone or opportunity.programme.zone
    posted_on = local_time(opportunity.posted_at or offer.made_at, zone).date()
    return {
        "supplier_name": supplier.legal_name,
        "reference": opportunity.reference or "",
        "title": opportunity.title.best_for(language)[0],
        "posted_on": format_date(posted_on, language),
        "authority": programme.authority.in_language(language),
        "delivery_date": format_instant(offer.delivery_at, zone, language),
        "assessment_window": programme.windows.assessment.label().in_language(language),
        "price": format_money(price_left(opportunity), language),
        "place_of_supply": PROVINCES[programme.place_of_supply].in_language(language),
        "payment_method": _in_sentence(name_method(programme, answers.payment_method, language)),
        "licence": opportunity.statement.licence,
        "law": programme.law.in_language(language),
    }


def read_terms(text: str) -> Terms:
    """Return the terms that `Terms.text` wrote, for pages and documents after the signature."""
    data = json.loads(text)
    schedule = data["schedule"]
    return Terms(
        **{
            **data,
            "parties": [Party(**party) for party in data["parties"]],
            "clauses": [Clause(**clause) for clause in data["clauses"]],
            "schedule": Schedule(**{**schedule, "dates": [Named(**each) for each in schedule["dates"]]}),
            "answers": [Named(**each) for each in data["answers"]],
        }
    )


def name_method(programme: Programme, code: str, language: str) -> str:
    """Return the everyday name of a way of payment; its code where the program no longer has it."""
    known = {method.code: method.words.in_language(language) for method in programme.payment_methods}
    return known.get(code, code)


def _write_answers(answers: Answers, programme: Programme, language: str) -> list[Named]:
    said: Mapping[Words, bool] = {
        FORMER: answers.former_public_servant,
        FEDERAL: answers.federal_employee,
    }
    named = [
        Named(name.in_language(language), (YES if value else NO).in_language(language))
        for name, value in said.items()
    ]
    paid_by = name_method(programme, answers.payment_method, language)
    if answers.payment_address:
        paid_by += f" ({PAID_TO.filled(address=answers.payment_address).in_language(language)})"
    return [*named, Named(Words(en="Paid by", fr="Mode de paiement").in_language(language), paid_by)]


def _buyer(opportunity: Opportunity, language: str) -> Party:
    programme = opportunity.programme
    lines = [
        programme.authority.in_language(language),
        opportunity.department.name.best_for(language)[0],
        opportunity.team.name.best_for(language)[0],
        programme.address,
    ]
    return Party(BUYER.in_language(language), list(dict.fromkeys(lines)))


def _supplier(supplier: Supplier, language: str) -> Party:
    country = COUNTRIES.get(supplier.country)
    place = ", ".join(
        part for part in (supplier.city, supplier.province or supplier.region, supplier.postal_code) if part
    )
    lines = [
        supplier.legal_name,
        supplier.business_name,
        supplier.street,
        place,
        country.in_language(language) if country else "",
        supplier.phone,
        supplier.contact_email,
    ]
    return Party(SUPPLIER.in_language(language), [line for line in lines if line])


def _write_items(text: Bilingual, language: str) -> list[str]:
    """Return the lines of a Markdown text as plain sentences: no list marks, addresses after their words."""
    lines = [MARKS.sub("", line).strip() for line in text.best_for(language)[0].splitlines()]
    return [LINK.sub(r"\1 (\2)", line).replace("**", "") for line in lines if line]


def _write_accepted(opportunity: Opportunity, language: str) -> list[str]:
    """Say that what was accepted under an earlier agreement is no part of this one."""
    accepted = (opportunity.price_cents or 0) - price_left(opportunity)
    if not accepted:
        return []
    return [ACCEPTED_BEFORE.in_language(language).format(amount=format_money(accepted, language))]


def _in_sentence(name: str) -> str:
    """Lower the first letter of an ordinary word; a name such as PayPal keeps its own."""
    word = name.split(" ")[0]
    return name[:1].lower() + name[1:] if word[1:].islower() else name
