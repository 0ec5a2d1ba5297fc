"""What surrounds releases: who publishes them, under which licence, since when; and the record of one purchase."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import write_machine_instant
from microacquisition.reports.open_data.merging import compile_releases
from microacquisition.reports.open_data.models import Release

VERSION = "1.1"
UNREGISTERED = "ocds-000000"


def describe_package(address: str, published_at: datetime | None) -> dict[str, Any]:
    """Return the metadata of a package at `address` (a path), as old as its newest release."""
    with override("en"):
        policy = reverse("open_data")
    return {
        "uri": f"{settings.SITE_ADDRESS}{address}",
        "version": VERSION,
        **({"publishedDate": write_machine_instant(published_at)} if published_at else {}),
        "publisher": {"name": settings.OCDS_PUBLISHER, "uri": settings.SITE_ADDRESS},
        "license": settings.OPEN_DATA_LICENCE,
        "publicationPolicy": f"{settings.SITE_ADDRESS}{policy}",
    }


def write_record(ocid: str) -> bytes | None:
    """Return the record package of one purchase: its releases and what they compile to; None where there is none."""
    rows = list(Release.objects.filter(ocid=ocid).order_by("at", "pk"))
    if not rows:
        return None
    releases = [json.loads(row.body) for row in rows]
    address = reverse("ocds_record", kwargs={"ocid": ocid})
    record = {"ocid": ocid, "releases": releases, "compiledRelease": compile_releases(releases)}
    return write_json({**describe_package(address, rows[-1].at), "records": [record]})


def write_releases_package(last: Release | None) -> bytes:
    """Return the metadata that belongs to the lines of `releases.jsonl`, and where these are."""
    address = reverse("ocds_releases")
    prefix = {"prefix": settings.OCID_PREFIX, "registered": is_registered()}
    return write_json({**describe_package(address, last.at if last else None), "ocid": prefix})


def is_registered() -> bool:
    """True once this deployment has a prefix of its own, registered with the Open Contracting Partnership."""
    return bool(settings.OCID_PREFIX != UNREGISTERED)


def write_json(value: dict[str, Any]) -> bytes:
    """Return JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
