"""The dated rules of this program, oldest first."""

from microacquisition.process.programmes.practice_scored import rules_2026_11

VERSIONS = (rules_2026_11.RULES,)
