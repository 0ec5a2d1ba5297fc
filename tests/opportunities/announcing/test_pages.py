"""The pages: the same answer for every address, nothing changed by reading, one click without a cookie, refusals."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from microacquisition.correspondence.link_tokens import write_token
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.subscribers import Consent, Subscription, SubscriptionRequest
from microacquisition.correspondence.suppression import suppress_address
from microacquisition.opportunities.announcing.forms import SubscribeForm
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.accounts import close_account
from tests.builders import People, make_open
from tests.opportunities.announcing.making import make_subscriber

LIST, FRENCH = "/en/mailing-list/", "/fr/liste-de-diffusion/"
GOOD = {"email": "ana@example.org", "language": "en", "frequency": "at_once"}


def ask(browser: Client, address: str = LIST, **typed: Any) -> Any:
    """Send the form."""
    return browser.post(address, {**GOOD, **typed})


def find_link(template: str = "announcing/confirm_subscription") -> str:
    """Return the path of the link in the newest mail."""
    mail = Message.objects.filter(template=template).latest("created_at")
    found = re.search(r"\]\(https?://[^/]+(/\S+)\)", mail.body)
    assert found is not None
    return found[1]


def test_known_new_and_suppressed_addresses_get_the_same_answer(people: People) -> None:
    make_subscriber("known@example.org")
    suppress_address("gone@example.org", "complained")
    answers = set()
    for email in ("known@example.org", "new@example.org", "gone@example.org"):
        browser = Client()
        answer = ask(browser, email=email)
        answers.add((answer.status_code, answer["Location"], browser.get(answer["Location"]).content))
    assert len(answers) == 1
    told = Message.objects.filter(template="announcing/confirm_subscription")
    assert sorted(told.values_list("to_email", flat=True)) == ["known@example.org", "new@example.org"]
    bodies = {re.sub(r"/confirm\w*/[\w-]+/", "", mail.body) for mail in told}
    assert len(bodies) == 1 and {mail.kind for mail in told} == {"sign_in"}


def test_reading_the_link_changes_nothing_and_its_button_confirms(people: People) -> None:
    ask(Client(), skills_languages=["python", "java"], programmes=["esdc"], frequency="weekly")
    link = find_link()
    stranger = Client()
    for method in (stranger.get, stranger.head):
        assert method(link).status_code == 200
    shown = " ".join(stranger.get(link).content.decode().split())
    assert "one message on Monday morning" in shown and "Skills: Python, Java<" in shown and "ESDC" in shown
    assert not Subscription.objects.exists()
    page = stranger.post(link)
    assert "The subscription is confirmed" in page.content.decode()
    subscription = Subscription.objects.get()
    assert (subscription.skills, subscription.frequency) == (["python", "java"], "weekly")
    assert Consent.objects.get().wording.startswith("privacy_mailing_list/")
    assert stranger.post(link).status_code == stranger.get(link).status_code == 410
    assert Subscription.objects.count() == 1


def test_a_mail_program_ends_it_by_one_post_without_cookie_or_token(people: People) -> None:
    address = leave_address(make_subscriber())
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200 and Subscription.objects.get().ended_at is None
    answer = program.post(address, "List-Unsubscribe=One-Click", content_type=FORM)
    assert answer.status_code == 200 and Subscription.objects.get().email == ""
    again = program.post(address, "List-Unsubscribe=One-Click", content_type=FORM)
    assert again.status_code == 200 and "no more of these messages" in again.content.decode()


def test_one_leaves_too_where_a_skill_was_taken_out_since(people: People) -> None:
    address = leave_address(make_subscriber(skills=("python", "no-longer-listed")))
    assert "Skills: Python<" in Client().get(address).content.decode()
    assert Client().post(address).status_code == 200 and Subscription.objects.get().ended_at is not None


def test_no_page_of_the_link_shows_the_address(people: People) -> None:
    subscription = make_subscriber("secret.reader@example.org")
    for name in ("leave", "change"):
        page = Client().get(f"{LIST}{name}/{write_token(subscription)}/").content.decode()
        assert "secret.reader" not in page


def test_choices_are_changed_by_the_link_alone(people: People) -> None:
    subscription = make_subscriber(skills=("python",))
    address = f"{LIST}change/{write_token(subscription)}/"
    assert 'value="python" id="id_skills_languages_0" checked' in Client().get(address).content.decode()
    answer = Client().post(address, {"language": "fr", "frequency": "weekly", "email": "thief@example.org"})
    assert answer.status_code == 302
    subscription.refresh_from_db()
    assert (subscription.language, subscription.frequency, subscription.skills) == ("fr", "weekly", [])
    assert subscription.email == "ana@example.org"
    Client().post(leave_address(subscription))
    assert Client().get(address).status_code == Client().post(address, {"language": "en"}).status_code == 410


@pytest.mark.parametrize("name", ["leave", "change", "interest"])
def test_a_made_up_token_is_not_there(people: People, name: str) -> None:
    token = write_token(make_subscriber())
    spoilt = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    for made_up in (spoilt, "x", "x" * 65):
        assert Client().get(f"{LIST}{name}/{made_up}/").status_code == 404
        assert Client().post(f"{LIST}{name}/{made_up}/").status_code == 404
    assert Subscription.objects.get().ended_at is None


@pytest.mark.parametrize(
    "typed",
    [{"email": ""}, {"email": "no"}, {"email": '"quoted"@example.org'}, {"language": "de"}, {"frequency": ""}, {"skills_languages": ["cobol"]}, {"programmes": ["practice"]}],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_by_its_field_and_keeps_what_was_typed(
    people: People, typed: dict[str, Any]
) -> None:
    page = ask(Client(), FRENCH, **typed)
    html = page.content.decode()
    assert page.status_code == 200 and 'id="errors"' in html
    if "email" not in typed:
        assert 'value="ana@example.org"' in html
    assert not SubscriptionRequest.objects.exists() and not Message.objects.exists()


def test_one_address_is_asked_three_times_in_ten_minutes_at_most(people: People) -> None:
    cache.clear()
    answers = [ask(Client()).status_code for _time in range(4)]
    assert answers == [302, 302, 302, 200]
    assert SubscriptionRequest.objects.count() == Message.objects.count() == 3


def test_who_is_signed_in_follows_at_once_and_stops_by_the_link(people: People, browser: Any) -> None:
    opportunity = make_open(people)
    reader = browser(people.suppliers[0])
    public = reader.get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    address = f"/en/opportunities/{opportunity.reference}/follow/"
    assert f'action="{address}"' in public
    answer = reader.post(address)
    assert answer.status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.opportunity_id) == (people.suppliers[0].email, opportunity.pk)
    page = reader.get(answer["Location"]).content.decode()
    assert "You follow this opportunity" in page and write_token(subscription) in page
    assert not Message.objects.filter(to_email=subscription.email, template__startswith="announcing").exists()
    assert "Opportunity followed" in reader.get("/en/profile/my-data/").content.decode()


def test_with_the_account_every_subscription_of_its_address_ends(people: People) -> None:
    make_subscriber(people.stranger.email)
    other = make_subscriber("other@example.org")
    close_account(people.stranger)
    assert list(Subscription.objects.filter(ended_at=None)) == [other]


def test_others_follow_by_a_mailed_link(people: People) -> None:
    opportunity = make_open(people)
    address = f"/fr/occasions/{opportunity.reference}/suivre/"
    answer = Client().post(address, {"email": "eve@example.org", "language": "fr"})
    assert answer["Location"] == f"{FRENCH}demande/" and not Subscription.objects.exists()
    assert (
        "Politiques infonuagiques"
        in Client().post(find_link("announcing/confirm_following")).content.decode()
    )
    assert Subscription.objects.get().opportunity_id == opportunity.pk


def test_what_has_ended_or_is_practice_cannot_be_followed(people: People) -> None:
    opportunity = make_open(people)
    address = f"/en/opportunities/{opportunity.reference}/follow/"
    Opportunity.objects.filter(pk=opportunity.pk).update(practice=True)
    assert Client().get(address).status_code == Client().post(address, GOOD).status_code == 404
    assert Client().get("/en/opportunities/MA-2026-9999/follow/").status_code == 404
    assert not SubscriptionRequest.objects.exists()


def test_a_skill_in_the_address_is_ticked_and_one_we_do_not_know_is_left_out(database: None) -> None:
    answer = Client().get(f"{LIST}?skill=powershell&skill=cobol")
    page = answer.content.decode().partition("<main")[2]
    assert page.count(" checked") == 3  # the skill, the language and how often
    assert "cobol" not in page


def test_every_skill_can_be_chosen() -> None:
    fields = SubscribeForm().skill_fields
    assert sum(len(field.field.choices) for field in fields) > 40


FORM = "application/x-www-form-urlencoded"


def leave_address(subscription: Subscription) -> str:
    """Return the address that ends it."""
    return f"{LIST}leave/{write_token(subscription)}/"
