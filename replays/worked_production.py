"""Production and foreign money through their rules (C18, P6): their documents come with their own rooms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from hengku.costing.production_rules import (
    ProductionCost,
    Shared,
    outsourced_material,
    share_by_equivalent_units,
    share_by_quota,
    share_coproducts,
    share_material_only,
)
from hengku.kit.numbers import ZERO, ZERO_FEN, D, exact_text, price_from_amount, product_to_fen
from hengku.ledger.fx_rules import MONETARY, revalue_balance
from hengku.ledger.rules import EntryLine, credit, debit, lines_of
from replays.worked_compare import Either, Entries, entries_of_roles
from replays.worked_reading import CaseUnsupported, Fields, money

#: P6: paid before in money, ended in goods.
KEEP_THEIR_RATE: Final = frozenset({"ADVANCE_RECEIVED", "PREPAY"})


def play_production(fields: Fields) -> dict[str, Any]:
    """kind production: the cost of an order between finished goods and those in process (约当产量)."""
    cost = _cost(fields)
    less = fields.amount("returned_material", ZERO_FEN)  # 领料−退料
    cost = ProductionCost(cost.material - less, cost.labor, cost.overhead)
    completed = fields.stock("completed")
    shared = _shared(fields, cost, completed)
    total = shared.completed.total
    return {
        "completed": {
            **_told(shared.completed),
            "total": money(total),
            "unit_cost": exact_text(price_from_amount(total, completed), 8) if completed else None,
        },
        "wip": {**_told(shared.in_process), "total": money(shared.in_process.total)},
    }


def _cost(fields: Fields) -> ProductionCost:
    return ProductionCost(
        fields.amount("material", ZERO_FEN), fields.amount("labor", ZERO_FEN), fields.amount("overhead", ZERO_FEN)
    )


def _shared(fields: Fields, cost: ProductionCost, completed: Decimal) -> Shared:
    """By the way goods in process are valued (C18): as finished ones by degree, at their material, or at a quota."""
    way = fields.text(fields.called("wip_method", "method"), "EQUIVALENT_UNITS")
    beside, in_process = fields.amount("byproduct_value", ZERO_FEN), fields.stock("wip", ZERO)
    if way in ("EQUIVALENT_UNITS", "EQUIVALENT"):
        return share_by_equivalent_units(
            cost,
            byproduct_value=beside,
            completed=completed,
            in_process=in_process,
            material_pct=fields.number("wip_material_pct", Decimal(1)),
            conversion_pct=fields.number("wip_conversion_pct", Decimal(1)),
        )
    if way in ("MATERIAL_ONLY", "MATERIAL"):
        return share_material_only(cost, byproduct_value=beside, completed=completed, in_process=in_process)
    if way in ("QUOTA", "NORM", "FIXED_QUOTA"):
        named = fields.called("wip_quota", "quota", "wip_norm")
        if named not in fields:
            raise fields.malformed("wip_quota", "缺少:定额法须给出在产品定额成本 material、labor、overhead")
        return share_by_quota(cost, byproduct_value=beside, quota=_cost(fields.inner(named)))
    raise CaseUnsupported(f"在产品计价 {way}")


def _told(cost: ProductionCost) -> dict[str, str]:
    return {"material": money(cost.material), "labor": money(cost.labor), "overhead": money(cost.overhead)}


def play_coproduct(fields: Fields) -> dict[str, Any]:
    """kind coproduct: one cost over several products."""
    total, rows = fields.amount("total_cost"), fields.rows("outputs")
    if not rows:
        raise fields.malformed("outputs", "没有行")
    names = [row.text("sku") for row in rows]
    amounts = share_coproducts(total, [(row.stock("qty"), row.number("ref_cost", None)) for row in rows])
    return {
        "outputs": [{"sku": name, "amount": money(one)} for name, one in zip(names, amounts, strict=True)]
    }


def play_outsourcing(fields: Fields) -> dict[str, Any]:
    """kind outsourcing: what comes back costs the material that went out, by quantity, and the fee."""
    issued, ordered = fields.amount("material_issued"), fields.quantity("order_qty")
    told, fees, back, taken = [], (ZERO_FEN, ZERO_FEN), ZERO, ZERO_FEN
    each: tuple[tuple[EntryLine, ...], tuple[EntryLine, ...]] = ((), ())
    for row in fields.rows("receipts"):
        quantity, fee, tax = row.quantity("qty"), row.amount("fee_net", ZERO_FEN), row.amount("fee_tax", ZERO_FEN)
        material = outsourced_material(
            issued, ordered=ordered, received_before=back, received=quantity, taken_before=taken
        )
        back, taken, fees = back + quantity, taken + material, (fees[0] + fee, fees[1] + tax)
        paid = debit("outsourced_material", fee), debit("vat_input", tax), credit("ap", fee + tax)
        made = debit("merchandise", material + fee), credit("outsourced_material", material + fee)
        told.append(
            {
                "material": money(material),
                "fee": money(fee),
                "amount": money(material + fee),
                "entries_fee": _entry(*paid),
                "entries_receipt": _entry(*made),
                "entries": _entry(*paid, *made),
            }
        )
        each = each[0] + paid, each[1] + made
    net, tax = fees
    return {
        "receipts": told,
        "material_left": money(issued - taken),
        "entries_issue": _entry(debit("outsourced_material", issued), credit("raw_material", issued)),
        "entries_fee": _together(
            each[0], debit("outsourced_material", net), debit("vat_input", tax), credit("ap", net + tax)
        ),
        "entries_receipt": _together(
            each[1], debit("merchandise", taken + net), credit("outsourced_material", taken + net)
        ),
    }


def _entry(*lines: EntryLine) -> Entries:
    return entries_of_roles(lines_of(*lines))


def _together(each: tuple[EntryLine, ...], *lines: EntryLine) -> Either:
    """The entries of several receipts: as one, or one after the other."""
    return Either((_entry(*lines), _entry(*each)))


def play_fx_reval(fields: Fields) -> dict[str, Any]:
    """kind fx_reval: a foreign balance at the rate of the period's end, or several of one rate or of each its own."""
    rows = fields.rows(fields.called("items", "balances", "lines"))
    if rows:
        return _revalue_all(fields, rows)
    return _revalue(fields)


