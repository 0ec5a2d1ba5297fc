"""One's own pages: name, address, team, supplier, data, closing the account."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from microacquisition.people.models import Department, RoleHeld, Supplier, Team, TeamMember, User
from microacquisition.people.queries import supplier_of, teams_of
from microacquisition.process.roles import Role
from tests.people.doubles import SentMail

SUPPLIER = {
    "legal_name": "Sam Roy", "business_name": "", "street": "1 Main St", "city": "Ottawa", "province": "ON",
    "country": "CA", "postal_code": "K1A 0A1", "phone": "613 555-0100", "contact_email": "sam@work.example",
    "is_registered_for_tax": "yes", "gst_hst_number": "12302 6635 RT 0001", "pst_number": "",
}  # fmt: skip


def test_a_new_address_counts_once_its_code_came_back(
    make_person: Callable[..., User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail]
) -> None:
    user = make_person("Ana Roy", language="fr")
    browser, other = sign_in(user), sign_in(user)
    assert (
        browser.post("/fr/profil/courriel/", {"email": "New@Example.ca"})["Location"]
        == "/fr/profil/courriel/code/"
    )
    mail = sign_in_mails[-1]
    assert (mail.message, mail.email, mail.language) == ("mail_change_code", "new@example.ca", "fr")
    page = browser.post("/fr/profil/courriel/code/", {"code": "BBBB-BBBB"})
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.email == "ana.roy@example.ca"
    assert browser.post("/fr/profil/courriel/code/", {"code": mail.values["code"]}).status_code == 302
    user.refresh_from_db()
    assert user.email == "new@example.ca"
    assert (sign_in_mails[-1].message, sign_in_mails[-1].email) == ("mail_changed", "ana.roy@example.ca")
    assert browser.get("/fr/profil/").status_code == 200
    assert other.get("/fr/profil/").status_code == 302


def test_an_address_that_is_taken_is_told_only_to_who_reads_its_mail(
    make_person: Callable[..., User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail]
) -> None:
    user = make_person("Ana Roy")
    make_person("Bo Li")
    browser = sign_in(user)
    assert browser.post("/en/profile/email/", {"email": "bo.li@example.ca"}).status_code == 302
    page = browser.post("/en/profile/email/code/", {"code": sign_in_mails[-1].values["code"]})
    assert "already has an account" in page.content.decode()
    user.refresh_from_db()
    assert user.email == "ana.roy@example.ca"


def test_somebody_of_a_department_names_a_team_and_is_a_client(
    make_person: Callable[..., User], department: Department, sign_in: Callable[..., Client]
) -> None:
    user = make_person("", email="cleo@hrsdc.example.ca")
    browser = sign_in(user)
    answer = browser.post("/en/welcome/", {"name": "Cleo", "language": "en", "next": "/en/profile/"})
    assert answer["Location"] == "/en/profile/team/?next=%2Fen%2Fprofile%2F"
    page = browser.post("/en/profile/team/", {"team": "", "branch": "IITB"})
    assert page.status_code == 200 and 'value="IITB"' in page.content.decode()
    assert not Team.objects.exists()
    typed = {"team": "", "branch": "IITB", "name_fr": "Données", "next": "/en/profile/"}
    assert browser.post("/en/profile/team/", typed)["Location"] == "/en/profile/"
    assert teams_of(user)
    team = Team.objects.get()
    assert (team.name_en, team.name_fr, team.branch) == ("Données", "Données", "IITB")
    assert browser.post(f"/en/profile/team/{team.pk}/leave/").status_code == 302
    assert not teams_of(user)


def test_others_are_told_kindly(
    make_person: Callable[..., User], department: Department, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(make_person("Sam Roy"))
    page = browser.get("/en/profile/team/")
    assert page.status_code == 200 and "yours is not among them" in page.content.decode()
    assert browser.post("/en/profile/team/", {"name_en": "Mine"}).status_code == 404
    assert not TeamMember.objects.exists()


def test_a_supplier_profile_is_saved_and_changed(
    make_person: Callable[..., User], sign_in: Callable[..., Client]
) -> None:
    user = make_person("Sam Roy")
    browser = sign_in(user)
    page = browser.get("/fr/profil/fournisseur/")
    assert page.status_code == 200 and "Sam Roy" in page.content.decode()
    assert browser.post("/fr/profil/fournisseur/", SUPPLIER).status_code == 302
    supplier = supplier_of(user)
    assert supplier is not None and supplier.gst_hst_number == "123026635RT0001" and supplier.is_complete
    assert browser.post("/fr/profil/fournisseur/", {**SUPPLIER, "city": "Gatineau"}).status_code == 302
    assert Supplier.objects.get().city == "Gatineau"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"gst_hst_number": "046 454 286"}, "has the letters RT"),
        ({"gst_hst_number": ""}, "Enter your GST/HST number"),
        ({"gst_hst_number": "٥٠٠"}, "not a GST/HST number"),
        ({"province": ""}, "Choose your province"),
        ({"contact_email": "x"}, "Enter an e-mail address"),
        ({"street": "a\x00b"}, "1 Main"),
    ],
)
def test_a_wrong_supplier_profile_is_refused_and_kept(
    make_person: Callable[..., User], sign_in: Callable[..., Client], wrong: dict[str, str], words: str
) -> None:
    page = sign_in(make_person("Sam Roy")).post("/en/profile/supplier/", {**SUPPLIER, **wrong})
    assert page.status_code == 200
    if "street" not in wrong:
        assert words in page.content.decode()
    assert 'value="K1A 0A1"' in page.content.decode()
    assert not Supplier.objects.exists()


def test_own_data_is_shown_and_downloaded(client_member: User, sign_in: Callable[..., Client]) -> None:
    browser = sign_in(client_member)
    page = browser.get("/fr/profil/mes-donnees/").content.decode()
    assert "cleo@hrsdc.example.ca" in page
    answer = browser.get("/en/profile/my-data.json")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["account"]["email"] == "cleo@hrsdc.example.ca" and data["teams"] == [
        {"department": "esdc", "name": "Data"}
    ]


def test_closing_an_account_takes_the_typed_address_and_erases(
    make_person: Callable[..., User], sign_in: Callable[..., Client], platform_events: list[Any]
) -> None:
    user = make_person("Ana Roy")
    browser, other = sign_in(user), sign_in(user)
    page = browser.post("/en/profile/close/", {"confirmation": "yes"})
    assert page.status_code == 200 and User.objects.get().is_active
    page = browser.post("/en/profile/close/", {"confirmation": "Ana.Roy@example.ca"})
    assert "Your account is closed" in page.content.decode()
    user.refresh_from_db()
    assert not user.is_active and user.closed_at and "ana" not in user.email and not user.name
    assert other.get("/en/profile/").status_code == 302
    assert platform_events[-1].code == "close_account"


def test_who_holds_a_staff_role_is_told_why_not(
    make_person: Callable[..., User], sign_in: Callable[..., Client], give_role: Callable[..., RoleHeld]
) -> None:
    user = make_person("Olga Officer")
    give_role(user, Role.OFFICER)
    browser = sign_in(user)
    assert "You hold a staff role" in browser.get("/en/profile/close/").content.decode()
    assert browser.post("/en/profile/close/", {"confirmation": user.email}).status_code == 409
    user.refresh_from_db()
    assert user.is_active


def test_departments_are_kept_by_administrators(
    administrators: tuple[User, User], sign_in: Callable[..., Client], platform_events: list[Any]
) -> None:
    browser = sign_in(administrators[0], second_factor=True)
    typed = {"code": "ESDC", "name_en": "Employment", "name_fr": "Emploi", "mail_domains": "@A.gc.ca\nb.gc.ca",
             "programme_codes": ["esdc"]}  # fmt: skip
    assert browser.post("/en/administration/departments/add/", typed).status_code == 302
    row = Department.objects.get()
    assert (row.code, row.mail_domains, row.programme_codes) == ("esdc", ["a.gc.ca", "b.gc.ca"], ["esdc"])
    page = browser.post("/en/administration/departments/add/", {**typed, "code": "other"})
    assert "Another department has one of these domains." in page.content.decode()
    page = browser.post("/en/administration/departments/esdc/", {**typed, "mail_domains": "not a domain"})
    assert page.status_code == 200 and "is not a mail domain" in page.content.decode()
    team = {"branch": "", "division": "", "name_en": "Data", "name_fr": "Données"}
    assert browser.post("/en/administration/departments/esdc/teams/add/", team).status_code == 302
    page = browser.get("/fr/administration/ministeres/").content.decode()
    assert "Données" in page and "Emploi" in page
    assert [event.code for event in platform_events] == ["create_department", "add_team"]


def test_own_data_is_readable(
    make_person: Callable[..., User], sign_in: Callable[..., Client], give_role: Callable[..., RoleHeld]
) -> None:
    user = make_person("Olga Officer", language="fr")
    give_role(user, Role.OFFICER)
    page = sign_in(user).get("/fr/profil/mes-donnees/").content.decode()
    assert "agente ou agent de programme" in page and "heure de l’Est" in page and "Français" in page
