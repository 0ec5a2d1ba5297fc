"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "title": ("A map of charging stations", "Une carte des bornes de recharge"),
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "person": ("Luc Roy", "Luc Roy"),
    "reason": ("The transfer is signed and on its way.", "Le virement est signé et en cours."),
    "link": (
        "https://example.org/en/opportunities/MA-2026-0007/",
        "https://example.org/fr/occasions/MA-2026-0007/",
    ),
}
