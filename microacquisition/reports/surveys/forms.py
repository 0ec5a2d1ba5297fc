"""The form of a survey, from its questions."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.reports.surveys.questions import (
    ALONE,
    COUNTRY,
    OWNED_BY,
    POSTAL_CODE,
    QUESTIONS,
    Question,
)
from microacquisition.site.forms import ChoiceField, PageForm, WordLimitedField

FIRST_THREE = re.compile(r"[ABCEGHJKLMNPRSTVXY][0-9][ABCEGHJKLMNPRSTVWXYZ]")


class SurveyForm(PageForm):
    """Nothing is required; an empty form is not sent."""

    def __init__(self, kind: str, data: QueryDict | None, request: HttpRequest) -> None:
        fields = {question.code: _make_field(question) for question in QUESTIONS[kind]}
        super().__init__(data, request=request, further=fields)

    def clean_postal_code(self) -> str:
        """Return the three characters in capitals."""
        typed = str(self.cleaned_data[POSTAL_CODE.code]).strip().upper()
        if typed and not FIRST_THREE.fullmatch(typed):
            raise ValidationError(
                _("Enter the first three characters of a Canadian postal code, such as K1A."),
                code="postal_code",
            )
        return typed

    def clean_owned_by(self) -> list[str]:
        """Return the groups; "none" and "prefer not to say" go with no other."""
        chosen: list[str] = self.cleaned_data[OWNED_BY.code]
        if len(chosen) > 1 and set(chosen) & set(ALONE):
            raise ValidationError(
                _("Choose groups, or “none of these”, or “I prefer not to say”: not both."),
                code="contradiction",
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse two head offices, and a form without any answer."""
        given = super().clean() or self.cleaned_data
        if given.get(POSTAL_CODE.code) and given.get(COUNTRY.code):
            self.add_error(
                COUNTRY.code, _("Give the postal code or the country: one head office is in one place.")
            )
        if not self.errors and not any(given.get(code) for code in self.fields):
            raise ValidationError(_("Answer at least one question, or simply close this page."))
        return given


def _make_field(question: Question) -> forms.Field:
    language = get_language() or "en"
    said: dict[str, Any] = {
        "label": question.words.in_language(language),
        "help_text": question.hint.in_language(language),
        "required": False,
    }
    choices = [(each.code, each.words.in_language(language)) for each in question.choices]
    if question.many:
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=choices, **said)
    if choices:
        return ChoiceField(choices=choices, **said)
    if question.word_limit:
        return WordLimitedField(limit=question.word_limit, **said)
    return forms.CharField(max_length=60, **said)
