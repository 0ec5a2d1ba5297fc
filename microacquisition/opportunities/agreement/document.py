"""The signed agreement as a tagged PDF, in the language it was signed in."""

from dataclasses import asdict
from datetime import date, datetime

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.correspondence.pdf import render_pdf
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.terms import BUYER, SUPPLIER, read_terms
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.documents import keep_document
from microacquisition.records.models import Document

TEMPLATE = "opportunities/agreement/documents/agreement.typ"
PAPER = Words(en="on paper, on {day}", fr="sur papier, le {day}")
SIGNED = Words(en="Agreement signed by the supplier", fr="Entente signée par le fournisseur")
BOTH = Words(en="Agreement signed by both sides", fr="Entente signée par les deux parties")


def write_agreement_document(
    agreement: Agreement, opportunity: Opportunity, *, on_paper: tuple[str, date] | None = None
) -> Document:
    """Make the PDF of an agreement with the signatures it has, and keep it.

    `on_paper`: who countersigned on paper, and on which day.
    """
    terms, language = read_terms(agreement.text), agreement.language
    zone = opportunity.zone or opportunity.programme.zone

    def sign(role: Words, name: str, at: datetime) -> dict[str, str]:
        return {
            "role": role.in_language(language),
            "name": name,
            "signed_at": format_instant(at, zone, language),
        }

    signatures = [sign(SUPPLIER, agreement.signed_name, agreement.signed_at)]
    if agreement.countersigned_by and agreement.countersigned_at:
        signatures.append(sign(BUYER, agreement.countersigned_by.name, agreement.countersigned_at))
        if on_paper is not None:
            said = PAPER.filled(
                day=Words(en=format_date(on_paper[1], "en"), fr=format_date(on_paper[1], "fr"))
            )
            signatures[-1] |= {"name": on_paper[0], "signed_at": said.in_language(language)}
    shown = asdict(terms)
    shown["schedule"]["dates"] += shown.pop("answers")
    last = agreement.countersigned_at or agreement.signed_at
    data = {
        **shown,
        "dated_on": local_time(last, zone).date().isoformat(),
        "signatures": signatures,
        "digest": agreement.digest,
    }
    name = (BOTH if agreement.countersigned_at else SIGNED).in_language(language)
    return keep_document(
        render_pdf(TEMPLATE, data, language),
        name=f"{opportunity.reference} {name}.pdf",
        media_type="application/pdf",
        language=language,
    )
