"""The movements of a cost case, and what is said of each after it (appendix B: cost_ledger, recost)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import ZERO, ZERO_FEN
from replays.worked_compare import WHOLE
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
    "MATERIAL_ISSUE": Way("", "out"),
    "INTERNAL_ISSUE": Way("", "out"),
    "OTHER_ISSUE": Way("stock_adjustment", "out"),
    "OTHER_RECEIPT": Way("stock_adjustment", "in_given", has_amount=True),
    "LOSS_REPORT": Way("loss_report", "out"),
    "TRANSFER_DIRECT": Way("transfer_direct", "transfer"),
    "COST_ADJUSTMENT": Way("cost_adjustment", "value", has_amount=True),
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
    sku: str = ""

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
    sku: str = ""


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
    """A cost case as read: its settings, openings, and movements in replay order. ``sku`` names its only product where
    it is what ``by_sku`` made of a case of several.
    """

    method: str
    scope: str
    may_go_negative: bool
    reference_costs: Mapping[str, Decimal]  # by product; "" for all
    openings: tuple[Opening, ...]
    movements: tuple[Movement, ...]
    backdated: tuple[Movement, ...]
    sku: str = ""
    closed_until: date | None = None  # the months up to this one are closed before anything comes late

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
    def skus(self) -> tuple[str, ...]:
        """Every product that is named, in the order of their names; "" for the only one."""
        return tuple(sorted({one.sku for one in self.openings} | {one.sku for one in self.everything})) or ("",)

    @property
    def by_sku(self) -> tuple[CostCase, ...]:
        """The case of each product: pools of two products have nothing to do with each other (C2)."""
        return (self,) if len(self.skus) == 1 else tuple(self._of(sku) for sku in self.skus)

    def _of(self, sku: str) -> CostCase:
        def own(rows: Iterable[Any]) -> tuple[Any, ...]:
            return tuple(one for one in rows if one.sku == sku)

        return replace(
            self,
            openings=own(self.openings),
            movements=own(self.movements),
            backdated=own(self.backdated),
            sku=sku,
        )

    def reference_cost(self, sku: str) -> Decimal | None:
        """What nobody's goods of a product are worth (C5, C7)."""
        return self.reference_costs.get(sku, self.reference_costs.get(""))

    @property
    def is_specific(self) -> bool:
        """Whether every lot has a pool of its own (C13)."""
        return self.method == "SPECIFIC"

    def pool(self, warehouse: str, batch: str = "") -> tuple[str, ...]:
        """The parts of the name of the pool that goods of a warehouse belong to (C2), or of a lot there (C13)."""
        place = warehouse if self.scope == "WAREHOUSE" else WHOLE
        return tuple(part for part in (self.sku, place, batch if self.is_specific else "") if part)


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
        raise CaseUnsupported(f"计价方法 {method}(全月一次加权见 monthly_average,标准成本见 standard_cost)")
    settings = fields.inner("settings")
    scope = settings.text("cost_scope", "ORG")
    if scope not in ("ORG", "WAREHOUSE"):
        raise settings.malformed("cost_scope", "应为 ORG 或 WAREHOUSE")
    lots = method == "SPECIFIC"
    openings = _openings(fields, lots=lots)
    home = openings[0].warehouse if openings else MAIN
    seen: dict[str, Movement] = {}
    case = CostCase(
        method=method,
        scope=scope,
        may_go_negative=settings.flag("allow_negative"),
        reference_costs=_reference_costs(settings),
        openings=openings,
        movements=_movements(fields, "movements", seen, home, lots=lots),
        backdated=_movements(fields, "backdated", seen, home, lots=lots),
        closed_until=_closed_until(fields, settings),
    )
    if not case.movements:
        raise fields.malformed("movements", "没有流水")
    if "" in case.skus and len(case.skus) > 1:
        raise fields.malformed("movements", "有的行写了 sku,有的没有")
    if case.is_specific and not case.has_documents:
        raise CaseUnsupported("个别计价的这种用例")
    return case


