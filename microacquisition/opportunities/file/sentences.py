"""The one sentence of the status box, for whoever must take the step: what it means; and what its button says."""

from microacquisition.common.words import Words

# For the person whose turn it is, by step.
YOUR_TURN: dict[str, Words] = {
    "accept_request": Words(
        en="A team asks for code. Read the request, then accept it or decline it kindly.",
        fr="Une équipe demande du code. Lisez la demande, puis acceptez-la ou refusez-la avec tact.",
    ),
    "submit_for_review": Words(
        en="Write the statement in either language, then send it for review.",
        fr="Rédigez l’énoncé dans l’une ou l’autre langue, puis envoyez-le en révision.",
    ),
    "approve_statement": Words(
        en="The statement is ready. Read it as the public will, then approve it or ask for changes.",
        fr="L’énoncé est prêt. Lisez-le comme le public le lira, puis approuvez-le ou demandez des modifications.",
    ),
    "prepare_funding_form": Words(
        en="The statement needs a funding form. Prepare it for the client team to confirm; then the fund manager signs.",
        fr="L’énoncé demande un formulaire de financement. Préparez-le; l’équipe cliente le confirmera, puis la ou le"
        " gestionnaire du budget signera.",
    ),
    "confirm_funding_form": Words(
        en="The funding form is prepared. Check the amount, the year and the coding, then confirm it.",
        fr="Le formulaire de financement est prêt. Vérifiez le montant, l’exercice et le codage, puis confirmez-le.",
    ),
    "sign_for_funds": Words(
        en="The funding form is confirmed. Read it, then sign that the funds are available.",
        fr="Le formulaire de financement est confirmé. Lisez-le, puis signez pour attester que les fonds sont"
        " disponibles.",
    ),
    "settle_transfer": Words(
        en="Another branch’s budget transfer is awaited. Record it once done; before posting, you may accept the risk.",
        fr="Le virement budgétaire d’une autre direction générale est attendu. Consignez-le une fois fait; avant"
        " l’affichage, vous pouvez en accepter le risque.",
    ),
    "reserve_funds": Words(
        en="The funds are signed for. Reserve them and enter the reservation number.",
        fr="La signature pour les fonds est donnée. Réservez-les et inscrivez le numéro de réservation.",
    ),
    "renew_reservation": Words(
        en="The funds are signed for again: the reservation is of another fiscal year, or too small. Record the new one.",
        fr="Les fonds font l’objet d’une nouvelle signature : la réservation vise un autre exercice, ou ne suffit plus."
        " Inscrivez la nouvelle.",
    ),
    "submit_translation": Words(
        en="The other language is not approved yet. Complete it and send it for approval; posting waits for it.",
        fr="L’autre langue n’est pas encore approuvée. Il faut la compléter, puis la soumettre : l’affichage en dépend.",
    ),
    "approve_translation": Words(
        en="A translation waits for approval. Compare both languages, then approve it.",
        fr="Une traduction attend d’être approuvée. Comparez les deux langues, puis approuvez-la.",
    ),
    "post": Words(
        en="The funds are reserved and the text is ready. Post the opportunity.",
        fr="Les fonds sont réservés et le texte est prêt. Affichez l’occasion.",
    ),
    "extend": Words(
        en="A colleague proposes a later closing. Your signature is needed before the present one.",
        fr="On propose de reporter la clôture. Votre signature est requise avant la clôture actuelle.",
    ),
    "cancel_after_closing": Words(
        en="A colleague proposes to cancel this opportunity. Read the reason and sign, or leave it.",
        fr="On propose d’annuler cette occasion. Lisez le motif, puis signez ou laissez les choses en l’état.",
    ),
    "replace_draw": Words(
        en="A colleague found that an application was left out of the draw. Read why and sign before the draw.",
        fr="On a constaté qu’une candidature avait été omise du tirage au sort. Lisez le motif et signez avant le tirage.",
    ),
    "insert_entrant": Words(
        en="A colleague found that an application was left out of the order. Read why and sign, or leave it.",
        fr="On a constaté qu’une candidature avait été omise de l’ordre. Lisez le motif, puis signez ou laissez les choses"
        " en l’état.",
    ),
    "assign_evaluators": Words(
        en="Name who will evaluate the applications. It can be done while the opportunity is open.",
        fr="Nommez les personnes qui évalueront les candidatures. C’est possible pendant que l’occasion est ouverte.",
    ),
    "open_applications": Words(
        en="The opportunity is closed and sealed. Two people open the applications: your signature is needed.",
        fr="L’occasion est clôturée et scellée. Deux personnes ouvrent les candidatures : votre signature est requise.",
    ),
    "declare": Words(
        en="Before you read the applications, declare whether you have an interest in the outcome.",
        fr="Avant de lire les candidatures, déclarez si vous avez un intérêt dans le résultat.",
    ),
    "judge": Words(
        en="Judge each criterion of each application, and write why.",
        fr="Évaluez chaque critère de chaque candidature et écrivez le motif.",
    ),
    "reconcile": Words(
        en="Evaluators differ. Decide each finding with a reason.",
        fr="Les évaluations divergent. Arrêtez chaque constat en le motivant.",
    ),
    "strike": Words(
        en="A supplier was heard on a reason to strike their application. Sign to strike it, or let it stand.",
        fr="Un fournisseur a été entendu sur un motif d’écarter sa candidature. Signez pour l’écarter, ou laissez-la en lice.",
    ),
    "strike_from_order": Words(
        en="A supplier was heard on a reason to strike their application. Sign to strike it, or let it stand.",
        fr="Un fournisseur a été entendu sur un motif d’écarter sa candidature. Signez pour l’écarter, ou laissez-la en lice.",
    ),
    "freeze_evaluation": Words(
        en="Every application is judged with reasons. Check them, then freeze the evaluation.",
        fr="Chaque candidature est évaluée et motivée. Vérifiez les motifs, puis figez l’évaluation.",
    ),
    "commit_draw": Words(
        en="The evaluation is frozen. Publish the list and set the draw.",
        fr="L’évaluation est figée. Publiez la liste et fixez le tirage au sort.",
    ),
    "rank": Words(
        en="The evaluation is frozen. Record the order that the scores give.",
        fr="L’évaluation est figée. Consignez l’ordre qui découle des notes.",
    ),
    "record_draw": Words(
        en="The draw’s time has come. Enter the published value to record it.",
        fr="L’heure du tirage est arrivée. Inscrivez la valeur publiée pour le consigner.",
    ),
    "record_insertion": Words(
        en="The value that gives the added application its place is published. Enter it.",
        fr="La valeur qui donne la place de la candidature ajoutée est parue. Inscrivez-la.",
    ),
    "offer": Words(
        en="The order is known. Offer the work to the next supplier in it.",
        fr="L’ordre est connu. Proposez l’attribution au fournisseur suivant.",
    ),
    "end_without_award": Words(
        en="Nobody is left to be asked. End the opportunity without an award.",
        fr="Il ne reste personne à qui proposer l’attribution. Mettez fin à l’occasion sans attribution.",
    ),
    "sign_agreement": Words(
        en="Your application is selected. Read the one-page agreement, then sign it or decline.",
        fr="Votre candidature est sélectionnée. Lisez l’entente d’une page, puis signez-la ou refusez la proposition.",
    ),
    "send_papers": Words(
        en="You work for the federal government. Send the director general’s two papers; then you can sign.",
        fr="Vous travaillez pour le gouvernement fédéral. Envoyez les deux documents de la direction générale; vous pourrez"
        " ensuite signer.",
    ),
    "check_papers": Words(
        en="The supplier works for the federal government and sent two papers. Check them; signing waits for it.",
        fr="Le fournisseur travaille pour le gouvernement fédéral et a envoyé deux documents. Vérifiez-les; la signature en"
        " dépend.",
    ),
    "record_exception": Words(
        en="The supplier is a former public servant. Record the exception and who authorizes it, or refuse it.",
        fr="Le fournisseur est une ancienne ou un ancien fonctionnaire. Consignez l’exception et l’autorité qui l’accorde,"
        " ou refusez-la.",
    ),
    "countersign": Words(
        en="The supplier has signed. Countersign the same text.",
        fr="Le fournisseur a signé. Contresignez le même texte.",
    ),
    "deliver": Words(
        en="Deliver the work: the repository, and the pull request or commit.",
        fr="Livrez les travaux : le dépôt, et la demande de tirage ou le commit.",
    ),
    "accept": Words(
        en="The work was delivered. Judge it against each acceptance criterion; the supplier’s clock stands meanwhile.",
        fr="Les travaux sont livrés. Évaluez-les selon chaque critère d’acceptation; le délai du fournisseur est suspendu.",
    ),
    "extend_delivery": Words(
        en="A later delivery date is proposed. Agree to it or decline it.",
        fr="Une date de livraison plus tardive est proposée. Acceptez-la ou refusez-la.",
    ),
    "draft_answer": Words(
        en="Somebody asks about your opportunity. Write in one language what you would answer.",
        fr="On pose une question sur votre occasion. Écrivez, dans une langue, ce que vous répondriez.",
    ),
    "answer_question": Words(
        en="A question waits. Publish its answer in both languages, or ask the client team for a draft first.",
        fr="Une question attend. Publiez sa réponse dans les deux langues, ou demandez d’abord un projet de réponse à"
        " l’équipe cliente.",
    ),
    "hand_over_item": Words(
        en="The supplier gets something from your team. Mark each item once you handed it over; a late one moves the"
        " delivery date.",
        fr="Votre équipe doit remettre des éléments au fournisseur. Indiquez chaque remise; un retard reporte la date de"
        " livraison.",
    ),
    "confirm_item": Words(
        en="The client team says that it handed something over. Say whether you have it.",
        fr="L’équipe cliente dit vous avoir remis un élément. Indiquez si vous l’avez reçu.",
    ),
    "answer_convenience": Words(
        en="The need has ended. Say what share of the work is done; you are paid for it.",
        fr="Le besoin a pris fin. Dites quelle part des travaux est faite; elle vous sera payée.",
    ),
    "answer_dispute": Words(
        en="A dispute is open. Read what the other side writes, and answer it.",
        fr="Un différend est en cours. Lisez ce qu’écrit l’autre partie, puis répondez.",
    ),
    "resolve_dispute": Words(
        en="Both sides wrote about the dispute. Talk with them, then record how it is resolved.",
        fr="Les deux parties se sont exprimées sur le différend. Parlez-leur, puis consignez le règlement.",
    ),
    "decide_on_work": Words(
        en="The work is in trouble. Talk with the supplier, then say what happens next.",
        fr="Les travaux sont compromis. Parlez au fournisseur, puis indiquez la suite.",
    ),
    "submit_invoice": Words(
        en="The work is accepted. Send the invoice: it is filled in for you.",
        fr="Les travaux sont acceptés. Envoyez la facture : elle est déjà remplie.",
    ),
    "certify": Words(
        en="An invoice waits. Certify that the work was received and that the invoice is right.",
        fr="Une facture attend. Attestez que les travaux sont reçus et que la facture est exacte.",
    ),
    "start": Words(
        en="The invoice is certified. Pay it as it was certified.",
        fr="La facture est attestée. Payez-la telle qu’elle a été attestée.",
    ),
    "confirm": Words(
        en="A payment was started. Enter its reference, its date and the evidence.",
        fr="Un paiement est en cours. Inscrivez sa référence, sa date et la preuve.",
    ),
    "complete": Words(
        en="Everything is paid. List the code for reuse, or say why it is not listed, and complete the purchase.",
        fr="Tout est payé. Inscrivez le code au catalogue, ou dites pourquoi il n’y figure pas, puis terminez l’achat.",
    ),
    "release_funds": Words(
        en="Funds are left over. Release them with the amount and the reference.",
        fr="Il reste des fonds. Libérez-les en indiquant le montant et la référence.",
    ),
}

