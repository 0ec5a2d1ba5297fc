"""What an administrator copies from the instrument of a delegation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.people.delegating import list_holders
from microacquisition.people.models import Department, RoleHeld
from microacquisition.process.roles import Role
from microacquisition.site.forms import DayField, MoneyField, PageForm


class DelegationForm(PageForm):
    """Person and role, amount, cost centres, days, stand-in, reference of the instrument."""

    held = forms.ChoiceField(
        label=_("Who may sign"), help_text=_("People who hold the role in this department.")
    )
    limit_cents = MoneyField(label=_("Up to, tax included"))
    cost_centres = forms.CharField(
        label=_("Cost centres"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text=_("One a line. None written: all of them."),
    )  # fmt: skip
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False)
    stand_in = forms.ChoiceField(
        label=_("Stand-in"),
        required=False,
        help_text=_("Somebody with the same role, who signs in their place."),
    )
    instrument_reference = forms.CharField(
        label=_("Reference of the instrument"), max_length=200,
        help_text=_("The number and date of the signed delegation, so that an auditor finds it."),
    )  # fmt: skip

    def __init__(self, *args: Any, department: Department, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {f"{held.user_id}:{held.role}": held for held in list_holders(department)}
        named = [(key, f"{held.user} ({_role(held, language)})") for key, held in self.holders.items()]
        self.fields["held"].choices = [("", _("Choose a person")), *named]  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]

    def clean_cost_centres(self) -> list[str]:
        """Return the cost centres, each once; at most 40 characters each."""
        lines = str(self.cleaned_data["cost_centres"]).replace(",", "\n").splitlines()
        centres = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        if any(len(centre) > 40 for centre in centres):
            raise forms.ValidationError(_("A cost centre has at most 40 characters. Write one a line."))
        return centres

    def clean(self) -> dict[str, Any]:
        """Ask for days in order, and for a stand-in who is somebody else with the same role."""
        typed = super().clean() or self.cleaned_data
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first."))
        held, stand_in = (self.holders.get(typed.get(name) or "") for name in ("held", "stand_in"))
        if held and stand_in and (held.role != stand_in.role or held.user_id == stand_in.user_id):
            self.add_error("stand_in", _("Choose somebody else, who holds the same role."))
        return typed

    def given(self) -> dict[str, Any]:
        """What was typed, as `record_delegation` takes it."""
        typed = dict(self.cleaned_data)
        held, stand_in = self.holders[typed.pop("held")], self.holders.get(typed.pop("stand_in") or "")
        return {
            **typed,
            "user": held.user,
            "role": held.role,
            "stand_in": stand_in.user if stand_in else None,
        }


def _role(held: RoleHeld, language: str) -> str:
    return Role(held.role).label.in_language(language)
