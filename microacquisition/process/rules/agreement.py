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
    federal_paper: bool = False
    former_public_servant: bool | None = None
    former_paper: bool = False
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
FEDERAL_PAPER = Words(
    en="You work for the federal government: a director general must agree in writing. Give that paper to the"
    " program before the work starts, and affirm it here.",
    fr="Vous travaillez pour le gouvernement fédéral\xa0: une direction générale doit donner son accord par écrit."
    " Remettez ce document au programme avant le début des travaux, et affirmez-le ici.",
)
FORMER_PAPER = Words(
    en="You are a former public servant: the program needs your written declaration about a pension or a lump-sum"
    " payment. Give it to the program before the work starts, and affirm it here.",
    fr="Vous êtes une ancienne ou un ancien fonctionnaire\xa0: le programme a besoin de votre déclaration écrite sur une"
    " pension ou un paiement forfaitaire. Remettez-la au programme avant le début des travaux, et affirmez-le ici.",
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


def papers_are_promised(facts: SigningFacts) -> list[Words]:
    """Federal employees and former public servants need a paper each (spec/pilot.md, "Money")."""
    reasons = [FEDERAL_PAPER] if facts.federal_employee and not facts.federal_paper else []
    return reasons + ([FORMER_PAPER] if facts.former_public_servant and not facts.former_paper else [])


def payment_method_is_whole(facts: SigningFacts) -> list[Words]:
    """The supplier chooses among the program's ways of payment; PayPal needs an address."""
    if facts.payment_method not in facts.payment_methods:
        return [
            Words(
                en="Choose how you want to be paid.", fr="Choisissez comment vous voulez être payé ou payée."
            )
        ]
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
