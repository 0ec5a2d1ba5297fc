"""What happened in public, in the order of its commits: the codes and words of it, and the read of what came after."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.models import PublishedEvent
from microacquisition.opportunities.opportunity import POSTED_STATES, PUBLIC_STATUS, Opportunity
from microacquisition.process.lifecycle import Thing
from microacquisition.site.clock import current_instant

MARK_LENGTH = 8  # characters of the event's id beside its number
SETTLED = timedelta(seconds=5)


@dataclass(frozen=True)
class News:
    """How everybody is told of an event: a stable code, and what it says."""

    code: str
    words: Words


_EXTENDED = News("extended", Words(en="Closing moved", fr="Clôture reportée"))
_STRUCK = News("struck", Words(en="An application was struck", fr="Une candidature a été écartée"))
_OFFER_ENDED = News(
    "offer_ended",
    Words(
        en="The award offer ended without an agreement",
        fr="La proposition d’attribution a pris fin sans entente",
    ),
)
_CANCELLED = News("cancelled", Words(en="Cancelled", fr="Annulée"))

# By the code of the event in the record: those that `sql/published_events.sql` numbers.
PUBLISHED: dict[str, News] = {
    "post": News("posted", Words(en="Posted", fr="Affichée")),
    "unpost": News("taken_back", Words(en="Taken back before its opening", fr="Retirée avant l’ouverture")),
    "open": News("opened", Words(en="Open for applications", fr="Ouverte aux candidatures")),
    "amend": News("amended", Words(en="Amended", fr="Modifiée")),
    "extend": _EXTENDED,
    "extend_by_rule": _EXTENDED,
    "answer_question": News("answered", Words(en="Answer published", fr="Réponse publiée")),
    "refuse_question": News(
        "not_answered", Words(en="A question stays without an answer", fr="Une question reste sans réponse")
    ),
    "edit_answer": News("answer_edited", Words(en="Answer edited", fr="Réponse modifiée")),
    "close": News("closed", Words(en="Closed", fr="Clôturée")),
    "freeze_evaluation": News("evaluated", Words(en="Evaluation finished", fr="Évaluation terminée")),
    "strike": _STRUCK,
    "strike_from_order": _STRUCK,
    "commit_draw": News(
        "draw_committed", Words(en="List of the draw published", fr="Liste du tirage au sort publiée")
    ),
    "replace_draw": News(
        "draw_replaced", Words(en="List of the draw replaced", fr="Liste du tirage au sort remplacée")
    ),
    "record_draw": News("drawn", Words(en="Drawn", fr="Tirage au sort effectué")),
    "rank": News("ranked", Words(en="Order recorded", fr="Ordre consigné")),
    "insert_entrant": News(
        "entrant_added",
        Words(
            en="An application that was left out is added to the order",
            fr="Une candidature omise est ajoutée à l’ordre",
        ),
    ),
    "record_insertion": News(
        "place_drawn", Words(en="Place of the added application drawn", fr="Place de la candidature ajoutée tirée au sort")
    ),
    "offer": News("offered", Words(en="Award offered", fr="Attribution proposée")),
    "decline_offer": _OFFER_ENDED,
    "lapse": _OFFER_ENDED,
    "sign_agreement": News("awarded", Words(en="Awarded", fr="Attribuée")),
    "accept": News("accepted", Words(en="Work accepted", fr="Travaux acceptés")),
    "terminate_for_default": News("terminated", Words(en="Agreement terminated", fr="Entente résiliée")),
    "complete": News("completed", Words(en="Completed", fr="Terminée")),
    "cancel": _CANCELLED,
    "cancel_after_closing": _CANCELLED,
    "end_without_award": News(
        "not_awarded", Words(en="Ended without an award", fr="Terminée sans attribution")
    ),
}  # fmt: skip


class UnknownPlace(LookupError):
    """No published event stands at that place: it is mistyped, or of a database that was restored since."""


def list_published(place: str, most: int) -> tuple[list[PublishedEvent], bool]:
    """Return at most so many events after `place` (empty: from the first), and whether there are more.

    UnknownPlace where `place` was not written by `mark_place` of an event that is there.
    """
    number = place.partition("-")[0]
    rows = PublishedEvent.objects.select_related("event", "opportunity").order_by("number")
    found = list(rows.filter(number__gte=int(number or 0))[: most + 2])
    if place:
        if not found or place != mark_place(found[0]):
            raise UnknownPlace(place)
        found = found[1:]
    return found[:most], len(found) > most


def mark_place(row: PublishedEvent) -> str:
    """Return the place of the event, by which a reader goes on: its number and the beginning of its id."""
    return f"{row.number}-{row.event_id.hex[:MARK_LENGTH]}"


def find_status(row: PublishedEvent) -> str:
    """Return the public state in which the event left its opportunity; empty where it changed none."""
    event = row.event
    if event.subject_kind != Thing.OPPORTUNITY.value or event.to_state not in POSTED_STATES:
        return ""
    return PUBLIC_STATUS.get(event.to_state, "closed")


def find_public_change(opportunity: Opportunity | None = None) -> datetime | None:
    """Return when something public last changed, of this opportunity or of any; None before anything did.

    A closing that was reached counts, though the clock may not have taken its step yet. None just after a change too:
    another one may follow in the same second, and nobody could tell them apart.
    """
    now, rows, news = current_instant(), Opportunity.objects.public(), PublishedEvent.objects.all()
    if opportunity is not None:
        rows, news = rows.filter(pk=opportunity.pk), news.filter(opportunity=opportunity)
    last = news.order_by("-number").values_list("at", flat=True).first()
    reached = rows.filter(state="OPEN", closes_at__lte=now).aggregate(last=Max("closes_at"))["last"]
    changed = max((each for each in (last, reached) if each is not None), default=None)
    return changed if changed is not None and changed < now - SETTLED else None
