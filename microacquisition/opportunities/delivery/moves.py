"""Why and by how much a delivery date moved: each move is kept, and their sum is shown to everybody."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.delivery.models import Deliverable, DeliveryMove
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.process.calendar import count_business_days

ITEM, REVISION, EXTENSION = "item", "revision", "extension"
WHY = {
    REVISION: Words(
        en="Time given back with the request to revise",
        fr="Délai redonné avec la demande de révision",
    ),
    EXTENSION: Words(en="Agreed by both sides", fr="Report convenu par les deux parties"),
}
LATE_ITEM = Words(
    en="Late from the client team: {item}", fr="En retard du côté de l’équipe cliente\xa0: {item}"
)


@dataclass(frozen=True)
class Moves:
    """Every move of one delivery date, the oldest first, and their sum in business days."""

    deliverable: Deliverable
    rows: list[DeliveryMove]

    @property
    def days(self) -> int:
        """The sum, in business days."""
        return sum(row.days for row in self.rows)

    @property
    def described(self) -> list[tuple[DeliveryMove, Words]]:
        """Each move and why."""
        return [(row, describe_move(row)) for row in self.rows]


def list_moves(deliverable: Deliverable | None) -> Moves | None:
    """Return the moves of a delivery date; None where it never moved."""
    if deliverable is None:
        return None
    rows = list(deliverable.moves.select_related("item").order_by("moved_at", "pk"))
    return Moves(deliverable, rows) if rows else None


def describe_move(move: DeliveryMove) -> Words:
    """Return why a delivery date moved."""
    if move.item is None:
        return WHY[move.why]
    text = move.item.text
    return LATE_ITEM.filled(item=Words(en=text.best_for("en")[0], fr=text.best_for("fr")[0]))


def move_due(
    situation: Situation,
    deliverable: Deliverable,
    due_at: datetime,
    why: str,
    *,
    item: ClientItem | None = None,
) -> DeliveryMove:
    """Move the delivery date of a locked deliverable to `due_at`, and keep why."""
    zone, old = zone_of(situation.on), deliverable.due_at
    move = DeliveryMove.objects.create(
        deliverable=deliverable,
        why=why,
        item=item,
        days=count_business_days(local_time(old, zone).date(), local_time(due_at, zone).date()),
        old_due_at=old,
        due_at=due_at,
        moved_at=situation.now,
    )
    deliverable.due_at = due_at
    deliverable.save(update_fields=["due_at"])
    return move


def zone_of(opportunity: Opportunity) -> str:
    """Return the zone in which the opportunity's dates are written."""
    return opportunity.zone or opportunity.programme.zone
