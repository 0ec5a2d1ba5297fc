"""Every step of the lifecycle is taken by some stage, and no stage takes another."""

import pytest

from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role


def test_every_step_is_registered():
    assert set(TABLE.steps) == set(STEPS)


@pytest.mark.parametrize("code", sorted(STEPS))
def test_steps_of_two_people_say_what_is_signed(code):
    if len(STEPS[code].who) > 1:
        assert TABLE.steps[code].signs is not None


@pytest.mark.parametrize("code", sorted(STEPS))
def test_steps_of_the_clock_say_when_they_are_due(code):
    if STEPS[code].roles == {Role.CLOCK}:
        assert TABLE.steps[code].due is not None
