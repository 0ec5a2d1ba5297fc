"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "what": ("the fund manager’s signature", "la signature de la ou du gestionnaire du budget"),
    "since": ("November 16, 2026", "16\u00a0novembre 2026"),
    "age": ("4 business days", "4\u00a0jours ouvrables"),
    "sender_name": ("Ben Singh", "Ben Singh"),
    "link": (
        "https://example.org/en/files/0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11/",
        "https://example.org/fr/dossiers/0b3f6a52-3f57-4a6b-9f0e-5d8a4a2a9c11/",
    ),
}
