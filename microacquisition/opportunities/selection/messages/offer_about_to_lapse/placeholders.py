"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
    "answer_by": ("November 24, 2026, 2:00 pm Eastern", "24\u00a0novembre 2026, 14\u00a0h, heure de l’Est"),
    "price": ("$6,500.00", "6\u00a0500,00\u00a0$"),
    "delivery_date": (
        "December 21, 2026, 4:00 pm Eastern",
        "21\u00a0décembre 2026, 16\u00a0h, heure de l’Est",
    ),
}
