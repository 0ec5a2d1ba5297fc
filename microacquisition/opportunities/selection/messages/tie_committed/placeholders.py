"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "draw_at": ("November 26, 2026, 1:00 pm Eastern", "26\u00a0novembre 2026, 13\u00a0h, heure de l’Est"),
    "commitment_sha256": (
        "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
        "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
    ),
    "draw_link": (
        "https://example.org/en/opportunities/MA-2026-0007/draw/",
        "https://example.org/fr/occasions/MA-2026-0007/tirage/",
    ),
}
