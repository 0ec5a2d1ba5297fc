"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "until": ("February 5, 2027, 4:30 pm Eastern", "5 février 2027, 16 h 30, heure de l’Est"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
