"""How one step is said: on its button, and in the timeline once it is done."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class StepWords:
    """`do` is the button, verb first; `done` is how the timeline names it."""

    do: Words
    done: Words


def say(do_en: str, do_fr: str, done_en: str, done_fr: str) -> StepWords:
    """Put the four texts of one step together."""
    return StepWords(do=Words(en=do_en, fr=do_fr), done=Words(en=done_en, fr=done_fr))
