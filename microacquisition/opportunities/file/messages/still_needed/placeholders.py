"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "what": ("the client team’s statement", "l’énoncé de l’équipe cliente"),
    "since": ("November 2, 2026", "2\u00a0novembre 2026"),
    "link": (
        "https://example.org/en/files/0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11/",
        "https://example.org/fr/dossiers/0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11/",
    ),
}
