"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reason": (
        "My contract at my main job was extended.",
        "Mon contrat à mon emploi principal a été prolongé.",
    ),
    "percent": ("40", "40"),
    "amount": ("$2,600.00", "2\u00a0600,00\u00a0$"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
