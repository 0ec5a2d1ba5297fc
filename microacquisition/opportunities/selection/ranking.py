"""Verb of a program that scores: record the order that the scores give, where no two totals are equal."""

from microacquisition.opportunities.selection.drawing import write_order
from microacquisition.opportunities.selection.letters import write_to_applicants
from microacquisition.opportunities.selection.scoring import list_by_score
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.process.rules.ranking import RankFacts
from microacquisition.process.selection.draw import order_digest


def rank(situation: Situation, facts: RankFacts) -> Outcome:
    """Write the order, highest total first; scores and ranks are told once somebody has signed."""
    opportunity = situation.on
    order = list_by_score(opportunity)
    write_order(opportunity, order, situation)
    return Outcome(
        to_state="RANKED",
        facts={"applications": len(order)},
        digests={"order": order_digest(order)},
        letters=write_to_applicants(opportunity, "selection/ranked"),
    )
