"""Forms of the intake: one screen of questions for the client, one reply for the officer."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.intake.models import IncomingPullRequest
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.people.models import Team
from microacquisition.process.rules.eligibility import QUESTIONS, Answer, EligibilityQuestion
from microacquisition.site.forms import ChoiceField, DayField, PageForm, WholeNumberField

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class RequestForm(PageForm):
    """The need in the client's words and the eligibility questions."""

    team = ChoiceField(label=_("For which team?"))
    title = forms.CharField(
        label=_("What do you need, in a few words?"),
        max_length=100,
        help_text=_("It becomes the title. You can change it later."),
    )
    need = forms.CharField(
        label=_("Describe the need"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        help_text=_("What should the code do, and for whom? A few sentences are enough. Nothing classified."),
    )
    estimated_hours = WholeNumberField(
        label=_("How many hours of work, roughly?"), least=1, most=400, required=False,
        help_text=_("A guess is fine: the price is set later."),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: list[tuple[Team, str]], **kwargs: Any) -> None:
        self.teams = {f"{team.pk}:{code}": (team, code) for team, code in teams}
        language = get_language() or "en"
        questions: dict[str, forms.Field] = {}
        for question in QUESTIONS:
            questions |= _fields_of(question, language)
        # Before the form prepares its fields, so that these are restored after a sign-in like any other.
        self.base_fields = {**self.base_fields, **questions}  # type: ignore[misc]  # Django copies it from the instance
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (key, f"{team.name.best_for(language)[0]} ({_programme_name(code, language)})")
            for key, (team, code) in self.teams.items()
        ]

    def given(self) -> dict[str, Any]:
        """What was typed, as the step `request` takes it."""
        team, programme_code = self.teams[self.cleaned_data["team"]]
        answers = {
            question.code: Answer(
                self.cleaned_data[question.code] == "yes",
                self.cleaned_data.get(f"{question.code}_explanation", ""),
            )
            for question in QUESTIONS
        }
        kept = {name: self.cleaned_data[name] for name in ("title", "need", "estimated_hours")}
        return {**kept, "team": team, "programme_code": programme_code, "answers": answers}


def describe_pull_request(pull_request: IncomingPullRequest | None) -> dict[str, str]:
    """Return what a pull request says already, in the language of the page where it is written."""
    if pull_request is None:
        return {}
    language = get_language() or "en"
    return {
        "title": pull_request.title.best_for(language)[0],
        "need": pull_request.short_description.best_for(language)[0],
    }


class DeclineForm(PageForm):
    """Why a request is declined, in words the client reads."""

    reason = forms.CharField(
        label=_("Why can this not be bought here?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_("The client team reads this, with the other routes of the program below it."),
    )


class HoldForm(PageForm):
    """Until when a request waits, and why, in words the client reads."""

    waits_until = DayField(
        label=_("Until which day?"),
        help_text=_("On that day the request is again among what needs you. Within a year."),
    )
    reason = forms.CharField(
        label=_("Why does it wait?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_("The client team reads this. Say what must happen first, if you know it."),
    )


def _fields_of(question: EligibilityQuestion, language: str) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        question.code: ChoiceField(
            label=question.words.in_language(language),
            choices=YES_NO,
            help_text=question.hint.in_language(language),
        )
    }
    if question.needs_explanation:
        fields[f"{question.code}_explanation"] = forms.CharField(
            label=question.explanation_label.in_language(language), max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
    return fields


def _programme_name(code: str, language: str) -> str:
    return PROGRAMMES.newest(code).name.in_language(language)
