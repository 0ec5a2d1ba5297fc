"""Every message that we send, by the part of the life that it belongs to, filled with its samples."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from microacquisition.common.words import Words
from microacquisition.correspondence.layout import Block, split_body, write_text_part
from microacquisition.correspondence.letter import write_foot
from microacquisition.correspondence.texts import MessageText, fill_text, load_file_text, load_samples

LANGUAGES = ("en", "fr")
# The folders that hold messages, in the order of a purchase's life; any other comes after them.
PARTS: Mapping[str, Words] = {
    "intake": Words(en="Request", fr="Demande"),
    "statement": Words(en="Statement", fr="Énoncé"),
    "funding": Words(en="Funds", fr="Budget"),
    "posting": Words(en="Posting and changes", fr="Affichage et modifications"),
    "announcing": Words(en="Mailing list and followers", fr="Liste de diffusion et abonnements"),
    "questions": Words(en="Questions", fr="Questions"),
    "applications": Words(en="Applications", fr="Candidatures"),
    "evaluation": Words(en="Evaluation", fr="Évaluation"),
    "selection": Words(en="Draw and selection", fr="Tirage au sort et sélection"),
    "agreement": Words(en="Agreement", fr="Entente"),
    "delivery": Words(en="Delivery", fr="Livraison"),
    "payment": Words(en="Payment", fr="Paiement"),
    "reuse": Words(en="Reuse and close-out", fr="Réutilisation et fermeture"),
    "file": Words(en="Waiting and reminders", fr="Attentes et rappels"),
    "people": Words(en="Sign-in and roles", fr="Ouverture de session et rôles"),
    "reports": Words(en="Record and reports", fr="Registre et rapports"),
}

# Messages of the office that are written to an address, whatever the program.
SAME_FOR_ALL = frozenset(
    {"announcing/confirm_following", "announcing/confirm_subscription", "announcing/weekly"}
)


@dataclass(frozen=True)
class MessagePreview:
    """One message in one language as it will be read, with sample values."""

    template: str
    language: str
    subject: str
    text: str
    main: list[Block]
    foot: list[Block]


def list_templates() -> tuple[str, ...]:
    """Return the name of every message, in the order of the parts."""
    folders = [
        *settings.SOURCE.glob("opportunities/*/messages/*/placeholders.toml"),
        *settings.SOURCE.glob("*/messages/*/placeholders.toml"),
    ]
    names = {f"{path.parents[2].name}/{path.parent.name}" for path in folders}
    order = list(PARTS)
    return tuple(
        sorted(
            names, key=lambda name: (order.index(part) if (part := name.split("/")[0]) in order else 99, name)
        )
    )


def is_of_programmes(template: str) -> bool:
    """True where a program may have its own text: of messages about one opportunity, which has a program."""
    of_office = (settings.SOURCE / "opportunities" / template.split("/")[0]).is_dir()
    return of_office and template not in SAME_FOR_ALL


def label_part(part: str) -> Words:
    """Return how pages name a folder of messages."""
    return PARTS.get(part) or Words(en=part, fr=part)


def list_subjects(template: str) -> dict[str, str]:
    """Return the subject of a message in each language, filled with its samples."""
    texts = [load_file_text(template, language) for language in LANGUAGES]
    return {text.language: fill_text(text, _read_samples(text))[0] for text in texts}


def _read_samples(text: MessageText) -> dict[str, str]:
    place = LANGUAGES.index(text.language)
    return {name: samples[place] for name, samples in load_samples(text.template).items()}


def preview_text(text: MessageText) -> MessagePreview:
    """Return a text filled with its samples; TextRefused as `fill_text`."""
    values = _read_samples(text)
    subject, body = fill_text(text, values)
    with override(text.language):
        body += write_foot(
            body, text.language, settings.MAIL_REPLY_TO, values.get("link") or values.get("draw_link", "")
        )
    main, foot = split_body(body)
    return MessagePreview(
        text.template, text.language, subject, write_text_part(body, text.language), main, foot
    )


def preview_message(template: str) -> list[MessagePreview]:
    """Return the message that comes with the system, in both languages."""
    return [preview_text(load_file_text(template, language)) for language in LANGUAGES]
