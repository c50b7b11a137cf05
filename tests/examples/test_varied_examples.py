"""Further cases of every kind, made up and answered by ``varied``: the replay says the same of them, to the fen."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

import pytest

from hengku.kit.postgres import Cluster
from replays.worked_kinds import KINDS, Result, Rules, run_case
from tests.costing import second_model
from tests.examples import varied_rules
from tests.examples.varied import Case, case
from tests.examples.varied_goods import GOODS
from tests.examples.varied_rules import RULES

ALL = {**RULES, **GOODS}
#: Cases of each kind here: a rule answers at once, a kind with documents opens two companies.
OF_RULES, OF_GOODS = 60, 2


def wrong(kind: str, count: int) -> list[tuple[Any, Result]]:
    """Cases of a kind that did not pass."""
    answers = ((one, run_case(one)) for one in (case(kind, ALL[kind], seed) for seed in range(count)))
    return [(one["input"], answer) for one, answer in answers if answer.status != "passed"]


def test_every_kind_is_varied() -> None:
    assert ALL.keys() == KINDS.keys()
    assert all(isinstance(KINDS[kind], Rules) for kind in RULES)


@pytest.mark.parametrize("kind", RULES)
def test_rules_answer_as_the_rulebook_says(kind: str) -> None:
    assert wrong(kind, OF_RULES) == []


@pytest.mark.parametrize("kind", GOODS)
def test_documents_answer_as_the_rulebook_says(database: Cluster, kind: str) -> None:
    assert wrong(kind, OF_GOODS) == []


def test_a_pool_that_one_sale_does_not_leave(database: Cluster) -> None:
    """The stock an invoice finds is given: 439.44 too, where selling 6 of 8 worth 1757.74 would leave 439.43."""
    one = case("estimate", ALL["estimate"], 5)
    assert one["input"]["pool_at_invoice"] == {"qty": "2", "amount": "439.44"}
    assert run_case(one).problems == ()


def _to_even(amount: Fraction) -> Fraction:
    """Bankers' rounding, which G2 forbids."""
    return Fraction(round(amount * 100), 100)


def _cut_off(amount: Fraction) -> Fraction:
    return Fraction(floor(amount * 100), 100)


