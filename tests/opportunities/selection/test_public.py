"""A draw in public: fetched by the worker, the fallback, the page with every value, the files anybody checks it with."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.jobs import fetch_every_draw
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, DrawResult, RankedApplication
from microacquisition.opportunities.selection.queries import find_commitment, read_beacon
from microacquisition.process.selection.commitments import find_draw_faults
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import make_evaluated, make_open, make_ranked, reload, take
from tests.opportunities.selection.large_draw import publish_large_draw
from tests.opportunities.selection.test_redrawing import make_drawn, sign, three  # noqa: F401
from tests.quicknet import PublishingQuicknet, sign_round

Move = Callable[[timedelta | datetime], datetime]
LATER = 28_800
KEYS = {"ids", "commitment", "commitment_sha256", "value", "secret", "seed", "words", "order", "order_sha256"}


@pytest.fixture
def network(settings: Any) -> Iterator[type[PublishingQuicknet]]:
    """A site whose worker may ask a network."""
    settings.BEACON = "tests.quicknet.PublishingQuicknet"
    settings.DRAND_HOSTS = ("https://drand.example.org",)
    yield PublishingQuicknet
    PublishingQuicknet.published.clear()
    PublishingQuicknet.asked.clear()


def commit(people: People) -> tuple[Opportunity, int]:
    """DRAW_COMMITTED, and the round it names."""
    opportunity = take("commit_draw", make_evaluated(people), people.officer)
    commitment = find_commitment(opportunity)
    assert commitment is not None
    return opportunity, int(read_beacon(commitment)["round"])


def read(opportunity: Opportunity, path: str, language: str = "en") -> str:
    """What anybody gets at an address of the opportunity."""
    folder = {"en": "opportunities", "fr": "occasions"}[language]
    answer = Client().get(f"/{language}/{folder}/{opportunity.reference}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_worker_fetches_the_round_and_no_page_does(
    people: People, network: type[PublishingQuicknet], move_clock: Move, browser: Any
) -> None:
    opportunity, number = commit(people)
    fetch_every_draw(0)
    assert network.asked == [], "Nobody asks before the moment."
    move_clock(Commitment.objects.get().beacon_at)
    browser(people.officer).get(f"/en/files/{opportunity.pk}/draw/value/")
    read(opportunity, "draw/")
    assert network.asked == [], "A page never reaches the network."
    fetch_every_draw(0)
    assert network.asked == [number] and reload(opportunity).state == "DRAW_COMMITTED"
    network.published.add(number)
    fetch_every_draw(0)
    result, event = DrawResult.objects.get(), Event.objects.get(code="record_draw")
    assert (result.value, result.signature) == (
        f"drand-quicknet:{number}:{sign_round(number).randomness}",
        sign_round(number).signature,
    )
    assert reload(opportunity).state == "RANKED" and json.loads(event.body)["actor"] == "clock"
    fetch_every_draw(0)
    assert len(network.asked) == 2 and DrawResult.objects.count() == 1


def test_a_round_that_does_not_come_is_asked_for_seldom_and_then_its_fallback_counts(
    people: People, network: type[PublishingQuicknet], move_clock: Move
) -> None:
    opportunity, number = commit(people)
    at = Commitment.objects.get().beacon_at
    move_clock(at + timedelta(hours=1, minutes=7))
    fetch_every_draw(0)
    assert network.asked == []
    move_clock(at + timedelta(hours=1, minutes=15))
    fetch_every_draw(0)
    assert network.asked == [number] and "Fallback" not in read(opportunity, "draw/")
    network.published |= {number, number + LATER}
    move_clock(at + timedelta(hours=24))
    assert f"drand-quicknet {number + LATER}" in read(opportunity, "draw/")
    fetch_every_draw(0)
    assert network.asked == [number, number + LATER]
    assert f":{number + LATER}:" in DrawResult.objects.get().value
    page = read(opportunity, "tirage/", "fr")
    assert "Source de rechange" in page and f"public/{number + LATER}" in page
    assert find_draw_faults(json.loads(read(opportunity, "draw.json"))) == []


def test_a_site_without_internet_asks_nobody(
    people: People, network: type[PublishingQuicknet], move_clock: Move, settings: Any
) -> None:
    settings.DRAND_HOSTS = ()
    commit(people)
    move_clock(Commitment.objects.get().beacon_at)
    fetch_every_draw(0)
    assert network.asked == [] and not DrawResult.objects.exists()


def test_the_place_of_an_application_added_is_fetched_too(
    three: People,  # noqa: F811
    network: type[PublishingQuicknet],
    move_clock: Move,
) -> None:
    opportunity, left_out = make_drawn(three, move_clock)
    sign("insert_entrant", opportunity, three, left_out)
    insertion = Commitment.objects.get(purpose="insertion")
    network.published.add(read_beacon(insertion)["round"])
    move_clock(insertion.beacon_at)
    fetch_every_draw(0)
    drawn = DrawResult.objects.get(commitment=insertion)
    page, text = read(opportunity, "draw/"), read(opportunity, f"draw/{insertion.digest}.json")
    assert drawn.signature in page and drawn.seed in page and drawn.value in page
    assert json.loads(text)["words"] == [f"{int(json.loads(text)['words'][0], 16):016x}"]
    assert str(int(json.loads(text)["words"][0], 16)) in page
    assert set(json.loads(text)) == KEYS | {"before"} and find_draw_faults(json.loads(text)) == []


def test_the_page_shows_every_input_and_every_value_in_between(people: People) -> None:
    opportunity = make_ranked(people)
    english, french = read(opportunity, "draw.json"), read(opportunity, "draw.json", "fr")
    published = json.loads(english)
    assert english == french and set(published) == KEYS
    result, body = DrawResult.objects.get(), Commitment.objects.get().body.replace('"', "&quot;")
    for page in (read(opportunity, "draw/"), read(opportunity, "tirage/", "fr")):
        shown = [*published["ids"], *published["order"], body, result.signature]
        shown += [str(int(word, 16)) for word in published["words"]]
        shown += [published[key] for key in ("commitment_sha256", "value", "secret", "seed", "order_sha256")]
        shown += [
            published["commitment"][key] for key in ("entrants_sha256", "applications_root", "log_head")
        ]
        assert not [each for each in shown if each not in page]
        assert "opportunities/check_draw.js" in page and 'href="/verify_draw.py"' in page


def test_the_files_to_download_check_the_draw_and_the_receipt(
    people: People, browser: Any, tmp_path: Path
) -> None:
    opportunity = make_ranked(people)
    mine = opportunity.applications.get(
        applicant_tag__isnull=False, opened__supplier__owner=people.suppliers[0]
    )
    files = {
        "verify_draw.py": Client().get("/verify_draw.py").content,
        "draw.json": read(opportunity, "draw.json").encode(),
        "receipt.json": browser(people.suppliers[0])
        .get(f"/en/my-applications/{mine.pk}/receipt.json")
        .content,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", *files]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Your application {mine.pk} is in the list." in done.stdout


def test_the_method_is_published_before_anybody_applies(people: People) -> None:
    opportunity = make_evaluated(people)
    for language, words in (("en", "a round of drand quicknet"), ("fr", "un tour de drand quicknet")):
        assert "MAD-1" in read(opportunity, "", language) and words in read(opportunity, "", language)
    for address in ("/en/draws/", "/fr/tirages/"):
        page = Client().get(address)
        assert page.status_code == 200 and b"MAD-1|seed" in page.content


def test_after_a_cancellation_the_list_the_value_and_the_order_stay_public(people: People) -> None:
    opportunity = make_ranked(people)
    before = read(opportunity, "draw.json")
    reason = {"reason_both": Bilingual("Not needed.", "Besoin disparu."), "reason": "both"}
    for person in (people.officer, people.advisor):
        take("cancel_after_closing", opportunity, person, **reason)
    assert reload(opportunity).state == "CANCELLED"
    assert read(opportunity, "draw.json") == before and DrawResult.objects.get().seed in read(
        opportunity, "draw/"
    )


def test_of_very_many_the_page_shows_both_ends_and_the_file_has_all(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    result = publish_large_draw(opportunity, 1_000, move_clock)
    published = json.loads(read(opportunity, "draw.json"))
    assert published["order"] == result.order and len(published["words"]) >= 999
    assert find_draw_faults(published) == []
    for page in (read(opportunity, "draw/"), read(opportunity, "tirage/", "fr")):
        order = re.findall(r"<code>(A-[0-9]{6})</code>", page)
        assert order == [*result.order[:100], *result.order[-100:]] and 'start="901"' in page
        assert page.count('<th scope="row">') == 200 and "A-000000" in page and "A-000999" in page
        assert page.count("800") >= 2 and "799" in page


def test_whose_reserve_ended_is_not_said_to_have_been_passed_over(people: People) -> None:
    opportunity, now = make_ranked(people), timezone.now()
    RankedApplication.objects.filter(place=2).update(passed_over_at=now, passed_over_because="expired")
    assert "reserve ended" in read(opportunity, "draw/") and "passed over" not in read(opportunity, "draw/")
    assert "réserve terminée" in read(opportunity, "tirage/", "fr")
