"""What people fill in to have an answer clarified: a question, why it is not asked, what the supplier explains."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.evaluation.forms import SUPPLIER_READS
from microacquisition.site.fields import WordLimitedField
from microacquisition.site.forms import ChoiceField, PageForm, WhoSees


class ProposeForm(PageForm):
    """What an evaluator would like to understand."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One question, about what is written. The program officer sends it without your name."),
    )
    who_sees: Mapping[str, WhoSees] = {"question": SUPPLIER_READS}  # type: ignore[misc]


class AskForm(ProposeForm):
    """The question as the supplier reads it, and about which application."""

    application_id = ChoiceField(label=_("Which application"))
    field_order = ("application_id", "question")

    def __init__(self, *args: Any, applications: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application_id"].choices = [(key, key) for key in applications]  # type: ignore[attr-defined]
        self.fields["question"].label = _("The question")
        self.fields["question"].help_text = _(
            "About what is written, naming nobody. It asks for an explanation, not for anything new."
        )


class DeclineQuestionForm(PageForm):
    """Why a question is not asked."""

    reason = forms.CharField(
        label=_("Why is it not asked?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExplainForm(PageForm):
    """What the supplier explains, within the program's limit of words."""

    def __init__(self, *args: Any, words: int, **kwargs: Any) -> None:
        answer = WordLimitedField(
            limit=words,
            max_length=5_000,
            label=_("Your explanation"),
            help_text=_("Explain what you wrote; anything new does not count. Do not write your name."),
        )
        super().__init__(*args, further={"answer": answer}, **kwargs)
