"""The sections of a statement, and which of them must be done before it is reviewed."""

from enum import StrEnum

from microacquisition.common.words import Words


class Section(StrEnum):
    """What a statement consists of; each is done or not done."""

    TITLE = "title"
    SHORT_DESCRIPTION = "short_description"
    BACKGROUND = "background"
    WORK = "work"
    ACCEPTANCE = "acceptance"
    EVALUATION = "evaluation"
    SKILLS = "skills"
    CLIENT_ITEMS = "client_items"
    LICENCE = "licence"
    REPOSITORY = "repository"
    PRICE = "price"
    DATES = "dates"

    @property
    def label(self) -> Words:
        """The section's name as pages write it."""
        return SECTION_LABELS[self]


SECTION_LABELS = {
    Section.TITLE: Words(en="Title", fr="Titre"),
    Section.SHORT_DESCRIPTION: Words(en="Short description", fr="Courte description"),
    Section.BACKGROUND: Words(en="Background", fr="Contexte"),
    Section.WORK: Words(en="The work", fr="Le travail"),
    Section.ACCEPTANCE: Words(en="Work acceptance criteria", fr="Critères d’acceptation des travaux"),
    Section.EVALUATION: Words(en="Application evaluation", fr="Évaluation des candidatures"),
    Section.SKILLS: Words(en="Required skills", fr="Compétences requises"),
    Section.CLIENT_ITEMS: Words(
        en="What the supplier will get from the client team",
        fr="Ce que l’équipe cliente fournira au fournisseur",
    ),
    Section.LICENCE: Words(en="Open source licence", fr="Licence à code source ouvert"),
    Section.REPOSITORY: Words(en="Repository", fr="Dépôt"),
    Section.PRICE: Words(en="Fixed price", fr="Prix fixe"),
    Section.DATES: Words(en="Dates", fr="Dates"),
}

# The client may have nothing to give; the repository is created beside the funds, and only posting waits for it.
REQUIRED_SECTIONS = tuple(
    section for section in Section if section not in (Section.CLIENT_ITEMS, Section.REPOSITORY)
)
# Written once in each language; the other sections are the same in both.
TEXT_SECTIONS = frozenset(
    {
        Section.TITLE,
        Section.SHORT_DESCRIPTION,
        Section.BACKGROUND,
        Section.WORK,
        Section.ACCEPTANCE,
        Section.EVALUATION,
    }
)
