"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "reference": ("MA-2026-0007", "MA-2026-0007"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reason": ("applied more than once", "a présenté plus d’une candidature"),
    "explanation": ("Two applications give the same account.", "Deux candidatures donnent le même compte."),
    "complaint_until": ("January 15, 2027", "15\u00a0janvier 2027"),
    "complaint_body": ("Office of the Procurement Ombud", "Bureau de l’ombud de l’approvisionnement"),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
