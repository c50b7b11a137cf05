"""Names, passwords, locks and exclusions, as tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hengku.identity.rules import (
    PasswordNamesUser,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    UsernameInvalid,
    lock_after,
    normalised_username,
    password_problems,
    role_conflict,
)


class TestUsername:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("Boss", "boss"),
            ("  boss ", "boss"),
            ("ＢＯＳＳ", "boss"),  # full width, as an input method leaves it
            ("张三", "张三"),
            ("zhang.san@shop-1", "zhang.san@shop-1"),
        ],
    )
    def test_has_one_spelling(self, given, kept):
        assert normalised_username(given) == kept

    @pytest.mark.parametrize("given", ["", "a", "two words", "a" * 65, "tab\tname", "<b>", "a'b"])
    def test_refuses_what_cannot_be_told_apart_or_typed(self, given):
        with pytest.raises(UsernameInvalid):
            normalised_username(given)


class TestPassword:
    @pytest.mark.parametrize(
        ("password", "reasons"),
        [
            ("tea-and-rice-9", []),
            ("云在青天水在瓶呀", []),
            ("short-7", [PasswordTooShort]),
            ("x" * 129, [PasswordTooLong, PasswordTooCommon]),
            ("password", [PasswordTooCommon]),
            ("PassWord", [PasswordTooCommon]),
            ("12345678", [PasswordTooCommon]),  # a run upwards
            ("87654321", [PasswordTooCommon]),  # … and downwards
            ("aaaaaaaaaaaa", [PasswordTooCommon]),  # one character
            ("abababababab", [PasswordTooCommon]),  # two
            ("keeper-2026", [PasswordNamesUser]),
            ("KEEPER-2026", [PasswordNamesUser]),
            ("keeper", [PasswordTooShort, PasswordNamesUser]),  # all reasons at once
        ],
    )
    def test_says_everything_that_is_wrong(self, password, reasons):
        assert [type(one) for one in password_problems(password, "keeper")] == reasons

    def test_places_every_problem_on_the_field(self):
        assert {one.where.field for one in password_problems("keeper", "keeper")} == {"password"}


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, None), (4, None), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 240), (10_000, 240)],
)
def test_lock_grows_from_the_fifth_failure_and_ends(failures, minutes):
    assert lock_after(failures) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("role", "held", "other"),
    [
        ("purchaser", set(), None),
        ("wh_keeper", {"wh_manager"}, None),
        ("cashier", {"accountant"}, "accountant"),  # S1 ②
        ("accountant", {"cashier"}, "cashier"),
        ("cashier", {"fin_mgr"}, "fin_mgr"),
        ("sysadmin", {"sales"}, "sales"),  # S1 ⑦
        ("sales", {"sysadmin"}, "sysadmin"),
        ("auditor", {"sysadmin"}, "sysadmin"),
        ("night_shift", {"auditor"}, "auditor"),  # a role of the firm's own is business too
        ("night_shift", {"sales"}, None),
        ("cashier", {"all_rounder", "accountant"}, None),  # the small firm's mode
        ("cashier", {"cashier"}, None),
    ],
)
def test_roles_that_exclude_each_other(role, held, other):
    conflict = role_conflict(role, held)
    assert (conflict.other_role if conflict else None) == other
