"""The first difference that verifying finds, as one sentence in both languages."""

from microacquisition.common.words import Words


class Differs(Exception):
    """The first place where the record is not what was written; `words` says it in both languages."""

    def __init__(self, words: Words, **values: object) -> None:
        self.words = words.filled(**values)
        super().__init__(self.words.en)


ENDS_ELSEWHERE = Words(
    en="Stream {stream} ends at event {last}, but its head says event {head}: its end differs.",
    fr="Le dossier {stream} se termine à l’événement {last}, mais sa tête indique l’événement {head}\xa0: "
    "sa fin est différente.",
)
MISSING = Words(
    en="Event {seq} of stream {stream} is missing.", fr="L’événement {seq} du dossier {stream} manque."
)
MISPLACED = Words(
    en="Event {seq} of stream {stream} was put under another stream: it stands as event {there_seq} of stream {there}.",
    fr="L’événement {seq} du dossier {stream} a été placé sous un autre dossier\xa0: il se trouve à l’événement "
    "{there_seq} du dossier {there}.",
)
OF_ANOTHER = Words(
    en="Event {seq} of stream {stream} is about opportunity {subject}: it was put under another stream.",
    fr="L’événement {seq} du dossier {stream} concerne l’occasion {subject}\xa0: il a été placé sous un autre dossier.",
)
DOES_NOT_FOLLOW = Words(
    en="Event {seq} of stream {stream} does not follow from the event before it.",
    fr="L’événement {seq} du dossier {stream} ne découle pas de l’événement précédent.",
)
CHANGED = Words(
    en="Event {seq} of stream {stream} was changed: its hash is not that of its text.",
    fr="L’événement {seq} du dossier {stream} a été modifié\xa0: son empreinte n’est pas celle de son texte.",
)
COPIES_CHANGED = Words(
    en="Event {seq} of stream {stream} was changed: the columns beside its text say something else.",
    fr="L’événement {seq} du dossier {stream} a été modifié\xa0: les colonnes à côté de son texte disent autre chose.",
)
OTHER_KEY = Words(
    en="The checkpoint is signed by the key {key}, which is not this site’s.",
    fr="L’empreinte publiée est signée par la clé {key}, qui n’est pas celle de ce site.",
)
SHORTER = Words(
    en="Stream {stream} had {seq} events at {at} by the checkpoint and is shorter now: its end is missing.",
    fr="Selon l’empreinte publiée, le dossier {stream} comptait {seq} événements le {at}; il est plus court "
    "maintenant\xa0: sa fin manque.",
)
WRITTEN_ANEW = Words(
    en="Stream {stream} had another event {seq} at {at} by the checkpoint: this history was written anew.",
    fr="Selon l’empreinte publiée, le dossier {stream} avait un autre événement {seq} le {at}\xa0: cet historique "
    "a été réécrit.",
)
CHECKPOINT_CHANGED = Words(
    en="The checkpoint {digest} was changed: {why}", fr="L’empreinte {digest} a été modifiée\xa0: {why}"
)
CHECKPOINT_OF_OTHER_KEY = Words(
    en="The checkpoint {digest} is signed by the key {key}, which is not this site’s: no key of it announced that one.",
    fr="L’empreinte {digest} est signée par la clé {key}, qui n’est pas celle de ce site\xa0: aucune clé du site ne "
    "l’a annoncée.",
)
CHECKPOINT_DOES_NOT_FOLLOW = Words(
    en="The checkpoint {digest} does not follow from the one before it.",
    fr="L’empreinte {digest} ne découle pas de la précédente.",
)
TEXT_CHANGED = Words(
    en="The kept text {key} is not the one whose digest stands in the record.",
    fr="Le texte conservé {key} n’est pas celui dont l’empreinte figure au registre.",
)
DOCUMENT_CHANGED = Words(
    en="The document {key} is not the file whose digest stands in the record.",
    fr="Le document {key} n’est pas le fichier dont l’empreinte figure au registre.",
)
STATE_WITHOUT_EVENT = Words(
    en="The {kind} {key} is {state}, but no event brought it there.",
    fr="{kind} {key}\xa0: l’état est {state}, mais aucun événement ne l’y a mené.",
)
STATE_OF_ANOTHER_EVENT = Words(
    en="The {kind} {key} is {state}, but its last event says {said}.",
    fr="{kind} {key}\xa0: l’état est {state}, mais le dernier événement dit {said}.",
)
STATE_OF_ANOTHER_RECEIPT = Words(
    en="The application {key} is {state}, but its last receipt says {said}.",
    fr="Candidature {key}\xa0: l’état est {state}, mais le dernier accusé de réception dit {said}.",
)
SIGNED_TEXT_CHANGED = Words(
    en="The {kind} {key} is not the text whose digest stands in the record.",
    fr="{kind} {key}\xa0: ce n’est pas le texte dont l’empreinte figure au registre.",
)
COUNT_CHANGED = Words(
    en="{reference}: the receipts are not those that were counted and bound at closing.",
    fr="{reference}\xa0: les accusés de réception ne sont pas ceux qui ont été comptés et liés à la clôture.",
)
DRAW_CHANGED = Words(
    en="{reference}: the order is not the one whose digest stands in the record.",
    fr="{reference}\xa0: l’ordre n’est pas celui dont l’empreinte figure au registre.",
)
DRAW_FOLLOWS_NOT = Words(
    en="{reference}: the order does not follow from the list and the value. {why}",
    fr="{reference}\xa0: l’ordre ne découle pas de la liste et de la valeur. {why}",
)
