"""Staff pages that gather everything: what needs me, and one opportunity's file."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from microacquisition.opportunities.announcing.interest import count_opinions
from microacquisition.opportunities.applications.recording import may_record
from microacquisition.opportunities.delivery.disputes import list_disputes
from microacquisition.opportunities.delivery.moves import list_moves
from microacquisition.opportunities.delivery.queries import find_deliverable
from microacquisition.opportunities.file.pending import list_signable, read_turns
from microacquisition.opportunities.file.progress import measure_progress
from microacquisition.opportunities.file.queries import (
    READERS,
    describe_files,
    gather_facts,
    list_documents,
    list_files_to_read,
    list_live_files,
    stage_reached,
    write_status,
)
from microacquisition.opportunities.file.reminding import part_in_waiting
from microacquisition.opportunities.file.signed import list_signed
from microacquisition.opportunities.file.sleeping import is_asleep
from microacquisition.opportunities.file.time_bar import read_time_bar
from microacquisition.opportunities.file.timeline import read_timeline
from microacquisition.opportunities.file.wait_rows import WaitRow, read_wait_rows
from microacquisition.opportunities.file.waits import ClockWait, find_clock_wait
from microacquisition.opportunities.funding.anew import find_year_of_delivery
from microacquisition.opportunities.intake.queries import waits_until
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import SEES_FILE, find_file
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.posting.readiness import count_missing, programmes_of_officer
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.opportunities.step_table import TABLE, Errand, FileLink
from microacquisition.people.models import User
from microacquisition.people.queries import roles_of
from microacquisition.people.readers import reader_of
from microacquisition.process.calendar import count_business_days
from microacquisition.process.lifecycle import PHASES, STATES, Thing
from microacquisition.process.roles import Role
from microacquisition.process.state_words import PHASE_LABELS, STATE_LABELS
from microacquisition.site.access import SIGNED_IN, access
from microacquisition.site.clock import current_instant
from microacquisition.site.paging import page_rows

DELIVERABLE_STATES = STATES[Thing.DELIVERABLE]


@access(get=SIGNED_IN)
def needs_me(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by phase and oldest first, and what waits for others or for the clock."""
    person, now = reader_of(request), current_instant()
    mine: dict[str, list[WaitRow]] = defaultdict(list)
    others: list[WaitRow] = []
    clock_waits: list[ClockWait] = []
    beside: list[tuple[Opportunity, FileLink]] = []
    held: list[tuple[Opportunity, date]] = []
    for opportunity in list_live_files(person):
        if day := waits_until(opportunity):
            held.append((opportunity, day))
        rows = read_wait_rows(opportunity, read_turns(opportunity, person, now), person, now)
        for row in rows:
            (mine[_phase_of(row)] if row.is_mine else others).append(row)
        beside += [(opportunity, link) for link in find_links(person, opportunity) if link.waits]
        if clock_wait := find_clock_wait(opportunity, now, people_wait=bool(rows)):
            clock_waits.append(clock_wait)
    by_phase = [(PHASE_LABELS[code], sorted(mine[code], key=lambda row: -row.wait.age)) for code in PHASES]
    own = [row for _label, rows in by_phase for row in rows]
    roles = {held.role for held in roles_of(request.user)}
    errands = _list_errands(person, now)
    context = {
        "by_phase": by_phase,
        "others": others,
        "beside": beside,
        "clock_waits": clock_waits,
        "clock_waits_count": len(clock_waits),
        "errands": errands,
        "beside_count": len(beside) + len(errands),
        "count": len(own) + len(beside) + len(errands),
        "late": sum(1 for row in own if row.wait.days_late)
        + sum(1 for each, age in errands if each.target is not None and age > each.target),
        "not_ready": count_missing(person) if person else [],
        "programmes": programmes_of_officer(person) if person else [],
        "held": held,
        "is_officer": Role.OFFICER in roles,
        "reads_surveys": bool({Role.OFFICER, Role.AUDITOR} & set(roles)),
        "is_staff": bool(roles),
        "asks_for_code": Role.CLIENT in roles,
        "observes": Role.UNION_OBSERVER in roles,
        "to_read": describe_files(list_files_to_read(person)) if roles & READERS else None,
    }
    return render(request, "opportunities/file/pages/needs_me.html", context)


