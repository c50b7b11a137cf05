"""Making users, giving and taking roles, and what nobody may do to whom."""

from __future__ import annotations

import uuid

import pytest

from hengku.audit.models import Event
from hengku.company.queries import companies_of
from hengku.identity import actions
from hengku.identity.actor import MissingPermission
from hengku.identity.auth import actor_for
from hengku.identity.models import Membership, Role, User
from hengku.identity.queries import company_ids_of, members
from hengku.identity.rules import ConflictingRoles
from hengku.kit.errors import Problems
from tests.world import Book, new_user

GOOD = "tea-and-rice-9"


def fresh(name: str = "li") -> str:
    return f"{name}-{uuid.uuid4().hex[:12]}"


class TestCreateUser:
    def test_makes_a_user_with_roles_of_this_company(self, book):
        user = actions.create_user(
            actor=book.actor, username=fresh(), display_name=" 李四 ", password=GOOD, role_codes=["sales"]
        )
        assert user.display_name == "李四"
        assert actor_for(user_id=user.pk, company_id=book.company_id).may("sales_order.create")

    def test_needs_the_right_and_writes_nothing_without_it(self, book):
        username = fresh()
        with pytest.raises(MissingPermission):
            actions.create_user(actor=book.keeper, username=username, display_name="李四", password=GOOD)
        assert not User.objects.filter(username=username).exists()

    def test_says_everything_that_is_wrong_at_once(self, book):
        taken = new_user("li")
        with pytest.raises(Problems) as refused:
            actions.create_user(
                actor=book.actor,
                username=taken.username.upper(),
                display_name=" ",
                password="12345",
                role_codes=["sales", "no_such_role"],
            )
        assert {one.code for one in refused.value.problems} == {
            "PASSWORD_TOO_SHORT", "PASSWORD_TOO_COMMON", "DISPLAY_NAME_MISSING", "USERNAME_TAKEN", "ROLE_NOT_FOUND",
        }  # fmt: skip

    def test_refuses_roles_that_exclude_each_other(self, book):
        with pytest.raises(ConflictingRoles):
            actions.create_user(
                actor=book.actor,
                username=fresh(),
                display_name="李四",
                password=GOOD,
                role_codes=["cashier", "accountant"],
            )

    def test_leaves_evidence_without_the_password(self, book):
        user = actions.create_user(
            actor=book.actor, username=fresh(), display_name="李四", password=GOOD, role_codes=["sales"]
        )
        event = Event.objects.visible_to(book.actor).get(action="identity.user.created", entity_id=user.pk)
        assert event.data == {"username": user.username, "roles": ["sales"]}


