"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {}
