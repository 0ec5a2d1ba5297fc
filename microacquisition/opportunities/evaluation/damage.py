"""A sealed application that does not open: who is told, what waits for them, and opening it once it is restored."""

from django.db import transaction

from microacquisition.common.words import Words
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.applications.opening import open_sealed_applications
from microacquisition.opportunities.applications.queries import list_damaged
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.evaluation.actions import name_label
from microacquisition.opportunities.evaluation.judging import who_freezes
from microacquisition.opportunities.evaluation.models import EvaluatorAssignment, Label
from microacquisition.opportunities.evaluation.queries import find_assignment, live_assignments
from microacquisition.opportunities.letters import answer_by, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Letter, NotYours, Refused
from microacquisition.opportunities.step_table import Errand
from microacquisition.people.models import User
from microacquisition.people.queries import holds
from microacquisition.process.roles import Role
from microacquisition.records.events import Doer, write_event
from microacquisition.site.clock import current_instant

OPENS_NOW = "open_damaged_seal"
ALL_OPEN = Words(
    en="No application of this opportunity is damaged.",
    fr="Aucune candidature à cette occasion n’est endommagée.",
)
STILL_DAMAGED = Words(
    en="It still does not open. Nothing changed; ask the administrators to restore it from a backup first.",
    fr="Elle ne s’ouvre toujours pas. Rien n’a changé; demandez d’abord à l’administration du site de la restaurer à"
    " partir d’une copie de sauvegarde.",
)
YOUR_TURN = Words(
    en="A sealed application does not open. The others are open; this one must be restored before the freeze.",
    fr="Une candidature scellée ne s’ouvre pas. Les autres sont ouvertes; celle-ci doit être restaurée avant que"
    " l’évaluation soit figée.",
)
BUTTON = Words(en="See what to do", fr="Voir quoi faire")
WITHIN = 1  # business days


def mends_seals(user: User, opportunity: Opportunity) -> bool:
    """True for an officer or advisor there who does not evaluate."""
    code, department = opportunity.programme_code, opportunity.department_id
    leads = any(holds(user, role, code, department) for role in (Role.OFFICER, Role.ADVISOR))
    return leads and find_assignment(opportunity, user) is None


def tell_of_damage(opportunity: Opportunity, damaged: list[ApplicationVersion]) -> list[Letter]:
    """Return the letters to officers and advisors: which application does not open, and what to do."""
    if not damaged:
        return []
    ids = ", ".join(each.application_id for each in damaged)
    return write_to(
        who_freezes(opportunity), "evaluation/damaged_seal", opportunity, link=address_of("damaged_seals"),
        values=lambda language: {"application_id": ids},
    )  # fmt: skip


def list_seals_to_mend(user: User) -> list[Errand]:
    """Return what waits for this officer or advisor: one errand a file with an application that does not open."""
    rows = Opportunity.objects.filter(
        state="CLOSED", applications__state="SUBMITTED", applications__opened=None
    )
    opened = rows.exclude(applications_opened_at=None).distinct().order_by("applications_opened_at", "pk")
    return [
        Errand(row, YOUR_TURN, BUTTON, address_of("damaged_seals")(row), row.applications_opened_at, WITHIN)
        for row in opened
        if row.applications_opened_at is not None and mends_seals(user, row)
    ]


def open_restored(opportunity: Opportunity, user: User, language: str) -> None:
    """Open what opens by now, as the two signatures of the opening allow, and give it to the evaluators.

    NotYours where it is not the person's to do, Refused where nothing more opens.
    """
    with transaction.atomic():
        locked = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
        before = {each.application_id for each in list_damaged(locked)}
        if not mends_seals(user, locked) or locked.state != "CLOSED":
            raise NotYours(OPENS_NOW)
        opened = [each for each in open_sealed_applications(locked) if each.application_id in before]
        if not opened:
            raise Refused([STILL_DAMAGED])
        doer = Doer(
            str(user.pk), (Role.OFFICER if _is_officer(user, locked) else Role.ADVISOR).value, language
        )
        assignments = live_assignments(locked)
        events = [
            write_event(locked.stream, OPENS_NOW, doer, ("application", each.application_id))
            for each in opened
        ]
        for assignment in assignments:
            _add_labels(assignment, [each.application_id for each in opened])
        due = answer_by(locked.programme, current_instant(), "judge")
        for letter in write_to(
            [each.evaluator for each in assignments], "evaluation/to_evaluate", locked, link=address_of("evaluate"),
            values=lambda language: {"count": str(len(opened)), **due(language)},
        ):  # fmt: skip
            post_letter(letter, events[-1].pk, locked)


def _is_officer(user: User, opportunity: Opportunity) -> bool:
    return holds(user, Role.OFFICER, opportunity.programme_code, opportunity.department_id)


def _add_labels(assignment: EvaluatorAssignment, ids: list[str]) -> None:
    last = assignment.labels.count()
    Label.objects.bulk_create(
        Label(assignment=assignment, application_id=key, label=name_label(place), place=place)
        for place, key in enumerate(ids, start=last + 1)
    )
