"""Pages of the evaluation that are beside the steps, for whom they are there."""

from microacquisition.common.words import Words
from microacquisition.opportunities.evaluation.clarifying import is_proposed, list_clarifications, may_ask
from microacquisition.opportunities.evaluation.doubles import count_unseen_pairs, may_see_doubles
from microacquisition.opportunities.evaluation.queries import find_assignment
from microacquisition.opportunities.evaluation.redacting import may_redact
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import FileLink
from microacquisition.people.models import User
from microacquisition.people.queries import holds
from microacquisition.process.roles import Role


def link_evaluation(user: User, opportunity: Opportunity) -> list[FileLink]:
    """Return the pages beside the steps; a pair nobody looked at and a question proposed wait for the officer."""
    links: list[FileLink] = []
    if _leads(user, opportunity):
        words = Words(en="Findings, and who evaluates", fr="Constats, et qui évalue")
        links.append(FileLink(words, "freeze_evaluation"))
    if may_redact(user, opportunity):
        words = Words(en="Answers as evaluators read them", fr="Réponses telles qu’elles sont lues")
        links.append(FileLink(words, "answers"))
    if may_see_doubles(user, opportunity):
        words = Words(en="Applications that look alike", fr="Candidatures qui se ressemblent")
        links.append(FileLink(words, "doubles", waits=count_unseen_pairs(opportunity) > 0))
    if may_ask(user, opportunity):
        words = Words(en="Questions to suppliers", fr="Questions aux fournisseurs")
        waits = any(is_proposed(each) for each in list_clarifications(opportunity))
        links.append(FileLink(words, "clarifications", waits=waits))
    return links


def _leads(user: User, opportunity: Opportunity) -> bool:
    """True for officers and advisors there who do not evaluate, once the applications are open."""
    return (
        opportunity.applications_opened_at is not None
        and find_assignment(opportunity, user) is None
        and any(
            holds(user, role, opportunity.programme_code, opportunity.department_id)
            for role in (Role.OFFICER, Role.ADVISOR)
        )
    )
