"""Accounts of a company and what account roles stand for."""

from __future__ import annotations

import pytest

from hengku.company.models import Standard as CompanyStandard
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.ledger import actions_accounts as actions
from hengku.ledger import queries_accounts as queries
from hengku.ledger.charts import chart, role_accounts
from hengku.ledger.models import Account, RoleAccount
from hengku.ledger.rules import ACCOUNT_CODE, Standard, control_of
from hengku.ledger.words import ROLE_WORDS
from tests.world import Book


def never(company_id: int, account_id: int) -> bool:
    return False


def test_every_standard_of_a_company_has_a_chart():
    assert set(actions.STANDARD_OF) == set(CompanyStandard.values)
    assert set(actions.STANDARD_OF.values()) == set(Standard)


@pytest.mark.parametrize("standard", list(Standard))
@pytest.mark.parametrize("is_general", [True, False])
def test_every_first_mapping_would_be_allowed_to_be_made(standard, is_general):
    """What ``map_role`` refuses must not be what a new company starts with."""
    rows = {row.code: row for row in chart(standard, is_general_taxpayer=is_general)}
    for role, code in role_accounts(standard, is_general_taxpayer=is_general).items():
        assert rows[code].control == control_of(role), (role, code)


def test_every_role_has_a_name_in_both_languages():
    assert set(ROLE_WORDS) == set(ACCOUNT_CODE)
    assert all(all(words) for words in ROLE_WORDS.values())
    for at in (1, 2):
        assert len({words[at] for words in ROLE_WORDS.values()}) == len(ROLE_WORDS)


class TestCreateAccount:
    def test_stands_below_its_parent_with_its_nature(self, book):
        made = actions.create_account(
            actor=book.actor, parent_code="2241", code="224101", name="押金", is_used=never
        )
        parent = book.account("2241")
        assert (made.category, made.direction, made.is_leaf) == (parent.category, parent.direction, True)
        assert not parent.is_leaf

    def test_below_a_parent_that_is_no_leaf_nobody_need_be_asked(self, book):
        assert not book.account("2221").is_leaf
        actions.create_account(actor=book.actor, parent_code="2221", code="222199", name="其他税费")

    @pytest.mark.parametrize("code", ["2241", "22411", "2242 1", "2242011", "224x01", "2241a1", "300101"])
    def test_refuses_a_code_that_is_not_the_parents_and_two_digits(self, book, code):
        with pytest.raises((actions.AccountCodeInvalid, Problems)) as refused:
            actions.create_account(
                actor=book.actor, parent_code="2241", code=code, name="押金", is_used=never
            )
        problems = getattr(refused.value, "problems", [refused.value])
        assert "ACCOUNT_CODE_INVALID" in [one.code for one in problems]

    def test_takes_over_the_roles_of_a_parent_that_was_a_leaf(self, book):
        actions.create_account(
            actor=book.actor, parent_code="5602", code="560201", name="办公费", is_used=never
        )
        assert book.account_of("admin").code == "560201"
        actions.create_account(actor=book.actor, parent_code="5602", code="560202", name="差旅费")
        assert book.account_of("admin").code == "560201"

    def test_refuses_below_what_a_sub_ledger_owns(self, book):
        for code in ("1122", "1405", "220202", "2203"):
            with pytest.raises(actions.ControlledAccount):
                actions.create_account(
                    actor=book.actor, parent_code=code, code=f"{code}01", name="明细", is_used=never
                )
            assert book.account(code).is_leaf

    def test_refuses_below_what_was_booked_on_or_nobody_can_say(self, book):
        for more in ({}, {"is_used": lambda *_: True}):
            with pytest.raises(actions.AccountInUse):
                actions.create_account(
                    actor=book.actor, parent_code="1101", code="110101", name="基金", **more
                )

    def test_refuses_a_taken_code(self, book):
        with pytest.raises(actions.AccountCodeTaken):
            actions.create_account(actor=book.actor, parent_code="2221", code="222101", name="又一个")

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.create_account(
                actor=book.cashier, parent_code="2241", code="224101", name="押金", is_used=never
            )

    def test_parent_of_another_company_is_not_found(self, book):
        other = Book()
        actions.create_account(
            actor=other.actor, parent_code="2241", code="224101", name="押金", is_used=never
        )
        with pytest.raises(actions.AccountNotFound):
            actions.create_account(actor=book.actor, parent_code="224101", code="22410101", name="瓶")


