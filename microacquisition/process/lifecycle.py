"""The life of an opportunity: five tables, one row a step. Start here.

Five things have a life: the opportunity, each application, each deliverable of an agreement, each invoice and
each payment. A row says which step leads from which states to which, and who takes it. `a | b` is either of two
roles; two entries in `who` are two signatures of different people. `open_applications` may be signed while OPEN: the
clock then takes it once the opportunity is CLOSED. Rules that must hold stand in `rules/`; the
sentences people read stand in `step_words.py`. Source: design, section 2.
"""

from dataclasses import dataclass
from enum import StrEnum

from microacquisition.process.roles import Role


class Thing(StrEnum):
    """What has a life."""

    OPPORTUNITY = "opportunity"
    APPLICATION = "application"
    DELIVERABLE = "deliverable"
    INVOICE = "invoice"
    PAYMENT = "payment"


class Stage(StrEnum):
    """The thirteen stages people see, in five phases."""

    REQUEST, STATEMENT, REVIEW, FUNDS, POSTING = "request", "statement", "review", "funds", "posting"
    OPEN, EVALUATION, SELECTION = "open", "evaluation", "selection"
    OFFER, AGREEMENT = "offer", "agreement"
    WORK, PAYMENT = "work", "payment"
    CLOSE_OUT = "close_out"


PHASES: dict[str, tuple[Stage, ...]] = {
    "prepare": (Stage.REQUEST, Stage.STATEMENT, Stage.REVIEW, Stage.FUNDS, Stage.POSTING),
    "solicit": (Stage.OPEN, Stage.EVALUATION, Stage.SELECTION),
    "agree": (Stage.OFFER, Stage.AGREEMENT),
    "deliver": (Stage.WORK, Stage.PAYMENT),
    "close": (Stage.CLOSE_OUT,),
}

NEW = ""  # the state of what does not exist yet
STAY = "="  # among several outcomes: the state stays
BEFORE_POSTING = ("REQUESTED", "DRAFTING", "IN_REVIEW", "APPROVED", "FUNDED")
BEFORE_CLOSING = (*BEFORE_POSTING, "SCHEDULED", "OPEN")
BEFORE_WORK = ("CLOSED", "EVALUATED", "DRAW_COMMITTED", "RANKED", "OFFERED")
ENDS = ("DECLINED", "COMPLETED", "CANCELLED", "NO_AWARD", "TERMINATED")

STATES: dict[Thing, tuple[str, ...]] = {
    Thing.OPPORTUNITY: (*BEFORE_CLOSING, *BEFORE_WORK, "IN_WORK", *ENDS),
    Thing.APPLICATION: ("DRAFT", "SUBMITTED", "WITHDRAWN"),
    Thing.DELIVERABLE: ("DUE", "DELIVERED", "ACCEPTED", "CANCELLED"),
    Thing.INVOICE: ("SUBMITTED", "RETURNED", "CERTIFIED", "PAID"),
    Thing.PAYMENT: ("STARTED", "PENDING", "UNKNOWN", "FAILED", "COMPLETED", "REFUNDED"),
}


