"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reasons": (
        "Criterion 1, score 95.50: clear plan.\nCriterion 2, score 80.00: few tests.",
        "Critère 1, note 95,50\u00a0: un plan clair.\nCritère 2, note 80,00\u00a0: peu d’essais.",
    ),
    "winner_name": ("Ben Singh", "Ben Singh"),
    "score": ("175.50 / 200", "175,50 / 200"),
    "rank": ("2", "2"),
    "valid_until": ("January 29, 2027", "29\u00a0janvier 2027"),
    "debrief_until": ("December 22, 2026", "22\u00a0décembre 2026"),
    "complaint_until": ("January 15, 2027", "15\u00a0janvier 2027"),
    "complaint_body": ("Office of the Procurement Ombud", "Bureau de l’ombud de l’approvisionnement"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