def _revalue_all(fields: Fields, rows: list[Fields]) -> dict[str, Any]:
    rate = fields.number("period_end_rate", None)
    told = [_revalue(row, rate) for row in rows]
    for row in rows:
        row.given("id")
    return {
        **dict.fromkeys(("items", "balances", "lines"), told),
        **{key: money(sum((D(one[key]) for one in told), ZERO_FEN)) for key in ("book", "revalued", "gain")},
    }


def _revalue(fields: Fields, usual_rate: Decimal | None = None) -> dict[str, Any]:
    side = fields.text("side")
    end_rate = fields.number("period_end_rate", usual_rate) if usual_rate else fields.number("period_end_rate")
    fields.text("currency", "USD")
    if side in KEEP_THEIR_RATE:
        book = money(product_to_fen(fields.amount("amount"), fields.number("book_rate")))
        return {"book": book, "revalued": book, "gain": money(ZERO_FEN), "entries": entries_of_roles(())}
    if side not in MONETARY:
        raise CaseUnsupported(f"外币项目 {side}")
    book = fields.amount(fields.called("book_amount", "book"), None)
    done = revalue_balance(
        side,
        fields.amount("amount"),
        book_rate=fields.number("book_rate") if book is None else fields.number("book_rate", None),
        book=book,
        end_rate=end_rate,
    )
    return {
        "book": money(done.book),
        "revalued": money(done.revalued),
        "gain": money(done.gain),
        "entries": entries_of_roles(done.entry),
    }
