"""Makes tagged PDF documents (PDF/UA-1, PDF/A-2a) from a Typst template and data."""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

import typst
from django.conf import settings

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
NOT_TEXT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
NO_GLYPH = re.compile(r"error: the text `\"(.+?)\"` could not be displayed", re.DOTALL)
LARGEST_REPAIR = 200


class DocumentRefused(ValueError):
    """The document cannot be made from this data."""


def render_pdf(template_path: str, data: Mapping[str, Any], language: str) -> bytes:
    """Return the document as PDF; the same arguments give the same bytes.

    `template_path` is below the source folder (`opportunities/agreement/documents/agreement.typ`); Typst reads only
    the template's own folder. `data` reaches it as JSON and is never read as markup; it holds `title` and `dated_on`
    (an ISO date). A character that the typeface lacks is written as its code, `[U+1403]`. Raises DocumentRefused.
    """
    template = settings.SOURCE / template_path
    if language not in ("en", "fr") or not {"title", "dated_on"} <= set(data):
        raise DocumentRefused("A document has a title, a date and one of two languages.")
    text = _write_json(data)
    for _ in range(LARGEST_REPAIR):
        try:
            pdf: bytes = typst.compile(
                template,
                root=template.parent,
                format="pdf",
                ignore_system_fonts=True,
                pdf_standards=list(STANDARDS),
                timestamp=0,
                sys_inputs={"data": text, "language": language},
            )
        except typst.TypstError as error:
            text = _write_code_for_missing(text, str(error))
        else:
            return pdf
    raise DocumentRefused("Too many characters that the typeface lacks.")


def _write_json(data: Mapping[str, Any]) -> str:
    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return NOT_TEXT.sub(" ", value)
        if isinstance(value, Mapping):
            return {key: clean(item) for key, item in value.items()}
        return [clean(item) for item in value] if isinstance(value, list | tuple) else value

    return json.dumps(clean(data), ensure_ascii=False)


def _write_code_for_missing(text: str, error: str) -> str:
    missing = NO_GLYPH.search(error)
    if missing is None or missing[1] not in text:
        raise DocumentRefused(error)
    codes = "".join(f"[U+{ord(character):04X}]" for character in missing[1])
    return text.replace(missing[1], codes)
