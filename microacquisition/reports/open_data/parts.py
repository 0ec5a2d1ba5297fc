"""The pieces that OCDS releases are made of: amounts, organizations, documents, the tender as it was posted.

Names of fields are those of the standard, OCDS 1.1 (standard.open-contracting.org). A text in the second language
stands beside it with the language's code: `title`, `title_fr`.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import override

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier
from microacquisition.process.programmes.base import Selection

Part = dict[str, Any]

BUYER_ROLES = ["buyer", "procuringEntity", "payer"]
SUPPLIER_ROLES = ["supplier", "tenderer", "payee"]
HOW_CHOSEN = {
    Selection.DRAW: Words(
        en="The price is fixed. Each criterion is met or not met; the order of those who meet all of them is drawn.",
        fr="Le prix est fixe. Chaque critère est satisfait ou non; l’ordre des candidatures qui les satisfont tous est tiré au sort.",
    ),
    Selection.HIGHEST_SCORE: Words(
        en="The price is fixed. Each criterion is scored; the highest total is first.",
        fr="Le prix est fixe. Chaque critère est noté; le total le plus élevé est premier.",
    ),
}


def write_ocid(opportunity: Opportunity) -> str:
    """Return the identifier of the whole purchase: the prefix of this deployment, then the reference."""
    return f"{settings.OCID_PREFIX}-{opportunity.reference}"


def first_language(opportunity: Opportunity) -> str:
    """Return the language of the fields without a code: English where it is written."""
    return "en" if opportunity.title_en else "fr"


def write_text(name: str, text: Bilingual | Words, language: str = "en") -> Part:
    """Return the field in `language`, and beside it the other one where it is written."""
    other = "fr" if language == "en" else "en"
    written = {name: getattr(text, language), f"{name}_{other}": getattr(text, other)}
    return {key: value for key, value in written.items() if value}


def write_value(cents: int) -> Part:
    """Return an amount in dollars."""
    return {"amount": cents // 100 if cents % 100 == 0 else cents / 100, "currency": "CAD"}


def write_period(start: datetime | None, end: datetime | None) -> Part:
    """Return a period; an end that is not known is left out."""
    said = {"startDate": start, "endDate": end}
    return {name: write_machine_instant(at) for name, at in said.items() if at}


def refer_to_buyer(opportunity: Opportunity) -> Part:
    """Return the reference to the department that buys."""
    department = opportunity.department
    return {
        "id": f"department-{department.code}",
        "name": department.name.best_for(first_language(opportunity))[0],
    }


def describe_buyer(opportunity: Opportunity) -> Part:
    """Return the department as a party."""
    name = write_text("name", opportunity.department.name, first_language(opportunity))
    return {**refer_to_buyer(opportunity), **name, "roles": BUYER_ROLES}


def refer_to_supplier(supplier: Supplier) -> Part:
    """Return the reference to a supplier who signed; its id is the same in every purchase and tells nothing."""
    key = hashlib.sha256(f"supplier\n{supplier.pk}".encode()).hexdigest()[:16]
    return {"id": f"supplier-{key}", "name": str(supplier)}


def describe_supplier(supplier: Supplier) -> Part:
    """Return a supplier who signed as a party: its name and nothing else of it."""
    return {**refer_to_supplier(supplier), "roles": SUPPLIER_ROLES}


def describe_posted(opportunity: Opportunity, said: Part, closes_at: datetime | None, status: str) -> Part:
    """Return the whole tender section; `said` is the statement as it was posted or amended."""
    language, programme = first_language(opportunity), opportunity.programme
    delivery_at = parse_datetime(said["delivery_at"]) if said["delivery_at"] else opportunity.delivery_at
    eligibility = Words(
        en=" ".join(each.words.en for each in programme.eligibility),
        fr=" ".join(each.words.fr for each in programme.eligibility),
    )
    how = HOW_CHOSEN[programme.selection]
    return {
        "id": opportunity.reference,
        **write_text("title", Bilingual(**said["title"]), language),
        **write_text("description", Bilingual(**said["short_description"]), language),
        "status": status,
        "procuringEntity": refer_to_buyer(opportunity),
        "value": write_value(said["price_cents"] or opportunity.price_cents or 0),
        "procurementMethod": "open",
        "procurementMethodDetails": programme.name.in_language(language),
        "mainProcurementCategory": "services",
        **write_text("awardCriteriaDetails", how, language),
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": write_period(opportunity.opens_at, closes_at),
        **write_text("eligibilityCriteria", eligibility, language),
        "contractPeriod": write_period(None, delivery_at),
        "documents": list_notices(opportunity),
    }


def list_notices(opportunity: Opportunity) -> list[Part]:
    """Return the opportunity's page in each language in which it can be read."""
    return [
        describe_page(opportunity, f"notice-{language}", "tenderNotice", language)
        for language in LANGUAGES
        if getattr(opportunity.title, language).strip()
    ]


def describe_page(opportunity: Opportunity, key: str, kind: str, language: str) -> Part:
    """Return the opportunity's page as a document of this kind."""
    with override(language):
        path = reverse("opportunity", kwargs={"reference": opportunity.reference})
    return {
        "id": key,
        "documentType": kind,
        "title": getattr(opportunity.title, language) or opportunity.title.best_for(language)[0],
        "url": f"{settings.SITE_ADDRESS}{path}",
        "datePublished": write_machine_instant(opportunity.posted_at or opportunity.state_since),
        "format": "text/html",
        "language": language,
    }
