"""What a supplier finds in one list: each application and each award offered, in words, with at most one next action."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.queries import works_of
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.queries import latest_version, own_applications
from microacquisition.opportunities.evaluation import clarifying, hearing
from microacquisition.opportunities.evaluation.striking import find_notice as find_strike_notice
from microacquisition.opportunities.my_work.queries import Work, find_work
from microacquisition.opportunities.my_work.standing import Standing, describe_standing
from microacquisition.opportunities.my_work.ways import Way, list_awaited
from microacquisition.opportunities.opportunity import public_status
from microacquisition.opportunities.selection.queries import shown_findings
from microacquisition.people.models import User

GO_ON = Words(en="Go on with the draft", fr="Reprendre l’ébauche")
CHANGE = Words(en="Read, change or withdraw it", fr="La lire, la modifier ou la retirer")
SEE_RESULT = Words(en="See your result", fr="Voir votre résultat")
SEE = Words(en="See the work", fr="Voir les travaux")
APPLY_AGAIN = Words(en="Apply again", fr="Présenter une nouvelle candidature")

READ_AND_ANSWER = Words(en="Read why and answer", fr="Lire le motif et répondre")
EXPLAIN = Words(en="Read the question and explain", fr="Lire la question et expliquer")

MAY_BE_STRUCK = Words(
    en="Your application may be struck. You are heard before anything is decided.",
    fr="Votre candidature pourrait être écartée. Vous pouvez répondre avant toute décision.",
)
TO_CLARIFY = Words(
    en="The program asks you to explain something you wrote. What you wrote does not change.",
    fr="Le programme vous demande d’expliquer un passage de votre candidature. Votre texte, lui, ne change pas.",
)
DRAFT = Words(
    en="Your draft counts only once you send it.", fr="Votre ébauche ne compte qu’une fois envoyée."
)
NOT_SENT = Words(
    en="Your draft was not sent. It counts for nothing.",
    fr="Votre ébauche n’a pas été envoyée. Elle ne compte pas.",
)
CANCELLED = Words(
    en="This opportunity was cancelled. Nobody can apply to it any more.",
    fr="Cette occasion a été annulée. Il n’est plus possible de présenter une candidature.",
)
WITHDRAWN = Words(
    en="You withdrew it. It will not be opened or evaluated.",
    fr="Vous l’avez retirée. Elle ne sera ni ouverte ni évaluée.",
)
SEALED = Words(
    en="Received and sealed. You can change or withdraw it until closing.",
    fr="Reçue et scellée. Vous pouvez la modifier ou la retirer jusqu’à la clôture.",
)
COUNTING = Words(
    en="Closed: applications are being counted.",
    fr="La période de candidature est terminée; le décompte est en cours.",
)
EVALUATED = Words(
    en="Evaluated. You can read your result and the reasons.",
    fr="Évaluée. Vous pouvez lire votre résultat et les motifs.",
)
WAITING = Words(
    en="Received. We write to you when the result is known.",
    fr="Reçue. Nous vous écrirons quand le résultat sera connu.",
)


@dataclass(frozen=True)
class Asked:
    """Something the supplier is asked about an application, with the instant until which they may answer."""

    sentence: Words
    answer_by: datetime
    address: str
    action: Words


@dataclass(frozen=True)
class OwnApplication:
    """One application of one's own; `address` and `action` are empty where nothing is to be done."""

    application: Application
    version: ApplicationVersion | None
    sentence: Words
    address: str = ""
    action: Words | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class OwnWork:
    """One award offered to one's own supplier, with the action that is next and the answers others wait for."""

    work: Work
    standing: Standing
    address: str
    action: Words
    awaited: list[Way]


def list_own_applications(user: User, now: datetime) -> list[OwnApplication]:
    """Return every application of the person's supplier: those with a question to answer first, then the newest."""
    rows = [
        replace(_describe(application, now), asked=tuple(_list_asked(application)))
        for application in own_applications(user)
    ]
    return sorted(rows, key=lambda row: not row.asked)


def _list_asked(application: Application) -> Iterator[Asked]:
    where = {"application_id": application.pk}
    notice = find_strike_notice(application.opportunity, application.pk)
    if notice is not None and hearing.may_be_answered(notice):
        yield Asked(MAY_BE_STRUCK, notice.answer_by, reverse("strike_notice", kwargs=where), READ_AND_ANSWER)
    question = clarifying.find_clarification(application)
    if question is not None and question.answer_by is not None and clarifying.may_be_answered(question):
        yield Asked(TO_CLARIFY, question.answer_by, reverse("clarification", kwargs=where), EXPLAIN)


def list_own_works(user: User, now: datetime) -> list[OwnWork]:
    """Return what was ever offered to the person's supplier, the latest first."""
    found = [find_work(user, opportunity.pk) for opportunity in works_of(user)]
    return [_describe_work(work, user, now) for work in found if work is not None]


def _describe_work(work: Work, user: User, now: datetime) -> OwnWork:
    standing, where = describe_standing(work, now), {"opportunity_id": work.opportunity.pk}
    hub = reverse("my_work", kwargs=where)
    # What is done by one button stands on the work's own page, where it says what it does.
    address = reverse(standing.page, kwargs=where) if standing.page and not standing.posts else hub
    return OwnWork(work, standing, address, standing.action or SEE, list_awaited(work, user))


def _describe(application: Application, now: datetime) -> OwnApplication:
    version, opportunity = latest_version(application), application.opportunity
    status, state = public_status(opportunity, now), application.state
    apply = reverse("apply", kwargs={"reference": opportunity.reference})
    own = reverse("application", kwargs={"application_id": application.pk})
    if state == "DRAFT":
        if status == "open":
            return OwnApplication(application, version, DRAFT, apply, GO_ON)
        return OwnApplication(application, version, NOT_SENT)
    if status == "cancelled":
        return OwnApplication(application, version, CANCELLED)
    if state == "WITHDRAWN":
        again = (apply, APPLY_AGAIN) if status == "open" else ("", None)
        return OwnApplication(application, version, WITHDRAWN, *again)
    if status == "open":
        return OwnApplication(application, version, SEALED, own, CHANGE)
    if status == "counting":
        return OwnApplication(application, version, COUNTING)
    if shown_findings(application):
        result = reverse("application_result", kwargs={"application_id": application.pk})
        return OwnApplication(application, version, EVALUATED, result, SEE_RESULT)
    return OwnApplication(application, version, WAITING)
