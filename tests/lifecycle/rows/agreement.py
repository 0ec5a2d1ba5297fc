"""Signing and countersigning the agreement; its deliverable is planned with it."""

from collections.abc import Callable
from typing import Any

from microacquisition.people.models import Supplier, SupplierMember
from microacquisition.process.rules import agreement as rules
from microacquisition.site.clock import current_instant
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.selection import wait_too_long
from tests.lifecycle.walking import Guard, Riding, Row
from tests.opportunities.agreement.builders import signing_form

OFFICERS = "officer second_officer"
ANSWERS = {"former_public_servant": "no", "federal_employee": "no", "payment_method": "card"}


def sign_name(scene: Scene) -> dict[str, Any]:
    """The legal name."""
    return {"signed_name": scene.person("winner").name}


def give_signature(**changed: Any) -> Callable[[Scene], dict[str, Any]]:
    """The answers and the typed name as the engine takes them, over the text they give."""

    def give(scene: Scene) -> dict[str, Any]:
        return {**signing_form(scene.opportunity), **changed}

    return give


def lose_phone(scene: Scene) -> None:
    """The supplier’s profile has no phone any more."""
    Supplier.objects.update(phone="")


def join_supplier(who: str) -> Callable[[Scene], None]:
    """That person acts for the supplier, too."""

    def join(scene: Scene) -> None:
        supplier = Supplier.objects.get(owner=scene.person("winner"))
        now = current_instant()
        SupplierMember.objects.create(supplier=supplier, user=scene.people[who], started_at=now)

    return join


ROWS = (
    Row(
        "sign_agreement", state="offered", who="winner", page="sign_agreement", leads_to="IN_WORK",
        typed=(ANSWERS, sign_name),
        mails={
            "agreement/agreement_signed": "winner", "agreement/agreement_signed_officer": OFFICERS,
            "agreement/introduction_client": "client author", "agreement/introduction_supplier": "winner",
            "agreement/to_countersign": "payment_officer", "selection/not_selected_not_drawn": "runner_up",
        },
        waits_for="winner", wrong_states="in work, accepted",
        guards=(
            Guard(rules.answer_is_in_time, before=wait_too_long),
            Guard(rules.supplier_can_be_named, before=lose_phone, given=give_signature()),
            Guard(rules.text_is_what_was_shown, typed={"digest": "0" * 64}, given=give_signature(digest="0" * 64)),
            Guard(rules.name_is_the_legal_name, typed={"signed_name": "Me"}, given=give_signature(signed_name="Me")),
            Guard(
                rules.payment_method_is_whole, typed={"payment_method": "paypal", "payment_address": ""},
                given=give_signature(payment_method="paypal", payment_address=""),
            ),
            Guard(
                rules.papers_are_checked, by_page=False,
                given=give_signature(federal_employee=True),
            ),
        ),
    ),
    Riding("plan", on="sign_agreement", leads_to="DUE"),
    Row(
        "countersign", state="in work", who="payment_officer", page="countersign", leads_to="IN_WORK",
        mails={"agreement/countersigned": "winner"}, waits_for="payment_officer", wrong_states="offered, completed",
        guards=(
            Guard(rules.not_countersigned_yet, state="countersigned"),
            Guard(rules.buyer_is_not_the_supplier, before=join_supplier("payment_officer")),
            Guard(rules.text_is_what_was_shown, typed={"digest": "0" * 64}),
        ),
    ),
)  # fmt: skip
