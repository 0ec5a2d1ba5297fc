"""Officers' pages of all messages: how each is read, and a program's own texts."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.correspondence.catalogue import (
    LANGUAGES,
    MessagePreview,
    is_of_programmes,
    label_part,
    list_subjects,
    list_templates,
    preview_message,
    preview_text,
)
from microacquisition.correspondence.override_forms import OverrideForm
from microacquisition.correspondence.overriding import (
    OverrideRefused,
    list_own_texts,
    override_text,
    write_text,
)
from microacquisition.correspondence.texts import load_samples
from microacquisition.people.models import User
from microacquisition.people.permissions import IS_OFFICER
from microacquisition.people.second_factor import require_second_factor
from microacquisition.process.programmes.base import Programme
from microacquisition.process.programmes.register import ProgrammeRegister
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant


@access(get=IS_OFFICER)
def list_messages(request: HttpRequest) -> HttpResponse:
    """Every message by its part of the life, with its subject in both languages."""
    templates = list_templates()
    parts = [
        (label_part(part), [_describe(template) for template in group])
        for part, group in groupby(templates, key=lambda template: template.partition("/")[0])
    ]
    return render(request, "correspondence/pages/messages.html", {"parts": parts, "count": len(templates)})


@access(get=IS_OFFICER)
def show_message(request: HttpRequest, part: str, name: str) -> HttpResponse:
    """One message as it comes with the system, and the programs that may have their own text."""
    template, now = _find_template(part, name), current_instant()
    own = []
    if is_of_programmes(template):
        own = [
            (programme, list_own_texts(programme.code, template, now))
            for programme in _list_programmes()
            if IS_OFFICER(request, programme.code)
        ]
    return render(
        request,
        "correspondence/pages/message.html",
        {**_describe(template), "previews": preview_message(template), "own": own},
    )


@require_second_factor
@access(get=IS_OFFICER, post=IS_OFFICER)
def write_own_text(request: HttpRequest, part: str, name: str, programme_code: str) -> HttpResponse:
    """A program's own texts of a message, and the form of another one: looked at first, then kept."""
    template = _find_template(part, name)
    programme = next((each for each in _list_programmes() if each.code == programme_code), None)
    if programme is None or not is_of_programmes(template):
        raise Http404
    form = OverrideForm(
        request.POST if request.method == "POST" else None,
        template=template,
        programme=programme,
        request=request,
    )
    previews: list[MessagePreview] = []
    if form.is_valid():
        if "keep" in request.POST and _keep(request, form, template, programme):
            return HttpResponseRedirect(
                reverse(
                    "write_own_text", kwargs={"part": part, "name": name, "programme_code": programme_code}
                )
            )
        if form.is_valid():
            previews = _preview(form, template)
    values = {
        **_describe(template),
        "programme": programme,
        "form": form,
        "previews": previews,
        "own": list_own_texts(programme.code, template, current_instant()),
        "placeholders": sorted(load_samples(template).items()),
    }
    return render(request, "correspondence/pages/own_text.html", values)


def _keep(request: HttpRequest, form: OverrideForm, template: str, programme: Programme) -> bool:
    """Write the text down; False where it is refused, which the form then says."""
    assert isinstance(request.user, User)
    given, language = form.cleaned_data, get_language() or "en"
    try:
        override_text(
            request.user,
            programme.code,
            template,
            given["subject"],
            given["body"],
            given["starts_at"],
            language=language,
        )
    except OverrideRefused as refusal:
        form.add_error("starts_at", refusal.words.in_language(language))
        return False
    messages.success(request, _("The text is kept. It is sent from the moment you chose."))
    return True


def _preview(form: OverrideForm, template: str) -> list[MessagePreview]:
    given = form.cleaned_data
    return [
        preview_text(write_text(template, language, given["subject"], given["body"]))
        for language in LANGUAGES
    ]


def _find_template(part: str, name: str) -> str:
    template = f"{part}/{name}"
    if template not in list_templates():
        raise Http404
    return template


def _list_programmes() -> list[Programme]:
    register = ProgrammeRegister(settings.PROGRAMMES)
    return [register.newest(code) for code in register.codes()]


def _describe(template: str) -> dict[str, Any]:
    part, _slash, name = template.partition("/")
    subjects, language = list_subjects(template), get_language() or "en"
    other = "en" if language == "fr" else "fr"
    return {
        "part": part,
        "name": name,
        "part_label": label_part(part),
        "subject": subjects[language],
        "other_subject": subjects[other],
        "is_of_programmes": is_of_programmes(template),
    }
