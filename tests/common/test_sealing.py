"""Sealing: each key opens what it is for, and nothing else opens anything."""

from dataclasses import replace

import pytest

from microacquisition.common import sealing

OUTSIDE = bytes(range(32))
OTHER = bytes(32)
TEXT = "Ma réponse, 250 mots.".encode()


@pytest.fixture(scope="module")
def keys():
    return sealing.new_opportunity_keys(OUTSIDE)


@pytest.fixture(scope="module")
def version(keys):
    return sealing.seal_version(TEXT, keys[0], OUTSIDE)


def test_author_and_evaluation_read_the_same_text(keys, version):
    assert sealing.open_for_author(version, OUTSIDE) == TEXT
    assert sealing.open_for_evaluation(version, keys[1], OUTSIDE) == TEXT


def test_nothing_of_the_text_or_the_keys_is_stored_in_clear(keys, version):
    stored = version.body + version.key_for_opportunity + version.key_for_author + keys[1]
    assert TEXT not in stored
    assert OUTSIDE not in stored


def test_each_version_has_its_own_data_key(keys, version):
    again = sealing.seal_version(TEXT, keys[0], OUTSIDE)
    assert again.body != version.body
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_author(replace(version, key_for_author=again.key_for_author), OUTSIDE)


def test_database_without_the_outside_key_opens_nothing(keys, version):
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_author(version, OTHER)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_evaluation(version, keys[1], OTHER)


def test_key_of_another_opportunity_opens_nothing(version):
    _, other_private = sealing.new_opportunity_keys(OUTSIDE)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_evaluation(version, other_private, OUTSIDE)


@pytest.mark.parametrize("part", ["body", "key_for_author"])
def test_changed_bytes_are_noticed(version, part):
    stored = bytearray(getattr(version, part))
    stored[-1] ^= 1
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_author(replace(version, **{part: bytes(stored)}), OUTSIDE)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_author(replace(version, **{part: b""}), OUTSIDE)


def test_changed_key_for_the_opportunity_is_noticed(keys, version):
    for stored in (b"", version.key_for_opportunity[:-1] + b"\x00" + b"x"):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_for_evaluation(replace(version, key_for_opportunity=stored), keys[1], OUTSIDE)


def test_what_is_wrapped_for_one_purpose_does_not_open_for_another():
    wrapped = sealing.wrap(OUTSIDE, "draw-secret", b"secret")
    assert sealing.unwrap(OUTSIDE, "draw-secret", wrapped) == b"secret"
    assert sealing.unwrap(OUTSIDE, "draw-secret", memoryview(wrapped)) == b"secret"
    with pytest.raises(sealing.CannotOpen):
        sealing.unwrap(OUTSIDE, "mail", wrapped)


def test_changed_outside_key_takes_everything_along(keys, version):
    moved = replace(version, key_for_author=sealing.rewrap_author_key(OUTSIDE, OTHER, version.key_for_author))
    private = sealing.rewrap_opportunity_key(OUTSIDE, OTHER, keys[1])
    assert sealing.open_for_author(moved, OTHER) == TEXT
    assert sealing.open_for_evaluation(moved, private, OTHER) == TEXT
    with pytest.raises(sealing.CannotOpen):
        sealing.open_for_author(moved, OUTSIDE)
    with pytest.raises(sealing.CannotOpen):
        sealing.rewrap(OTHER, OUTSIDE, "mail", sealing.wrap(OUTSIDE, "mail", b"x"))


def test_applicant_tag_tells_suppliers_apart_and_names_nobody():
    tag = sealing.applicant_tag(OUTSIDE, "opportunity", "supplier")
    assert tag == sealing.applicant_tag(OUTSIDE, "opportunity", "supplier")
    others = {
        sealing.applicant_tag(OTHER, "opportunity", "supplier"),
        sealing.applicant_tag(OUTSIDE, "opportunity", "supplier2"),
        sealing.applicant_tag(OUTSIDE, "opportunitysupplier", ""),
    }
    assert tag not in others
    assert len(tag) == 64


def test_outside_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        sealing.wrap(b"short", "x", b"")
    assert len(sealing.new_outside_key()) == 32
