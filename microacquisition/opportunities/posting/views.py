"""Staff pages of the posting: translate, approve, post, take back, cancel."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.common.bilingual import Bilingual
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
from microacquisition.opportunities.posting.forms import (
    CancellationForm,
    PostingForm,
    TakeBackForm,
    TranslationForm,
)
from microacquisition.opportunities.posting.queries import (
    BETWEEN_LANGUAGES,
    find_approved_translation,
    find_translation,
    find_untranslated,
    proposed_cancellation,
)
from microacquisition.opportunities.posting.readiness import find_not_ready
from microacquisition.opportunities.posting.translations import ChangedText, list_texts, second_language
from microacquisition.opportunities.statement.queries import statement_of
from microacquisition.opportunities.step_table import TABLE
from microacquisition.site.access import access

PAGES = "opportunities/posting/pages"


@access(get=plays_in("submit_translation"), post=plays_in("submit_translation"))
def submit_translation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Both languages side by side; the second one is written here."""
    opportunity = find_file(request, opportunity_id)
    statement = statement_of(opportunity)
    if statement is None:
        return refuse_step(request, "submit_translation", opportunity)
    language = second_language(statement)
    everything = list_texts(statement)
    changed = [] if "all" in request.GET else find_untranslated(statement)
    form = TranslationForm(
        request.POST or None, changed=changed or [ChangedText(each, None) for each in everything],
        language=language, request=request,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _take(request, "submit_translation", opportunity, {"texts": form.cleaned_data})
    return _draw(
        request, "submit_translation", opportunity,
        form=form, first_language=statement.first_language, second_language=language,
        only_changed=0 < len(changed) < len(everything), approved=find_approved_translation(statement),
    )  # fmt: skip


@access(get=SEES_FILE, post=plays_in("approve_translation"))
def approve_translation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Both languages side by side, to compare and approve."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return _take(request, "approve_translation", opportunity)
    statement = statement_of(opportunity)
    if statement is None:
        return refuse_step(request, "approve_translation", opportunity)
    return _draw(
        request, "approve_translation", opportunity,
        changed=find_untranslated(statement), texts=list_texts(statement),
        translation=find_translation(statement), approved=find_approved_translation(statement),
        may_change=look_ahead("submit_translation", opportunity, request.user) == [],  # type: ignore[arg-type]
    )  # fmt: skip


@access(get=plays_in("post"), post=plays_in("post"))
def post(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Judge contract splitting, name the repository, choose when it opens, post."""
    opportunity = find_file(request, opportunity_id)
    statement = statement_of(opportunity)
    if statement is None:
        return refuse_step(request, "post", opportunity)
    form = PostingForm(
        request.POST or None, zone=opportunity.programme.zone, initial={"repository": statement.repository},
        request=request,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _take(request, "post", opportunity, form.given())
    not_ready = find_not_ready(opportunity)
    return _draw(
        request, "post", opportunity, form=form, statement=statement, not_ready=not_ready,
        audience=TABLE.audience(opportunity),
    )  # fmt: skip


@access(get=plays_in("unpost"), post=plays_in("unpost"))
def unpost(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Take a posting back before it opens."""
    opportunity = find_file(request, opportunity_id)
    form = TakeBackForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return _take(request, "unpost", opportunity, form.cleaned_data)
    return _draw(request, "unpost", opportunity, form=form)


@access(get=plays_in("post_again"), post=plays_in("post_again"))
def post_again(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Prepare an ended opportunity again: what is kept, what is asked for anew."""
    opportunity = find_file(request, opportunity_id)
    back = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    if request.method == "POST":
        return take_from_page(
            request, "post_again", opportunity, back=back,
            go_on=lambda taken: reverse("file", kwargs={"opportunity_id": taken.opportunity_id}),
        )  # fmt: skip
    return draw_step(
        request, "post_again", opportunity, f"{PAGES}/post_again.html", {}, begins=True, back=back
    )


@access(get=plays_in("cancel"), post=plays_in("cancel"))
def cancel(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Cancel with a reason, before the closing."""
    opportunity = find_file(request, opportunity_id)
    return _cancel(request, "cancel", opportunity, Bilingual())


@access(get=plays_in("cancel_after_closing"), post=plays_in("cancel_after_closing"))
def cancel_after_closing(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Cancel after closing: the first person types the reason, the second signs the same words."""
    opportunity = find_file(request, opportunity_id)
    return _cancel(request, "cancel_after_closing", opportunity, proposed_cancellation(opportunity)[1])


def _cancel(request: HttpRequest, step: str, opportunity: Opportunity, proposed: Bilingual) -> HttpResponse:
    languages = opportunity.programme.languages
    form = CancellationForm(request.POST or None, languages=languages, request=request)
    reason = proposed if proposed != Bilingual() else None
    if request.method == "POST" and (reason or form.is_valid()):
        both = reason or form.cleaned_data["reason"]
        joined = f"{both.en}{BETWEEN_LANGUAGES}{both.fr}"
        return _take(request, step, opportunity, {"reason_both": both, "reason": joined})
    return _draw(request, step, opportunity, form=form, proposed=reason, template="cancel")


def _take(
    request: HttpRequest, step: str, opportunity: Opportunity, given: dict[str, Any] | None = None
) -> HttpResponse:
    go_on = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    return take_from_page(request, step, opportunity, given=given, back=go_on, go_on=go_on)


def _draw(
    request: HttpRequest, step: str, opportunity: Opportunity, template: str = "", **context: Any
) -> HttpResponse:
    return draw_step(
        request, step, opportunity, f"{PAGES}/{template or step}.html", {"step": step, **context},
        back=reverse("file", kwargs={"opportunity_id": opportunity.pk}),
    )  # fmt: skip
