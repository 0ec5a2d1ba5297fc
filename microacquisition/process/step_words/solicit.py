"""Steps of phase 2: open, applications, evaluation, selection."""

from microacquisition.process.step_words.one_step import StepWords, say

SOLICIT: dict[str, StepWords] = {
    "amend": say(
        "Amend the opportunity", "Modifier l’occasion",
        "Opportunity amended", "Occasion modifiée",
    ),
    "extend": say(
        "Extend the closing", "Reporter la clôture",
        "Closing extended", "Clôture reportée",
    ),
    "extend_by_rule": say(
        "Extend the closing by rule", "Reporter la clôture selon les règles",
        "Closing extended by the clock, under the published rules",
        "Clôture reportée par l’horloge, selon les règles publiées",
    ),
    "assign_question": say(
        "Ask the client team for a draft", "Demander un projet de réponse à l’équipe cliente",
        "Draft of an answer asked of the client team", "Projet de réponse demandé à l’équipe cliente",
    ),
    "draft_answer": say(
        "Draft an answer", "Rédiger un projet de réponse",
        "Draft of an answer given to the program officer", "Projet de réponse remis à l’équipe du programme",
    ),
    "answer_question": say(
        "Publish an answer", "Publier une réponse",
        "Answer published", "Réponse publiée",
    ),
    "refuse_question": say(
        "Say that a question is not answered", "Indiquer qu’une question reste sans réponse",
        "Said in public: a question is not answered", "Question publiquement laissée sans réponse",
    ),
    "edit_answer": say(
        "Edit what is published", "Modifier ce qui est publié",
        "Published answer edited", "Réponse publiée modifiée",
    ),
    "save": say(
        "Save the draft", "Enregistrer l’ébauche",
        "Draft application saved", "Ébauche de candidature enregistrée",
    ),
    "submit": say(
        "Submit the application", "Présenter la candidature",
        "Application submitted", "Candidature présentée",
    ),
    "change": say(
        "Change the application", "Modifier la candidature",
        "Application changed", "Candidature modifiée",
    ),
    "withdraw": say(
        "Withdraw the application", "Retirer la candidature",
        "Application withdrawn", "Candidature retirée",
    ),
    "assign_evaluators": say(
        "Assign the evaluators", "Désigner les personnes qui évaluent",
        "Evaluators assigned", "Personnes qui évaluent désignées",
    ),
    "close": say(
        "Close the opportunity", "Clôturer l’occasion",
        "Closed by the clock", "Clôturée par l’horloge",
    ),
    "open_applications": say(
        "Open the applications", "Ouvrir les candidatures",
        "Applications opened", "Candidatures ouvertes",
    ),
    "declare": say(
        "Declare that you have no interest", "Déclarer n’avoir aucun intérêt",
        "Declared: no interest", "Absence d’intérêt déclarée",
    ),
    "judge": say(
        "Judge the applications", "Évaluer les candidatures",
        "Applications judged", "Candidatures évaluées",
    ),
    "reconcile": say(
        "Settle the findings", "Arrêter les constats",
        "Findings settled", "Constats arrêtés",
    ),
    "return_evaluation": say(
        "Return the evaluation", "Renvoyer l’évaluation",
        "Evaluation returned", "Évaluation renvoyée",
    ),
    "freeze_evaluation": say(
        "Freeze the evaluation", "Figer l’évaluation",
        "Evaluation frozen", "Évaluation figée",
    ),
    "commit_draw": say(
        "Publish the list and set the draw", "Publier la liste et fixer le tirage au sort",
        "List published and draw set", "Liste publiée et tirage au sort fixé",
    ),
    "record_draw": say(
        "Record the draw", "Consigner le tirage au sort",
        "Draw recorded", "Tirage au sort consigné",
    ),
    "replace_draw": say(
        "Replace the list of the draw", "Remplacer la liste du tirage au sort",
        "List of the draw replaced", "Liste du tirage au sort remplacée",
    ),
    "insert_entrant": say(
        "Add an application that was left out", "Ajouter une candidature qui avait été omise",
        "Application that was left out added", "Candidature omise ajoutée",
    ),
    "record_insertion": say(
        "Record the place drawn", "Consigner la place tirée",
        "Place of the added application recorded", "Place de la candidature ajoutée consignée",
    ),
    "rank": say(
        "Record the order by score", "Consigner l’ordre selon les notes",
        "Order by score recorded", "Ordre selon les notes consigné",
    ),
    "strike": say(
        "Strike an application", "Écarter une candidature",
        "Application struck", "Candidature écartée",
    ),
    "strike_from_order": say(
        "Strike an application from the order", "Écarter une candidature de la liste ordonnée",
        "Application struck from the order", "Candidature écartée de la liste ordonnée",
    ),
    "end_without_award": say(
        "End without award", "Terminer sans attribution",
        "Ended without award", "Terminée sans attribution",
    ),
}  # fmt: skip
