"""How the timeline names events that are not steps; `{step}` is filled with the `do` words of the step signed."""

from microacquisition.common.words import Words

EVENT_WORDS: dict[str, Words] = {
    "sign": Words(en="Signed: {step}", fr="Signature\xa0: {step}"),
    "sign_on_paper": Words(en="Signed on paper: {step}", fr="Signature sur papier\xa0: {step}"),
    "void_signature": Words(
        en="Signature lapsed, because what was signed has changed: {step}",
        fr="Signature devenue caduque, parce que ce qui avait été signé a changé\xa0: {step}",
    ),
    "record_readiness": Words(
        en="Recorded before the first posting", fr="Consigné avant le premier affichage"
    ),
    "waive_readiness": Words(en="Waived before the first posting", fr="Levé avant le premier affichage"),
    "override_text": Words(
        en="Own text of a message written", fr="Texte propre au programme rédigé pour un message"
    ),
    "reopen_translation": Words(
        en="Translation reopened for the sections that changed",
        fr="Traduction rouverte pour les sections modifiées",
    ),
    "save_statement": Words(en="Statement changed", fr="Énoncé modifié"),
    "duplicate_statement": Words(en="Statement copied", fr="Énoncé copié"),
    "import_statement": Words(en="Statement imported", fr="Énoncé importé"),
    "send_survey": Words(en="Survey sent by mail", fr="Sondage envoyé par courriel"),
    "share_preview": Words(en="Preview link made", fr="Lien d’aperçu créé"),
    "end_preview": Words(en="Preview link ended", fr="Lien d’aperçu désactivé"),
    "judge_splitting": Words(en="Contract splitting judged", fr="Fractionnement des contrats examiné"),
    "transfer_budget": Words(en="Budget transfer recorded", fr="Virement budgétaire consigné"),
    "accept_risk": Words(
        en="Risk accepted until the budget transfer", fr="Risque accepté jusqu’au virement budgétaire"
    ),
    "ask_question": Words(en="Question received", fr="Question reçue"),
    "publish_root": Words(en="Root of the receipts published", fr="Racine des accusés de réception publiée"),
    "commit_beacon": Words(en="Beacon value published", fr="Valeur de la balise publiée"),
    "override_check": Words(en="Automated check overridden", fr="Vérification automatisée écartée"),
    "record_check": Words(en="Automated checks recorded", fr="Vérifications automatisées consignées"),
    "introduce": Words(
        en="Supplier and client team introduced", fr="Fournisseur et équipe cliente mis en relation"
    ),
    "delivery_due_soon": Words(
        en="Supplier reminded that the work is due soon",
        fr="Rappel envoyé au fournisseur\xa0: la livraison approche",
    ),
    "move_delivery": Words(
        en="Delivery date moved, because an item from the client team was late",
        fr="Date de livraison reportée, parce qu’un élément attendu de l’équipe cliente a tardé",
    ),
    "remind": Words(en="Reminder sent by mail: {step}", fr="Rappel envoyé par courriel\xa0: {step}"),
    "remind_by_clock": Words(
        en="Reminder sent by the clock, past the target: {step}",
        fr="Rappel envoyé par l’horloge, le délai visé étant dépassé\xa0: {step}",
    ),
    "name_stand_in": Words(
        en="Passed to somebody else, who was told: {step}",
        fr="Confié à quelqu’un d’autre, qui en a été informé\xa0: {step}",
    ),
    "fall_asleep": Words(
        en="Client team silent for 20 days: asked whether it goes on",
        fr="Équipe cliente silencieuse depuis 20 jours\xa0: on lui a demandé si elle continue",
    ),
    "read_answers": Words(en="Answers of applicants read", fr="Réponses des candidats lues"),
    "read_applicants": Words(en="Applicants looked up by name", fr="Noms des candidats consultés"),
    "read_document": Words(en="Document of the file read", fr="Document du dossier lu"),
    "read_payee": Words(en="Details of the payee read", fr="Coordonnées du bénéficiaire consultées"),
    "read_papers": Words(
        en="Papers of a public servant read", fr="Documents d’une ou d’un fonctionnaire consultés"
    ),
    "go_on": Words(en="The client team goes on", fr="L’équipe cliente continue"),
    "note_contact": Words(en="Contact noted", fr="Échange consigné"),
    "note_announcement": Words(
        en="Noted what is done to announce it", fr="Consigné ce qui est fait pour l’annoncer"
    ),
    "answer_return": Words(en="Returned evaluation answered", fr="Réponse donnée au renvoi de l’évaluation"),
    "tell_strike": Words(
        en="Supplier told of a reason to strike their application",
        fr="Fournisseur prévenu d’un motif d’écarter sa candidature",
    ),
    "answer_strike": Words(en="Supplier answered the reason", fr="Réponse du fournisseur au motif"),
    "drop_strike": Words(en="Application stands after all", fr="Candidature maintenue en lice"),
    "note_two_people": Words(
        en="Two applications looked at: two different people",
        fr="Deux candidatures examinées\xa0: deux personnes différentes",
    ),
    "propose_clarification": Words(
        en="Question proposed by an evaluator", fr="Question proposée à l’évaluation"
    ),
    "ask_clarification": Words(en="Question sent to a supplier", fr="Question envoyée à un fournisseur"),
    "decline_clarification": Words(en="Question not asked", fr="Question non posée"),
    "answer_clarification": Words(en="Answer received from a supplier", fr="Réponse reçue d’un fournisseur"),
    "receipt": Words(en="Receipt of an application recorded", fr="Accusé de réception consigné au registre"),
    "find_damaged_seal": Words(
        en="A sealed application does not open", fr="Une candidature scellée ne s’ouvre pas"
    ),
    "open_damaged_seal": Words(en="Restored application opened", fr="Candidature restaurée et ouverte"),
    "redact": Words(en="Text redacted", fr="Texte caviardé"),
    "ask_debrief": Words(en="Debrief asked for", fr="Compte rendu demandé"),
    "give_debrief": Words(en="Debrief given", fr="Compte rendu donné"),
    "leave_reserve": Words(
        en="Supplier left the reserve list", fr="Un fournisseur a quitté la liste de réserve"
    ),
    "end_reserve": Words(en="Place on the reserve list ended", fr="Place sur la liste de réserve échue"),
    "give_time": Words(
        en="More time to sign: the program’s answer is awaited",
        fr="Délai de signature prolongé\xa0: la réponse du programme est attendue",
    ),
    "offer_lapses_soon": Words(
        en="Supplier reminded that the award offer lapses soon",
        fr="Rappel envoyé au fournisseur\xa0: la proposition d’attribution expire bientôt",
    ),
    "answer_survey": Words(en="Survey answered", fr="Sondage rempli"),
    "confirm_payment_received": Words(
        en="Supplier confirmed the payment", fr="Le fournisseur a confirmé avoir reçu le paiement"
    ),
    "release_names": Words(en="Names shown to staff", fr="Noms dévoilés au personnel"),
    "list_for_reuse": Words(en="Catalogue entry recorded", fr="Fiche du catalogue consignée"),
    "waive_reuse": Words(
        en="Not listed for reuse: reason recorded", fr="Non inscrite au catalogue\xa0: motif consigné"
    ),
    "export_case_file": Words(en="Case file exported", fr="Dossier exporté"),
    "publish_checkpoint": Words(en="Checkpoint published", fr="Empreinte publiée"),
}
