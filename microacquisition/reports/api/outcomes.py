"""What became of opportunities: who was selected, at which price, when, where the draw is; nobody else is named."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.posting.public_queries import (
    describe_outcome,
    find_agreement,
    say_why_no_award,
)
from microacquisition.opportunities.selection.models import Commitment, RankedApplication
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.of_opportunity import OF_OPPORTUNITY, find_named
from microacquisition.reports.api.paging import PAGING, open_page, spell_page
from microacquisition.reports.api.shapes import Schema, address, an_object, maybe, page_of, text
from microacquisition.reports.api.spelling import INSTANT, MONEY, PAGES, REFERENCE, STATUS, TEXT, Json
from microacquisition.site.clock import current_instant

ENDED = ("CANCELLED", "NO_AWARD", "TERMINATED", "COMPLETED")
WITH_OUTCOME = ("IN_WORK", *ENDED)
SCHEMAS: dict[str, Schema] = {
    "Outcome": an_object(
        "What became of an opportunity, once somebody signed or it ended. Prices are before tax.",
        opportunity=REFERENCE,
        title=TEXT,
        status=STATUS,
        supplier=maybe(text("Jordan Example", "Who was selected and signed.")),
        price=maybe(MONEY),
        signed=maybe(INSTANT),
        delivery=maybe(INSTANT),
        ended=maybe(INSTANT),
        reason=TEXT,
        repository=maybe(address("https://github.com/example/cloud-policies")),
        catalogue=maybe(address("https://example.org/catalogue/cloud-policies")),
        draw=maybe(an_object(
            "The draw, to be checked by anybody.",
            data=address("https://example.org/en/opportunities/MA-2026-0007/draw.json"),
            pages=PAGES,
        )),
    ),
    "Outcomes": page_of("Outcome"),
}  # fmt: skip


def list_outcomes(request: HttpRequest, asked: Json) -> Answer:
    """One page of the opportunities that were awarded or ended, the latest to change first."""
    now = current_instant()
    rows = find_named(asked).filter(state__in=WITH_OUTCOME).order_by("-state_since", "reference")
    page = open_page(asked, rows.count())
    keys = list(rows.values_list("pk", flat=True)[page.rows])
    found = read_outcomes(Opportunity.objects.filter(pk__in=keys)).order_by("-state_since", "reference")
    body, links = spell_page(request, page, found, lambda row: spell_outcome(row, now))
    return Answer(body, find_public_change(), links)


def read_outcomes(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return the rows with everything that `spell_outcome` says."""
    agreements = Agreement.objects.select_related("supplier").prefetch_related("deliverables__deliveries")
    drawn = Commitment.objects.filter(opportunity=OuterRef("pk")).exclude(purpose="insertion")
    return (
        rows.select_related("cancellation", "catalogue_entry")
        .prefetch_related(
            Prefetch("agreements", queryset=agreements),
            Prefetch("order", queryset=RankedApplication.objects.filter(place=1)),
        )
        .annotate(has_draw=Exists(drawn))
    )


def spell_outcome(opportunity: Opportunity, now: datetime) -> Json:
    """Return what became of one opportunity, as `read_outcomes` reads it."""
    status, zone = public_status(opportunity, now), opportunity.zone
    agreement, outcome = find_agreement(opportunity), describe_outcome(opportunity)
    return {
        "opportunity": opportunity.reference,
        "title": spelling.spell_text(opportunity.title),
        "status": spelling.spell_status(status),
        "supplier": outcome.supplier if outcome else None,
        "price": spelling.spell_money(agreement.price_cents) if agreement else None,
        "signed": spelling.spell_instant(agreement.signed_at, zone) if agreement else None,
        "delivery": spelling.spell_instant(agreement.delivery_at, zone) if agreement else None,
        "ended": spelling.spell_instant(opportunity.state_since, zone)
        if opportunity.state in ENDED
        else None,
        "reason": _spell_reason(opportunity, status),
        "repository": (outcome and outcome.repository) or None,
        "catalogue": (outcome and outcome.catalogue) or None,
        "draw": _spell_draw(opportunity),
    }


def _spell_reason(opportunity: Opportunity, status: str) -> Json:
    if status == "cancelled":
        said = getattr(opportunity, "cancellation", None)
        return spelling.spell_text(Bilingual(said.reason_en, said.reason_fr) if said else Bilingual())
    why = say_why_no_award(opportunity, status)
    return spelling.spell_text(Bilingual(why.en, why.fr))


def _spell_draw(opportunity: Opportunity) -> Json | None:
    if not vars(opportunity)["has_draw"]:
        return None
    reference = opportunity.reference
    pages = spelling.addresses_of("draw", reference=reference)
    return {"data": spelling.address_of("draw_json", reference=reference), "pages": pages}


RESOURCE = Resource(
    "api_outcomes",
    "outcomes",
    Words(en="Outcomes", fr="Résultats"),
    Words(
        en="Supplier, price, dates and draw of opportunities in work or ended; nobody else who applied is named.",
        fr="Fournisseur, prix, dates et tirage des occasions en cours de travaux ou terminées; personne d’autre n’est nommé.",
    ),
    "Outcomes",
    list_outcomes,
    (OF_OPPORTUNITY, *PAGING),
)
