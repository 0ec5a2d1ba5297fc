"""The key of a form: the same key sent twice is the same sending."""

from uuid import UUID

from django.http import HttpRequest


def key_of_form(request: HttpRequest) -> UUID | None:
    """Return the key that came with this POST, or None where it is missing or not a UUID."""
    try:
        return UUID(request.POST.get("form_key", "")) if request.method == "POST" else None
    except ValueError:
        return None
