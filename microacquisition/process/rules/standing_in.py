"""May a step that waits be passed to a stand-in? (spec/pilot.md, "every wait has one owner, an age, a nudge and a stand-in")."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class StandInFacts:
    """The wait, who passes it, and to whom. `age` and `target` in business days; `target` None where there is none."""

    is_own: bool  # the passer is the one whose turn it is
    age: int
    target: int | None
    stand_in: str  # the name; empty where none is known
    holds_role: bool = False
    is_same_person: bool = False
    has_it_already: bool = False


def stand_in_is_known(facts: StandInFacts) -> list[Words]:
    """Somebody is named: by the delegation, or by whoever passes it (spec/pilot.md, "Who takes part")."""
    if facts.stand_in:
        return []
    return [
        Words(
            en="No stand-in is named. An administrator writes the stand-in into the delegation.",
            fr="Aucune suppléance n’est prévue. Une administratrice ou un administrateur l’inscrit dans la délégation.",
        )
    ]


def stand_in_may_take_it(facts: StandInFacts) -> list[Words]:
    """A stand-in holds the role, and is somebody else who does not have the step already (design, section 1)."""
    if not facts.stand_in:
        return []
    name = Words(en=facts.stand_in, fr=facts.stand_in)
    if facts.is_same_person:
        return [
            Words(
                en="{name} has this step already: name somebody else.",
                fr="{name} a déjà cette étape\xa0: nommez quelqu’un d’autre.",
            ).filled(name=name)
        ]
    if facts.has_it_already:
        return [
            Words(en="This was already passed to {name}.", fr="L’étape a déjà été confiée à {name}.").filled(
                name=name
            )
        ]
    if not facts.holds_role:
        return [
            Words(
                en="{name} does not hold the role this step needs. An administrator grants roles.",
                fr="{name} n’a pas le rôle qu’il faut pour cette étape. Les rôles sont accordés par "
                "l’administration du site.",
            ).filled(name=name)
        ]
    return []


def others_pass_it_when_late(facts: StandInFacts) -> list[Words]:
    """Whoever has the step passes it at any time; the officer once its target has passed (spec/pilot.md, targets)."""
    if facts.is_own or facts.target is None or facts.age > facts.target:
        return []
    return [
        Words(
            en="It is not late yet. The officer passes a step on once its target has passed.",
            fr="Il n’y a pas encore de retard. On confie une étape à la suppléance une fois son délai dépassé.",
        )
    ]


RULES = (stand_in_is_known, stand_in_may_take_it, others_pass_it_when_late)
