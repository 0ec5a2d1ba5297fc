"""Which steps somebody is expected to take, and how soon."""

from microacquisition.common.words import Words
from microacquisition.process.lifecycle import STEPS, Step
from microacquisition.process.programmes.base import Programme
from microacquisition.process.roles import Role

# Possible, but nobody waits for them: a way back, a way out, a second thought, or the clock's own.
NOT_AWAITED = frozenset(
    {
        "request", "decline_request", "hold_request", "request_changes", "return_to_drafting", "refuse_funds",
        "return_reservation", "unpost", "open", "amend", "extend", "extend_by_rule", "close", "return_evaluation",
        "replace_draw", "insert_entrant", "decline_offer", "lapse",
        "declare_status", "say_cannot_deliver", "terminate_for_default", "terminate_for_convenience", "cancel", "cancel_after_closing",
        "withdraw_request", "post_again", "save", "submit", "change", "withdraw", "plan", "ask_for_revision",
        "propose_extension", "decline_extension", "report_late_item", "give_default_notice", "announce_convenience", "open_dispute", "accept_share", "give_up", "return_invoice", "withdraw_certification", "settle", "hold",
        "time_out", "fail", "refund", "assign_question", "refuse_question", "edit_answer",
    }
)  # fmt: skip
AWAITED = frozenset(STEPS) - NOT_AWAITED

# Nobody waits for the first signature; once it is given, the second is waited for.
AWAITED_ONCE_SIGNED = frozenset({"extend", "cancel_after_closing", "replace_draw", "insert_entrant"})

# Before the closing the clock hurries these alone: nothing else is late while suppliers still write.
HURRIED_WHILE_OPEN = frozenset({"draft_answer", "answer_question"})

# May take the step for somebody else, but nobody waits for them.
STAND_INS: dict[str, frozenset[Role]] = {"deliver": frozenset({Role.CLIENT})}


# May be taken before anybody waits for them: accepted from the waiting list, prepared or translated anew.
POSSIBLE_BEFORE_AWAITED = frozenset({"accept_request", "prepare_funding_form", "submit_translation"})


def target_days(programme: Programme, step_code: str) -> int | None:
    """Return the target for a step in business days, or None where the program sets none."""
    return programme.target_days.get(step_code)


def waits_for(step: Step) -> Words:
    """Return what the file waits for, as a noun: “the fund manager’s signature”; KeyError where nobody waits."""
    en, fr = WAITS_FOR[step.code]
    return Words(en=en, fr=fr)


