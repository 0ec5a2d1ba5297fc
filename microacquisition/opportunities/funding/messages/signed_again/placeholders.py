"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "amount": ("$6,900.00", "6\u00a0900,00\u00a0$"),
    "fiscal_year": ("2026-2027", "2026-2027"),
    "cost_centre": ("4410", "4410"),
    "link": ("https://example.org/en/files/0b3f/", "https://example.org/fr/dossiers/0b3f/"),
}
