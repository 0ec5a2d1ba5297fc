"""A skill of the taxonomy, typed by any of its names; the browser suggests them without a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.skills import SKILLS, find_skill


class SkillInput(forms.TextInput):
    """A text field with the names of all skills in the page's language under it."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "skills", "autocomplete": "off"})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        language = get_language() or "en"
        names = sorted((skill.label.in_language(language) for skill in SKILLS.values()), key=str.casefold)
        options = format_html_join("", '<option value="{}">', ((each,) for each in names))
        drawn = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="skills">{}</datalist>', drawn, options)


class SkillField(forms.CharField):
    """A skill by its name in either language; its value is the code, or an empty string."""

    widget = SkillInput

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        skill = find_skill(typed)
        if typed and skill is None:
            raise ValidationError(
                _("We have no skill of this name. Choose one that is suggested."), code="skill"
            )
        return skill.code if skill else ""

    def prepare_value(self, value: Any) -> Any:
        skill = find_skill(str(value or ""))
        return skill.label.in_language(get_language() or "en") if skill else value
