"""What a day does to goods with a date (B5): expired ones are frozen, and what nears its end is told of, once a level.

Both look at what is there and change nothing the second time, so the work may be killed and done again at any moment.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.queries import setting
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.inventory.lot_rules import Alert, Life, LifeUnit, Thresholds, alert_of
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Problem
from hengku.posting.actions import post

#: Sound goods past their date, ours and those of others (B5 asks nobody), where they lie in a warehouse.
PAST = """
SELECT p.warehouse_id, h.product_id, p.bin, h.quantity, l.id, l.lot_no, h.owner_id
FROM inventory_lot AS l
JOIN inventory_onhand AS h ON h.company_id = l.company_id AND h.product_id = l.product_id AND h.lot_id = l.id
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE l.company_id = %s AND l.expires_on < %s AND h.status = 'available' AND h.quantity > 0
ORDER BY p.warehouse_id, h.owner_id, h.product_id, p.bin, l.id
"""
#: Lots that lie there, and when they turn yellow and red.
DATED = """
SELECT l.id, l.lot_no, product.name, l.expires_on, l.alerted, product.shelf_life, product.shelf_life_unit,
       coalesce(product.yellow_days, category.yellow_days), coalesce(product.red_days, category.red_days)
FROM inventory_lot AS l
JOIN catalog_product AS product ON product.company_id = l.company_id AND product.id = l.product_id
JOIN catalog_category AS category ON category.company_id = product.company_id AND category.id = product.category_id
WHERE l.company_id = %s AND l.expires_on IS NOT NULL AND l.alerted <> 'expired' AND EXISTS (
    SELECT FROM inventory_onhand AS h
    JOIN inventory_place AS p
      ON p.company_id = h.company_id AND p.id = h.place_id
       AND p.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    WHERE h.company_id = l.company_id AND h.product_id = l.product_id AND h.lot_id = l.id AND h.quantity > 0)
ORDER BY l.id FOR UPDATE OF l
"""
TOLD = """
UPDATE inventory_lot AS l SET alerted = g.level FROM unnest(%s::bigint[], %s::text[]) AS g(id, level)
WHERE l.company_id = %s AND l.id = g.id
"""
LINES_MAX = 200
GRAVITY = (Alert.NONE, Alert.YELLOW, Alert.RED, Alert.EXPIRED)


def freeze_expired(*, actor: Actor, now: datetime) -> tuple[int, list[Problem]]:
    """Freeze sound goods past their date by posted status changes, one or more a warehouse and owner; orders that held
    them wait again. Returns how many papers were posted and what was refused (a warehouse being counted, a closed
    month), for the next try.
    """
    today = day_of(now)
    lines: dict[tuple[int, int], list[PaperLine]] = defaultdict(list)
    for warehouse_id, product_id, bin_code, quantity, lot_id, lot_no, owner_id in sql.rows(
        PAST, (actor.company_id, today)
    ):
        data = {"lot_no": lot_no, "status": "available", "status_to": "frozen"}
        if bin_code:
            data["bin"] = data["bin_to"] = bin_code
        line = PaperLine(product_id=product_id, quantity=quantity, lot_id=lot_id, data=data)
        lines[warehouse_id, owner_id].append(line)
    posted, refused = 0, []
    for (warehouse_id, owner_id), found in lines.items():
        for start in range(0, len(found), LINES_MAX):
            part = found[start : start + LINES_MAX]
            paper = Paper(
                "stock_status_change",
                today,
                part,
                warehouse_id=warehouse_id,
                party_id=owner_id or None,
                remark="过期自动冻结",
                data={"reason": "expired"},
            )
            try:
                post(actor=actor, documents=[paper], key=_key(today, warehouse_id, owner_id, part), now=now)
                posted += 1
            except Problem as problem:
                refused.append(problem)
    return posted, refused


def _key(today: date, warehouse_id: int, owner_id: int, lines: list[PaperLine]) -> str:
    """The same goods are frozen once a day: what an inspector releases meanwhile stays as he left it until tomorrow."""
    said = [f"{one.product_id}/{one.lot_id}/{one.data.get('bin', '')}/{one.quantity:f}" for one in lines]
    owner = f"{owner_id}-" if owner_id else ""
    return f"expired-{today}-{warehouse_id}-{owner}{hashlib.sha256(','.join(said).encode()).hexdigest()[:24]}"


@transaction.atomic(durable=True)
def tell_of_expiry(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Mark lots that came nearer to their end (``Lot.alerted``) and log it, once for each lot and level; how many, by
    level. Locks the lots by id.
    """
    today, company_id = day_of(now), actor.company_id
    usual = {key: int(setting(company_id, key, today)) for key in ("yellow_days", "red_days")}
    told: dict[Alert, list[tuple[int, str, str]]] = defaultdict(list)
    for lot_id, lot_no, product, expires_on, before, length, unit, yellow, red in sql.rows(
        DATED, (company_id,)
    ):
        thresholds = Thresholds(
            usual["yellow_days"] if yellow is None else yellow, usual["red_days"] if red is None else red
        )
        life = Life(length, LifeUnit(unit)) if length else None
        level = alert_of(expires_on, today, thresholds, life)
        if GRAVITY.index(level) > GRAVITY.index(Alert(before)):
            told[level].append((lot_id, lot_no, product))
    if told:
        rows = sorted((one[0], level.value) for level, lots in told.items() for one in lots)
        sql.run(TOLD, (*sql.columns(rows), company_id))
    for level, lots in told.items():
        data = {
            "level": level.value,
            "count": len(lots),
            "lots": [f"{name} {lot_no}" for _, lot_no, name in lots[:LINES_MAX]],
        }
        record(
            actor=actor,
            at=now,
            action="inventory.lots.expiring",
            entity_kind="inventory.lot",
            entity_id=0,
            data=data,
        )
    return {level.value: len(lots) for level, lots in told.items()}
