"""What one document did to the books: the four books side by side, for its detail page."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import groupby
from typing import Any

from hengku.documents.declaration import DocumentType, Field, document_type
from hengku.documents.errors import WrongSource
from hengku.documents.queries_detail import find_document
from hengku.documents.queries_labels import load_labels
from hengku.documents.rules import HEADER_COLUMNS, LINE_COLUMNS
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.inventory.models import PlaceRole, Status
from hengku.kit.numbers import ZERO_FEN
from hengku.ledger.models import Account
from hengku.reports.statements import query, statement_of
from hengku.reports.words import ITEM_LABELS, KIND_LABELS, SIDES
from hengku.settlement.models import Item
from hengku.settlement.rules import OWED_KINDS

Row = dict[str, Any]

#: How many later moves are read back to tell what lay there when a document was posted.
LATER_MAX = 20_000
SEQ_MAX = 2**63 - 1
LATER = """
SELECT own.last_seq, (
    SELECT count(*) FROM (
        SELECT 1 FROM inventory_move AS move
        WHERE move.company_id = %(company_id)s AND move.seq > own.last_seq LIMIT %(most)s) AS later)
FROM (
    SELECT max(seq) AS last_seq FROM inventory_move
    WHERE company_id = %(company_id)s AND document_id = %(document_id)s) AS own
