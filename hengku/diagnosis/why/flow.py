"""The rows behind a figure, read from the books: what each day came to, and a page of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from hengku.catalog.models import Product
from hengku.diagnosis.why.declaration import Asked, Row
from hengku.reports.corrections import bind_corrected
from hengku.reports.parameters import category_ids
from hengku.reports.statements import AFTER, query, statement_of

SQL = Path(__file__).parent / "sql"
#: What any flow may name and a kind may leave out.
NOTHING: Row = {
    "product": None, "product_ids": None, "warehouse": None, "status": None, "party": None, "department": None,
    "fund_account": None, "account": None, "voucher": None, "item": None, "less_kinds": [],
    "maker": None, "handler": None, "origin": None, "order_line": None, "way": None, "leaves_only": None,
    "unnumbered": False, "stage": None, "reason": None, "responsible": None, "shift": None,
    "measure": "quantity", "roles": ["stock", "transit", "quality", "consigned", "outsourced"], "only_funds": False,
    "from": None, "to": None, "as_of": None, "type": None, "lot": None, "cause": None, "category_ids": None,
    "items": None, "order_lines": None, "lots": None, "sales": None, "movements": None,
}  # fmt: skip
#: How a flow is narrowed to some rows of a report: the keys that tell these apart, and what the statement calls them.
#: Several keys stand together as text, ``1:2``. Flows without a line here are narrowed by product.
NARROWED: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "residuals": (("item",), "items"),
    "carried": (("order_line",), "order_lines"),
    "held_of_others": (("order_line",), "order_lines"),
    "open_orders": (("order_line",), "order_lines"),
    "custody_cost": (("order_line",), "order_lines"),
    "outsourced_use": (("order_line",), "order_lines"),
    "produced": (("order_line",), "order_lines"),
    "wished": (("order_line",), "order_lines"),
    "lot_moves": (("lot", "warehouse", "status", "party"), "lots"),
    "moved": (("origin", "product", "cause"), "movements"),
}
#: Sales of one document: what it sold of a product on one day.
OF_A_SALE: Final = ("document", "product", "from")
#: Filters on top of every flow: one document, one line of it, one moment, and the last day only up to a moment.
CUT = """
WHERE (%(first)s::date IS NULL OR flow.business_on >= %(first)s)
  AND (%(last)s::date IS NULL OR flow.business_on <= %(last)s)
  AND (%(document)s::bigint IS NULL OR flow.document_id = %(document)s)
  AND (%(line)s::bigint IS NULL OR flow.line_id = %(line)s)
  AND (%(seq)s::bigint IS NULL OR flow.seq = %(seq)s)
  AND (%(upto)s::bigint IS NULL OR flow.business_on < %(last)s OR flow.seq <= %(upto)s)