WAITS_FOR: dict[str, tuple[str, str]] = {
    "extend": ("the second signature for a later closing", "la seconde signature pour reporter la clôture"),
    "cancel_after_closing": ("the second signature to cancel", "la seconde signature pour annuler"),
    "replace_draw": ("the second signature for a new list of the draw", "la seconde signature pour remplacer la liste du tirage au sort"),
    "insert_entrant": ("the second signature to add an application", "la seconde signature pour ajouter une candidature"),
    "accept_request": ("the program officer’s answer to the request", "la réponse à la demande, par l’équipe du programme"),
    "submit_for_review": ("the client team’s statement", "l’énoncé de l’équipe cliente"),
    "approve_statement": (
        "the approval of the statement by the program officer and the procurement advisor",
        "l’approbation de l’énoncé, pour le programme et pour l’approvisionnement",
    ),
    "prepare_funding_form": ("the program officer’s funding form", "le formulaire de financement, à préparer par l’équipe du programme"),
    "confirm_funding_form": (
        "the client team’s confirmation of the funding form", "la confirmation du formulaire de financement par l’équipe cliente",
    ),
    "sign_for_funds": ("the fund manager’s signature", "la signature de la ou du gestionnaire du budget"),
    "reserve_funds": ("the payment officer’s reservation of the funds", "la réservation des fonds par l’équipe des paiements"),
    "renew_reservation": ("the payment officer’s new reservation of the funds", "la nouvelle réservation des fonds par l’équipe des paiements"),
    "settle_transfer": ("the budget transfer from the other branch", "le virement budgétaire de l’autre direction générale"),
    "submit_translation": ("the translation", "la traduction"),
    "approve_translation": ("the approval of the translation", "l’approbation de la traduction"),
    "post": ("the program officer’s posting", "l’affichage par l’équipe du programme"),
    "draft_answer": ("the client team’s draft of an answer", "le projet de réponse de l’équipe cliente"),
    "answer_question": ("the program officer’s answer to a question", "la réponse de l’équipe du programme à une question"),
    "assign_evaluators": ("the names of the evaluators", "la désignation des personnes qui évaluent"),
    "open_applications": (
        "the opening of the applications by the program officer and the procurement advisor",
        "l’ouverture des candidatures, pour le programme et pour l’approvisionnement",
    ),
    "declare": ("the evaluators’ declarations", "les déclarations des personnes qui évaluent"),
    "judge": ("the evaluators’ judgments", "les jugements des personnes qui évaluent"),
    "reconcile": ("the chair’s findings", "les constats de la personne qui préside l’évaluation"),
    "strike": ("the decision on an application whose supplier was heard", "la décision sur une candidature dont le fournisseur a été entendu"),
    "strike_from_order": (
        "the decision on an application whose supplier was heard",
        "la décision sur une candidature dont le fournisseur a été entendu",
    ),
    "freeze_evaluation": (
        "the freezing of the evaluation by the program officer and the procurement advisor",
        "les signatures qui figent l’évaluation, pour le programme et pour l’approvisionnement",
    ),
    "commit_draw": ("the publication of the list", "la publication de la liste"),
    "record_draw": ("the value of the draw", "la valeur du tirage au sort"),
    "record_insertion": ("the value that gives the added application its place", "la valeur qui donne la place de la candidature ajoutée"),
    "rank": ("the order by score", "l’ordre selon les notes"),
    "end_without_award": ("the end without award", "la fin sans attribution"),
    "offer": ("the award offer", "la proposition d’attribution"),
    "sign_agreement": ("the supplier’s signature", "la signature du fournisseur"),
    "send_papers": ("the supplier’s two papers", "les deux documents du fournisseur"),
    "check_papers": (
        "the program officer’s check of the papers", "la vérification des documents par l’équipe du programme",
    ),
    "record_exception": (
        "the program officer’s answer on the exception", "la réponse de l’équipe du programme au sujet de l’exception",
    ),
    "countersign": ("the payment officer’s countersignature", "la contresignature de l’équipe des paiements"),
    "deliver": ("the supplier’s delivery", "la livraison des travaux par le fournisseur"),
    "accept": ("the client team’s assessment of the work", "l’évaluation des travaux par l’équipe cliente"),
    "extend_delivery": (
        "the answer to a proposed delivery date", "la réponse à la nouvelle date de livraison proposée",
    ),
    "hand_over_item": ("an item from the client team", "un élément que l’équipe cliente doit fournir"),
    "confirm_item": (
        "the supplier’s word that an item arrived", "la confirmation, par le fournisseur, qu’un élément est arrivé",
    ),
    "answer_convenience": (
        "the supplier’s answer on the share of the work done",
        "la réponse du fournisseur sur la part des travaux faite",
    ),
    "answer_dispute": ("the answer to the dispute", "la réponse au différend"),
    "resolve_dispute": (
        "the program officer’s resolution of the dispute", "le règlement du différend par l’équipe du programme",
    ),
    "decide_on_work": (
        "the program officer’s decision on the work", "la décision de l’équipe du programme au sujet des travaux",
    ),
    "submit_invoice": ("the supplier’s invoice", "la facture du fournisseur"),
    "certify": ("the certifier’s signature", "la signature de la ou du gestionnaire signataire"),
    "start": ("the payment", "le paiement"),
    "confirm": ("the confirmation of the payment", "la confirmation du paiement"),
    "complete": ("the completion of the purchase", "la fin de l’achat, à inscrire par l’équipe du programme"),
    "release_funds": ("the release of the rest of the funds", "la libération du reste des fonds"),
}  # fmt: skip
