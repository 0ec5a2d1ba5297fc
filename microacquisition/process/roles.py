"""Who takes part, and what for (spec/pilot.md, "Who takes part")."""

from enum import StrEnum

from microacquisition.common.words import Words


class Role(StrEnum):
    """A part somebody plays in a purchase; staff roles are held per program and department."""

    CLIENT = "client"
    OFFICER = "officer"
    ADVISOR = "advisor"
    FUND_MANAGER = "fund_manager"
    PAYMENT_OFFICER = "payment_officer"
    CERTIFIER = "certifier"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    OPEN_SOURCE_ADVISOR = "open_source_advisor"
    UNION_OBSERVER = "union_observer"
    ADMINISTRATOR = "administrator"
    SUPPLIER = "supplier"
    CLOCK = "clock"
    PROVIDER = "provider"

    @property
    def label(self) -> Words:
        """The role's name as pages write it."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.CLIENT: Words(en="client team", fr="équipe cliente"),
    Role.OFFICER: Words(en="program officer", fr="agente ou agent de programme"),
    Role.ADVISOR: Words(en="procurement advisor", fr="conseillère ou conseiller en approvisionnement"),
    Role.FUND_MANAGER: Words(en="fund manager", fr="gestionnaire du budget"),
    Role.PAYMENT_OFFICER: Words(en="payment officer", fr="agente ou agent des paiements"),
    Role.CERTIFIER: Words(en="certifier", fr="gestionnaire signataire"),
    Role.EVALUATOR: Words(en="evaluator", fr="évaluatrice ou évaluateur"),
    Role.AUDITOR: Words(en="auditor", fr="auditrice ou auditeur"),
    Role.OPEN_SOURCE_ADVISOR: Words(
        en="open source advisor", fr="conseillère ou conseiller en code source ouvert"
    ),
    Role.UNION_OBSERVER: Words(en="union observer", fr="observatrice syndicale ou observateur syndical"),
    Role.ADMINISTRATOR: Words(en="administrator", fr="administratrice ou administrateur"),
    Role.SUPPLIER: Words(en="supplier", fr="fournisseur"),
    Role.CLOCK: Words(en="the clock", fr="l’horloge"),
    Role.PROVIDER: Words(en="payment provider", fr="fournisseur de services de paiement"),
}

# Roles a person is granted; the others follow from what somebody does.
GRANTED_ROLES = (
    Role.CLIENT, Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER,
    Role.EVALUATOR, Role.AUDITOR, Role.OPEN_SOURCE_ADVISOR, Role.UNION_OBSERVER, Role.ADMINISTRATOR,
)  # fmt: skip

# Roles whose signature needs a second factor (design, chosen parts: sign-in).
SECOND_FACTOR_ROLES = (
    Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER, Role.ADMINISTRATOR,
)  # fmt: skip
