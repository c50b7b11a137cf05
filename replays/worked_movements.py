"""The movements of a cost case, and what is said of each after it (appendix B: cost_ledger, recost)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import ZERO, ZERO_FEN, price_from_amount
from replays.worked_reading import CaseUnsupported, Fields, count, money
from replays.worked_shop import MAIN

#: Values of costing.models.ValueKind, and of costing.rules.Adjustment, as cases call them.
REASONS: Final = {
    "true_up": "NEGATIVE_TRUE_UP",
    "residual": "RESIDUAL",
    "value_only": "VALUE_ONLY_NO_STOCK",
    "return_difference": "PURCHASE_RETURN_DIFF",
}


@dataclass(frozen=True, slots=True)
class Way:
    """How a type of movement happens: by which document type ("" = none yet), as which event of the fold."""

    document: str
    event: str  # in_given, in_pool, out, transfer, value; with a reference in_source, out_source
    has_amount: bool = False
    may_have_amount: bool = False
    may_name_source: bool = False


#: Types of movements; several words for one thing, as losses differ by their reason and not by cost.
WAYS: Final = {
    "PURCHASE_RECEIPT": Way("purchase_receipt", "in_given", has_amount=True),
    "ISSUE": Way("sales_issue", "out"),
    "SALES_ISSUE": Way("sales_issue", "out"),
    "SALES_RETURN": Way("sales_return", "in_pool", may_name_source=True),
    "PURCHASE_RETURN": Way("purchase_return", "out", may_name_source=True),
    "TRANSFER": Way("transfer_direct", "transfer"),
    "LOSS": Way("loss_report", "out"),
    "STOCK_LOSS": Way("loss_report", "out"),
    "COUNT_LOSS": Way("loss_report", "out"),
    "ADJUST_OUT": Way("stock_adjustment", "out"),
    "OTHER_OUT": Way("stock_adjustment", "out"),
    "ADJUST_IN": Way("stock_adjustment", "in_pool", may_have_amount=True),
    "STOCK_GAIN": Way("stock_adjustment", "in_pool", may_have_amount=True),
    "COUNT_GAIN": Way("stock_adjustment", "in_pool", may_have_amount=True),
    "OTHER_IN": Way("stock_adjustment", "in_given", has_amount=True),
    "COST_ADJUST": Way("cost_adjustment", "value", has_amount=True),
    "PRODUCTION_RECEIPT": Way("", "in_given", has_amount=True),
    "PRODUCTION_ISSUE": Way("", "out"),
}
OUTWARD: Final = frozenset({"out", "out_source", "transfer"})


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement as the case states it."""

    id: str
    seq: int
    on: date
    way: Way
    quantity: Decimal
    amount: Decimal | None
    ref: str
    warehouse: str
    warehouse_to: str
    batch: str = ""

    @property
    def event(self) -> str:
        """The event of the fold: at an amount, at that (C3); with a source, its share of the cost (C6, C7)."""
        if not self.ref:
            is_given = self.way.event == "in_pool" and self.amount is not None
            return "in_given" if is_given else self.way.event
        return "in_source" if self.way.event == "in_pool" else "out_source"


