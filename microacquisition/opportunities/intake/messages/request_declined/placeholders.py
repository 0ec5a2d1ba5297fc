"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "programme": ("ESDC micro-acquisition", "Micro-acquisition d’EDSC"),
    "reason": (
        "The work needs a secret clearance.",
        "Les travaux exigent une cote de sécurité de niveau secret.",
    ),
    "other_routes": (
        "Your procurement team can advise on a standing offer.",
        "Votre équipe d’approvisionnement peut vous conseiller une offre à commandes.",
    ),
    "other_routes_page": (
        "https://example.org/en/other-routes/",
        "https://example.org/fr/autres-voies/",
    ),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
