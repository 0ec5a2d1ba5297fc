"""Staff pages that gather everything: what needs me, and one opportunity's file."""

from collections import defaultdict
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from microacquisition.opportunities.delivery.disputes import list_disputes
from microacquisition.opportunities.delivery.moves import list_moves
from microacquisition.opportunities.delivery.queries import find_deliverable
from microacquisition.opportunities.file.pending import (
    Pending,
    find_pending,
    find_pending_for,
    find_possible_for,
)
from microacquisition.opportunities.file.progress import measure_progress
from microacquisition.opportunities.file.queries import (
    gather_facts,
    list_documents,
    list_live_files,
    measure_age,
    stage_reached,
    write_status,
)
from microacquisition.opportunities.file.timeline import read_timeline
from microacquisition.opportunities.page_steps import SEES_FILE, find_file
from microacquisition.people.models import User
from microacquisition.people.queries import roles_of
from microacquisition.process.lifecycle import PHASES, STATES, Thing
from microacquisition.process.roles import Role
from microacquisition.process.state_words import PHASE_LABELS
from microacquisition.records.models import Document
from microacquisition.site.access import SIGNED_IN, access

DELIVERABLE_STATES = STATES[Thing.DELIVERABLE]


@access(get=SIGNED_IN)
def needs_me(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by phase and oldest first, and what waits for others."""
    files = list_live_files(request.user)
    person = request.user if isinstance(request.user, User) else None
    mine: dict[str, list[tuple[Pending, int]]] = defaultdict(list)
    others: list[tuple[Pending, int]] = []
    for opportunity in files:
        own = find_pending_for(person, opportunity) if person else []
        for pending in own:
            mine[_phase_of(pending)].append((pending, measure_age(pending)))
        taken = {pending.step.code for pending in own}
        others += [(p, measure_age(p)) for p in find_pending(opportunity) if p.step.code not in taken]
    by_phase = [(PHASE_LABELS[code], sorted(mine[code], key=lambda pair: -pair[1])) for code in PHASES]
    late = sum(1 for _label, rows in by_phase for p, age in rows if p.target is not None and age > p.target)
    context = {
        "by_phase": by_phase,
        "others": others,
        "count": sum(len(r) for _l, r in by_phase),
        "late": late,
        "asks_for_code": any(held.role is Role.CLIENT for held in roles_of(request.user)),
    }
    return render(request, "opportunities/file/pages/needs_me.html", context)


@access(get=SEES_FILE)
def show_file(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """One opportunity: its status in one sentence, one action, progress, the whole record, facts, documents."""
    opportunity = find_file(request, opportunity_id)
    person = request.user if isinstance(request.user, User) else None
    mine = find_pending_for(person, opportunity) if person else []
    waiting = find_pending(opportunity)
    return render(
        request,
        "opportunities/file/pages/file.html",
        {
            "opportunity": opportunity,
            "mine": mine[0] if mine else None,
            "also_mine": mine[1:],
            "waiting": waiting[0] if waiting else None,
            "status": write_status(opportunity, mine, waiting),
            "phases": measure_progress(opportunity.state, reached=stage_reached(opportunity)),
            "timeline": read_timeline(opportunity),
            "facts": gather_facts(opportunity),
            "disputes": list_disputes(opportunity),
            "moves": list_moves(find_deliverable(opportunity, *DELIVERABLE_STATES)),
            "documents": list_documents(opportunity),
            "possible": find_possible_for(person, opportunity) if person else [],
        },
    )


@access(get=SEES_FILE)
def read_document(request: HttpRequest, opportunity_id: UUID, document_id: UUID) -> HttpResponse:
    """A document of the file, as it was kept."""
    opportunity = find_file(request, opportunity_id)
    if document_id not in {document.pk for document in list_documents(opportunity)}:
        raise Http404
    document = Document.objects.get(pk=document_id)
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    return response


def _phase_of(pending: Pending) -> str:
    return next(code for code, stages in PHASES.items() if pending.step.stage in stages)
