"""A purchase of a demonstration from five lines in each language; what all of them share stands here."""

from dataclasses import dataclass
from typing import Any

from demo.opportunity import DemoOpportunity
from microacquisition.common.words import Words


@dataclass(frozen=True)
class Brief:
    """What one purchase is about, in one language; `work` without a full stop."""

    title: str
    need: str
    work: str
    acceptance: str
    item: str


def write_briefly(reached: str, en: Brief, fr: Brief, skill: str, **further: Any) -> DemoOpportunity:
    """Return the purchase; `further` are fields of DemoOpportunity."""
    return DemoOpportunity(
        reached=reached,
        programme_code="practice",
        first_language="en",
        title=Words(en=en.title, fr=fr.title),
        need=Words(en=en.need, fr=fr.need),
        short_description=Words(en=f"{en.work}.", fr=f"{fr.work}."),
        background=Words(
            en=f"{en.need} Today we do all of it by hand.",
            fr=f"{fr.need} Aujourd’hui, tout se fait à la main.",
        ),
        work=Words(
            en=f"1. {en.work}\n2. One page that explains how to use it",
            fr=f"1. {fr.work}\n2. Une page qui explique comment s’en servir",
        ),
        acceptance_criteria=(Words(en=en.acceptance, fr=fr.acceptance),),
        application_criteria=(
            Words(
                en="Describe a small program that you wrote and that others use.",
                fr="Décrivez un petit programme que vous avez écrit et dont d’autres se servent.",
            ),
        ),
        client_items=(Words(en=en.item, fr=fr.item),),
        skills=(skill,),
        hours=35,
        rate_cents=88_00,
        repository="https://github.com/example/small-programs",
        **further,
    )
