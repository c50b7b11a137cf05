"""A preview as the entry page shows it, without what the actor may not see."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hengku.documents.declaration import DocumentType
from hengku.documents.queries import MONEY, hides_money
from hengku.identity.actor import Actor
from hengku.posting.preview import Preview
from hengku.posting.preview_undo import Closing, Undoing
from hengku.reports.words import KIND_LABELS

#: How the sentence about the entry begins; it says what goods cost.
ENTRY_WORD = "凭证 "


def preview_answer(actor: Actor, kind: DocumentType, found: Preview) -> dict[str, Any]:
    """``PreviewAnswer``. Entries tell cost: they are for who may see the ledger and cost."""
    without_money = hides_money(actor, kind)
    sees_entries = actor.may("ledger.view") and actor.may("cost.view")
    owed = tuple(f"{one.kind_label} " for one in found.items) if without_money else ()
    hidden = owed if sees_entries else (*owed, ENTRY_WORD)
    sentences = [one for one in found.sentences if not one.startswith(hidden)]
    return {
        "sentences": sentences,
        "stock": [
            {
                "product": {"id": "", "name": one.product},
                "unit": one.unit,
                "place": one.place,
                "before": one.before,
                "after": one.after,
                "available": one.available,
            }
            for one in found.stock
        ],
        "items": [
            {"kind": one.kind, "kind_label": one.kind_label, "party": one.party, "amount": one.amount}
            for one in ([] if without_money else found.items)
        ],
        "entries": [
            {
                "account_code": one.account_code,
                "account_name": one.account_name,
                "debit": one.debit,
                "credit": one.credit,
                "party": one.party,
            }
            for one in (found.entries if sees_entries else [])
        ],
        "refolded": found.refolded,
        "totals": dict.fromkeys(MONEY) if without_money else {key: found.totals[key] for key in MONEY},
        "lines": [
            {
                "line_no": one.line_no,
                **{key: None if without_money else getattr(one, key) for key in MONEY},
                "available": one.available,
            }
            for one in found.lines
        ],
    }


def reversal_answer(actor: Actor, kind: DocumentType, found: Undoing) -> dict[str, Any]:
    """``ReversalPreviewAnswer``: the preview of the red document, and what changes about others."""
    sees_cost = actor.may("cost.view")
    residuals = [] if hides_money(actor, kind) else found.residuals
    return {
        **preview_answer(actor, kind, found.preview),
        "business_on": found.business_on,
        "values": [
            {
                "product": {"id": str(one.product_id), "name": one.product},
                "kind": one.kind,
                "kind_label": KIND_LABELS[one.kind],
                "quantity": one.quantity,
                "amount": one.amount,
            }
            for one in (found.values if sees_cost else [])
        ],
        "residuals": [
            {
                "kind": one.kind,
                "kind_label": one.kind_label,
                "party": one.party,
                "document": _mention(one.document_id, one.number, one.type_code),
                "before": one.before,
                "after": one.after,
            }
            for one in residuals
        ],
        "states": [
            {
                "document": _mention(one.document_id, one.number, one.type_code),
                "before": one.before,
                "after": one.after,
            }
            for one in found.states
        ],
        "again": [
            {
                "document": _mention(one.document_id, one.number, "purchase_order"),
                "next_number": one.next_number,
                "product": one.product,
                "quantity": one.quantity,
            }
            for one in found.again
        ],
    }


def _mention(document_id: int, number: str, type_code: str) -> dict[str, Any]:
    return {"id": str(document_id), "number": number, "type_code": type_code}


def closing_answer(found: Closing) -> dict[str, Any]:
    """``ClosingPreviewAnswer``."""
    return {
        "state": found.state,
        "lines": [_with_product(asdict(one)) for one in found.lines],
        "freed": [_with_product(asdict(one)) for one in found.freed],
    }


def _with_product(row: dict[str, Any]) -> dict[str, Any]:
    product = {"id": str(row.pop("product_id")), "name": row["product"]}
    return {**row, "product": product}
