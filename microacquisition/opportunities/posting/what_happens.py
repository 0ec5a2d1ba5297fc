"""What happens next, on the rail of the public page: each moment with its date, and where we are now."""

from dataclasses import dataclass
from datetime import date, datetime

from microacquisition.common.dates import date_words, instant_words
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.process.programmes.base import CriteriaKind

ENDS = ("cancelled", "no_award", "terminated")
DONE, NOW, LATER = "done", "now", ""
ALL_DONE = 6

POSTED = Words(en="Posted on {day}", fr="Affichée le {day}")
OPENS = Words(en="{at}: opens", fr="{at}\xa0: ouverture")
APPLYING = Words(en="Applications", fr="Candidatures")
SEALED = Words(
    en="Applications are sealed. Nobody can read or count them before closing.",
    fr="Les candidatures sont scellées. Personne ne peut les lire ni les compter avant la clôture.",
)
CLOSES = Words(en="{at}: closing, then evaluation", fr="{at}\xa0: clôture, puis évaluation")
JUDGED = Words(
    en="Applications are opened without names; each criterion is met or not met, with a written reason.",
    fr="Les candidatures sont ouvertes sans les noms; chaque critère est satisfait ou non, avec un motif écrit.",
)
SCORED = Words(
    en="Applications are opened without names; each criterion is scored from 0 to 100, with a written reason.",
    fr="Les candidatures sont ouvertes sans les noms; chaque critère est noté de 0 à 100, avec un motif écrit.",
)
SELECTION = Words(en="{day}: expected selection", fr="{day}\xa0: sélection prévue")
CHECKED = Words(
    en="The list of those who passed is published before the draw. You can check everything.",
    fr="La liste des candidatures admises est publiée avant le tirage. Vous pourrez tout vérifier.",
)
HIGHEST = Words(
    en="The highest total is asked first. Exactly equal totals are ordered by a draw that you can check.",
    fr="La candidature dont le total est le plus élevé passe en premier. Un tirage au sort vérifiable départage les totaux exactement égaux.",
)
AGREEMENT = Words(
    en="Award offer and one-page agreement", fr="Proposition d’attribution et entente d’une page"
)
ANSWER = Words(
    en="{window} to answer. Without an answer, the next in order is asked.",
    fr="{window} pour répondre. Sans réponse, la proposition passe à la candidature suivante.",
)
DELIVERY = Words(en="{at}: delivery, then payment", fr="{at}\xa0: livraison, puis paiement")
PAYMENT = Words(
    en="Payment within {window} of the invoice.", fr="Paiement au plus tard {window} après la facture."
)


@dataclass(frozen=True)
class Moment:
    """One mark of the rail; `mark` is done, now or empty."""

    what: Words
    detail: Words | None
    mark: str


def list_moments(opportunity: Opportunity, status: str, now: datetime) -> list[Moment]:
    """Return the marks of the rail; none once the opportunity ended early."""
    if status in ENDS:
        return []
    zone, windows = opportunity.zone, opportunity.programme.windows
    reached = _reached(opportunity, status)
    scored = opportunity.programme.criteria is CriteriaKind.SCORED
    selection = find_statement(opportunity).selection_on
    agreement = opportunity.agreements.exclude(ended_because="default").order_by("signed_at").last()
    due = agreement.delivery_at if agreement else opportunity.delivery_at
    moments: list[tuple[Words, Words | None]] = [
        (POSTED.filled(day=_day(opportunity.posted_at, zone)), None),
        (_at(OPENS, opportunity.opens_at, zone) if status == "soon" else APPLYING, SEALED),
        (_at(CLOSES, opportunity.closes_at, zone), SCORED if scored else JUDGED),
        (SELECTION.filled(day=date_words(selection) if selection else ""), HIGHEST if scored else CHECKED),
        (AGREEMENT, ANSWER.filled(window=windows.offer_answer.label())),
        (_at(DELIVERY, due, zone), PAYMENT.filled(window=windows.payment_target.label())),
    ]
    return [
        Moment(what, detail, DONE if place < reached else NOW if place == reached else LATER)
        for place, (what, detail) in enumerate(moments)
    ]


def _reached(opportunity: Opportunity, status: str) -> int:
    if status == "completed":
        return ALL_DONE
    if status in ("soon", "open"):
        return 0 if status == "soon" else 1
    by_state = {"EVALUATED": 3, "DRAW_COMMITTED": 3, "RANKED": 4, "OFFERED": 4, "IN_WORK": 5}
    return by_state.get(opportunity.state, 2)


def _at(words: Words, at: datetime | None, zone: str) -> Words:
    return words.filled(at=instant_words(at, zone) if at else "")


def _day(at: datetime | None, zone: str) -> Words | str:
    day: date | None = local_time(at, zone).date() if at else None
    return date_words(day) if day else ""
