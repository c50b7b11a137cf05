"""The books of a company in the words of the model, read straight from the tables, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from hengku.kit import sql
from tests.histories.answer import Books
from tests.histories.company import SHELVES, STAGING
from tests.histories.flows import Spot
from tests.histories.holds import held_lots, held_pieces
from tests.histories.shop import Shop

HANDS = """
SELECT i.code, p.role, coalesce(w.code, ''), h.status, coalesce(l.lot_no, ''), coalesce(o.name, ''), p.bin,
    h.quantity, h.aux_quantity
FROM inventory_onhand AS h
JOIN catalog_product AS i ON i.company_id = h.company_id AND i.id = h.product_id
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id
LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
LEFT JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
LEFT JOIN parties_party AS o ON o.company_id = h.company_id AND o.id = h.owner_id
WHERE h.company_id = %s AND (h.quantity <> 0 OR h.aux_quantity <> 0)
  AND p.role IN ('stock', 'transit', 'consigned', 'outsourced')
"""
HELD = """
SELECT i.code, w.code, l.lot_no, sum(r.quantity) FROM inventory_reservation AS r
JOIN catalog_product AS i ON i.company_id = r.company_id AND i.id = r.product_id
JOIN inventory_place AS p ON p.company_id = r.company_id AND p.id = r.place_id
JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
JOIN inventory_lot AS l ON l.company_id = r.company_id AND l.id = r.lot_id
WHERE r.company_id = %s AND r.quantity > 0 GROUP BY 1, 2, 3
"""
PIECES = """
SELECT s.serial_no, coalesce(w.code, p.role) FROM inventory_serial AS s
JOIN inventory_place AS p ON p.company_id = s.company_id AND p.id = s.place_id
LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id
WHERE s.company_id = %s AND p.role IN ('stock', 'transit', 'consigned', 'outsourced')
"""
HELD_PIECES = "SELECT serial_no FROM inventory_serial WHERE company_id = %s AND held_by <> 0"
POOLS = """
SELECT i.code, c.warehouse_id, coalesce(w.code, ''), coalesce(l.lot_no, s.serial_no, ''), c.quantity, c.amount FROM costing_pool AS c
JOIN catalog_product AS i ON i.company_id = c.company_id AND i.id = c.product_id
LEFT JOIN company_warehouse AS w ON w.company_id = c.company_id AND w.id = c.warehouse_id
LEFT JOIN inventory_lot AS l ON l.company_id = c.company_id AND l.id = c.lot_id
LEFT JOIN inventory_serial AS s ON s.company_id = c.company_id AND s.id = -c.lot_id
WHERE c.company_id = %s AND (c.quantity <> 0 OR c.amount <> 0)
"""
ACCOUNTS = """
SELECT a.code, extract(month FROM l.business_on)::int, sum(l.debit - l.credit) FROM ledger_entryline AS l
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s GROUP BY 1, 2 HAVING sum(l.debit - l.credit) <> 0
"""
ITEMS = """
SELECT i.kind, p.name, sum(i.residual) FROM settlement_item AS i
JOIN parties_party AS p ON p.company_id = i.company_id AND p.id = i.party_id
WHERE i.company_id = %s GROUP BY 1, 2 HAVING sum(i.residual) <> 0
"""
#: The warehouse of the pools of goods of ours that lie with others.
AWAY = {-1: "consigned", -2: "outsourced"}
#: §1.5: account roles under 小企业会计准则 and 企业会计准则.
CODES = {
    "cash": ("1001", "1001"),
    "bank": ("1002", "1002"),
    "ar": ("1122", "1122"),
    "prepay": ("1123", "1123"),
    "other_receivable": ("1221", "1221"),
    "cost_variance": ("1404", "1404"),
    "merchandise": ("1405", "1405"),
    "suspense": ("1901", "1901"),
    "ap": ("220201", "220201"),
    "ap_estimated": ("220202", "220202"),
    "estimates_reversed": ("220202", "220202"),  # in the ledger alone (C15)
    "advance_received": ("2203", "2203"),
    "invoiced_ahead": ("2203", "2203"),
    "payroll": ("2211", "2211"),
    "other_payable": ("2241", "2241"),
    "owed_inside": ("1221", "1221"),  # 内部往来 has no open items
    "owing_inside": ("2241", "2241"),
    "fixed_asset": ("1601", "1601"),
    "vat_input": ("22210101", "22210101"),
    "vat_output": ("22210107", "22210107"),
    "vat_input_out": ("22210109", "22210109"),
    "vat_small": ("222101", "222101"),
    "vat_pending_output": ("222106", "222106"),
    "goods_dispatched": ("1406", "1406"),
    "capital": ("3001", "4001"),
    "opening_equity": ("3104", "4104"),
    "overhead": ("4101", "5101"),
    "rnd": ("4301", "5301"),
    "revenue": ("5001", "6001"),
    "other_revenue": ("5051", "6051"),
    "nonop_income": ("5301", "6301"),
    "cogs": ("5401", "6401"),
    "other_cost": ("5402", "6402"),
    "selling": ("5601", "6601"),
    "admin": ("5602", "6602"),
    "finance": ("5603", "6603"),
    "nonop_expense": ("5711", "6711"),
    "consigned_out": ("1409", "1406"),
    "outsourced_material": ("1408", "1408"),
    "wip": ("4001", "5001"),
}


def differences(shop: Shop, told: Books) -> list[str]:
    """Where the books of the company are not what the model says."""
    found: list[str] = [f"stock below zero was accepted: {one}" for one in told.short]
    read: dict[str, sql.Rows] = {}
    with sql.together():
        for statement in (HANDS, PIECES, HELD, HELD_PIECES, POOLS, ACCOUNTS, ITEMS):
            sql.ask(statement, (shop.book.company_id,), partial(read.__setitem__, statement))
    spots = {
        (code, Spot(where or role, status, lot, owner, shelf)): (Fraction(n), Fraction(kilograms))
        for code, role, where, status, lot, owner, shelf, n, kilograms in read[HANDS]
    }
    hands, weights = ({key: both[one] for key, both in spots.items() if both[one]} for one in (0, 1))
    found += _apart("on hand", hands, {key: n for key, n in told.hands.items() if n})
    found += _apart("weight", weights, {key: n for key, n in told.weights.items() if n})
    pieces = dict.fromkeys(read[PIECES], 1)
    found += _apart("piece", pieces, {key: n for key, n in told.pieces.items() if n})
    held = {(code, place, lot): Fraction(n) for code, place, lot, n in read[HELD]}
    may_hold = held_lots(shop)
    for key in sorted({*held, *may_hold}):
        least, most = may_hold.get(key, (0, 0))
        if not least <= held.get(key, 0) <= most:
            found.append(f"held {_text(key)}: books {held.get(key, 0)}, model {least} to {most}")
    pinned, (least_pieces, most_pieces) = {one for (one,) in read[HELD_PIECES]}, held_pieces(shop)
    if not least_pieces <= pinned <= most_pieces:
        found.append(f"held pieces: books {pinned}, model {least_pieces} to {most_pieces}")
    for (code, place, lot), n in held.items():
        lies = (hands.get((code, Spot(place, lot=lot, bin=shelf)), 0) for shelf in ("", *SHELVES, STAGING))
        if sum(lies) < n:
            found.append(f"held {code} {place} {lot}: {n} of which less are there")
    on_its_way = "transit" if shop.company.scope == "WAREHOUSE" else ""
    pools = {
        (code, AWAY.get(warehouse) or place or on_its_way, lot): (Fraction(q), Fraction(v))
        for code, warehouse, place, lot, q, v in read[POOLS]
    }
    found += _apart("pool", pools, told.pools())
    which = 0 if shop.company.standard == "small" else 1
    accounts: dict[tuple[str, int], Fraction] = {}
    for (role, month), amount in told.by_role().items():
        key = CODES[role][which], month
        accounts[key] = accounts.get(key, Fraction(0)) + amount
    booked = {(code, month): Fraction(amount) for code, month, amount in read[ACCOUNTS]}
    if shop.company.revenue == "ON_INVOICE" or shop.company.counter:
        # the month of a share that is recast follows its invoices, or the close of its day
        accounts, booked = _months_together(accounts), _months_together(booked)
    found += _apart("account", booked, {key: amount for key, amount in accounts.items() if amount})
    owed = {(kind, party): Fraction(left) for kind, party, left in read[ITEMS]}
    return found + _apart("owed", owed, told.parties())


def _months_together(accounts: dict[tuple[str, int], Fraction]) -> dict[tuple[str, int], Fraction]:
    """Cost of sales and 发出商品 of all months as one."""
    together = {CODES[role][n] for role in ("cogs", "goods_dispatched") for n in (0, 1)}
    found: dict[tuple[str, int], Fraction] = {}
    for (code, month), amount in accounts.items():
        key = code, 0 if code in together else month
        found[key] = found.get(key, Fraction(0)) + amount
    return {key: amount for key, amount in found.items() if amount}


def _apart(what: str, books: Mapping[Any, Any], model: Mapping[Any, Any]) -> list[str]:
    return [
        f"{what} {_text(key)}: books {_text(books.get(key))}, model {_text(model.get(key))}"
        for key in sorted({*books, *model}, key=str)
        if books.get(key) != model.get(key)
    ]


def _text(thing: Any) -> str:
    if isinstance(thing, Fraction):
        return f"{float(thing):g}" if thing.denominator == 1 else f"{float(thing):.6g}"
    if isinstance(thing, tuple):
        return " ".join(_text(one) for one in thing)
    if isinstance(thing, Spot):
        return "/".join(one for one in (thing.place, thing.bin, thing.status, thing.lot, thing.owner) if one)
    return str(thing)
