"""Named reads of the file page: status, facts, documents, ages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from microacquisition.common.dates import date_words, format_instant
from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.models import OfferStatus
from microacquisition.opportunities.agreement.queries import (
    agreements_of,
    last_agreement,
    live_agreement,
    live_offer,
    supplier_offered,
)
from microacquisition.opportunities.delivery.disputes import open_disputes
from microacquisition.opportunities.delivery.queries import deliverables_of
from microacquisition.opportunities.file.pending import Pending
from microacquisition.opportunities.file.sentences import YOUR_TURN
from microacquisition.opportunities.file.standings import STANDS, WAITING_FOR, WAITING_LIST
from microacquisition.opportunities.file.timeline import list_papers
from microacquisition.opportunities.intake.queries import waits_until
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.document_titles import title_documents
from microacquisition.opportunities.reuse.queries import sum_paid
from microacquisition.opportunities.selection.queries import find_commitment, read_beacon
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import people_holding
from microacquisition.process.lifecycle import ENDS, STEPS, Stage, Thing
from microacquisition.process.roles import Role
from microacquisition.process.selection.moments import moment_words
from microacquisition.process.state_words import STATE_LABELS, TagWords
from microacquisition.process.waiting import waits_for
from microacquisition.records.models import Document, Event

NAMED_ROLES = (Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER)


# Where it stands says more to bystanders than whom it waits for: until when, or how it ended.
TELLS_MORE = ("OPEN", "OFFERED", *ENDS)

PAPER = Words(en="Signed paper of {day}", fr="Document signé le {day}")
OWN_TIME = Words(
    en="Paper: the work is done on one’s own time",
    fr="Document : travail fait en dehors des heures de travail",
)
INTELLECTUAL_PROPERTY = Words(en="Paper: intellectual property", fr="Document : propriété intellectuelle")

LATEST_FILES = 50  # an auditor finds older ones in the tracker
# They take no step: what they expect in the queue is what they may read.
READERS = frozenset({Role.AUDITOR, Role.OPEN_SOURCE_ADVISOR})


@dataclass(frozen=True)
class Status:
    """The status box: whose turn it is, and one sentence."""

    label: TagWords
    waits_for_reader: bool
    since: datetime
    sentence: Words


def list_live_files(person: User | None) -> list[Opportunity]:
    """Return the files this person sees that have not ended, or ended with funds or a dispute left; oldest first."""
    files = Opportunity.objects.files_visible_to(person).select_related("team", "department", "officer")
    return [row for row in files.order_by("state_since") if row.state not in ENDS or _is_left_over(row)]


def _is_left_over(opportunity: Opportunity) -> bool:
    """The file closes only once what is left of the reservation is released and no dispute is open."""
    reservation = opportunity.reservations.filter(returned_at=None, released_at=None).first()
    if reservation is not None and reservation.amount_cents > sum_paid(opportunity, reservation):
        return True
    return bool(open_disputes(opportunity))


def list_files_to_read(person: User | None) -> list[Opportunity]:
    """Return the latest files of somebody who reads them and takes no step there, ended ones too; the newest first."""
    files = Opportunity.objects.files_visible_to(person).select_related("team", "department")
    return list(files.order_by("-requested_at")[:LATEST_FILES])


def describe_files(files: list[Opportunity]) -> list[tuple[Opportunity, TagWords]]:
    """Return each file with its state in words."""
    return [(row, STATE_LABELS[Thing.OPPORTUNITY][row.state]) for row in files]


def write_status(opportunity: Opportunity, mine: list[Pending], waiting: list[Pending]) -> Status:
    """Return the status box for this reader: their own turn first, then whom it waits for, then where it stands."""
    label = STATE_LABELS[Thing.OPPORTUNITY][opportunity.state]
    if mine:
        return Status(label, True, mine[0].since, YOUR_TURN[mine[0].step.code])
    if waiting and opportunity.state not in TELLS_MORE and waiting[0].step.code != "deliver":
        sentence = WAITING_FOR.filled(what=waits_for(waiting[0].step))
        return Status(label, False, waiting[0].since, sentence)
    return Status(label, False, opportunity.state_since, describe_standing(opportunity))


def describe_standing(opportunity: Opportunity) -> Words:
    """Return where the opportunity stands when nobody is expected to act."""
    if until := waits_until(opportunity):
        return WAITING_LIST.filled(until=date_words(until))
    known = STANDS.get(opportunity.state, STATE_LABELS[Thing.OPPORTUNITY][opportunity.state].words)
    offer = live_offer(opportunity)
    instants = {
        "opens": opportunity.opens_at,
        "closes": opportunity.closes_at,
        "answer_by": offer.answer_by if offer else None,
        "due": _due(opportunity),
    }
    zone = opportunity.zone or opportunity.programme.zone
    return known.filled(
        draws=_draws(opportunity),
        **{
            name: Words(en=format_instant(at, zone, "en"), fr=format_instant(at, zone, "fr")) if at else ""
            for name, at in instants.items()
        },
    )


def _due(opportunity: Opportunity) -> datetime | None:
    live = live_agreement(opportunity)
    return min((each.due_at for each in deliverables_of(live)), default=None) if live else None


def _draws(opportunity: Opportunity) -> Words:
    commitment = find_commitment(opportunity) if opportunity.state == "DRAW_COMMITTED" else None
    zone = opportunity.zone or opportunity.programme.zone
    return moment_words(read_beacon(commitment), zone) if commitment else Words(en="", fr="")


def stage_reached(opportunity: Opportunity) -> Stage | None:
    """Return the stage in which an ended opportunity stopped; None while it lives or once completed."""
    if opportunity.state not in ENDS or opportunity.state == "COMPLETED":
        return None
    last = Event.objects.filter(stream=opportunity.stream, subject_kind="opportunity").exclude(
        code__in=("release_funds", "cancel", "cancel_after_closing", "withdraw_request", "end_without_award")
    )
    event = last.order_by("-seq").first()
    return STEPS[event.code].stage if event and event.code in STEPS else Stage.REQUEST


def gather_facts(opportunity: Opportunity) -> list[tuple[Words, list[str]]]:
    """Return who does what on this file, by role; the supplier from the offer on, which releases the name."""
    facts = [(Words(en="Asked by", fr="Demande de"), [str(opportunity.requested_by)])]
    if supplier := _find_supplier(opportunity):
        facts.append((Words(en="Supplier", fr="Fournisseur"), [str(supplier)]))
    for role in NAMED_ROLES:
        people = people_holding(role, opportunity.programme_code, opportunity.department_id)
        facts.append((_capital(role.label), [str(person) for person in people]))
    return facts


def _find_supplier(opportunity: Opportunity) -> Supplier | None:
    if offer := live_offer(opportunity):
        return supplier_offered(offer)
    agreement = last_agreement(opportunity)
    return agreement.supplier if agreement else None


def _capital(words: Words) -> Words:
    return Words(en=words.en[:1].upper() + words.en[1:], fr=words.fr[:1].upper() + words.fr[1:])


def title_documents_of(opportunity: Opportunity) -> dict[UUID, Words]:
    """Return the title of every document of the file: agreements, invoices, evidence, papers signed or sent."""
    titles = title_documents(agreements_of(opportunity))
    for signature in list_papers(opportunity):
        if signature.outside_document_id and signature.outside_date:
            titles[signature.outside_document_id] = PAPER.filled(day=date_words(signature.outside_date))
    for status in OfferStatus.objects.filter(offer__opportunity=opportunity):
        if status.own_time_id and status.intellectual_property_id:
            titles |= {status.own_time_id: OWN_TIME, status.intellectual_property_id: INTELLECTUAL_PROPERTY}
    return titles


def list_documents(opportunity: Opportunity) -> list[tuple[Document, Words]]:
    """Return the documents of the file with their titles, oldest first."""
    titles = title_documents_of(opportunity)
    rows = Document.objects.filter(pk__in=titles).defer("content").order_by("added_at", "pk")
    return [(row, titles[row.pk]) for row in rows]
