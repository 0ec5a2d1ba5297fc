"""Addresses that only these tests have: a guarded form, a refusal, a failure."""

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config import urls as real
from microacquisition.common.words import Words
from microacquisition.site.access import ANYONE, NOBODY, SIGNED_IN, access
from microacquisition.site.forms import (
    AffirmationField,
    BilingualField,
    ChoiceField,
    LocalInstantField,
    MoneyField,
    PageForm,
    WholeNumberField,
    WhoSees,
    WordLimitedField,
)
from microacquisition.site.refusals import refused_page
from microacquisition.site.urls import bilingual_path

handler400, handler403, handler404 = real.handler400, real.handler403, real.handler404
handler500 = real.handler500

PAGE = """{% extends "site/pages/base.html" %}{% block title %}Trial{% endblock %}
{% block main %}{% include "site/pages/errors.html" %}<h1>Trial</h1>
<form method="post" novalidate>{% csrf_token %}{% form_key %}{% include "site/pages/form_fields.html" %}
<button class="btn">Send</button></form>{% endblock %}"""


class TrialForm(PageForm):
    """One field of each kind."""

    name = forms.CharField(label="Your full name")
    skills = WordLimitedField(limit=5, label="Show the skills", help_text="Say when.")
    price = MoneyField(label="Price", required=False)
    hours = WholeNumberField(label="Hours", required=False)
    title = BilingualField(label="Title", required_languages=("en", "fr"), max_length=100)
    background = BilingualField(label="Background", long=True)
    closing = LocalInstantField(label="Closing")
    kind = ChoiceField(label="Kind", choices=[("new", "New work"), ("more", "Continuation")])
    age = AffirmationField(label="I have reached the age of majority.", legend="Who may apply")
    who_sees = {"skills": WhoSees("Evaluators will see this", seen=True)}


def draw_form(request: HttpRequest, form: PageForm) -> HttpResponse:
    """Draw the form as every page does."""
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


@access(get=SIGNED_IN, post=SIGNED_IN)
def guarded_form(request: HttpRequest) -> HttpResponse:
    """A form for people who have signed in."""
    form = TrialForm(request.POST) if request.method == "POST" else TrialForm(request=request)
    return HttpResponse("sent") if form.is_bound and form.is_valid() else draw_form(request, form)


@access(get=ANYONE, post=ANYONE)
def open_form(request: HttpRequest) -> HttpResponse:
    """The same form for everybody."""
    form = TrialForm(request.POST or None)
    return HttpResponse("sent") if form.is_bound and form.is_valid() else draw_form(request, form)


@access(post=SIGNED_IN)
def only_post(request: HttpRequest) -> HttpResponse:
    """A step without a page of its own."""
    return HttpResponse("done")


def _not_yours(request: HttpRequest, **kwargs: object) -> bool:
    return False


def _not_there(request: HttpRequest, **kwargs: object) -> bool:
    raise Http404


not_yours = access(get=_not_yours)(only_post.__wrapped__)  # type: ignore[attr-defined]
not_there = access(get=_not_there)(only_post.__wrapped__)  # type: ignore[attr-defined]
for_nobody = access(get=NOBODY)(only_post.__wrapped__)  # type: ignore[attr-defined]


@access(get=ANYONE)
def refusing(request: HttpRequest) -> HttpResponse:
    """A step that cannot be taken now."""
    reasons = [Words(en="It is closed.", fr="Elle est clôturée."), Words(en="Too late.", fr="Trop tard.")]
    return refused_page(request, reasons, "/en/")


@access(get=ANYONE)
def failing(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    raise RuntimeError("a fault")


urlpatterns = [
    *real.urlpatterns,
    *i18n_patterns(
        bilingual_path("trial/form/", "essai/formulaire/", guarded_form, "trial_form"),
        bilingual_path(
            "trial/<int:number>/open/",
            "essai/<int:number>/ouvert/",
            lambda r, number: open_form(r),
            "trial_open",
        ),
        path("trial-post/", only_post),
        path("trial-not-yours/", not_yours),
        path("trial-not-there/", not_there),
        path("trial-nobody/", for_nobody),
        path("trial-refusing/", refusing),
        path("trial-failing/", failing),
    ),
]
