"""The prepared states, in the order of a purchase’s life: each a few steps of the engine after an earlier one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from microacquisition.common.zones import local_time
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.posting.translations import list_texts, second_language
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.statement.models import ClientItem, Statement
from microacquisition.people.models import RoleHeld, User
from microacquisition.people.queries import DEMO_LINK_KEY
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.process.windows import BusinessDays
from microacquisition.site.clock import current_instant
from tests import builders
from tests.applying import apply_as, withdraw_as
from tests.asking import ask_as, publish_as
from tests.builders import People, make_people
from tests.lifecycle.prepared import Scene, State
from tests.opportunities.agreement import builders as work
from tests.opportunities.evaluation import builders as evaluation
from tests.quicknet import paste_round_named

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 am Eastern
# Unlike each other, so that nobody takes them for one person’s.
ANSWERS = {
    "supplier_1": "I wrote thirty policies in two years and tested each of them.",
    "supplier_2": "Since 2019 my scripts have kept four hospitals within their budgets, every night.",
}
BYSTANDERS = {"union_observer": Role.UNION_OBSERVER, "open_source_advisor": Role.OPEN_SOURCE_ADVISOR}


def take(code: str, scene: Scene, who: str, **given: Any) -> None:
    """Take a step, or give one signature, through the engine."""
    work.take(code, scene.opportunity, scene.person(who), **given)


def gather_everybody(scene: Scene, programme_code: str = "esdc") -> None:
    """A department with its team and staff, four suppliers, bystanders; a second evaluator; all signed in."""
    work.move_clock_to(MONDAY)
    scene.cast = make_people(programme_code, suppliers=4)
    named = {name: person for name, person in vars(scene.cast).items() if isinstance(person, User)}
    scene.people = {**named, **{f"supplier_{n}": one for n, one in enumerate(scene.cast.suppliers, start=1)}}
    for name, role in BYSTANDERS.items():
        scene.people[name] = _hire(scene.cast, name, role)
    scene.people["second_evaluator"] = _hire(scene.cast, "second_evaluator", Role.EVALUATOR)
    scene.browsers = {name: _sign_in(person) for name, person in scene.people.items()}
    scene.browsers["anonymous"] = Client()


def _hire(cast: People, name: str, role: Role) -> User:
    like = RoleHeld.objects.get(user=cast.auditor)
    person = User.objects.create_user(f"{name}@example.ca", name=name.replace("_", " ").title())
    kept = ("programme_code", "department", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at")
    RoleHeld.objects.create(user=person, role=role.value, **{each: getattr(like, each) for each in kept})
    return person


def _sign_in(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session[DEMO_LINK_KEY] = str(person.pk)
    session.save()
    return browser


def ask_for_code(scene: Scene) -> None:
    scene.opportunity_id = builders.make_request(scene.cast).pk


def write_statement(scene: Scene) -> None:
    builders.write_statement(scene.opportunity, scene.people["author"])


def approve_statement(scene: Scene) -> None:
    take("approve_statement", scene, "officer")
    take("approve_statement", scene, "advisor")


def prepare_funding_form(scene: Scene) -> None:
    take("prepare_funding_form", scene, "officer", **builders.funding_form())


def reserve_funds(scene: Scene) -> None:
    take("reserve_funds", scene, "payment_officer", number="FR-20417", amount_cents=6_900_00)


def submit_translation(scene: Scene) -> None:
    statement = Statement.objects.select_related("opportunity").get(opportunity=scene.opportunity)
    language = second_language(statement)
    texts = {each.name: getattr(each.text, language) for each in list_texts(statement)}
    take("submit_translation", scene, "client", texts=texts)


def post(scene: Scene, opens_at: datetime | None = None) -> None:
    take("post", scene, "officer", **builders.posting_form(opens_at=opens_at))


def apply_twice(scene: Scene) -> None:
    """Two suppliers apply; a third and a fourth do not."""
    for name in ("supplier_1", "supplier_2"):
        answers = dict.fromkeys((each.code for each in criteria_of(scene.opportunity)), ANSWERS[name])
        application = apply_as(scene.people[name], scene.opportunity, answers)
        scene.application_ids.append(application.pk)


def withdraw_one(scene: Scene) -> None:
    withdraw_as(scene.people["supplier_1"], scene.opportunity)


def reach_closing(scene: Scene) -> None:
    opportunity = scene.opportunity
    assert opportunity.closes_at is not None
    work.move_clock_to(opportunity.closes_at + timedelta(minutes=1))
    take_due_steps()


def assign(scene: Scene, *names: str) -> None:
    chosen = [scene.people[name] for name in names]
    take("assign_evaluators", scene, "officer", evaluators=chosen, chair=chosen[0])


def open_applications(scene: Scene) -> None:
    take("open_applications", scene, "officer")
    take("open_applications", scene, "advisor")


def declare(scene: Scene, *names: str) -> None:
    for name in names:
        take("declare", scene, name, no_interest=True)


def judge(scene: Scene, evaluator: str, *verdicts: bool) -> None:
    """Judge the applications in the order of the evaluator’s labels, one verdict each."""
    opportunity = scene.opportunity
    assignment = find_assignment(opportunity, scene.people[evaluator])
    assert assignment is not None
    for label, met in zip(labels_of(assignment), verdicts, strict=False):
        typed = tuple(TypedVerdict(each.code, met, "It says so.") for each in criteria_of(opportunity))
        take("judge", scene, evaluator, label=label, verdicts=typed)


def judge_differently(scene: Scene) -> None:
    """Both evaluators judge everything; the chair finds one criterion met less."""
    evaluation.judge(scene.opportunity, scene.people["evaluator"], {scene.application_ids[0]})
    evaluation.judge(scene.opportunity, scene.people["second_evaluator"])


def make_differing(scene: Scene) -> None:
    """Two evaluators declared and judged everything; they differ on one application."""
    both = ("evaluator", "second_evaluator")
    assign(scene, *both)
    open_applications(scene)
    declare(scene, *both)
    judge_differently(scene)


def reach_delivery(scene: Scene) -> None:
    """The work was due an hour ago."""
    due = scene.opportunity.offers.latest("made_at").delivery_at
    work.move_clock_to(due + timedelta(hours=1))


def authorize_opening(scene: Scene) -> None:
    """Two people signed the opening while the opportunity is open."""
    assign(scene, "evaluator")
    open_applications(scene)


def hear(scene: Scene, application_id: str) -> None:
    """A supplier was told why their application may be struck, and answered."""
    evaluation.answer(evaluation.tell(scene.opportunity, scene.cast, application_id))


def let_notice_run_out(scene: Scene) -> None:
    """The officer gave notice, and its time to deliver is over."""
    work.give_notice(scene.opportunity, scene.people["officer"])


def hand_over_item(scene: Scene) -> None:
    """The client team handed its only item over today."""
    today = local_time(current_instant(), scene.opportunity.programme.zone).date()
    take("hand_over_item", scene, "client", item=str(ClientItem.objects.get().pk), handed_over_on=today)


def let_item_be_late(scene: Scene) -> None:
    """The client team’s only item is three business days late."""
    work.move_clock_to(BusinessDays(3).after(current_instant(), scene.opportunity.programme.zone))


def propose_extension(scene: Scene, who: str) -> None:
    """One side proposed a later delivery."""
    due = work.due(scene.opportunity).due_at + timedelta(days=14)
    take("propose_extension", scene, who, due_at=due, reason="The sandbox came late.")


def freeze(scene: Scene) -> None:
    take("freeze_evaluation", scene, "officer")
    take("freeze_evaluation", scene, "advisor")


def reach_draw(scene: Scene) -> None:
    work.move_clock_to(Commitment.objects.get(opportunity=scene.opportunity).beacon_at + timedelta(minutes=1))


def open_to_score(scene: Scene) -> None:
    """In a program that scores, two applications are open and the evaluator has declared."""
    gather_everybody(scene, "code_with_us")
    opportunity = evaluation.make_opened(scene.cast)
    scene.opportunity_id = opportunity.pk
    for supplier in scene.cast.suppliers[:2]:
        own = opportunity.applications.get(opened__supplier__owner=supplier)
        scene.application_ids.append(own.pk)


def score(scene: Scene, *scores: int) -> None:
    """Score each application, in hundredths."""
    scores_by_id = dict(zip(scene.application_ids, scores, strict=True))
    evaluation.score(scene.opportunity, scene.people["evaluator"], scores_by_id)


def let_provider_pay(scene: Scene) -> None:
    """Everything up to a payment that a provider makes."""
    opportunity, winner = scene.opportunity, scene.person("winner")
    work.sign(opportunity, winner, payment_method="paypal", payment_address="supplier@pay.example.org")
    work.deliver(opportunity, winner)
    work.judge(opportunity, scene.people["client"])
    take("submit_invoice", scene, "winner", number="INV-1")
    certify(scene)
    work.countersign(opportunity, scene.people["payment_officer"])
    take("start", scene, "payment_officer")


def certify(scene: Scene) -> None:
    work.take("certify", scene.opportunity, scene.people["certifier"], Invoice.objects.get().pk)


def complete(scene: Scene) -> None:
    take("complete", scene, "officer", address="https://code.example.gc.ca/policies")


def _step(code: str, who: str, **given: Any) -> Any:
    return lambda scene: take(code, scene, who, **given)


STATES: dict[str, State] = {
    "people": State("", gather_everybody),
    "requested": State("people", ask_for_code),
    "drafting": State("requested", _step("accept_request", "officer")),
    "written": State("drafting", write_statement),
    "in review": State("written", _step("submit_for_review", "client")),
    "approved": State("in review", approve_statement),
    "form prepared": State("approved", prepare_funding_form),
    "form confirmed": State("form prepared", _step("confirm_funding_form", "client")),
    "funds signed for": State("form confirmed", _step("sign_for_funds", "fund_manager")),
    "funded": State("funds signed for", reserve_funds),
    "translation submitted": State("funded", submit_translation),
    "translated": State("translation submitted", _step("approve_translation", "officer")),
    "scheduled": State("translated", lambda scene: post(scene, current_instant() + timedelta(days=1))),
    "open": State("translated", post),
    "applied": State("open", apply_twice),
    "asked": State("applied", lambda scene: ask_as(scene.people["supplier_3"], scene.opportunity) and None),
    "asked of the client": State("asked", _step("assign_question", "officer", number=1)),
    "drafted": State("asked of the client", _step("draft_answer", "client", number=1, language="fr", draft="Non.")),
    "answered": State("asked", lambda scene: publish_as(scene.people["officer"], scene.opportunity.questions.get())),
    "withdrawn": State("applied", withdraw_one),
    "closed": State("applied", reach_closing),
    "assigned": State("closed", lambda scene: assign(scene, "evaluator")),
    "opened": State("assigned", open_applications),
    "declared": State("opened", lambda scene: declare(scene, "evaluator")),
    "half judged": State("declared", lambda scene: judge(scene, "evaluator", True)),
    "judged": State("declared", lambda scene: judge(scene, "evaluator", True, True)),
    "none passed": State("declared", lambda scene: judge(scene, "evaluator", False, False)),
    "differing": State("closed", make_differing),
    "one met": State("declared", lambda scene: judge(scene, "evaluator", True, False)),
    "one passed": State("one met", freeze),
    "last ranked": State("one passed", _step("commit_draw", "officer")),
    "last offered": State("last ranked", _step("offer", "officer")),
    "last in work": State(
        "last offered", lambda scene: work.sign(scene.opportunity, scene.person("winner")) and None
    ),
    "last overdue": State("last in work", reach_delivery),
    "last notice ran out": State("last overdue", let_notice_run_out),
    "heard": State("judged", lambda scene: hear(scene, scene.application_ids[0])),
    "authorized": State("applied", authorize_opening),
    "last heard": State("last ranked", lambda scene: hear(scene, scene.opportunity.order.get().application_id)),
    "evaluated": State("judged", freeze),
    "nobody passed": State("none passed", freeze),
    "open to score": State("", open_to_score),
    "all scored": State("open to score", lambda scene: score(scene, 0, 87_50)),
    "scores frozen": State("all scored", freeze),
    "equal scores": State("open to score", lambda scene: score(scene, 87_50, 87_50)),
    "equal scores frozen": State("equal scores", freeze),
    "ranked by score": State("scores frozen", _step("rank", "officer")),
    "draw committed": State("evaluated", _step("commit_draw", "officer")),
    "draw due": State("draw committed", reach_draw),
    "ranked": State("draw due", lambda scene: take("record_draw", scene, "officer", value=paste_round_named())),
    "heard in order": State("ranked", lambda scene: hear(scene, scene.application_ids[0])),
    "offered": State("ranked", _step("offer", "officer")),
    "yes said": State("offered", _step("declare_status", "winner", federal_employee=True, former_public_servant=True)),
    "papers sent": State("yes said", _step("send_papers", "winner", **work.PAPERS)),
    "in work": State("offered", lambda scene: work.sign(scene.opportunity, scene.person("winner")) and None),
    "item handed over": State("in work", hand_over_item),
    "item late": State("in work", let_item_be_late),
    "dispute open": State("in work", _step("open_dispute", "winner", reason="The criterion is not in the statement.")),
    "dispute answered": State("dispute open", _step("answer_dispute", "client", reason="It stands on page two.")),
    "dispute of the client": State("in work", _step("open_dispute", "client", reason="Nothing was written in the open.")),
    "overdue": State("in work", reach_delivery),
    "notice ran out": State("overdue", let_notice_run_out),
    "share announced": State("in work", _step("announce_convenience", "officer", reason="No need.", percent=40)),
    "share heard": State("share announced", _step("answer_convenience", "winner", agrees=True, reason="", percent=None)),
    "extension proposed": State("in work", lambda scene: propose_extension(scene, "winner")),
    "extension offered": State("in work", lambda scene: propose_extension(scene, "officer")),
    "delivered": State("in work", lambda scene: work.deliver(scene.opportunity, scene.person("winner")) and None),
    "accepted": State("delivered", lambda scene: work.judge(scene.opportunity, scene.people["client"]) and None),
    "invoiced": State("accepted", _step("submit_invoice", "winner", number="INV-1")),
    "certified": State("invoiced", certify),
    "countersigned": State("certified", lambda scene: work.countersign(scene.opportunity, scene.people["payment_officer"]) and None),
    "payment started": State("countersigned", _step("start", "payment_officer")),
    "provider pays": State("offered", let_provider_pay),
    "paid": State("payment started", lambda scene: work.pay(scene.opportunity, scene.people["payment_officer"]) and None),
    "completed": State("paid", complete),
}  # fmt: skip
