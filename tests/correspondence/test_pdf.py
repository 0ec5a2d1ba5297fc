"""PDF documents: tagged, with language and title, holding the values as written and nothing else."""

import io
import re

import pikepdf
import pytest

from microacquisition.correspondence.pdf import DocumentRefused, render_pdf

AGREEMENT = "opportunities/agreement/documents/agreement.typ"
INVOICE = "opportunities/payment/documents/invoice.typ"
NASTY = '#read("/etc/passwd") *bold* $x^2$ \\ @ref <a> [b] `c` // d'


def agreement(**changes):
    facts = {
        "title": "Agreement: a map of charging stations",
        "dated_on": "2026-12-01",
        "reference": "MA-2026-0007",
        "programme": "Micro-acquisition",
        "parties": [
            {"role": "Buyer", "lines": ["Digital services team", "Gatineau"]},
            {"role": "Supplier", "lines": ["Ana Éluard", "Montréal"]},
        ],
        "clauses": [
            {"heading": "Copyright", "text": "The supplier owns the code."},
            {"heading": "Payment", "text": "Paid once accepted."},
        ],
        "schedule": {
            "work": ["A map"],
            "price": "$6,500.00",
            "dates": [{"name": "Delivery", "value": "December 21, 2026"}],
            "criteria": ["It opens."],
            "licence": "MIT",
        },
        "signatures": [{"role": "Supplier", "name": "Ana Éluard", "signed_at": "December 1, 2026"}],
        "digest": "9f" * 32,
    }
    return {**facts, **changes}


def invoice(**changes):
    facts = {
        "title": "Facture F-12",
        "dated_on": "2026-12-30",
        "date": "30\u00a0décembre 2026",
        "invoice_number": "F-12",
        "reference": "MA-2026-0007",
        "description": "Une carte des bornes de recharge",
        "reservation_number": "RF-20417",
        "supplier": {
            "name": "Ana Éluard",
            "company": "",
            "address": ["1, rue Principale", "Montréal (Québec) H2X 1Y4"],
            "phone": "514-555-0199",
            "email": "ana@example.org",
        },
        "bill_to": ["Équipe des services numériques", "Gatineau (Québec)"],
        "subtotal": "6\u00a0500,00\u00a0$",
        "taxes": [
            {"name": "TVH", "number": "123456782RT0001", "rate": "13\u00a0%", "amount": "845,00\u00a0$"}
        ],
        "balance_due": "7\u00a0345,00\u00a0$",
        "note": "",
    }
    return {**facts, **changes}


def read_text(pdf):
    """Return what the document says: the glyphs of each font translated by its own table."""
    said = []
    for page in pdf.pages:
        fonts = {name: glyph_table(font) for name, font in page.Resources.Font.items()}
        table = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                table = fonts[str(operands[0])]
            elif str(operator) in ("Tj", "TJ"):
                items = operands[0] if str(operator) == "TJ" else [operands[0]]
                for item in items:
                    if isinstance(item, pikepdf.String):
                        raw = bytes(item)
                        said += [table.get(raw[i : i + 2], "") for i in range(0, len(raw), 2)]
    return "".join(said)


def glyph_table(font):
    source = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$", source, flags=re.MULTILINE)
    return {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def squeeze(text):
    return re.sub(r"\s", "", text)


def open_pdf(template, data, language):
    return pikepdf.open(io.BytesIO(render_pdf(template, data, language)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("template", "data"), [(AGREEMENT, agreement()), (INVOICE, invoice())])
def test_a_document_is_tagged_and_says_its_language_and_title(template, data, language):
    with open_pdf(template, data, language) as pdf:
        assert pdf.Root.MarkInfo.Marked is True or bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == f"{language}-CA"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == data["title"]
            assert str(metadata["pdfuaid:part"]) == "1"
            assert metadata.pdfa_status == "2A"


def test_the_agreement_holds_its_values():
    with open_pdf(AGREEMENT, agreement(), "en") as pdf:
        said = squeeze(read_text(pdf))
    for value in (
        "Ana Éluard",
        "Thesupplierownsthecode.",
        "$6,500.00",
        "MIT",
        "9f" * 32,
        "It opens.",
        "Gatineau",
    ):
        assert squeeze(value) in said, value


def test_the_invoice_holds_its_values():
    with open_pdf(INVOICE, invoice(), "fr") as pdf:
        said = squeeze(read_text(pdf))
    for value in (
        "RF-20417",
        "123456782RT0001",
        "845,00 $",
        "7 345,00 $",
        "514-555-0199",
        "Facturer à",
        "F-12",
    ):
        assert squeeze(value) in said, value


def test_an_invoice_without_registration_says_why_there_is_no_tax():
    with open_pdf(INVOICE, invoice(taxes=[]), "fr") as pdf:
        assert squeeze("le fournisseur n’est pas inscrit") in squeeze(read_text(pdf))


@pytest.mark.parametrize("template", [AGREEMENT, INVOICE])
def test_markup_in_a_value_is_only_text(template):
    data = agreement(clauses=[{"heading": NASTY, "text": NASTY}]) if template == AGREEMENT else None
    data = data or invoice(description=NASTY, bill_to=[NASTY])
    with open_pdf(template, data, "en") as pdf:
        said = squeeze(read_text(pdf))
    assert said.count(squeeze(NASTY)) == 2
    assert "root:" not in said


def test_any_name_can_be_printed():
    names = ["Ivan Иванов", "xʷməθkʷəy̓əm", "ᐃᓄᒃᑎᑐᑦ", "王小明", "a\x00b\x07c", "🙂"]
    with open_pdf(INVOICE, invoice(bill_to=names), "en") as pdf:
        said = squeeze(read_text(pdf))
    assert "Иванов" in said and "[U+1403]" in said and "[U+738B]" in said


def test_the_same_data_gives_the_same_bytes():
    assert render_pdf(AGREEMENT, agreement(), "en") == render_pdf(AGREEMENT, agreement(), "en")


@pytest.mark.parametrize(
    ("data", "language"),
    [({"title": "x"}, "en"), (invoice(), "de"), (invoice(subtotal=["a"], taxes=3), "en")],
)
def test_data_that_does_not_fit_is_refused(data, language):
    with pytest.raises(DocumentRefused):
        render_pdf(INVOICE, data, language)
