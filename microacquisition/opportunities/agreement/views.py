"""Pages of the agreement: answers, the exact text and its signature, the countersignature."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from microacquisition.opportunities.agreement import queries
from microacquisition.opportunities.agreement.forms import AnswersForm, CountersignForm, SignatureForm
from microacquisition.opportunities.agreement.terms import Answers, Terms, read_terms, write_terms
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.selection.models import Offer
from microacquisition.process.rules.agreement import TEXT_CHANGED
from microacquisition.site.access import access

PAGES = "opportunities/agreement/pages/"
YES_NEEDS_PAPERS = ("federal_employee", "former_public_servant")


@access(get=plays_in("sign_agreement"), post=plays_in("sign_agreement"))
def sign_agreement(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """First the answers that stand in the text, then exactly the text, signed by typed name."""
    opportunity = find_purchase(request, opportunity_id)
    home = reverse("my_work", kwargs={"opportunity_id": opportunity.pk})
    offer = queries.live_offer(opportunity)
    if offer is None and request.method == "POST":
        # Signed already: the same form once more gets its first answer, any other one the reason.
        return take_from_page(request, "sign_agreement", opportunity, back=home, go_on=home)
    if offer is None:
        return refuse_step(request, "sign_agreement", opportunity, back=home)
    form = AnswersForm(request.POST or None, request=request, programme=opportunity.programme)
    page = {
        "opportunity": opportunity,
        "offer": offer,
        "form": form,
        "home": home,
        "profile": f"{reverse('supplier_profile')}?{urlencode({'next': request.path})}",
        "is_complete": queries.supplier_offered(offer).is_complete,
    }
    if request.method == "POST" and form.is_valid():
        said, status = form.given(), queries.find_status(offer)
        if any(said[name] and not getattr(status, name, False) for name in YES_NEEDS_PAPERS):
            return take_from_page(
                request, "declare_status", opportunity, given=said, back=request.path, go_on=home
            )
        return _show_and_sign(request, opportunity, offer, form, page)
    return draw_step(request, "sign_agreement", opportunity, PAGES + "answers.html", page, back=home)


def _show_and_sign(
    request: HttpRequest, opportunity: Opportunity, offer: Offer, answers: AnswersForm, page: dict[str, Any]
) -> HttpResponse:
    supplier, given, status = queries.supplier_offered(offer), answers.given(), queries.find_status(offer)
    given |= {name: given[name] or getattr(status, name, False) for name in YES_NEEDS_PAPERS}
    kept = {name: given[name] for name in Answers.__dataclass_fields__}
    terms = write_terms(offer, supplier, get_language() or "en", Answers(**kept))
    sent = "digest" in request.POST
    form = SignatureForm(
        request.POST if sent else None,
        legal_name=supplier.legal_name,
        initial={"digest": terms.digest},
        request=request,
    )
    changed = sent and request.POST["digest"] != terms.digest
    if sent and form.is_valid() and not changed:
        return take_from_page(
            request,
            "sign_agreement",
            opportunity,
            given={**given, **form.cleaned_data},
            back=request.path,
            go_on=reverse("my_work", kwargs={"opportunity_id": opportunity.pk}),
        )
    if changed:
        form.add_error(None, TEXT_CHANGED.in_language(get_language() or "en"))
    page |= {"form": form, "spoken": answers.spoken(), **_describe(terms)}
    if changed:
        return render(request, PAGES + "sign.html", page, status=409)
    return draw_step(request, "sign_agreement", opportunity, PAGES + "sign.html", page, back=page["home"])


@access(get=plays_in("countersign"), post=plays_in("countersign"))
def countersign(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The same text with the supplier's signature; the payment officer signs for the buyer."""
    opportunity = find_file(request, opportunity_id)
    agreement = queries.live_agreement(opportunity)
    if agreement is None:
        return refuse_step(request, "countersign", opportunity)
    form = CountersignForm(request.POST or None, request=request, initial={"digest": agreement.digest})
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "countersign",
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )
    page = {"agreement": agreement, "form": form, **_describe(read_terms(agreement.text))}
    return draw_step(request, "countersign", opportunity, PAGES + "countersign.html", page)


def _describe(terms: Terms) -> dict[str, Any]:
    return {"terms": terms, "digest": terms.digest}
