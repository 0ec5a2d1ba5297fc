"""What we keep about a person, as labelled lines for a page."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from microacquisition.common.dates import format_instant
from microacquisition.people.users import LANGUAGES
from microacquisition.process.roles import Role
from microacquisition.site.fields import DEFAULT_ZONE

LABELS = {
    "account": gettext_lazy("Account"),
    "second_factors": gettext_lazy("Second factors"),
    "roles": gettext_lazy("Roles"),
    "teams": gettext_lazy("Client teams"),
    "supplier": gettext_lazy("Supplier"),
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "language": gettext_lazy("Language"),
    "joined_at": gettext_lazy("Account opened"),
    "last_sign_in": gettext_lazy("Last sign-in"),
    "kind": gettext_lazy("Kind"),
    "added_at": gettext_lazy("Added"),
    "role": gettext_lazy("Role"),
    "programme": gettext_lazy("Program"),
    "department": gettext_lazy("Department"),
    "proposed_at": gettext_lazy("Proposed"),
    "confirmed_at": gettext_lazy("Confirmed"),
    "ended_at": gettext_lazy("Ended"),
    "legal_name": gettext_lazy("Full legal name"),
    "business_name": gettext_lazy("Business name"),
    "street": gettext_lazy("Street address"),
    "city": gettext_lazy("City"),
    "province": gettext_lazy("Province or territory"),
    "region": gettext_lazy("State or region"),
    "postal_code": gettext_lazy("Postal code"),
    "country": gettext_lazy("Country"),
    "phone": gettext_lazy("Telephone"),
    "contact_email": gettext_lazy("E-mail address that buyers see"),
    "is_registered_for_tax": gettext_lazy("Registered for the GST/HST"),
    "gst_hst_number": gettext_lazy("GST/HST number"),
    "pst_number": gettext_lazy("PST or QST number"),
    "subscriptions": gettext_lazy("Mailing list"),
    "follows": gettext_lazy("Opportunity followed"),
    "frequency": gettext_lazy("How often"),
    "skills": gettext_lazy("Skills"),
    "programmes": gettext_lazy("Programs"),
    "consents": gettext_lazy("Agreed to"),
}

Line = tuple[str, str]


def describe_own_data(data: dict[str, Any]) -> list[tuple[str, list[list[Line]]]]:
    """Return each part of `gather_own_data` as (label, its items), an item being lines of (label, value)."""
    return [(_label(name), [_lines(item) for item in _items(part)]) for name, part in data.items()]


def _items(part: Any) -> list[dict[str, Any]]:
    if not part:
        return []
    items = part if isinstance(part, list) else [part]
    return [item if isinstance(item, dict) else {"name": item} for item in items]


def _lines(item: dict[str, Any]) -> list[Line]:
    return [(_label(name), _text(name, value)) for name, value in item.items()]


def _label(name: str) -> str:
    return str(LABELS.get(name, name))


def _text(name: str, value: Any) -> str:
    language = get_language() or "en"
    if value is None or value in ("", []):
        return pgettext("data", "none")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name.endswith("_at") or name == "last_sign_in":
        return format_instant(datetime.fromisoformat(value), DEFAULT_ZONE, language)
    if name == "role":
        return Role(value).label.in_language(language)
    if name == "language":
        return str(dict(LANGUAGES).get(value, value))
    return str(value)
