"""The form of an application: who you are, your answers, what you affirm."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.dates import instant_words
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import ApplicationCriterion
from microacquisition.process.programmes.base import CodedWords
from microacquisition.site.forms import AffirmationField, PageForm, WordLimitedField
from microacquisition.site.templatetags.look import bilingual

LARGEST_NUMBER = 32_767


class VersionSeenField(forms.IntegerField):
    """A version's number from a hidden field; whatever is none counts as 0: nobody could mend an error in it."""

    def clean(self, value: Any) -> int:
        """Return the number; the engine then says where it is not that of the latest version."""
        try:
            number = int(super().clean(value) or 0)
        except forms.ValidationError:
            return 0
        return number if 0 < number <= LARGEST_NUMBER else 0


class ApplyForm(PageForm):
    """One application, answers by criterion; `based_on` and `draft_seen` are the version and the draft its author saw."""

    name = forms.CharField(
        label=_("Your full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    business_name = forms.CharField(
        label=_("Business name"), max_length=200, required=False,
        help_text=_("Leave empty if you work under your own name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    based_on = VersionSeenField(required=False, widget=forms.HiddenInput)
    # Any text may come: one that is no digest matches none.
    draft_seen = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        opportunity: Opportunity,
        criteria: Iterable[ApplicationCriterion],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        self.criteria = list(criteria)
        self.programme = opportunity.programme
        # Set before the base copies them, so that typed text and its checks reach these fields too.
        self.base_fields = {  # type: ignore[misc]  # of this form alone
            **type(self).base_fields,
            **{f"answer_{each.code}": _answer_field(each) for each in self.criteria},
            **self._affirmation_fields(opportunity),
        }
        super().__init__(*args, request=request, **kwargs)

    def _affirmation_fields(self, opportunity: Opportunity) -> dict[str, forms.Field]:
        language = get_language() or "en"
        return {
            f"{kind}_{each.code}": AffirmationField(
                label=_fill(each.words, opportunity).in_language(language)
            )
            for kind, statements in self._statements().items()
            for each in statements
        }

    def _statements(self) -> Mapping[str, tuple[CodedWords, ...]]:
        return {"eligibility": self.programme.eligibility, "undertaking": self.programme.undertakings}

    def clean_name(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_business_name(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["business_name"]).split())

    def answers(self) -> list[BoundField]:
        """The fields that evaluators will see."""
        return [self[f"answer_{criterion.code}"] for criterion in self.criteria]

    def eligibility(self) -> list[BoundField]:
        """Who may apply: one statement for citizenship and permits, never which."""
        return [self[f"eligibility_{each.code}"] for each in self.programme.eligibility]

    def undertakings(self) -> list[BoundField]:
        """What a chosen applicant agrees to."""
        return [self[f"undertaking_{each.code}"] for each in self.programme.undertakings]

    def typed(self) -> dict[str, str]:
        """Everything typed so far, valid or not, as a draft keeps it."""
        names = [name for name in self.fields if name not in ("based_on", "draft_seen") and name in self.data]
        return {name: str(self.data[name]).replace("\r\n", "\n") for name in names}

    def write_seen(self, **seen: str | int) -> dict[str, Any]:
        """Return what was sent with this form, with what its author has seen by now."""
        return {**dict(self.data.items()), **{name: str(value) for name, value in seen.items()}}

    def given(self) -> dict[str, Any]:
        """What was typed, as `submit` and `change` take it."""
        data = self.cleaned_data
        kinds = tuple(f"{kind}_" for kind in self._statements())
        return {
            "name": data["name"],
            "business_name": data["business_name"],
            "based_on": data["based_on"],
            "answers": {
                each.code: data[f"answer_{each.code}"].replace("\r\n", "\n").strip() for each in self.criteria
            },
            "affirmed": [name for name in self.fields if name.startswith(kinds) and data[name]],
        }


def _answer_field(criterion: ApplicationCriterion) -> WordLimitedField:
    return WordLimitedField(
        limit=criterion.word_limit,
        label=bilingual(criterion.text),
        help_text=_(
            "Work, studies and volunteer projects all count. Don’t name yourself, an employer or a school;"
            " links are shown as plain text."
        ),
        error_messages={"required": _("Write your answer.")},
    )


def _fill(words: Words, opportunity: Opportunity) -> Words:
    price, due = opportunity.price_cents or 0, opportunity.delivery_at
    zone = opportunity.zone or opportunity.programme.zone
    return words.filled(
        price=Words(en=format_money(price, "en"), fr=format_money(price, "fr")),
        delivery_date=instant_words(due, zone) if due else Words(en="", fr=""),
    )
