"""The page on which anybody who is signed in asks; whoever is not may write there first, and then signs in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.asking import ask_question
from microacquisition.opportunities.questions.forms import AskForm
from microacquisition.opportunities.questions.public import read_section
from microacquisition.opportunities.questions.queries import gather_asking
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import User
from microacquisition.people.queries import supplier_of
from microacquisition.people.readers import reader_of
from microacquisition.process.doubles import Traits
from microacquisition.process.rules.asking import questions_are_taken
from microacquisition.process.slips import find_slips, list_passages
from microacquisition.site.access import ANYONE, SIGNED_IN, access
from microacquisition.site.clock import current_instant
from microacquisition.site.form_key import key_of_form

PAGE = "opportunities/questions/pages/ask.html"
ANYWAY = "anyway"  # the button of whoever read what may name them, and asks all the same


@access(get=ANYONE, post=SIGNED_IN)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a question about an opportunity, until the program's cut-off."""
    reader = reader_of(request)
    opportunity = get_object_or_404(Opportunity.objects.visible_to(reader), reference=reference)
    if request.method != "POST":
        return _draw(request, opportunity, AskForm(request=request))
    if reader is None:
        raise Http404
    form = AskForm(request.POST, request=request)
    if not form.is_valid():
        return _draw(request, opportunity, form)
    text = form.cleaned_data["question"]
    slips = find_slips(text, _describe(reader))
    if slips and ANYWAY not in request.POST:
        return _draw(request, opportunity, form, passages=list_passages(text, slips).items())
    try:
        ask_question(opportunity.pk, reader, text, get_language() or "en", key_of_form(request))
    except Refused as refusal:
        return _draw(request, opportunity, form, status=409, refused=refusal.reasons)
    messages.success(
        request, _("Your question was received. You get a message when something is published about it.")
    )
    page = reverse("opportunity", kwargs={"reference": opportunity.reference})
    return HttpResponseRedirect(f"{page}#questions")


def _draw(
    request: HttpRequest,
    opportunity: Opportunity,
    form: AskForm,
    *,
    status: int = 200,
    refused: object = (),
    passages: object = (),
) -> HttpResponse:
    """The form; where no question is taken, why, and what was typed, to be copied."""
    now = current_instant()
    reasons = refused or questions_are_taken(gather_asking(opportunity, now))
    is_late = request.method == "POST" and bool(reasons)
    context = {
        "opportunity": opportunity,
        "form": form,
        "reasons": reasons,
        "typed": form["question"].value() if form.is_bound or form.was_kept else "",
        "passages": passages,
        "section": read_section(opportunity, now),
        "signed_in": reader_of(request) is not None,
    }
    return render(request, PAGE, context, status=409 if is_late else status)


def _describe(asker: User) -> Traits:
    """Return what is known of whoever asks, by which a question could tell who they are."""
    supplier = supplier_of(asker)
    own = (supplier.legal_name, supplier.business_name) if supplier else ()
    return Traits(
        application="",
        names=(asker.name, *own),
        emails=(asker.email,),
        phone=supplier.phone if supplier else "",
    )
