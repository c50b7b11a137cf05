"""Writing an outcome: one statement per table with arrays, whatever the number of rows (architecture §5).

Books first, then balances; numbering counters are locked last of all, just before the documents themselves,
so that the one row all documents of a day share is held for as short as can be.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.kit import sql
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.ledger.words import role_name, role_name_en
from hengku.posting import errors
from hengku.posting.decide import Batch
from hengku.posting.dispatched import write_dispatched
from hengku.posting.layers import write_layers
from hengku.posting.making import write_made
from hengku.posting.restate import is_restated
from hengku.posting.rows import Hold, Ids
from hengku.posting.snapshots import correct_snapshots
from hengku.posting.write_lots import write_lots

GIVE_IDS = """
SELECT ARRAY(SELECT nextval('documents_document_id_seq') FROM generate_series(1, %s)),
       ARRAY(SELECT nextval('documents_line_id_seq') FROM generate_series(1, %s)),
       ARRAY(SELECT nextval('inventory_move_id_seq') FROM generate_series(1, %s)),
       ARRAY(SELECT nextval('settlement_item_id_seq') FROM generate_series(1, %s)),
       ARRAY(SELECT nextval('posting_seq') FROM generate_series(1, %s))
"""
MOVES = """
INSERT INTO inventory_move (id, company_id, seq, product_id, from_place_id, lot_id, status, owner_id, to_place_id,
                            to_lot_id, to_status, to_owner_id, quantity, document_id, line_id, business_on,
                            aux_quantity, posted_at)
SELECT r.id, %s, r.seq, r.product_id, r.from_id, r.lot_id, r.status, r.owner_id, r.to_id, r.to_lot_id, r.to_status,
       r.to_owner_id, r.quantity, r.document_id, r.line_id, r.business_on, r.weight, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[],
            %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::numeric[], %s::bigint[], %s::bigint[], %s::date[],
            %s::numeric[])
     AS r(id, seq, product_id, from_id, lot_id, status, owner_id, to_id, to_lot_id, to_status, to_owner_id, quantity,
          document_id, line_id, business_on, weight)
"""
HANDS = """
UPDATE inventory_onhand AS h
SET quantity = h.quantity + r.quantity, reserved = h.reserved + r.reserved,
    last_moved_on = greatest(h.last_moved_on, r.moved_on), aux_quantity = h.aux_quantity + r.weight
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::date[], %s::numeric[])
     AS r(id, quantity, reserved, moved_on, weight)
WHERE h.company_id = %s AND h.id = r.id
"""
#: The same where what is held of lots changes too.
PINNED_HANDS = """
UPDATE inventory_onhand AS h
SET quantity = h.quantity + r.quantity, reserved = h.reserved + r.reserved, pinned = h.pinned + r.pinned,
    last_moved_on = greatest(h.last_moved_on, r.moved_on), aux_quantity = h.aux_quantity + r.weight
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::date[], %s::numeric[], %s::numeric[])
     AS r(id, quantity, reserved, moved_on, weight, pinned)
WHERE h.company_id = %s AND h.id = r.id
"""
VALUES = """
INSERT INTO costing_value (company_id, seq, pool_id, product_id, move_id, document_id, line_id, source_line_id,
                           quantity, amount, kind, against, is_red, business_on, posted_at)
SELECT %s, r.seq, r.pool_id, r.product_id, r.move_id, r.document_id, r.line_id, r.source_line_id, r.quantity, r.amount,
       r.kind, r.against, r.is_red, r.business_on, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::numeric[], %s::numeric[], %s::text[], %s::text[], %s::boolean[], %s::date[])
     AS r(seq, pool_id, product_id, move_id, document_id, line_id, source_line_id, quantity, amount, kind, against,
          is_red, business_on)
"""
STANDARDS = """
INSERT INTO costing_standardcost (company_id, posted_at, product_id, unit_cost, effective_on, document_id, line_id)
SELECT %s, %s, r.* FROM unnest(%s::bigint[], %s::numeric[], %s::date[], %s::bigint[], %s::bigint[]) AS r
"""
POOLS = """
UPDATE costing_pool AS p
SET quantity = r.quantity, amount = r.amount, last_quantity = r.last_quantity, last_amount = r.last_amount,
    last_valued_on = greatest(p.last_valued_on, r.valued_on)
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[], %s::date[])
     AS r(id, quantity, amount, last_quantity, last_amount, valued_on)
WHERE p.company_id = %s AND p.id = r.id
"""
ITEMS = """
INSERT INTO settlement_item (id, company_id, kind, party_id, document_id, amount, residual, business_on, due_on,
                             posted_at)
SELECT r.id, %s, r.kind, r.party_id, r.document_id, r.amount, r.residual, r.business_on, r.due_on, %s
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::numeric[], %s::numeric[], %s::date[], %s::date[])
     AS r(id, kind, party_id, document_id, amount, residual, business_on, due_on)
