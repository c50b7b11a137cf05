"""The first user: made once, with a password nobody could know."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from hengku.cli.first_run import FIRST_USERNAME, first_run, random_password
from hengku.identity.auth import SignInRefused, sign_in
from hengku.identity.models import User

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def test_makes_one_user_who_can_sign_in_with_what_is_shown(fresh_database):
    told = first_run()
    password = re.search(r"密码:(\S+)", told)[1]
    user = sign_in(username=FIRST_USERNAME, password=password, at=NOON)
    assert (user.must_change_password, User.objects.count()) == (True, 1)
    for guess in ("", "boss", "admin", "12345678", "hengku"):
        with pytest.raises(SignInRefused):
            sign_in(username=FIRST_USERNAME, password=guess, at=NOON)


def test_says_and_does_nothing_when_there_are_users(fresh_database):
    first_run()
    kept = User.objects.get().password
    assert first_run() == ""
    assert User.objects.get().password == kept


def test_passwords_differ_and_are_easy_to_copy():
    made = {random_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", one) for one in made)
