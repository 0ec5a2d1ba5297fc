"""The sentences people read for every step of the lifecycle, in both languages."""

from microacquisition.process.step_words.after_award import AGREE_DELIVER_AND_CLOSE
from microacquisition.process.step_words.events import EVENT_WORDS
from microacquisition.process.step_words.one_step import StepWords
from microacquisition.process.step_words.prepare import PREPARE
from microacquisition.process.step_words.solicit import SOLICIT

STEP_WORDS: dict[str, StepWords] = {**PREPARE, **SOLICIT, **AGREE_DELIVER_AND_CLOSE}

__all__ = ["EVENT_WORDS", "STEP_WORDS", "StepWords"]
