"""Keeps files in the database: in the transaction, in one backup."""

import hashlib

from microacquisition.records.models import Document


def keep_document(
    content: bytes,
    *,
    name: str,
    media_type: str,
    language: str = "",
    retention: str = Document.Retention.CONTRACT,
) -> Document:
    """Keep a file under its SHA-256 and return it; ValueError where it is empty."""
    if not content:
        raise ValueError("An empty file is not a document.")
    return Document.objects.create(
        digest=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        name=name,
        language=language,
        retention=retention,
        content=content,
    )
