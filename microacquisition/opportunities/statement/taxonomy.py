"""Writes the taxonomy of skills (process/skills.py) into the table that the database's search reads."""

from typing import Any

from django.db import connections

from microacquisition.opportunities.statement.models import TaxonomySkill
from microacquisition.process.skills import SKILLS

INDEX_ANEW = "SELECT keep_search_words(id) FROM opportunities_opportunity WHERE posted_at IS NOT NULL"


def write_taxonomy(using: str = "default", **_: Any) -> None:
    """Make the table equal to the taxonomy; where it changed, the search learns the new names. Runs as the owner."""
    wanted = {
        (skill.code, skill.label.en, skill.label.fr, " . ".join(skill.aliases)) for skill in SKILLS.values()
    }
    rows = TaxonomySkill.objects.using(using)
    if wanted == set(rows.values_list("code", "name_en", "name_fr", "other_names")):
        return
    rows.all().delete()
    rows.bulk_create(
        TaxonomySkill(code=code, name_en=en, name_fr=fr, other_names=others)
        for code, en, fr, others in sorted(wanted)
    )
    with connections[using].cursor() as cursor:
        cursor.execute(INDEX_ANEW)
