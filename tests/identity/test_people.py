"""What an administrator may do with people, and what nobody may."""

from __future__ import annotations

import pytest

from hengku.audit.models import Event
from hengku.identity import actions, actions_people
from hengku.identity.actor import Actor, MissingPermission
from hengku.identity.auth import actor_for
from hengku.identity.models import Membership, Role, User
from hengku.identity.queries import members, roles_with_holders
from hengku.kit.errors import Problems
from tests.world import Book


def codes_of(book: Book, user_id: int) -> set[str]:
    found = Membership.objects.visible_to(book.actor).filter(user_id=user_id)
    return set(found.values_list("role__code", flat=True))


@pytest.fixture(scope="module")
def shop(database: object) -> Book:
    return Book()


@pytest.fixture(scope="module")
def admin(shop: Book) -> Actor:
    return shop.actor_with("sysadmin")


class TestChangeUser:
    def test_sets_name_and_roles_with_evidence(self, shop):
        user = shop.actor_with("sales")
        actions_people.change_user(
            actor=shop.actor, user_id=user.user_id, display_name="王五", role_codes=["wh_keeper", "purchaser"]
        )
        assert codes_of(shop, user.user_id) == {"wh_keeper", "purchaser"}
        assert User.objects.get(pk=user.user_id).display_name == "王五"
        event = Event.objects.visible_to(shop.actor).filter(entity_id=user.user_id).latest("id")
        assert (event.action, event.data["roles_before"]) == ("identity.user.changed", ["sales"])

    def test_needs_the_right(self, shop):
        with pytest.raises(MissingPermission):
            actions_people.change_user(
                actor=shop.keeper, user_id=shop.seller.user_id, display_name="x", role_codes=[]
            )

    def test_nobody_raises_themselves(self, shop, admin):
        with pytest.raises(actions.NotYourself):
            actions_people.change_user(
                actor=admin, user_id=admin.user_id, display_name="a", role_codes=["sysadmin", "owner"]
            )
        assert codes_of(shop, admin.user_id) == {"sysadmin"}

    def test_an_administrator_appoints_but_gives_no_more_than_a_ready_made_role(self, shop, admin):
        user = shop.actor_with("sales").user_id
        actions_people.change_user(actor=admin, user_id=user, display_name="x", role_codes=["accountant"])
        assert codes_of(shop, user) == {"accountant"}
        with pytest.raises(actions.NotYoursToGive):
            actions_people.change_user(
                actor=admin, user_id=user, display_name="x", role_codes=["all_rounder"]
            )
        Role.objects.visible_to(shop.actor).create(
            company_id=shop.company_id, code="deep", name="深", permissions=["payment.post", "period.reopen"]
        )
        with pytest.raises(actions.NotYoursToGive):
            actions_people.change_user(actor=admin, user_id=user, display_name="x", role_codes=["deep"])
        assert codes_of(shop, user) == {"accountant"}
        # who holds them may give them
        actions_people.change_user(actor=shop.actor, user_id=user, display_name="x", role_codes=["deep"])
        assert codes_of(shop, user) == {"deep"}

    def test_who_holds_everything_is_left_alone_by_who_does_not(self, shop, admin):
        boss = shop.boss_user.pk
        for refused in (
            lambda: actions_people.change_user(
                actor=admin, user_id=boss, display_name="boss", role_codes=["owner"]
            ),
            lambda: actions.set_user_active(actor=admin, user_id=boss, is_active=False),
            lambda: actions_people.renew_password(actor=admin, user_id=boss),
            lambda: actions_people.require_new_password(actor=admin, user_id=boss),
            lambda: actions_people.sign_user_out(actor=admin, user_id=boss),
        ):
            with pytest.raises(actions.StrongerUser):
                refused()

    def test_says_everything_at_once(self, shop):
        with pytest.raises(Problems) as refused:
            actions_people.change_user(
                actor=shop.actor,
                user_id=shop.seller.user_id,
                display_name=" ",
                role_codes=["nope", "cashier"],
            )
        assert {one.code for one in refused.value.problems} == {"DISPLAY_NAME_MISSING", "ROLE_NOT_FOUND"}

    def test_nobody_of_another_company(self, shop):
        with pytest.raises(actions.UserNotFound):
            actions_people.change_user(
                actor=Book().actor, user_id=shop.seller.user_id, display_name="x", role_codes=["sales"]
            )


