"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "new_closes": (
        "December 7, 2026, 2:00 pm Eastern (19:00 UTC)",
        "7\u00a0décembre 2026, 14\u00a0h, heure de l’Est (19\u00a0h UTC)",
    ),
    "closes": (
        "November 30, 2026, 2:00 pm Eastern",
        "30\u00a0novembre 2026, 14\u00a0h, heure de l’Est",
    ),
    "reason": (
        "One data source was missing.",
        "Il manquait une source de données.",
    ),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
