"""A fund manager is away: the officer reminds, the clock reminds, the officer passes it on, the stand-in signs."""

from collections.abc import Callable
from datetime import timedelta

from microacquisition.opportunities.file.reminding import remind_of_late_waits
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.builders import make_funding_confirmed
from tests.opportunities.file.test_waiting import make_holder
from tests.stories.actor import Actor
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail, check_no_mail

MoveClock = Callable[[timedelta], object]


def test_a_signature_is_waited_for_hurried_and_passed_to_a_stand_in(
    cast: Cast, move_clock: MoveClock
) -> None:
    people = cast.people
    zoe = make_holder(people, "Zoe", Role.FUND_MANAGER)
    opportunity = make_funding_confirmed(people)
    key, file = f"sign_for_funds:{opportunity.pk}", {"opportunity_id": opportunity.pk}
    page = cast.client.read("file", **file)
    assert "Qui doit agir" in page and "gestionnaire du budget" in page and "Depuis le 23" in page

    # Monday: the officer reminds in one click, and sees that it was done.
    page = cast.officer.read("file", **file)
    remind = cast.officer.address("send_reminder", **file)
    assert f'action="{remind}"' in page
    assert cast.officer.browser.post(remind, {"wait": key}).status_code == 302
    page = cast.officer.read("file", **file)
    assert "Reminded today" in page and "1 day late" not in page
    check_mail("file/reminder", people.fund_manager, "Officer", "the fund manager’s signature")
    check_mail("file/reminder", zoe, "la signature de la ou du gestionnaire du budget")

    # Wednesday morning nobody has signed: past the target, the clock waits until three days after the reminder.
    move_clock(timedelta(days=2))
    assert "1 day late" in cast.officer.read("needs_me")
    remind_of_late_waits(current_instant())
    check_no_mail("file/late", people.fund_manager)
    move_clock(timedelta(days=1))
    remind_of_late_waits(current_instant())
    check_mail("file/late", people.fund_manager, "3 business days")
    assert "délai visé" in cast.client.read("needs_me")

    # The officer passes it on; the stand-in finds it, signs, and nobody waits for it any more.
    page = cast.officer.read("file", **file)
    chosen = {"wait": key, "role": "fund_manager", "person": str(zoe.pk)}
    page = cast.officer.fill_in(page, cast.officer.address("file", **file), typed=chosen)
    assert "(standing in)" in page
    check_mail("file/stand_in", zoe, "Officer", "vous confie")
    stand_in = Actor(zoe)
    assert "Rien à faire" not in stand_in.read("needs_me")
    stand_in.fill("sign_for_funds", **file)
    assert key not in cast.officer.read("file", **file)
    assert "payment officer" in cast.officer.read("file", **file)
