"""Steps of phases 3 to 5: offer, agreement, work, payment, close-out."""

from microacquisition.process.step_words.one_step import StepWords, say

AGREE_DELIVER_AND_CLOSE: dict[str, StepWords] = {
    "offer": say(
        "Send the award offer", "Envoyer la proposition d’attribution",
        "Award offer sent", "Proposition d’attribution envoyée",
    ),
    "decline_offer": say(
        "Decline the award offer", "Refuser la proposition d’attribution",
        "Award offer declined", "Proposition d’attribution refusée",
    ),
    "lapse": say(
        "Let the award offer lapse", "Laisser expirer la proposition d’attribution",
        "Award offer lapsed without an answer", "Proposition d’attribution expirée sans réponse",
    ),
    "sign_agreement": say(
        "Sign the agreement", "Signer l’entente",
        "Agreement signed", "Entente signée",
    ),
    "declare_status": say(
        "Say that papers are needed before you sign", "Indiquer que des documents sont requis avant de signer",
        "Supplier answered yes: papers are needed before signing",
        "Réponse affirmative du fournisseur\xa0: des documents sont requis avant la signature",
    ),
    "send_papers": say(
        "Send the director general’s two papers", "Envoyer les deux documents de la direction générale",
        "Director general’s two papers sent", "Deux documents de la direction générale envoyés",
    ),
    "check_papers": say(
        "Check the director general’s two papers", "Vérifier les deux documents de la direction générale",
        "Director general’s two papers checked", "Deux documents de la direction générale vérifiés",
    ),
    "record_exception": say(
        "Record the exception for a former public servant", "Consigner l’exception pour une ou un ancien fonctionnaire",
        "Answer recorded on the exception for a former public servant",
        "Réponse consignée sur l’exception pour une ou un ancien fonctionnaire",
    ),
    "countersign": say(
        "Countersign the agreement", "Contresigner l’entente",
        "Agreement countersigned", "Entente contresignée",
    ),
    "say_cannot_deliver": say(
        "Say that you cannot deliver", "Signaler que vous ne pourrez pas livrer",
        "Supplier said that the work cannot be delivered", "Le fournisseur a signalé qu’il ne pourra pas livrer",
    ),
    "terminate_for_default": say(
        "Terminate for default", "Résilier pour manquement",
        "Agreement terminated for default", "Entente résiliée pour manquement",
    ),
    "terminate_for_convenience": say(
        "Terminate for convenience", "Résilier pour raisons de commodité",
        "Agreement terminated for convenience", "Entente résiliée pour raisons de commodité",
    ),
    "plan": say(
        "Plan the deliverable", "Prévoir le livrable",
        "Deliverable planned", "Livrable prévu",
    ),
    "deliver": say("Deliver the work", "Livrer les travaux", "Work delivered", "Travaux livrés"),
    "ask_for_revision": say(
        "Ask for a revision", "Demander une révision des travaux",
        "Revision asked for", "Révision des travaux demandée",
    ),
    "accept": say("Accept the work", "Accepter les travaux", "Work accepted", "Travaux acceptés"),
    "extend_delivery": say(
        "Agree to the proposed date", "Accepter la date proposée",
        "Delivery date extended", "Date de livraison reportée",
    ),
    "propose_extension": say(
        "Propose a later delivery date", "Proposer une date de livraison plus tardive",
        "Later delivery date proposed", "Date de livraison plus tardive proposée",
    ),
    "decline_extension": say(
        "Decline the proposed date", "Refuser la date proposée",
        "Proposed delivery date declined", "Date de livraison proposée refusée",
    ),
    "decide_on_work": say(
        "Decide what happens with the work", "Décider de la suite des travaux",
        "Decision on the work recorded: it goes on", "Décision consignée\xa0: les travaux se poursuivent",
    ),
    "give_default_notice": say(
        "Give notice of default", "Donner un avis de manquement",
        "Notice of default given", "Avis de manquement donné",
    ),
    "announce_convenience": say(
        "Announce an end for convenience", "Annoncer une fin pour raisons de commodité",
        "End for convenience announced", "Fin pour raisons de commodité annoncée",
    ),
    "answer_convenience": say(
        "Say what share of the work is done", "Dire quelle part des travaux est faite",
        "Supplier heard on the share of the work done", "Fournisseur entendu sur la part des travaux faite",
    ),
    "open_dispute": say(
        "Open a dispute", "Ouvrir un différend",
        "Dispute opened", "Différend ouvert",
    ),
    "answer_dispute": say(
        "Answer the dispute", "Répondre au différend",
        "Dispute answered", "Réponse donnée au différend",
    ),
    "resolve_dispute": say(
        "Record how the dispute is resolved", "Consigner le règlement du différend",
        "Dispute resolved", "Différend réglé",
    ),
    "hand_over_item": say(
        "Mark what you handed over", "Indiquer ce que vous avez remis",
        "Item handed over to the supplier", "Élément remis au fournisseur",
    ),
    "confirm_item": say(
        "Confirm what you received", "Confirmer ce que vous avez reçu",
        "Supplier has the item", "Le fournisseur a reçu l’élément",
    ),
    "report_late_item": say(
        "Say that an item is missing", "Signaler qu’un élément manque",
        "Supplier said that an item is missing", "Le fournisseur a signalé qu’un élément manque",
    ),
    "accept_share": say(
        "Accept the share of work done", "Accepter la part des travaux réalisée",
        "Share of work done accepted", "Part des travaux réalisée acceptée",
    ),
    "give_up": say(
        "Give up the deliverable", "Renoncer au livrable",
        "Deliverable given up", "Livrable abandonné",
    ),
    "submit_invoice": say(
        "Submit the invoice", "Présenter la facture",
        "Invoice submitted", "Facture présentée",
    ),
    "return_invoice": say(
        "Return the invoice", "Renvoyer la facture",
        "Invoice returned", "Facture renvoyée",
    ),
    "certify": say(
        "Certify the invoice", "Attester la facture",
        "Invoice certified", "Facture attestée",
    ),
    "withdraw_certification": say(
        "Withdraw the certification", "Retirer l’attestation",
        "Certification withdrawn", "Attestation retirée",
    ),
    "settle": say("Settle the invoice", "Régler la facture", "Invoice paid", "Facture payée"),
    "start": say("Start the payment", "Lancer le paiement", "Payment started", "Paiement lancé"),
    "confirm": say(
        "Confirm the payment", "Confirmer le paiement",
        "Payment completed", "Paiement effectué",
    ),
    "hold": say(
        "Hold the payment", "Suspendre le paiement",
        "Payment pending at the provider", "Paiement en attente chez le fournisseur de services de paiement",
    ),
    "time_out": say(
        "Mark the payment as unknown", "Marquer le paiement comme indéterminé",
        "No answer about the payment", "Aucune réponse au sujet du paiement",
    ),
    "fail": say(
        "Mark the payment as failed", "Marquer le paiement comme échoué",
        "Payment failed", "Paiement échoué",
    ),
    "refund": say(
        "Record a refund", "Consigner un remboursement",
        "Payment refunded", "Paiement remboursé",
    ),
    "complete": say("Complete the purchase", "Terminer l’achat", "Purchase completed", "Achat terminé"),
    "release_funds": say(
        "Release the rest of the funds", "Libérer le reste des fonds",
        "Rest of the funds released", "Reste des fonds libéré",
    ),
    "cancel": say(
        "Cancel the opportunity", "Annuler l’occasion",
        "Opportunity cancelled", "Occasion annulée",
    ),
    "cancel_after_closing": say(
        "Cancel the opportunity after closing", "Annuler l’occasion après la clôture",
        "Opportunity cancelled after closing", "Occasion annulée après la clôture",
    ),
}  # fmt: skip
