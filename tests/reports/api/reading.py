"""Reads the API as a program does, and holds every answer against its own description."""

from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator

from microacquisition.reports.api.catalogue import RESOURCES, SCHEMAS
from microacquisition.reports.api.shapes import ref

ROOT = "/api/v1/"
LISTS = tuple(each for each in RESOURCES if not each.values)


def ask(path: str, method: str = "get", **headers: str) -> Any:
    """The answer, whatever it is."""
    return getattr(Client(), method)(
        ROOT + path, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


def read(path: str) -> Any:
    """What is there, valid by its description."""
    answer = ask(path)
    assert answer.status_code == 200, (path, answer.content)
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    check(body, find_schema(path))
    return body


def check(body: Any, schema: str) -> None:
    """Refuse what is not as described."""
    faults = Draft202012Validator({**ref(schema), "components": {"schemas": SCHEMAS}}).iter_errors(body)
    said = [f"{fault.json_path}: {fault.message[:200]}" for fault in faults]
    assert not said, said


def find_schema(path: str) -> str:
    """The name of the description of what is at this path."""
    bare = path.partition("?")[0]
    if bare.startswith("opportunities/"):
        return "Opportunity"
    return next(each.schema for each in RESOURCES if each.path == bare)


def read_problem(path: str, status: int, **headers: str) -> Any:
    """What a refusal says: a problem that programs read."""
    answer = ask(path, **headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), path
    assert answer["Access-Control-Allow-Origin"] == "*"
    problem = answer.json()
    check(problem, "Problem")
    assert problem["status"] == status
    return problem
