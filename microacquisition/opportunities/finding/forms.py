"""The search: every filter stands in the address, so that it can be kept, shared and followed."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.finding.wanted import STATUSES, Wanted
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.opportunities.statement.skill_field import SkillField
from microacquisition.people.models import Department
from microacquisition.site.forms import MoneyField, PageForm
from microacquisition.site.templatetags.look import name_in_list

LONGEST = 200  # characters of a value in the address; what follows is not read
NOT_LISTED: dict[str, Any] = {"invalid_choice": _("Choose one from the list.")}


class FindForm(PageForm):
    """What is looked for; the address holds it."""

    q = forms.CharField(
        label=_("Words in the title, text or skills"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.ChoiceField(
        label=pgettext_lazy("of a list", "Order"),
        required=False,
        error_messages=NOT_LISTED,
        choices=[("closing", _("Closing soonest")), ("newest", _("Newest")), ("price", _("Highest price"))],
    )
    skill = SkillField(label=pgettext_lazy("of a search", "Skill"), required=False)
    program = forms.ChoiceField(
        label=pgettext_lazy("of a search", "Program"), required=False, error_messages=NOT_LISTED
    )
    department = forms.ChoiceField(
        label=pgettext_lazy("of a search", "Department"), required=False, error_messages=NOT_LISTED
    )
    status = forms.MultipleChoiceField(
        required=False, choices=[(each, each) for each in STATUSES], error_messages=NOT_LISTED
    )
    remote = forms.BooleanField(label=_("Can be done from anywhere"), required=False)

    def __init__(self, asked: QueryDict, departments: list[Department]) -> None:
        cut = QueryDict(mutable=True)
        for name, values in asked.lists():
            cut.setlist(name, [value[:LONGEST] for value in values[: len(STATUSES)]])
        amounts = {
            name: MoneyField(label=label, required=False)
            for name, label in (("from", _("Price from, in dollars")), ("to", _("Price to, in dollars")))
        }
        super().__init__(cut, further=amounts)
        language = get_language() or "en"
        everything = [("", pgettext_lazy("of a filter", "All"))]
        self.fields["program"].choices = [  # type: ignore[attr-defined]
            *everything, *((each.code, each.name.in_language(language)) for each in PROGRAMMES.list_public())
        ]  # fmt: skip
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            *everything, *((each.code, name_in_list(each.name)) for each in departments)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        least, most = given.get("from"), given.get("to")
        if least is not None and most is not None and least > most:
            self.add_error("to", _("Enter at least the lower price."))
        return given

    def read_wanted(self) -> Wanted:
        """Return the filters; one that could not be understood is left out, and said by its field."""
        self.full_clean()
        given = self.cleaned_data
        statuses = tuple(each for each in STATUSES if each in given.get("status", ()))
        return Wanted(
            words=given.get("q", "").strip(), statuses=() if len(statuses) == len(STATUSES) else statuses,
            skill=given.get("skill", ""), programme=given.get("program", ""), department=given.get("department", ""),
            least_cents=given.get("from"), most_cents=given.get("to"), remote=given.get("remote", False),
            sort=given.get("sort") or "closing",
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """True where a filter besides words, order and state is in use, or wrong: the page then shows them all."""
        return bool(self.errors) or any(
            self.data.get(name) for name in ("skill", "program", "department", "from", "to", "remote")
        )
