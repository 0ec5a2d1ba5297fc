"""Before a signature: what a federal employee or a former public servant must show, and the officer's answer."""

from collections.abc import Mapping
from datetime import datetime

from microacquisition.common.dates import format_instant
from microacquisition.opportunities.agreement.models import OfferStatus
from microacquisition.opportunities.agreement.queries import find_status, is_offered, live_offer
from microacquisition.opportunities.agreement.time_anew import give_time
from microacquisition.opportunities.evaluation.letters import address_applicant
from microacquisition.opportunities.letters import Values, answer_by, file_address, write_to
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.agreement import StatusFacts
from microacquisition.records.documents import keep_document
from microacquisition.records.events import keep_text
from microacquisition.records.models import Document, Event

PAPERS = ("own_time", "intellectual_property")
RECORDED, REFUSED = "recorded", "refused"


def gather_status(situation: Situation) -> StatusFacts:
    """The facts of what was answered at the live offer."""
    offer, given = live_offer(situation.on), situation.given
    status = find_status(offer) if offer else None
    said = [bool(given.get(name)) for name in ("federal_employee", "former_public_servant")]
    known = [status.federal_employee, status.former_public_servant] if status else [False, False]
    return StatusFacts(
        is_in_time=offer is not None and situation.now < offer.answer_by,
        federal_employee=known[0],
        former_public_servant=known[1],
        papers_are_sent=status is not None and status.papers_sent_at is not None,
        papers_are_accepted=status is not None and status.papers_accepted_at is not None,
        exception=status.exception if status else "",
        is_of_the_supplier=situation.user is not None and is_offered(situation.user, situation.on),
        accepted=given.get("accepted"),
        granted=given.get("granted"),
        reason=given.get("reason") or "",
        authority=given.get("authority") or "",
        something_is_new=any(now and not before for now, before in zip(said, known, strict=True)),
    )


def declared_since(situation: Situation) -> datetime | None:
    """Return since when the supplier's yes waits for what it needs."""
    status = _find_status(situation)
    return status.declared_at if status else None


def sent_since(situation: Situation) -> datetime | None:
    """Return since when the supplier's papers wait to be checked."""
    status = _find_status(situation)
    return status.papers_sent_at if status else None


def asked_since(situation: Situation) -> datetime | None:
    """Return since when papers are asked of the supplier: their yes, or the day they were last returned."""
    declared = declared_since(situation)
    returned = Event.objects.filter(
        stream=situation.stream, code="check_papers", at__gt=declared or situation.now
    )
    last = returned.order_by("-seq").first()
    return last.at if last else declared


def declare_status(situation: Situation, facts: StatusFacts) -> Outcome:
    """Keep a yes; a former public servant's goes to the officer, who has time to answer."""
    offer = _offer(situation)
    status = find_status(offer) or OfferStatus(offer=offer, declared_at=situation.now)
    status.federal_employee |= bool(situation.given.get("federal_employee"))
    status.former_public_servant |= bool(situation.given.get("former_public_servant"))
    status.save()
    asks = status.former_public_servant and not status.exception
    return Outcome(
        facts={
            "federal_employee": "yes" if status.federal_employee else "no",
            "former_public_servant": "yes" if status.former_public_servant else "no",
        },
        letters=_tell_officers(situation, offer, "exception_to_record", "record_exception") if asks else [],
        wake_at=[give_time(offer, situation.now)],
    )


def send_papers(situation: Situation, facts: StatusFacts) -> Outcome:
    """Keep the two papers as they were signed, and ask the officer to check them."""
    offer, status = _offer(situation), _status(situation)
    given = situation.given
    status.director_general, status.papers_signed_on = given["director_general"], given["papers_signed_on"]
    for name in PAPERS:
        setattr(status, name, _keep_paper(situation, given[name], name))
    status.papers_sent_by, status.papers_sent_at, status.returned_reason = situation.person, situation.now, ""
    status.save()
    return Outcome(
        facts={"signed_on": status.papers_signed_on.isoformat()},
        digests={
            "director_general": keep_text(status.director_general),
            **{name: keep_text(given[name]) for name in PAPERS},
            **{f"{name}_document": getattr(status, name).digest for name in PAPERS},
        },
        letters=_tell_officers(situation, offer, "papers_to_check", "check_papers"),
        wake_at=[give_time(offer, situation.now)],
    )


