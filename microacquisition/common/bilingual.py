"""A text that people write in one or both official languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bilingual:
    """What somebody wrote; an empty string is a language not written yet."""

    en: str = ""
    fr: str = ""

    def best_for(self, language: str) -> tuple[str, str]:
        """Return (text, its language): the reader's language where written, else the other."""
        wanted = self.fr if language == "fr" else self.en
        if wanted:
            return wanted, language
        return (self.en, "en") if language == "fr" else (self.fr, "fr")

    def is_complete(self, languages: tuple[str, ...]) -> bool:
        """True where every one of `languages` is written."""
        return all(getattr(self, language).strip() for language in languages)
