"""The words for states, stages and phases: in refusals, on staff tags, on public tags."""

from dataclasses import dataclass

from microacquisition.common.words import Words
from microacquisition.process.lifecycle import NEW, Stage, Thing


@dataclass(frozen=True)
class TagWords:
    """A tag's text and the class of the look that draws it."""

    words: Words
    tag: str


_FRAGMENTS: dict[Thing, dict[str, Words]] = {
    Thing.OPPORTUNITY: {
        NEW: Words(en="the opportunity does not exist yet.", fr="l’occasion n’existe pas encore."),
        "REQUESTED": Words(
            en="the request has not been accepted yet.", fr="la demande n’a pas encore été acceptée."
        ),
        "DRAFTING": Words(en="the statement is still being written.", fr="l’énoncé est encore en rédaction."),
        "IN_REVIEW": Words(en="the statement is in review.", fr="l’énoncé est en révision."),
        "APPROVED": Words(
            en="the statement is approved and waits for its funds.",
            fr="l’énoncé est approuvé et attend ses fonds.",
        ),
        "FUNDED": Words(
            en="the funds are reserved and the opportunity is not posted yet.",
            fr="les fonds sont réservés et l’occasion n’est pas encore affichée.",
        ),
        "SCHEDULED": Words(
            en="the opportunity is posted as coming soon.", fr="l’occasion est affichée comme étant à venir."
        ),
        "OPEN": Words(en="the opportunity is open.", fr="l’occasion est ouverte."),
        "CLOSED": Words(
            en="the opportunity is closed and its applications are being evaluated.",
            fr="l’occasion est clôturée et l’évaluation des candidatures est en cours.",
        ),
        "EVALUATED": Words(en="the evaluation is frozen.", fr="l’évaluation est figée."),
        "DRAW_COMMITTED": Words(
            en="the list is published and the draw is set.",
            fr="la liste est publiée et le tirage au sort est fixé.",
        ),
        "RANKED": Words(
            en="the order is known and no award offer is out.",
            fr="l’ordre est connu et aucune proposition d’attribution n’est en cours.",
        ),
        "OFFERED": Words(
            en="an award offer waits for its answer.", fr="une proposition d’attribution attend sa réponse."
        ),
        "IN_WORK": Words(en="an agreement is in force.", fr="une entente est en vigueur."),
        "DECLINED": Words(en="the request was declined.", fr="la demande a été refusée."),
        "COMPLETED": Words(en="the opportunity is completed.", fr="l’occasion est terminée."),
        "CANCELLED": Words(en="the opportunity is cancelled.", fr="l’occasion est annulée."),
        "NO_AWARD": Words(
            en="the opportunity ended without award.", fr="l’occasion s’est terminée sans attribution."
        ),
        "TERMINATED": Words(en="the agreement was terminated.", fr="l’entente a été résiliée."),
    },
    Thing.APPLICATION: {
        NEW: Words(en="there is no application yet.", fr="il n’y a pas encore de candidature."),
        "DRAFT": Words(en="the application is a draft.", fr="la candidature est une ébauche."),
        "SUBMITTED": Words(en="the application is submitted.", fr="la candidature est présentée."),
        "WITHDRAWN": Words(en="the application is withdrawn.", fr="la candidature est retirée."),
    },
    Thing.DELIVERABLE: {
        NEW: Words(en="the deliverable is not planned yet.", fr="le livrable n’est pas encore prévu."),
        "DUE": Words(en="the work is not delivered yet.", fr="les travaux ne sont pas encore livrés."),
        "DELIVERED": Words(
            en="the work is delivered and being assessed.",
            fr="les travaux sont livrés et en cours d’évaluation.",
        ),
        "ACCEPTED": Words(en="the work is accepted.", fr="les travaux sont acceptés."),
        "CANCELLED": Words(en="the deliverable is cancelled.", fr="le livrable est annulé."),
    },
    Thing.INVOICE: {
        NEW: Words(en="there is no invoice yet.", fr="il n’y a pas encore de facture."),
        "SUBMITTED": Words(
            en="the invoice waits for certification.", fr="la facture attend d’être attestée."
        ),
        "RETURNED": Words(en="the invoice was returned.", fr="la facture a été renvoyée."),
        "CERTIFIED": Words(
            en="the invoice is certified and waits for its payment.",
            fr="la facture est attestée et attend son paiement.",
        ),
        "PAID": Words(en="the invoice is paid.", fr="la facture est payée."),
    },
    Thing.PAYMENT: {
        NEW: Words(en="no payment is started.", fr="aucun paiement n’est lancé."),
        "STARTED": Words(en="the payment is started.", fr="le paiement est lancé."),
        "PENDING": Words(en="the payment is pending.", fr="le paiement est en attente."),
        "UNKNOWN": Words(
            en="nobody knows yet whether the payment was made.",
            fr="on ne sait pas encore si le paiement a été fait.",
        ),
        "FAILED": Words(en="the payment failed.", fr="le paiement a échoué."),
        "COMPLETED": Words(en="the payment is completed.", fr="le paiement est effectué."),
        "REFUNDED": Words(en="the payment was refunded.", fr="le paiement a été remboursé."),
    },
}


def describe_state(thing: Thing, state: str) -> Words:
    """Return the sentence that says where `thing` stands, for use after a colon; KeyError for an unknown state."""
    return _FRAGMENTS[thing][state]