@dataclass(frozen=True, slots=True)
class Opening:
    """Stock of a warehouse before the first movement."""

    warehouse: str
    quantity: Decimal
    amount: Decimal
    layer: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Goods of a layer (C11), under the name the case gives it."""

    layer: str
    quantity: Decimal
    amount: Decimal

    def told(self) -> dict[str, str]:
        """As the case writes it."""
        return {"layer": self.layer, "qty": count(self.quantity), "amount": money(self.amount)}


@dataclass(frozen=True, slots=True)
class CostCase:
    """A cost case as read: its settings, openings, and movements in replay order."""

    method: str
    scope: str
    may_go_negative: bool
    reference_cost: Decimal | None
    openings: tuple[Opening, ...]
    movements: tuple[Movement, ...]
    backdated: tuple[Movement, ...]

    @property
    def everything(self) -> tuple[Movement, ...]:
        """All movements, those entered late too, in replay order."""
        return in_order([*self.movements, *self.backdated])

    @property
    def has_documents(self) -> bool:
        """Whether every movement is one that some document makes."""
        return all(one.way.document for one in self.everything)

    @property
    def warehouses(self) -> tuple[str, ...]:
        """Every warehouse that is named."""
        named = {one.warehouse for one in self.openings} | {one.warehouse for one in self.everything}
        return tuple(sorted((named | {one.warehouse_to for one in self.everything}) - {""})) or (MAIN,)

    @property
    def is_specific(self) -> bool:
        """Whether every lot has a pool of its own (C13)."""
        return self.method == "SPECIFIC"

    def pool_name(self, warehouse: str, batch: str = "") -> str:
        """The pool goods of a warehouse belong to (C2), or of a lot (C13)."""
        if self.is_specific:
            return batch
        return warehouse if self.scope == "WAREHOUSE" else "ORG"


@dataclass(slots=True)
class Standing:
    """Quantity and amount of a pool, and whether it ever held anything."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO_FEN
    was_stocked: bool = False


def in_order(movements: Iterable[Movement]) -> tuple[Movement, ...]:
    """By business date, then sequence (G6)."""
    return tuple(sorted(movements, key=lambda one: (one.on, one.seq)))


def read_case(fields: Fields) -> CostCase:
    """Read a cost case; ``CaseUnsupported`` for a method or a type of movement there is not yet."""
    method = fields.text("method", "MOVING_AVERAGE")
    if method not in ("MOVING_AVERAGE", "FIFO", "SPECIFIC"):
        raise CaseUnsupported(f"计价方法 {method}")
    settings = fields.inner("settings")
    scope = settings.text("cost_scope", "ORG")
    if scope not in ("ORG", "WAREHOUSE"):
        raise settings.malformed("cost_scope", "应为 ORG 或 WAREHOUSE")
    openings = _openings(fields, lots=method == "SPECIFIC")
    home = openings[0].warehouse if openings else MAIN
    seen: dict[str, Movement] = {}
    lots = method == "SPECIFIC"
    movements = _movements(fields, "movements", seen, home, lots=lots)
    case = CostCase(
        method=method,
        scope=scope,
        may_go_negative=settings.flag("allow_negative"),
        reference_cost=settings.number("ref_cost", None),
        openings=openings,
        movements=movements,
        backdated=_movements(fields, "backdated", seen, home, lots=lots),
    )
    if not case.movements:
        raise fields.malformed("movements", "没有流水")
    if case.is_specific and (scope != "ORG" or not case.has_documents):
        raise CaseUnsupported("个别计价的这种用例")
    return case


def _openings(fields: Fields, *, lots: bool) -> tuple[Opening, ...]:
    """What there is at the beginning; rows of nothing are none."""
    found = []
    for row in fields.rows("opening"):
        quantity, amount = row.stock("qty"), row.amount("amount", ZERO_FEN)
        if not quantity and amount:
            raise row.malformed("amount", f"{amount} 没有数量")
        batch = row.text("batch") if lots else ""
        found.append(Opening(row.text("warehouse", MAIN), quantity, amount, row.text("layer", ""), batch))
    return tuple(one for one in found if one.quantity)


def _movements(
    fields: Fields, key: str, seen: dict[str, Movement], home: str, *, lots: bool
) -> tuple[Movement, ...]:
    found = []
    for row in fields.rows(key):
        one = _movement(row, home, seen, lots=lots)
        if one.id in seen:
            raise row.malformed("id", f"{one.id} 重复")
        seen[one.id] = one
        found.append(one)
    return in_order(found)


