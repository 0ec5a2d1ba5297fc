"""Every step of the lifecycle is taken by some stage; what is not yet built stands in one list that only shrinks."""

import pytest

from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role

# Reviewed: steps that a later issue builds. Whoever builds one takes it out; nobody adds one.
NOT_YET: tuple[str, ...] = ()
AT_MOST = 0


def test_every_step_is_registered():
    assert sorted(set(STEPS) - set(TABLE.steps)) == sorted(NOT_YET)


def test_the_list_only_shrinks():
    assert len(NOT_YET) <= AT_MOST


def test_no_stage_takes_a_step_that_the_lifecycle_does_not_know():
    assert set(TABLE.steps) <= set(STEPS)


@pytest.mark.parametrize("code", sorted(set(STEPS) & set(TABLE.steps)))
def test_steps_of_two_people_say_what_is_signed(code):
    if len(STEPS[code].who) > 1:
        assert TABLE.steps[code].signs is not None


@pytest.mark.parametrize("code", sorted(set(STEPS) & set(TABLE.steps)))
def test_steps_of_the_clock_say_when_they_are_due(code):
    if STEPS[code].roles == {Role.CLOCK}:
        assert TABLE.steps[code].due is not None
