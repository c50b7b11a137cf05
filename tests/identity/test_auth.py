"""Signing in, being locked out, changing a password, becoming an actor."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from hengku.audit.models import Event
from hengku.identity.actions import create_user
from hengku.identity.auth import (
    NoRoleInCompany,
    SamePassword,
    SignInRefused,
    WrongPassword,
    actor_for,
    change_password,
    sign_in,
    system_actor,
)
from hengku.identity.models import User
from hengku.identity.rules import PasswordTooCommon, PasswordTooShort
from hengku.kit.errors import Problems
from tests.world import Book, new_user

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
GOOD = "tea-and-rice-9"
WRONG = "tea-and-rice-8"


@pytest.fixture
def user(database) -> User:
    return new_user("keeper", password=GOOD)


def attempt(user: User, password: str, minutes: int = 0) -> User:
    return sign_in(
        username=user.username, password=password, at=NOON + timedelta(minutes=minutes), address="10.0.0.7"
    )


class TestSignIn:
    def test_lets_in_by_name_and_password(self, user):
        assert attempt(user, GOOD).pk == user.pk
        assert User.objects.get(pk=user.pk).last_login == NOON

    def test_knows_the_name_in_any_case(self, user):
        shouted = f"  {user.username.upper()} "
        assert sign_in(username=shouted, password=GOOD, at=NOON).pk == user.pk

    def test_keeps_passwords_as_argon2id_only(self, user):
        kept = User.objects.get(pk=user.pk).password
        assert kept.startswith("argon2$argon2id$")
        assert GOOD not in kept

    def test_answers_the_same_whatever_the_reason(self, user):
        """Wrong password, no such account, account off, account without password, locked: one and the same refusal."""
        off = new_user("gone", password=GOOD)
        User.objects.filter(pk=off.pk).update(is_active=False)
        bare = new_user("bare")
        locked = new_user("locked", password=GOOD)
        User.objects.filter(pk=locked.pk).update(locked_until=NOON + timedelta(minutes=1))
        attempts = [
            (user.username, WRONG),
            (f"nobody-{uuid.uuid4().hex}", GOOD),
            ("no name at all", GOOD),
            (off.username, GOOD),
            (bare.username, ""),
            (locked.username, GOOD),
        ]
        answers = []
        for username, password in attempts:
            with pytest.raises(SignInRefused) as refused:
                sign_in(username=username, password=password, at=NOON)
            answers.append(refused.value.as_data())
        assert all(answer == answers[0] for answer in answers)
        assert answers[0]["data"] == {}

    def test_takes_as_much_work_for_an_unknown_name(self, user, monkeypatch):
        """Counts the hashings, since times on a shared machine prove nothing."""
        from hengku.identity import auth

        seen = []

        def counted(password: str, encoded: str) -> bool:
            seen.append(encoded.split("$")[0])
            return False

        monkeypatch.setattr(auth, "check_password", counted)
        for username in (user.username, f"nobody-{uuid.uuid4().hex}", "no name"):
            with pytest.raises(SignInRefused):
                sign_in(username=username, password=WRONG, at=NOON)
        assert seen == ["argon2"] * 3


class TestLock:
    def test_closes_at_the_fifth_failure_and_opens_after_15_minutes(self, user):
        for _ in range(5):
            with pytest.raises(SignInRefused):
                attempt(user, WRONG)
        with pytest.raises(SignInRefused):
            attempt(user, GOOD, minutes=14)
        assert attempt(user, GOOD, minutes=15).pk == user.pk
        assert User.objects.get(pk=user.pk).failed_sign_ins == 0

    def test_does_not_close_at_the_fourth(self, user):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                attempt(user, WRONG)
        assert attempt(user, GOOD).pk == user.pk

    def test_doubles_with_each_further_failure(self, user):
        for _ in range(5):
            with pytest.raises(SignInRefused):
                attempt(user, WRONG)
        with pytest.raises(SignInRefused):
            attempt(user, WRONG, minutes=20)
        assert User.objects.get(pk=user.pk).locked_until == NOON + timedelta(minutes=20 + 30)

    def test_is_not_prolonged_by_attempts_while_closed(self, user):
        for _ in range(8):
            with pytest.raises(SignInRefused):
                attempt(user, WRONG)
        assert User.objects.get(pk=user.pk).locked_until == NOON + timedelta(minutes=15)

    def test_leaves_evidence_of_success_and_failure(self, user):
        with pytest.raises(SignInRefused):
            attempt(user, WRONG)
        attempt(user, GOOD)
        events = Event.objects.filter(
            entity_kind="user", entity_id=user.pk, company_id=0, action__contains="sign"
        ).order_by("id")
        assert list(events.values_list("action", "address")) == [
            ("identity.user.sign_in_failed", "10.0.0.7"),
            ("identity.user.signed_in", "10.0.0.7"),
        ]

    def test_evidence_of_an_unknown_name_keeps_nothing_that_was_typed(self, database):
        typed = f"my-password-{uuid.uuid4().hex}"
        with pytest.raises(SignInRefused):
            sign_in(username=typed, password=typed, at=NOON, address="10.9.9.9")
        event = Event.objects.filter(action="identity.user.sign_in_failed", entity_id=0).latest("id")
        assert (event.address, event.user_name, event.data) == ("10.9.9.9", "", {})


class TestChangePassword:
    def test_replaces_the_old_one(self, user):
        change_password(user_id=user.pk, old_password=GOOD, new_password="rice-and-tea-9", at=NOON)
        assert attempt(user, "rice-and-tea-9").pk == user.pk
        with pytest.raises(SignInRefused):
            attempt(user, GOOD)

    def test_refuses_a_wrong_old_password_and_counts_it(self, user):
        with pytest.raises(WrongPassword):
            change_password(user_id=user.pk, old_password=WRONG, new_password="rice-and-tea-9", at=NOON)
        assert User.objects.get(pk=user.pk).failed_sign_ins == 1

    def test_refuses_guessing_from_an_open_session(self, user):
        for _ in range(5):
            with pytest.raises(WrongPassword):
                change_password(user_id=user.pk, old_password=WRONG, new_password="rice-and-tea-9", at=NOON)
        with pytest.raises(WrongPassword):
            change_password(user_id=user.pk, old_password=GOOD, new_password="rice-and-tea-9", at=NOON)

    def test_says_all_that_is_wrong_with_the_new_one(self, user):
        with pytest.raises(Problems) as refused:
            change_password(user_id=user.pk, old_password=GOOD, new_password="12345", at=NOON)
        assert [type(one) for one in refused.value.problems] == [PasswordTooShort, PasswordTooCommon]

    def test_refuses_the_old_one_again(self, user):
        with pytest.raises(SamePassword):
            change_password(user_id=user.pk, old_password=GOOD, new_password=GOOD, at=NOON)

    def test_ends_the_duty_to_change_it(self, user):
        User.objects.filter(pk=user.pk).update(must_change_password=True)
        change_password(user_id=user.pk, old_password=GOOD, new_password="rice-and-tea-9", at=NOON)
        assert User.objects.get(pk=user.pk).must_change_password is False


class TestActorFor:
    def test_unites_the_permissions_of_all_roles(self, book):
        actor = book.actor_with("sales", "wh_keeper")
        assert actor.may("sales_order.create")
        assert actor.may("sales_issue.post")
        assert not actor.may("purchase_invoice.create")

    def test_keeps_device_and_address(self, book):
        actor = actor_for(
            user_id=book.boss_user.pk, company_id=book.company_id, device="till-1", address="10.0.0.7"
        )
        assert (actor.device, actor.address, actor.name) == ("till-1", "10.0.0.7", "boss")

    def test_refuses_who_has_no_role_there(self, book):
        other = Book()
        with pytest.raises(NoRoleInCompany):
            actor_for(user_id=other.boss_user.pk, company_id=book.company_id)

    def test_refuses_a_company_that_does_not_exist_in_the_same_words(self, book):
        with pytest.raises(NoRoleInCompany) as refused:
            actor_for(user_id=book.boss_user.pk, company_id=2**40)
        assert refused.value.code == "NO_ROLE_IN_COMPANY"

    def test_refuses_who_was_switched_off(self, book):
        actor = book.actor_with("sales")
        User.objects.filter(pk=actor.user_id).update(is_active=False)
        with pytest.raises(NoRoleInCompany):
            actor_for(user_id=actor.user_id, company_id=book.company_id)


def test_the_first_user_is_made_by_the_product_itself(database):
    user = create_user(
        actor=system_actor(), username=f"first-{uuid.uuid4().hex[:8]}", display_name="老板", password=GOOD
    )
    assert user.must_change_password is True
