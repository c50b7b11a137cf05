"""撤销导入: taking a whole import back in one go, its consequences shown first; refused where something built on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.actions_removal import remove_products, remove_unused_lists, switch_off
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Refused
from hengku.opening.imports.actions import alone, import_kind
from hengku.opening.imports.runs import RunNotFound
from hengku.opening.models import ImportMade, ImportRun, RunState
from hengku.parties.actions_prices import remove_prices
from hengku.parties.actions_removal import remove_parties, switch_parties_off
from hengku.posting.actions import reverse_all
from hengku.posting.once import is_done, mark_done

_NAMED: Final = 5

# A line of a document that still says something, and whether there is any line at all.
PRODUCT_USES: Final = """
SELECT g.id, g.code || ' ' || g.name, count(l.id),
       min(d.number) FILTER (WHERE d.state NOT IN ('reversed', 'cancelled') AND d.reverses_id IS NULL),
       count(d.id) FILTER (WHERE d.state NOT IN ('reversed', 'cancelled') AND d.reverses_id IS NULL)
FROM catalog_product AS g
LEFT JOIN documents_line AS l ON l.company_id = g.company_id AND l.product_id = g.id
LEFT JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE g.company_id = %s AND g.id = ANY(%s) GROUP BY g.id, g.code, g.name ORDER BY g.code
"""
PARTY_USES: Final = """
SELECT p.id, p.code || ' ' || p.name,
       count(d.id) + (SELECT count(*) FROM ledger_entryline AS e
                      WHERE e.company_id = p.company_id AND e.party_id = p.id),
       min(d.number) FILTER (WHERE d.state NOT IN ('reversed', 'cancelled') AND d.reverses_id IS NULL),
       count(d.id) FILTER (WHERE d.state NOT IN ('reversed', 'cancelled') AND d.reverses_id IS NULL)
FROM parties_party AS p
LEFT JOIN documents_document AS d ON d.company_id = p.company_id AND d.party_id = p.id
WHERE p.company_id = %s AND p.id = ANY(%s) GROUP BY p.company_id, p.id, p.code, p.name ORDER BY p.code
"""
LIVE_DOCUMENTS: Final = """
SELECT id, number FROM documents_document
WHERE company_id = %s AND id = ANY(%s) AND state <> 'reversed' ORDER BY id
"""
NUMBERS: Final = "SELECT number FROM documents_document WHERE company_id = %s AND id = ANY(%s) ORDER BY id"
# Goods of these documents that something else moved since, and items of theirs that something else settled.
BUILT_ON_GOODS: Final = """
SELECT g.code || ' ' || g.name, min(o.number)
FROM inventory_move AS m
JOIN documents_document AS o ON o.company_id = m.company_id AND o.id = m.document_id
JOIN catalog_product AS g ON g.company_id = m.company_id AND g.id = m.product_id
WHERE m.company_id = %(company)s AND o.type_code <> 'opening_stock' AND o.state <> 'reversed' AND o.reverses_id IS NULL
  AND m.product_id IN (SELECT l.product_id FROM documents_line AS l
                       WHERE l.company_id = %(company)s AND l.document_id = ANY(%(documents)s))
GROUP BY g.code, g.name ORDER BY g.code
"""
BUILT_ON_ITEMS: Final = """
SELECT p.code || ' ' || p.name, min(o.number)
FROM settlement_item AS i
JOIN settlement_application AS a ON a.company_id = i.company_id AND i.id IN (a.item_id, a.against_id)
JOIN documents_document AS o ON o.company_id = a.company_id AND o.id = a.document_id
JOIN parties_party AS p ON p.company_id = i.company_id AND p.id = i.party_id
WHERE i.company_id = %(company)s AND i.document_id = ANY(%(documents)s) AND a.document_id <> ALL(%(documents)s)
  AND o.state <> 'reversed' AND o.reverses_id IS NULL
