"""The chain of a document as a picture: every document it hangs together with, and what was carried or settled between.

Documents are walked level by level over their links, up and down, nearest first; reversals and settlements are
one step more and no further, for one payment can join all invoices of a year.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import document_type, registry
from hengku.documents.models import Document
from hengku.documents.queries import hides_money, may_view
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.reports.statements import query, statement_of

Row = dict[str, Any]

NODES_MAX = 60
STEPS_MAX = 8
EDGES_MAX = 400


def chain_picture(actor: Actor, document_id: int) -> Row:
    """``{nodes, edges, is_cut}``: at most ``NODES_MAX`` documents the actor may see, and what joins them. ``is_cut``
    when there are more. Quantities are in base units, given where all lines of an edge share one unit.

    At most ``STEPS_MAX`` + 3 statements.
    """
    document, _ = find_document(actor, document_id)
    near, carried, is_cut = _carried(actor, document.pk)
    reversed_by = _reversals(actor, near)
    settled = _settled(actor, near)
    wanted = list(near)
    for source, target in (*reversed_by, *settled):
        wanted += [one for one in (source, target) if one not in wanted]
    is_cut = is_cut or len(wanted) > NODES_MAX
    nodes = _nodes(actor, wanted[:NODES_MAX], document.pk)
    shown = {int(node["id"]) for node in nodes}
    money = {int(node["id"]) for node in nodes if node.pop("shows_money")}
    edges = [
        *_edges_of_links(carried),
        *(_edge(source, target, "reversed") for source, target in reversed_by),
        *(
            _edge(*pair, "settled", amount=amount if money >= set(pair) else None)
            for pair, amount in settled.items()
            if pair not in reversed_by and pair not in carried
        ),
    ]
    kept = [edge for edge in edges if {int(edge["source"]), int(edge["target"])} <= shown]
    return {"nodes": nodes, "edges": kept, "is_cut": is_cut}


def _carried(actor: Actor, document_id: int) -> tuple[list[int], dict[tuple[int, int], Row], bool]:
    """Documents joined by links, nearest first, and the links between them."""
    near, frontier = [document_id], [document_id]
    found: dict[tuple[int, int], Row] = {}
    for _ in range(STEPS_MAX):
        bound = {"company_id": actor.company_id, "frontier": frontier, "limit": EDGES_MAX}
        rows = query(statement_of("chain"), bound)
        found |= {(row["source_id"], row["target_id"]): row for row in rows}
        fresh = {one for row in rows for one in (row["source_id"], row["target_id"])} - set(near)
        frontier = sorted(fresh)
        near += frontier
        if not frontier:
            return near, found, False
        if len(near) >= NODES_MAX:
            break
    return near[:NODES_MAX], found, True


def _reversals(actor: Actor, documents: Collection[int]) -> list[tuple[int, int]]:
    """(original, red document) of all of these, whichever side they are on."""
    own = Document.objects.visible_to(actor).filter(reverses_id__isnull=False)
    rows = own.filter(reverses_id__in=documents) | own.filter(pk__in=documents)
    return sorted((one.reverses_id or 0, one.pk) for one in rows.only("id", "reverses_id"))


def _settled(actor: Actor, documents: Collection[int]) -> dict[tuple[int, int], Decimal]:
    bound = {"company_id": actor.company_id, "documents": list(documents), "limit": EDGES_MAX}
    rows = query(statement_of("chain_money"), bound)
    return {(row["source_id"], row["target_id"]): abs(row["amount"]) for row in rows}


def _nodes(actor: Actor, ids: list[int], own_id: int) -> list[Row]:
    types = registry()
    found = Document.objects.visible_to(actor).filter(pk__in=ids).in_bulk()
    nodes = []
    for pk in ids:
        document = found.get(pk)
        if document is None or document.type_code not in types:
            continue
        kind = document_type(document.type_code)
        if not may_view(actor, kind):
            continue
        shows_money = not hides_money(actor, kind) and kind.amounts != "none"
        nodes.append(
            {
                "id": str(pk),
                "number": document.number,
                "type_code": document.type_code,
                "state": document.state,
                "business_on": document.business_on,
                "is_red": document.is_red,
                "is_self": pk == own_id,
                "amount": document.amount_incl if shows_money else None,
                "shows_money": shows_money,
            }
        )
    return nodes


def _edges_of_links(carried: dict[tuple[int, int], Row]) -> list[Row]:
    return [
        _edge(
            source,
            target,
            "carried",
            lines=row["lines"],
            quantity=row["quantity"] if row["units"] == 1 else None,
            unit=row["unit"] if row["units"] == 1 else "",
        )
        for (source, target), row in carried.items()
    ]


def _edge(source: int, target: int, kind: str, **more: Any) -> Row:
    empty: Row = {"lines": 0, "quantity": None, "unit": "", "amount": None}
    return {"source": str(source), "target": str(target), "kind": kind, **empty, **more}
