"""May this agreement be signed and countersigned? (spec/pilot.md, "Agreement"; design, `sign_agreement`, `countersign`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class SigningFacts:
    """An award offer about to be accepted by signing; None is what no form has said yet."""

    supplier_is_complete: bool
    is_in_time: bool
    legal_name: str
    digest: str  # of the text as it would be shown now
    payment_methods: tuple[str, ...]
    shown_digest: str | None = None
    typed_name: str | None = None
    federal_employee: bool | None = None
    papers_are_accepted: bool = False
    former_public_servant: bool | None = None
    exception: str = ""  # for a former public servant: recorded, refused
    payment_method: str | None = None
    payment_address: str = ""


@dataclass(frozen=True)
class CountersigningFacts:
    """A signed agreement before the buyer's signature."""

    is_countersigned: bool
    is_of_the_supplier: bool  # the person signed it, or acts for the supplier
    digest: str
    shown_digest: str | None = None


TEXT_CHANGED = Words(
    en="The text changed since you opened the page. Read it again, then sign.",
    fr="Le texte a changé depuis que vous avez ouvert la page. Relisez-le, puis signez.",
)
NAME_DIFFERS = Words(
    en="Type your name exactly as the agreement has it: {name}.",
    fr="Inscrivez votre nom exactement comme dans l’entente\xa0: {name}.",
)
PAPERS_WAIT = Words(
    en="You work for the federal government: the director general’s two papers are sent and checked before you sign.",
    fr="Vous travaillez pour le gouvernement fédéral\xa0: les deux documents de la direction générale doivent être envoyés"
    " et vérifiés avant la signature.",
)
EXCEPTION_WAITS = Words(
    en="You are a former public servant: the program records an exception, or refuses it, before you sign.",
    fr="Vous êtes une ancienne ou un ancien fonctionnaire\xa0: le programme doit consigner une exception, ou la refuser,"
    " avant la signature.",
)
EXCEPTION_REFUSED = Words(
    en="No exception was granted, so this award cannot be signed. It goes to the next in order.",
    fr="Aucune exception n’a été accordée\xa0: cette entente ne peut pas être signée. L’attribution est proposée au"
    " fournisseur suivant.",
)
SAY_WHAT_IS_MISSING = Words(
    en="Say what is missing, so that the supplier can send it.",
    fr="Dites ce qui manque, afin que le fournisseur puisse l’envoyer.",
)
NAME_THE_AUTHORITY = Words(
    en="Name who authorizes the exception.", fr="Nommez l’autorité qui accorde l’exception."
)
ADDRESS_MISSING = Words(
    en="Enter the e-mail address of your PayPal account.",
    fr="Inscrivez l’adresse de courriel de votre compte PayPal.",
)


def supplier_can_be_named(facts: SigningFacts) -> list[Words]:
    """An agreement names the supplier, with address, phone and e-mail."""
    if facts.supplier_is_complete:
        return []
    return [
        Words(
            en="Complete your supplier profile first: name, address, phone and e-mail stand in the agreement.",
            fr="Complétez d’abord votre profil de fournisseur\xa0: le nom, l’adresse, le téléphone et le courriel"
            " figurent dans l’entente.",
        )
    ]


def answer_is_in_time(facts: SigningFacts) -> list[Words]:
    """An award offer holds until its instant, and lapses then (design, `lapse`)."""
    if facts.is_in_time:
        return []
    return [
        Words(
            en="The time to answer the award offer is over.",
            fr="Le délai pour répondre à la proposition d’attribution est écoulé.",
        )
    ]


def name_is_the_legal_name(facts: SigningFacts) -> list[Words]:
    """The name typed is the supplier's full legal name; case and spaces aside."""
    if is_same_name(facts.typed_name or "", facts.legal_name):
        return []
    return [NAME_DIFFERS.filled(name=facts.legal_name)]


def is_same_name(typed: str, legal: str) -> bool:
    """True where two names are equal, case and spaces aside."""
    return "".join(typed.split()).casefold() == "".join(legal.split()).casefold()


def text_is_what_was_shown(facts: SigningFacts | CountersigningFacts) -> list[Words]:
    """The signature is over the hash of exactly what was shown (design, `sign_agreement`)."""
    return [] if facts.shown_digest == facts.digest else [TEXT_CHANGED]


