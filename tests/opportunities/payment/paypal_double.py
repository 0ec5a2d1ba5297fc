"""A stand-in for PayPal that keeps state; each message in and out is checked against PayPal's own contract, where it is there."""

import json
from pathlib import Path
from typing import Any

import httpx
import jsonschema

from microacquisition.integrations.paypal import PayPal

CONTRACT = (
    Path(__file__).resolve().parents[3] / ".." / "shared" / "vendor" / "paypal" / "checkout_orders_v2.json"
)
APPROVE = "https://www.example.org/checkoutnow?token="


class PayPalDouble:
    """Orders by number, and faults to come: `silent` gives no answer, `captures_as` says how a capture ends."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self.by_key: dict[str, dict[str, Any]] = {}
        self.silent = False
        self.captures_as = ("COMPLETED", "")
        self.pays: dict[str, str] | None = None  # another amount than was ordered
        self.captured = 0
        self.contract = json.loads(CONTRACT.read_text()) if CONTRACT.exists() else None

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request as PayPal would."""
        if self.silent:
            raise httpx.ReadTimeout("no answer", request=request)
        if request.url.path == "/v1/oauth2/token":
            return httpx.Response(200, json={"access_token": "token"})
        assert request.headers["Authorization"] == "Bearer token"
        parts = request.url.path.removeprefix("/v2/checkout/orders").strip("/").split("/")
        if parts == [""]:
            return self._open(request)
        order = self.orders.get(parts[0])
        if order is None:
            return httpx.Response(404, json={"name": "RESOURCE_NOT_FOUND"})
        if parts[1:] == ["capture"]:
            return self._capture(order)
        return self._say(200, order)

    def approve(self) -> None:
        """The payer says yes to every open order."""
        for order in self.orders.values():
            order["status"] = "APPROVED"

    def _open(self, request: httpx.Request) -> httpx.Response:
        asked, key = json.loads(request.content), request.headers["PayPal-Request-Id"]
        self._check("order_request", asked)
        if key not in self.by_key:
            number = f"5O19012{len(self.orders):06}"
            unit = asked["purchase_units"][0]
            self.by_key[key] = self.orders[number] = {
                "id": number,
                "intent": asked["intent"],
                "status": "PAYER_ACTION_REQUIRED",
                "purchase_units": [unit],
                "links": [{"rel": "payer-action", "href": APPROVE + number, "method": "GET"}],
            }
        return self._say(201, self.by_key[key])

    def _capture(self, order: dict[str, Any]) -> httpx.Response:
        if order["status"] not in ("APPROVED", "COMPLETED"):
            return httpx.Response(422, json={"details": [{"issue": "ORDER_NOT_APPROVED"}]})
        unit = order["purchase_units"][0]
        if "payments" not in unit:
            self.captured += 1
            status, reason = self.captures_as
            capture: dict[str, Any] = {
                "id": f"3C679{self.captured:06}",
                "status": status,
                "amount": self.pays or unit["amount"],
                "custom_id": unit["custom_id"],
            }
            if reason:
                capture["status_details"] = {"reason": reason}
            unit["payments"] = {"captures": [capture]}
            order["status"] = "COMPLETED"
        return self._say(201, order)

    def settle(self, status: str) -> None:
        """Let every capture that was pending end."""
        for order in self.orders.values():
            order["purchase_units"][0]["payments"]["captures"][0].update(status=status, status_details={})

    def _say(self, status: int, order: dict[str, Any]) -> httpx.Response:
        self._check("order", order)
        return httpx.Response(status, json=order)

    def _check(self, name: str, message: dict[str, Any]) -> None:
        if self.contract is not None:
            schema = {"$ref": f"#/components/schemas/{name}", "components": self.contract["components"]}
            jsonschema.Draft4Validator(schema).validate(message)


DOUBLE = PayPalDouble()


def reach_double() -> PayPal:
    """Return PayPal's adapter that speaks to the double; what `settings.PAYMENT_PROVIDERS` names in tests."""
    return PayPal(httpx.MockTransport(lambda request: DOUBLE.answer(request)))
