"""Before a program's first posting: each thing is recorded with its evidence or waived by name, else nothing is posted."""

from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.posting.models import ReadinessRecord
from microacquisition.opportunities.posting.readiness import find_not_ready, list_readiness
from microacquisition.people.models import Department, RoleHeld
from microacquisition.records.models import PLATFORM_STREAM, Event
from tests.builders import make_open, make_people, make_translated
from tests.stories.beginning import Cast, reload

SPLITTING = {"splitting": "none", "splitting_reason": "First purchase of this team."}
PROGRAMME = {"programme_code": "esdc"}


def move_to_new_department(cast: Cast, opportunity: Opportunity) -> Opportunity:
    """A department that joined since has recorded nothing of its own."""
    new = Department.objects.create(
        code="new-dept", name_en="Newcomers", name_fr="Nouveaux venus", programme_codes=["esdc"]
    )
    Opportunity.objects.filter(pk=opportunity.pk).update(department=new)
    held = RoleHeld.objects.filter(user=cast.people.officer).get()
    RoleHeld.objects.create(
        user=held.user, role=held.role, programme_code="esdc", department=new, proposed_by=held.proposed_by,
        proposed_at=held.proposed_at, confirmed_by=held.confirmed_by, confirmed_at=held.confirmed_at,
    )  # fmt: skip
    return Opportunity.objects.get(pk=opportunity.pk)


def test_nothing_is_posted_before_each_thing_is_recorded_or_waived(cast: Cast) -> None:
    opportunity = move_to_new_department(cast, make_translated(cast.people))
    key = {"opportunity_id": opportunity.pk}
    page = cast.officer.read("post", **key)
    assert "Neither recorded nor waived before the first posting: An executive sponsor supports it." in page
    assert cast.officer.address("readiness", **PROGRAMME) in page
    answer = cast.officer.browser.post(cast.officer.address("post", **key), SPLITTING)
    assert (answer.status_code, reload(opportunity).state) == (409, "FUNDED")
    assert "3 things to record or waive" in cast.officer.read("needs_me")

    programme = PROGRAMMES.newest("esdc")
    missing = [row for row in list_readiness(programme, [opportunity.department]) if row.record is None]
    for number, row in enumerate(missing):
        typed = {"kind": "waived" if number else "recorded", "text": "Seen in May.", "reference": "E-1"}
        where = {**PROGRAMME, "factor": row.factor.code, "scope": row.scope}
        after = cast.officer.fill("record_readiness", typed=typed, **where)
        assert "Officer" in after
        assert "Seen in May." in after
    assert "Everything is recorded or waived." in after
    events = Event.objects.filter(stream=PLATFORM_STREAM).values_list("code", flat=True)
    assert sorted(code for code in events if "readiness" in code) == [
        "record_readiness", "waive_readiness", "waive_readiness",
    ]  # fmt: skip
    assert "things to record or waive" not in cast.officer.read("needs_me")
    cast.officer.fill("post", typed=SPLITTING, **key)
    assert reload(opportunity).state == "OPEN"


def test_only_officers_keep_the_list_and_say_why(cast: Cast) -> None:
    where = {**PROGRAMME, "factor": "suppliers", "scope": "program"}
    for actor in (cast.advisor, cast.client, cast.suppliers[0]):
        assert actor.browser.get(actor.address("readiness", **PROGRAMME)).status_code == 404
        assert actor.browser.get(actor.address("record_readiness", **where)).status_code == 404
    before = ReadinessRecord.objects.count()
    html = cast.officer.read("record_readiness", **where)
    address = cast.officer.address("record_readiness", **where)
    assert cast.officer.send_form(html, address, typed={"text": "   "}).status_code == 200
    assert ReadinessRecord.objects.count() == before
    unknown = cast.officer.address("record_readiness", **{**where, "factor": "weather"})
    assert cast.officer.browser.get(unknown).status_code == 404


def test_practice_needs_none_and_one_posting_is_enough(cast: Cast) -> None:
    assert PROGRAMMES.newest("practice").readiness == ()
    make_open(cast.people)
    second = make_translated(cast.people, title="Une autre")
    assert find_not_ready(second) == ()
    assert find_not_ready(make_translated(make_people("practice"))) == ()
