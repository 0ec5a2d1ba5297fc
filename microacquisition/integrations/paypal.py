"""PayPal, Orders v2: the payer approves on PayPal's page, we capture; the payee is named by e-mail address."""

import json
import os
from decimal import Decimal
from typing import Any

import httpx

from microacquisition.ports.payments import PaymentOrder, ProviderAnswer, ProviderUnreachable, Standing

LIVE_ADDRESS = "https://api-m.paypal.com"
TIMEOUT_SECONDS = 20
# PayPal's words for an order, and for the capture in it, as ours. Anything else is not understood: unknown.
ORDER_STANDINGS = {
    "CREATED": Standing.AWAITS_APPROVAL,
    "SAVED": Standing.AWAITS_APPROVAL,
    "PAYER_ACTION_REQUIRED": Standing.AWAITS_APPROVAL,
    "APPROVED": Standing.APPROVED,
    "VOIDED": Standing.FAILED,
}
CAPTURE_STANDINGS = {
    "COMPLETED": Standing.COMPLETED,
    "PENDING": Standing.PENDING,
    "DECLINED": Standing.FAILED,
    "FAILED": Standing.FAILED,
}


class PayPal:
    """Speaks to PayPal with the account named by `PAYPAL_CLIENT_ID` and `PAYPAL_SECRET`."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self.client = httpx.Client(
            base_url=os.environ.get("PAYPAL_ADDRESS", LIVE_ADDRESS),
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            follow_redirects=False,
        )

    def begin(self, order: PaymentOrder) -> ProviderAnswer:
        """Open an order that the payer approves on PayPal's page."""
        return read_order(self._send("POST", "/v2/checkout/orders", order.key, write_order(order)))

    def look_up(self, order: str) -> ProviderAnswer:
        """Say how an order stands; one that PayPal no longer knows has expired."""
        return read_order(self._send("GET", f"/v2/checkout/orders/{order}"), order)

    def capture(self, order: str, key: str) -> ProviderAnswer:
        """Take the approved money."""
        return read_order(self._send("POST", f"/v2/checkout/orders/{order}/capture", key, {}), order)

    def _send(self, method: str, path: str, key: str = "", body: Any = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._fetch_token()}", "Prefer": "return=representation"}
        if key:
            headers["PayPal-Request-Id"] = key
        answer = self._ask(method, path, headers=headers, json=body)
        if answer.status_code == 404:
            return {"status": "VOIDED"}
        if answer.status_code == 422:
            return {"status": "REFUSED", "why": _issue_of(answer)}
        return self._read(answer)

    def _fetch_token(self) -> str:
        account = (os.environ.get("PAYPAL_CLIENT_ID", ""), os.environ.get("PAYPAL_SECRET", ""))
        answer = self._ask(
            "POST", "/v1/oauth2/token", data={"grant_type": "client_credentials"}, auth=account
        )
        return str(self._read(answer).get("access_token", ""))

    def _ask(self, method: str, path: str, **parts: Any) -> httpx.Response:
        try:
            return self.client.request(method, path, **parts)
        except httpx.HTTPError as error:
            raise ProviderUnreachable("no_answer") from error

    def _read(self, answer: httpx.Response) -> dict[str, Any]:
        if not answer.is_success:
            raise ProviderUnreachable(f"status_{answer.status_code}")
        try:
            read: dict[str, Any] = answer.json()
        except ValueError as error:
            raise ProviderUnreachable("not_json") from error
        return read


def write_order(order: PaymentOrder) -> dict[str, Any]:
    """Return the order as PayPal reads it (Orders v2, `order_request`)."""
    return {
        "intent": "CAPTURE",
        "purchase_units": [
            {
                "reference_id": order.key,
                "custom_id": order.key,
                "invoice_id": order.invoice_number[:127],
                "description": order.description[:127],
                "amount": {"currency_code": order.currency, "value": write_amount(order.amount_cents)},
                "payee": {"email_address": order.payee_email},
            }
        ],
        "payment_source": {
            "paypal": {
                "experience_context": {
                    "return_url": order.return_address,
                    "cancel_url": order.return_address,
                    "user_action": "PAY_NOW",
                    "shipping_preference": "NO_SHIPPING",
                }
            }
        },
    }


def read_order(said: dict[str, Any], order: str = "") -> ProviderAnswer:
    """Return what PayPal said of an order; ProviderUnreachable where we do not understand it."""
    if said.get("status") == "REFUSED":
        return ProviderAnswer(Standing.FAILED, order, why=str(said.get("why", ""))[:40].lower())
    unit: dict[str, Any] = next(iter(said.get("purchase_units") or ()), {})
    capture = next(iter((unit.get("payments") or {}).get("captures") or ()), None)
    known = CAPTURE_STANDINGS if capture else ORDER_STANDINGS
    standing = known.get(str((capture or said).get("status")))
    if standing is None:
        raise ProviderUnreachable("not_understood")
    links = {each.get("rel"): each.get("href") for each in said.get("links") or ()}
    amount = (capture or unit).get("amount") or {}
    return ProviderAnswer(
        standing=standing,
        order=str(said.get("id") or order),
        approve_address=str(links.get("payer-action") or links.get("approve") or ""),
        reference=str((capture or {}).get("id", "")),
        amount_cents=read_amount(amount.get("value")),
        currency=str(amount.get("currency_code", "")),
        payee_email=str((unit.get("payee") or {}).get("email_address", "")),
        why=str(((capture or {}).get("status_details") or {}).get("reason", ""))[:40].lower(),
        evidence=json.dumps(said, ensure_ascii=False, sort_keys=True)[:20_000],
    )


def write_amount(cents: int) -> str:
    """Return cents as PayPal writes money: `7345.00`."""
    return f"{cents // 100}.{cents % 100:02}"


def read_amount(value: Any) -> int:
    """Return PayPal's money as cents; 0 where there is none."""
    return int(Decimal(str(value)) * 100) if value else 0


def _issue_of(answer: httpx.Response) -> str:
    try:
        details = answer.json().get("details") or [{}]
    except ValueError:
        return "refused"
    return str(details[0].get("issue", "refused"))