"""
STATUS_LABELS: dict[str, str] = {str(code): str(label) for code, label in Status.choices}
PLACE_LABELS: dict[str, str] = {str(code): str(label) for code, label in PlaceRole.choices}


def effects_of(actor: Actor, document_id: int, *, hides_money: bool = False) -> Row:
    """``{moves, balances, values, items, entries}`` of a document of the actor's company; seven statements.

    Values are empty without ``cost.view``; of entries the lines that follow from cost are left out then, and
    entries are empty without ``ledger.view``. ``hides_money`` leaves out whatever tells an amount, for types
    whose prices are cost.
    """
    bound = {"company_id": actor.company_id, "document_id": document_id}
    sees_cost, sees_entries = actor.may("cost.view"), actor.may("ledger.view") and not hides_money
    return {
        "moves": [_move(row) for row in query(statement_of("effects_moves"), bound)],
        "balances": _balances(bound),
        "values": [_value(row) for row in query(statement_of("effects_values"), bound)] if sees_cost else [],
        "items": [] if hides_money else _items(bound),
        "entries": _entries(bound, sees_cost=sees_cost) if sees_entries else [],
    }


def _product(row: Row) -> Row:
    return {"id": str(row["product_id"]), "code": row["product_code"], "name": row["product_name"]}


def _move(row: Row) -> Row:
    return {
        "product": _product(row),
        "unit": row["unit"],
        "from": _held(
            row["from_place"] or PLACE_LABELS[row["from_role"]],
            row["from_status"],
            row["owner"] if row["owner_id"] else None,
        ),
        "to": _held(
            row["to_place"] or PLACE_LABELS[row["to_role"]],
            row["to_status"],
            row["owner"] if row["to_owner_id"] else None,
        ),
        "from_warehouse": _text_id(row["from_warehouse"]),
        "to_warehouse": _text_id(row["to_warehouse"]),
        "quantity": row["quantity"],
    }


def _held(place: str, status: str, owner: str | None) -> str:
    """Where goods lie, with what makes them other than sound goods of our own: 主仓·冻结, 主仓·甲的货."""
    said = [place]
    # goods with agents and processors lie in a place of their own, which says as much
    if status not in ("available", "consigned", "outsourced") and STATUS_LABELS[status] != place:
        said.append(STATUS_LABELS[status])
    if owner:
        said.append(f"{owner}的货")
    return "·".join(said)


def _text_id(pk: int | None) -> str | None:
    return str(pk) if pk else None


def _balances(bound: Row) -> list[Row]:
    """What lay where before and after the document, as it was posted; without before and after where so much happened
    since that it would take long to say.
    """
    ((last_seq, since),) = _tuples(query(LATER, {**bound, "most": LATER_MAX + 1}))
    if last_seq is None:
        return []
    is_near = since <= LATER_MAX
    rows = query(statement_of("effects_balances"), {**bound, "last_seq": last_seq if is_near else SEQ_MAX})
    return [
        {
            "product": _product(row),
            "unit": row["unit"],
            "place": _held(row["place"], row["status"], row["owner"]),
            "warehouse": _text_id(row["warehouse_id"]),
            "change": row["change"],
            "before": row["after"] - row["change"] if is_near else None,
            "after": row["after"] if is_near else None,
        }
        for row in rows
    ]


def _tuples(rows: list[Row]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]


def _value(row: Row) -> Row:
    return {
        "product": _product(row),
        "kind": row["kind"],
        "kind_label": KIND_LABELS[row["kind"]],
        "quantity": row["quantity"],
        "amount": row["amount"],
        "business_on": row["business_on"],
        "cause": {"id": str(row["cause_id"]), "number": row["cause_number"], "type_code": row["cause_type"]},
    }


def _items(bound: Row) -> list[Row]:
    rows = query(statement_of("effects_items"), bound)
    applications: dict[int, list[Row]] = {row["id"]: [] for row in rows}
    if rows:
        item_ids = {"item_ids": list(applications)}
        for row in query(statement_of("effects_applications"), {**bound, **item_ids}):
            document = {"id": str(row["document_id"]), "number": row["number"], "type_code": row["type_code"]}
            applications[row["item_id"]].append(
                {"document": document, "amount": row["amount"], "business_on": row["business_on"]}
            )
    return [
        {
            "id": str(row["id"]),
            "kind": row["kind"],
            "kind_label": ITEM_LABELS[row["kind"]],
            "party": {"id": str(row["party_id"]), "name": row["party"]},
            "document": {
                "id": str(row["document_id"]),
                "number": row["number"],
                "type_code": row["type_code"],
            },
            "amount": row["amount"],
            "residual": row["residual"],
            "due_on": row["due_on"],
            "applications": applications[row["id"]],
        }
        for row in rows
    ]


def _entries(bound: Row, *, sees_cost: bool) -> list[Row]:
    entries = []
    for entry_id, group in groupby(
        query(statement_of("effects_entries"), bound), lambda row: row["entry_id"]
    ):
        rows = list(group)
        lines = [row for row in rows if sees_cost or not row["is_cost"]]
        entries.append(
            {
                "id": str(entry_id),
                "purpose": rows[0]["purpose"],
                "business_on": rows[0]["business_on"],
                "summary": rows[0]["summary"],
                "voucher": rows[0]["voucher"],
                "voucher_id": _text_id(rows[0]["voucher_id"]),
                "hidden_line_count": len(rows) - len(lines),
                "lines": [
                    {
                        **{
                            key: row[key]
                            for key in ("account_code", "account_name", "debit", "credit", "party", "memo")
                        },
                        "account_id": str(row["account_id"]),
                    }
                    for row in lines
                ],
            }
        )
    return entries


def name_accounts(company_id: int, ids: Collection[int]) -> dict[int, Row]:
    """``{id, code, name}`` of accounts named by the lines of a document. One statement."""
    found = Account.objects.of_company(company_id).filter(pk__in=set(ids)).values("id", "code", "name")
    return {row["id"]: {**row, "id": str(row["id"])} for row in found}


def name_items(company_id: int, ids: Collection[int]) -> dict[int, Row]:
    """What open items are called in the lines of a payment: kind, document, what is left. One statement."""
    rows = query(statement_of("item_names"), {"company_id": company_id, "item_ids": sorted(set(ids))})
    return {
        row["id"]: {
            "id": str(row["id"]),
            "kind": row["kind"],
            "kind_label": ITEM_LABELS[row["kind"]],
            "name": f"{row['number']} {ITEM_LABELS[row['kind']]}",
            "document": {
                "id": str(row["document_id"]),
                "number": row["number"],
                "type_code": row["type_code"],
            },
            "party": {"id": str(row["party_id"]), "name": row["party"]},
            "amount": row["amount"],
            "residual": row["residual"],
            "due_on": row["due_on"],
        }
        for row in rows
    }


def open_items(
    actor: Actor,
    *,
    party_id: int | None,
    kinds: Collection[str],
    document_id: int | None = None,
    limit: int = 200,
) -> list[Row]:
    """Items with something left, oldest due date first: what a payment or a settlement can take. Two statements.

    What is owed to suppliers is only for who may see what we buy at.
    """
    found = Item.objects.visible_to(actor).exclude(residual=0)
    if not actor.may(PURCHASE_PRICES):
        found = found.exclude(kind__in=SIDES["ap"])
    if kinds:
        found = found.filter(kind__in=kinds)
    if party_id is not None:
        found = found.filter(party_id=party_id)
    if document_id is not None:
        found = found.filter(document_id=document_id)
    ids = list(found.order_by("due_on", "id").values_list("id", flat=True)[:limit])
    named = name_items(actor.company_id, ids)
    return [named[pk] for pk in ids]


def name_references(company_id: int, kind: DocumentType, detail: Row) -> None:
    """Put names to the accounts and open items that header and lines of a detail page refer to. At most two
    statements.
    """
    header = [field for field in kind.header if field.key not in HEADER_COLUMNS]
    lines = [field for field in kind.lines if field.key not in LINE_COLUMNS]
    places = [(detail["document"], field) for field in header]
    places += [(row, field) for row in detail["lines"] for field in lines]
    for wanted, named in (("account", name_accounts), ("item", name_items)):
        found = [(row, field) for row, field in places if field.kind == wanted and row.get(field.key)]
        if not found:
            continue
        names = named(company_id, {int(row[field.key]) for row, field in found})
        for row, field in found:
            pk = int(row[field.key])
            row[field.key] = names.get(pk, {"id": str(pk), "name": ""})


def name_changes(company_id: int, kind: DocumentType, history: Collection[Row]) -> None:
    """Put names to the accounts and open items that somebody changed; the evidence holds their ids. At most two
    statements.
    """
    fields = {field.key: field.kind for field in (*kind.header, *kind.lines)}
    changes = [change for event in history for change in event["changes"]]
    for wanted, named in (("account", name_accounts), ("item", name_items)):
        places = [
            (change, side)
            for change in changes
            for side in ("old", "new")
            if fields.get(change["key"]) == wanted and change[side].isdigit()
        ]
        if not places:
            continue
        names = named(company_id, {int(change[side]) for change, side in places})
        for change, side in places:
            row = names.get(int(change[side]), {})
            said = f"{row.get('code', '')} {row.get('name', '')}".strip()
            change[side] = said or f"#{change[side]}"


#: What money of each side settles.
OWED_SIDE = {"supplier": "ap", "customer": "ar"}


def carry_money(actor: Actor, document_id: int, to_type: str) -> Row:
    """A body for a payment or receipt that settles what is still open of a document's items.

    Refused when the target takes no money of this side. Needs the right to create the target.
    """
    document, kind = find_document(actor, document_id)
    target = document_type(to_type)
    actor.must(f"{target.code}.create")
    side = OWED_SIDE.get(target.party)
    if side is None or kind.party != target.party or kind.amounts == "money":
        raise WrongSource(source_number=document.number, reason=f"{kind.label}不能生成{target.label}")
    items = open_items(actor, party_id=document.party_id, kinds=OWED_KINDS[side], document_id=document.pk)
    labels = load_labels(actor.company_id, [("party", document.party_id)])
    return {
        "party": labels.of("party", document.party_id),
        "lines": [
            {**_defaults(target.lines), "item": item, "amount_incl": item["residual"]}
            for item in items
            if item["residual"] > 0
        ],
    }


def _defaults(fields: Collection[Field]) -> Row:
    return {field.key: field.default for field in fields if field.default is not None}


def money_left(actor: Actor, document_id: int, owed_party: str) -> Decimal | None:
    """What is still open of a document's receivable or payable, in yuan; ``owed_party`` is customer or supplier.

    None where the document never made anybody owe: nothing of it waits for money, and nothing of it was paid.
    """
    kinds = OWED_KINDS[OWED_SIDE[owed_party]]
    items = Item.objects.visible_to(actor).filter(document_id=document_id, kind__in=kinds, amount__gt=0)
    residuals = list(items.values_list("residual", flat=True))
    return sum(residuals, ZERO_FEN) if residuals else None
