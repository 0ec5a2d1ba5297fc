"""Each business day of a file is a day of work, of waiting for somebody, or one that was set in advance: never two."""

from datetime import date

from microacquisition.process.roles import Role
from microacquisition.process.time_spent import DayKind, Moment, Spell, split_days, sum_by_role, sum_of_kind

WORK, WAITING, SET = DayKind.WORK, DayKind.WAITING, DayKind.SET
CLIENT, OFFICER, CLOCK, SUPPLIER = Role.CLIENT, Role.OFFICER, Role.CLOCK, Role.SUPPLIER


def nov(day: int) -> date:
    return date(2026, 11, day)


def test_nothing_recorded_is_no_time():
    assert split_days([], nov(20), OFFICER) == []


def test_a_request_waits_for_the_officer_and_weekends_do_not_count():
    friday = [Moment(nov(20), CLIENT, state="REQUESTED")]
    assert split_days(friday, nov(20), OFFICER) == []
    assert split_days(friday, nov(22), OFFICER) == []
    assert split_days(friday, nov(25), OFFICER) == [Spell(WAITING, OFFICER, 3)]


def test_a_day_with_something_recorded_is_work_and_the_days_before_it_waited_for_whoever_did_it():
    moments = [
        Moment(nov(16), CLIENT, state="REQUESTED"),
        Moment(nov(18), OFFICER, state="DRAFTING"),
        Moment(nov(19), CLIENT, is_step=False),
        Moment(nov(24), CLIENT, state="IN_REVIEW"),
    ]
    assert split_days(moments, nov(25), OFFICER) == [
        Spell(WAITING, OFFICER, 1), Spell(WORK, OFFICER, 1), Spell(WORK, CLIENT, 1), Spell(WAITING, CLIENT, 2),
        Spell(WORK, CLIENT, 1), Spell(WAITING, OFFICER, 1),
    ]  # fmt: skip


def test_the_time_open_is_set_in_advance_though_somebody_names_evaluators_meanwhile():
    moments = [
        Moment(nov(16), OFFICER, state="OPEN"),
        Moment(nov(18), OFFICER),
        Moment(nov(24), CLOCK, state="CLOSED"),
    ]
    spells = split_days(moments, nov(25), OFFICER)
    assert spells == [
        Spell(SET, CLOCK, 1),
        Spell(WORK, OFFICER, 1),
        Spell(SET, CLOCK, 3),
        Spell(WAITING, OFFICER, 2),
    ]
    assert sum_by_role(spells) == [(OFFICER, 1, 2)]
    assert [sum_of_kind(spells, kind) for kind in DayKind] == [1, 2, 4]


def test_the_supplier_works_until_the_delivery_then_waits_for_the_client():
    moments = [
        Moment(nov(16), SUPPLIER, state="IN_WORK"),
        Moment(nov(16), SUPPLIER, state="DUE"),
        Moment(nov(20), SUPPLIER, state="DELIVERED"),
    ]
    assert split_days(moments, nov(24), CLIENT) == [Spell(WORK, SUPPLIER, 4), Spell(WAITING, CLIENT, 2)]


def test_an_ended_file_counts_no_further():
    moments = [Moment(nov(16), CLIENT, state="REQUESTED"), Moment(nov(18), OFFICER, state="DECLINED")]
    assert split_days(moments, nov(30), None) == [Spell(WAITING, OFFICER, 1), Spell(WORK, OFFICER, 1)]
