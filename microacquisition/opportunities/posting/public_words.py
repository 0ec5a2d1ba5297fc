"""The one sentence of the public status box: what the state means for whoever reads it."""

from microacquisition.common.words import Words

# By public status; `closed` is told more exactly by the state. Placeholders: opens, closes, due, supplier, draw.
PUBLIC_SAYS: dict[str, Words] = {
    "soon": Words(
        en="Applications open on {opens}. Read the statement and get ready.",
        fr="La période de candidature commence le {opens}. Lisez l’énoncé et préparez-vous.",
    ),
    "open": Words(
        en="You can apply until {closes}.", fr="Vous pouvez présenter votre candidature jusqu’au {closes}."
    ),
    "counting": Words(
        en="Closed: applications are being counted.",
        fr="La période de candidature est terminée; le décompte est en cours.",
    ),
    "CLOSED": Words(
        en="Applications are being evaluated, without names: each criterion is met or not met.",
        fr="Les candidatures sont évaluées, sans les noms\xa0: chaque critère est satisfait ou non.",
    ),
    "EVALUATED": Words(
        en="The evaluation is finished. The list for the draw is published next.",
        fr="L’évaluation est terminée. La liste pour le tirage sera publiée sous peu.",
    ),
    "DRAW_COMMITTED": Words(
        en="The list of applications that passed is published. The draw takes its value on {draw}.",
        fr="La liste des candidatures admises est publiée. La valeur du tirage sera connue le {draw}.",
    ),
    "RANKED": Words(
        en="The order is known. The award is offered next.",
        fr="L’ordre est connu. L’attribution sera proposée sous peu.",
    ),
    "OFFERED": Words(
        en="The award is offered to the first in order, who has a few days to sign.",
        fr="L’attribution est proposée à la première candidature, qui a quelques jours pour signer.",
    ),
    "IN_WORK": Words(
        en="{supplier} does the work, due on {due}.", fr="{supplier} réalise les travaux, à livrer le {due}."
    ),
    "cancelled": Words(
        en="This opportunity was cancelled. No supplier will be selected.",
        fr="Cette occasion est annulée. Aucun fournisseur ne sera sélectionné.",
    ),
    "no_award": Words(
        en="This opportunity ended without an award. {why}",
        fr="Cette occasion s’est terminée sans attribution. {why}",
    ),
    "terminated": Words(
        en="The agreement was terminated before the work was accepted, and nobody is left in order.",
        fr="L’entente a été résiliée avant l’acceptation des travaux, et il ne reste personne dans l’ordre.",
    ),
    "completed": Words(
        en="The work by {supplier} was accepted and paid.",
        fr="Les travaux de {supplier} ont été acceptés et payés.",
    ),
}
# What is said otherwise where applications are scored: by state.
SCORED_SAYS: dict[str, Words] = {
    "CLOSED": Words(
        en="Applications are being evaluated, without names: each criterion is scored from 0 to 100.",
        fr="Les candidatures sont évaluées, sans les noms\xa0: chaque critère est noté de 0 à 100.",
    ),
    "EVALUATED": Words(
        en="The evaluation is finished. The scores give the order, which is recorded next.",
        fr="L’évaluation est terminée. Les notes donnent l’ordre, qui sera consigné sous peu.",
    ),
    "DRAW_COMMITTED": Words(
        en="Some applications have exactly the same score. A draw decides their order on {draw}.",
        fr="Certaines candidatures ont exactement la même note. Un tirage au sort décidera de leur ordre le {draw}.",
    ),
}
IN_WORK_LABEL = Words(en="Closed: in work", fr="Clôturée\xa0: travaux en cours")