GROUP BY p.code, p.name ORDER BY p.code
"""


@dataclass(eq=False)
class CannotUndo(Refused):
    """Something was built on what the import made."""

    count: int
    named: tuple[str, ...]
    text = "不能撤销这次导入:{count} 处已被使用,如 {named}。请先红冲或作废这些单据。"


@dataclass(eq=False)
class NothingToUndo(Refused):
    """It never finished, or has been taken back already."""

    state: str
    text = "这次导入没有可撤销的内容(状态:{state})。"


@dataclass(frozen=True, slots=True)
class Consequences:
    """What undoing would do. ``blocked`` are things that are in use, each with the document that uses it."""

    removed: int = 0  # products or parties that nothing names
    switched_off: int = 0  # named by reversed documents only: they stay, switched off
    lists: int = 0  # categories and units that nothing is described by any more
    documents: tuple[str, ...] = ()  # numbers of what would be reversed
    blocked: tuple[tuple[str, str], ...] = ()
    free_ids: tuple[int, ...] = field(default=(), repr=False)
    worn_ids: tuple[int, ...] = field(default=(), repr=False)


def consequences(actor: Actor, run: ImportRun) -> Consequences:
    """What undoing this run would do now. Writes nothing."""
    made = _made(run)
    if run.kind in ("products", "parties"):
        return _of_records(actor, run, made)
    if run.kind == "prices":  # documents keep the prices they were written with
        ids = tuple(made.get("price", []))
        return Consequences(removed=len(ids), free_ids=ids)
    documents = sql.rows(LIVE_DOCUMENTS, (actor.company_id, made.get("document", [])))
    values = {"company": actor.company_id, "documents": [row[0] for row in documents]}
    blocked = [
        tuple(row) for statement in (BUILT_ON_GOODS, BUILT_ON_ITEMS) for row in sql.rows(statement, values)
    ]
    return Consequences(
        documents=tuple(row[1] for row in documents),
        blocked=tuple((str(one[0]), str(one[1])) for one in blocked),
        free_ids=tuple(row[0] for row in documents),
    )


def _of_records(actor: Actor, run: ImportRun, made: dict[str, list[int]]) -> Consequences:
    is_product = run.kind == "products"
    ids = made.get("product" if is_product else "party", [])
    rows = sql.rows(PRODUCT_USES if is_product else PARTY_USES, (actor.company_id, ids))
    free = tuple(row[0] for row in rows if not row[2])
    worn = tuple(row[0] for row in rows if row[2] and not row[4])
    # a draft has no number yet
    blocked = tuple((str(row[1]), str(row[3] or "草稿")) for row in rows if row[4])
    return Consequences(
        removed=len(free),
        switched_off=len(worn),
        lists=len(made.get("category", [])) + len(made.get("unit", [])),
        blocked=blocked,
        free_ids=free,
        worn_ids=worn,
    )


def _made(run: ImportRun) -> dict[str, list[int]]:
    made: dict[str, list[int]] = {}
    rows = ImportMade.objects.of_company(run.company_id).filter(run=run).order_by("pk")
    for kind, made_id in rows.values_list("kind", "made_id"):
        made.setdefault(kind, []).append(made_id)
    return made


def undo_run(
    *, actor: Actor, run_id: int, now: datetime, key: str = "", course: Course = UNWATCHED
) -> ImportRun:
    """Take an import back: prices, and products and parties that nothing names, are removed, those that only
    reversed documents name are switched off, opening documents are reversed on their own day, all or nothing.

    Needs the rights of the import, and for documents those of reversing. Refused with names (``CannotUndo``) when
    something was built on it. Keeps other imports of the company out meanwhile. Documents are reversed in a transaction
    before the rest: ended in between, the same again goes on there; with a ``key`` it finds also the end done.
    """
    actor.must("import.run")
    with alone(actor.company_id):
        run = ImportRun.objects.visible_to(actor).filter(pk=run_id).first()
        if run is None:
            raise RunNotFound
        for permission in import_kind(run.kind).permissions:
            actor.must(permission)
        wish = f"undo import {run_id}"
        if key and is_done(actor, key, wish):
            return run
        if run.state not in (RunState.DONE, RunState.STOPPED) or not _made(run):
            raise NothingToUndo(state=RunState(run.state).label)
        course.step("finding")
        found = consequences(actor, run)
        if found.blocked:
            named = tuple(f"{what}({by})" for what, by in found.blocked[:_NAMED])
            raise CannotUndo(count=len(found.blocked), named=named)
        course.commit("posting" if found.documents else "removing")
        if found.documents:
            reverse_all(
                actor=actor,
                document_ids=found.free_ids,
                reason=f"撤销导入 {run.file_name}"[:200],
                key=f"undo-import-{run.pk}",
                now=now,
            )
        with transaction.atomic(durable=True):
            _take_records_back(actor, run, found)
            run.state, run.undone_at, run.undone_by = RunState.UNDONE, now, actor.name
            run.save(update_fields=["state", "undone_at", "undone_by"])
            data: dict[str, Any] = {
                "file": run.file_name,
                "kind": run.kind,
                "documents": _reversed(run),
            }
            record(
                actor=actor,
                at=now,
                action="opening.import.undone",
                entity_kind="import",
                entity_id=run.pk,
                data=data,
            )
            if key:
                mark_done(actor, key, wish, now)
        return run


def _reversed(run: ImportRun) -> list[str]:
    """The numbers of what was reversed, also by one who was ended before this."""
    return [row[0] for row in sql.rows(NUMBERS, (run.company_id, _made(run).get("document", [])))]


def _take_records_back(actor: Actor, run: ImportRun, found: Consequences) -> None:
    if run.kind == "products":
        made = _made(run)
        remove_products(actor=actor, product_ids=found.free_ids)
        switch_off(actor=actor, product_ids=found.worn_ids)
        remove_unused_lists(actor=actor, category_ids=made.get("category", []), unit_ids=made.get("unit", []))
    elif run.kind == "parties":
        remove_parties(actor=actor, party_ids=found.free_ids)
        switch_parties_off(actor=actor, party_ids=found.worn_ids)
    elif run.kind == "prices":
        remove_prices(actor=actor, price_ids=found.free_ids)
