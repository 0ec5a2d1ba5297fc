"""The OpenAPI document describes what is served: every address, every parameter, with examples that hold."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from config.wsgi import application
from microacquisition.reports.api.catalogue import RESOURCES, SCHEMAS
from microacquisition.reports.api.openapi import OPENAPI
from microacquisition.reports.api.parameters import read_value
from microacquisition.reports.api.shapes import ref, write_example
from tests.builders import People, make_open
from tests.opportunities.posting.test_amend import amend
from tests.reports.api.reading import ask, check

WHOLE = os.environ.get("TEST_EXTENT") == "full"
TRIES = 200 if WHOLE else 6  # of each address, fit and unfit


@pytest.fixture
def document(database: None) -> Any:
    """The document as it is served."""
    return ask("openapi.json").json()


def list_words(value: Any, key: str = "") -> Iterator[str]:
    """Yield the path of everything in a document, but not the texts that describe."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from list_words(each, f"{key}/{name}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from list_words(each, f"{key}/{place}")
    elif key.rpartition("/")[2] not in ("title", "description", "summary", "url", "name"):
        yield f"{key}={value}"


def test_it_names_every_address_and_every_parameter(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    described = {path: each["get"] for path, each in document["paths"].items()}
    assert set(described) == {each.address for each in (*RESOURCES, OPENAPI)}
    for resource in RESOURCES:
        told = {each["name"] for each in described[resource.address]["parameters"]}
        assert told == {*resource.values, *(each.name for each in resource.list_parameters())}


def test_every_schema_is_one_and_every_example_holds() -> None:
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        check(write_example(ref(name), SCHEMAS), name)
    for resource in RESOURCES:
        for each in resource.parameters:
            read_value(each.example, each.schema, each.example)


def test_it_is_the_same_in_both_languages_but_for_its_texts(document: Any) -> None:
    french = ask("openapi.json?lang=fr").json()
    assert list(list_words(document)) == list(list_words(french))
    assert document["info"]["description"] != french["info"]["description"]


def test_nothing_that_its_description_allows_or_forbids_breaks_it(people: People) -> None:
    """Schemathesis: whatever fits is answered as described, whatever does not is refused, and nothing is a 500."""
    amend(make_open(people), people.officer)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found = [each.ok() for each in schema.get_all_operations()]
    assert len(found) == len(RESOURCES)
    for operation in found:
        try_many(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        if list(operation.iter_parameters()):
            try_many(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def try_many(cases: st.SearchStrategy[Any]) -> None:
    """Send some of the requests, and hold each answer against the document."""

    @settings(
        max_examples=TRIES, deadline=None, database=None, derandomize=not WHOLE, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases)
    def try_one(case: Any) -> None:
        case.call_and_validate()

    try_one()
