"""Everything a posting must know, locked in one order and read set-based.

Inside ``sql.together`` what is returned is filled at the end of the block.

The order of locks, for all actions that touch the books (docs/locks.md): the company's gate (shared) →
documents by id → open items by id → periods by month (shared) → on-hand by (product, place) → cost pools by
(product, warehouse) → numbering counters by (kind, day).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.company.rules import POSTING_GATE, Policy, month_start
from hengku.company.settings_keys import SETTING_KEYS
from hengku.costing.rules import PoolState
from hengku.documents.reference import NamedFact, Reference
from hengku.inventory.rules import Day, Hand
from hengku.kit import sql
from hengku.posting.effects import AccountFact, OpenItem

ZERO = Decimal(0)

Key = tuple[int, int]


@dataclass(slots=True)
class Period:
    """A month as posting sees it."""

    starts_on: date
    is_stock_closed: bool
    is_arap_closed: bool
    is_ledger_closed: bool

    def closed(self, part: str) -> bool:
        """Whether this part of the month is closed (P1)."""
        return bool(getattr(self, f"is_{part}_closed"))


@dataclass(slots=True)
class Places:
    """Place ids by role and warehouse, and back."""

    by_end: dict[tuple[str, int], int] = field(default_factory=dict)
    warehouse: dict[int, int] = field(default_factory=dict)  # place → warehouse, 0 when it has none
    real: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Pool:
    """A locked cost pool: its row and its state."""

    id: int
    state: PoolState
    last_valued_on: date | None


GATE = "SELECT pg_advisory_xact_lock_shared(%s, %s::int4)"
SETTINGS = """
SELECT c.standard, c.taxpayer, c.currency, s.key, s.value #>> '{}', s.effective_on
FROM company_company AS c
LEFT JOIN company_setting AS s ON s.company_id = c.id
WHERE c.id = %s
ORDER BY s.effective_on
"""
PERIODS = """
SELECT starts_on, is_stock_closed, is_arap_closed, is_ledger_closed FROM company_period
WHERE company_id = %s AND starts_on = ANY(%s) ORDER BY starts_on FOR SHARE
"""
PLACES = """
SELECT p.id, p.role, coalesce(p.warehouse_id, 0), p.name FROM inventory_place AS p
WHERE p.company_id = %s AND (p.warehouse_id IS NULL OR p.warehouse_id = ANY(%s))
"""
ITEMS = """
SELECT id, kind, party_id, amount, residual, due_on, document_id FROM settlement_item
WHERE company_id = %s AND (id = ANY(%s) OR document_id = ANY(%s)) ORDER BY id FOR UPDATE
"""
MAKE_HANDS = """
INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
                              may_go_negative)
SELECT %(company)s, k.product_id, k.place_id, 0, 'available', 0, 0, 0, k.free
FROM unnest(%(products)s::bigint[], %(places)s::bigint[], %(free)s::boolean[]) AS k(product_id, place_id, free)
WHERE NOT EXISTS (
    SELECT 1 FROM inventory_onhand AS h
    WHERE h.company_id = %(company)s AND h.product_id = k.product_id AND h.place_id = k.place_id
      AND h.lot_id = 0 AND h.status = 'available' AND h.owner_id = 0)
ORDER BY k.product_id, k.place_id
ON CONFLICT DO NOTHING
"""
LOCK_HANDS = """
SELECT h.id, h.product_id, h.place_id, h.quantity, h.reserved, h.may_go_negative, h.last_moved_on
FROM inventory_onhand AS h
JOIN unnest(%s::bigint[], %s::bigint[]) AS k(product_id, place_id)
  ON k.product_id = h.product_id AND k.place_id = h.place_id
WHERE h.company_id = %s AND h.lot_id = 0 AND h.status = 'available' AND h.owner_id = 0
ORDER BY h.product_id, h.place_id FOR UPDATE OF h
"""
READ_HANDS = LOCK_HANDS.replace(" FOR UPDATE OF h", "")
MAKE_POOLS = """
INSERT INTO costing_pool (company_id, product_id, warehouse_id, lot_id, quantity, amount, last_quantity, last_amount)
SELECT %(company)s, k.product_id, k.warehouse_id, 0, 0, 0, 0, 0
FROM unnest(%(products)s::bigint[], %(warehouses)s::bigint[]) AS k(product_id, warehouse_id)
WHERE NOT EXISTS (
    SELECT 1 FROM costing_pool AS p
    WHERE p.company_id = %(company)s AND p.product_id = k.product_id AND p.warehouse_id = k.warehouse_id
      AND p.lot_id = 0)
