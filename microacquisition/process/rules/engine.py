"""Rules every step obeys, whatever its stage: the right state, and two signatures of different people."""

from microacquisition.common.words import Words
from microacquisition.process.lifecycle import Step
from microacquisition.process.state_words import describe_state
from microacquisition.process.step_words import STEP_WORDS


def wrong_state(step: Step, state: str) -> Words:
    """The step does not start from the state the thing is in now (design, section 2)."""
    return Words(
        en="“{step}” cannot be done now: {state}",
        fr="«\xa0{step}\xa0» n’est pas possible maintenant\xa0: {state}",
    ).filled(step=STEP_WORDS[step.code].do, state=describe_state(step.thing, state))


def already_signed() -> Words:
    """Two signatures are of different people (design, section 2: `a + b`)."""
    return Words(
        en="You have already signed. The second signature must be somebody else’s.",
        fr="Vous avez déjà signé. La seconde signature doit venir de quelqu’un d’autre.",
    )


def no_slot_left(step: Step) -> Words:
    """What is still missing is the signature of another role."""
    return Words(
        en="Your role has already signed “{step}”. It waits for the other signature.",
        fr="Votre rôle a déjà signé «\xa0{step}\xa0». L’autre signature est attendue.",
    ).filled(step=STEP_WORDS[step.code].do)
