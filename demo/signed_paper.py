"""Writes the one-page PDF that stands for a paper signed in ink, in a demonstration."""


def write_signed_paper(text: str) -> bytes:
    """Return a PDF with one line of ASCII text, and one that says that it is invented."""
    line = text.encode("ascii", "replace").decode().replace("\\", "").replace("(", "").replace(")", "")
    drawn = (
        f"BT /F1 14 Tf 72 700 Td ({line}) Tj 0 -28 Td (Signed in ink. Invented. / Signature inventee.) Tj ET"
    )
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return (written + end + f"startxref\n{len(written)}\n%%EOF\n").encode()