# What the button says where the page offers more than one answer; elsewhere it says what the step does.
YOUR_BUTTON: dict[str, Words] = {
    "draft_answer": Words(en="Draft the answer", fr="Rédiger un projet de réponse"),
    "answer_question": Words(en="Read the questions", fr="Lire les questions"),
    "strike": Words(en="Read the answer and decide", fr="Lire la réponse et décider"),
    "strike_from_order": Words(en="Read the answer and decide", fr="Lire la réponse et décider"),
    "accept_request": Words(en="Reply to the request", fr="Répondre à la demande"),
    "approve_statement": Words(en="Review the statement", fr="Réviser l’énoncé"),
    "sign_agreement": Words(en="Read and sign the agreement", fr="Lire et signer l’entente"),
    "accept": Words(en="Judge the delivery", fr="Évaluer la livraison"),
    "extend_delivery": Words(en="Answer the proposed date", fr="Répondre à la date proposée"),
    "record_exception": Words(en="Answer on the exception", fr="Répondre au sujet de l’exception"),
    "extend": Words(en="Read and sign the extension", fr="Lire et signer le report"),
    "cancel_after_closing": Words(en="Read and sign the cancellation", fr="Lire et signer l’annulation"),
    "replace_draw": Words(en="Read and sign the correction", fr="Lire et signer la correction"),
    "insert_entrant": Words(en="Read and sign the correction", fr="Lire et signer la correction"),
}
