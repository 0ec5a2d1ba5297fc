"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "amount": ("$7,345.00", "7\u00a0345,00\u00a0$"),
    "fiscal_year": ("2027-2028", "2027-2028"),
    "reservation_number": ("FR-20417", "FR-20417"),
    "link": ("https://example.org/en/files/0b3f/", "https://example.org/fr/dossiers/0b3f/"),
}
