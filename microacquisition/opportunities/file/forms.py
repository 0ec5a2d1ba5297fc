"""The form of a contact that is noted on a file."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.rules.contacts import ContactFacts, ContactKind, contact_took_place
from microacquisition.site.fields import ChoiceField, DayField
from microacquisition.site.forms import PageForm


class ContactForm(PageForm):
    """How, when, with whom, and what was said; `today` is the local day."""

    kind = ChoiceField(label=_("How did you speak?"))
    took_place_on = DayField(label=_("When?"))
    with_whom = forms.CharField(label=_("With whom?"), max_length=200)
    summary = forms.CharField(
        label=_("What was said or decided?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_(
            "A few sentences. The client team and the staff of this file read it; the public never does."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        choices = [(kind.value, kind.label.in_language(language)) for kind in ContactKind]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean_took_place_on(self) -> date:
        """Refuse a day ahead."""
        day: date = self.cleaned_data["took_place_on"]
        for reason in contact_took_place(ContactFacts(day, self.today)):
            raise forms.ValidationError(reason.in_language(get_language() or "en"))
        return day