ORDER BY k.product_id, k.warehouse_id
ON CONFLICT DO NOTHING
"""
LOCK_POOLS = """
SELECT p.id, p.product_id, p.warehouse_id, p.quantity, p.amount, p.last_quantity, p.last_amount, p.last_valued_on
FROM costing_pool AS p
JOIN unnest(%s::bigint[], %s::bigint[]) AS k(product_id, warehouse_id)
  ON k.product_id = p.product_id AND k.warehouse_id = p.warehouse_id
WHERE p.company_id = %s AND p.lot_id = 0
ORDER BY p.product_id, p.warehouse_id FOR UPDATE OF p
"""
READ_POOLS = LOCK_POOLS.replace(" FOR UPDATE OF p", "")
LATER_DAYS = """
WITH flow AS (
    SELECT k.product_id, k.place_id, m.business_on, m.seq,
           CASE WHEN m.to_place_id = k.place_id THEN m.quantity ELSE -m.quantity END AS quantity
    FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS k(product_id, place_id, since)
    JOIN inventory_move AS m
      ON m.company_id = %s AND m.product_id = k.product_id AND m.business_on >= k.since
     AND k.place_id IN (m.from_place_id, m.to_place_id)
    WHERE m.lot_id = 0 AND m.status = 'available' AND m.owner_id = 0
), running AS (
    SELECT *, sum(quantity) OVER (PARTITION BY product_id, place_id, business_on ORDER BY seq) AS so_far FROM flow
)
SELECT product_id, place_id, business_on, sum(quantity), min(so_far)
FROM running GROUP BY product_id, place_id, business_on ORDER BY product_id, place_id, business_on
"""
RESERVATIONS = """
SELECT id, line_id, document_id, product_id, place_id, quantity FROM inventory_reservation
WHERE company_id = %s AND line_id = ANY(%s) AND quantity > 0 ORDER BY id FOR UPDATE
"""
ROLE_ACCOUNTS = "SELECT role, account_id FROM ledger_roleaccount WHERE company_id = %s"
ACCOUNTS = """
SELECT id, code, name, is_leaf, is_active, control FROM ledger_account WHERE company_id = %s AND id = ANY(%s)
"""


def load_policies(company_id: int, days: Iterable[date]) -> dict[date, Policy]:
    """The company's policy on each day, from one statement."""
    policies: dict[date, Policy] = {}

    def take(found: sql.Rows) -> None:
        standard, taxpayer, currency = found[0][:3]
        for day in set(days):
            values = {row[3]: row[4] for row in found if row[3] is not None and row[5] <= day}
            decided: dict[str, Any] = {
                key: one.value(values.get(key, one.default)) for key, one in SETTING_KEYS.items()
            }
            policies[day] = Policy(standard=standard, taxpayer=taxpayer, currency=currency, **decided)

    sql.ask(SETTINGS, (company_id,), take)
    return policies


def enter(company_id: int) -> None:
    """Share the gate until commit, before anything is read: what a posting goes by cannot change on its way
    (``company.actions.keep_postings_out``).
    """
    sql.run(GATE, (POSTING_GATE, company_id))


def lock_periods(company_id: int, days: Iterable[date]) -> dict[date, Period]:
    """The months of these days by first day, locked so that no close can pass while we post."""
    months = sorted({month_start(day) for day in days})
    periods: dict[date, Period] = {}
    sql.ask(
        PERIODS,
        (company_id, sql.array(months)),
        lambda found: periods.update((row[0], Period(*row)) for row in found),
    )
    return periods


def load_places(company_id: int, warehouses: Iterable[int]) -> Places:
    """The virtual places of the company and the stock places of these warehouses."""
    places = Places()

    def take(found: sql.Rows) -> None:
        for place_id, role, warehouse_id, name in found:
            places.by_end[role, warehouse_id] = place_id
            places.warehouse[place_id] = warehouse_id
            places.names[place_id] = name
            if role in ("stock", "transit", "quality"):
                places.real.add(place_id)

    sql.ask(PLACES, (company_id, sql.array([*warehouses])), take)
    return places


