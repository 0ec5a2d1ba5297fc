"""Two applications have something in common, however it was typed; what says nothing does not count."""

import pytest

from microacquisition.process.doubles import (
    NEAR_ANSWERS,
    SAME_ACCOUNT,
    SAME_ADDRESS,
    SAME_EMAIL,
    SAME_NAME,
    SAME_PHONE,
    Traits,
    compare_traits,
    find_accounts,
    find_likely_doubles,
    measure_likeness,
)

TEXT = "From 2023 to 2025 I wrote thirty policies for two departments and kept their tests green on every commit I made"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Traits("A", emails=("ana+x@Example.org",)), Traits("B", emails=("ana@example.org",)), SAME_EMAIL),
        (Traits("A", names=("Rémi Côté",)), Traits("B", names=("COTE, Remi",)), SAME_NAME),
        (Traits("A", phone="+1 (613) 555-0100"), Traits("B", phone="613.555.0100"), SAME_PHONE),
        (Traits("A", address="12, rue Sainte-Anne K1A 0J9"), Traits("B", address="12 rue sainte anne k1a 0j9"), SAME_ADDRESS),
        (Traits("A", accounts=frozenset({"github.com/ana"})), Traits("B", accounts=frozenset({"github.com/ana"})), SAME_ACCOUNT),
        (Traits("A", answers=TEXT), Traits("B", answers=TEXT.replace("thirty", "forty")), NEAR_ANSWERS),
    ],
)  # fmt: skip
def test_what_two_have_in_common(one, other, why):
    assert compare_traits(one, other) == (why,)


def test_nothing_known_is_nothing_in_common():
    assert compare_traits(Traits("A", emails=("", "@")), Traits("B", emails=("", "@"))) == ()
    assert compare_traits(Traits("A", phone="911"), Traits("B", phone="911")) == ()
    assert measure_likeness("I know Python", "I know Python") == 0.0
    assert measure_likeness(TEXT, " ".join(reversed(TEXT.split()))) < 0.2


def test_pairs_are_in_order_and_accounts_are_found_in_links():
    same = [Traits(key, phone="613 555 0100") for key in ("C", "A", "B")]
    assert [(pair.first, pair.second) for pair in find_likely_doubles(same)] == [
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
    ]
    text = "See https://GitHub.com/Ana/policies and gitlab.com/bo."
    assert find_accounts(text, ("github.com", "gitlab.com")) == {"github.com/ana", "gitlab.com/bo"}
