"""Line breaks where one line is meant: in names, titles, addresses to go back to. No header is ever added by them."""

import pytest
from django.test import Client

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.integrations.smtp import write_mime
from microacquisition.people.models import User
from microacquisition.ports.mail import OutgoingMail
from tests.lifecycle.prepared import Library
from tests.permissions.asking import forgotten
from tests.stories.actor import Actor

BREAKS = ("\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x1e", "\t")


def put_through(text: str) -> OutgoingMail:
    """Return the last mail of the outbox as it would be handed over."""
    row = Message.objects.latest("created_at")
    letter = read_letter(row)
    assert text in letter.subject + letter.to_name
    return OutgoingMail(
        message_id=row.message_id, sender="a@example.org", reply_to=row.reply_to, to_email=letter.to_email,
        to_name=letter.to_name, language="en", subject=letter.subject, text=letter.body, html="<p></p>",
    )  # fmt: skip


@pytest.mark.parametrize("mark", BREAKS, ids=[f"U+{ord(each[0]):04X}" for each in BREAKS])
def test_a_break_pasted_into_a_title_or_a_name_is_a_space_and_mail_goes_out(
    library: Library, mark: str
) -> None:
    pasted, kept = f"Cloud{mark}Bcc: evil@example.com", "Cloud Bcc: evil@example.com"
    scene = library.open("written")
    with forgotten():
        author, client, officer = (Actor(scene.people[name]) for name in ("author", "client", "officer"))
        author.fill(
            "statement_section", opportunity_id=scene.opportunity_id, section="title", button="do",
            typed={"title_en": pasted, "title_fr": f"{pasted} (fr)"},
        )  # fmt: skip
        officer.fill("profile", typed={"name": pasted})
        assert scene.opportunity.title_en == kept
        assert User.objects.get(pk=officer.person.pk).name == kept
        client.fill("statement", opportunity_id=scene.opportunity_id)
        mail = write_mime(put_through(kept))
        assert mail.get_all("Bcc") is None and len(mail.get_all("To")) == len(mail.get_all("Subject")) == 1


@pytest.mark.parametrize("mark", ["%0d%0a", "%0a", "%0d", "%E2%80%A8", "%00", "%c2%85"])
def test_an_address_to_go_back_to_adds_no_header(library: Library, mark: str) -> None:
    scene = library.open("written")
    with forgotten():
        browser = Actor(scene.people["officer"]).browser
        for answer in (
            browser.get(f"/en/sign-in/next/?next=/en/{mark}Set-Cookie:a=b"),
            browser.get(f"/en/sign-in/?next=/en/{mark}Set-Cookie:a=b"),
            Client().get(f"/en/needs-me/?x={mark}Set-Cookie:a=b"),
            Client().get(f"/en/files/{mark}Set-Cookie:a=b/"),
        ):
            assert answer.status_code < 500 and "a" not in answer.cookies
            assert not any(c in value for _name, value in answer.items() for c in "\r\n\u2028\x85")
