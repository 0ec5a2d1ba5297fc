"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "closes": (
        "November 30, 2026, 2:00 pm Eastern (7:00 pm UTC)",
        "30\u00a0novembre 2026, 14\u00a0h, heure de l’Est (19\u00a0h UTC)",
    ),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