"""


@dataclass(frozen=True, slots=True)
class Day:
    """What the rows of one day come to; ``hidden`` is the part of it that the asker may not see."""

    on: date
    change: Decimal
    plus: Decimal
    minus: Decimal
    documents: int
    hidden: Decimal
    hidden_documents: int


@dataclass(frozen=True, slots=True)
class Page:
    """``size`` rows of the days ``first`` … ``last``, without the newest ``skip``."""

    first: date
    last: date
    skip: int
    size: int


@cache
def text_of(flow: str) -> str:
    """The statement of a flow; what it comes after, of the reports, stands before it (``-- after: name``)."""
    text = (SQL / f"{flow}.sql").read_text("utf-8").strip()
    before = AFTER.match(text)
    return f"{statement_of(before[1])}\n{text}" if before else text


def bound_of(asked: Asked) -> Row:
    """What the statements of this question name. At most two statements: the categories, and the products meant."""
    values = asked.values
    bound = {
        **NOTHING,
        **{key: value for key, value in values.items() if key not in ("q", "category", "own_category")},
        **asked.kind.bind,
        "company_id": asked.company_id,
        "first": asked.first,
        "last": asked.last,
        "today": values.get("as_of"),
        "from_day": asked.first,  # for flows that PostgreSQL cannot narrow from outside
        "by_warehouse": values.get("by") == "warehouse" or values.get("warehouse") is not None,
    }
    if asked.kind.flow == "corrected":
        bound = bind_corrected(bound)
    for key in ("document", "line", "seq", "upto"):
        bound.setdefault(key, None)
    bound["product_ids"] = _product_ids(asked)
    return bound | _narrowed(asked) if asked.shown is not None else bound


def _narrowed(asked: Asked) -> Row:
    """Which rows are meant, of those the report shows."""
    keys, name = NARROWED.get(asked.kind.flow, (("product",), "product_ids"))
    if any("document" in row for row in asked.rows):
        keys, name = OF_A_SALE, "sales"
    if len(keys) == 1:
        return {name: [int(row[keys[0]]) for row in asked.rows]}
    return {name: [":".join(row.get(key, "") for key in keys) for row in asked.rows]}


def _product_ids(asked: Asked) -> list[int] | None:
    """The products of a category, or those a search means; None for all."""
    values = asked.values
    if asked.kind.area == "slow":
        return _slow_ids(asked)
    found = Product.objects.of_company(asked.company_id)
    own, text = values.get("own_category"), values.get("q")
    if own is None and values.get("category") is None and not text:
        return None
    if own is not None:
        found = found.filter(category_id=own)
    if values.get("category") is not None:
        found = found.filter(category_id__in=category_ids(asked.company_id, values["category"]) or [])
    ids = list(found.values_list("pk", flat=True))
    if not text:
        return ids
    pattern = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text.upper())
    rows = query(
        "SELECT id FROM catalog_product WHERE company_id = %(company_id)s AND id = ANY(%(ids)s) AND"
        " (upper(name) LIKE %(pattern)s OR upper(code) LIKE %(pattern)s OR upper(initials) LIKE %(pattern)s)",
        {"company_id": asked.company_id, "ids": ids, "pattern": f"%{pattern}%"},
    )
    return [row["id"] for row in rows]


def _slow_ids(asked: Asked) -> list[int]:
    """The products that 滞销呆滞分析 shows."""
    categories = category_ids(asked.company_id, asked.values.get("category"))
    bound = {"company_id": asked.company_id, "today": asked.values["as_of"], "category_ids": categories}
    rows = query(statement_of("slow_stock"), {**bound, "days": int(asked.values["days"])})
    return [row["product_id"] for row in rows]


def read_days(asked: Asked, bound: Row, hidden_types: Sequence[str]) -> list[Day]:
    """Each day's sum, oldest first. One statement; types are joined only where something must be hidden."""
    join, hidden = "", "0::numeric AS hidden, 0 AS hidden_documents"
    if hidden_types:
        join = """LEFT JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = flow.document_id"""
        hidden = """coalesce(sum(flow.amount) FILTER (WHERE document.type_code = ANY(%(hidden_types)s)), 0) AS hidden,
       count(DISTINCT flow.document_id) FILTER (WHERE document.type_code = ANY(%(hidden_types)s)) AS hidden_documents"""
    rows = query(
        f"""
SELECT flow.business_on AS on_day,
       sum(flow.amount) AS change,
       coalesce(sum(flow.amount) FILTER (WHERE flow.amount > 0), 0) AS plus,
       coalesce(sum(flow.amount) FILTER (WHERE flow.amount < 0), 0) AS minus,
       count(DISTINCT flow.document_id) AS documents,
       {hidden}
FROM (
{text_of(asked.kind.flow)}
) AS flow
{join}
{CUT}
GROUP BY flow.business_on
ORDER BY flow.business_on
""",  # noqa: S608
        {**bound, "hidden_types": list(hidden_types)},
    )
    return [
        Day(
            row["on_day"], row["change"], row["plus"], row["minus"], row["documents"], row["hidden"],
            row["hidden_documents"],
        )
        for row in rows
    ]  # fmt: skip


def read_page(
    asked: Asked, bound: Row, page: Page, *, opening: Decimal, hidden_types: Sequence[str]
) -> list[Row]:
    """What each document did in the days of ``page``, newest first, with the balance after it. One statement.

    ``opening`` is the sum of the days before. Documents of hidden types are left out, their effect on the balance is
    not.
    """
    return query(
        f"""
WITH change AS (
    SELECT flow.business_on, flow.document_id, flow.note, max(flow.seq) AS seq, sum(flow.amount) AS change,
           array_agg(DISTINCT flow.line_id) FILTER (WHERE flow.line_id IS NOT NULL) AS line_ids
    FROM (
{text_of(asked.kind.flow)}
    ) AS flow
    {CUT} AND flow.business_on BETWEEN %(page_first)s AND %(page_last)s
    GROUP BY flow.business_on, flow.document_id, flow.note
    HAVING bool_or(flow.amount <> 0)
),
running AS (
    SELECT change.*, %(opening)s + sum(change.change) OVER so_far AS balance, row_number() OVER so_far AS place
    FROM change
    WINDOW so_far AS (
        ORDER BY business_on, seq, document_id NULLS LAST, note ROWS UNBOUNDED PRECEDING
    )
)
SELECT running.*, document.number, document.type_code, document.posted_at, document.posted_by, document.device,
       party.name AS party
FROM running
LEFT JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = running.document_id
LEFT JOIN parties_party AS party ON party.company_id = document.company_id AND party.id = document.party_id
WHERE document.type_code IS NULL OR document.type_code <> ALL(%(hidden_types)s)
ORDER BY running.place DESC
LIMIT %(size)s OFFSET %(skip)s
""",  # noqa: S608
        {
            **bound,
            "page_first": page.first,
            "from_day": page.first,
            "page_last": page.last,
            "size": page.size + 1,  # one more tells whether there are more
            "skip": page.skip,
            "opening": opening,
            "hidden_types": list(hidden_types),
        },
    )
