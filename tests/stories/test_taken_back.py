"""A posting is taken back before it opens: the public reads so kindly, and it returns at the same address."""

from collections.abc import Callable
from datetime import datetime, timedelta

from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import make_open, make_posted
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail

SPLITTING = {"splitting": "none", "splitting_reason": "First purchase of this team."}


def test_a_posting_is_taken_back_and_posted_again(
    cast: Cast, move_clock: Callable[[datetime], datetime]
) -> None:
    opportunity = make_posted(cast.people, opens_at=current_instant() + timedelta(hours=20))
    public = cast.client.address("opportunity", reference=opportunity.reference)
    assert cast.client.browser.get(public).status_code == 200
    cast.officer.fill("unpost", opportunity_id=opportunity.pk, typed={"reason": "Un jour férié."})
    assert reload(opportunity).state == "FUNDED"
    check_mail("posting/posting_taken_back", cast.people.client, "Un jour férié.", str(opportunity.reference))
    gone = cast.client.browser.get(public)
    assert gone.status_code == 404
    assert "Retirée avant l’ouverture" in gone.content.decode()
    assert opportunity.title_fr not in gone.content.decode()
    assert public not in cast.client.read("opportunity_list")
    assert cast.client.browser.get(public.replace("MA-", "MB-")).status_code == 404
    assert "Post the opportunity" in cast.officer.read("needs_me")
    cast.officer.fill("post", opportunity_id=opportunity.pk, typed=SPLITTING)
    again = reload(opportunity)
    assert (again.state, again.reference) == ("OPEN", opportunity.reference)
    assert cast.client.browser.get(public).status_code == 200


def test_what_is_open_or_not_an_officer_s_is_not_taken_back(cast: Cast) -> None:
    opportunity = make_posted(cast.people, opens_at=current_instant() + timedelta(hours=20))
    address = cast.advisor.address("unpost", opportunity_id=opportunity.pk)
    for actor in (cast.advisor, cast.client, cast.suppliers[0]):
        assert actor.browser.post(address, {"reason": "No."}).status_code == 404
    html = cast.officer.read("unpost", opportunity_id=opportunity.pk)
    assert cast.officer.send_form(html, address, typed={"reason": ""}).status_code == 200
    assert reload(opportunity).state == "SCHEDULED"
    opened = make_open(cast.people, title="Une autre")
    late = cast.officer.browser.post(
        cast.officer.address("unpost", opportunity_id=opened.pk), {"reason": "No."}
    )
    assert (late.status_code, reload(opened).state) == (409, "OPEN")
    assert not Event.objects.filter(code="unpost").exists()
