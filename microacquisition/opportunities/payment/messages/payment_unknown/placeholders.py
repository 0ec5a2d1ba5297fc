"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "invoice_number": ("INV-12", "F-12"),
    "amount": ("$7,345.00", "7\u00a0345,00\u00a0$"),
    "supplier_name": ("Ben Singh", "Ben Singh"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
