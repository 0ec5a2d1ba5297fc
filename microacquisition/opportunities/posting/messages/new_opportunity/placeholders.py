"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "price": ("$6,500.00", "6\u00a0500,00\u00a0$"),
    "description": (
        "Scripts that set policies in Azure Marketplace.",
        "Des scripts qui établissent des politiques dans Azure Marketplace.",
    ),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "closes": (
        "November 30, 2026, 2:00 pm Eastern (7:00 pm UTC)",
        "30\u00a0novembre 2026, 14\u00a0h, heure de l’Est (19\u00a0h UTC)",
    ),
    "delivery_date": (
        "December 21, 2026, 4:00 pm Eastern",
        "21\u00a0décembre 2026, 16\u00a0h, heure de l’Est",
    ),
    "skills": ("Azure Policies, PowerShell", "Azure Policies, PowerShell"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
    "unsubscribe_link": (
        "https://example.org/en/subscription/end/",
        "https://example.org/fr/abonnement/fin/",
    ),
}