def check_papers(situation: Situation, facts: StatusFacts) -> Outcome:
    """Accept both papers, or return them with what is lacking."""
    offer, status, reason = _offer(situation), _status(situation), situation.given.get("reason") or ""
    if situation.given["accepted"]:
        status.papers_accepted_by, status.papers_accepted_at = situation.person, situation.now
    else:
        status.papers_sent_by = status.papers_sent_at = None
        status.returned_reason = reason
    status.save()
    until = give_time(offer, situation.now)
    message = "papers_accepted" if situation.given["accepted"] else "papers_returned"
    return Outcome(
        facts={"accepted": "yes" if situation.given["accepted"] else "no"},
        digests={"reason": keep_text(reason)} if reason else {},
        letters=_tell_supplier(situation, offer, message, reason, until),
        wake_at=[until],
    )


def record_exception(situation: Situation, facts: StatusFacts) -> Outcome:
    """Keep the exception and its authority; refused, the offer ends at once and the next in order is asked."""
    offer, status, given = _offer(situation), _status(situation), situation.given
    status.exception = RECORDED if given["granted"] else REFUSED
    status.exception_authority, status.exception_reason = given.get("authority") or "", given["reason"]
    status.exception_by, status.exception_at = situation.person, situation.now
    status.save()
    if given["granted"]:
        until, message = give_time(offer, situation.now), "exception_recorded"
    else:
        until, message = situation.now, "exception_refused"
        offer.answer_by = until
        offer.save(update_fields=["answer_by"])
    return Outcome(
        facts={"exception": status.exception},
        digests={"reason": keep_text(given["reason"]), "authority": keep_text(status.exception_authority)},
        letters=_tell_supplier(situation, offer, message, given["reason"], until),
        wake_at=[until],
    )


def _offer(situation: Situation) -> Offer:
    offer = live_offer(situation.on)
    if offer is None:
        raise LookupError("Rules let through papers without an offer.")
    return offer


def _find_status(situation: Situation) -> OfferStatus | None:
    offer = live_offer(situation.on)
    return find_status(offer) if offer else None


def _status(situation: Situation) -> OfferStatus:
    return OfferStatus.objects.select_for_update(of=("self",)).get(offer=_offer(situation))


def _keep_paper(situation: Situation, text: str, name: str) -> Document:
    return keep_document(
        text.encode(),
        name=f"{situation.on.reference} {name.replace('_', '-')}.txt",
        media_type="text/plain; charset=utf-8",
        language=situation.language,
    )


def _values(situation: Situation, offer: Offer, reason: str, until: datetime) -> Values:
    zone, name = situation.programme.zone, offer.application.opened.applicant_name

    def values(language: str) -> Mapping[str, str]:
        return {"supplier_name": name, "reason": reason, "until": format_instant(until, zone, language)}

    return values


def _tell_officers(situation: Situation, offer: Offer, message: str, step: str) -> list[Letter]:
    opportunity = situation.on
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    by_when, name = (
        answer_by(situation.programme, situation.now, step),
        offer.application.opened.applicant_name,
    )

    def values(language: str) -> Mapping[str, str]:
        return {"supplier_name": name, **by_when(language)}

    return write_to(officers, f"agreement/{message}", opportunity, link=file_address, values=values)


def _tell_supplier(
    situation: Situation, offer: Offer, message: str, reason: str, until: datetime
) -> list[Letter]:
    values = _values(situation, offer, reason, until)
    people = [address_applicant(offer.application.opened)]
    return write_to(people, f"agreement/{message}", situation.on, link=work_address, values=values)
