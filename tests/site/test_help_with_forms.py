"""Every form that the public fills in says how to ask for help, and to whom to write."""

from pathlib import Path

import pytest
from django.test import Client

PAGES = Path(__file__).resolve().parents[2] / "microacquisition"
PUBLIC_FORMS = (
    "opportunities/applications/pages/apply.html", "opportunities/applications/pages/review.html",
    "opportunities/applications/pages/withdraw.html", "opportunities/intake/pages/ask_for_code.html",
    "people/pages/sign_in/ask_for_code.html", "people/pages/sign_in/enter_code.html",
    "people/pages/profile/supplier.html", "people/pages/profile/welcome.html",
)  # fmt: skip


@pytest.mark.parametrize("page", PUBLIC_FORMS)
def test_every_public_form_offers_help(page: str) -> None:
    assert "site/pages/help_with_form.html" in (PAGES / page).read_text()


@pytest.mark.parametrize(("language", "said"), [("en", "Need help with this form?"), ("fr", "Besoin d’aide")])
def test_the_help_has_an_address(database: None, language: str, said: str) -> None:
    place = {"en": "/en/sign-in/", "fr": "/fr/connexion/"}[language]
    page = Client().get(place).content.decode()
    assert said in page and "mailto:" in page
