"""Which form fills which section, and what of the statement a section holds."""

import hashlib
from collections.abc import Iterable

from microacquisition.common.canonical import write_canonical
from microacquisition.common.words import Words
from microacquisition.opportunities.statement import row_forms, section_forms
from microacquisition.opportunities.statement.models import ReviewComment, Statement
from microacquisition.opportunities.statement.section_form import SectionForm
from microacquisition.opportunities.statement.snapshot import describe_statement
from microacquisition.process.sections import Section

DECLARATIONS = "declarations"
DECLARATIONS_LABEL = Words(en="Declarations", fr="Déclarations")

SECTION_FORMS: dict[str, type[SectionForm]] = {
    Section.TITLE: section_forms.TitleForm,
    Section.SHORT_DESCRIPTION: section_forms.ShortDescriptionForm,
    Section.BACKGROUND: section_forms.BackgroundForm,
    Section.WORK: section_forms.WorkForm,
    Section.ACCEPTANCE: row_forms.AcceptanceForm,
    Section.EVALUATION: row_forms.EvaluationForm,
    Section.SKILLS: section_forms.SkillsForm,
    Section.CLIENT_ITEMS: row_forms.ClientItemsForm,
    Section.LICENCE: section_forms.LicenceForm,
    Section.REPOSITORY: section_forms.RepositoryForm,
    Section.PRICE: section_forms.PriceForm,
    Section.DATES: section_forms.DatesForm,
    DECLARATIONS: section_forms.DeclarationsForm,
}

# What each section holds, by the names of the snapshot.
SECTION_PARTS: dict[str, tuple[str, ...]] = {
    Section.TITLE: ("title",),
    Section.SHORT_DESCRIPTION: ("short_description",),
    Section.BACKGROUND: ("background",),
    Section.WORK: ("work", "location"),
    Section.ACCEPTANCE: ("acceptance", "acceptance_criteria"),
    Section.EVALUATION: ("application_criteria",),
    Section.SKILLS: ("skills",),
    Section.CLIENT_ITEMS: ("client_items",),
    Section.LICENCE: ("licence", "continues_existing_code"),
    Section.REPOSITORY: ("repository", "checks"),
    Section.PRICE: ("hours", "rate_cents", "price_cents"),
    Section.DATES: ("closes_at", "selection_on", "delivery_at"),
    DECLARATIONS: ("unclassified", "standalone_reason", "no_capacity_reason"),
}


def label_section(code: str) -> Words:
    """Return the section's name."""
    return DECLARATIONS_LABEL if code == DECLARATIONS else Section(code).label


def label_comments(comments: Iterable[ReviewComment]) -> list[tuple[Words | None, ReviewComment]]:
    """Return each comment with its section's name; None is the statement as a whole."""
    return [(label_section(each.section) if each.section else None, each) for each in comments]


def describe_section(statement: Statement, code: str) -> str:
    """Return what the section says as canonical JSON."""
    whole = describe_statement(statement)
    return write_canonical({part: whole[part] for part in SECTION_PARTS[code]})


def fingerprint_section(statement: Statement, code: str) -> str:
    """Return a short digest by which a page learns that somebody saved the section in between."""
    return hashlib.sha256(describe_section(statement, code).encode()).hexdigest()[:16]
