"""May the applications be opened, judged, settled, frozen? (design, section 2; spec/security.md, rules 3 and 5)."""

from dataclasses import dataclass, field

from microacquisition.common.scores import FULL_SCORE, NOT_A_SCORE
from microacquisition.common.words import Words

VERDICT_BESIDE_REASON = Words(
    en="Choose met or not met beside each reason.",
    fr="Choisissez satisfait ou non satisfait à côté de chaque motif.",
)
SCORE_BESIDE_REASON = Words(
    en="Enter a score beside each reason; 0 is one.",
    fr="Inscrivez une note à côté de chaque motif; 0 en est une.",
)
MET_OR_NOT_HERE = Words(
    en="Here each criterion is met or not met; nothing is scored.",
    fr="Ici, chaque critère est satisfait ou non satisfait; rien n’est noté.",
)


@dataclass(frozen=True)
class TypedVerdict:
    """What was typed for one criterion: met, not met, a score in hundredths or nothing, and the reason."""

    criterion: str
    met: bool | None
    reason: str
    score_hundredths: int | None = None

    @property
    def judges(self) -> bool:
        """True where there is a verdict; a score of 0 is one."""
        return self.met is not None or self.score_hundredths is not None


@dataclass(frozen=True)
class EvaluationFacts:
    """What the rules of an evaluation look at; of the person only where a person takes the step."""

    applications: int = 0
    closed: bool = True
    authorized: bool = False
    opened: bool = False
    evaluators: int = 0
    has_chair: bool = False
    undeclared: bool = False
    to_judge: int = 0
    undecided: int = 0
    differing: int = 0
    missing_findings: int = 0
    is_chair: bool = True
    knows_application: bool = True
    typed: tuple[TypedVerdict, ...] = field(default=())
    new_interest: bool = False
    contested: int = 0
    returned: bool = False
    unanswered: int = 0
    damaged: int = 0  # sealed applications that do not open
    scored: bool = False


def evaluators_are_assigned(facts: EvaluationFacts) -> list[Words]:
    """Applications are opened for somebody: the evaluators are known before (design, `assign_evaluators`)."""
    if facts.evaluators and facts.has_chair:
        return []
    return [Words(en="Assign the evaluators first.", fr="Désignez d’abord les personnes qui évaluent.")]


def not_opened_yet(facts: EvaluationFacts) -> list[Words]:
    """Applications are opened once (design, `open_applications`)."""
    if not facts.opened:
        return []
    return [Words(en="The applications are already open.", fr="Les candidatures sont déjà ouvertes.")]


def not_authorized_yet(facts: EvaluationFacts) -> list[Words]:
    """Signed by both beforehand, the opening takes effect at closing by itself (design, `open_applications`)."""
    if not facts.authorized:
        return []
    return [
        Words(
            en="Both signatures are given: the applications open by themselves at closing.",
            fr="Les deux signatures sont données; les candidatures s’ouvriront d’elles-mêmes à la clôture.",
        )
    ]


def something_to_open(facts: EvaluationFacts) -> list[Words]:
    """Where nobody applied there is nothing to open; before closing the number is told to nobody (spec/security.md)."""
    return (
        []
        if facts.applications or not facts.closed
        else [Words(en="Nobody applied.", fr="Il n’y a aucune candidature.")]
    )


def every_seal_is_open(facts: EvaluationFacts) -> list[Words]:
    """Nobody is passed over because their sealed application was damaged (spec/security.md, rule 2)."""
    if not facts.damaged:
        return []
    return [
        Words(
            en="A sealed application does not open yet: it must be restored before the freeze.",
            fr="Une candidature scellée ne s’ouvre pas encore : elle doit être restaurée avant de figer l’évaluation.",
        )
    ]


def applications_are_open(facts: EvaluationFacts) -> list[Words]:
    """Nobody reads before the opening by two people (spec/security.md, rule 2)."""
    if facts.opened:
        return []
    return [Words(en="The applications are still sealed.", fr="Les candidatures sont encore scellées.")]


def awaits_a_declaration(facts: EvaluationFacts) -> list[Words]:
    """Each evaluator declares once, and again whenever an interest appears (pilot, evaluation)."""
    if facts.undeclared or facts.new_interest:
        return []
    return [Words(en="The declaration is made.", fr="La déclaration est faite.")]


