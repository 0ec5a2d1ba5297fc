"""Pages of the evaluation that are beside the steps, for whom they are there."""

from microacquisition.common.words import Words
from microacquisition.opportunities.evaluation.doubles import may_see_doubles
from microacquisition.opportunities.evaluation.queries import find_assignment
from microacquisition.opportunities.evaluation.redacting import may_redact
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.people.queries import holds
from microacquisition.process.roles import Role

Link = tuple[Words, str]


def link_evaluation(user: User, opportunity: Opportunity) -> list[Link]:
    """Return what the links say, and the URL names of the pages."""
    links: list[Link] = []
    if _leads(user, opportunity):
        links.append(
            (Words(en="Findings, and who evaluates", fr="Constats, et qui évalue"), "freeze_evaluation")
        )
    if may_redact(user, opportunity):
        links.append(
            (Words(en="Answers as evaluators read them", fr="Réponses telles qu’elles sont lues"), "answers")
        )
    if may_see_doubles(user, opportunity):
        links.append(
            (Words(en="Applications that look alike", fr="Candidatures qui se ressemblent"), "doubles")
        )
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
