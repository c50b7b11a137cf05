"""Goods made, given away, counted and picked: what documents book is what the rules say, over cases nobody wrote down."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from hengku.kit.postgres import Cluster
from hengku.ledger.rules import Standard
from replays.worked_reading import Fields

SEEDS = (1, 2, 3)


def amount(source: random.Random, most: int = 99_999) -> str:
    fen = source.randint(1, most)
    return f"{fen // 100}.{fen % 100:02d}"


def lot(source: random.Random, number: int) -> dict[str, str]:
    return {
        "batch": f"B{number}",
        "qty": str(source.randint(1, 9)),
        "expiry": f"2026-03-{source.randint(1, 20):02d}",
        "production": f"2025-12-{source.randint(1, 28):02d}",
        "status": source.choice(["AVAILABLE", "AVAILABLE", "FROZEN"]),
    }


def inputs(seed: int) -> dict[str, dict[str, Any]]:
    """A case of each kind."""
    source = random.Random(seed)
    components = []
    for number in range(source.randint(2, 5)):
        need = source.choice([1, 2, 3])
        pool = {"qty": str(need + source.choice([0, 1, 3])), "amount": amount(source)}
        components.append({"sku": f"C{number}", "qty": str(need), "pool": pool})
    loss = amount(source)
    return {
        "assembly": {
            "output_qty": source.choice(["1", "3", "0.7"]),
            "fee": amount(source, 999),
            "components": components,
        },
        "disassembly": {
            "parent_amount": amount(source),
            "fee": amount(source, 999),
            "components": [
                {"sku": f"C{number}", "qty": str(source.randint(1, 7)), "ref_cost": amount(source)}
                for number in range(source.randint(2, 5))
            ],
        },
        "deemed_sale": {
            "cost": amount(source),
            "market_price_net": amount(source),
            "rate": source.choice(["0.13", "0.09", "0.06"]),
        },
        "stock_loss": {
            "loss_cost": loss,
            "cause": source.choice(["THEFT_LOST", "SPOILAGE", "DISASTER"]),
            "input_vat_profile": "ADDED",
            "rate": "0.13",
            "compensation": amount(source, int(Decimal(loss) * 100)),
        },
        "stock_gain": {"gain_cost": amount(source)},
        "fefo": {
            "today": "2026-03-01",
            "need": str(source.randint(5, 20)),
            "customer_min_remaining_days": source.choice([0, 5]),
            "batches": [lot(source, number) for number in range(source.randint(2, 6))],
        },
    }


def told(value: Any, standard: Standard) -> Any:
    """Plain values; of entries what each account has on each side."""
    from replays.worked_compare import Entries
    from replays.worked_goods import summed

    if isinstance(value, Entries):
        lines = summed(value.lines[standard])
        return sorted((one.code, one.debit, one.credit) for one in lines if one.debit or one.credit)
    return value


class TestDocuments:
    @pytest.mark.parametrize("standard", Standard)
    @pytest.mark.parametrize("seed", SEEDS)
    def test_book_what_the_rules_say(self, database: Cluster, seed: int, standard: Standard) -> None:
        from replays.worked_kinds import KINDS, Documents

        for name, given in inputs(seed).items():
            kind = KINDS[name]
            assert isinstance(kind, Documents)
            assert kind.fold is not None
            case = kind.read(Fields(given, "input"))
            assert case.has_documents, name
            rules, booked = kind.fold(case), kind.play(case, standard)
            for key in rules.keys() & booked.keys():
                assert told(booked[key], standard) == told(rules[key], standard), (name, key)
            assert rules.keys() & booked.keys(), name

    def test_would_tell_a_wrong_amount(self, database: Cluster) -> None:
        """Negative control: a case in which one fen is another is told apart."""
        from replays.worked_kinds import run_case

        given = {"type": "DISASSEMBLY", "parent_amount": "10.00", "fee": "0.00",
                 "components": [{"sku": "A", "qty": "1"}, {"sku": "B", "qty": "2"}]}  # fmt: skip
        right = {"components": [{"sku": "A", "amount": "3.33"}, {"sku": "B", "amount": "6.67"}]}
        wrong = {"components": [{"sku": "A", "amount": "3.34"}, {"sku": "B", "amount": "6.66"}]}
        case = {"id": "x", "kind": "disassembly", "input": given}
        assert run_case(case | {"expected": right}).through == "documents"
        assert run_case(case | {"expected": right}).status == "passed"
        assert len(run_case(case | {"expected": wrong}).problems) == 4

    def test_leave_to_the_rules_what_no_document_says(self, database: Cluster) -> None:
        from replays.worked_kinds import run_case

        given = {
            "output_qty": "1",
            "components": [{"sku": "A", "qty": "2", "pool": {"qty": "1", "amount": "5.00"}}],
        }
        found = run_case(
            {"id": "x", "kind": "assembly", "input": given, "expected": {"output_amount": "10.00"}}
        )
        assert (found.through, found.status) == ("rules", "passed")
