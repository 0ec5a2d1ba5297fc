"""May a supplier be asked about their answer, and answer? One question an application, while it is judged."""

from microacquisition.common.words import Words

ALREADY_ASKED = Words(
    en="A question about this application was asked already: one is all there is.",
    fr="Une question a déjà été posée sur cette candidature; il n’y en a qu’une.",
)
TOO_LATE_TO_ASK = Words(
    en="Questions are asked while the applications are judged, neither before nor after.",
    fr="Les questions se posent pendant l’évaluation des candidatures, ni avant ni après.",
)
TOO_LATE_TO_ANSWER = Words(
    en="The question is answered already, or the time to answer has passed.",
    fr="La question a déjà sa réponse, ou le délai de réponse est passé.",
)