def _movement(row: Fields, home: str, seen: dict[str, Movement], *, lots: bool) -> Movement:
    named = row.text("type")
    if named not in WAYS:
        raise CaseUnsupported(f"流水类型 {named}")
    way = WAYS[named]
    ref = row.text("ref", "")
    if ref and not way.may_name_source:
        raise row.malformed("ref", f"{named} 没有源单")
    if ref and ref not in seen:
        raise row.malformed("ref", f"{ref} 不在前面的流水中")
    seq, on = int(row.number("seq", len(seen) + 1)), row.day("biz_date")
    if ref and (seen[ref].on, seen[ref].seq) >= (on, seq):
        raise row.malformed("ref", f"{ref} 发生在它之后")
    is_transfer = way.event == "transfer"
    return Movement(
        id=row.text("id"),
        seq=seq,
        on=on,
        way=way,
        quantity=ZERO if way.event == "value" else row.quantity("qty"),
        amount=_amount(row, way),
        ref=ref,
        warehouse=row.text("warehouse", seen[ref].warehouse if ref else home),
        warehouse_to=row.text("to_warehouse") if is_transfer else "",
        batch=row.text("batch") if lots else "",
    )


def _amount(row: Fields, way: Way) -> Decimal | None:
    """The amount a movement comes in at; only an adjustment of cost may be below zero."""
    if not (way.has_amount or (way.may_have_amount and "amount" in row)):
        return None
    amount: Decimal = row.amount("amount")
    if amount < 0 and way.event != "value":
        raise row.malformed("amount", f"{amount} 小于 0")
    return amount


def flags_of(told: Sequence[dict[str, Any]]) -> list[str]:
    """Every flag that some movement carries."""
    return sorted({flag for row in told for flag in row.get("flags", [])})


def result_of(
    case: CostCase,
    movement: Movement,
    amount: Decimal,
    here: Standing,
    there: Standing | None,
    adjustments: Sequence[tuple[str, Decimal]],
    taken: Sequence[Taken] = (),
) -> dict[str, Any]:
    """What is said of a movement: its amount, its pool after it, what it set off; unit costs of 8 places. ``taken`` are
    the layers its goods came from.
    """
    told: dict[str, Any] = {
        "id": movement.id,
        "amount": money(amount),
        "pool": case.pool_name(movement.warehouse, movement.batch),
        **_told(here, "pool"),
        "cost_adjustments": [
            {"reason": REASONS[kind], "cogs_delta": money(delta)} for kind, delta in adjustments if delta
        ],
        "flags": ["NO_COST"] if _has_no_cost(case, movement, here) else [],
    }
    if case.is_specific:
        told["batch"] = movement.batch
    if case.method == "FIFO" and movement.event in OUTWARD:
        told["layers"] = [one.told() for one in taken]
    if there is not None:
        told |= {"to_pool": case.pool_name(movement.warehouse_to), **_told(there, "to_pool")}
    return told


def _told(pool: Standing, name: str) -> dict[str, Any]:
    unit_cost = f"{price_from_amount(pool.amount, pool.quantity):f}" if pool.quantity else None
    return {
        f"{name}_qty": count(pool.quantity),
        f"{name}_amount": money(pool.amount),
        f"{name}_unit_cost": unit_cost,
    }


def _has_no_cost(case: CostCase, movement: Movement, pool: Standing) -> bool:
    """C5 ①: issued without stock, without a last cost and without a reference cost."""
    is_unknown = not pool.was_stocked and case.reference_cost is None
    return movement.event == "out" and pool.quantity < 0 and not pool.amount and is_unknown


def refusal_of(movement: Movement, problem: Problem) -> dict[str, Any]:
    """A movement that the product refuses: why, in place of what would be said of it."""
    first = problem.problems[0] if isinstance(problem, Problems) else problem
    return {"id": movement.id, "refused": str(problem), "rejected": True, "error": first.code}


def deltas(case: CostCase, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The movements of before whose amount is another after (C9), each with both and the difference."""
    now = {one["id"]: one for one in after}
    found = []
    for movement in case.movements:
        old = next(one for one in before if one["id"] == movement.id)
        new = now[movement.id]
        if "amount" in old and "amount" in new and old["amount"] != new["amount"]:
            delta = Decimal(new["amount"]) - Decimal(old["amount"])
            found.append(
                {"id": movement.id, "old": old["amount"], "new": new["amount"], "delta": money(delta)}
            )
    return found
