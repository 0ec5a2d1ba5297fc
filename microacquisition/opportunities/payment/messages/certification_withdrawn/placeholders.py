"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "invoice_number": ("INV-7", "INV-7"),
    "amount": ("$6,900.00", "6\u00a0900,00\u00a0$"),
    "reason": ("One item is missing.", "Il manque un élément."),
    "withdrawn_by": ("Luc Roy", "Luc Roy"),
    "link": (
        "https://example.org/en/files/0b3f/",
        "https://example.org/fr/dossiers/0b3f/",
    ),
}
