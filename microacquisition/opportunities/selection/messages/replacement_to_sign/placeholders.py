"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "application_id": ("A-7K2QX", "A-7K2QX"),
    "reason": (
        "The second page of the answer shows the skill.",
        "La deuxième page de la réponse montre la compétence.",
    ),
    "draw_at": ("November 26, 2026, 1:00 pm Eastern", "26\u00a0novembre 2026, 13\u00a0h, heure de l’Est"),
    "link": (
        "https://example.org/en/files/7/draw/replace/",
        "https://example.org/fr/dossiers/7/tirage/remplacer/",
    ),
}
