"""Reading what was sealed or is personal leaves an event on the file: who, in which role, what kind of thing, once a day."""

from collections.abc import Callable
from datetime import UTC
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.people.queries import roles_of
from microacquisition.people.readers import reader_of
from microacquisition.process.roles import Role
from microacquisition.records.events import Doer, write_event
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant

READING = "reading"  # the kind of subject: no step, and no sign that the file goes on
READINGS = frozenset({"read_answers", "read_applicants", "read_document", "read_payee", "read_papers"})

View = Callable[..., HttpResponse]


def leaves_reading(code: str) -> Callable[[View], View]:
    """Mark a view of a file: whoever was shown it is named in the record; without that event it is not shown."""

    def mark(view: View) -> View:
        @wraps(view)
        def noting(request: HttpRequest, opportunity_id: UUID, **kwargs: Any) -> HttpResponse:
            response = view(request, opportunity_id=opportunity_id, **kwargs)
            reader = reader_of(request)
            if request.method == "GET" and response.status_code == 200 and reader is not None:
                thing = kwargs.get("document_id", opportunity_id)
                note_reading(Opportunity.objects.get(pk=opportunity_id), code, reader, str(thing))
            return response

        noting.reading = code  # type: ignore[attr-defined]
        return noting

    return mark


def note_reading(opportunity: Opportunity, code: str, reader: User, thing: str) -> None:
    """Write that the reader was shown this kind of thing, unless the record says so of today (UTC) already."""
    start = current_instant().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Event.objects.filter(stream=opportunity.stream, code=code, subject_id=thing, at__gte=start)
    if not today.filter(body__contains=f'"actor":"{reader.pk}"').exists():
        doer = Doer(str(reader.pk), _role_of(reader, opportunity), get_language() or "en")
        write_event(opportunity.stream, code, doer, (READING, thing))


def _role_of(reader: User, opportunity: Opportunity) -> str:
    """Return a role in which the person reads: one they hold here, else as evaluator or member of the client team."""
    code, department = opportunity.programme_code, opportunity.department_id
    held = [one.role.value for one in roles_of(reader) if one.covers(one.role, code, department)]
    if held:
        return min(held)
    assigned = opportunity.evaluator_assignments.filter(evaluator=reader, ended_at=None).exists()
    return (Role.EVALUATOR if assigned else Role.CLIENT).value
