"""How one strange request is sent again."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--send-again SEED/NUMBER`: that request alone, as a report of `bin/bench input` names it."""
    parser.addoption("--send-again", default="")


@pytest.fixture
def send_again(request: pytest.FixtureRequest) -> str:
    """The seed and number of that request; empty where nobody asked for one."""
    return str(request.config.getoption("--send-again", default=""))
