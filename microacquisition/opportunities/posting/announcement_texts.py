"""Ready texts by which an opportunity is announced, in each language that it is written in, to copy as they are."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import instant_words
from microacquisition.common.money import format_money
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.public_queries import is_readable_in
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import list_skills
from microacquisition.process.skills import SKILLS

LONGEST_POST = 280  # characters that every social network takes
CUT = "…"

OPENS = Words(en="Applications open on {opens}. ", fr="La période de candidature commence le {opens}. ")
SKILLS_NEEDED = Words(en="\nSkills: {skills}.", fr="\nCompétences\xa0: {skills}.")
PARTNERS = Words(
    en="{title}\n\n{description}\n\nA public team ({department}) pays {price} before tax for this piece of open source "
    "code. Applying takes two hours or less. {opens}Applications close on {closes}; the work is due on {delivery}."
    "{skills}\n\nRead the statement and apply: {link}",
    fr="{title}\n\n{description}\n\nUne équipe du secteur public ({department}) paie {price}, avant les taxes, pour ce "
    "morceau de code ouvert. Présenter une candidature prend deux heures ou moins. {opens}Clôture des candidatures\xa0: "
    "le {closes}; livraison des travaux\xa0: le {delivery}.{skills}\n\nLire l’énoncé et présenter une candidature\xa0: {link}",
)
SCHOOLS = Words(
    en="For those who learn or teach programming: a paid piece of open source code, small enough to stand beside other "
    "work.\n\n{title}\n{description}\n\nThe price is set in advance: {price} before tax. Names are hidden while "
    "applications are judged. The code stays public, with the name of whoever wrote it, if they like. {opens}Applications "
    "close on {closes}.{skills}\n\nWho may apply, what is needed and how it is judged: {link}",
    fr="Pour les personnes qui apprennent ou enseignent la programmation\xa0: un morceau de code ouvert, payé, assez petit "
    "pour s’ajouter à d’autres travaux.\n\n{title}\n{description}\n\nLe prix est fixé d’avance\xa0: {price}, avant les "
    "taxes. Les noms sont masqués pendant l’évaluation des candidatures. Le code reste public, avec le nom de la personne "
    "qui l’a écrit, si elle le souhaite. {opens}Clôture des candidatures\xa0: le {closes}.{skills}\n\nQui peut présenter une "
    "candidature, ce qui est demandé et comment on l’évalue\xa0: {link}",
)
POST_SOON = Words(
    en="Coming soon: {title}. {price} before tax for a small piece of open source code. Opens on {starts}: {link}",
    fr="À venir\xa0: {title}. {price}, avant les taxes, pour un petit morceau de code ouvert. Ouverture le {starts}\xa0: {link}",
)
POST = Words(
    en="{title}. {price} before tax for a small piece of open source code. Apply by {closes}: {link}",
    fr="{title}. {price}, avant les taxes, pour un petit morceau de code ouvert. Candidatures jusqu’au {closes}\xa0: {link}",
)
LAST_POST = Words(
    en="Closing soon: {title}. {price} before tax, open source. Apply by {closes}: {link}",
    fr="Clôture prochaine\xa0: {title}. {price}, avant les taxes, code ouvert. Candidatures jusqu’au {closes}\xa0: {link}",
)
KINDS = (
    ("partners", Words(en="For partner pages and newsletters", fr="Pour les pages et infolettres des partenaires"), PARTNERS, 0),
    ("schools", Words(en="For schools", fr="Pour les écoles"), SCHOOLS, 0),
    ("soon", Words(en="For social networks, before it opens", fr="Pour les réseaux sociaux, avant l’ouverture"), POST_SOON, LONGEST_POST),
    ("networks", Words(en="For social networks", fr="Pour les réseaux sociaux"), POST, LONGEST_POST),
    ("last_call", Words(en="For social networks, in the last days", fr="Pour les réseaux sociaux, les derniers jours"), LAST_POST, LONGEST_POST),
)  # fmt: skip


@dataclass(frozen=True)
class ReadyText:
    """One text in one language."""

    kind: str
    language: str
    text: str

    @property
    def rows(self) -> int:
        """How many lines it needs in a field of about 60 characters."""
        return sum(len(line) // 60 + 1 for line in self.text.splitlines())


@dataclass(frozen=True)
class TextsOfKind:
    """The same text in each language; `limit` is how long it may be, 0 where any length will do."""

    heading: Words
    texts: list[ReadyText]
    limit: int


def write_texts(opportunity: Opportunity) -> list[TextsOfKind]:
    """Return every text. The opportunity must be posted; what comes before the opening is left out after it."""
    languages = [code for code in LANGUAGES if is_readable_in(opportunity, code)]
    return [
        TextsOfKind(heading, [_write(opportunity, kind, words, code, limit) for code in languages], limit)
        for kind, heading, words, limit in KINDS
        if kind != "soon" or opportunity.state == "SCHEDULED"
    ]


def _write(opportunity: Opportunity, kind: str, words: Words, language: str, limit: int) -> ReadyText:
    title, values = opportunity.title.best_for(language)[0], _describe(opportunity)
    text = words.filled(title=title, **values).in_language(language)
    if limit and len(text) > limit:
        # The title alone gives way: price, date and link stay whole.
        kept = title[: max(0, len(title) - (len(text) - limit) - len(CUT))].rsplit(" ", 1)[0]
        text = words.filled(title=kept + CUT, **values).in_language(language)
    return ReadyText(kind, language, text)


def _describe(opportunity: Opportunity) -> dict[str, Words]:
    """Return what the texts say of the opportunity, in both languages."""
    statement, zone = find_statement(opportunity), opportunity.zone
    assert opportunity.opens_at and opportunity.closes_at and opportunity.delivery_at
    starts = instant_words(opportunity.opens_at, zone)
    skills = list_skills(statement)
    named = {
        code: ", ".join(SKILLS[each].label.in_language(code) for each in SKILLS if each in skills)
        for code in LANGUAGES
    }
    return {
        "description": _in_both(lambda code: statement.short_description.best_for(code)[0]),
        "department": _in_both(lambda code: opportunity.department.name.best_for(code)[0]),
        "price": _in_both(lambda code: format_money(opportunity.price_cents or 0, code)),
        "link": _in_both(lambda code: _write_link(opportunity, code)),
        "starts": starts,
        "opens": OPENS.filled(opens=starts) if opportunity.state == "SCHEDULED" else Words("", ""),
        "closes": instant_words(opportunity.closes_at, zone),
        "delivery": instant_words(opportunity.delivery_at, zone),
        "skills": SKILLS_NEEDED.filled(skills=Words(**named)) if skills else Words("", ""),
    }


def _in_both(say: Callable[[str], str]) -> Words:
    return Words(en=say("en"), fr=say("fr"))


def _write_link(opportunity: Opportunity, language: str) -> str:
    with override(language):
        return settings.SITE_ADDRESS + reverse("opportunity", kwargs={"reference": opportunity.reference})
