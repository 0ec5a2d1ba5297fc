"""What people fill in to evaluate: who evaluates, a declaration, judgments with reasons, a return, a redaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from microacquisition.common.scores import ScoreError, parse_score
from microacquisition.opportunities.statement.models import ApplicationCriterion
from microacquisition.people.models import User
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.site.forms import ChoiceField, PageForm, WhoSees

SUPPLIER_READS = WhoSees(_("The supplier will see this"), seen=True)
NOT_THE_SUPPLIER = WhoSees(_("The supplier will not see this"), seen=False)


class LaterChoice(ChoiceField):
    """A choice that counts in the end, but may be left for later."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class LaterText(forms.CharField):
    """A text that counts in the end, but may be left for later."""

    def validate(self, value: Any) -> None:
        """Nothing is asked for yet."""


class LaterScore(forms.CharField):
    """A score from 0 to 100 in hundredths, which may be left for later; 0 is a score."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """Return hundredths, or None where nothing is typed."""
        text = str(self.to_python(value)).strip()
        if not text:
            return None
        self.run_validators(text)
        try:
            return parse_score(text)
        except ScoreError as error:
            words = error.words.in_language(get_language() or "en")
            raise forms.ValidationError(words, code="score") from error


class AssignForm(PageForm):
    """Who evaluates, and who presides."""

    evaluators = forms.MultipleChoiceField(
        label=_("Who evaluates"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They read the answers without names. Whoever opens, blacks out or freezes does not evaluate."
        ),
    )
    chair = ChoiceField(
        label=_("Who presides"), help_text=_("The chair settles the findings where evaluators differ.")
    )
    reason = forms.CharField(
        label=_("Why do the evaluators change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The record keeps it. Name no interest in detail: “declared an interest” or “absent” is enough."
        ),
    )

    def __init__(self, *args: Any, people: Sequence[User], opened: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not opened:
            del self.fields["reason"]
        self.people = {str(person.pk): person for person in people}
        choices = [(key, person.name) for key, person in self.people.items()]
        self.fields["evaluators"].choices = choices  # type: ignore[attr-defined]
        self.fields["chair"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The chair is one of the evaluators."""
        cleaned = super().clean() or self.cleaned_data
        if "chair" in cleaned and cleaned["chair"] not in cleaned.get("evaluators", []):
            self.add_error("chair", _now("Choose the chair among the evaluators."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """Who was chosen, as the step takes it."""
        return {
            "evaluators": [self.people[key] for key in self.cleaned_data["evaluators"]],
            "chair": self.people[self.cleaned_data["chair"]],
            "reason": self.cleaned_data.get("reason", ""),
        }


class DeclareForm(PageForm):
    """No interest in the result, or one."""

    no_interest = ChoiceField(
        label=_("Have you an interest in the result?"),
        choices=(
            ("yes", _("No: I have no family, business or other tie to anybody who may have applied")),
            ("no", _("Yes, or it could look so: somebody else should evaluate")),
        ),
    )
    text = forms.CharField(
        label=_("Which interest"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only where you have one. Name nobody: the kind of tie is enough."),
    )
    who_sees: Mapping[str, WhoSees] = {"text": NOT_THE_SUPPLIER}  # type: ignore[misc]

    def given(self) -> dict[str, Any]:
        """The declaration, as the step takes it."""
        no_interest = self.cleaned_data["no_interest"] == "yes"
        return {"no_interest": no_interest, "text": self.cleaned_data["text"]}


class JudgeForm(PageForm):
    """A verdict and why, for each criterion of one application; what is left empty is saved later.

    A verdict is met or not met or, in a program that scores, a score from 0 to 100.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, criteria: Sequence[ApplicationCriterion], scored: bool = False, **kwargs: Any
    ) -> None:
        self.criteria, self.scored = list(criteria), scored
        super().__init__(*args, **kwargs)
        self.who_sees = {f"reason_{each.code}": SUPPLIER_READS for each in self.criteria}  # type: ignore[misc]
        for criterion in self.criteria:
            self.fields[self._name(criterion)] = _ask_for_score() if scored else _ask_if_met()
            self.fields[f"reason_{criterion.code}"] = LaterText(
                label=_("Your reason"),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text=_(
                    "One to three sentences. Quote what is written; do not compare with another application."
                ),
            )

    def parts(self) -> list[tuple[ApplicationCriterion, Any, Any]]:
        """Return each criterion with its two fields."""
        return [(each, self[self._name(each)], self[f"reason_{each.code}"]) for each in self.criteria]

    def clean(self) -> dict[str, Any]:
        """A judgment has a reason, and a reason a judgment; something is judged."""
        cleaned = super().clean() or self.cleaned_data
        empty = ("", None)
        for each in self.criteria:
            verdict, reason = cleaned.get(self._name(each)), cleaned.get(f"reason_{each.code}", "")
            if verdict not in empty and not reason.strip():
                self.add_error(f"reason_{each.code}", _now("Write the reason for this judgment."))
            if reason.strip() and verdict in empty and self._name(each) not in self.errors:
                missing = _now("Enter a score; 0 is one.") if self.scored else _now("Choose met or not met.")
                self.add_error(self._name(each), missing)
        if not self.errors and all(value in empty for value in cleaned.values()):
            self.add_error(None, _now("Judge at least one criterion."))
        return cleaned

    def verdicts(self) -> tuple[TypedVerdict, ...]:
        """What was typed, as the steps `judge` and `reconcile` take it."""
        return tuple(
            TypedVerdict(each.code, met, self.cleaned_data[f"reason_{each.code}"], score)
            for each in self.criteria
            for met, score in [self._read_verdict(self.cleaned_data[self._name(each)])]
        )

    def _name(self, criterion: ApplicationCriterion) -> str:
        return f"{'score' if self.scored else 'met'}_{criterion.code}"

    def _read_verdict(self, typed: Any) -> tuple[bool | None, int | None]:
        if self.scored:
            return None, typed
        return {"yes": True, "no": False}.get(typed), None


def _ask_if_met() -> forms.Field:
    return LaterChoice(label=_("Is this criterion met?"), choices=(("yes", _("Met")), ("no", _("Not met"))))


def _ask_for_score() -> forms.Field:
    return LaterScore(
        label=_("Score from 0 to 100"), max_length=20, help_text=_("At most two decimals, such as 87.5.")
    )


class ReturnForm(PageForm):
    """What is lacking, in words the evaluators read."""

    reason = forms.CharField(
        label=_("What is missing?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The evaluators read this. Their judgments are kept."),
    )


class AnswerReturnForm(PageForm):
    """What was mended."""

    answer = forms.CharField(
        label=_("What did you change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or two sentences. The procurement advisor and the program officer read it."),
    )


class RedactForm(PageForm):
    """An answer as evaluators shall read it."""

    shown = forms.CharField(
        label=_("The answer as evaluators will read it"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 11}),
        help_text=_("Replace only what tells who applied, by [redacted]. The original stays in the file."),
    )
