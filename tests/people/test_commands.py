"""Commands of the console: one link per role in a demo, and none elsewhere."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from microacquisition.people.accounts import save_supplier
from microacquisition.people.models import RoleHeld, User
from microacquisition.process.roles import Role


def test_demo_links_cover_every_role_there_is(
    administrators: tuple[User, User], client_member: User, make_person: Callable[..., User],
    give_role: Callable[..., RoleHeld], settings: Any,
) -> None:  # fmt: skip
    give_role(make_person("Olga Officer"), Role.OFFICER)
    save_supplier(make_person("Sam Roy", language="fr"), {"legal_name": "Sam Roy"})
    settings.DEMO = True
    out = StringIO()
    call_command("demo_links", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "client team",
        "program officer",
        "administrator",
        "supplier",
    ]
    assert "/fr/connexion/lien/" in lines[-1]


def test_demo_links_are_refused_elsewhere(database: None) -> None:
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo_links")


def test_a_link_for_nobody_is_refused(database: None) -> None:
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("sign_in_link", "nobody@example.ca")
