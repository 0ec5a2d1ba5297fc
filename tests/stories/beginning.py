"""The first half of every story: from the client's request to an open opportunity, each step by the right role."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from microacquisition.common.zones import local_time
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.calendar import add_business_days
from microacquisition.process.rules.eligibility import QUESTIONS
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.stories.actor import Actor, Typed


@dataclass
class Cast:
    """Everybody in a story, each with a browser."""

    people: People
    client: Actor = field(init=False)
    author: Actor = field(init=False)
    officer: Actor = field(init=False)
    second_officer: Actor = field(init=False)
    advisor: Actor = field(init=False)
    fund_manager: Actor = field(init=False)
    payment_officer: Actor = field(init=False)
    certifier: Actor = field(init=False)
    evaluator: Actor = field(init=False)
    suppliers: list[Actor] = field(init=False)

    def __post_init__(self) -> None:
        for name in (
            "client", "author", "officer", "second_officer", "advisor", "fund_manager", "payment_officer", "certifier",
            "evaluator",
        ):  # fmt: skip
            setattr(self, name, Actor(getattr(self.people, name)))
        self.suppliers = [Actor(person) for person in self.people.suppliers]


def reload(opportunity: Opportunity) -> Opportunity:
    """Read the row again."""
    return Opportunity.objects.get(pk=opportunity.pk)


def ask_for_code(cast: Cast, title: str = "Politiques infonuagiques") -> Opportunity:
    """The client asks on one screen."""
    people = cast.people
    typed: Typed = {
        "team": f"{people.team.pk}:{people.programme_code}",
        "title": title,
        "need": "Un script qui refuse les offres payantes sans approbation financière.",
        "estimated_hours": "65",
    }
    for question in QUESTIONS:
        typed[question.code] = "yes" if question.good_answer else "no"
        if question.needs_explanation:
            typed[f"{question.code}_explanation"] = "Demandé à toutes les équipes en mai."
    cast.client.fill("ask_for_code", typed=typed)
    return Opportunity.objects.get(title_fr=title)


def accept_request(cast: Cast, opportunity: Opportunity) -> None:
    """The officer reads the request and accepts it."""
    assert "need" in cast.officer.read("request", opportunity_id=opportunity.pk).lower()
    cast.officer.fill("request", opportunity_id=opportunity.pk)


def save_section(actor: Actor, opportunity: Opportunity, section: str, typed: Typed) -> None:
    """Fill in one section of the statement."""
    actor.fill("statement_section", opportunity_id=opportunity.pk, section=section, typed=typed, button="do")


def write_statement(cast: Cast, opportunity: Opportunity) -> None:
    """The author writes every section, in both languages."""
    texts = {
        "title": ("Building cloud policies", "Élaboration de politiques infonuagiques"),
        "short_description": (
            "Scripts that refuse paid offerings.",
            "Des scripts qui refusent les offres payantes.",
        ),
        "background": (
            "We are the cloud team.\n\n- one\n- two",
            "Nous sommes l’équipe infonuagique.\n\n- un\n- deux",
        ),
        "work": ("Write a script and its tests.", "Écrire un script et ses tests."),
    }
    for section, (en, fr) in texts.items():
        save_section(cast.author, opportunity, section, {f"{section}_en": en, f"{section}_fr": fr})
    save_section(
        cast.author, opportunity, "acceptance",
        {"text_0_en": "It passes its tests.", "text_0_fr": "Il réussit ses tests."},
    )  # fmt: skip
    save_section(
        cast.author, opportunity, "evaluation",
        {"text_0_en": "Show your skills.", "text_0_fr": "Montrez vos compétences.", "word_limit_0": "250"},
    )  # fmt: skip
    save_section(cast.author, opportunity, "licence", {"continues_existing_code": "no", "licence": "MIT"})
    complete_statement(cast, opportunity)


def complete_statement(cast: Cast, opportunity: Opportunity) -> None:
    """What no post says: skills, price by rate and hours, dates, declarations."""
    save_section(cast.author, opportunity, "skills", {"skills_people": ["documentation"]})
    save_section(cast.author, opportunity, "price", {"hours": "55", "rate_cents": "100,00 $"})
    save_dates(cast, opportunity, current_instant())
    save_section(
        cast.author, opportunity, "declarations",
        {"unclassified": "yes", "standalone_reason": "One script.", "no_capacity_reason": "Asked in May."},
    )  # fmt: skip


def save_dates(cast: Cast, opportunity: Opportunity, now: datetime) -> None:
    """Closing in ten business days at two, selection two days later, delivery in thirty."""
    today = local_time(now, opportunity.programme.zone).date()
    closes, selection, delivery = (add_business_days(today, days) for days in (10, 12, 32))
    save_section(
        cast.author, opportunity, "dates",
        {
            "closes_at_date": closes.isoformat(), "closes_at_time": "14:00", "selection_on": selection.isoformat(),
            "delivery_at_date": delivery.isoformat(), "delivery_at_time": "16:00",
        },
    )  # fmt: skip


def review_statement(cast: Cast, opportunity: Opportunity) -> None:
    """The client sends it; officer and advisor sign."""
    cast.client.fill("statement", opportunity_id=opportunity.pk)
    cast.officer.fill("review", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "IN_REVIEW"
    cast.advisor.fill("review", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "APPROVED"


def fund(cast: Cast, opportunity: Opportunity) -> None:
    """Funding form, its confirmation, section 32, reservation."""
    cast.officer.fill(
        "prepare_funding_form", opportunity_id=opportunity.pk,
        typed={
            "fiscal_year": "2026-2027", "cost_centre": "1234", "coding": "A-1-2", "budget_transfer_needed": "no",
        },
    )  # fmt: skip
    cast.client.fill("confirm_funding_form", opportunity_id=opportunity.pk)
    cast.fund_manager.fill("sign_for_funds", opportunity_id=opportunity.pk)
    cast.payment_officer.fill(
        "reserve_funds",
        opportunity_id=opportunity.pk,
        typed={"number": "FR-204417", "amount_cents": "7,475.00"},
    )
    assert reload(opportunity).state == "FUNDED"


def post(cast: Cast, opportunity: Opportunity, approver: Actor | None = None) -> Opportunity:
    """The translation is approved by somebody else (the client, unless told); the officer posts it at once."""
    cast.author.fill("submit_translation", opportunity_id=opportunity.pk)
    (approver or cast.client).fill("approve_translation", opportunity_id=opportunity.pk)
    cast.officer.fill(
        "post", opportunity_id=opportunity.pk,
        typed={
            "splitting": "none", "splitting_reason": "First purchase of this team.",
            "repository": "https://github.com/example/cloud-policies",
        },
    )  # fmt: skip
    posted = reload(opportunity)
    assert posted.state == "OPEN"
    assert posted.reference is not None
    return posted


def begin(cast: Cast) -> Opportunity:
    """Walk from the request to an open opportunity."""
    opportunity = ask_for_code(cast)
    accept_request(cast, opportunity)
    write_statement(cast, opportunity)
    review_statement(cast, opportunity)
    fund(cast, opportunity)
    return post(cast, opportunity)


def just_after(instant: datetime | None) -> datetime:
    """One second after an instant that must be there."""
    assert instant is not None
    return instant + timedelta(seconds=1)
