"""Who takes no step finds in the queue what they may read, not an empty page."""

from collections.abc import Callable

from django.test import Client

from microacquisition.people.models import User
from microacquisition.process.roles import Role
from tests.builders import People, make_drafting, make_request
from tests.opportunities.file.test_waiting import make_holder

Browser = Callable[[User], Client]


def test_auditors_and_open_source_advisors_find_the_files_they_may_read_newest_first(
    people: People, browser: Browser
) -> None:
    first, second = make_drafting(people), make_request(people)
    advisor = make_holder(people, "Osa", Role.OPEN_SOURCE_ADVISOR)
    for reader, path in ((people.auditor, "/en/needs-me/"), (advisor, "/fr/a-faire/")):
        page = browser(reader).get(path).content.decode()
        places = [
            page.index(f'<h3><a href="{"/en/files" if "en" in path[:3] else "/fr/dossiers"}/{row.pk}/">')
            for row in (second, first)
        ]
        assert places == sorted(places)
        assert ("Files you may read" in page) is (reader == people.auditor)
        assert "Remind" not in page.replace("Reminder", "")


def test_union_observers_are_led_to_the_purchases(people: People, browser: Browser) -> None:
    observer = make_holder(people, "Una", Role.UNION_OBSERVER)
    page = browser(observer).get("/fr/a-faire/").content.decode()
    assert 'class="btn" href="/fr/a-observer/"' in page and "Dossiers que vous pouvez lire" not in page


def test_others_find_no_list_of_files(people: People, browser: Browser) -> None:
    make_request(people)
    for reader in (people.officer, people.suppliers[0]):
        assert "Files you may read" not in browser(reader).get("/en/needs-me/").content.decode()
