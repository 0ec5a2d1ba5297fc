"""What administrators type: departments, teams, proposals of roles."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.people.models import Department
from microacquisition.people.roles_held import STAFF_ROLES
from microacquisition.process.roles import Role
from microacquisition.site.forms import PageForm

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class DepartmentForm(PageForm):
    """A public body that buys."""

    code = forms.SlugField(
        label=_("Short code"), max_length=30, help_text=_("Letters, digits and hyphens, such as esdc. It never changes."),
        error_messages={"invalid": _("Use letters, digits and hyphens only.")},
    )  # fmt: skip
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_fr = forms.CharField(label=_("Name in French"), max_length=200)
    mail_domains = forms.CharField(
        label=_("Mail domains"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("One a line, such as example.gc.ca. People with these addresses may join a client team."),
    )  # fmt: skip
    programme_codes = forms.MultipleChoiceField(
        label=_("Programs it buys through"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, programmes: list[tuple[str, str]], department: Department | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.department = department
        self.fields["programme_codes"].choices = programmes  # type: ignore[attr-defined]
        if department is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Return the code in small letters, where no department has it."""
        code = str(self.cleaned_data["code"]).lower()
        if Department.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Another department has this code."))
        return code

    def clean_mail_domains(self) -> list[str]:
        """Return the domains, each once, in small letters; a domain belongs to one department."""
        lines = str(self.cleaned_data["mail_domains"]).lower().replace(",", " ").split()
        domains = list(dict.fromkeys(line.lstrip("@") for line in lines))
        for domain in domains:
            if not DOMAIN.fullmatch(domain):
                raise forms.ValidationError(
                    _("“%(domain)s” is not a mail domain such as example.gc.ca."), params={"domain": domain}
                )
        others = Department.objects.filter(mail_domains__overlap=domains)
        if self.department is not None:
            others = others.exclude(pk=self.department.pk)
        if domains and others.exists():
            raise forms.ValidationError(_("Another department has one of these domains."))
        return domains


class ClientTeamForm(PageForm):
    """A client team of a department."""

    branch = forms.CharField(label=_("Branch"), max_length=200, required=False)
    division = forms.CharField(label=_("Division"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name of the team in English"), max_length=200)
    name_fr = forms.CharField(label=_("Name of the team in French"), max_length=200)


class ProposalForm(PageForm):
    """A role proposed for somebody."""

    email = forms.EmailField(
        label=_("E-mail address of the person"), max_length=254,
        error_messages={"invalid": _("Enter an e-mail address such as name@example.ca.")},
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Role"))
    programme_code = forms.ChoiceField(
        label=_("Program"),
        required=False,
        help_text=_("An administrator serves every program and department."),
    )
    department = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, _capitalize(role.label.in_language(language))) for role in STAFF_ROLES]
        self.departments = {str(department.pk): department for department in Department.objects.all()}
        names = [(key, department.name.best_for(language)[0]) for key, department in self.departments.items()]
        self.fields["role"].choices = [("", _("Choose a role")), *roles]  # type: ignore[attr-defined]
        self.fields["programme_code"].choices = [("", _("Choose a program")), *programmes]  # type: ignore[attr-defined]
        self.fields["department"].choices = [("", _("Every department of the program")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a program for every role but the administrator's."""
        typed = super().clean() or {}
        if typed.get("role") and typed["role"] != Role.ADMINISTRATOR and not typed.get("programme_code"):
            self.add_error("programme_code", _("Choose the program in which the role is held."))
        return typed

    @property
    def chosen_department(self) -> Department | None:
        """The department chosen, or None for every department."""
        return self.departments.get(self.cleaned_data.get("department", ""))


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
