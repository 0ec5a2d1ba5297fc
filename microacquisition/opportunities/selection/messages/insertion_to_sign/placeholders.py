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
    "link": ("https://example.org/en/files/7/draw/add/", "https://example.org/fr/dossiers/7/tirage/ajouter/"),
}
