"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "client_team": ("Digital services team", "Équipe des services numériques"),
    "passed_by": ("Luc Roy", "Luc Roy"),
    "step": ("Sign for the funds", "Signer pour les fonds"),
    "answer_by": ("November 24, 2026", "24\u00a0novembre 2026"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