def lock_items(company_id: int, item_ids: Iterable[int], document_ids: Iterable[int]) -> dict[int, OpenItem]:
    """Open items by id: those named, and those of the named documents."""
    named, documents = [*item_ids], [*document_ids]
    items: dict[int, OpenItem] = {}
    if named or documents:
        sql.ask(
            ITEMS,
            (company_id, sql.array(named), sql.array(documents)),
            lambda found: items.update((row[0], OpenItem(*row)) for row in found),
        )
    return items


def lock_hands(
    company_id: int, keys: Sequence[Key], places: Places, reference: Reference, *, locking: bool = True
) -> dict[Key, Hand]:
    """On-hand rows of these keys, made where missing, locked in key order. Without ``locking`` only read
    (preview).
    """
    hands: dict[Key, Hand] = {}
    if not keys:
        return hands
    free = [_may_go_negative(place, places, reference.warehouses) for _, place in keys]
    products, place_ids, negative = sql.columns((*key, may) for key, may in zip(keys, free, strict=True))
    if locking:
        missing = {"company": company_id, "products": products, "places": place_ids, "free": negative}
        sql.run(MAKE_HANDS, missing)

    def take(found: sql.Rows) -> None:
        hands.update(((row[1], row[2]), Hand(row[0], *row[3:])) for row in found)
        for key, may in zip(keys, free, strict=True):
            if key not in hands:
                hands[key] = Hand(0, ZERO, ZERO, may, None)

    sql.ask(LOCK_HANDS if locking else READ_HANDS, (products, place_ids, company_id), take)
    return hands


def _may_go_negative(place: int, places: Places, warehouses: dict[int, NamedFact]) -> bool:
    if place not in places.real:
        return True
    warehouse = warehouses.get(places.warehouse[place])
    return bool(warehouse and warehouse.may_go_negative)


def load_later_days(company_id: int, since: dict[Key, date], hands: dict[Key, Hand]) -> None:
    """Give each back-dated hand the days from its earliest new date on."""
    if not since:
        return
    wanted = sql.columns((*key, on) for key, on in since.items())
    for product, place, on, net, lowest in sql.rows(LATER_DAYS, (*wanted, company_id)):
        hands[product, place].later.append(Day(on, net, lowest))


def lock_pools(company_id: int, keys: Sequence[Key], *, locking: bool = True) -> dict[Key, Pool]:
    """Cost pools of these keys, made where missing, locked in key order after all on-hand rows."""
    pools: dict[Key, Pool] = {}
    if not keys:
        return pools
    products, warehouses = sql.columns(keys)
    if locking:
        sql.run(MAKE_POOLS, {"company": company_id, "products": products, "warehouses": warehouses})

    def take(found: sql.Rows) -> None:
        pools.update(((r[1], r[2]), Pool(r[0], PoolState(r[3], r[4], r[5], r[6]), r[7])) for r in found)
        for key in keys:
            pools.setdefault(key, Pool(0, PoolState(), None))

    sql.ask(LOCK_POOLS if locking else READ_POOLS, (products, warehouses, company_id), take)
    return pools


def lock_reservations(company_id: int, line_ids: Iterable[int]) -> dict[int, list[tuple[int, ...]]]:
    """Active reservations of order lines, by line: (id, line, document, product, place, quantity)."""
    wanted = list(line_ids)
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    if wanted:
        for row in sql.rows(RESERVATIONS, (company_id, sql.array(wanted))):
            found[row[1]].append(row)
    return found


def load_role_accounts(company_id: int) -> dict[str, int]:
    """Account ids by role, all that are mapped."""
    accounts: dict[str, int] = {}
    sql.ask(ROLE_ACCOUNTS, (company_id,), accounts.update)
    return accounts


def load_accounts(company_id: int, account_ids: Iterable[int]) -> dict[int, AccountFact]:
    """Accounts that lines name, by id."""
    wanted = [*account_ids]
    accounts: dict[int, AccountFact] = {}
    if wanted:
        sql.ask(
            ACCOUNTS,
            (company_id, sql.array(wanted)),
            lambda found: accounts.update((row[0], AccountFact(*row)) for row in found),
        )
    return accounts
