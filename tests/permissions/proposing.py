"""Asks the product everything in one state: for the whole comparison, and for a proposal of the table."""

from collections.abc import Callable

from microacquisition.common.read_once import reading_once
from tests.permissions.addresses import depends_on_state, list_routes
from tests.permissions.asking import Asker
from tests.permissions.cast import ROLES
from tests.permissions.table import METHODS, Answers


def ask_everything(asker: Asker, state: str, ask: Callable[..., str]) -> dict[tuple[str, str], Answers]:
    """Return every answer of every address that this state decides, by address and method."""
    routes = [route for route in list_routes() if depends_on_state(route) != (state == "people")]
    decided = decide_everything(asker, state)
    return {
        (str(route.name), method): tuple(
            ask(role, route, method) if said == "allowed" else said
            for role, said in zip(ROLES, decided[str(route.name), method], strict=True)
        )
        for route in routes
        for method in METHODS
    }


def decide_everything(asker: Asker, state: str) -> dict[tuple[str, str], Answers]:
    """Return what the rules of every address that this state decides say, before any view reads."""
    routes = [route for route in list_routes() if depends_on_state(route) != (state == "people")]
    decided: dict[tuple[str, str], list[str]] = {}
    with reading_once():
        for role in ROLES:
            for route in routes:
                for method in METHODS:
                    said = asker.decide(role, route, method)
                    decided.setdefault((str(route.name), method), []).append(said)
    return {place: tuple(said) for place, said in decided.items()}
