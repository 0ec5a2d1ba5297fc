"""Staff pages of questions: all of them, and what is done with each."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    draw_step,
    find_file,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.questions.forms import (
    AnswerForm,
    DraftForm,
    EditForm,
    PublishForm,
    RefuseForm,
)
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.questions.public import list_answers
from microacquisition.opportunities.questions.queries import (
    answers_due,
    find_last_moment,
    find_last_version,
    find_question,
    list_questions,
    list_versions,
    zone_of,
)
from microacquisition.people.readers import reader_of
from microacquisition.process.rules.questions import Unanswered
from microacquisition.site.access import access

PAGES = "opportunities/questions/pages/"
# What may be done with a question, by the step, in the order of the buttons: first what is expected.
OF_WAITING = ("draft_answer", "answer_question", "assign_question", "refuse_question")


@access(get=SEES_FILE)
def list_all(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Every question, those that wait first, each with what this reader may do about it."""
    opportunity, reader = find_file(request, opportunity_id), reader_of(request)
    may = {code for code in (*OF_WAITING, "edit_answer") if look_ahead(code, opportunity, reader) == []}
    published = {each.number: each for each in list_answers(opportunity)}
    rows = [(each, published.get(each.number)) for each in list_questions(opportunity)]
    context = {
        "opportunity": opportunity,
        "waiting": [each for each, answer in rows if answer is None],
        "answered": [(each, answer) for each, answer in reversed(rows) if answer is not None],
        "may": may,
        "until": find_last_moment(opportunity),
        "due": answers_due(opportunity),
        "zone": zone_of(opportunity),
    }
    return render(request, PAGES + "file_questions.html", context)


@access(post=plays_in("assign_question"))
def assign_question(request: HttpRequest, opportunity_id: UUID, number: int) -> HttpResponse:
    """The officer asks the client team for a draft."""
    opportunity = find_file(request, opportunity_id)
    back = _list_address(opportunity)
    return take_from_page(
        request, "assign_question", opportunity, given={"number": number}, back=back, go_on=back
    )


@access(get=plays_in("draft_answer"), post=plays_in("draft_answer"))
def draft_answer(request: HttpRequest, opportunity_id: UUID, number: int) -> HttpResponse:
    """The client team writes what it would answer, in one language."""
    opportunity = find_file(request, opportunity_id)
    question, back = find_question(opportunity, number), _list_address(opportunity)
    if question is None:
        return refuse_step(request, "draft_answer", opportunity, back=back)
    form = DraftForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "number": number}
        return take_from_page(request, "draft_answer", opportunity, given=given, back=back, go_on=back)
    context = {
        "form": form,
        "question": question,
        "due": answers_due(opportunity),
        "zone": zone_of(opportunity),
    }
    return draw_step(request, "draft_answer", opportunity, PAGES + "draft.html", context, back=back)


@access(get=plays_in("answer_question"), post=plays_in("answer_question"))
def answer_question(request: HttpRequest, opportunity_id: UUID, number: int) -> HttpResponse:
    """The officer publishes question and answer in every language at once."""
    return _publish(request, opportunity_id, number, "answer_question", AnswerForm)


@access(get=plays_in("refuse_question"), post=plays_in("refuse_question"))
def refuse_question(request: HttpRequest, opportunity_id: UUID, number: int) -> HttpResponse:
    """The officer says in public that the question is not answered, and why."""

    def make_form(*args: Any, **kwargs: Any) -> RefuseForm:
        others = [
            (each.number, each.version.wording.best_for(get_language() or "en")[0])
            for each in list_answers(kwargs["asked"].opportunity)
            if each.version.because != Unanswered.ANSWERED_ALREADY
        ]
        return RefuseForm(*args, others=others, **kwargs)

    return _publish(request, opportunity_id, number, "refuse_question", make_form)


@access(get=plays_in("edit_answer"), post=plays_in("edit_answer"))
def edit_answer(request: HttpRequest, opportunity_id: UUID, number: int) -> HttpResponse:
    """The officer publishes another version, with the reason; both stay in public."""
    return _publish(request, opportunity_id, number, "edit_answer", EditForm)


def _publish(
    request: HttpRequest, opportunity_id: UUID, number: int, code: str, make_form: Callable[..., PublishForm]
) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    question, back = find_question(opportunity, number), _list_address(opportunity)
    if question is None:
        return refuse_step(request, code, opportunity, back=back)
    last = find_last_version(question, list_versions(opportunity))
    if request.method != "POST" and (last is not None) != (code == "edit_answer"):
        return HttpResponseRedirect(back)  # somebody published it meanwhile, or nobody has yet
    form = make_form(
        request.POST or None,
        asked=question,
        last=last,
        languages=opportunity.programme.languages,
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        page = reverse("opportunity", kwargs={"reference": opportunity.reference})
        go_on = f"{page}#question-{number}"
        return take_from_page(request, code, opportunity, given=form.given(), back=back, go_on=go_on)
    return draw_step(
        request, code, opportunity, PAGES + "publish.html", _describe(form, question, last, code), back=back
    )


def _describe(
    form: PublishForm, question: Question, last: PublishedAnswer | None, code: str
) -> Mapping[str, Any]:
    opportunity = question.opportunity
    return {
        "form": form, "question": question, "last": last, "code": code,
        "due": answers_due(opportunity), "zone": zone_of(opportunity),
    }  # fmt: skip


def _list_address(opportunity: Opportunity) -> str:
    return reverse("file_questions", kwargs={"opportunity_id": opportunity.pk})
