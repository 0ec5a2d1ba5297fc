"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "reasons": (
        "Criterion 2, not met: no example of PowerShell.\nCriterion 3, met.",
        "Critère 2, non satisfait\u00a0: aucun exemple de PowerShell.\nCritère 3, satisfait.",
    ),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