_LABELS: dict[Thing, dict[str, tuple[str, str, str]]] = {
    Thing.OPPORTUNITY: {
        "REQUESTED": ("Requested", "Demandée", "soon"),
        "DRAFTING": ("Being written", "En rédaction", "soon"),
        "IN_REVIEW": ("In review", "En révision", "soon"),
        "APPROVED": ("Approved", "Approuvée", "soon"),
        "FUNDED": ("Funded", "Financée", "soon"),
        "SCHEDULED": ("Coming soon", "À venir", "soon"),
        "OPEN": ("Open", "Ouverte", "open"),
        "CLOSED": ("Closed", "Clôturée", "closed"),
        "EVALUATED": ("Evaluated", "Évaluée", "closed"),
        "DRAW_COMMITTED": ("Draw set", "Tirage fixé", "closed"),
        "RANKED": ("Order known", "Ordre connu", "closed"),
        "OFFERED": ("Award offered", "Attribution proposée", "closed"),
        "IN_WORK": ("In work", "Travaux en cours", "closed"),
        "DECLINED": ("Declined", "Refusée", "bad"),
        "COMPLETED": ("Completed", "Terminée", "good"),
        "CANCELLED": ("Cancelled", "Annulée", "bad"),
        "NO_AWARD": ("No award", "Sans attribution", "bad"),
        "TERMINATED": ("Terminated", "Résiliée", "bad"),
    },
    Thing.APPLICATION: {
        "DRAFT": ("Draft", "Ébauche", "soon"),
        "SUBMITTED": ("Submitted", "Présentée", "good"),
        "WITHDRAWN": ("Withdrawn", "Retirée", "closed"),
    },
    Thing.DELIVERABLE: {
        "DUE": ("Due", "À livrer", "soon"),
        "DELIVERED": ("Delivered", "Livré", "open"),
        "ACCEPTED": ("Accepted", "Accepté", "good"),
        "CANCELLED": ("Cancelled", "Annulé", "bad"),
    },
    Thing.INVOICE: {
        "SUBMITTED": ("To certify", "À attester", "soon"),
        "RETURNED": ("Returned", "Renvoyée", "warn"),
        "CERTIFIED": ("Certified", "Attestée", "open"),
        "PAID": ("Paid", "Payée", "good"),
    },
    Thing.PAYMENT: {
        "STARTED": ("Started", "Lancé", "soon"),
        "PENDING": ("Pending", "En attente", "warn"),
        "UNKNOWN": ("Unknown", "Indéterminé", "warn"),
        "FAILED": ("Failed", "Échoué", "bad"),
        "COMPLETED": ("Completed", "Effectué", "good"),
        "REFUNDED": ("Refunded", "Remboursé", "closed"),
    },
}

STATE_LABELS: dict[Thing, dict[str, TagWords]] = {
    thing: {state: TagWords(Words(en=en, fr=fr), tag) for state, (en, fr, tag) in labels.items()}
    for thing, labels in _LABELS.items()
}

PUBLIC_LABELS: dict[str, TagWords] = {
    "soon": TagWords(Words(en="Coming soon", fr="À venir"), "soon"),
    "open": TagWords(Words(en="Open", fr="Ouverte"), "open"),
    "counting": TagWords(Words(en="Closed, being counted", fr="Clôturée, décompte en cours"), "closed"),
    "closed": TagWords(Words(en="Closed", fr="Clôturée"), "closed"),
    "cancelled": TagWords(Words(en="Cancelled", fr="Annulée"), "bad"),
    "no_award": TagWords(Words(en="No award", fr="Sans attribution"), "closed"),
    "terminated": TagWords(Words(en="Terminated", fr="Résiliée"), "bad"),
    "completed": TagWords(Words(en="Completed", fr="Terminée"), "good"),
}

STAGE_LABELS: dict[Stage, Words] = {
    Stage.REQUEST: Words(en="Request", fr="Demande"),
    Stage.STATEMENT: Words(en="Statement", fr="Énoncé"),
    Stage.REVIEW: Words(en="Review", fr="Révision"),
    Stage.FUNDS: Words(en="Funds", fr="Fonds"),
    Stage.POSTING: Words(en="Posting", fr="Affichage"),
    Stage.OPEN: Words(en="Open", fr="Période ouverte"),
    Stage.EVALUATION: Words(en="Evaluation", fr="Évaluation"),
    Stage.SELECTION: Words(en="Selection", fr="Sélection"),
    Stage.OFFER: Words(en="Offer", fr="Proposition"),
    Stage.AGREEMENT: Words(en="Agreement", fr="Entente"),
    Stage.WORK: Words(en="Work", fr="Travaux"),
    Stage.PAYMENT: Words(en="Payment", fr="Paiement"),
    Stage.CLOSE_OUT: Words(en="Reuse and close-out", fr="Réutilisation et clôture du dossier"),
}

PHASE_LABELS: dict[str, Words] = {
    "prepare": Words(en="1 Prepare", fr="1 Préparer"),
    "solicit": Words(en="2 Solicit", fr="2 Solliciter"),
    "agree": Words(en="3 Agree", fr="3 Convenir"),
    "deliver": Words(en="4 Deliver", fr="4 Livrer"),
    "close": Words(en="5 Close", fr="5 Fermer"),
}
