"""Programs are data: found by code and version, complete in their languages, with a digest that stays."""

import re
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import date

import pytest

from microacquisition.common.words import Words
from microacquisition.process.lifecycle import BESIDE, STEPS
from microacquisition.process.price import largest_price_before_tax
from microacquisition.process.programmes.base import CriteriaKind, Selection
from microacquisition.process.programmes.register import NoSuchProgramme, ProgrammeRegister
from microacquisition.process.waiting import AWAITED

PACKAGES = [
    f"microacquisition.process.programmes.{name}"
    for name in ("esdc", "code_with_us", "practice", "practice_scored")
]
REGISTER = ProgrammeRegister(PACKAGES)
ALL = [REGISTER.newest(code) for code in REGISTER.codes()]


@pytest.fixture(params=ALL, ids=lambda rules: rules.code)
def programme(request):
    return request.param


def test_register_finds_the_newest_and_a_version():
    assert set(REGISTER.codes()) == {"esdc", "code_with_us", "practice", "practice_scored"}
    for code in REGISTER.codes():
        newest = REGISTER.newest(code)
        assert REGISTER.of_version(code, newest.version) is newest


def test_register_refuses_what_it_does_not_hold():
    with pytest.raises(NoSuchProgramme):
        REGISTER.newest("sprint_with_us")
    with pytest.raises(NoSuchProgramme):
        REGISTER.of_version("esdc", date(2001, 1, 1))


def test_digest_is_the_same_in_another_process(programme):
    asked = (
        "from microacquisition.process.programmes.register import ProgrammeRegister;"
        f"print(ProgrammeRegister({PACKAGES!r}).newest({programme.code!r}).digest)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == programme.digest


def test_digest_changes_with_any_rule(programme):
    assert replace(programme, price_cap_cents=programme.price_cap_cents + 1).digest != programme.digest
    windows = replace(programme.windows, offer_answer=programme.windows.reserve_validity)
    assert replace(programme, windows=windows).digest != programme.digest
    assert len({rules.digest for rules in ALL}) == len(ALL)


def test_texts_are_complete_and_typeset(programme):
    texts = list(_words_in(vars(programme)))
    assert len(texts) > 10
    for words in texts:
        assert words.en.strip() and words.fr.strip()
        assert "'" not in words.en + words.fr
        assert not re.search(r" [:»]|« ", words.fr)


def _words_in(value):
    if isinstance(value, Words):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _words_in(item)
    elif hasattr(value, "words"):
        yield value.words


def test_targets_and_acts_name_steps_of_the_lifecycle(programme):
    assert set(programme.target_days) <= set(STEPS)
    assert set(programme.signing_acts) - {"pay"} <= set(STEPS)
    assert set(asdict(programme)) == set(vars(programme))


def test_every_act_beside_the_tables_that_somebody_waits_for_has_a_target(programme):
    awaited = {step.code for step in BESIDE} & AWAITED
    assert awaited and all(programme.target_days[code] > 0 for code in awaited | {"extend_delivery"})


def test_cap_of_esdc_includes_the_highest_tax():
    esdc = REGISTER.newest("esdc")
    largest = largest_price_before_tax(esdc.price_cap_cents, esdc.highest_tax)
    assert (esdc.cap_includes_tax, largest) == (True, 8_695_65)
    assert largest + round(largest * esdc.highest_tax) <= esdc.price_cap_cents
    assert (largest + 1) * (1 + esdc.highest_tax) > esdc.price_cap_cents


def test_code_with_us_scores_in_english_before_tax():
    rules = REGISTER.newest("code_with_us")
    assert (rules.price_cap_cents, rules.cap_includes_tax) == (70_000_00, False)
    assert (rules.criteria, rules.selection) == (CriteriaKind.SCORED, Selection.HIGHEST_SCORE)
    assert (rules.languages, rules.zone, rules.closing_time.hour) == (("en",), "America/Vancouver", 16)
    assert (rules.licences[0], rules.place_of_supply) == ("Apache-2.0", "BC")


def test_practice_is_marked_as_such():
    assert [rules.code for rules in ALL if rules.practice] == ["practice", "practice_scored"]
