"""What a subscriber types: an address, and which opportunities, how often, in which language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.correspondence.subscribers import Frequency
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.people.sign_in_forms import EmailForm
from microacquisition.people.users import LANGUAGES
from microacquisition.process.skills import SKILL_GROUPS, SKILLS
from microacquisition.site.forms import ChoiceField, PageForm


class LanguageForm(PageForm):
    """In which language our mails come."""

    language = ChoiceField(label=_("Language of the messages"), choices=LANGUAGES)


class ChoicesForm(LanguageForm):
    """Which opportunities are sent, and how often."""

    frequency = ChoiceField(
        label=_("How often"),
        choices=[
            (Frequency.AT_ONCE.value, _("At once: a message for each opportunity")),
            (Frequency.WEEKLY.value, _("On Monday morning: one message with all that opened")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        language = get_language() or "en"
        public = [each for each in map(PROGRAMMES.newest, PROGRAMMES.codes()) if not each.practice]
        programmes = _boxes(
            _("Programs"),
            [(each.code, each.name.in_language(language)) for each in public],
            help_text=_("If you tick none, you hear of all."),
        )
        skills = {
            f"skills_{group.code}": _boxes(
                group.label.in_language(language),
                [(skill.code, skill.label.in_language(language)) for skill in group.skills],
            )
            for group in SKILL_GROUPS
        }
        super().__init__(*args, further={"programmes": programmes, **skills}, **kwargs)

    @property
    def skill_fields(self) -> list[Any]:
        """The boxes of each group of skills."""
        return [self[f"skills_{group.code}"] for group in SKILL_GROUPS]

    @property
    def other_fields(self) -> list[Any]:
        """Every other field, in the order of the page."""
        return [field for field in self if not field.name.startswith("skills_")]

    @property
    def narrows(self) -> bool:
        """True where a skill is ticked, or something about the skills is wrong: the page then shows them all."""
        return any(field.value() or field.errors for field in self.skill_fields)

    def choices(self) -> dict[str, Any]:
        """Return what was chosen, by the names of a subscription's columns."""
        given = self.cleaned_data
        return {
            "language": given["language"],
            "frequency": given["frequency"],
            "programmes": given["programmes"],
            "skills": [code for group in SKILL_GROUPS for code in given[f"skills_{group.code}"]],
        }


class SubscribeForm(EmailForm, ChoicesForm):
    """The mailing list: an address and the choices."""

    field_order = ("email", "language", "frequency", "programmes")


class FollowForm(EmailForm, LanguageForm):
    """Following one opportunity: an address and a language."""

    field_order = ("email", "language")


def spread_skills(codes: Iterable[str]) -> dict[str, list[str]]:
    """Return the boxes that are ticked for these skills; unknown codes are left out."""
    known = {code for code in codes if code in SKILLS}
    return {
        f"skills_{group.code}": [skill.code for skill in group.skills if skill.code in known]
        for group in SKILL_GROUPS
    }


def _boxes(label: Any, choices: list[tuple[str, str]], help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