def _closed_until(fields: Fields, settings: Fields) -> date | None:
    """The last closed month: 2026-01, a day of it, or the last of a list (C9: 已结期间的流水是冻结起点)."""
    for asked in (settings, fields):
        named = asked.called("closed_through", "closed_until", "closed_period", "closed_periods")
        if named in asked:
            said = asked.given(named)
            months = [str(one) for one in (said if isinstance(said, list) else [said])]
            try:
                return max(date.fromisoformat(one if len(one) > 7 else f"{one}-01") for one in months)
            except ValueError:
                raise asked.malformed(named, f"{said} 不是月份") from None
    return None


def _reference_costs(settings: Fields) -> dict[str, Decimal]:
    """One for all goods, or one for each product."""
    if isinstance(settings.given("ref_cost"), dict):
        by_sku = settings.inner("ref_cost")
        return {sku: by_sku.number(sku) for sku in by_sku.names()}
    one = settings.number("ref_cost", None)
    return {} if one is None else {"": one}


def _sku(row: Fields) -> str:
    return row.text("sku" if "sku" in row else "product", "")


def _openings(fields: Fields, *, lots: bool) -> tuple[Opening, ...]:
    """What there is at the beginning; rows of nothing are none, and a single one needs no list."""
    found = []
    for row in fields.rows("opening", may_be_one=True):
        quantity, amount = row.stock("qty"), row.amount("amount", ZERO_FEN)
        if not quantity and amount:
            raise row.malformed("amount", f"{amount} 没有数量")
        batch, layer = row.text("batch") if lots else "", row.text("layer", "")
        found.append(Opening(row.text("warehouse", MAIN), quantity, amount, layer, batch, _sku(row)))
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
    _check_sources(fields, found, seen)
    return in_order(found)


def _check_sources(fields: Fields, rows: Iterable[Movement], seen: Mapping[str, Movement]) -> None:
    """A source is a movement of the case, and happens before what comes of it; where it is written says nothing."""
    for one in rows:
        if not one.ref:
            continue
        source = seen.get(one.ref)
        if source is None:
            raise fields.malformed("movements", f"{one.id} 的 ref {one.ref} 不在前面的流水中")
        if (source.on, source.seq) >= (one.on, one.seq):
            raise fields.malformed("movements", f"{one.id} 的 ref {one.ref} 发生在它之后")
        if source.sku != one.sku:
            raise fields.malformed("movements", f"{one.id} 的 ref {one.ref} 是另一种商品")


def _movement(row: Fields, home: str, seen: dict[str, Movement], *, lots: bool) -> Movement:
    named = row.text("type")
    if named not in WAYS:
        raise CaseUnsupported(f"流水类型 {named}")
    way = WAYS[named]
    ref = row.text("ref", "")
    if ref and not way.may_name_source:
        raise row.malformed("ref", f"{named} 没有源单")
    is_transfer = way.event == "transfer"
    source = seen.get(ref)
    usual = (source.warehouse, source.batch, source.sku) if source else (home, None, "")
    return Movement(
        id=row.text("id", f"m{len(seen) + 1}"),
        seq=int(row.number("seq", len(seen) + 1)),
        on=row.day("biz_date"),
        way=way,
        quantity=ZERO if way.event == "value" else row.quantity("qty"),
        amount=_amount(row, way),
        ref=ref,
        warehouse=row.text("from_warehouse" if "from_warehouse" in row else "warehouse", usual[0]),
        warehouse_to=row.text("to_warehouse") if is_transfer else "",
        batch=(row.text("batch", usual[1]) if usual[1] else row.text("batch")) if lots else "",
        sku=_sku(row) or usual[2],
    )


def _amount(row: Fields, way: Way) -> Decimal | None:
    """The amount a movement comes in at; only an adjustment of cost may be below zero."""
    if not (way.has_amount or (way.may_have_amount and "amount" in row)):
        return None
    amount: Decimal = row.amount("amount")
    if amount < 0 and way.event != "value":
        raise row.malformed("amount", f"{amount} 小于 0")
    return amount
