"""Publishes the releases that are due: each once, in order, word for word the same ever after."""

import json
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import StreamHead
from microacquisition.reports.open_data.contract_moments import list_contract_moments
from microacquisition.reports.open_data.models import ReadUntil, Release
from microacquisition.reports.open_data.moments import Moment, list_posting_moments
from microacquisition.reports.open_data.parts import (
    Part,
    describe_buyer,
    first_language,
    refer_to_buyer,
    write_ocid,
)

ONE_WRITER = 0x4F434453  # of releases at a time, so that none appears before another one already published
AT_A_TIME = 200
WITHDRAWN = "withdrawn"


def publish_releases() -> int:
    """Publish what became public of purchases whose record grew since it was last read; return how many releases.

    Takes at most 200 purchases, those of which least was read first. Practice is never published.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER])
        published = 0
        for opportunity in _list_grown()[:AT_A_TIME]:
            published += _publish(opportunity)
            seq = vars(opportunity)["seq"]
            ReadUntil.objects.update_or_create(opportunity=opportunity, defaults={"seq": seq})
    return published


def _list_grown() -> QuerySet[Opportunity]:
    """Purchases that are public, or were, with events that nobody read for their releases yet."""
    stream = Cast(OuterRef("pk"), CharField())
    known = ReadUntil.objects.filter(opportunity=OuterRef("pk")).values("seq")
    was_published = Release.objects.filter(opportunity=OuterRef("pk"))
    rows = Opportunity.objects.filter(practice=False, reference__isnull=False).annotate(
        seq=Subquery(StreamHead.objects.filter(stream=stream).values("seq")), known=Subquery(known)
    )
    grown = rows.filter(Q(posted_at__isnull=False) | Exists(was_published), seq__isnull=False)
    return (
        grown.filter(Q(known=None) | Q(known__lt=F("seq")))
        .select_related("department", "statement")
        .order_by(F("known").asc(nulls_first=True), "posted_at", "pk")
    )


def _publish(opportunity: Opportunity) -> int:
    earlier = list(
        Release.objects.filter(opportunity=opportunity).order_by("pk").values_list("code", flat=True)
    )
    due = [moment for moment in list_moments(opportunity, earlier) if moment.code not in earlier]
    Release.objects.bulk_create(_write(opportunity, moment) for moment in due)
    return len(due)


def list_moments(opportunity: Opportunity, published: Iterable[str] = ()) -> list[Moment]:
    """Return every release that there is to be, the oldest first; `published` are the codes of those there are."""
    last = next(reversed(list(published)), "")
    if opportunity.posted_at is None:
        if not last or last.startswith(WITHDRAWN):
            return []
        at = opportunity.state_since
        code = f"{WITHDRAWN}-{at:%Y%m%dT%H%M%S}"
        return [Moment(code, at, ("tenderCancellation",), {"status": "withdrawn"})]
    found = [*list_posting_moments(opportunity), *list_contract_moments(opportunity)]
    return sorted(found, key=lambda moment: moment.at)


def _write(opportunity: Opportunity, moment: Moment) -> Release:
    ocid = write_ocid(opportunity)
    body: Part = {
        "ocid": ocid,
        "id": f"{ocid}-{moment.code}",
        "date": write_machine_instant(moment.at),
        "tag": list(moment.tags),
        "initiationType": "tender",
        "language": first_language(opportunity),
        "parties": [describe_buyer(opportunity), *moment.sections.get("parties", [])],
        "buyer": refer_to_buyer(opportunity),
        "tender": {"id": opportunity.reference, **moment.posted},
        **{name: section for name, section in moment.sections.items() if name != "parties"},
        **_relate(opportunity, moment),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Release(opportunity=opportunity, ocid=ocid, code=moment.code, at=moment.at, body=text)


def _relate(opportunity: Opportunity, moment: Moment) -> Part:
    """Name the purchase that this one was prepared again from, where that one was public."""
    if opportunity.again_from_id is None or moment.tags[0] not in ("planning", "tender"):
        return {}
    earlier = Opportunity.objects.public().filter(pk=opportunity.again_from_id).first()
    if earlier is None:
        return {}
    related = {
        "id": "1",
        "relationship": ["unsuccessfulProcess"],
        "title": earlier.title.best_for(first_language(opportunity))[0],
        "scheme": "ocid",
        "identifier": write_ocid(earlier),
    }
    return {"relatedProcesses": [related]}
