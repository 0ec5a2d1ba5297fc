"""Pages of a clarification: an evaluator proposes, an officer asks or declines, the supplier answers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from microacquisition.opportunities.applications.own_views import OWNS_APPLICATION
from microacquisition.opportunities.applications.queries import own_applications
from microacquisition.opportunities.evaluation import clarifying, queries
from microacquisition.opportunities.evaluation.clarifying_forms import (
    AskForm,
    DeclineQuestionForm,
    ExplainForm,
    ProposeForm,
)
from microacquisition.opportunities.evaluation.evaluator_views import EVALUATES
from microacquisition.opportunities.evaluation.forms import RedactForm
from microacquisition.opportunities.evaluation.noting import note_from_page
from microacquisition.opportunities.evaluation.redacting import propose_redaction
from microacquisition.opportunities.evaluation.views import TELLS_SUPPLIERS
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import find_file
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.people.readers import reader_of
from microacquisition.process.rules.clarifying import TOO_LATE_TO_ANSWER, TOO_LATE_TO_ASK
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/evaluation/pages/"


@access(get=EVALUATES, post=EVALUATES)
def propose_question(request: HttpRequest, opportunity_id: UUID, label: str) -> HttpResponse:
    """An evaluator writes a question about an application of theirs."""
    opportunity = find_file(request, opportunity_id)
    assignment = queries.find_assignment(opportunity, reader_of(request))
    if assignment is None or not queries.has_declared(assignment):
        raise Http404
    found = next((each for each in queries.labels_of(assignment) if each.label == label), None)
    if found is None:
        raise Http404
    here = reverse("judge", kwargs={"opportunity_id": opportunity_id, "label": label})
    if reasons := clarifying.reasons_not_to_ask(found.application, opportunity):
        return refused_page(request, reasons, here)
    form = ProposeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        question = form.cleaned_data["question"]
        return note_from_page(
            request, "propose_clarification", here,
            lambda user, language: clarifying.propose_question(found, user, question, language),
        )  # fmt: skip
    return render(request, PAGES + "propose.html", {"form": form, "opportunity": opportunity, "label": found})


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
@leaves_reading("read_answers")
def list_clarifications(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Every question with what became of it, and the form to ask: an evaluator's, or one's own."""
    opportunity = find_file(request, opportunity_id)
    if not queries.is_judged_now(opportunity):
        return _refuse_now(request, opportunity)
    rows = clarifying.list_clarifications(opportunity)
    asked = {each.application_id for each in rows if each.asked_at}
    standing = [each for each in queries.standing_applications(opportunity) if each.pk not in asked]
    proposed = next((each for each in rows if clarifying.is_proposed(each)), None)
    initial = {"application_id": proposed.application_id, "question": proposed.question} if proposed else {}
    keys = [each.pk for each in standing]
    form = AskForm(request.POST or None, applications=keys, initial=initial, request=request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        application = next(each for each in standing if each.pk == typed["application_id"])
        return note_from_page(
            request, "ask_clarification", request.path,
            lambda user, language: clarifying.ask_supplier(application, user, typed["question"], language),
        )  # fmt: skip
    context = {"form": form, "opportunity": opportunity, "rows": rows, "proposed": proposed, "standing": keys}
    window = opportunity.programme.windows.clarification_answer.label()
    return render(request, PAGES + "clarifications.html", {**context, "window": window})


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
def decline_question(request: HttpRequest, opportunity_id: UUID, application_id: str) -> HttpResponse:
    """Say to the evaluator why a question is not asked."""
    opportunity = find_file(request, opportunity_id)
    if not queries.is_judged_now(opportunity):
        return _refuse_now(request, opportunity)
    application = get_object_or_404(opportunity.applications, pk=application_id)
    clarification = clarifying.find_clarification(application)
    if clarification is None or not clarifying.is_proposed(clarification):
        raise Http404
    form = DeclineQuestionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return note_from_page(
            request, "decline_clarification", reverse("clarifications", kwargs={"opportunity_id": opportunity_id}),
            lambda user, language: clarifying.decline_question(application, user, reason, language),
        )  # fmt: skip
    context = {"form": form, "opportunity": opportunity, "clarification": clarification}
    return render(request, PAGES + "decline_question.html", context)


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
@leaves_reading("read_answers")
def redact_explanation(request: HttpRequest, opportunity_id: UUID, application_id: str) -> HttpResponse:
    """Black out a slip in what a supplier explained."""
    opportunity = find_file(request, opportunity_id)
    if not queries.is_judged_now(opportunity):
        return _refuse_now(request, opportunity)
    application = get_object_or_404(opportunity.applications, pk=application_id)
    clarification = clarifying.find_clarification(application)
    if clarification is None or clarification.answered_at is None:
        raise Http404
    proposal = propose_redaction(application.opened, clarification.redacted or clarification.answer)
    form = RedactForm(request.POST or None, initial={"shown": proposal.blacked_out}, request=request)
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["shown"]
        return note_from_page(
            request, "redact", reverse("clarifications", kwargs={"opportunity_id": opportunity_id}),
            lambda user, language: clarifying.redact_explanation(clarification, user, shown, language),
        )  # fmt: skip
    context = {"form": form, "opportunity": opportunity, "clarification": clarification}
    return render(request, PAGES + "redact_explanation.html", {**context, "proposal": proposal})


def _refuse_now(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    back = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    return refused_page(request, [TOO_LATE_TO_ASK], back)


@access(get=OWNS_APPLICATION, post=OWNS_APPLICATION)
def answer_question(request: HttpRequest, application_id: str) -> HttpResponse:
    """The supplier reads the question and explains what they wrote."""
    application = own_applications(request.user).get(pk=application_id)  # type: ignore[arg-type]
    clarification = clarifying.find_clarification(application)
    if clarification is None or clarification.asked_at is None:
        raise Http404
    may_answer = clarifying.may_be_answered(clarification)
    opportunity = application.opportunity
    form = ExplainForm(request.POST or None, words=opportunity.programme.clarification_words, request=request)
    if request.method == "POST" and not may_answer:
        return refused_page(request, [TOO_LATE_TO_ANSWER], request.path)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        return note_from_page(
            request, "answer_clarification", request.path,
            lambda user, language: clarifying.answer_question(clarification, user, answer, language),
        )  # fmt: skip
    context = {"form": form, "application": application, "opportunity": opportunity, "may_answer": may_answer}
    zone = opportunity.zone or opportunity.programme.zone
    return render(
        request, PAGES + "clarification.html", {**context, "clarification": clarification, "zone": zone}
    )
