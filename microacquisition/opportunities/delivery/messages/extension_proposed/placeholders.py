"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reason": ("The test data came late.", "Les données d’essai sont arrivées en retard."),
    "delivery_date": ("January 29, 2027, 4:30 pm Eastern", "29 janvier 2027, 16 h 30, heure de l’Est"),
    "new_date": ("February 12, 2027, 4:30 pm Eastern", "12 février 2027, 16 h 30, heure de l’Est"),
    "answer_by": ("November 24, 2026", "24\u00a0novembre 2026"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
