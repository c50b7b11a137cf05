"""Completing a paper: units, tax, amounts, sources, and everything that can be wrong with it. Tables, no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengku.company.dictionary import WORD_LISTS
from hengku.documents import errors
from hengku.documents.declaration import document_type
from hengku.documents.errors import SourceTwice
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.reference import NamedFact, PartyFact, ProductFact, Reference, TaxFact
from hengku.documents.rules import complete
from hengku.documents.sources import Source
from hengku.kit.errors import Problem
from hengku.kit.numbers import D

ON = date(2026, 1, 10)
COLA, APPLE, OLD = 1, 2, 3
BOTTLE, BOX, KILO, THIRD = 11, 12, 13, 14
VAT13, VAT9, ENDED = 21, 22, 23
SUPPLIER, CUSTOMER, GONE = 31, 32, 33
MAIN, CLOSED = 41, 42


def product(number: int, name: str, unit: int, precision: int, is_active: bool = True) -> ProductFact:
    return ProductFact(number, name, name, is_active, 1, "merchandise", unit, "单位", precision, VAT13, None)


def reference() -> Reference:
    """可乐 in 瓶 (1 箱 = 12, 1 组 = 1/3), 苹果 in 千克 with 3 decimals, and something that is switched off."""
    return Reference(
        products={
            COLA: product(COLA, "可乐", BOTTLE, 0),
            APPLE: product(APPLE, "苹果", KILO, 3),
            OLD: product(OLD, "旧货", BOTTLE, 0, is_active=False),
        },
        units={(COLA, BOX): (12, 1), (COLA, THIRD): (1, 3)},
        unit_names={BOTTLE: ("瓶", 0), BOX: ("箱", 0), KILO: ("千克", 3), THIRD: ("组", 0)},
        taxes={
            VAT13: TaxFact(VAT13, "VAT13", D("0.13"), "general", True, date(2019, 4, 1), None, True),
            VAT9: TaxFact(VAT9, "VAT9", D("0.09"), "general", True, date(2019, 4, 1), None, True),
            ENDED: TaxFact(
                ENDED, "VAT16", D("0.16"), "general", True, date(2018, 5, 1), date(2019, 3, 31), True
            ),
        },
        parties={
            SUPPLIER: PartyFact(SUPPLIER, "甲", True, False, True, 30, None, False),
            CUSTOMER: PartyFact(CUSTOMER, "乙", True, True, False, 0, None, False),
            GONE: PartyFact(GONE, "丙", False, True, False, 0, None, False),
        },
        warehouses={MAIN: NamedFact(MAIN, "主仓", True), CLOSED: NamedFact(CLOSED, "旧仓", False)},
        words={one.code: list(one.ready) for one in WORD_LISTS.values()},
        tolerances={"over_issue_pct": D("0.1"), "over_receipt_pct": D(0)},
    )


def line(
    quantity: str = "1", price: str | None = None, product_id: int | None = COLA, **more: Any
) -> PaperLine:
    for key in ("amount_net", "amount_tax", "amount_incl", "discount_amount"):
        if isinstance(more.get(key), str):
            more[key] = D(more[key])
    return PaperLine(
        product_id=product_id, quantity=D(quantity), price=None if price is None else D(price), **more
    )


def completed(
    type_code: str, *lines: PaperLine, sources: dict[int, Source] | None = None, **header: Any
) -> tuple[Paper, list[Problem]]:
    """A paper of the type for the right party and 主仓, and what is wrong with it."""
    kind = document_type(type_code)
    party = SUPPLIER if kind.party == "supplier" else CUSTOMER
    found: dict[str, Any] = {"party_id": party, "warehouse_id": MAIN, **header}
    paper = Paper(type_code, ON, list(lines), **found)
    return paper, complete(paper, kind, reference(), sources or {})


def amounts(one: PaperLine) -> tuple[str, str, str]:
    return str(one.amount_net), str(one.amount_tax), str(one.amount_incl)


def said(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    return [(type(one).__name__, one.where.line_no, one.where.field) for one in problems]


class TestAmounts:
    @pytest.mark.parametrize(
        ("mode", "written", "expected"),
        [
            ("INCL", line("3", "9.99"), ("26.52", "3.45", "29.97")),  # TX-01
            ("EXCL", line("7", "12.345"), ("86.42", "11.23", "97.65")),  # TX-03
            ("INCL", line("3", "9.99", tax_code_id=VAT9), ("27.50", "2.47", "29.97")),
            ("INCL", line("3", "10", discount_amount="3.00"), ("23.89", "3.11", "27.00")),
            ("EXCL", line("3", "10", discount_amount="30.00"), ("0.00", "0.00", "0.00")),
            ("EXCL", line("1", "0"), ("0.00", "0.00", "0.00")),
            ("INCL", line("1", is_gift=True), ("0.00", "0.00", "0.00")),
            # typed amounts win over the price, and the third follows of two
            ("INCL", line("3", "10", amount_net="26.55", amount_tax="3.45"), ("26.55", "3.45", "30.00")),
            ("INCL", line("3", amount_incl="29.97"), ("26.52", "3.45", "29.97")),
            ("EXCL", line("3", amount_net="26.52"), ("26.52", "3.45", "29.97")),
            ("EXCL", line("3", amount_incl="30.00", amount_tax="3.00"), ("27.00", "3.00", "30.00")),
        ],
    )
    def test_of_a_line(self, mode: str, written: PaperLine, expected: tuple[str, str, str]) -> None:
        paper, problems = completed("sales_issue", written, price_mode=mode)
        assert problems == []
        assert amounts(paper.lines[0]) == expected

    def test_of_a_paper_are_those_of_its_lines(self) -> None:
        """T3 LINE: 0.88 three times and 0.12 three times."""
        paper, _ = completed("sales_issue", line("1", "1"), line("1", "1"), line("1", "1"))
        assert (paper.amount_net, paper.amount_tax, paper.amount_incl) == (D("2.64"), D("0.36"), D("3.00"))
        assert [one.line_no for one in paper.lines] == [1, 2, 3]

    @pytest.mark.parametrize(
        ("written", "problem", "field"),
        [
            (line("1"), "PriceMissing", "price"),
            (line("1", "-0.01"), "PriceNegative", "price"),
            (line("1", "1.123456789"), "NumberTooFine", "price"),
            (line("1", "1", discount_amount="1.01"), "DiscountTooLarge", "discount_amount"),
            (line("1", "1", discount_amount="-0.01"), "DiscountAgainstAmount", "discount_amount"),
            (line("1", "1", discount_amount="0.005"), "NumberTooFine", "discount_amount"),
            (line("1", amount_net="10.005"), "NumberTooFine", "amount_net"),
            (line("1", amount_net="-1.00"), "AmountNotPositive", "amount_net"),
            (
                line("1", amount_net="1.00", amount_tax="0.13", amount_incl="1.14"),
                "AmountsDisagree",
                "amount_net",
            ),
            (line("1", amount_net="100000000000000.00"), "NumberTooLarge", "amount_net"),
        ],
    )
    def test_that_are_wrong(self, written: PaperLine, problem: str, field: str) -> None:
        _, problems = completed("sales_issue", written)
        assert said(problems) == [(problem, 1, field)]
        assert problems[0].message()

    @pytest.mark.parametrize(
        ("amount", "problem"),
        [
            (None, "FieldRequired"),
            ("0.00", "AmountNotPositive"),
            ("-1.00", "AmountNotPositive"),
            ("0.001", "NumberTooFine"),
        ],
    )
    def test_of_money_are_above_zero_and_in_fen(self, amount: str | None, problem: str) -> None:
        written = PaperLine(amount_incl=None if amount is None else D(amount))
        _, problems = completed("receipt", written, fund_account_id=None)
        assert (problem, 1, "amount_incl") in said(problems)

    def test_in_data_are_in_fen(self) -> None:
        _, problems = completed("receipt", PaperLine(amount_incl=D(1)), data={"fee": "0.005"})
        assert ("NumberTooFine", None, "fee") in said(problems)
        _, problems = completed("receipt", PaperLine(amount_incl=D(1)), data={"fee": "一元"})
        assert ("NotANumber", None, "fee") in said(problems)

    def test_of_a_red_paper_are_below_zero(self) -> None:
        red = line("-1", amount_net="10.00", amount_tax="1.30")
        _, problems = completed("sales_invoice_red", red)
        assert said(problems) == [("RedAmountNotNegative", 1, "amount_net")]
        _, problems = completed("sales_invoice_red", line("1", amount_net="-10.00", amount_tax="-1.30"))
        assert said(problems) == [("QuantityNotPositive", 1, "quantity")]


class TestUnits:
    @pytest.mark.parametrize(
        ("written", "base"),
        [
            (line("3", "1"), "3"),
            (line("3", "1", unit_id=BOTTLE), "3"),
            (line("3", "1", unit_id=BOX), "36"),
            (line("3", "1", unit_id=THIRD), "1"),
            (line("1.234", "1", product_id=APPLE), "1.234"),
            (line("1.2340000", "1", product_id=APPLE), "1.234"),  # zeros at the end say nothing
        ],
    )
    def test_are_converted_exactly(self, written: PaperLine, base: str) -> None:
        paper, problems = completed("sales_issue", written)
        assert problems == []
        assert paper.lines[0].quantity_base == D(base)

    @pytest.mark.parametrize(
        ("written", "problem", "field"),
        [
            (line("0", "1"), "QuantityNotPositive", "quantity"),
            (line("-1", "1"), "QuantityNotPositive", "quantity"),
            (line("1.5", "1"), "QuantityTooFine", "quantity"),
            (line("1.2345", "1", product_id=APPLE), "QuantityTooFine", "quantity"),
            (line("1", "1", unit_id=THIRD), "QuantityTooFine", "quantity"),  # a third of a bottle
            (line("1", "1", unit_id=KILO), "UnitNotOfProduct", "unit"),
            (line("1", "1", unit_id=999), "UnitNotOfProduct", "unit"),
            (line("1", "1", product_id=999), "UnknownReference", "product"),
            (line("1", "1", product_id=OLD), "Inactive", "product"),
            (line("1000000000000", "0"), "NumberTooLarge", "quantity"),
        ],
    )
    def test_that_are_wrong(self, written: PaperLine, problem: str, field: str) -> None:
        _, problems = completed("sales_issue", written)
        assert (problem, 1, field) in said(problems)


class TestTaxCodes:
    def test_are_the_lines_or_the_products(self) -> None:
        paper, _ = completed("sales_issue", line("1", "1"), line("1", "1", tax_code_id=VAT9))
        assert [one.tax_rate for one in paper.lines] == [D("0.13"), D("0.09")]

    @pytest.mark.parametrize(("code", "problem"), [(ENDED, "TaxCodeNotValid"), (999, "UnknownReference")])
    def test_must_hold_on_the_day(self, code: int, problem: str) -> None:
        _, problems = completed("sales_issue", line("1", "1", tax_code_id=code))
        assert said(problems) == [(problem, 1, "tax_code")]


class TestHeader:
    @pytest.mark.parametrize(
        ("header", "problem", "field"),
        [
            ({"party_id": 999}, "UnknownReference", "party"),
            ({"party_id": GONE}, "Inactive", "party"),
            ({"party_id": SUPPLIER}, "WrongParty", "party"),
            ({"party_id": None}, "FieldRequired", "party"),
            ({"warehouse_id": 999}, "UnknownReference", "warehouse"),
            ({"warehouse_id": CLOSED}, "Inactive", "warehouse"),
            ({"price_mode": "NET"}, "BadField", "price_mode"),
        ],
    )
    def test_that_is_wrong(self, header: dict[str, Any], problem: str, field: str) -> None:
        _, problems = completed("sales_issue", line("1", "1"), **header)
        assert (problem, None, field) in said(problems)

    def test_takes_the_due_date_from_the_party(self) -> None:
        paper, _ = completed("purchase_receipt", line("1", "1"))
        assert paper.due_on == date(2026, 2, 9)
        paper, _ = completed("purchase_receipt", line("1", "1"), due_on=date(2026, 1, 20))
        assert paper.due_on == date(2026, 1, 20)

    def test_without_lines_says_nothing(self) -> None:
        _, problems = completed("sales_issue")
        assert [type(one) for one in problems] == [errors.NoLines]


def source(
    type_code: str, quantity: str = "3", net: str = "88.50", tax: str = "11.50", **more: Any
) -> Source:
    """A line of an upstream document: 3 for 100.00."""
    facts: dict[str, Any] = {
        "line_id": 7,
        "document_id": 70,
        "type_code": type_code,
        "number": "UP-1",
        "line_no": 2,
        "state": "posted",
        "party_id": CUSTOMER,
        "warehouse_id": MAIN,
        "business_on": ON,
        "product_id": COLA,
        "quantity_base": D(quantity),
        "amount_net": D(net),
        "amount_tax": D(tax),
        "amount_incl": D(net) + D(tax),
        "price": D("33.333333"),
        "tax_code_id": VAT13,
        "tax_rate": D("0.13"),
    }
    return Source(**{**facts, **more})


def from_source(quantity: str, **more: Any) -> PaperLine:
    return line(quantity, product_id=None, source_line_id=7, **more)


class TestSources:
    RETURN: dict[str, Any] = {"data": {"reason": "unwanted"}}  # noqa: RUF012

    def test_give_what_was_not_written(self) -> None:
        paper, problems = completed(
            "sales_return", from_source("3"), sources={7: source("sales_issue")}, **self.RETURN
        )
        assert problems == []
        (one,) = paper.lines
        assert (one.product_id, one.tax_code_id, one.price) == (COLA, VAT13, D("33.333333"))
        assert amounts(one) == ("88.50", "11.50", "100.00")

    def test_are_shared_in_instalments(self) -> None:
        """T10, C1: net and tax each, what was carried before included."""
        upstream = source("sales_issue")
        parts = []
        for _ in range(3):
            paper, problems = completed(
                "sales_return", from_source("1"), sources={7: upstream}, **self.RETURN
            )
            assert problems == []
            parts.append(amounts(paper.lines[0]))
        assert parts == [("29.50", "3.83", "33.33"), ("29.50", "3.84", "33.34"), ("29.50", "3.83", "33.33")]

    @pytest.mark.parametrize(
        ("type_code", "facts", "quantity", "left"),
        [
            ("sales_return", {"type_code": "sales_issue"}, "4", "3"),
            ("sales_issue", {"type_code": "sales_order", "quantity": "10"}, "12", "11"),  # 10% more may go
            (
                "sales_issue",
                {"type_code": "sales_order", "quantity": "10", "carried": {"sales_issue": 8}},
                "4",
                "3",
            ),
            ("sales_invoice", {"type_code": "sales_issue", "carried": {"sales_return": 2}}, "2", "1"),
        ],
    )
    def test_give_no_more_than_they_have(
        self, type_code: str, facts: dict[str, Any], quantity: str, left: str
    ) -> None:
        carried = {
            code: (D(n), Decimal(0), Decimal(0), Decimal(0)) for code, n in facts.pop("carried", {}).items()
        }
        upstream = source(**facts, state="approved" if facts["type_code"] == "sales_order" else "posted")
        upstream.carried = carried
        typed = {"amount_net": "1.00", "amount_tax": "0.13"} if type_code == "sales_invoice" else {}
        _, problems = completed(
            type_code, from_source(quantity, **typed), sources={7: upstream}, **self.RETURN
        )
        (too_much,) = problems
        assert isinstance(too_much, errors.CarriesTooMuch)
        assert (too_much.asked, too_much.left) == (D(quantity), D(left))
        assert (too_much.source_number, too_much.line_source_no) == ("UP-1", 2)

    @pytest.mark.parametrize(
        ("facts", "problem"),
        [
            ({"type_code": "purchase_receipt"}, "WrongSource"),
            ({"type_code": "sales_issue", "state": "draft"}, "WrongSource"),
            ({"type_code": "sales_issue", "state": "reversed"}, "WrongSource"),
            ({"type_code": "sales_issue", "state": "cancelled"}, "WrongSource"),
            ({"type_code": "sales_issue", "party_id": 99}, "WrongSource"),
        ],
    )
    def test_that_cannot_be_followed(self, facts: dict[str, Any], problem: str) -> None:
        _, problems = completed("sales_return", from_source("1"), sources={7: source(**facts)}, **self.RETURN)
        assert (problem, 1, "source_line") in said(problems)

    def test_of_another_product(self) -> None:
        upstream = {7: source("sales_issue")}
        written = line("1", product_id=APPLE, source_line_id=7)
        _, problems = completed("sales_return", written, sources=upstream, **self.RETURN)
        assert ("WrongSource", 1, "source_line") in said(problems)

    def test_that_do_not_exist(self) -> None:
        _, problems = completed("sales_return", from_source("1"), **self.RETURN)
        assert ("UnknownReference", 1, "source_line") in said(problems)

    def test_named_by_two_lines_of_a_return(self) -> None:
        upstream = {7: source("sales_issue")}
        _, problems = completed(
            "sales_return", from_source("1"), from_source("1"), sources=upstream, **self.RETURN
        )
        assert [type(one) for one in problems] == [SourceTwice]

    def test_named_by_two_lines_that_fulfil_an_order(self) -> None:
        """Two pallets of one order line: allowed, and counted together."""
        upstream = {7: source("sales_order", quantity="10", state="approved")}
        paper, problems = completed("sales_issue", from_source("4"), from_source("6"), sources=upstream)
        assert problems == []
        assert sum(one.amount_incl or 0 for one in paper.lines) == D("100.00")
        _, problems = completed("sales_issue", from_source("6"), from_source("6"), sources={7: source(
            "sales_order", quantity="10", state="approved")})  # fmt: skip
        assert said(problems) == [("CarriesTooMuch", 2, "quantity")]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    paper, problems = completed(
        "sales_issue", line("0", "-1"), line("1.5", None, product_id=OLD), party_id=None, warehouse_id=CLOSED
    )
    assert {(name, number) for name, number, _ in said(problems)} == {
        ("FieldRequired", None),
        ("Inactive", None),
        ("QuantityNotPositive", 1),
        ("PriceNegative", 1),
        ("Inactive", 2),
        ("QuantityTooFine", 2),
        ("PriceMissing", 2),
    }
    assert paper.amount_incl == paper.amount_net + paper.amount_tax  # it can still be kept as a draft
