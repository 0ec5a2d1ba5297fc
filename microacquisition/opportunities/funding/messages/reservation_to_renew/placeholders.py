"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "amount": ("$7,345.00", "7\u00a0345,00\u00a0$"),
    "answer_by": ("November 24, 2026", "24\u00a0novembre 2026"),
    "link": ("https://example.org/en/files/0b3f/", "https://example.org/fr/dossiers/0b3f/"),
}
