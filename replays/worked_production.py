"""Production and foreign money through their rules (C18, P6): their documents come with their own rooms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from hengku.costing.production_rules import (
    ProductionCost,
    outsourced_material,
    share_by_equivalent_units,
    share_coproducts,
)
from hengku.kit.numbers import ZERO, ZERO_FEN, exact_text, price_from_amount, product_to_fen
from hengku.ledger.fx_rules import MONETARY, revalue_balance
from hengku.ledger.rules import EntryLine, credit, debit, lines_of
from replays.worked_compare import Entries, entries_of_roles
from replays.worked_reading import CaseUnsupported, Fields, money

#: P6: paid before in money, ended in goods.
KEEP_THEIR_RATE: Final = frozenset({"ADVANCE_RECEIVED", "PREPAY"})


def play_production(fields: Fields) -> dict[str, Any]:
    """kind production: the cost of an order between finished goods and those in process (约当产量)."""
    cost = ProductionCost(fields.amount("material"), fields.amount("labor"), fields.amount("overhead"))
    completed = fields.stock("completed")
    shared = share_by_equivalent_units(
        cost,
        byproduct_value=fields.amount("byproduct_value", ZERO_FEN),
        completed=completed,
        in_process=fields.number("wip", ZERO),
        material_pct=fields.number("wip_material_pct", Decimal(1)),
        conversion_pct=fields.number("wip_conversion_pct", Decimal(1)),
    )
    total = shared.completed.total
    return {
        "completed": {
            **_told(shared.completed),
            "total": money(total),
            "unit_cost": exact_text(price_from_amount(total, completed), 8) if completed else None,
        },
        "wip": _told(shared.in_process),
    }


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
    for row in fields.rows("receipts"):
        quantity, fee, tax = row.quantity("qty"), row.amount("fee_net", ZERO_FEN), row.amount("fee_tax", ZERO_FEN)
        material = outsourced_material(
            issued, ordered=ordered, received_before=back, received=quantity, taken_before=taken
        )
        back, taken, fees = back + quantity, taken + material, (fees[0] + fee, fees[1] + tax)
        told.append({"material": money(material), "fee": money(fee), "amount": money(material + fee)})
    net, tax = fees
    return {
        "receipts": told,
        "entries_issue": _entry(debit("outsourced_material", issued), credit("raw_material", issued)),
        "entries_fee": _entry(
            debit("outsourced_material", net), debit("vat_input", tax), credit("ap", net + tax)
        ),
        "entries_receipt": _entry(
            debit("merchandise", taken + net), credit("outsourced_material", taken + net)
        ),
    }


def _entry(*lines: EntryLine) -> Entries:
    return entries_of_roles(lines_of(*lines))


def play_fx_reval(fields: Fields) -> dict[str, Any]:
    """kind fx_reval: a foreign balance at the rate of the period's end."""
    side = fields.text("side")
    fields.text("currency", "USD")
    if side in KEEP_THEIR_RATE:
        book = money(product_to_fen(fields.amount("amount"), fields.number("book_rate")))
        fields.number("period_end_rate")
        return {"book": book, "revalued": book, "gain": money(ZERO_FEN), "entries": entries_of_roles(())}
    if side not in MONETARY:
        raise CaseUnsupported(f"外币项目 {side}")
    done = revalue_balance(
        side,
        fields.amount("amount"),
        book_rate=fields.number("book_rate"),
        end_rate=fields.number("period_end_rate"),
    )
    return {
        "book": money(done.book),
        "revalued": money(done.revalued),
        "gain": money(done.gain),
        "entries": entries_of_roles(done.entry),
    }
