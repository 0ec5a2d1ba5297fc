"""Rules of applying: while open, not from inside, complete."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class ApplicationFacts:
    """What the rules of an application look at; `status` is the public status of the opportunity now."""

    status: str
    closes: Words
    works_on_it: bool = False
    has_account: bool = False  # of somebody for whom an officer records it
    latest_version: int = 0
    based_on: int = 0
    missing_answers: tuple[str, ...] = ()
    long_answers: tuple[str, ...] = ()
    not_affirmed: tuple[str, ...] = ()
    has_name: bool = True
    draft_kept: str = ""  # digests of drafts, empty for none: the one that is kept,
    draft_seen: str = ""  # the one on the page that was written on,
    draft_typed: str = ""  # and what is to be kept now


@dataclass(frozen=True)
class ClosingFacts:
    """What closing looks at: the instant by the database's clock, and whether a published rule moves it first."""

    instant_reached: bool
    moved_by_rule: bool = False


def is_open(facts: ApplicationFacts) -> list[Words]:
    """Applications are written while the opportunity is open, before the closing instant (security, rule 1)."""
    if facts.status == "open":
        return []
    if facts.status == "soon":
        return [Words(en="Applications are not open yet.", fr="La période de candidature n’a pas commencé.")]
    return [
        Words(
            en="Applications closed on {closes}.",
            fr="La période de candidature a pris fin le {closes}.",
        ).filled(closes=facts.closes)
    ]


def comes_from_outside(facts: ApplicationFacts) -> list[Words]:
    """Nobody applies who belongs to the client team or has a role in this program and department."""
    if not facts.works_on_it:
        return []
    return [
        Words(
            en="You have a role in this opportunity, so you cannot apply to it.",
            fr="Vous avez un rôle dans cette occasion; vous ne pouvez donc pas y présenter de candidature.",
        )
    ]


def cannot_use_the_site(facts: ApplicationFacts) -> list[Words]:
    """An officer records an application only for somebody who has no account: nobody then applies twice."""
    if not facts.has_account:
        return []
    return [
        Words(
            en="This e-mail address belongs to an account on this site. Its owner applies there; explain the form to"
            " them instead.",
            fr="Cette adresse de courriel appartient à un compte de ce site. La candidature se présente à partir de ce"
            " compte; aidez plutôt la personne à remplir le formulaire.",
        )
    ]


def is_complete(facts: ApplicationFacts) -> list[Words]:
    """Every answer is written within its limit, everything affirmed, the applicant named (pilot, eligibility)."""
    reasons = []
    if not facts.has_name:
        reasons.append(Words(en="Write your full name.", fr="Inscrivez votre nom complet."))
    if facts.missing_answers:
        reasons.append(Words(en="Answer every criterion.", fr="Répondez à chaque critère."))
    if facts.long_answers:
        reasons.append(
            Words(
                en="Shorten the answers above the limit.",
                fr="Raccourcissez les réponses qui dépassent la limite.",
            )
        )
    if facts.not_affirmed:
        reasons.append(
            Words(
                en="Affirm every statement; without them you cannot apply.",
                fr="Cochez chaque déclaration; sans cela, vous ne pouvez pas présenter de candidature.",
            )
        )
    return reasons


def is_not_stale(facts: ApplicationFacts) -> list[Words]:
    """A version is written over the one its author saw: two tabs do not undo each other unseen."""
    if facts.based_on == facts.latest_version:
        return []
    return [
        Words(
            en="This application was changed in another window meanwhile. What you see here is what you typed;"
            " send it again to replace the other version.",
            fr="Cette candidature a été modifiée entre-temps dans une autre fenêtre. Vous voyez ici ce que vous"
            " avez écrit; envoyez-le de nouveau pour remplacer l’autre version.",
        )
    ]


def draft_is_not_stale(facts: ApplicationFacts) -> list[Words]:
    """A draft replaces only the one its author saw; the same text saved twice is no conflict."""
    if facts.draft_kept in ("", facts.draft_seen, facts.draft_typed):
        return []
    return [
        Words(
            en="Another draft was saved since you opened this page. What you see here is what you typed; save or check it"
            " again to replace the other draft.",
            fr="Un autre brouillon a été enregistré depuis que vous avez ouvert cette page. Vous voyez ici ce que vous"
            " avez écrit; enregistrez-le ou vérifiez-le de nouveau pour remplacer l’autre brouillon.",
        )
    ]


def took_too_long() -> Words:
    """The database refused a version that waited too long for its turn, while still open."""
    return Words(
        en="It was not received: our server took too long. Nothing is lost; send it again.",
        fr="Votre envoi n’a pas été reçu : notre serveur a mis trop de temps. Rien n’est perdu; envoyez-le de nouveau.",
    )


def is_due(facts: ClosingFacts) -> list[Words]:
    """The clock closes at the closing instant, never before (design, section 2)."""
    if facts.instant_reached:
        return []
    return [Words(en="The closing instant is not reached.", fr="L’instant de clôture n’est pas atteint.")]


def no_rule_moves_it(facts: ClosingFacts) -> list[Words]:
    """Where a rule published at opening moves the closing, the clock moves it instead of closing."""
    if not facts.moved_by_rule:
        return []
    return [
        Words(
            en="A rule published at opening moves this closing.",
            fr="Une règle publiée à l’ouverture reporte cette clôture.",
        )
    ]
