"""Open data as its readers understand it: validated against the standard's schema, merged by the standard's own tool."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.reports.open_data.models import Release
from microacquisition.reports.open_data.publishing import publish_releases

try:
    import ocdsmerge
except ImportError:
    ocdsmerge = None
SCHEMAS = Path(__file__).resolve().parents[2] / ".." / "shared" / "vendor" / "ocds"
Part = dict[str, Any]


@cache
def read_schema(name: str) -> Part:
    """Return one schema of the standard."""
    schema: Part = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def find_faults(value: Part, name: str) -> list[str]:
    """Return what the schema says against the value; nothing where nobody brought the schemas."""
    if not SCHEMAS.is_dir():
        return []
    schemas = [read_schema(each) for each in ("release-schema", name)]
    resources = [(each["id"], Resource.from_contents(each, default_specification=DRAFT4)) for each in schemas]
    validator = Draft4Validator(schemas[1], registry=Registry().with_resources(resources))
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def read_lines() -> list[Part]:
    """Return every release that is published now."""
    answer = Client().get("/ocds/releases.jsonl")
    assert answer.status_code == 200 and answer.streaming
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def read_record(opportunity: Opportunity) -> Part:
    """Return the record package of one purchase."""
    answer = Client().get(f"/ocds/records/ocds-000000-{opportunity.reference}.json")
    assert answer.status_code == 200
    package: Part = json.loads(answer.content)
    return package


def publish(opportunity: Opportunity) -> Part:
    """Publish what is due, check all of it, and return what it compiles to."""
    publish_releases()
    lines = read_lines()
    assert lines and len({line["id"] for line in lines}) == len(lines)
    package = read_record(opportunity)
    releases = package["records"][0]["releases"]
    assert releases == [line for line in lines if line["ocid"] == releases[0]["ocid"]]
    for release in releases:
        assert find_faults(release, "release-schema") == [], release["id"]
    assert find_faults(package, "record-package-schema") == []
    compiled: Part = package["records"][0]["compiledRelease"]
    check_merge(releases, compiled)
    return compiled


def check_merge(releases: list[Part], compiled: Part) -> None:
    """The compiled release is what the standard's own tool makes of the releases; its id is ours."""
    if ocdsmerge is None or not SCHEMAS.is_dir():
        return
    merged = ocdsmerge.Merger(read_schema("release-schema")).create_compiled_release(
        json.loads(json.dumps(releases))
    )
    assert {**merged, "id": ""} == {**compiled, "id": ""}


def tags() -> list[str]:
    """Return the tags of everything that was published, in its order."""
    return [
        tag
        for body in Release.objects.order_by("pk").values_list("body", flat=True)
        for tag in json.loads(body)["tag"]
    ]
