"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reason": ("The need is gone.", "Le besoin n’existe plus."),
    "link": (
        "https://example.org/en/files/7/cancel-after-closing/",
        "https://example.org/fr/dossiers/7/annuler-apres-la-cloture/",
    ),
}
