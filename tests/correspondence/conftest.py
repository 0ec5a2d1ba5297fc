"""What the tests of our mail share: a carrier that keeps mail, and a message folder of their own."""

from pathlib import Path

import pytest

from microacquisition.correspondence import texts
from tests.correspondence.doubles import KeepingSender


@pytest.fixture
def carrier(settings):
    """The carrier, empty and without failures."""
    settings.MAIL_SENDER = "tests.correspondence.doubles.KeepingSender"
    KeepingSender.sent, KeepingSender.failures, KeepingSender.seconds = [], [], 0
    return KeepingSender


@pytest.fixture
def trial_message(settings, tmp_path: Path):
    """A message "trial/greeting" with a title, a reason and a link."""
    folder = tmp_path / "trial" / "messages" / "greeting"
    folder.mkdir(parents=True)
    (folder / "placeholders.toml").write_text(
        'shared = ["recipient_name", "title", "reason"]\n'
        '[samples]\nlink = ["https://x.org/en/", "https://x.org/fr/"]\n'
    )
    (folder / "subject.en.txt").write_text("About {title}\n")
    (folder / "subject.fr.txt").write_text("Au sujet de {title}\n")
    body = "{recipient_name},\n\n* Title: {title}\n\n{reason}\n\n[Go]({link})\n\n--\nWhy.\n"
    (folder / "body.en.txt").write_text(body)
    (folder / "body.fr.txt").write_text(body.replace("Title: ", "Titre\u00a0: ").replace("Go", "Aller"))
    settings.SOURCE = tmp_path
    for cached in (texts.load_samples, texts.load_file_text):
        cached.cache_clear()
    yield "trial/greeting"
    for cached in (texts.load_samples, texts.load_file_text):
        cached.cache_clear()
