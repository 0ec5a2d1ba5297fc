"""A stand-in for GC Notify: each message in and out is checked against the vendor's own contract, where it is there."""

import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml

CONTRACT = (
    Path(__file__).resolve().parents[2]
    / ".."
    / "shared"
    / "vendor"
    / "gc-notify"
    / "v2-notifications-api-en.yaml"
)
KEY, TEMPLATE = "micro-11111111-aaaa", "12345678-1234-1234-1234-123456789012"
EMAIL, BULK, LIST = "/v2/notifications/email", "/v2/notifications/bulk", "/v2/notifications"


def read_contract() -> dict[str, Any]:
    """Return the vendor's description of its service; skips the test where it is not there."""
    if not CONTRACT.exists():
        pytest.skip("the vendor's contract is not beside this repository")
    contract: dict[str, Any] = _allow_null(yaml.safe_load(CONTRACT.read_text(encoding="utf-8")))
    return contract


def _allow_null(part: Any) -> Any:
    """Return the contract with OpenAPI 3.0's `nullable` as JSON Schema says it, and instants as their text."""
    if isinstance(part, list):
        return [_allow_null(each) for each in part]
    if not isinstance(part, dict):
        return part
    read = {key: _allow_null(each) for key, each in part.items() if key != "nullable"}
    if part.get("nullable") is True and isinstance(part.get("type"), str):
        read["type"] = [part["type"], "null"]
    return read


class GcNotifyDouble:
    """Keeps what it was sent; `next_answers` holds (status, name of the documented example), or None for silence."""

    def __init__(self, contract: dict[str, Any]) -> None:
        self.contract = contract
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.next_answers: list[tuple[int, str] | None] = []
        self.keeps_though_silent = False

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request as the contract says."""
        path, method = request.url.path, request.method.lower()
        self.asked.append(f"{request.method} {path}")
        assert request.headers["Authorization"] == f"ApiKey-v1 {KEY}"
        operation = self.contract["paths"][path][method]
        if method == "get":
            return self._look_up(operation, request)
        asked = json.loads(request.content)
        self.check(operation["requestBody"]["content"]["application/json"]["schema"], asked)
        said = self.next_answers.pop(0) if self.next_answers else (201, "")
        if said is None:
            if self.keeps_though_silent:
                self._take(path, asked)
            raise httpx.ReadTimeout("no answer", request=request)
        status, example = said
        if status == 201:
            return self._say(operation, 201, self._take(path, asked))
        return self._say(operation, status, self._example(operation, status, example))

    def check(self, schema: dict[str, Any], message: Any) -> None:
        """AssertionError where a message is not as the contract describes it."""
        whole = {**schema, "components": self.contract["components"]}
        checker = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
        faults = [error.message for error in checker.iter_errors(message)]
        assert faults == []

    def _take(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        number = str(uuid.uuid4())
        if path == BULK:
            assert asked["rows"][0][0] == "email address" and len(asked["rows"]) <= 50_001
            self.taken += [
                {"id": number, "email_address": row[0], "reference": None} for row in asked["rows"][1:]
            ]
            return {
                "data": {
                    "id": number,
                    "template": asked["template_id"],
                    "job_status": "pending",
                    "notification_count": len(asked["rows"]) - 1,
                }
            }
        self.taken.append({"id": number, **asked})
        return {
            "id": number,
            "reference": asked["reference"],
            "content": {"from_email": "micro@notification.canada.ca", **asked["personalisation"]},
            "uri": f"https://api.notification.canada.ca{LIST}/{number}",
            "template": {
                "id": asked["template_id"],
                "version": 1,
                "uri": "https://api.notification.canada.ca/v2/templates/1",
            },
        }

    def _look_up(self, operation: dict[str, Any], request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        for parameter in operation["parameters"]:
            if parameter["name"] in asked:
                self.check(parameter["schema"], asked[parameter["name"]])
        assert set(asked) <= {parameter["name"] for parameter in operation["parameters"]}
        found = [
            {
                "id": each["id"],
                "reference": each["reference"],
                "email_address": each["email_address"],
                "type": "email",
                "status": "created",
            }
            for each in self.taken
            if each["reference"] == asked["reference"]
        ]
        return self._say(operation, 200, {"notifications": found, "links": {"current": str(request.url)}})

    def _example(self, operation: dict[str, Any], status: int, name: str) -> Any:
        content = operation["responses"][str(status)]["content"]["application/json"]
        if name:
            return content["examples"][name]["value"]
        return (
            content["example"] if "example" in content else next(iter(content["examples"].values()))["value"]
        )

    def _say(self, operation: dict[str, Any], status: int, message: Any) -> httpx.Response:
        self.check(operation["responses"][str(status)]["content"]["application/json"]["schema"], message)
        return httpx.Response(status, json=message)
