"""Steps of phase 1: request, statement, review, funds, posting."""

from microacquisition.process.step_words.one_step import StepWords, say

PREPARE: dict[str, StepWords] = {
    "request": say("Send the request", "Envoyer la demande", "Requested", "Demande reçue"),
    "accept_request": say(
        "Accept the request", "Accepter la demande",
        "Request accepted", "Demande acceptée",
    ),
    "decline_request": say(
        "Decline the request", "Refuser la demande",
        "Request declined", "Demande refusée",
    ),
    "hold_request": say(
        "Put on the waiting list", "Mettre sur la liste d’attente",
        "Request put on the waiting list", "Demande mise sur la liste d’attente",
    ),
    "withdraw_request": say(
        "Withdraw the request", "Retirer la demande",
        "Request withdrawn", "Demande retirée",
    ),
    "submit_for_review": say(
        "Submit the statement for review", "Soumettre l’énoncé à la révision",
        "Statement submitted for review", "Énoncé soumis à la révision",
    ),
    "post_again": say(
        "Prepare it again", "Préparer de nouveau",
        "Prepared again from an earlier opportunity", "Préparée de nouveau à partir d’une occasion antérieure",
    ),
    "request_changes": say(
        "Ask for changes", "Demander des modifications",
        "Changes asked for", "Modifications demandées",
    ),
    "approve_statement": say(
        "Approve the statement", "Approuver l’énoncé",
        "Statement approved", "Énoncé approuvé",
    ),
    "return_to_drafting": say(
        "Return the statement to drafting", "Renvoyer l’énoncé à la rédaction",
        "Statement returned to drafting", "Énoncé renvoyé à la rédaction",
    ),
    "prepare_funding_form": say(
        "Prepare the funding form", "Préparer le formulaire de financement",
        "Funding form prepared", "Formulaire de financement préparé",
    ),
    "confirm_funding_form": say(
        "Confirm the funding form", "Confirmer le formulaire de financement",
        "Funding form confirmed", "Formulaire de financement confirmé",
    ),
    "sign_for_funds": say(
        "Sign for the funds", "Signer pour les fonds",
        "Funds signed for", "Disponibilité des fonds attestée",
    ),
    "refuse_funds": say(
        "Refuse the funds", "Refuser les fonds",
        "Funds refused", "Fonds refusés",
    ),
    "reserve_funds": say(
        "Reserve the funds", "Réserver les fonds",
        "Funds reserved", "Fonds réservés",
    ),
    "renew_reservation": say(
        "Record the new reservation", "Inscrire la nouvelle réservation",
        "Reservation renewed", "Réservation renouvelée",
    ),
    "return_reservation": say(
        "Return the funding form", "Renvoyer le formulaire de financement",
        "Funding form returned", "Formulaire de financement renvoyé",
    ),
    "settle_transfer": say(
        "Record the budget transfer", "Consigner le virement budgétaire",
        "Budget transfer settled", "Virement budgétaire réglé",
    ),
    "submit_translation": say(
        "Submit the translation", "Soumettre la traduction",
        "Translation submitted", "Traduction soumise",
    ),
    "approve_translation": say(
        "Approve the translation", "Approuver la traduction",
        "Translation approved", "Traduction approuvée",
    ),
    "post": say("Post the opportunity", "Afficher l’occasion", "Posted", "Occasion affichée"),
    "unpost": say(
        "Take the posting back", "Retirer l’affichage",
        "Posting taken back", "Affichage retiré",
    ),
    "open": say(
        "Open the opportunity", "Ouvrir l’occasion",
        "Opened by the clock", "Ouverte par l’horloge",
    ),
}  # fmt: skip
