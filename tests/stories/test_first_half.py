"""A purchase from the client's request to an open opportunity."""

from tests.stories.beginning import Cast, begin


def test_a_request_becomes_an_open_opportunity(cast: Cast) -> None:
    opportunity = begin(cast)
    assert opportunity.reference == "MA-2026-0001"
