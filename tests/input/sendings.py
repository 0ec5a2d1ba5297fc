"""One request as bytes: a page's own form filled in badly, sent badly, at a strange address, with strange headers."""

import random
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from tests.input import hostile
from tests.stories.page_forms import PageForm

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "fuzz"
Pairs = list[tuple[str, str]]
# By a piece of a field's name: what is typed there, in earnest and by mistake.
KINDS_BY_NAME = {
    "cents": "number", "amount": "number", "hours": "number", "percent": "number", "number": "number", "days": "number", "share": "number", "weight": "number", "limit": "number", "based_on": "number",
    "_on": "time", "_at": "time", "date": "time", "time": "time", "which": "time", "day": "time",
    "_id": "id", "form_key": "id", "team": "id", "person": "id", "wait": "id", "code": "id", "link": "id", "commit": "id", "back": "text",
}  # fmt: skip
PLAUSIBLE = {"number": ("1", "50", "100.00", "6 500,00 $"), "time": ("2026-12-15", "2027-01-20", "14:00"), "id": ("1", "A-00000"),
             "text": ("Because it is so.", "Parce que.", "Ana Roy", "ana@example.org", "https://github.com/a/b/pull/1"), "name": ("Ana",)}  # fmt: skip


@dataclass
class Sending:
    """A request as it is sent; `repr` shows all of it but the middle of long bytes."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    checks_key: bool = False  # the form's own key is asked for, as by a real browser

    def __repr__(self) -> str:
        body = self.body if len(self.body) <= 600 else self.body[:400] + b" ... " + self.body[-100:]
        return f"{self.method} {self.address[:600]!r} {self.content_type!r} {str(self.headers)[:600]} {len(self.body)} bytes {body!r}"


def fill(form: PageForm, dice: random.Random) -> Pairs:
    """Return the form's fields: chosen and typed in earnest, then some of them badly."""
    typed = {name: _type_in_earnest(name, form, dice) for name in sorted(form.names)}
    pressed = [(name, value) for name, value, _text in form.buttons if name]
    if pressed and dice.random() < 0.8:
        typed.update([dice.choice(pressed)])
    names = sorted(typed)
    wrong = dice.sample(names, min(len(names), dice.choice((0, 1, 1, 2, 3, len(names)))))
    at_most = hostile.LONG * 2 // max(1, len(wrong))
    typed.update({name: _type_badly(name, dice)[:at_most] for name in wrong})
    pairs = list(typed.items())
    turn = dice.random()
    if turn < 0.1:
        pairs = [pair for pair in pairs if dice.random() < 0.6]
    elif turn < 0.2 and pairs:
        again = dice.choice(pairs)[0]
        pairs += [(again, _type_badly(again, dice)[:2_000]) for _ in range(dice.choice((1, 2, 40)))]
    elif turn < 0.23:
        pairs += [(f"more_{number}", "x") for number in range(1_100)]
    elif turn < 0.26:
        pairs += [(dice.choice(hostile.TEXTS)[:300], "x"), ("form-TOTAL_FORMS", "999999999"), ("", "")]
    return pairs


def _type_in_earnest(name: str, form: PageForm, dice: random.Random) -> str:
    if form.choices.get(name):
        return dice.choice(form.choices[name])
    here = form.values.get(name, [""])
    if here != [""] and dice.random() < 0.7:
        return here[0]
    return dice.choice(PLAUSIBLE[_kind_of(name)])


def _type_badly(name: str, dice: random.Random) -> str:
    kind = _kind_of(name) if dice.random() < 0.6 else dice.choice(list(hostile.VALUES))
    return dice.choice(hostile.VALUES[kind])


def _kind_of(name: str) -> str:
    return next((kind for piece, kind in KINDS_BY_NAME.items() if piece in name), "text")


def write_body(pairs: Pairs, dice: random.Random) -> tuple[str, bytes]:
    """Return (content type, body): mostly as a browser sends it, else cut, mislabelled, or with files for texts."""
    turn = dice.random()
    if turn < 0.6:
        return FORM, _encode(pairs)
    if turn < 0.68:
        cut = bytearray(_encode(pairs))
        for _ in range(dice.choice((1, 5, 50))):
            cut.insert(dice.randrange(len(cut) + 1), dice.choice((0xFF, 0xC3, 0x00, 0x25, 0x26, 0x3D, 0x0A)))
        return FORM, bytes(cut)
    body = _write_parts(pairs, dice, file_share=dice.choice((0.0, 0.0, 0.3, 1.0)))
    if turn < 0.78:
        bodies = (_encode(pairs), body, body, b"", b"{}", b"<x/>", b"\xff\xfe\x00", b"--x\r\n")
        return dice.choice(hostile.KINDS), dice.choice(bodies)
    if turn > 0.92:
        body = body[: dice.randrange(len(body))]
    return f"multipart/form-data; boundary={BOUNDARY}", body


def _ask_badly(dice: random.Random) -> str:
    """Return a query of the names that lists are asked by."""
    names = [dice.choice(hostile.ASKED_BY) for _ in range(dice.choice((1, 2, 5)))]
    return _encode([(name, _type_badly(name, dice)[:3_000]) for name in names]).decode()


def _encode(pairs: Pairs) -> bytes:
    return "&".join(
        f"{quote_plus(name.encode('utf-8', 'surrogatepass'))}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    ).encode()


def _write_parts(pairs: Pairs, dice: random.Random, file_share: float) -> bytes:
    parts = b""
    for name, value in pairs:
        content = value.encode("utf-8", "surrogatepass")
        said = b'Content-Disposition: form-data; name="%s"' % name.encode("utf-8", "surrogatepass")
        if dice.random() < file_share or name in ("file", "document", "paper"):
            content = dice.choice(hostile.FILES)
            said += b'; filename="%s"\r\nContent-Type: %s' % (
                dice.choice(hostile.FILE_NAMES).encode(),
                dice.choice((b"application/pdf", b"text/html", b"image/png", b"", b"x/y; charset=nothing")),
            )
        if dice.random() < 0.03:
            said += b"\r\nContent-Transfer-Encoding: " + dice.choice((b"base64", b"quoted-printable", b"x"))
        parts += b"--%s\r\n%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), said, content)
    return parts + b"--%s--\r\n" % BOUNDARY.encode()


def disturb(sending: Sending, cookies: str, dice: random.Random) -> Sending:
    """Give some requests a strange query, header, cookie, length or address."""
    if dice.random() < 0.25:
        sending.address += "?" + (dice.choice(hostile.QUERIES) if dice.random() < 0.5 else _ask_badly(dice))
    if dice.random() < 0.08:
        parts = sending.address.split("/")
        place = dice.randrange(1, len(parts))
        parts[place] = dice.choice(hostile.PARTS)
        sending.address = "/".join(parts)
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        sending.headers |= dice.choice(hostile.HEADERS)
    if dice.random() < 0.08:
        sending.headers["HTTP_COOKIE"] = "; ".join(filter(None, (cookies, dice.choice(hostile.COOKIES))))
    if sending.method == "POST" and dice.random() < 0.02:
        sending.headers["CONTENT_LENGTH"] = dice.choice(hostile.LENGTHS)
    elif sending.method == "GET" and dice.random() < 0.05:
        sending.content_type = dice.choice(hostile.KINDS)
    sending.checks_key = dice.random() < 0.05
    return sending
