"""The one sentence of the status box where nobody is expected to act: where an opportunity stands, or who is waited for."""

from microacquisition.common.words import Words

WAITING_LIST = Words(en="On the waiting list until {until}.", fr="Sur la liste d’attente jusqu’au {until}.")

# Where nobody is expected to act: what happens next, by state. Placeholders: closes, answer_by, due, opens, draws.
STANDS: dict[str, Words] = {
    "SCHEDULED": Words(
        en="Coming soon: it opens {opens}.", fr="À venir : l’ouverture est prévue le {opens}."
    ),
    "OPEN": Words(
        en="Open until {closes}. Applications stay sealed until then; even their number is hidden.",
        fr="Ouverte jusqu’au {closes}. D’ici là, les candidatures restent scellées; même leur nombre est caché.",
    ),
    "DRAW_COMMITTED": Words(
        en="The list is published. The draw follows on {draws}.",
        fr="La liste est publiée. Le tirage au sort aura lieu le {draws}.",
    ),
    "OFFERED": Words(
        en="The supplier has until {answer_by} to sign or decline.",
        fr="Le fournisseur a jusqu’au {answer_by} pour signer ou refuser.",
    ),
    "IN_WORK": Words(
        en="The supplier is at work until {due}.", fr="Le fournisseur travaille jusqu’au {due}."
    ),
    "DECLINED": Words(en="Declined. Nothing more will happen.", fr="Refusée. Rien d’autre n’est prévu."),
    "CANCELLED": Words(en="Cancelled. Everyone was told.", fr="Annulée. Tout le monde a été informé."),
    "NO_AWARD": Words(en="Ended without an award.", fr="Terminée sans attribution."),
    "TERMINATED": Words(
        en="Terminated: the work was not delivered and nobody is left in order.",
        fr="Résiliée : les travaux n’ont pas été livrés et il ne reste personne dans l’ordre.",
    ),
    "COMPLETED": Words(
        en="Completed: the work is delivered and paid.", fr="Terminée\xa0: les travaux sont livrés et payés."
    ),
}

WAITING_FOR = Words(en="Waiting for {what}.", fr="En attente\xa0: {what}.")
