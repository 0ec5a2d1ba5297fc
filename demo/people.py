"""The invented department of a demonstration, its staff, its client team and the suppliers."""

from dataclasses import dataclass, field
from typing import Any

from microacquisition.process.roles import Role

PROGRAMMES = ("practice", "practice_scored", "esdc")
DEPARTMENT: dict[str, Any] = {
    "code": "DEX",
    "name_en": "Department of Examples",
    "name_fr": "Ministère des Exemples",
    "mail_domains": ["dex.example.org"],
    "programme_codes": list(PROGRAMMES),
}
TEAM: dict[str, Any] = {
    "branch": "Digital Services",
    "division": "Client Experience",
    "name_en": "Online forms",
    "name_fr": "Formulaires en ligne",
}


@dataclass(frozen=True)
class DemoPerson:
    """Somebody invented: where they sign in, their language, and their role, if one is granted."""

    email: str
    name: str
    language: str
    role: Role | None = None


@dataclass(frozen=True)
class DemoSupplier:
    """Somebody invented who writes code for a living, with a complete profile."""

    person: DemoPerson
    profile: dict[str, Any] = field(default_factory=dict)


def _staff(address: str, name: str, language: str, role: Role | None = None) -> DemoPerson:
    return DemoPerson(f"{address}@dex.example.org", name, language, role)


ADMINISTRATORS = (
    _staff("agnes.lavoie", "Agnès Lavoie", "fr", Role.ADMINISTRATOR),
    _staff("amir.haddad", "Amir Haddad", "en", Role.ADMINISTRATOR),
)

STAFF = (
    _staff("olivia.marchand", "Olivia Marchand", "en", Role.OFFICER),
    _staff("oscar.tremblay", "Oscar Tremblay", "fr", Role.OFFICER),
    _staff("priya.nair", "Priya Nair", "en", Role.ADVISOR),
    _staff("felix.bouchard", "Félix Bouchard", "fr", Role.FUND_MANAGER),
    _staff("paul.okafor", "Paul Okafor", "en", Role.PAYMENT_OFFICER),
    _staff("celine.roy", "Céline Roy", "fr", Role.CERTIFIER),
    _staff("evan.wright", "Evan Wright", "en", Role.EVALUATOR),
    _staff("elodie.gagnon", "Élodie Gagnon", "fr", Role.EVALUATOR),
    _staff("audrey.chen", "Audrey Chen", "en", Role.AUDITOR),
    _staff("simon.leblanc", "Simon Leblanc", "fr", Role.OPEN_SOURCE_ADVISOR),
    _staff("una.macdonald", "Una MacDonald", "en", Role.UNION_OBSERVER),
)

CLIENTS = (
    _staff("claire.benoit", "Claire Benoit", "fr"),
    _staff("colin.stewart", "Colin Stewart", "en"),
)

SUPPLIERS = (
    DemoSupplier(
        DemoPerson("sam@prairiecode.example.com", "Sam Whitehorse", "en"),
        {
            "legal_name": "Sam Whitehorse",
            "business_name": "Prairie Code",
            "street": "12 Example Avenue NW",
            "city": "Calgary",
            "province": "AB",
            "postal_code": "T2P 0A1",
            "phone": "403-555-0112",
            "contact_email": "hello@prairiecode.example.com",
            "is_registered_for_tax": True,
            "gst_hst_number": "123456782RT0001",
        },
    ),
    DemoSupplier(
        DemoPerson("sophie@atelierlogiciel.example.com", "Sophie Desrosiers", "fr"),
        {
            "legal_name": "Sophie Desrosiers",
            "business_name": "Atelier logiciel Desrosiers",
            "street": "34, rue des Exemples",
            "city": "Gatineau",
            "province": "QC",
            "postal_code": "J8X 0A1",
            "phone": "819-555-0134",
            "contact_email": "bonjour@atelierlogiciel.example.com",
        },
    ),
    DemoSupplier(
        DemoPerson("sunil@harbourlabs.example.com", "Sunil Perera", "en"),
        {
            "legal_name": "Sunil Perera",
            "street": "56 Sample Street",
            "city": "Halifax",
            "province": "NS",
            "postal_code": "B3H 0A1",
            "phone": "902-555-0156",
            "contact_email": "sunil@harbourlabs.example.com",
        },
    ),
)
