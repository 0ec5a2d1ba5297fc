"""Writes a statement as the pair of Markdown posts that `post_format.py` reads."""

import json
from collections.abc import Iterable
from datetime import datetime

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.statement.models import ApplicationCriterion, ListedText
from microacquisition.opportunities.statement.post_body import WORD_LIMIT
from microacquisition.opportunities.statement.queries import PublicStatement

DESCRIPTION = Words(en="Description", fr="Description")
BACKGROUND = Words(en="Background", fr="Contexte")
WORK = Words(en="The work", fr="Le travail")
ACCEPTANCE = Words(en="Work acceptance criteria", fr="Critères d’acceptation des travaux")
EVALUATION = Words(en="Application evaluation", fr="Évaluation des candidatures")
APPLYING = Words(en="How to apply", fr="Comment présenter une candidature")
BEFORE_TAX = Words(en="{price} (excluding taxes)", fr="{price} (hors les taxes)")
WORDS_AT_MOST = Words(en="({limit} words or less)", fr="({limit} mots ou moins)")


def write_post(read: PublicStatement, language: str, link: str) -> str:
    """Return the post in one language: front matter, the sections in the order of the page, where to apply."""
    body = [
        f"## {DESCRIPTION.in_language(language)}",
        f"### {BACKGROUND.in_language(language)}",
        read.statement.background.best_for(language)[0],
        f"### {WORK.in_language(language)}",
        read.statement.work.best_for(language)[0],
        f"## {ACCEPTANCE.in_language(language)}",
        read.statement.acceptance.best_for(language)[0],
        _write_list(read.acceptance_criteria, language),
        f"## {EVALUATION.in_language(language)}",
        _write_list(read.application_criteria, language),
        f"## {APPLYING.in_language(language)}",
        f"<{link}>",
    ]
    return (
        "\n\n".join([_write_front_matter(read, language), *(part.strip() for part in body if part.strip())])
        + "\n"
    )


def _write_front_matter(read: PublicStatement, language: str) -> str:
    opportunity = read.opportunity
    price = format_money(opportunity.price_cents or 0, language)
    fields = {
        "layout": "post",
        "title": _quote(opportunity.title, language),
        "ref": opportunity.reference or "",
        "lang": language,
        "skills": ", ".join(skill.label.in_language(language) for skill in read.skills),
        "value": BEFORE_TAX.in_language(language).format(price=price),
        "closing_date": _write_local(read.closes_at, read.zone),
        "start_date": read.statement.selection_on.isoformat() if read.statement.selection_on else "",
        "delivery_date": _write_local(read.delivery_at, read.zone),
        "short_desc": _quote(read.statement.short_description, language),
    }
    return "\n".join(["---", *(f"{name}: {value}".rstrip() for name, value in fields.items()), "---"])


def _write_list(rows: Iterable[ListedText], language: str) -> str:
    items = []
    for place, row in enumerate(rows, start=1):
        text = row.text.best_for(language)[0]
        if isinstance(row, ApplicationCriterion) and not WORD_LIMIT.search(text):
            text = f"{text} {WORDS_AT_MOST.in_language(language).format(limit=row.word_limit)}"
        first, *others = text.splitlines()
        items.append("\n".join([f"{place}. {first}", *(f"   {line}".rstrip() for line in others)]))
    return "\n".join(items)


def _write_local(instant: datetime | None, zone: str) -> str:
    return local_time(instant, zone).isoformat() if instant else ""


def _quote(text: Bilingual, language: str) -> str:
    """Return the text as YAML and JSON quote it."""
    return json.dumps(" ".join(text.best_for(language)[0].split()), ensure_ascii=False)