"""
RESIDUALS = """
UPDATE settlement_item AS i SET residual = r.residual
FROM unnest(%s::bigint[], %s::numeric[]) AS r(id, residual) WHERE i.company_id = %s AND i.id = r.id
"""
APPLICATIONS = """
INSERT INTO settlement_application (company_id, item_id, against_id, amount, document_id, business_on, posted_at)
SELECT %s, r.item_id, r.against_id, r.amount, r.document_id, r.business_on, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::numeric[], %s::bigint[], %s::date[])
     AS r(item_id, against_id, amount, document_id, business_on)
"""
ENTRIES = """
WITH given AS MATERIALIZED (
    SELECT ARRAY(SELECT nextval('ledger_entry_id_seq') FROM generate_series(1, %(entries)s)) AS ids
), entry AS (
    INSERT INTO ledger_entry (id, company_id, document_id, purpose, business_on, summary, amount, line_count, is_manual,
                              posted_at)
    SELECT given.ids[r.entry], %(company)s, r.document_id, r.purpose, r.business_on, r.summary, r.amount, r.line_count,
           r.is_manual,
           %(now)s
    FROM given, unnest(%(id)s::int[], %(document)s::bigint[], %(purpose)s::text[], %(on)s::date[], %(summary)s::text[],
                       %(amount)s::numeric[], %(count)s::int[], %(manual)s::boolean[])
         AS r(entry, document_id, purpose, business_on, summary, amount, line_count, is_manual)
)
INSERT INTO ledger_entryline (company_id, entry_id, line_no, account_id, debit, credit, party_id, category_id,
                              department_id, fund_account_id, is_cost, business_on, memo)
SELECT %(company)s, given.ids[r.entry], r.line_no, r.account_id, r.debit, r.credit, r.party_id, r.category_id,
       r.department_id,
       r.fund_account_id, r.is_cost, r.business_on, r.memo
FROM given, unnest(%(entry)s::int[], %(no)s::int[], %(account)s::bigint[], %(debit)s::numeric[], %(credit)s::numeric[],
            %(party)s::bigint[], %(category)s::bigint[], %(department)s::bigint[], %(fund)s::bigint[],
            %(cost)s::boolean[], %(line_on)s::date[], %(memo)s::text[])
     AS r(entry, line_no, account_id, debit, credit, party_id, category_id, department_id, fund_account_id, is_cost,
          business_on, memo)
"""
HOLDS = """
INSERT INTO inventory_reservation (company_id, line_id, document_id, product_id, place_id, lot_id, quantity, waits)
SELECT %s, r.line_id, r.document_id, r.product_id, r.place_id, r.lot_id, r.quantity, r.waits
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::numeric[], %s::boolean[])
     AS r(line_id, document_id, product_id, place_id, lot_id, quantity, waits)
