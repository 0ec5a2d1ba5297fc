"""Invented addresses on the mailing list of a demonstration, with what each asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoSubscriber:
    """An address on the list; no skills means all."""

    email: str
    language: str
    frequency: str = "at_once"
    skills: tuple[str, ...] = ()


SUBSCRIBERS = (
    DemoSubscriber("sam@prairiecode.example.com", "en"),
    DemoSubscriber("sophie@atelierlogiciel.example.com", "fr", skills=("python", "web-forms", "javascript")),
    DemoSubscriber("sunil@harbourlabs.example.com", "en", skills=("powershell", "azure-policy")),
    DemoSubscriber("nadia@codelibre.example.com", "fr", frequency="weekly"),
    DemoSubscriber("noah@smallbatch.example.com", "en", skills=("data-cleaning", "open-data", "sql")),
)