class TestLastAdministrator:
    """Two who hold everything; one leaves by each way there is, and the other way is then closed."""

    @pytest.fixture
    def pair(self, database: object) -> tuple[Book, Actor]:
        book = Book()
        return book, book.actor_with("all_rounder")

    def test_is_not_switched_off_or_moved(self, pair):
        book, other = pair
        actions.set_user_active(actor=other, user_id=book.boss_user.pk, is_active=False)
        # the boss's request was admitted before: the same moment from the other side
        with pytest.raises(actions.LastAdministrator):
            actions.set_user_active(actor=book.actor, user_id=other.user_id, is_active=False)
        with pytest.raises(actions.LastAdministrator):
            actions_people.change_user(
                actor=book.actor, user_id=other.user_id, display_name="x", role_codes=["sales"]
            )
        assert User.objects.get(pk=other.user_id).is_active
        assert codes_of(book, other.user_id) == {"all_rounder"}

    def test_does_not_lose_the_right_with_the_role(self, pair):
        book, other = pair
        actions.create_role(actor=other, code="people", name="人事", permissions=["identity.edit"])
        keeper = book.actor_with("sales").user_id
        actions_people.change_user(actor=other, user_id=keeper, display_name="x", role_codes=["people"])
        actions_people.change_user(
            actor=other, user_id=book.boss_user.pk, display_name="b", role_codes=["owner"]
        )
        actions_people.change_user(
            actor=actor_for(user_id=keeper, company_id=book.company_id),
            user_id=book.boss_user.pk,
            display_name="b",
            role_codes=["owner", "sales"],
        )
        Membership.objects.visible_to(book.actor).filter(user_id=other.user_id).delete()
        with pytest.raises(actions.LastAdministrator):
            actions.change_role(actor=book.actor, role_code="people", name="人事", permissions=[])
        actions.change_role(
            actor=book.actor, role_code="people", name="人事部", permissions=["identity.edit"]
        )


class TestRolesOfOnesOwn:
    def test_an_administrator_composes_none_beyond_what_they_hold(self, shop, admin):
        with pytest.raises(actions.NotYoursToGive) as refused:
            actions.create_role(
                actor=admin, code="wide", name="宽", permissions=["payment.post", "period.reopen"]
            )
        assert "period.reopen" in refused.value.permissions
        actions.create_role(actor=admin, code="narrow", name="窄", permissions=["sales_order.view"])
        with pytest.raises(actions.NotYoursToGive):
            actions.change_role(
                actor=admin, role_code="narrow", name="窄", permissions=["sales_order.view", "payment.post"]
            )

    def test_holders_are_told(self, shop, admin):
        found = {one.role.code: one.holders for one in roles_with_holders(admin)}
        assert (admin.user_id, "sysadmin") in found["sysadmin"]


class TestPasswordsAndLocks:
    def test_a_renewed_password_is_temporary_and_unlocks(self, shop):
        user = shop.actor_with("sales").user_id
        User.objects.filter(pk=user).update(failed_sign_ins=7)
        password = actions_people.renew_password(actor=shop.actor, user_id=user)
        now = User.objects.get(pk=user)
        assert now.check_password(password)
        assert (now.must_change_password, now.failed_sign_ins) == (True, 0)
        told = str(
            list(Event.objects.visible_to(shop.actor).filter(entity_id=user).values_list("data", flat=True))
        )
        assert password not in told

    def test_unlock(self, shop):
        user = shop.actor_with("sales").user_id
        User.objects.filter(pk=user).update(failed_sign_ins=7)
        actions_people.unlock_user(actor=shop.actor, user_id=user)
        assert User.objects.get(pk=user).failed_sign_ins == 0
        with pytest.raises(MissingPermission):
            actions_people.unlock_user(actor=shop.keeper, user_id=user)

    def test_members_tell_who_belongs_elsewhere_too(self, shop):
        other = Book()
        both = shop.actor_with("sales").user_id
        actions.grant_role(actor=other.actor, user_id=both, role_code="sales")
        elsewhere = {one.user_id for one in members(shop.actor) if one.is_elsewhere}
        assert elsewhere == {both}
