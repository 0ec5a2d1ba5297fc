"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "rank": ("2", "2"),
    "valid_until": ("January 29, 2027", "29\u00a0janvier 2027"),
    "draw_link": (
        "https://example.org/en/opportunities/MA-2026-0007/draw/",
        "https://example.org/fr/occasions/MA-2026-0007/tirage/",
    ),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