class TestChangeAccount:
    def test_renames_and_switches_off(self, book):
        actions.change_account(actor=book.actor, code="1101", name="短期理财", is_active=False)
        found = book.account("1101")
        assert (found.name, found.is_active) == ("短期理财", False)

    @pytest.mark.parametrize(
        ("code", "problem"),
        [("1122", actions.ControlledAccount), ("5001", actions.AccountStandsForRole)],
    )
    def test_what_documents_post_to_stays_on(self, book, code, problem):
        with pytest.raises(problem):
            actions.change_account(actor=book.actor, code=code, name="改名", is_active=False)
        actions.change_account(actor=book.actor, code=code, name="改名", is_active=True)


class TestMapRole:
    def test_stands_for_another_account_from_now_on(self, book):
        actions.map_role(actor=book.actor, role="selling", account_code="5602")
        assert book.account_of("selling").code == "5602"
        assert RoleAccount.objects.visible_to(book.actor).filter(role="selling").count() == 1

    def test_gives_a_role_without_account_one(self, book):
        assert "impairment" not in queries.role_accounts_of(book.company_id)
        actions.map_role(actor=book.actor, role="impairment", account_code="5711")
        assert book.account_of("impairment").code == "5711"

    @pytest.mark.parametrize(
        ("role", "code"),
        [
            ("revenue", "2221"),  # no leaf
            ("ar", "1221"),  # sub-ledger and account would part
            ("ar", "1123"),
            ("selling", "1122"),  # an expense on the customers' account
            ("merchandise", "5401"),
        ],
    )
    def test_refuses_what_could_not_be_posted_or_reconciled(self, book, role, code):
        before = book.account_of(role).code
        with pytest.raises(actions.AccountCannotCarryRole):
            actions.map_role(actor=book.actor, role=role, account_code=code)
        assert book.account_of(role).code == before

    def test_refuses_what_is_off(self, book):
        actions.change_account(actor=book.actor, code="1101", name="短期投资", is_active=False)
        with pytest.raises(actions.AccountCannotCarryRole):
            actions.map_role(actor=book.actor, role="suspense", account_code="1101")

    def test_stock_may_move_between_stock_accounts(self, book):
        actions.map_role(actor=book.actor, role="turnover_material", account_code="1405")
        assert book.account_of("turnover_material").code == "1405"

    def test_refuses_unknown_roles_and_accounts(self, book):
        with pytest.raises(actions.RoleUnknown):
            actions.map_role(actor=book.actor, role="magic", account_code="1002")
        with pytest.raises(actions.AccountNotFound):
            actions.map_role(actor=book.actor, role="bank", account_code="9999")

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.map_role(actor=book.cashier, role="selling", account_code="5602")


class TestQueries:
    def test_accounts_in_order_of_codes(self, book):
        codes = [account.code for account in queries.accounts(book.actor)]
        assert codes == sorted(codes)
        assert codes[:3] == ["1001", "1002", "1012"]
        assert len(codes) == Account.objects.visible_to(book.actor).count()
        leaves = queries.accounts(book.actor, leaves_only=True)
        assert all(account.is_leaf for account in leaves)

    def test_mapping_with_names(self, book):
        actions.map_role(actor=book.actor, role="selling", account_code="5602")
        found = {one.role: one for one in queries.mapped_roles(book.actor)}
        goods = found["merchandise"]
        assert (goods.label, goods.account and goods.account.code, goods.control) == (
            "库存商品",
            "1405",
            "inventory",
        )
        assert goods.categories
        assert found["impairment"].account is None
        assert (goods.changed_by, found["selling"].changed_by) == ("", book.actor.name)
        with pytest.raises(MissingPermission):
            queries.mapped_roles(book.cashier)

    def test_other_companies_are_not_seen(self, book):
        other = Book()
        ids = {account.pk for account in queries.accounts(book.actor)}
        assert not ids & {account.pk for account in queries.accounts(other.actor)}
        assert not set(queries.role_accounts_of(other.company_id).values()) & ids
