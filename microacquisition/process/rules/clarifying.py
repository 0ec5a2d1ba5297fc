"""When a supplier may be asked about their answer, and answer, and what else is done only while it is judged."""

from microacquisition.common.words import Words

ALREADY_ASKED = Words(
    en="One question was already asked about this application. A second one is not allowed.",
    fr="Une question a déjà été posée sur cette candidature; il n’est pas permis d’en poser une seconde.",
)
TOO_LATE_TO_ASK = Words(
    en="Questions are asked while the applications are judged, neither before nor after.",
    fr="Les questions se posent pendant l’évaluation des candidatures, ni avant ni après.",
)
TOO_LATE_TO_REDACT = Words(
    en="Answers are blacked out while the applications are judged, neither before nor after.",
    fr="On caviarde les réponses pendant l’évaluation des candidatures, ni avant ni après.",
)
TOO_LATE_TO_COMPARE = Words(
    en="Applications that look alike are compared from the opening to the signature of the agreement.",
    fr="Les candidatures qui se ressemblent se comparent de leur ouverture à la signature de l’entente.",
)
NOTHING_RETURNED = Words(
    en="Nothing that was returned waits for an answer.",
    fr="Rien de ce qui a été renvoyé n’attend de réponse.",
)
TOO_LATE_TO_ANSWER = Words(
    en="The question is answered already, or the time to answer has passed.",
    fr="La question a déjà sa réponse, ou le délai de réponse est passé.",
)
