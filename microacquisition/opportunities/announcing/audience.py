"""Before posting: how many subscribers know each skill, and how many will hear of the opportunity."""

from django.db.models import Count, Q

from microacquisition.common.dates import format_number
from microacquisition.common.words import Words
from microacquisition.opportunities.announcing.queries import list_matching, list_subscribers
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.queries import statement_of
from microacquisition.opportunities.statement.snapshot import list_skills
from microacquisition.process.skills import SKILLS

KNOWS = (
    Words(en="{number} subscriber knows {skill}.", fr="{number} personne abonnée connaît {skill}."),
    Words(en="{number} subscribers know {skill}.", fr="{number} personnes abonnées connaissent {skill}."),
)
NOBODY = Words(
    en="Practice opportunities are announced to nobody on the mailing list.",
    fr="Les occasions d’exercice ne sont annoncées à personne sur la liste de diffusion.",
)
HEARS = (
    Words(
        en="{number} subscriber hears of it: whose choices it fits.",
        fr="{number} personne abonnée en sera informée\xa0: celle dont les choix y correspondent.",
    ),
    Words(
        en="{number} subscribers hear of it: those whose choices it fits.",
        fr="{number} personnes abonnées en seront informées\xa0: celles dont les choix y correspondent.",
    ),
)


def describe_audience(opportunity: Opportunity) -> list[Words]:
    """Return a sentence for each skill asked for, then how many hear of it; of practice, that nobody does."""
    statement = statement_of(opportunity)
    if opportunity.programme.practice:
        return [NOBODY]
    if statement is None:
        return []
    skills = [code for code in SKILLS if code in list_skills(statement)]
    counted = list_subscribers().aggregate(
        **{f"skill_{place}": Count("pk", Q(skills__contains=[code])) for place, code in enumerate(skills)}
    )
    lines = [
        _count(KNOWS, counted[f"skill_{place}"]).filled(skill=SKILLS[code].label)
        for place, code in enumerate(skills)
    ]
    return [*lines, _count(HEARS, list_matching(opportunity).count())]


def _count(words: tuple[Words, Words], number: int) -> Words:
    """English: one is singular. French: none and one are."""
    one, many = words
    return Words(
        en=(one if number == 1 else many).en.replace("{number}", format_number(number, "en")),
        fr=(one if number < 2 else many).fr.replace("{number}", format_number(number, "fr")),
    )
