"""Lists of what belongs to opportunities: of all that are public, or of the one that is named."""

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity, OpportunityQuerySet
from microacquisition.reports.api.answering import NotHere
from microacquisition.reports.api.parameters import Parameter
from microacquisition.reports.api.spelling import Json

NO_SUCH = Words(
    en="No public opportunity has this reference.", fr="Aucune occasion publique ne porte cette référence."
)
OF_OPPORTUNITY = Parameter(
    "opportunity",
    Words(
        en="The reference of one opportunity; without it, of all.",
        fr="La référence d’une occasion; sans elle, de toutes.",
    ),
    {"type": "string", "maxLength": 20, "pattern": "^[A-Za-z0-9-]{1,20}$"},
    "MA-2026-0007",
)


def find_named(asked: Json) -> OpportunityQuerySet:
    """Return the opportunity that the parameter names, or all public ones; NotHere where it names none."""
    rows = Opportunity.objects.public()
    if not asked["opportunity"]:
        return rows
    named = rows.filter(reference=asked["opportunity"])
    if not named.exists():
        raise NotHere(NO_SUCH)
    return named