@access(get=SIGNED_IN)
def list_files(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Every file this person may read, ended ones too, in pages: also those that wait for nobody."""
    files = (
        Opportunity.objects.files_visible_to(reader_of(request))
        .select_related("team")
        .order_by("-state_since", "pk")
    )
    page = page_rows(files, number, reverse("file_list"))
    labels = STATE_LABELS[Thing.OPPORTUNITY]
    context = {"page": page, "rows": [(row, labels[row.state]) for row in page.rows]}
    return render(request, "opportunities/file/pages/files.html", context)


@access(get=SEES_FILE)
def show_file(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """One opportunity: its status in one sentence, one action, progress, the whole record, facts, documents."""
    opportunity, person, now = find_file(request, opportunity_id), reader_of(request), current_instant()
    turns = read_turns(opportunity, person, now)
    mine, waiting = turns.mine, turns.waiting
    return render(
        request,
        "opportunities/file/pages/file.html",
        {
            "opportunity": opportunity,
            "mine": mine[0] if mine else None,
            "also_mine": mine[1:],
            "waiting": waiting[0] if waiting else None,
            "wait_rows": read_wait_rows(opportunity, turns, person, now),
            "clock_wait": find_clock_wait(opportunity, now, people_wait=bool(waiting)),
            "is_asleep": is_asleep(opportunity),
            "bar": read_time_bar(opportunity, waiting, now),
            "status": write_status(opportunity, mine, waiting),
            "phases": measure_progress(opportunity.state, reached=stage_reached(opportunity)),
            "timeline": read_timeline(opportunity, person),
            "notes_contacts": person is not None and part_in_waiting(person, opportunity) is not None,
            "facts": gather_facts(opportunity),
            "disputes": list_disputes(opportunity),
            "moves": list_moves(find_deliverable(opportunity, *DELIVERABLE_STATES)),
            "documents": list_documents(opportunity),
            "signed": list_signed(opportunity),
            "other_year": find_year_of_delivery(opportunity),
            "on_paper": list_signable(opportunity, turns)
            if person is not None and is_officer_of(person, opportunity)
            else [],
            "possible": turns.possible,
            "links": find_links(person, opportunity),
            "opinions": count_opinions(opportunity)
            if person is not None and part_in_waiting(person, opportunity) in (Role.CLIENT, Role.OFFICER)
            else [],
            "may_record": person is not None and may_record(person, opportunity, now),
            "errands": [each for each, _age in _list_errands(person, now) if each.opportunity == opportunity],
        },
    )


def find_links(person: User | None, opportunity: Opportunity) -> list[FileLink]:
    """Return the pages beside the steps that are there for this person."""
    return [link for find in TABLE.links for link in find(person, opportunity)] if person else []


@access(get=SEES_FILE)
@leaves_reading("read_document")
def read_document(request: HttpRequest, opportunity_id: UUID, document_id: UUID) -> HttpResponse:
    """A document of the file, as it was kept."""
    opportunity = find_file(request, opportunity_id)
    document = {each.pk: each for each, _title in list_documents(opportunity)}.get(document_id)
    if document is None:
        raise Http404
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    return response


def _list_errands(person: User | None, now: datetime) -> list[tuple[Errand, int]]:
    found = [each for find in TABLE.errands for each in find(person)] if person else []
    return [
        (each, count_business_days(each.opportunity.local_day(each.since), each.opportunity.local_day(now)))
        for each in sorted(found, key=lambda each: each.since)
    ]


def _phase_of(row: WaitRow) -> str:
    return next(code for code, stages in PHASES.items() if row.wait.pending.step.stage in stages)
