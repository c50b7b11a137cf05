"""Charts and roles: the accounts of domain.md §1.5 and §3.1, R10, and entries RV-01, RV-02, LC-04."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from hengku.kit.numbers import D
from hengku.ledger.charts import AccountRow, chart, role_accounts
from hengku.ledger.rules import (
    ACCOUNT_CODE,
    EntryLine,
    NoAccountForRole,
    Standard,
    account_code,
    balanced,
    credit,
    debit,
    difference,
    lines_of,
)

SMALL, ENTERPRISE = Standard.SMALL_BUSINESS, Standard.ENTERPRISE
BOOKS = [(standard, general) for standard in Standard for general in (True, False)]


def by_code(standard: Standard, *, general: bool = True) -> dict[str, AccountRow]:
    return {row.code: row for row in chart(standard, is_general_taxpayer=general)}


class TestChart:
    @pytest.mark.parametrize(("standard", "general"), BOOKS)
    def test_is_well_formed(self, standard: Standard, general: bool) -> None:
        rows = chart(standard, is_general_taxpayer=general)
        accounts = {row.code: row for row in rows}
        assert len(accounts) == len(rows)
        assert [row.code for row in rows] == sorted(accounts)
        assert len({(row.parent, row.name) for row in rows}) == len(rows)
        for row in rows:
            assert row.category in {"asset", "liability", "equity", "cost", "profit"}
            assert row.direction in {"debit", "credit"}
            assert row.name.strip() == row.name
            assert row.name
            assert row.name_en.isascii()
            assert len(row.code) % 2 == 0
            assert row.code.isdecimal()
            # a sub-account has a parent, which is therefore no leaf
            assert bool(row.parent) is (len(row.code) > 4)
            assert row.is_leaf is not any(other.parent == row.code for other in rows)
            if row.parent:
                assert accounts[row.parent].category == row.category
            # what a sub-ledger owns is posted to
            assert row.is_leaf or not row.control

    def test_small_business_has_all_published_accounts(self) -> None:
        top = [row for row in chart(SMALL, is_general_taxpayer=True) if not row.parent]
        # 66 as published, with the two that may be added
        assert len(top) == 68
        counts = {
            kind: sum(row.category == kind for row in top)
            for kind in ("asset", "liability", "equity", "cost", "profit")
        }
        assert counts == {"asset": 34, "liability": 12, "equity": 5, "cost": 5, "profit": 12}

    @pytest.mark.parametrize(
        ("code", "small", "enterprise"),
        [
            # same code, other meaning (§1.5)
            ("3101", ("盈余公积", "equity"), ("衍生工具", "asset")),
            ("4001", ("生产成本", "cost"), ("实收资本", "equity")),
            ("4101", ("制造费用", "cost"), ("盈余公积", "equity")),
            ("5001", ("主营业务收入", "profit"), ("生产成本", "cost")),
            ("5301", ("营业外收入", "profit"), ("研发支出", "cost")),
            ("5401", ("主营业务成本", "profit"), ("工程施工", "cost")),
            # what an old public chart has wrong (§1.5, profit_payable)
            ("2241", ("其他应付款", "liability"), ("其他应付款", "liability")),
            ("2501", ("长期借款", "liability"), ("长期借款", "liability")),
            # no allowances, no other income in a small business
            ("1231", None, ("坏账准备", "asset")),
            ("1471", None, ("存货跌价准备", "asset")),
            ("6117", None, ("其他收益", "profit")),
            ("6901", None, ("以前年度损益调整", "profit")),
        ],
    )
    def test_account(
        self, code: str, small: tuple[str, str] | None, enterprise: tuple[str, str] | None
    ) -> None:
        for standard, expected in ((SMALL, small), (ENTERPRISE, enterprise)):
            row = by_code(standard).get(code)
            assert (None if row is None else (row.name, row.category)) == expected

    @pytest.mark.parametrize(
        ("code", "direction"),
        [
            ("1405", "debit"),
            # accounts that lessen others grow on the other side
            ("1407", "credit"),
            ("1602", "credit"),
            ("1231", "credit"),
            ("2702", "debit"),
            ("4201", "debit"),
            ("6301", "credit"),
            ("6711", "debit"),
            # columns of VAT
            ("22210101", "debit"),
            ("22210104", "debit"),
            ("22210107", "credit"),
            ("22210109", "credit"),
            ("22210110", "credit"),
            ("222105", "debit"),
            ("222106", "credit"),
        ],
    )
    def test_direction(self, code: str, direction: str) -> None:
        assert by_code(ENTERPRISE)[code].direction == direction

    def test_vat_has_columns_only_for_general_taxpayers(self) -> None:  # §3.1
        for standard in Standard:
            general, small_scale = by_code(standard), by_code(standard, general=False)
            columns = [code for code in general if code.startswith("222101") and code != "222101"]
            assert columns == [f"222101{number:02}" for number in range(1, 11)]
            assert not general["222101"].is_leaf
            assert small_scale["222101"].is_leaf
            gone = general.keys() - small_scale.keys()
            assert gone == {*columns, *(f"2221{number:02}" for number in range(2, 10))}
            assert small_scale.keys() <= general.keys()

    @pytest.mark.parametrize(("standard", "general"), BOOKS)
    def test_control_and_funds(self, standard: Standard, general: bool) -> None:
        rows = chart(standard, is_general_taxpayer=general)
        inventory = {"1403", "1405", "1406", "1408", "1411"} | ({"1409"} if standard is SMALL else set())
        assert {row.code: row.control for row in rows if row.control} == {
            **dict.fromkeys(inventory, "inventory"),
            "1122": "ar",
            "1123": "prepay",
            "220201": "ap",
            "220202": "ap_estimated",
            "2203": "advance_received",
        }
        assert [row.code for row in rows if row.is_fund] == ["1001", "1002", "1012"]

    @pytest.mark.parametrize(
        ("standard", "codes", "auxiliaries"),
        [
            # R10
            (SMALL, ("1122", "2203"), ("customer",)),
            (SMALL, ("220201", "220202", "1123"), ("supplier",)),
            (ENTERPRISE, ("1403", "1405", "1406", "1408", "1411"), ("category",)),
            (SMALL, ("4001",), ("production_order",)),
            (ENTERPRISE, ("5001",), ("production_order",)),
            (SMALL, ("5601", "5602"), ("department", "expense_item")),
            (ENTERPRISE, ("6601", "6602"), ("department", "expense_item")),
            (SMALL, ("1002", "1012"), ("fund_account",)),
            # revenue is not production cost, and profit of one is not overhead of the other
            (SMALL, ("5001", "1001", "5603", "2241"), ()),
            (ENTERPRISE, ("4001", "6001"), ()),
        ],
    )
    def test_auxiliaries(
        self, standard: Standard, codes: tuple[str, ...], auxiliaries: tuple[str, ...]
    ) -> None:
        accounts = by_code(standard)
        assert {accounts[code].auxiliaries for code in codes} == {auxiliaries}


class TestRoles:
    @pytest.mark.parametrize(
        ("roles", "small", "enterprise"),
        [
            # every role of the worked examples
            ("ap", "220201", "220201"),
            ("ap_estimated", "220202", "220202"),
            ("ar", "1122", "1122"),
            ("city_tax", "222112", "222112"),
            ("cogs", "5401", "6401"),
            ("count_gain", "5301", "6602"),
            ("count_loss_mgmt", "5711", "6602"),
            ("edu_tax", "222113", "222113"),
            ("fx_gain", "5301", "6603"),
            ("local_edu_tax", "222114", "222114"),
            ("merchandise", "1405", "1405"),
            ("other_receivable", "1221", "1221"),
            ("outsourced_material", "1408", "1408"),
            ("raw_material", "1403", "1403"),
            ("revenue", "5001", "6001"),
            ("selling", "5601", "6601"),
            ("suspense", "1901", "1901"),
            ("tax_surcharge", "5403", "6403"),
            ("vat_exempt_income", "5301", "6117"),
            ("vat_input", "22210101", "22210101"),
            ("vat_input_out", "22210109", "22210109"),
            ("vat_output", "22210107", "22210107"),
            ("vat_pending_output", "222106", "222106"),
            ("vat_small", "222101", "222101"),
            ("vat_transfer_unpaid", "22210104", "22210104"),
            ("vat_unpaid", "222102", "222102"),
            ("wip", "4001", "5001"),
            # §1.5 where the standards differ
            ("capital", "3001", "4001"),
            ("current_profit", "3103", "4103"),
            ("profit_dist", "3104", "4104"),
            ("overhead", "4101", "5101"),
            ("rnd", "4301", "5301"),
            ("other_revenue", "5051", "6051"),
            ("nonop_income", "5301", "6301"),
            ("other_income", "5301", "6117"),
            ("other_cost", "5402", "6402"),
            ("admin", "5602", "6602"),
            ("finance", "5603", "6603"),
            ("nonop_expense", "5711", "6711"),
            ("income_tax", "5801", "6801"),
            ("consigned_out", "1409", "1406"),
        ],
    )
    def test_code(self, roles: str, small: str, enterprise: str) -> None:
        assert (account_code(roles, SMALL), account_code(roles, ENTERPRISE)) == (small, enterprise)

    @pytest.mark.parametrize(
        "role", ["bad_debt_allowance", "inventory_allowance", "impairment", "prior_adjust"]
    )
    def test_small_businesses_keep_no_allowances(self, role: str) -> None:
        assert account_code(role, ENTERPRISE)
        with pytest.raises(NoAccountForRole) as refused:
            account_code(role, SMALL)
        assert refused.value.role == role

    def test_refuses_an_unknown_role(self) -> None:
        with pytest.raises(NoAccountForRole):
            account_code("merchandize", SMALL)

    @pytest.mark.parametrize(("standard", "general"), BOOKS)
    def test_every_role_lands_on_a_leaf_of_the_chart(self, standard: Standard, general: bool) -> None:
        accounts = by_code(standard, general=general)
        mapping = role_accounts(standard, is_general_taxpayer=general)
        assert all(accounts[code].is_leaf for code in mapping.values())
        # what is left out is what the book really has not
        left_out = ACCOUNT_CODE.keys() - mapping.keys()
        side = 0 if standard is SMALL else 1
        for role in left_out:
            code = ACCOUNT_CODE[role][side]
            assert code == "" or code.startswith("2221")
        assert ("vat_small" in mapping) is not general
        assert ("vat_input" in mapping) is general


def written(entry: tuple[EntryLine, ...]) -> list[tuple[str, str, Decimal, Decimal]]:
    return [
        (account_code(line.role, SMALL), account_code(line.role, ENTERPRISE), line.debit, line.credit)
        for line in entry
    ]


class TestEntry:
    def test_sale_on_issue(self) -> None:  # RV-01
        entry = lines_of(
            debit("ar", D("1130.00")),
            credit("revenue", D("1000.00")),
            credit("vat_output", D("130.00")),
            debit("cogs", D("700.00")),
            credit("merchandise", D("700.00")),
        )
        assert balanced(entry)
        assert written(entry) == [
            ("1122", "1122", D("1130.00"), D("0.00")),
            ("5001", "6001", D("0.00"), D("1000.00")),
            ("22210107", "22210107", D("0.00"), D("130.00")),
            ("5401", "6401", D("700.00"), D("0.00")),
            ("1405", "1405", D("0.00"), D("700.00")),
        ]

    def test_deferred_output_moves_on_invoice(self) -> None:  # RV-02
        entry = lines_of(debit("vat_pending_output", D("130.00")), credit("vat_output", D("130.00")))
        assert balanced(entry)
        assert written(entry) == [
            ("222106", "222106", D("130.00"), D("0.00")),
            ("22210107", "22210107", D("0.00"), D("130.00")),
        ]

    def test_freight_as_an_expense(self) -> None:  # LC-04
        entry = lines_of(
            debit("selling", D("100.00")), debit("vat_input", D("9.00")), credit("ap", D("109.00"))
        )
        assert balanced(entry)
        assert written(entry) == [
            ("5601", "6601", D("100.00"), D("0.00")),
            ("22210101", "22210101", D("9.00"), D("0.00")),
            ("220201", "220201", D("0.00"), D("109.00")),
        ]

    def test_lines_of_nothing_are_left_out(self) -> None:  # R3
        assert lines_of(debit("ar", D("0.00")), credit("revenue", D("0.00"))) == ()
        assert (
            len(
                lines_of(
                    debit("ar", D("1.00")), credit("revenue", D("1.00")), credit("vat_output", D("0.00"))
                )
            )
            == 2
        )

    def test_one_fen_off_does_not_balance(self) -> None:  # R3
        entry = (debit("ar", D("113.00")), credit("revenue", D("100.00")), credit("vat_output", D("12.99")))
        assert not balanced(entry)
        assert difference(entry) == D("0.01")


def test_every_account_has_its_english_name_in_the_web_client() -> None:
    web = Path(__file__).parents[2] / "web" / "src" / "locales" / "accounts.ts"
    found = re.findall(r"^  (?:'([^']+)'|(\S+)): '((?:[^'\\]|\\.)+)',$", web.read_text("utf-8"), re.MULTILINE)
    said = {quoted or plain: english.replace("\\'", "'") for quoted, plain, english in found}
    seeded = {
        row.name: row.name_en
        for standard in Standard
        for is_general in (True, False)
        for row in chart(standard, is_general_taxpayer=is_general)
    }
    assert all(seeded.values())
    assert said == seeded
