"""Gathers the French of every area into the one file that Django reads."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class WordsError(Exception):
    """The French texts contradict each other or are not finished."""


def compile_words(folder: Path) -> int:
    """Merge `folder/fr/*.po` into `folder/fr/LC_MESSAGES/django.mo`; return how many texts it holds.

    Raises WordsError naming file and text for two different translations, a fuzzy or an empty one.
    """
    merged, places, problems = Catalog(locale="fr"), dict[tuple[object, object], str](), list[str]()
    for path in sorted((folder / "fr").glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale="fr", abort_invalid=True)
        for message in catalog:
            if not message.id:
                continue
            known = merged.get(message.id, message.context)
            if message.fuzzy or not message.string or not all(message.string):
                problems.append(f"{path.name}: {message.id!r} is not translated.")
            elif known is not None and known.string != message.string:
                place = places[(known.id, known.context)]
                problems.append(f"{path.name}: {message.id!r} is translated otherwise in {place}.")
            elif known is None:
                merged.add(message.id, message.string, context=message.context)
                places[(message.id, message.context)] = path.name
    if problems:
        raise WordsError("\n".join(problems))
    target = folder / "fr" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        write_mo(file, merged)
    unfinished.replace(target)
    return len(places)
