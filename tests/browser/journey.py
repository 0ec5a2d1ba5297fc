"""The main job as people do it in a browser, one function a step; each checks the state that was reached."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from demo.opportunity import DemoOpportunity
from demo.people import CLIENTS, STAFF, SUPPLIERS
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Team, User
from microacquisition.process.roles import Role
from microacquisition.process.rules.eligibility import QUESTIONS
from microacquisition.site.clock import current_instant
from tests.browser.visitor import Visitor

OPEN_MINUTES, DELIVERY_MINUTES = 20, 24 * 60
ADVICE = Words(en="We asked the three teams here in May.", fr="Nous avons demandé aux trois équipes en mai.")


@dataclass
class Journey:
    """One purchase and everybody at a window of their own, in one language, with or without scripts."""

    visit: Callable[..., Visitor]
    move_clock: Callable[[timedelta | datetime], datetime]
    language: str
    scripts: bool
    wanted: DemoOpportunity
    opportunity_id: Any = None
    chosen: Any = None  # the supplier who got the award offer
    windows: dict[str, Visitor] = field(default_factory=dict)

    def at(self, email: str) -> Visitor:
        """Return the window of the person, signed in."""
        if email not in self.windows:
            self.windows[email] = self.visit(email, self.language, scripts=self.scripts)
        return self.windows[email]

    def staff(self, role: Role) -> Visitor:
        """Return the window of the first person who holds the role."""
        return self.at(next(person.email for person in STAFF if person.role is role))

    @property
    def client(self) -> Visitor:
        """The window of the client who asks."""
        return self.at(CLIENTS[0].email)

    @property
    def author(self) -> Visitor:
        """The window of the client who writes."""
        return self.at(CLIENTS[1].email)

    def supplier(self, number: int) -> Visitor:
        """The window of a supplier."""
        return self.at(SUPPLIERS[number].person.email)

    def say(self, words: Words) -> str:
        """Return the words in the language of the journey."""
        return words.in_language(self.language)

    @property
    def row(self) -> Opportunity:
        """The opportunity as it stands."""
        return Opportunity.objects.get(pk=self.opportunity_id)

    def reached(self, state: str) -> None:
        """AssertionError unless the opportunity is in this state."""
        assert self.row.state == state, self.row.state

    def take_next(self, who: Visitor) -> None:
        """See the step under "needs me" and on the file, and open the page of its one solid button."""
        who.go("needs_me")
        assert who.page.locator(f'main a[href*="{self.opportunity_id}"]').count()
        who.go("file", self.opportunity_id)
        who.page.locator(".status.act .do a.btn").click()
        who.settle()


def ask_for_code(journey: Journey) -> None:
    """The client asks; every question answered as an eligible request would be."""
    who, known = journey.client, set(Opportunity.objects.values_list("pk", flat=True))
    who.go("ask_for_code")
    who.press_main()
    assert who.page.locator("#errors").count() == 1
    answers: dict[str, str | bool] = {}
    for question in QUESTIONS:
        answers[question.code] = "yes" if question.good_answer else "no"
        if question.needs_explanation:
            answers[f"{question.code}_explanation"] = journey.say(ADVICE)
    who.fill(
        team=f"{Team.objects.get().pk}:{journey.wanted.programme_code}", title=journey.say(journey.wanted.title),
        need=journey.say(journey.wanted.need), estimated_hours=str(journey.wanted.hours), **answers,
    )  # fmt: skip
    who.press_main()
    journey.opportunity_id = Opportunity.objects.exclude(pk__in=known).get().pk
    journey.reached("REQUESTED")


def accept_request(journey: Journey) -> None:
    """The officer reads the request and accepts it."""
    who = journey.staff(Role.OFFICER)
    journey.take_next(who)
    who.press_main()
    journey.reached("DRAFTING")


def write_statement(journey: Journey) -> None:
    """The second client writes every section in both languages."""
    who, wanted = journey.author, journey.wanted
    for section, typed in describe_sections(journey).items():
        who.go("statement_section", journey.opportunity_id, section)
        for number in range(1, count_rows(typed)):
            who.page.locator('main button[name="do"][value="add"]').click()
            who.settle(keep=number == 1)
        who.fill(**typed)
        who.page.locator('main button.btn[value="save"]').click()
        who.settle()
        assert not who.page.locator(".errors").count(), (section, who.page.locator(".errors").inner_text())
    who.go("statement_section", journey.opportunity_id, "skills")
    for code in wanted.skills:
        who.page.locator(f'input[value="{code}"]').check()
    who.page.locator('main button.btn[value="save"]').click()
    who.settle()
    who.go("preview_statement", journey.opportunity_id)
    who.reads(journey.say(wanted.title))


def describe_sections(journey: Journey) -> dict[str, dict[str, str | bool]]:
    """Return what is typed into each section that holds fields."""
    wanted, zone = journey.wanted, journey.row.programme.zone
    now = current_instant()
    closes, due = (
        local_time(now + timedelta(minutes=each), zone) for each in (OPEN_MINUTES, DELIVERY_MINUTES)
    )
    rows: dict[str, dict[str, str | bool]] = {"acceptance": {}, "evaluation": {}, "client_items": {}}
    for section, texts in (
        ("acceptance", wanted.acceptance_criteria),
        ("evaluation", wanted.application_criteria),
        ("client_items", wanted.client_items),
    ):
        for number, text in enumerate(texts):
            rows[section] |= {f"text_{number}_en": text.en, f"text_{number}_fr": text.fr}
    rows["client_items"] |= {
        "due_on_0": str(closes.date()),
        "owner_id_0": str(User.objects.get(email=CLIENTS[1].email).pk),
    }
    texts = {
        name: {f"{name}_en": getattr(wanted, name).en, f"{name}_fr": getattr(wanted, name).fr}
        for name in ("title", "short_description", "background", "work")
    }
    rate = (
        f"{wanted.rate_cents // 100},00 $" if journey.language == "fr" else f"${wanted.rate_cents // 100}.00"
    )
    return {
        **texts,
        **rows,
        "licence": {"continues_existing_code": "no", "licence": wanted.licence},
        "repository": {"repository": wanted.repository},
        "price": {"hours": str(wanted.hours), "rate_cents": rate},
        "dates": {
            "closes_at_date": str(closes.date()), "closes_at_time": closes.strftime("%H:%M"),
            "selection_on": str(closes.date()),
            "delivery_at_date": str(due.date()), "delivery_at_time": due.strftime("%H:%M"),
        },
        "declarations": {
            "unclassified": "yes", "standalone_reason": journey.say(ADVICE), "no_capacity_reason": journey.say(ADVICE),
        },
    }  # fmt: skip


def count_rows(typed: dict[str, str | bool]) -> int:
    """Return how many rows of a list are typed."""
    return sum(1 for name in typed if name.startswith("text_") and name.endswith("_en"))


def review_statement(journey: Journey) -> None:
    """The client sends the statement; officer and advisor sign it."""
    journey.take_next(journey.client)
    journey.client.press_main()
    journey.reached("IN_REVIEW")
    for role in (Role.OFFICER, Role.ADVISOR):
        journey.take_next(journey.staff(role))
        journey.staff(role).press_main()
    journey.reached("APPROVED")


def fund(journey: Journey) -> None:
    """Funding form, confirmation, section 32, reservation."""
    officer = journey.staff(Role.OFFICER)
    officer.go("prepare_funding_form", journey.opportunity_id)
    tax = journey.wanted.price_cents * 15 // 10_000 + 1
    officer.page.locator('[name="fiscal_year"]').first.check()
    officer.fill(
        cost_centre="4410", coding="N-100-4410", tax_ceiling_cents=str(tax), budget_transfer_needed="no"
    )
    officer.press_main()
    journey.take_next(journey.client)
    journey.client.press_main()
    journey.take_next(journey.staff(Role.FUND_MANAGER))
    journey.staff(Role.FUND_MANAGER).press_main()
    payer = journey.staff(Role.PAYMENT_OFFICER)
    journey.take_next(payer)
    payer.fill(number="FR-20417", amount_cents=str(journey.wanted.price_cents // 100 + tax))
    payer.press_main()
    journey.reached("FUNDED")


def translate_and_post(journey: Journey) -> None:
    """The client submits the second language, the officer approves it and posts at once."""
    journey.client.go("submit_translation", journey.opportunity_id)
    journey.client.press_main()
    officer = journey.staff(Role.OFFICER)
    officer.go("approve_translation", journey.opportunity_id)
    officer.press_main()
    officer.go("post", journey.opportunity_id)
    officer.fill(splitting="none", splitting_reason=journey.say(ADVICE), repository=journey.wanted.repository)
    officer.press_main()
    journey.reached("OPEN")


def apply(journey: Journey, number: int) -> None:
    """A supplier finds the opportunity, answers, checks and sends; the receipt is there."""
    who = journey.supplier(number)
    who.go("opportunity", journey.row.reference)
    who.go("apply", journey.row.reference)
    who.press_main()
    assert who.page.locator("#errors").count() == 1
    who.fill(name=SUPPLIERS[number].person.name)
    for answer in who.page.locator("main textarea").all():
        answer.fill(journey.say(Words(en="I wrote such a library in 2024.", fr="J’en ai écrit une en 2024.")))
    for box in who.page.locator('main input[type="checkbox"]').all():
        box.check()
    who.press_main()
    who.press_main()
    who.go("my_applications")
    who.reads(journey.say(journey.wanted.title))


def close(journey: Journey) -> None:
    """The clock closes at the instant, and the public page says so."""
    journey.move_clock(timedelta(minutes=OPEN_MINUTES + 1))
    take_due_steps()
    journey.reached("CLOSED")
    journey.staff(Role.AUDITOR).go("opportunity", journey.row.reference)
