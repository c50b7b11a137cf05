"""Everything a posting must know, locked in one order and read set-based.

Inside ``sql.together`` what is returned is filled at the end of the block.

The order of locks, for all actions that touch the books (docs/locks.md): the company's gate (shared) → days of stores →
documents by id → open items by id → periods by month (shared) → on-hand by (product, place, lot, status, owner) →
cost pools by (product, warehouse, lot) → numbering counters by (kind, day).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.company.rules import POSTING_GATE, Policy, month_start
from hengku.company.settings_keys import SETTING_KEYS
from hengku.costing.rules import PoolState
from hengku.documents.reference import NamedFact, Reference
from hengku.inventory.models import REAL_PLACES
from hengku.inventory.rules import Day, Hand, Key, Pile
from hengku.kit import sql
from hengku.posting.effects import AccountFact, OpenItem

ZERO = Decimal(0)

PoolKey = tuple[int, int, int]  # product, warehouse, lot; 0 stands for "all" (C2)

#: C2: goods that agents sell for us, and those that processors work on, have cost pools of their own, in the
#: warehouse's place of their keys.
CONSIGNED_POOL = -1
OUTSOURCED_POOL = -2
POOL_OF_ROLE = {"consigned": CONSIGNED_POOL, "outsourced": OUTSOURCED_POOL}


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
    """Place ids by role, warehouse and bin, and back."""

    by_end: dict[tuple[str, int, str], int] = field(default_factory=dict)
    warehouse: dict[int, int] = field(default_factory=dict)  # place → warehouse, 0 when it has none
    main: dict[int, int] = field(
        default_factory=dict
    )  # stock place → the warehouse's own place, where holds stand
    with_bins: set[int] = field(default_factory=set)  # warehouses that have bins
    inactive: set[int] = field(default_factory=set)  # bins that no new document may name
    real: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)

    def pool_warehouse(self, place: int, scope: str) -> int:
        """The warehouse part of the pool of goods at a place (C2): 0 over all warehouses; below 0 with others."""
        for role, pool in POOL_OF_ROLE.items():
            if self.by_end.get((role, 0, "")) == place:
                return pool
        return self.warehouse[place] if scope == "WAREHOUSE" else 0


@dataclass(slots=True)
class Pool:
    """A locked cost pool: its row and its state."""

    id: int
    state: PoolState
    last_valued_on: date | None
    method: str = "MOVING_AVERAGE"


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
SELECT p.id, p.role, coalesce(p.warehouse_id, 0), p.bin, p.name, p.is_active, p.warehouse_id IS NOT NULL AND EXISTS (
           SELECT 1 FROM inventory_place AS b
           WHERE b.company_id = p.company_id AND b.role = 'stock' AND b.warehouse_id = p.warehouse_id AND b.bin > '')
FROM inventory_place AS p
WHERE p.company_id = %s AND (p.warehouse_id IS NULL OR p.warehouse_id = ANY(%s) AND p.bin = ANY(%s))
"""
ITEMS = """
SELECT id, kind, party_id, amount, residual, due_on, document_id FROM settlement_item
WHERE company_id = %s AND (id = ANY(%s) OR document_id = ANY(%s)) ORDER BY id FOR UPDATE
"""
MAKE_HANDS = """
INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
                              may_go_negative)
SELECT %(company)s, k.product_id, k.place_id, k.lot_id, k.status, k.owner_id, 0, 0, k.free
FROM unnest(%(products)s::bigint[], %(places)s::bigint[], %(lots)s::bigint[], %(statuses)s::text[],
            %(owners)s::bigint[], %(free)s::boolean[]) AS k(product_id, place_id, lot_id, status, owner_id, free)
WHERE NOT EXISTS (
    SELECT 1 FROM inventory_onhand AS h
    WHERE h.company_id = %(company)s AND h.product_id = k.product_id AND h.place_id = k.place_id
      AND h.lot_id = k.lot_id AND h.status = k.status AND h.owner_id = k.owner_id)
ORDER BY k.product_id, k.place_id, k.lot_id, k.status, k.owner_id
ON CONFLICT DO NOTHING
"""
# The balances asked for, and with each of a warehouse (``main`` > 0) all other sound goods of the product in it, since
# they are promised together: lots at the same place, and, where there are bins, what lies in those.
LOCK_HANDS = """
SELECT h.id, h.product_id, h.place_id, h.lot_id, h.status, h.owner_id, k.main, h.quantity, h.reserved,
       h.may_go_negative, h.last_moved_on, h.aux_quantity, h.pinned
FROM (
    SELECT * FROM unnest(%(products)s::bigint[], %(places)s::bigint[], %(lots)s::bigint[], %(statuses)s::text[],
                         %(owners)s::bigint[], %(mains)s::bigint[])
                  AS asked(product_id, place_id, lot_id, status, owner_id, main)
    UNION ALL
    SELECT b.product_id, p.id, -1, '', -1, b.main
    FROM unnest(%(binned)s::bigint[], %(binned_in)s::bigint[], %(binned_mains)s::bigint[])
         AS b(product_id, warehouse_id, main)
    JOIN inventory_place AS p
      ON p.company_id = %(company)s AND p.role = 'stock' AND p.warehouse_id = b.warehouse_id
) AS k
JOIN inventory_onhand AS h
  ON h.product_id = k.product_id AND h.place_id = k.place_id
 AND (h.lot_id = k.lot_id AND h.status = k.status AND h.owner_id = k.owner_id
      OR k.main > 0 AND h.status = 'available' AND h.owner_id = 0 AND (h.quantity <> 0 OR h.reserved <> 0))
WHERE h.company_id = %(company)s
ORDER BY h.product_id, h.place_id, h.lot_id, h.status, h.owner_id FOR UPDATE OF h
"""
READ_HANDS = LOCK_HANDS.replace(" FOR UPDATE OF h", "")
MAKE_POOLS = """
INSERT INTO costing_pool (company_id, product_id, warehouse_id, lot_id, method, quantity, amount, last_quantity,
                          last_amount)
SELECT %(company)s, k.product_id, k.warehouse_id, k.lot_id, k.method, 0, 0, 0, 0
FROM unnest(%(products)s::bigint[], %(warehouses)s::bigint[], %(lots)s::bigint[], %(methods)s::text[])
     AS k(product_id, warehouse_id, lot_id, method)
WHERE NOT EXISTS (
    SELECT 1 FROM costing_pool AS p
    WHERE p.company_id = %(company)s AND p.product_id = k.product_id AND p.warehouse_id = k.warehouse_id
      AND p.lot_id = k.lot_id)
ORDER BY k.product_id, k.warehouse_id, k.lot_id
ON CONFLICT DO NOTHING
"""
LOCK_POOLS = """
SELECT p.id, p.product_id, p.warehouse_id, p.lot_id, p.quantity, p.amount, p.last_quantity, p.last_amount,
       p.last_valued_on, p.method
FROM costing_pool AS p
JOIN unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS k(product_id, warehouse_id, lot_id)
  ON k.product_id = p.product_id AND k.lot_id = p.lot_id
  -- and what of it agents or processors hold, or where that came from
 AND (p.warehouse_id = k.warehouse_id OR p.warehouse_id < 0 OR k.warehouse_id < 0)
WHERE p.company_id = %s
ORDER BY p.product_id, p.warehouse_id, p.lot_id FOR UPDATE OF p
"""
READ_POOLS = LOCK_POOLS.replace(" FOR UPDATE OF p", "")
LATER_DAYS = """
WITH flow AS (
    SELECT k.n, m.business_on, m.seq, CASE WHEN (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id)
                                                = (k.place_id, k.lot_id, k.status, k.owner_id)
                                           THEN m.quantity ELSE -m.quantity END AS quantity
    FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::date[])
         AS k(n, product_id, place_id, lot_id, status, owner_id, since)
    JOIN inventory_move AS m
      ON m.company_id = %s AND m.product_id = k.product_id AND m.business_on >= k.since
     AND ((m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id) = (k.place_id, k.lot_id, k.status, k.owner_id)
          OR (m.from_place_id, m.lot_id, m.status, m.owner_id) = (k.place_id, k.lot_id, k.status, k.owner_id))
), running AS (
    SELECT *, sum(quantity) OVER (PARTITION BY n, business_on ORDER BY seq) AS so_far FROM flow
)
SELECT n, business_on, sum(quantity), min(so_far) FROM running GROUP BY n, business_on ORDER BY n, business_on
"""
ROLE_ACCOUNTS = "SELECT role, account_id FROM ledger_roleaccount WHERE company_id = %s"
ACCOUNTS = """
SELECT id, code, name, is_leaf, is_active, control, auxiliaries FROM ledger_account
WHERE company_id = %s AND id = ANY(%s)
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


def load_places(company_id: int, warehouses: Iterable[int], bins: Iterable[str] = ()) -> Places:
    """The virtual places of the company, the stock places of these warehouses, and those of their bins that are
    named.
    """
    places = Places()

    def take(found: sql.Rows) -> None:
        for place_id, role, warehouse_id, code, name, is_active, has_bins in found:
            places.by_end[role, warehouse_id, code] = place_id
            places.warehouse[place_id] = warehouse_id
            places.names[place_id] = name
            if role in REAL_PLACES:
                places.real.add(place_id)
            if not is_active:
                places.inactive.add(place_id)
            if has_bins:
                places.with_bins.add(warehouse_id)
        for (role, warehouse_id, _), place_id in places.by_end.items():
            if role == "stock":
                places.main[place_id] = places.by_end[role, warehouse_id, ""]

    sql.ask(PLACES, (company_id, sql.array([*warehouses]), sql.array(["", *bins])), take)
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
) -> tuple[dict[Key, Hand], dict[Pile, list[Key]]]:
    """On-hand rows of these keys, made where missing, locked in key order, and which of them are promised together.
    Without ``locking`` only read (preview).
    """
    hands: dict[Key, Hand] = {}
    piles: dict[Pile, list[Key]] = {}
    if not keys:
        return hands, piles
    free = {key: _may_go_negative(key, places, reference.warehouses) for key in keys}
    mains = [places.main.get(key.place_id, 0) if key.is_sound else 0 for key in keys]
    names = ("products", "places", "lots", "statuses", "owners", "free", "mains")
    asked: dict[str, Any] = {"company": company_id}
    columns = sql.columns((*key, free[key], main) for key, main in zip(keys, mains, strict=True))
    asked.update(zip(names, columns, strict=True))
    binned = {
        (key.product_id, places.warehouse[key.place_id], main)
        for key, main in zip(keys, mains, strict=True)
        if main and places.warehouse[key.place_id] in places.with_bins
    }
    columns = sql.columns(sorted(binned)) if binned else [sql.array([])] * 3
    asked.update(zip(("binned", "binned_in", "binned_mains"), columns, strict=True))
    if locking:
        sql.run(MAKE_HANDS, asked)

    def take(found: sql.Rows) -> None:
        for row in found:
            key = Key(*row[1:6])
            if key in hands:
                continue
            hands[key] = Hand(row[0], row[7], row[8], row[9], row[10], weight=row[11], pinned=row[12])
            if row[6] and key.is_sound:
                piles.setdefault((key.product_id, row[6]), []).append(key)
        for key, main in zip(keys, mains, strict=True):
            if key not in hands:
                hands[key] = Hand(0, ZERO, ZERO, free[key], None)
                if main:
                    piles.setdefault((key.product_id, main), []).append(key)

    sql.ask(LOCK_HANDS if locking else READ_HANDS, asked, take)
    return hands, piles


def _may_go_negative(key: Key, places: Places, warehouses: dict[int, NamedFact]) -> bool:
    """Q7: lots, goods of others and goods that are not sound never."""
    if key.place_id not in places.real:
        return True
    warehouse = warehouses.get(places.warehouse[key.place_id])
    return key.is_plain and bool(warehouse and warehouse.may_go_negative)


def load_later_days(company_id: int, since: dict[Key, date], hands: dict[Key, Hand]) -> None:
    """Give each back-dated hand the days from its earliest new date on."""
    if not since:
        return
    keys = list(since)
    wanted = sql.columns((n, *key, since[key]) for n, key in enumerate(keys))
    for n, on, net, lowest in sql.rows(LATER_DAYS, (*wanted, company_id)):
        hands[keys[n]].later.append(Day(on, net, lowest))


def lock_pools(
    company_id: int, keys: Sequence[PoolKey], methods: Mapping[int, str], *, locking: bool = True
) -> dict[PoolKey, Pool]:
    """Cost pools of these keys, made where missing, locked in key order after all on-hand rows.

    ``methods`` by product is that of a pool which is made now; one that is there has its own (C2).
    """
    pools: dict[PoolKey, Pool] = {}
    if not keys:
        return pools
    products, warehouses, lots = sql.columns(keys)
    if locking:
        made = {
            "company": company_id,
            "products": products,
            "warehouses": warehouses,
            "lots": lots,
            "methods": sql.array([methods.get(key[0], "MOVING_AVERAGE") for key in keys]),
        }
        sql.run(MAKE_POOLS, made)

    def take(found: sql.Rows) -> None:
        pools.update(
            ((r[1], r[2], r[3]), Pool(r[0], PoolState(r[4], r[5], r[6], r[7], method=r[9]), r[8], r[9]))
            for r in found
        )
        for key in keys:
            method = methods.get(key[0], "MOVING_AVERAGE")
            pools.setdefault(key, Pool(0, PoolState(method=method), None, method))

    sql.ask(LOCK_POOLS if locking else READ_POOLS, (products, warehouses, lots, company_id), take)
    return pools


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
