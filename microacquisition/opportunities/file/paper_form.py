"""What an officer records of a signature given on paper: who, when, and the paper itself."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import SignedOutside
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.records.documents import keep_document
from microacquisition.site.forms import DayField, PageForm

LARGEST_PAPER = 10 * 1000 * 1000  # bytes
# What the file begins with says what it is; its name and the browser's word are not asked.
KINDS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


class PaperForm(PageForm):
    """A signature on paper, recorded for ever."""

    signer = forms.ChoiceField(label=_("Who signed"))
    name = forms.CharField(
        label=_("Name as signed"), max_length=200, required=False,
        help_text=_("Only for somebody who has no account here."),
    )  # fmt: skip
    signed_on = DayField(label=_("Date of the signature"))
    paper = forms.FileField(
        label=_("The signed paper"), help_text=_("A PDF, or a picture (PNG or JPEG), of 10 MB at most.")
    )

    def __init__(
        self, *args: Any, opportunity: Opportunity, roles: frozenset[Role], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, language = today, get_language() or "en"
        self.people: dict[str, tuple[User | None, Role]] = {}
        named = []
        for role in sorted(roles):
            holders = people_holding(role, opportunity.programme_code, opportunity.department_id)
            for person in (*holders, None):
                key = f"{person.pk if person else 'other'}:{role.value}"
                self.people[key] = (person, role)
                who = str(person) if person else _("Somebody without an account")
                named.append((key, f"{who} ({role.label.in_language(language)})"))
        self.fields["signer"].choices = [("", _("Choose a person")), *named]  # type: ignore[attr-defined]

    def clean_signed_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_paper(self) -> UploadedFile:
        """Refuse what is no PDF or picture, or too large."""
        paper: UploadedFile = self.cleaned_data["paper"]
        if (paper.size or 0) > LARGEST_PAPER:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        if self._media_type(paper) is None:
            raise forms.ValidationError(_("Attach a PDF, a PNG or a JPEG."))
        return paper

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody without an account."""
        typed = super().clean() or self.cleaned_data
        person, _role = self.people.get(typed.get("signer") or "", (None, None))
        if typed.get("signer") and person is None and not typed.get("name"):
            self.add_error("name", _("Enter the name as it stands on the paper."))
        return typed

    def keep(self) -> SignedOutside:
        """Keep the paper among the documents and return the signature; the form must be valid."""
        typed = self.cleaned_data
        (person, role), paper = self.people[typed["signer"]], typed["paper"]
        media_type = self._media_type(paper) or ""
        paper.seek(0)
        ending = media_type.partition("/")[2]
        document = keep_document(
            paper.read(),
            name=str(_("Signed paper of %(day)s") % {"day": typed["signed_on"].isoformat()}) + f".{ending}",
            media_type=media_type,
        )
        name = str(person) if person else typed["name"]
        return SignedOutside(name, role, typed["signed_on"], document, person)

    def _media_type(self, paper: UploadedFile) -> str | None:
        paper.seek(0)
        start = paper.read(8)
        return next((kind for mark, kind in KINDS if start.startswith(mark)), None)
