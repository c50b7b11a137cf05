"""定标: the offers of an inquiry side by side, and the orders that follow from the best of them (D-RFQ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hengku.documents.actions import Draft, save_draft
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries_detail import document_detail
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid
from hengku.kit.numbers import D

Row = dict[str, Any]


@dataclass(eq=False)
class NothingAwarded(Invalid):
    """An award names offers of the inquiry."""

    text = "请至少选择一个报价。"


def comparison(actor: Actor, document_id: int) -> list[Row]:
    """Offers by product, the cheapest first by what a base unit costs without tax; ``is_best`` marks the cheapest that
    still holds for the quantity asked. Needs the right to see the inquiry and buying prices.
    """
    detail = document_detail(actor, document_id)
    actor.must("purchase_price.view")
    found: dict[str, Row] = {}
    for line in detail["lines"]:
        product = line["product"]
        base = line["quantity_base"]
        row = found.setdefault(product["id"], {"product": product, "offers": []})
        row["offers"].append(
            {
                "line_id": line["id"],
                "supplier": line.get("supplier"),
                "quantity": line["quantity"],
                "unit": line["unit"],
                "from_quantity": line.get("from_quantity"),
                "lead_days": line.get("lead_days"),
                "valid_to": line.get("valid_to"),
                "price": line["price"],
                "tax_code": line["tax_code"],
                "amount_incl": line["amount_incl"],
                "unit_net": (line["amount_net"] / base).quantize(Decimal("0.0001")) if base else None,
                "is_best": False,
            }
        )
    for row in found.values():
        row["offers"].sort(key=lambda one: (one["unit_net"] is None, one["unit_net"]))
        able = [one for one in row["offers"] if _holds(one)]
        if able:
            able[0]["is_best"] = True
    return list(found.values())


def _holds(offer: Row) -> bool:
    """Whether the quantity asked reaches the step of the offer."""
    return offer["unit_net"] is not None and offer["quantity"] >= D(str(offer["from_quantity"] or "0"))


def award(*, actor: Actor, document_id: int, line_ids: list[int], today: date, now: datetime) -> list[Draft]:
    """A draft order for each supplier whose offers were chosen, at their prices, following the inquiry's lines.

    Each draft is saved by itself. Needs the right to create purchase orders; posting them is the decision.
    """
    detail = document_detail(actor, document_id)
    actor.must("purchase_order.create")
    chosen = [line for line in detail["lines"] if int(line["id"]) in set(line_ids)]
    if not chosen:
        raise NothingAwarded
    header = detail["document"]
    papers: dict[str, Paper] = {}
    for line in chosen:
        supplier = line["supplier"]["id"]
        paper = papers.setdefault(
            supplier,
            Paper(
                "purchase_order",
                today,
                party_id=int(supplier),
                warehouse_id=int(header["warehouse"]["id"]),
                price_mode=header["price_mode"],
                remark=f"{header['number']} 定标",
            ),
        )
        paper.lines.append(_ordered(line, today))
    return [save_draft(actor=actor, paper=paper, now=now) for paper in papers.values()]


def _ordered(line: Row, today: date) -> PaperLine:
    lead = D(str(line.get("lead_days") or "0"))
    data = {"promised_on": (today + timedelta(days=int(lead))).isoformat()} if lead > 0 else {}
    return PaperLine(
        product_id=int(line["product"]["id"]),
        quantity=line["quantity"],
        unit_id=int(line["unit"]["id"]) if line["unit"] else None,
        price=line["price"],
        tax_code_id=int(line["tax_code"]["id"]) if line["tax_code"] else None,
        source_line_id=int(line["id"]),
        data=data,
    )