def papers_are_checked(facts: SigningFacts) -> list[Words]:
    """Signing waits for what a yes needs: two papers checked, an exception recorded (spec/pilot.md, exceptions, "Money")."""
    reasons = [PAPERS_WAIT] if facts.federal_employee and not facts.papers_are_accepted else []
    if facts.former_public_servant and facts.exception == "refused":
        return [*reasons, EXCEPTION_REFUSED]
    if facts.former_public_servant and facts.exception != "recorded":
        return [*reasons, EXCEPTION_WAITS]
    return reasons


@dataclass(frozen=True)
class StatusFacts:
    """What the supplier answered at the offer, and what came of it; the flags of a step are what it needs."""

    is_in_time: bool
    federal_employee: bool = False
    former_public_servant: bool = False
    papers_are_sent: bool = False
    papers_are_accepted: bool = False
    exception: str = ""  # recorded, refused
    something_is_new: bool = True  # as typed: a yes that was not said before
    is_of_the_supplier: bool = False  # the person who answers acts for the supplier
    accepted: bool | None = None  # as typed, of the papers
    granted: bool | None = None  # as typed, of the exception
    reason: str = ""
    authority: str = ""


def a_yes_is_new(facts: StatusFacts) -> list[Words]:
    """Only a yes is declared, once; it is not taken back by a later no."""
    if facts.something_is_new:
        return []
    return [Words(en="You answered this already.", fr="Vous avez déjà répondu à cette question.")]


def offer_still_stands(facts: StatusFacts) -> list[Words]:
    """Papers belong to an offer that can still be signed."""
    if facts.is_in_time:
        return []
    return [
        Words(en="The award offer no longer stands.", fr="La proposition d’attribution n’est plus valable.")
    ]


def papers_are_needed(facts: StatusFacts) -> list[Words]:
    """The two papers are sent once by who works for the federal government, and again when returned."""
    if facts.federal_employee and not facts.papers_are_sent:
        return []
    return [Words(en="No papers are needed from you now.", fr="Aucun document n’est attendu de votre part.")]


def papers_wait(facts: StatusFacts) -> list[Words]:
    """Sent papers are checked once."""
    if facts.papers_are_sent and not facts.papers_are_accepted:
        return []
    return [Words(en="No papers wait to be checked.", fr="Aucun document n’est à vérifier.")]


def exception_is_needed(facts: StatusFacts) -> list[Words]:
    """A former public servant's award needs an exception and its authority, recorded once (spec/pilot.md, "Money")."""
    if facts.former_public_servant and not facts.exception:
        return []
    return [Words(en="No exception waits for an answer.", fr="Aucune exception n’attend de réponse.")]


def answer_is_not_one_s_own(facts: StatusFacts) -> list[Words]:
    """Papers are checked, and an exception is granted, by somebody who does not act for the supplier."""
    if not facts.is_of_the_supplier:
        return []
    return [
        Words(
            en="You act for the supplier, so somebody else must answer.",
            fr="Vous représentez le fournisseur\xa0: quelqu’un d’autre doit répondre.",
        )
    ]


def return_says_what_is_missing(facts: StatusFacts) -> list[Words]:
    """Papers come back with what is missing."""
    return [SAY_WHAT_IS_MISSING] if facts.accepted is False and not facts.reason.strip() else []


def exception_names_its_authority(facts: StatusFacts) -> list[Words]:
    """An exception is recorded with who authorizes it (spec/pilot.md, "Money")."""
    return [NAME_THE_AUTHORITY] if facts.granted and not facts.authority.strip() else []


def payment_method_is_whole(facts: SigningFacts) -> list[Words]:
    """The supplier chooses among the program's ways of payment; PayPal needs an address."""
    if facts.payment_method not in facts.payment_methods:
        return [Words(en="Choose how you want to be paid.", fr="Choisissez un mode de paiement.")]
    return [ADDRESS_MISSING] if facts.payment_method == "paypal" and not facts.payment_address else []


def not_countersigned_yet(facts: CountersigningFacts) -> list[Words]:
    """An agreement is countersigned once."""
    if not facts.is_countersigned:
        return []
    return [Words(en="The agreement is countersigned already.", fr="L’entente est déjà contresignée.")]


def buyer_is_not_the_supplier(facts: CountersigningFacts) -> list[Words]:
    """Nobody signs for both sides."""
    if not facts.is_of_the_supplier:
        return []
    return [
        Words(
            en="You act for the supplier, so somebody else must countersign.",
            fr="Vous représentez le fournisseur\xa0: quelqu’un d’autre doit contresigner.",
        )
    ]
