"""The taxonomy of skills, and how many opportunities ask for each."""

from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.finding.queries import SkillDemand, count_skills
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.shapes import Schema, address, an_object, list_of, number, ref, text
from microacquisition.reports.api.spelling import WORDS, Json
from microacquisition.site.clock import current_instant

SCHEMAS: dict[str, Schema] = {
    "Skill": an_object(
        "A skill, and how many opportunities ask for it.",
        code=text("python"),
        name=WORDS,
        other_names=list_of(text("Py", "Another spelling that is understood.")),
        open_now=number(2),
        posted=number(17, "So far."),
        opportunities=address("https://example.org/api/v1/opportunities?skill=python"),
    ),
    "SkillGroup": an_object(code=text("languages"), name=WORDS, skills=list_of(ref("Skill"))),
    "Skills": an_object("The taxonomy, in groups.", items=list_of(ref("SkillGroup"))),
}


def list_skills(request: HttpRequest, asked: Json) -> Answer:
    """Every skill in its group, with how many opportunities ask for it."""
    items = [
        {
            "code": group.code,
            "name": spelling.spell_words(group.label),
            "skills": [_spell_skill(each) for each in demands],
        }
        for group, demands in count_skills(current_instant())
    ]
    return Answer({"items": items}, find_public_change())


def _spell_skill(demand: SkillDemand) -> Json:
    skill = demand.skill
    return {
        "code": skill.code,
        "name": spelling.spell_words(skill.label),
        "other_names": list(skill.aliases),
        "open_now": demand.open_now,
        "posted": demand.posted,
        "opportunities": f"{spelling.address_of('api_opportunities')}?skill={skill.code}",
    }


RESOURCE = Resource(
    "api_skills",
    "skills",
    Words(en="Skills", fr="Compétences"),
    Words(
        en="The skills in both languages, and how many opportunities ask for each.",
        fr="Les compétences dans les deux langues, et combien d’occasions demandent chacune.",
    ),
    "Skills",
    list_skills,
)
