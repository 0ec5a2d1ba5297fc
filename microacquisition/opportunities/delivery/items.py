"""What the supplier gets from the client team: where each item stands, and how it moves on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.read_once import read_once
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.actions import (
    agreement_in_force,
    tell_client,
    tell_officers,
    tell_supplier,
)
from microacquisition.opportunities.delivery.models import Deliverable, DeliveryMove, ItemHandover
from microacquisition.opportunities.delivery.moves import ITEM, move_due, zone_of
from microacquisition.opportunities.delivery.queries import OPEN, deliverables_of
from microacquisition.opportunities.letters import answer_by
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.process.rules.delivery import ItemFacts, count_days_late, move_by_days

MISSING, RECEIVED = "missing", "received"


@dataclass(frozen=True)
class ItemStanding:
    """One item under the agreement in force: when it is expected, whether it came, how late it is (business days)."""

    item: ClientItem
    expected_on: date | None
    handover: ItemHandover | None
    days_late: int
    days_moved: int

    @property
    def is_confirmed(self) -> bool:
        """True where the supplier has it and said so."""
        return self.handover is not None and self.handover.answer == RECEIVED

    @property
    def days_to_give(self) -> int:
        """Business days by which the delivery date has not yet moved for it."""
        return max(0, self.days_late - self.days_moved)


@read_once
def list_items(opportunity: Opportunity, agreement: Agreement | None, today: date) -> list[ItemStanding]:
    """Return every item of the statement as it stands on `today` under an agreement, in order."""
    if agreement is None:
        return []
    live = {each.item_id: each for each in agreement.handovers.exclude(answer=MISSING)}
    items = find_statement(opportunity).clientitem_set.select_related("owner")
    return [_describe(each, agreement, live.get(each.pk), today) for each in items]


def _describe(
    item: ClientItem, agreement: Agreement, handover: ItemHandover | None, today: date
) -> ItemStanding:
    until = handover.handed_over_on if handover else today
    started_on = _started_on(agreement)
    expected = max(item.due_on, started_on) if item.due_on else None
    return ItemStanding(
        item=item,
        expected_on=expected,
        handover=handover,
        days_late=count_days_late(item.due_on, started_on, until) if item.due_on else 0,
        days_moved=sum(days for moved, days in _list_moved(agreement) if moved == item.pk),
    )


@read_once
def _list_moved(agreement: Agreement) -> list[tuple[int | None, int]]:
    """Return for each move of a delivery date the item it was for and by how many business days."""
    rows = DeliveryMove.objects.filter(deliverable__agreement=agreement)
    return list(rows.values_list("item_id", "days"))


def _started_on(agreement: Agreement) -> date:
    return local_time(agreement.signed_at, zone_of(agreement.opportunity)).date()


def today_of(situation: Situation) -> date:
    """Return the local day of a step."""
    return local_time(situation.now, zone_of(situation.on)).date()


def gather_hand_over(situation: Situation) -> ItemFacts:
    """The facts of an item about to be marked as handed over, on the day the client team says."""
    day = situation.given.get("handed_over_on")
    return _gather(situation, lambda each: each.handover is None, day)


def gather_confirm(situation: Situation) -> ItemFacts:
    """The facts of an item that the supplier has."""
    return _gather(situation, lambda each: each.handover is not None and not each.is_confirmed)


def gather_report(situation: Situation) -> ItemFacts:
    """The facts of an item that the supplier does not have."""

    def can_be_reported(each: ItemStanding) -> bool:
        return not each.is_confirmed and (each.handover is not None or each.days_to_give > 0)

    return _gather(situation, can_be_reported)


def standings_of(situation: Situation) -> list[ItemStanding]:
    """Return every item under the agreement in force, as it stands on the day of the step."""
    return list_items(situation.on, live_agreement(situation.on), today_of(situation))


def _gather(
    situation: Situation, waits: Callable[[ItemStanding], bool], day: date | None = None
) -> ItemFacts:
    agreement, today = live_agreement(situation.on), today_of(situation)
    standings = standings_of(situation)
    chosen = next((each for each in standings if str(each.item.pk) == situation.given.get("item")), None)
    return ItemFacts(
        is_known=chosen is not None,
        is_handed_over=chosen is not None and chosen.handover is not None,
        is_confirmed=chosen is not None and chosen.is_confirmed,
        work_is_open=agreement is not None and any(each.state in OPEN for each in deliverables_of(agreement)),
        days_to_give=chosen.days_to_give if chosen else 0,
        today=today,
        started_on=_started_on(agreement) if agreement else today,
        handed_over_on=day,
        somebody_waits=any(waits(each) for each in standings),
    )


def hand_over_item(situation: Situation, facts: ItemFacts) -> Outcome:
    """Keep the day the item was handed over, ask the supplier to confirm; a late one moves the delivery date."""
    agreement, standing = _chosen(situation)
    day: date = situation.given["handed_over_on"]
    ItemHandover.objects.create(
        agreement=agreement,
        item=standing.item,
        handed_over_on=day,
        entered_by=situation.person,
        entered_at=situation.now,
    )
    standing = _describe(standing.item, agreement, agreement.handovers.latest("pk"), today_of(situation))
    events, letters = _move_for(situation, agreement, standing)

    by_when = answer_by(situation.programme, situation.now, "confirm_item")

    def values(language: str) -> Mapping[str, str]:
        return {"item": _name(standing, language), "day": format_date(day, language), **by_when(language)}

    return Outcome(
        facts={
            "item": str(standing.item.pk),
            "handed_over_on": day.isoformat(),
            "days_late": standing.days_late,
        },
        further_events=events,
        letters=[*tell_supplier(situation, agreement, "item_handed_over", values), *letters],
    )


def confirm_item(situation: Situation, facts: ItemFacts) -> Outcome:
    """The supplier has the item."""
    _agreement, standing = _chosen(situation)
    _answer(situation, standing, RECEIVED)
    return Outcome(facts={"item": str(standing.item.pk)})


def report_late_item(situation: Situation, facts: ItemFacts) -> Outcome:
    """The supplier does not have the item: the date moves by the days it is late so far, and the client team is told."""
    agreement, standing = _chosen(situation)
    if standing.handover is not None:
        _answer(situation, standing, MISSING)
        standing = _describe(standing.item, agreement, None, today_of(situation))
    events, letters = _move_for(situation, agreement, standing)

    def values(language: str) -> Mapping[str, str]:
        return {"item": _name(standing, language), "supplier_name": str(agreement.supplier)}

    return Outcome(
        facts={"item": str(standing.item.pk), "days_late": standing.days_late},
        further_events=events,
        letters=[
            *tell_client(situation, "item_missing", values),
            *tell_officers(situation, "item_missing", values),
            *letters,
        ],
    )


def _chosen(situation: Situation) -> tuple[Agreement, ItemStanding]:
    agreement = agreement_in_force(situation.on)
    return agreement, next(
        each for each in standings_of(situation) if str(each.item.pk) == situation.given["item"]
    )


def _answer(situation: Situation, standing: ItemStanding, answer: str) -> None:
    handover = standing.handover
    if handover is None:
        raise LookupError("Rules let through an answer to what was not handed over.")
    handover.answer, handover.answered_by, handover.answered_at = answer, situation.person, situation.now
    handover.save(update_fields=["answer", "answered_by", "answered_at"])


def _move_for(
    situation: Situation, agreement: Agreement, standing: ItemStanding
) -> tuple[list[FurtherEvent], list[Letter]]:
    """Move the delivery date by the days not yet given for this item, and tell both sides."""
    days, zone = standing.days_to_give, zone_of(situation.on)
    deliverable: Deliverable | None = (
        agreement.deliverables.select_for_update().filter(state__in=OPEN).first()
    )
    if days == 0 or deliverable is None:
        return [], []
    move = move_due(
        situation, deliverable, move_by_days(deliverable.due_at, days, zone), ITEM, item=standing.item
    )

    def values(language: str) -> Mapping[str, str]:
        return {
            "item": _name(standing, language),
            "days": str(days),
            "delivery_date": format_instant(move.due_at, zone, language),
        }

    facts = {
        "item": str(standing.item.pk),
        "days": days,
        "old_due_at": move.old_due_at.isoformat(),
        "due_at": move.due_at.isoformat(),
    }
    event = FurtherEvent("move_delivery", ("deliverable", str(deliverable.pk)), facts=facts)
    told = tell_supplier(situation, agreement, "item_late", values)
    return [event], [*told, *tell_client(situation, "item_late_client", values)]


def _name(standing: ItemStanding, language: str) -> str:
    return standing.item.text.best_for(language)[0]
