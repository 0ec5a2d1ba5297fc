"""The statement as people read it, in Markdown, one file a language."""

from pathlib import Path

from microacquisition.common.money import format_money
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import Statement

BACKGROUND = Words(en="Background", fr="Contexte")
WORK = Words(en="Work", fr="Travaux")
LOCATION = Words(en="Where the work is done", fr="Lieu des travaux")
APPLICATION = Words(en="Application evaluation criteria", fr="Critères d’évaluation des candidatures")
ACCEPTANCE = Words(en="Work acceptance criteria", fr="Critères d’acceptation des travaux")
PRICE = Words(en="Fixed price", fr="Prix fixe")


def write_statement(folder: Path, opportunity: Opportunity) -> int:
    """Write the statement as it stands, in each language in which it has a title; return how many files."""
    statement = Statement.objects.filter(opportunity=opportunity).first()
    written = [each for each in LANGUAGES if statement and getattr(opportunity, f"title_{each}")]
    for language in written:
        assert statement is not None
        place = folder / "statement" / f"statement.{language}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("\n\n".join(_list_parts(opportunity, statement, language)) + "\n", encoding="utf-8")
    return len(written)


def _list_parts(opportunity: Opportunity, statement: Statement, language: str) -> list[str]:
    def text(name: str) -> str:
        return str(getattr(statement, f"{name}_{language}"))

    def listed(rows: str) -> str:
        texts = getattr(statement, rows).order_by("place").values_list(f"text_{language}", flat=True)
        return "\n".join(f"{place}. {each}" for place, each in enumerate(texts, start=1))

    parts = [
        f"# {getattr(opportunity, f'title_{language}')}",
        text("short_description"),
        f"## {BACKGROUND.in_language(language)}",
        text("background"),
        f"## {WORK.in_language(language)}",
        text("work"),
        f"{LOCATION.in_language(language)}: {text('location')}" if text("location") else "",
        f"## {APPLICATION.in_language(language)}",
        listed("applicationcriterion_set"),
        f"## {ACCEPTANCE.in_language(language)}",
        text("acceptance"),
        listed("acceptancecriterion_set"),
    ]
    if statement.price_cents is not None:
        parts.append(f"{PRICE.in_language(language)}: {format_money(statement.price_cents, language)}")
    return [part for part in parts if part]
