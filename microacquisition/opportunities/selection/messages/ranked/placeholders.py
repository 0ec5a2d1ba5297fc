"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "link": (
        "https://example.org/en/my-applications/A-7K2QX/result/",
        "https://example.org/fr/mes-candidatures/A-7K2QX/resultat/",
    ),
}