def no_interest_declared(facts: EvaluationFacts) -> list[Words]:
    """Evaluators declare that they have no interest before they read (spec/security.md, rule 5)."""
    if not facts.undeclared:
        return []
    return [
        Words(
            en="First declare whether you have an interest in the result.",
            fr="Déclarez d’abord si vous avez un intérêt dans le résultat.",
        )
    ]


def something_to_judge(facts: EvaluationFacts) -> list[Words]:
    """Nothing is waited for once everything is judged, unless the advisor returned it; it may still be changed."""
    if facts.to_judge or facts.typed or facts.returned:
        return []
    return [Words(en="Every application is judged.", fr="Chaque candidature est évaluée.")]


def every_judgment_has_a_reason(facts: EvaluationFacts) -> list[Words]:
    """A judgment without its written reason is none; the supplier reads it (pilot, evaluation)."""
    if not facts.knows_application:
        return [
            Words(
                en="Choose an application of yours.",
                fr="Choisissez une des candidatures qui vous sont confiées.",
            )
        ]
    if not facts.typed:
        return [Words(en="Judge at least one criterion.", fr="Évaluez au moins un critère.")]
    reasons = []
    if any(verdict.judges and not verdict.reason.strip() for verdict in facts.typed):
        reasons.append(
            Words(en="Write a reason for each judgment.", fr="Écrivez un motif pour chaque jugement.")
        )
    if not all(verdict.judges for verdict in facts.typed):
        reasons.append(SCORE_BESIDE_REASON if facts.scored else VERDICT_BESIDE_REASON)
    return reasons


def verdicts_are_of_the_programme(facts: EvaluationFacts) -> list[Words]:
    """A program judges met or not met, or it scores from 0 to 100: one or the other (design, section 3)."""
    if all(_fits(verdict, scored=facts.scored) for verdict in facts.typed):
        return []
    return [NOT_A_SCORE if facts.scored else MET_OR_NOT_HERE]


def _fits(verdict: TypedVerdict, *, scored: bool) -> bool:
    score = verdict.score_hundredths
    if scored:
        return verdict.met is None and (score is None or 0 <= score <= FULL_SCORE)
    return score is None


def evaluators_differ(facts: EvaluationFacts) -> list[Words]:
    """The chair settles what differs once everybody has judged it (design, `reconcile`)."""
    if facts.undecided or (facts.differing and facts.typed):
        return []
    return [Words(en="Every difference is settled.", fr="Tous les écarts sont tranchés.")]


def differing_judgments_stay(facts: EvaluationFacts) -> list[Words]:
    """Once all have judged and differ, nobody changes their own: the chair has read the others (spec/security.md)."""
    if not facts.contested:
        return []
    return [
        Words(
            en="Everybody has judged this, and judgments differ: yours stays, and the chair settles it.",
            fr="Tout le monde s’est prononcé et les jugements diffèrent; le vôtre reste, et la personne qui préside"
            " tranche.",
        )
    ]


def no_return_is_open(facts: EvaluationFacts) -> list[Words]:
    """What the advisor returned is answered before anything is frozen, or returned again (design)."""
    if not facts.returned:
        return []
    return [
        Words(
            en="The evaluation was returned: the evaluators have not answered yet.",
            fr="L’évaluation a été renvoyée; les personnes qui évaluent n’ont pas encore répondu.",
        )
    ]


def chair_decides(facts: EvaluationFacts) -> list[Words]:
    """Findings that differ are the chair's to settle (design, `reconcile`)."""
    return (
        []
        if facts.is_chair
        else [Words(en="The chair settles the findings.", fr="La personne qui préside arrête les constats.")]
    )


def everything_has_a_finding(facts: EvaluationFacts) -> list[Words]:
    """Frozen only when every criterion of every application has its finding (design, `freeze_evaluation`)."""
    if not facts.missing_findings:
        return []
    return [
        Words(en="Findings still missing: {count}.", fr="Constats qui manquent encore\xa0: {count}.").filled(
            count=str(facts.missing_findings)
        )
    ]


def suppliers_had_their_time(facts: EvaluationFacts) -> list[Words]:
    """Nothing is frozen while a supplier may still explain what they wrote (issue B, clarification)."""
    if not facts.unanswered:
        return []
    return [
        Words(
            en="A supplier still has time to answer a question.",
            fr="Un fournisseur a encore du temps pour répondre à une question.",
        )
    ]