@dataclass(frozen=True)
class Step:
    """One row of a table."""

    code: str
    thing: Thing
    stage: Stage
    from_states: tuple[str, ...]
    to_states: tuple[str, ...]  # empty: the state stays
    who: tuple[frozenset[Role], ...]  # one set a signature; any role of the set may give it

    def transitions(self) -> frozenset[tuple[str, str]]:
        """Every (from, to) pair this step may make."""
        if not self.to_states:
            return frozenset((state, state) for state in self.from_states)
        return frozenset((a, a if b == STAY else b) for a in self.from_states for b in self.to_states)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role that has a part in this step."""
        return frozenset().union(*self.who)


def _who(*slots: Role | tuple[Role, ...]) -> tuple[frozenset[Role], ...]:
    return tuple(frozenset(slot) if isinstance(slot, tuple) else frozenset({slot}) for slot in slots)


CLIENT, OFFICER, ADVISOR, SUPPLIER, CLOCK = Role.CLIENT, Role.OFFICER, Role.ADVISOR, Role.SUPPLIER, Role.CLOCK
FUND_MANAGER, PAYMENT_OFFICER, CERTIFIER = Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER
EVALUATOR, PROVIDER = Role.EVALUATOR, Role.PROVIDER
SAME: tuple[str, ...] = ()
POSTED_TO_WORK = ("SCHEDULED", "OPEN", *BEFORE_WORK, "IN_WORK")
SIGNABLE = ("APPROVED", *POSTED_TO_WORK)  # once posted, where price, year or coding changed
UNTIL_THE_END = ("APPROVED", "FUNDED", *POSTED_TO_WORK)

# fmt: off
_OPPORTUNITY: tuple[tuple[str, Stage, tuple[str, ...], tuple[str, ...], tuple[frozenset[Role], ...]], ...] = (
    # step                    stage              from                      to                        who
    ("request",               Stage.REQUEST,     (NEW,),                   ("REQUESTED",),           _who(CLIENT)),
    ("accept_request",        Stage.REQUEST,     ("REQUESTED",),           ("DRAFTING",),            _who(OFFICER)),
    ("decline_request",       Stage.REQUEST,     ("REQUESTED",),           ("DECLINED",),            _who(OFFICER)),
    ("hold_request",          Stage.REQUEST,     ("REQUESTED",),           SAME,                     _who(OFFICER)),
    ("submit_for_review",     Stage.STATEMENT,   ("DRAFTING",),            ("IN_REVIEW", "APPROVED", "FUNDED"), _who(CLIENT)),
    ("request_changes",       Stage.REVIEW,      ("IN_REVIEW",),           ("DRAFTING",),            _who((OFFICER, ADVISOR))),
    ("approve_statement",     Stage.REVIEW,      ("IN_REVIEW",),           ("APPROVED", "FUNDED"),  _who(OFFICER, ADVISOR)),
    ("return_to_drafting",    Stage.REVIEW,      ("APPROVED", "FUNDED"),   ("DRAFTING",),            _who(OFFICER)),
    ("prepare_funding_form",  Stage.FUNDS,       SIGNABLE,                 SAME,                     _who(OFFICER)),
    ("confirm_funding_form",  Stage.FUNDS,       SIGNABLE,                 SAME,                     _who(CLIENT)),
    ("sign_for_funds",        Stage.FUNDS,       SIGNABLE,                 SAME,                     _who(FUND_MANAGER)),
    ("refuse_funds",          Stage.FUNDS,       ("APPROVED",),            ("DRAFTING",),            _who(FUND_MANAGER)),
    ("reserve_funds",         Stage.FUNDS,       ("APPROVED",),            ("FUNDED",),              _who(PAYMENT_OFFICER)),
    ("renew_reservation",     Stage.FUNDS,       POSTED_TO_WORK,            SAME,                     _who(PAYMENT_OFFICER)),
    ("return_reservation",    Stage.FUNDS,       ("APPROVED", "FUNDED"),   ("APPROVED",),           _who(PAYMENT_OFFICER)),
    ("settle_transfer",       Stage.FUNDS,       UNTIL_THE_END,             SAME,                     _who(PAYMENT_OFFICER)),
    ("submit_translation",    Stage.POSTING,     ("APPROVED", "FUNDED"),   SAME,                     _who((CLIENT, OFFICER))),
    ("approve_translation",   Stage.POSTING,     ("APPROVED", "FUNDED"),   SAME,                     _who((CLIENT, OFFICER))),
    ("post",                  Stage.POSTING,     ("FUNDED",),              ("SCHEDULED", "OPEN"),    _who(OFFICER)),
    ("unpost",                Stage.POSTING,     ("SCHEDULED",),           ("FUNDED",),              _who(OFFICER)),
    ("open",                  Stage.POSTING,     ("SCHEDULED",),           ("OPEN",),                _who(CLOCK)),
    ("amend",                 Stage.OPEN,        ("OPEN",),                SAME,                     _who(OFFICER)),
    ("extend",                Stage.OPEN,        ("OPEN",),                SAME,                     _who(OFFICER, (OFFICER, ADVISOR))),
    ("extend_by_rule",        Stage.OPEN,        ("OPEN",),                SAME,                     _who(CLOCK)),
    ("assign_evaluators",     Stage.EVALUATION,  ("OPEN", "CLOSED"),       SAME,                     _who(OFFICER)),
    ("close",                 Stage.OPEN,        ("OPEN",),                ("CLOSED",),              _who(CLOCK)),
    ("open_applications",     Stage.EVALUATION,  ("OPEN", "CLOSED"),       SAME,                     _who(OFFICER, ADVISOR)),
    ("declare",               Stage.EVALUATION,  ("CLOSED",),              SAME,                     _who(EVALUATOR)),
    ("judge",                 Stage.EVALUATION,  ("CLOSED",),              SAME,                     _who(EVALUATOR)),
    ("reconcile",             Stage.EVALUATION,  ("CLOSED",),              SAME,                     _who(EVALUATOR)),
    ("return_evaluation",     Stage.EVALUATION,  ("CLOSED",),              SAME,                     _who(ADVISOR)),
    ("freeze_evaluation",     Stage.EVALUATION,  ("CLOSED",),              ("EVALUATED",),           _who(OFFICER, ADVISOR)),
    ("commit_draw",           Stage.SELECTION,   ("EVALUATED",),           ("DRAW_COMMITTED",),      _who(OFFICER)),
    ("record_draw",           Stage.SELECTION,   ("DRAW_COMMITTED",),      ("RANKED",),              _who((CLOCK, OFFICER))),
    ("replace_draw",          Stage.SELECTION,   ("DRAW_COMMITTED",),      SAME,                     _who(OFFICER, ADVISOR)),
    ("insert_entrant",        Stage.SELECTION,   ("RANKED", "OFFERED", "IN_WORK"), SAME,             _who(OFFICER, ADVISOR)),
    ("record_insertion",      Stage.SELECTION,   ("RANKED", "OFFERED", "IN_WORK"), SAME,             _who((CLOCK, OFFICER))),
    ("rank",                  Stage.SELECTION,   ("EVALUATED",),           ("RANKED",),              _who(OFFICER)),
    ("strike",                Stage.SELECTION,   ("CLOSED", "EVALUATED", "DRAW_COMMITTED"), SAME,    _who(OFFICER, ADVISOR)),
    ("strike_from_order",     Stage.SELECTION,   ("RANKED", "OFFERED"),    (STAY, "RANKED", "NO_AWARD"), _who(OFFICER, ADVISOR)),
    ("offer",                 Stage.OFFER,       ("RANKED",),              ("OFFERED",),             _who(OFFICER)),
    ("sign_agreement",        Stage.AGREEMENT,   ("OFFERED",),             ("IN_WORK",),             _who(SUPPLIER)),
    ("decline_offer",         Stage.OFFER,       ("OFFERED",),             ("RANKED", "NO_AWARD"),   _who(SUPPLIER)),
    ("lapse",                 Stage.OFFER,       ("OFFERED",),             ("RANKED", "NO_AWARD"),   _who(CLOCK)),
    ("countersign",           Stage.AGREEMENT,   ("IN_WORK",),             SAME,                     _who(PAYMENT_OFFICER)),
    ("say_cannot_deliver",    Stage.WORK,        ("IN_WORK",),             SAME,                     _who(SUPPLIER)),
    ("terminate_for_default", Stage.WORK,        ("IN_WORK",),             ("RANKED", "TERMINATED"), _who(OFFICER)),
    ("terminate_for_convenience", Stage.WORK,    ("IN_WORK",),             SAME,                     _who(OFFICER)),
    ("complete",              Stage.CLOSE_OUT,   ("IN_WORK",),             ("COMPLETED",),           _who(OFFICER)),
    ("release_funds",         Stage.CLOSE_OUT,   ENDS,                     SAME,                     _who(PAYMENT_OFFICER)),
    ("cancel",                Stage.CLOSE_OUT,   BEFORE_CLOSING,           ("CANCELLED",),           _who(OFFICER)),
    ("cancel_after_closing",  Stage.CLOSE_OUT,   BEFORE_WORK,              ("CANCELLED",),           _who(OFFICER, ADVISOR)),
    ("withdraw_request",      Stage.REQUEST,     BEFORE_POSTING,           ("CANCELLED",),           _who(CLIENT)),
    ("end_without_award",     Stage.SELECTION,   ("CLOSED", "EVALUATED", "RANKED"), ("NO_AWARD",),   _who((OFFICER, CLOCK))),
    ("post_again",            Stage.STATEMENT,   (NEW,),                   ("DRAFTING",),            _who(OFFICER)),
)

_APPLICATION = (
    ("save",                  Stage.OPEN,        (NEW, "DRAFT"),           ("DRAFT",),               _who((SUPPLIER, OFFICER))),
    ("submit",                Stage.OPEN,        (NEW, "DRAFT", "WITHDRAWN"), ("SUBMITTED",),        _who((SUPPLIER, OFFICER))),
    ("change",                Stage.OPEN,        ("SUBMITTED",),           SAME,                     _who((SUPPLIER, OFFICER))),
    ("withdraw",              Stage.OPEN,        ("SUBMITTED",),           ("WITHDRAWN",),           _who((SUPPLIER, OFFICER))),
)

_DELIVERABLE = (
    ("plan",                  Stage.AGREEMENT,   (NEW,),                   ("DUE",),                 _who(SUPPLIER)),
    ("deliver",               Stage.WORK,        ("DUE",),                 ("DELIVERED",),           _who((SUPPLIER, CLIENT))),
    ("ask_for_revision",      Stage.WORK,        ("DELIVERED",),           ("DUE",),                 _who(CLIENT)),
    ("accept",                Stage.WORK,        ("DELIVERED",),           ("ACCEPTED",),            _who(CLIENT)),
    ("extend_delivery",       Stage.WORK,        ("DUE",),                 SAME,                     _who((OFFICER, SUPPLIER))),
    ("accept_share",          Stage.WORK,        ("DUE", "DELIVERED"),     ("ACCEPTED",),            _who(OFFICER)),
    ("give_up",               Stage.WORK,        ("DUE", "DELIVERED"),     ("CANCELLED",),           _who(OFFICER)),
)

_INVOICE = (
    ("submit_invoice",        Stage.PAYMENT,     (NEW, "RETURNED"),        ("SUBMITTED",),           _who(SUPPLIER)),
    ("return_invoice",        Stage.PAYMENT,     ("SUBMITTED",),           ("RETURNED",),            _who(PAYMENT_OFFICER)),
    ("certify",               Stage.PAYMENT,     ("SUBMITTED",),           ("CERTIFIED",),           _who(CERTIFIER)),
    ("withdraw_certification", Stage.PAYMENT,    ("CERTIFIED",),           ("SUBMITTED",),           _who(CERTIFIER)),
    ("settle",                Stage.PAYMENT,     ("CERTIFIED",),           ("PAID",),                _who((PROVIDER, PAYMENT_OFFICER))),
)

_IN_FLIGHT = ("STARTED", "PENDING", "UNKNOWN")
_PAYMENT = (
    ("start",                 Stage.PAYMENT,     (NEW,),                   ("STARTED",),             _who(PAYMENT_OFFICER)),
    ("confirm",               Stage.PAYMENT,     _IN_FLIGHT,               ("COMPLETED",),           _who((PROVIDER, PAYMENT_OFFICER))),
    ("hold",                  Stage.PAYMENT,     _IN_FLIGHT,               ("PENDING",),             _who(PROVIDER)),
    ("time_out",              Stage.PAYMENT,     _IN_FLIGHT,               ("UNKNOWN",),             _who(CLOCK)),
    ("fail",                  Stage.PAYMENT,     _IN_FLIGHT,               ("FAILED",),              _who((PROVIDER, CLOCK, PAYMENT_OFFICER))),
    ("refund",                Stage.PAYMENT,     ("COMPLETED",),           ("REFUNDED",),            _who(PAYMENT_OFFICER)),
)

# Beside the tables: what is said and answered on the way, taken like a step; no state ever changes by it.
_IN_WORK = ("IN_WORK",)
_AFTER_AWARD = ("IN_WORK", "RANKED", "OFFERED", "TERMINATED")  # also once an agreement ended by default
_ASKED = ("OPEN", "CLOSED")  # what was asked in time and overlooked may still be answered after the closing
_BESIDE = (
    ("assign_question",       Stage.OPEN,        _ASKED,                   SAME,                     _who(OFFICER)),
    ("draft_answer",          Stage.OPEN,        _ASKED,                   SAME,                     _who(CLIENT)),
    ("answer_question",       Stage.OPEN,        _ASKED,                   SAME,                     _who(OFFICER)),
    ("refuse_question",       Stage.OPEN,        _ASKED,                   SAME,                     _who(OFFICER)),
    ("edit_answer",           Stage.OPEN,        ("OPEN", *BEFORE_WORK, "IN_WORK"), SAME,            _who(OFFICER)),
    ("declare_status",        Stage.AGREEMENT,   ("OFFERED",),             SAME,                     _who(SUPPLIER)),
    ("send_papers",           Stage.AGREEMENT,   ("OFFERED",),             SAME,                     _who(SUPPLIER)),
    ("check_papers",          Stage.AGREEMENT,   ("OFFERED",),             SAME,                     _who(OFFICER)),
    ("record_exception",      Stage.AGREEMENT,   ("OFFERED",),             SAME,                     _who(OFFICER)),
    ("hand_over_item",        Stage.WORK,        _IN_WORK,                 SAME,                     _who(CLIENT)),
    ("confirm_item",          Stage.WORK,        _IN_WORK,                 SAME,                     _who(SUPPLIER)),
    ("report_late_item",      Stage.WORK,        _IN_WORK,                 SAME,                     _who(SUPPLIER)),
    ("propose_extension",     Stage.WORK,        _IN_WORK,                 SAME,                     _who((OFFICER, SUPPLIER))),
    ("decline_extension",     Stage.WORK,        _IN_WORK,                 SAME,                     _who((OFFICER, SUPPLIER))),
    ("decide_on_work",        Stage.WORK,        _IN_WORK,                 SAME,                     _who(OFFICER)),
    ("give_default_notice",   Stage.WORK,        _IN_WORK,                 SAME,                     _who(OFFICER)),
    ("announce_convenience",  Stage.WORK,        _IN_WORK,                 SAME,                     _who(OFFICER)),
    ("answer_convenience",    Stage.WORK,        _IN_WORK,                 SAME,                     _who(SUPPLIER)),
    ("open_dispute",          Stage.WORK,        _AFTER_AWARD,             SAME,                     _who((SUPPLIER, CLIENT))),
    ("answer_dispute",        Stage.WORK,        _AFTER_AWARD,             SAME,                     _who((SUPPLIER, CLIENT))),
    ("resolve_dispute",       Stage.WORK,        _AFTER_AWARD,             SAME,                     _who(OFFICER)),
)
# fmt: on

TABLES: dict[Thing, tuple[Step, ...]] = {
    thing: tuple(Step(code, thing, stage, before, after, who) for code, stage, before, after, who in rows)
    for thing, rows in (
        (Thing.OPPORTUNITY, _OPPORTUNITY),
        (Thing.APPLICATION, _APPLICATION),
        (Thing.DELIVERABLE, _DELIVERABLE),
        (Thing.INVOICE, _INVOICE),
        (Thing.PAYMENT, _PAYMENT),
    )
}

BESIDE: tuple[Step, ...] = tuple(
    Step(code, Thing.OPPORTUNITY, stage, before, after, who) for code, stage, before, after, who in _BESIDE
)

STEPS: dict[str, Step] = {step.code: step for table in (*TABLES.values(), BESIDE) for step in table}


def allowed_transitions(thing: Thing) -> frozenset[tuple[str, str]]:
    """Every (from, to) pair of states some step of `thing` may make; the database refuses all others."""
    return frozenset().union(*(step.transitions() for step in TABLES[thing]))
