"""Every prepared state: the straight way first, then its branches."""

from tests.lifecycle import branches, states

STATES = {**states.STATES, **branches.STATES}
