"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "supplier_name": ("Ana Tremblay", "Ana Tremblay"),
    "amount": ("$6,900.00", "6\u00a0900,00\u00a0$"),
    "link": (
        "https://example.org/en/files/0b3f/",
        "https://example.org/fr/dossiers/0b3f/",
    ),
}
