"""What the pages of one product and one party show beside the record itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hengku.catalog.errors import ProductNotFound
from hengku.catalog.models import Product
from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import ZERO, divide, quantize
from hengku.parties.actions import PartyNotFound
from hengku.parties.models import Party
from hengku.reports.declaration import Row
from hengku.reports.home import BUCKETS, sees_owed
from hengku.reports.statements import query, snapshot, statement_of
from hengku.reports.words import label_documents
from hengku.settlement.rules import OWED_KINDS

#: Documents whose price is one that was agreed: what goods were bought and sold for.
PRICED_BUYING, PRICED_SELLING = "purchase_receipt", "sales_issue"


def product_page(actor: Actor, product_id: int) -> Row:
    """Last prices by party, who holds the product and who will bring it, and its latest documents. Four statements.

    Needs ``catalog.view``; buying prices only for who may see purchase prices, documents only of types the actor may
    view. Quantities are in base units.
    """
    actor.must("catalog.view")
    if not Product.objects.visible_to(actor).filter(pk=product_id).exists():
        raise ProductNotFound(product_id=product_id)
    seen = [code for code in registry() if actor.may(f"{code}.view")]
    sees_buying = actor.may(PURCHASE_PRICES)
    priced = [code for code in (PRICED_BUYING, PRICED_SELLING) if code in seen]
    if not sees_buying and PRICED_BUYING in priced:
        priced.remove(PRICED_BUYING)
    bound = {"company_id": actor.company_id, "product": product_id}
    with snapshot():
        prices = query(statement_of("product_prices"), {**bound, "types": priced})
        holds = query(statement_of("product_holds"), bound)
        documents = query(statement_of("product_documents"), {**bound, "types": seen})
    label_documents(documents)
    return {
        "prices": [_price(row) for row in sorted(prices, key=lambda row: row["business_on"], reverse=True)],
        "holds": [_hold(row) for row in holds if row["type_code"] in seen],
        "documents": [{**_mention(row), **_document(row)} for row in documents],
        "sees_buying_prices": sees_buying,
    }


def product_days(
    actor: Actor, product_id: int, *, first: date, last: date, warehouse_id: int | None
) -> list[Row]:
    """The days on which quantity or amount of a product changed, with both at the end of the day (R-15). One statement.

    The first row is the day before ``first``. Amount and unit cost are None without ``cost.view``, and for one
    warehouse when the pool spans all of them (C2). Of goods that are weighed it is of one unit of weight (B2).
    """
    actor.must("reports.view")
    if not Product.objects.visible_to(actor).filter(pk=product_id).exists():
        raise ProductNotFound(product_id=product_id)
    bound = {
        "company_id": actor.company_id,
        "product": product_id,
        "from": first,
        "to": last,
        "warehouse": warehouse_id,
    }
    sees_amounts = actor.may("cost.view") and warehouse_id is None
    return [
        {
            "on": row["business_on"],
            "in_quantity": row["in_quantity"],
            "out_quantity": row["out_quantity"],
            "quantity": row["quantity"],
            "weight": row["weight"],
            "amount": row["amount"] if sees_amounts else None,
            "unit_cost": _unit_cost(row["amount"], row["weight"] or row["quantity"]) if sees_amounts else None,
        }
        for row in query(statement_of("product_days"), bound)
    ]


def _unit_cost(amount: Decimal, quantity: Decimal) -> Decimal | None:
    return quantize(divide(amount, quantity), 8) if quantity > 0 else None


def _mention(row: Row) -> Row:
    return {"id": str(row["document_id"]), "number": row["number"], "type_code": row["type_code"]}


def _price(row: Row) -> Row:
    return {
        "is_buying": row["type_code"] == PRICED_BUYING,
        "party": {"id": str(row["party_id"]), "name": row["party"]},
        "document": _mention(row),
        "on": row["business_on"],
        "price": row["price"],
        "unit": row["unit"],
        "quantity": row["quantity"],
        "has_tax": row["price_mode"] == "INCL",
    }


def _hold(row: Row) -> Row:
    keys = ("kind", "party", "warehouse", "due_on", "quantity", "lots")
    return {**{key: row[key] for key in keys}, "document": _mention(row)}


def _document(row: Row) -> Row:
    keys = ("type_label", "state", "business_on", "is_red", "party", "warehouse", "quantity")
    return {key: row[key] for key in keys}


#: The kind of items that stand against what is owed on a side.
ADVANCE_KIND = {"ar": "advance_received", "ap": "prepay"}


def party_page(actor: Actor, party_id: int, *, today: date) -> Row:
    """What is open with a party: balance by side, ageing, advances, goods not invoiced, credit left. Two statements.

    A side is None for who does not work with it (``receipt.view``; ``payment.view`` and buying prices).
    ``balance`` above zero is what is owed, and equals the party's accounts.
    """
    actor.must("parties.view")
    party = Party.objects.visible_to(actor).filter(pk=party_id).first()
    if party is None:
        raise PartyNotFound(party_id=party_id)
    bound = {"company_id": actor.company_id, "party": party_id, "today": today}
    found = {
        (row["kind"], row["bucket"]): row["amount"] for row in query(statement_of("party_balance"), bound)
    }
    receivable = _side(found, "ar") if sees_owed(actor, "ar") else None
    payable = _side(found, "ap") if sees_owed(actor, "ap") else None
    if payable is not None:
        payable["estimated"] = _sum(found, "ap_estimated")
    credit_left = None
    if receivable is not None and party.credit_limit is not None:
        credit_left = party.credit_limit - receivable["balance"]
    return {"receivable": receivable, "payable": payable, "credit_left": credit_left}


def _side(found: dict[tuple[str, str], Any], side: str) -> Row:
    owed = sum((_sum(found, kind) for kind in OWED_KINDS[side]), ZERO)
    advance = _sum(found, ADVANCE_KIND[side])
    buckets = {bucket: _in_bucket(found, side, bucket) for bucket in (*BUCKETS, "unapplied")}
    unapplied = buckets.pop("unapplied")
    return {
        "balance": owed - advance,
        "advance": advance,
        "unapplied": unapplied,
        "overdue": sum((amount for bucket, amount in buckets.items() if bucket != "not_due"), ZERO),
        "buckets": buckets,
    }


def _in_bucket(found: dict[tuple[str, str], Any], side: str, bucket: str) -> Decimal:
    return sum((found.get((kind, bucket), ZERO) for kind in OWED_KINDS[side]), ZERO)


def _sum(found: dict[tuple[str, str], Any], kind: str) -> Decimal:
    return sum((amount for (one, _), amount in found.items() if one == kind), ZERO)
