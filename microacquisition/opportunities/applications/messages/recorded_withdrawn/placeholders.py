"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "application_id": ("A-7K2QX", "A-7K2QX"),
    "received_at": (
        "November 29, 2026, 9:05 am Eastern",
        "29\u00a0novembre 2026, 9\u00a0h\u00a005, heure de l’Est",
    ),
    "closes": (
        "November 30, 2026, 2:00 pm Eastern",
        "30\u00a0novembre 2026, 14\u00a0h, heure de l’Est",
    ),
    "receipt": ('{"application":"A-7K2QX"}\ned25519: 5b0c', '{"application":"A-7K2QX"}\ned25519: 5b0c'),
    "address": ("micro@example.org", "micro@example.org"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
