"""A sentence of the system in both official languages."""

from dataclasses import dataclass

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Words:
    """One sentence, complete and equal in English and French."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        """Return the sentence in `language` ("en" or "fr"); ValueError for any other."""
        if language not in LANGUAGES:
            raise ValueError(f"No words in language {language!r}.")
        return self.fr if language == "fr" else self.en

    def filled(self, **values: object) -> "Words":
        """Return the same sentence with `{placeholders}` filled; a Words value is put in by language."""
        return Words(
            en=self.en.format(**{k: v.en if isinstance(v, Words) else v for k, v in values.items()}),
            fr=self.fr.format(**{k: v.fr if isinstance(v, Words) else v for k, v in values.items()}),
        )
