"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reason": ("applied more than once", "a présenté plus d’une candidature"),
    "explanation": ("Two applications give the same account.", "Deux candidatures donnent le même compte."),
    "answer_by": ("November 26, 2026, 2:00 pm Eastern", "26\u00a0novembre 2026, 14\u00a0h, heure de l’Est"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
