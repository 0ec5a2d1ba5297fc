"""What people fill in around striking: a reason to tell, an answer, why an application stands, two different people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.evaluation.forms import SUPPLIER_READS
from microacquisition.process.programmes.base import CodedWords
from microacquisition.site.forms import ChoiceField, PageForm, WhoSees


class TellForm(PageForm):
    """Which application may be struck, and why, in words its supplier is told."""

    application_id = ChoiceField(label=_("Which application"))
    reason_code = ChoiceField(label=_("Reason, from the program’s list"))
    reason = forms.CharField(
        label=_("Explain the reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is known, and how. Name no other applicant."),
    )
    who_sees: Mapping[str, WhoSees] = {"reason": SUPPLIER_READS}  # type: ignore[misc]

    def __init__(
        self, *args: Any, applications: Sequence[str], reasons: Sequence[CodedWords], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["application_id"].choices = [(key, key) for key in applications]  # type: ignore[attr-defined]
        self.fields["reason_code"].choices = [  # type: ignore[attr-defined]
            (each.code, each.words.in_language(language)) for each in reasons
        ]


class DropForm(PageForm):
    """Why the application stands after all."""

    reason = forms.CharField(
        label=_("Why does it stand?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    who_sees: Mapping[str, WhoSees] = {"reason": SUPPLIER_READS}  # type: ignore[misc]


class AnswerNoticeForm(PageForm):
    """What the supplier answers."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Say what is not so, or explain. You answer once. The program officer and the procurement advisor read it;"
            " evaluators do not."
        ),
    )


class TwoPeopleForm(PageForm):
    """How the officer knows that they are two."""

    reason = forms.CharField(
        label=_("How do you know that they are two different people?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The record keeps it. Evaluators do not read it."),
    )