class TestWrongRules:
    """Negative control: another rule than the rulebook's is told apart by these cases."""

    @pytest.mark.parametrize(("kind", "other"), [("tax_lines", _cut_off), ("import", _to_even), ("agri", _to_even)])
    def test_of_rounding(self, monkeypatch: pytest.MonkeyPatch, kind: str, other: Any) -> None:
        monkeypatch.setattr(varied_rules, "r2", other)
        assert wrong(kind, 400) != []

    def test_of_sharing_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each share rounded by itself, what is left on the last."""

        def by_itself(total: Fraction, weights: list[Fraction]) -> list[Fraction]:
            whole = sum(weights) or Fraction(1)
            parts = [second_model.r2(total * one / whole) for one in weights]
            return [*parts[:-1], total - sum(parts[:-1], Fraction(0))]

        monkeypatch.setattr(varied_rules, "shares", by_itself)
        assert wrong("coproduct", OF_RULES) != []


def given(kind: str, **more: Any) -> Case:
    """A case of a kind with some of its input changed; what it expects is as before."""
    one = case(kind, ALL[kind], 0)
    for key, value in more.items():
        if value is None:
            one["input"].pop(key, None)
        else:
            one["input"][key] = value
    return one


class TestUnusualShapes:
    """Legal, if unusual, shapes are answered; others are refused with a sentence and never a crash."""

    @pytest.mark.parametrize(
        ("kind", "more", "expected"),
        [
            ("allocation", {"lines": [{"weight": 0}, {"weight": "0.000"}], "total": 1}, {"amounts": ["0.5", "0.50"]}),
            ("allocation", {"lines": [{"weight": "7", "note": "随便"}], "total": "-0.01"}, {"amounts": ["-0.01"]}),
            ("tax_lines", {"lines": []}, {"lines": [], "net": "0.00"}),
            ("tax_lines", {"lines": [{"qty": 3, "price": "1", "rate": 0}], "price_mode": None}, {"incl": "3"}),
            ("pos_close", {"groups": []}, {"groups": []}),
            ("vat_close", {"output": "0", "input": 0, "input_transfer_out": None, "opening_credit": None,
                           "prepaid": None, "surcharge": None}, {"payable": "0.00", "entries_vat": []}),
            ("production", {"completed": "0", "wip": "4", "wip_conversion_pct": "0.5", "byproduct_value": None,
                            "material": "9.00", "labor": "1.00", "overhead": "0", "wip_material_pct": None},
             {"completed": {"total": "0.00"}, "wip": {"material": "9.00", "labor": "1.00"}}),
            ("coproduct", {"total_cost": "1.00", "outputs": [{"sku": "P", "qty": "0"}, {"sku": "Q", "qty": "3"}]},
             {"outputs": [{"sku": "P", "amount": "0.00"}, {"sku": "Q", "amount": "1.00"}]}),
            ("outsourcing", {"receipts": []}, {"receipts": [], "entries_fee": [], "entries_receipt": []}),
            ("atp", {"available_now": "5", "supplies": [{"qty": "9"}], "demands": [{"qty": "2"}],
                     "query_dates": ["2026-03-01"]}, {"atp": {"2026-03-01": "3"}}),
            ("atp", {"supplies": [], "demands": None, "query_dates": []}, {"atp": {}}),
            ("outsourcing", {"material_issued": "100.00", "order_qty": "3", "receipts": [{"qty": "1"}, {"qty": 1}, {"qty": "1"}]},
             {"receipts": [{"material": "33.33"}, {"material": "33.34"}, {"amount": "33.33"}]}),
            ("small_scale", {"period": "MONTH", "threshold": None, "special_invoice_net": None, "rate": "0.01",
                             "sales_incl": "101000.00"}, {"net": "100000.00", "payable_vat": "1000.00"}),
            ("fx_reval", {"side": "PREPAY", "amount": "10", "book_rate": "7"}, {"gain": "0", "entries": []}),
        ],
    )  # fmt: skip
    def test_of_rules_are_answered(self, kind: str, more: Case, expected: Case) -> None:
        answer = run_case({**given(kind, **more), "expected": expected})
        assert (answer.status, answer.problems) == ("passed", ())

    @pytest.mark.parametrize(
        ("kind", "more", "expected"),
        [
            ("monthly_average", {"opening": None, "receipts": [], "issues": []},
             {"issues": [], "closing": {"qty": "0", "amount": "0.00"}}),
            ("standard_cost", {"opening": {"qty": "0", "variance": "0"}, "new_standard_cost": None, "receipts": None,
                               "issues": []}, {"receipts": [], "closing": {"qty": "0", "variance": "0.00"}}),
            ("monthly_average", {"method": None, "opening": {"qty": "3", "amount": "1.00"}, "receipts": None,
                                 "issues": [{"id": "a", "qty": "1"}]}, {"issues": [{"id": "a", "amount": "0.33"}]}),
            ("red_invoice", {"return_qty": None, "returns": [{"qty": "1"}, {"qty": "2"}],
                             "original": {"qty": "3", "net": "100", "tax": "13", "cost": "70"}},
             {"returns": [{"net": "-33.33", "cost": "-23.33"}, {"net": "-66.67", "cost": "-46.67"}]}),
            ("estimate", {"mode": "OPEN_PERIOD", "method": "FIFO", "pool_at_invoice": None, "issues_after_receipt": None,
                          "receipt": {"qty": "10", "estimated_amount": "100"}, "invoice": {"qty": "4", "net": "50", "tax": 0}},
             {"closing": {"qty": "10", "amount": "110.00"}, "recost": []}),
            ("estimate", {"mode": "CLOSED_PERIOD", "method": "FIFO", "pool_at_invoice": {"qty": "3", "amount": "30"},
                          "issues_after_receipt": [], "receipt": {"qty": "10", "estimated_amount": "100"},
                          "invoice": {"qty": "10", "net": "90", "tax": "0"}},
             {"to_inventory": "-3.00", "to_cogs": "-7.00", "pool_after": {"qty": "3", "amount": "27.00"}}),
            ("cost_ledger", {"method": None, "settings": None, "opening": [{"qty": "0", "amount": "0.00"}],
                             "movements": [{"id": "x", "biz_date": "2026-01-05", "type": "PURCHASE_RECEIPT",
                                            "qty": 3, "amount": 10}]}, {"closing": {"ORG": {"amount": "10"}}}),
        ],
    )  # fmt: skip
    def test_of_documents_are_answered(self, database: Cluster, kind: str, more: Case, expected: Case) -> None:
        answer = run_case({**given(kind, **more), "expected": expected})
        assert (answer.status, answer.problems) == ("passed", ())

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({"policy": "CAPITALIZE", "basis": "AMOUNT", "total": "105.00",
              "lines": [{"id": "l1", "weight": "1000"}, {"id": "l2", "weight": "2000"}, {"id": "l3", "weight": "500"}]},
             {"amounts": ["30", "60", "15"], "lines": [{"id": "l1", "amount": "30.00"}, {"id": "l2"}, {"id": "l3", "amount": "15"}]}),
            ({"policy": "CAPITALIZE", "basis": "QTY", "fee_net": 100, "receipts": [
                {"sku": "A", "qty": 1, "amount": 5}, {"sku": "A", "qty": 2, "amount": 9}]},
             {"amounts": ["33.33", "66.67"], "pool_after": {"A": {"qty": "3", "amount": "114.00"}}}),
            ({"policy": "CAPITALIZE", "freight_net": "100.00", "freight_tax": "9.00", "receipt_qty": "100",
              "pool_at_invoice": {"qty": "30", "amount": "300.00"}},
             {"to_inventory": "30.00", "to_cogs": "70.00", "pool_after": {"qty": "30", "amount": "330.00"}}),
            ({"policy": "CAPITALIZE", "freight_net": "100.00", "mode": "CLOSED_PERIOD", "method": "FIFO",
              "receipt": {"qty": "3", "amount": "7.00"}, "pool_at_invoice": {"qty": "0", "amount": "0"}},
             {"to_inventory": "0", "to_cogs": "100.00", "pool_change": "0.00"}),
            ({"policy": "EXPENSE", "freight_net": "10.00", "freight_tax": None, "receipt": {"qty": "3", "amount": "7.00"}},
             {"pool_change": "0.00", "pool_after": {"qty": "3", "amount": "7.00"}}),
        ],
    )  # fmt: skip
    def test_of_fees_are_answered(self, database: Cluster, given: Case, expected: Case) -> None:
        answer = run_case({"id": "x", "kind": "landed_cost", "input": given, "expected": expected})
        assert (answer.status, answer.problems, answer.through) == ("passed", (), "documents")

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"policy": "CAPITALIZE", "freight_net": "10.00"}, "须说明是哪些入库"),
            ({"policy": "CAPITALIZE", "receipt": {"qty": "1", "amount": "1.00"}}, "freight_net 缺少"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "freight_net": "1", "receipt": {"qty": "1", "amount": "1"}}, "两次"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "receipt": {"qty": "1"}}, "amount 缺少"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "receipt": {"qty": "-1", "amount": "1"}}, "不是大于 0"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "basis": "PRICE", "receipt": {"qty": "1", "amount": "1"}}, "basis"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "receipt": {"qty": "1", "amount": "1"},
              "issues_after_receipt": [{"id": "s", "sku": "B", "qty": "1"}]}, "没有入库"),
            ({"policy": "CAPITALIZE", "fee_net": "1", "receipt": {"qty": "1", "amount": "1", "cartons": "2"}}, "cartons"),
            ({"policy": "CAPITALIZE", "fee_net": "-1", "receipt": {"qty": "1", "amount": "1"}}, "必须大于 0"),
            ({"policy": "HALF", "fee_net": "1"}, "采购费用 HALF"),
            ({"fee_net": "1"}, "policy 缺少"),
        ],
    )  # fmt: skip
    def test_of_fees_that_cannot_be_are_refused_with_a_sentence(
        self, database: Cluster, given: Case, said: str
    ) -> None:
        answer = run_case({"id": "x", "kind": "landed_cost", "input": given, "expected": {"to_cogs": "0.00"}})
        assert answer.status in ("failed", "unsupported")
        assert said in answer.reason, answer.reason
        assert "无法执行" not in answer.reason

    @pytest.mark.parametrize(
        ("kind", "more", "said"),
        [
            ("coproduct", {"outputs": []}, "没有行"),
            ("production", {"completed": "-1"}, "小于 0"),
            ("production", {"completed": "0", "wip": "0"}, "都是 0"),
            ("atp", {"query_dates": ["明天"]}, "不是日期"),
            ("monthly_average", {"opening": {"qty": "-3", "amount": "0"}}, "小于 0"),
            ("cost_ledger", {"opening": [{"qty": "0", "amount": "1.00", "batch": "B"}]}, "没有数量"),
            ("allocation", {"total": 1.5}, "十进制"),
            ("allocation", {"lines": {"weight": "1"}}, "列表"),
        ],
    )
    def test_of_what_cannot_be_are_refused_with_a_sentence(self, kind: str, more: Case, said: str) -> None:
        answer = run_case(given(kind, **more))
        assert answer.status == "failed"
        assert said in answer.reason, answer.reason
        assert "无法执行" not in answer.reason