class TestRoles:
    def test_granting_twice_is_granting_once(self, book):
        seller = book.actor_with("sales")
        actions.grant_role(actor=book.actor, user_id=seller.user_id, role_code="purchaser")
        actions.grant_role(actor=book.actor, user_id=seller.user_id, role_code="purchaser")
        held = Membership.objects.visible_to(book.actor).filter(user_id=seller.user_id)
        assert held.count() == 2

    def test_grant_refuses_what_excludes_what_is_held(self, book):
        cashier = book.actor_with("cashier")
        with pytest.raises(ConflictingRoles):
            actions.grant_role(actor=book.actor, user_id=cashier.user_id, role_code="accountant")

    def test_revoked_rights_are_gone_with_the_next_actor(self, book):
        seller = book.actor_with("sales", "purchaser")
        actions.revoke_role(actor=book.actor, user_id=seller.user_id, role_code="purchaser")
        again = actor_for(user_id=seller.user_id, company_id=book.company_id)
        assert not again.may("purchase_order.create")
        assert again.may("sales_order.create")

    def test_nobody_changes_their_own(self, book):
        for change in (actions.grant_role, actions.revoke_role):
            with pytest.raises(actions.NotYourself):
                change(actor=book.actor, user_id=book.boss_user.pk, role_code="owner")

    def test_the_last_administrator_stays(self, book):
        admin = book.actor_with("all_rounder")
        actions.revoke_role(actor=admin, user_id=book.boss_user.pk, role_code="all_rounder")
        # the boss's request was admitted before: the same moment from the other side
        with pytest.raises(actions.LastAdministrator):
            actions.revoke_role(actor=book.actor, user_id=admin.user_id, role_code="all_rounder")

    def test_own_role_takes_known_words_only(self, book):
        with pytest.raises(actions.PermissionUnknown) as refused:
            actions.create_role(
                actor=book.actor, code="night", name="夜班", permissions=["sales_issue.view", "stock.fly"]
            )
        assert refused.value.permission == "stock.fly"

    def test_a_star_is_not_given_to_an_own_role(self, book):
        with pytest.raises(actions.PermissionUnknown):
            actions.create_role(actor=book.actor, code="night", name="夜班", permissions=["*"])

    def test_change_keeps_what_was_before_in_evidence(self, book):
        role = actions.create_role(
            actor=book.actor, code="night", name="夜班", permissions=["sales_issue.view"]
        )
        actions.change_role(
            actor=book.actor, role_code="night", name="夜班", permissions=["sales_issue.view", "reports.view"]
        )
        event = Event.objects.visible_to(book.actor).get(action="identity.role.changed", entity_id=role.pk)
        assert event.data["before"] == ["sales_issue.view"]
        assert event.data["after"] == ["reports.view", "sales_issue.view"]

    def test_nobody_widens_a_role_they_hold(self, book):
        with pytest.raises(actions.NotYourself):
            actions.change_role(actor=book.actor, role_code="owner", name="老板", permissions=[])

    def test_code_is_unique_in_the_company_only(self, book):
        actions.create_role(actor=book.actor, code="night", name="夜班", permissions=[])
        with pytest.raises(actions.RoleCodeTaken):
            actions.create_role(actor=book.actor, code="night", name="夜班", permissions=[])
        actions.create_role(actor=Book().actor, code="night", name="夜班", permissions=[])


class TestOtherCompanies:
    def test_a_stranger_cannot_be_reset_or_switched_off(self, book):
        stranger = Book().boss_user
        with pytest.raises(actions.UserNotFound):
            actions.reset_password(actor=book.actor, user_id=stranger.pk, password=GOOD)
        with pytest.raises(actions.UserNotFound):
            actions.set_user_active(actor=book.actor, user_id=stranger.pk, is_active=False)

    def test_who_works_for_two_companies_is_taken_over_by_neither(self, book):
        other = Book()
        shared = other.actor_with("sales")
        actions.grant_role(actor=book.actor, user_id=shared.user_id, role_code="sales")
        with pytest.raises(actions.UserOfOtherCompany):
            actions.reset_password(actor=book.actor, user_id=shared.user_id, password=GOOD)
        with pytest.raises(actions.UserOfOtherCompany):
            actions.set_user_active(actor=book.actor, user_id=shared.user_id, is_active=False)

    def test_reset_makes_them_choose_their_own_next(self, book):
        seller = book.actor_with("sales")
        actions.reset_password(actor=book.actor, user_id=seller.user_id, password=GOOD)
        user = User.objects.get(pk=seller.user_id)
        assert (user.must_change_password, user.has_usable_password()) == (True, True)

    def test_roles_of_another_company_are_not_found(self, book):
        other = Book()
        actions.create_role(actor=other.actor, code="night", name="夜班", permissions=[])
        seller = book.actor_with("sales")
        with pytest.raises(actions.RoleNotFound):
            actions.grant_role(actor=book.actor, user_id=seller.user_id, role_code="night")


class TestQueries:
    def test_members_are_those_of_this_company(self, book):
        Book().actor_with("sales")
        seller = book.actor_with("sales", "purchaser")
        found = {one.user_id: one.role_codes for one in members(book.actor)}
        assert found == {
            book.boss_user.pk: ("all_rounder", "owner"),
            seller.user_id: ("purchaser", "sales"),
        }

    def test_companies_of_a_user(self, book):
        other = Book()
        actions.grant_role(actor=other.actor, user_id=book.boss_user.pk, role_code="auditor")
        assert company_ids_of(book.boss_user.pk) == sorted([book.company_id, other.company_id])
        assert {one.pk for one in companies_of(book.boss_user.pk)} == {book.company_id, other.company_id}

    def test_every_company_has_its_own_ready_roles(self, book):
        assert Role.objects.visible_to(book.actor).count() == 16
