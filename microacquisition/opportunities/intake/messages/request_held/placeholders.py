"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "programme": ("ESDC micro-acquisition", "Micro-acquisition d’EDSC"),
    "reason": (
        "Five purchases are under way; the next place comes in January.",
        "Cinq achats sont en cours; la prochaine place se libère en janvier.",
    ),
    "until": ("January 15, 2027", "15\u00a0janvier 2027"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