ON CONFLICT (company_id, line_id, place_id, lot_id)
DO UPDATE SET quantity = excluded.quantity, waits = inventory_reservation.waits OR excluded.waits
"""
#: The same of rows that are there and locked.
HELD = """
UPDATE inventory_reservation AS h SET quantity = r.quantity FROM unnest(%s::bigint[], %s::numeric[]) AS r(id, quantity)
WHERE h.company_id = %s AND h.id = r.id
"""


def give_ids(batch: Batch) -> Ids:
    """Ids and sequence numbers from the database for everything the batch may write. Asked after all locks (G6)."""
    jobs = batch.jobs
    goods = sum(len(job.effects.goods) for job in jobs)
    money = sum(len(job.effects.revalues) + len(job.effects.costs) for job in jobs)
    counts = (
        sum(1 for job in jobs if not job.paper.id),
        sum(len(job.paper.lines) for job in jobs),
        goods,
        sum(len(job.effects.owed) for job in jobs) + 2 * sum(map(is_restated, batch.refold.differences)),
        goods + money,
    )
    ids = Ids()
    sql.ask(GIVE_IDS, counts, lambda found: ids.fill(found[0]))
    return ids


def pretend_ids(batch: Batch) -> Ids:
    """Ids for a preview: they count up, and nothing keeps them. They are greater than any that was given, so that what
    is previewed is folded where it will stand: after all that the same day holds (G6).
    """
    return Ids(*(iter(range(1 << 60, 1 << 61)) for _ in range(5)))


def write_outcome(batch: Batch, *, now: datetime) -> None:
    """Write all books and balances of the batch. The documents themselves are written after this
    (documents_writing).
    """
    company_id, outcome, accounts = batch.company_id, batch.outcome, accounts_of(batch)
    if outcome.moves:
        rows = [
            (m.id, m.seq, *m.source, *m.target[1:], m.quantity, m.document_id, m.line_id, m.on, m.weight)
            for m in outcome.moves
        ]
        sql.run(MOVES, (company_id, now, *sql.columns(rows)))
    if outcome.hand_changes:
        weights = outcome.weight_changes
        changes = [
            (batch.hands[key].id, moved, reserved, None if on == date.min else on, weights.get(key, ZERO))
            for key, (moved, reserved, on) in outcome.hand_changes.items()
        ]
        if outcome.pins:
            pins = sql.array([outcome.pins.get(key, ZERO) for key in outcome.hand_changes])
            sql.run(PINNED_HANDS, (*sql.columns(changes), pins, company_id))
        else:
            sql.run(HANDS, (*sql.columns(changes), company_id))
    write_lots(batch, now=now)
    _write_values(batch, now)
    write_dispatched(company_id, outcome.dispatched, now)
    _write_items(batch, now)
    _write_entries(batch, accounts, now)
    _write_holds(company_id, outcome.holds)
    correct_snapshots(
        company_id, outcome.moves, outcome.values, batch.refold.pools, batch.refold.snapshot_until
    )


def _write_holds(company_id: int, holds: list[Hold]) -> None:
    known = sorted((h.id, h.quantity) for h in holds if h.id)
    if known:
        sql.run(HELD, (*sql.columns(known), company_id))
    new = [
        (h.line_id, h.document_id, h.product_id, h.place_id, h.lot_id, h.quantity, h.waits)
        for h in holds
        if not h.id
    ]
    if new:
        sql.run(HOLDS, (company_id, *sql.columns(new)))


def _write_values(batch: Batch, now: datetime) -> None:
    standards = [(s.product_id, s.unit_cost, s.on, s.document_id, s.line_id) for s in batch.outcome.standards]
    if standards:
        sql.run(STANDARDS, (batch.company_id, now, *sql.columns(standards)))
    values, pools = batch.outcome.values, batch.refold.pools
    if not values:
        return
    rows = [
        (v.seq, pools[v.pool].id, v.product_id, v.move_id, v.document_id, v.line_id, v.source_line_id, v.quantity,
         v.amount, v.kind, v.against, v.is_red, v.on)
        for v in values
    ]  # fmt: skip
    sql.run(VALUES, (batch.company_id, now, *sql.columns(rows)))
    last_on: dict[tuple[int, int, int], date] = {}
    for value in values:
        last_on[value.pool] = max(last_on.get(value.pool, value.on), value.on)
    states = batch.refold.states
    changed = [
        (pools[key].id, s.quantity, s.amount, s.last_quantity, s.last_amount, on)
        for key, on in sorted(last_on.items())
        for s in (states[key],)
    ]
    sql.run(POOLS, (*sql.columns(changed), batch.company_id))
    write_layers(batch.company_id, batch.outcome.layers, pools, now)
    write_made(batch.company_id, batch.jobs)


def _write_items(batch: Batch, now: datetime) -> None:
    outcome = batch.outcome
    if outcome.items:
        rows = [
            (i.id, i.kind, i.party_id, i.document_id, i.amount, i.residual, i.on, i.due_on)
            for i in outcome.items
        ]
        sql.run(ITEMS, (batch.company_id, now, *sql.columns(rows)))
    if outcome.residuals:
        sql.run(RESIDUALS, (*sql.columns(sorted(outcome.residuals.items())), batch.company_id))
    if outcome.applications:
        applied = [(a.item_id, a.against_id, a.amount, a.document_id, a.on) for a in outcome.applications]
        sql.run(APPLICATIONS, (batch.company_id, now, *sql.columns(applied)))


def accounts_of(batch: Batch) -> dict[str, int]:
    """Accounts of the roles the outcome books to; refused when one is not mapped (R2)."""
    roles = {line.role for entry in batch.outcome.entries for line in entry.lines if not line.account_id}
    missing = sorted(roles - set(batch.role_accounts))
    if missing:
        first = missing[0]
        raise errors.RoleWithoutAccount(role=first, name=role_name(first), name_en=role_name_en(first))
    return batch.role_accounts


def _write_entries(batch: Batch, accounts: dict[str, int], now: datetime) -> None:
    entries = batch.outcome.entries
    if not entries:
        return
    heads = [
        (number, e.document_id, e.purpose, e.on, e.summary[:200], sum((x.debit for x in e.lines), ZERO_FEN),
         len(e.lines),
         e.is_manual)
        for number, e in enumerate(entries, 1)
    ]  # fmt: skip
    lines = [
        (number, no, x.account_id or accounts[x.role], x.debit, x.credit, x.party_id, x.category_id, x.department_id,
         x.fund_account_id, x.is_cost, e.on, x.memo)
        for number, e in enumerate(entries, 1)
        for no, x in enumerate(e.lines, 1)
    ]  # fmt: skip
    names = ("id", "document", "purpose", "on", "summary", "amount", "count", "manual")
    line_names = ("entry", "no", "account", "debit", "credit", "party", "category", "department", "fund", "cost",
                  "line_on", "memo")  # fmt: skip
    parameters = {"company": batch.company_id, "now": now, "entries": len(entries)}
    parameters.update(zip(names, sql.columns(heads), strict=True))
    parameters.update(zip(line_names, sql.columns(lines), strict=True))
    sql.run(ENTRIES, parameters)


def as_json(value: Any) -> str:
    """A jsonb parameter: decimals and dates as text."""
    return _JSON.encode(value) if value else "{}"


def _text(value: Any) -> str:
    if isinstance(value, (Decimal, date)):
        return str(value)
    raise TypeError(f"cannot be kept as JSON: {value!r}")


_JSON = json.JSONEncoder(ensure_ascii=False, default=_text)  # made once: json.dumps makes one a call
