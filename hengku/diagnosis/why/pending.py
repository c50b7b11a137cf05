"""还在路上: what is not in a figure yet and would change it — drafts, orders, goods not invoiced, later days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hengku.company.queries import settings_on
from hengku.diagnosis.why.declaration import Asked, Row, Waiting
from hengku.diagnosis.why.flow import Page, bound_of, read_page, text_of
from hengku.diagnosis.why.queries import ask, hidden_types
from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.reports.statements import query, snapshot

FAR = date(9998, 12, 31)
CLOSED_DAYS = 90  # an order closed short longer ago is forgotten
LATER_MAX = 10
GOODS_AREAS = ("stock", "cost", "orders")
#: What a draft would add to a side, by the sign of its amount; red invoices are below zero by themselves.
OWED_SIGNS: Mapping[str, Mapping[str, int]] = {
    "ar": {
        "sales_issue": 1,
        "sales_invoice": 1,
        "sales_invoice_red": 1,
        "sales_return": -1,
        "sales_allowance": -1,
        "ar_bill": 1,
        "receipt": -1,
    },
    "ap": {
        "purchase_invoice": 1,
        "purchase_invoice_red": 1,
        "purchase_return": -1,
        "ap_bill": 1,
        "payment": -1,
    },
    "fund": {"receipt": 1, "payment": -1},
}
SOLD_SIGNS = {
    "sales_issue": 1,
    "sales_return": -1,
    "sales_allowance": -1,
    "sales_invoice": 0,
    "sales_invoice_red": 0,
}
BOUGHT_SIGNS = {"purchase_receipt": 1, "purchase_return": -1}
#: Flows whose rows go on after the day that was asked.
ENDS = ("as_of", "until", "period", "before")
#: Areas where another day means other documents, not only more of them: their later rows would not add up to a change.
CHOSEN_BY_DAY = ("trial", "not_invoiced")

Effect = Callable[[Row], Decimal | None]


def waiting(actor: Actor, question: Mapping[str, str], *, today: date) -> list[Waiting]:
    """What would change the figure of ``question``, each with its effect, soonest known first. Refuses as ``ask`` does.

    A question over everything (no product, no party) is told what is drafted and what comes later, fifty of each.
    """
    asked = ask(actor, question, today=today)
    if asked.is_cut:
        return []  # what one document did is done
    hidden = set(hidden_types(actor, asked))
    with snapshot():
        bound = {**bound_of(asked), "since": None}
        found = _drafts(asked, bound, hidden, today)
        if asked.kind.area in (*GOODS_AREAS, "ar", "ap"):
            found += _orders(asked, bound, hidden, today)
        if asked.kind.area in ("ap", "cost") and asked.kind.code != "ap_estimated":
            found += _not_invoiced(asked, bound, hidden)
        has_later = asked.kind.span in ENDS and asked.kind.area not in CHOSEN_BY_DAY
        if asked.kind.flow and has_later and (asked.last is None or asked.last >= today):
            found += _later(asked, hidden)
    return found


def _papers(bound: Row, types: Sequence[str], states: Sequence[str], since: date | None = None) -> list[Row]:
    named = {**bound, "types": list(types), "states": list(states), "since": since}
    return query(text_of("papers_waiting"), named)


def _waiting(why: str, row: Row, effect: Decimal | None) -> Waiting:
    document = {"id": row["id"], "number": row["number"], "type_code": row["type_code"]}
    return Waiting(why, document, row["business_on"], row["party"] or "", effect)


def _drafts(asked: Asked, bound: Row, hidden: set[str], today: date) -> list[Waiting]:
    effects = _effects_of_drafts(asked, today)
    types = [code for code in effects if code not in hidden]
    return [
        _waiting("draft", row, effects[row["type_code"]](row)) for row in _papers(bound, types, ["draft"])
    ]


def _effects_of_drafts(asked: Asked, today: date) -> dict[str, Effect]:
    """The types whose drafts matter to this figure, and what each would add."""
    area, code = asked.kind.area, asked.kind.code
    if area in ("stock", "cost"):
        moving = [kind for kind in registry().values() if kind.goods]
        return {kind.code: _moved(kind.goods, kind.code, asked) for kind in moving}
    if area == "orders":
        order = asked.kind.bind["order_type"]
        if asked.kind.bind.get("measure") == "done":
            return {}
        return {order: _signed(1, "quantity" if asked.kind.form == "quantity" else "incl")}
    if area in OWED_SIGNS:
        if code == "ap_estimated":
            return {"purchase_receipt": lambda row: row["incl"]}
        signs = dict(OWED_SIGNS[area])
        if area == "ar":  # a sale is owed once: when goods leave, or when it is invoiced (T11)
            on_issue = settings_on(asked.company_id, today).revenue_mode == "ON_ISSUE"
            signs["sales_invoice" if on_issue else "sales_issue"] = 0
        return {one: _signed(sign, "incl") for one, sign in signs.items()}
    if area in ("trade", "papers"):
        signs = BOUGHT_SIGNS if code.startswith(("bought", "purchase")) else SOLD_SIGNS
        column = {"quantity": "quantity", "net": "net", "incl": "incl"}.get(
            asked.kind.bind.get("measure", ""), ""
        )
        if area == "papers":
            less = asked.kind.bind["less_types"]
            signs = {one: -1 if one in less else 1 for one in asked.kind.bind["types"]}
        return {one: _signed(sign if column else 0, column or "net") for one, sign in signs.items()}
    return {}


def _signed(sign: int, column: str) -> Effect:
    """The amount with its sign; 0 stands for "cannot be told from the paper"."""
    return lambda row: sign * row[column] if sign else None


def _moved(goods: str, type_code: str, asked: Asked) -> Effect:
    """What a draft would do to a quantity; what it would cost is known when it is posted."""
    place = asked.values.get("warehouse")

    def effect(row: Row) -> Decimal | None:
        quantity: Decimal = row["quantity"]
        if asked.kind.form != "quantity" or asked.kind.code in ("reserved", "in_transit"):
            return None
        if goods in ("to_transit", "from_transit"):
            if place is None or asked.kind.code.startswith(("in_", "out_")):
                return None
            if goods == "to_transit":
                return -quantity if row["warehouse_id"] == place else Decimal(0)
            return quantity if row["warehouse_to_id"] == place else Decimal(0)
        if goods in ("inside", "from_consigned", "from_outsourced", "from_custody"):
            return None
        if goods != "both":
            change = quantity if goods == "in" else -quantity
            return -change if asked.kind.code.startswith("out_") else change
        if type_code != "transfer_direct" or asked.kind.code.startswith(("in_", "out_")):
            return None
        if place is None:
            return Decimal(0)
        return quantity * ((row["warehouse_to_id"] == place) - (row["warehouse_id"] == place))

    return effect


def _orders(asked: Asked, bound: Row, hidden: set[str], today: date) -> list[Waiting]:
    """Orders in force, and those closed short: what is left of them will not come."""
    area, code = asked.kind.area, asked.kind.code
    if area == "orders" or code in ("ap_estimated", "reserved"):
        return []
    signs = {"purchase_order": 1, "sales_order": -1}
    if area in ("ar", "ap"):
        signs = {"sales_order": 1} if area == "ar" else {"purchase_order": 1}
    types = [one for one in signs if one not in hidden]
    found = []
    for row in _papers(bound, types, ["approved", "partial"]):
        sign = signs[row["type_code"]]
        left = row["incl_left"] if area in ("ar", "ap") else row["quantity_left"]
        if left == 0:
            continue
        is_told = asked.kind.form == "quantity" or area in ("ar", "ap")
        effect = sign * left if is_told and not code.startswith(("in_", "out_")) else None
        found.append(
            _waiting("order_in" if row["type_code"] == "purchase_order" else "order_out", row, effect)
        )
    closed = _papers(bound, types, ["closed_short"], today - timedelta(days=CLOSED_DAYS))
    return found + [_waiting("closed_short", row, Decimal(0)) for row in closed]


NOT_INVOICED = """
SELECT i.document_id AS id, document.number, document.type_code, document.business_on, party.name AS party, i.residual
FROM settlement_item AS i
JOIN documents_document AS document ON document.company_id = i.company_id AND document.id = i.document_id
LEFT JOIN parties_party AS party ON party.company_id = i.company_id AND party.id = i.party_id
WHERE i.company_id = %(company_id)s AND i.kind = 'ap_estimated' AND i.residual <> 0
  AND (%(party)s::bigint IS NULL OR i.party_id = %(party)s)
  AND (%(product)s::bigint IS NULL OR EXISTS (
      SELECT 1 FROM documents_line AS line
      WHERE line.company_id = i.company_id AND line.document_id = i.document_id AND line.product_id = %(product)s))
ORDER BY document.business_on DESC, i.id DESC
LIMIT 50
"""


def _not_invoiced(asked: Asked, bound: Row, hidden: set[str]) -> list[Waiting]:
    """Goods received and not invoiced: the invoice makes the debt, and may change the cost."""
    rows = [row for row in query(NOT_INVOICED, bound) if row["type_code"] not in hidden]
    is_owed = asked.kind.area == "ap"
    return [_waiting("not_invoiced", row, row["residual"] if is_owed else None) for row in rows]


def _later(asked: Asked, hidden: set[str]) -> list[Waiting]:
    """What is posted already, with a later business date."""
    last = asked.last or date.min
    after = replace(asked, first=last + timedelta(days=1), last=FAR)
    page = Page(last + timedelta(days=1), FAR, 0, LATER_MAX)
    rows = read_page(after, bound_of(after), page, opening=Decimal(0), hidden_types=sorted(hidden))
    return [
        _waiting("later", {**row, "id": row["document_id"]}, row["change"])
        for row in rows[:LATER_MAX]
        if row["number"] is not None
    ]
