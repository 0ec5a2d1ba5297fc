"""Signatures: a step of two people is taken in the transaction that brings the last one."""

from collections.abc import Mapping

from microacquisition.opportunities.parts_played import recorder_of
from microacquisition.opportunities.signatures import Signature, SignatureEnd
from microacquisition.opportunities.situation import Refused, Situation, StageStep
from microacquisition.process.roles import Role
from microacquisition.process.rules.engine import no_slot_left
from microacquisition.records.events import Doer, keep_text, write_event


def is_signed_beforehand(situation: Situation, digest: str) -> bool:
    """True where the clock takes a step that people signed earlier, over exactly this, to take effect by itself."""
    if situation.user is not None or not digest:
        return False
    slots = {signature.slot for signature in situation.live_signatures(digest)}
    return slots == set(range(len(situation.step.who)))


def sign_or_complete(situation: Situation, digest: str, *, waits: bool = False) -> bool:
    """Write this person's signature; True where it is the last one and the step may now be taken.

    Where the step `waits`, the signatures stay until the clock takes it. Refused where the same person signed already
    or no open slot fits their roles.
    """
    if situation.user is None:
        _use(situation.live_signatures(digest))
        return True
    if reason := situation.already_signed(digest):
        raise Refused([reason])
    slots = situation.step.who
    earlier = situation.live_signatures(digest)
    taken = {signature.slot for signature in earlier}
    slot = next((n for n, roles in enumerate(slots) if n not in taken and roles & situation.roles), None)
    if slot is None:
        raise Refused([no_slot_left(situation.step)])
    situation.signing_role = min(slots[slot] & situation.roles)
    outside = situation.outside
    signature = Signature.objects.create(
        opportunity=situation.on,
        step=situation.step.code,
        slot=slot,
        person=situation.person,
        role=situation.signing_role,
        digest=digest,
        reason=str(situation.given.get("reason") or ""),
        outside_name=outside.name if outside else "",
        outside_date=outside.date if outside else None,
        outside_document=outside.document if outside else None,
        outside_person=outside.person if outside else None,
    )
    _write_signature_event(situation, signature)
    if waits or len(taken) + 1 < len(slots):
        return False
    _use([*earlier, signature])
    return True


def void_changed_signatures(situation: Situation, table: Mapping[str, StageStep]) -> None:
    """End the signatures of pending steps whose text is no longer what was signed, each with an event."""
    pending = situation.on.signatures.filter(end__isnull=True)
    for signature in pending:
        parts = table.get(signature.step)
        if parts is None or parts.signs is None or parts.signs(situation) == signature.digest:
            continue
        SignatureEnd.objects.create(signature=signature, why=SignatureEnd.Why.CHANGED)
        write_event(
            situation.stream,
            "void_signature",
            Doer("clock", Role.CLOCK.value)
            if situation.user is None
            else _doer(situation, min(situation.roles)),
            ("signature", str(signature.pk)),
            facts={"step": signature.step, "slot": signature.slot},
        )


def _use(signatures: list[Signature]) -> None:
    for used in signatures:
        SignatureEnd.objects.create(signature=used, why=SignatureEnd.Why.USED)


def _write_signature_event(situation: Situation, signature: Signature) -> None:
    write_event(
        situation.stream,
        "sign",
        recorder_of(situation) if situation.outside else _doer(situation, Role(signature.role)),
        ("signature", str(signature.pk)),
        facts={
            "step": signature.step,
            "slot": signature.slot,
            "outside": "yes" if signature.outside_name else "no",
            **({"signed_on": signature.outside_date.isoformat()} if signature.outside_date else {}),
        },
        digests={"signed": signature.digest, **_paper(signature)},
    )


def _paper(signature: Signature) -> dict[str, str]:
    if signature.outside_document is None:
        return {}
    return {"name": keep_text(signature.outside_name), "document": signature.outside_document.digest}


def _doer(situation: Situation, role: Role) -> Doer:
    return Doer(actor=str(situation.person.pk), role=role.value, language=situation.language)
