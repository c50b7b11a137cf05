"""可疑: what behind a figure looks wrong, each with what to do.

Two kinds of doubt: the invariants of the company's books that touch the same product, party or account, and signs of
human error from the catalogue of faults that are certain enough to be worth a look (F03 wrong by a place, F05 booked
twice, F01 booked late, F44 below zero in the past). None of them changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import psycopg
from django.db import connection, transaction

from hengku.diagnosis.invariants import BY_CODE
from hengku.diagnosis.labels import Labels
from hengku.diagnosis.parameters import parameters
from hengku.diagnosis.queries import reading, statement_of
from hengku.diagnosis.why.declaration import Answer, Asked, Doubt, Row
from hengku.diagnosis.why.flow import Day, bound_of, read_days
from hengku.diagnosis.why.flow import text_of as flow_text
from hengku.diagnosis.why.queries import ask, explain, hidden_types
from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import exact_text
from hengku.reports.statements import query, snapshot

#: Which invariants touch which figures, and the column of their findings that must be the one asked about.
INVARIANTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "stock": (("I01", "I01c", "I04", "I07"), "product"),
    "cost": (("I01b", "I26", "I13b", "I01c"), "product"),
    "ar": (("I17", "I19"), "party"),
    "ap": (("I18", "I18b", "I19"), "party"),
}
#: Longer than this and the health page is asked instead.
CHECK_MS = 400
TOLD_MAX = 5
#: A price beyond three times the usual one, up or down, or a document entered so many days late, is worth a look.
FAR_TIMES = 3
LATE_DAYS = 3
LOOK_BACK_DAYS = 120

DUPLICATES = """
SELECT array_agg(d.id ORDER BY d.id) AS ids, array_agg(d.number ORDER BY d.id) AS numbers,
       min(d.type_code) AS type_code, d.business_on, min(d.amount_incl) AS amount, min(party.name) AS party
FROM documents_document AS d
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE d.company_id = %(company_id)s AND d.state IN ('posted', 'approved', 'partial', 'done') AND NOT d.is_red
  AND d.party_id IS NOT NULL AND d.amount_incl <> 0 AND d.type_code <> ALL(%(hidden)s)
  AND d.business_on BETWEEN %(since)s AND %(last)s
  AND (%(party)s::bigint IS NULL OR d.party_id = %(party)s)
  AND (%(product)s::bigint IS NULL OR EXISTS (
      SELECT 1 FROM documents_line AS line
      WHERE line.company_id = d.company_id AND line.document_id = d.id AND line.product_id = %(product)s))
GROUP BY d.type_code, d.party_id, d.business_on, d.amount_incl, d.warehouse_id
HAVING count(*) > 1
ORDER BY d.business_on DESC
LIMIT 5
"""
PRICES = """
WITH priced AS (
    SELECT d.id, d.number, d.type_code, d.business_on,
           line.amount_net / documents_measure(line.data, line.quantity_base) AS price  -- B2
    FROM documents_line AS line
    JOIN documents_document AS d ON d.company_id = line.company_id AND d.id = line.document_id
    WHERE line.company_id = %(company_id)s AND line.product_id = %(product)s AND line.quantity_base > 0
      AND line.amount_net > 0 AND d.type_code = 'purchase_receipt' AND d.state = 'posted' AND NOT d.is_red
      AND d.business_on BETWEEN %(since)s AND %(last)s
),
usual AS (
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY price) AS price, count(*) AS receipts FROM priced
)
SELECT priced.id, priced.number, priced.type_code, priced.business_on, round(priced.price, 4) AS price,
       round(usual.price, 4) AS usual
FROM priced, usual
WHERE usual.receipts >= 3 AND 'purchase_receipt' <> ALL(%(hidden)s)
  AND (priced.price > usual.price * %(times)s OR priced.price * %(times)s < usual.price)
ORDER BY priced.business_on DESC
LIMIT 5
"""
LATE = """
SELECT document.id, document.number, document.type_code, document.business_on,
       (document.posted_at AT TIME ZONE 'Asia/Shanghai')::date - document.business_on AS days
FROM documents_document AS document
WHERE document.company_id = %(company_id)s AND document.type_code <> ALL(%(hidden)s)
  AND document.id IN (
      SELECT flow.document_id FROM ({flow}) AS flow WHERE flow.business_on BETWEEN %(since)s AND %(last)s
  )
  AND (document.posted_at AT TIME ZONE 'Asia/Shanghai')::date - document.business_on > %(late)s
ORDER BY document.posted_at DESC
LIMIT 6
"""
NEW = """
SELECT document.id, document.number, document.type_code, document.business_on, sum(flow.amount) AS change
FROM ({flow}) AS flow
JOIN documents_document AS document ON document.company_id = %(company_id)s AND document.id = flow.document_id
WHERE document.posted_at > %(seen_at)s AND document.type_code <> ALL(%(hidden)s)
  AND (%(first)s::date IS NULL OR flow.business_on >= %(first)s)
  AND (%(last)s::date IS NULL OR flow.business_on <= %(last)s)
GROUP BY document.company_id, document.id
ORDER BY document.posted_at DESC
LIMIT 6
"""


def doubts(
    actor: Actor, question: Mapping[str, str], *, today: date, seen_at: datetime | None = None
) -> list[Doubt]:
    """What looks wrong behind the figure of ``question``, the gravest first. Refuses as ``ask`` does.

    ``seen_at`` is the moment the page showed the figure: what was posted since is told too.
    """
    asked = ask(actor, question, today=today)
    found: list[Doubt] = []
    answer = explain(actor, question, today=today, size=1)
    if not answer.agrees:
        found.append(_mismatch(answer))
    found += _violated(actor, asked)
    if not asked.kind.flow or asked.is_cut:
        return found
    hidden = hidden_types(actor, asked)
    with snapshot():
        bound = _bound(asked, hidden, today)
        found += _below_zero(asked, read_days(asked, bound_of(asked), ()))
        if asked.values.get("product") or asked.values.get("party"):
            found += _duplicates(bound)
        if asked.values.get("product") and actor.may(PURCHASE_PRICES):
            found += _prices(bound)
        if asked.kind.span != "now":
            found += _late(asked, bound)
        if seen_at is not None:
            found += _new(asked, bound, seen_at)
    return found


def _bound(asked: Asked, hidden: Sequence[str], today: date) -> Row:
    last = asked.last or today
    since = date.fromordinal(max(1, last.toordinal() - LOOK_BACK_DAYS))
    named = {**bound_of(asked), "hidden": list(hidden), "since": since, "times": FAR_TIMES, "late": LATE_DAYS}
    return {**named, "last": last}


def _mismatch(answer: Answer) -> Doubt:
    difference = (answer.figure or Decimal(0)) - (answer.total or Decimal(0))
    data = {
        "figure": exact_text(answer.figure or Decimal(0)),
        "total": exact_text(answer.total or Decimal(0)),
        "difference": exact_text(difference),
    }
    text = (
        "各单据合计 {total},页面显示 {figure},相差 {difference}:余额与流水不一致。"
        "请先不要依据它做决定,到「健康」核对,并把结果发给管理员。"
    )
    return Doubt("sum_differs", "红", text.format_map(data), data=data)


def _violated(actor: Actor, asked: Asked) -> list[Doubt]:
    """Findings of the invariants that touch the same product or party; a check that takes too long is left out."""
    codes, key = INVARIANTS.get(asked.kind.area, ((), ""))
    wanted = asked.values.get(key)
    if not wanted:
        return []
    hidden = set(hidden_types(actor, asked))
    found = []
    with reading("default") as ask_books:
        rows: list[Row] = []
        for code in codes:
            invariant = BY_CODE[code]
            where = f"WHERE f.{key}_id = %(wanted)s LIMIT {TOLD_MAX}"
            statement = f"SELECT f.* FROM ({statement_of(invariant)}) AS f {where}"  # noqa: S608
            bound = {**parameters(asked.company_id), "kinds": list(invariant.kinds), "wanted": wanted}
            with _in_time():
                rows += [{**row, "code": code} for row in ask_books(statement, bound)]
        labels = Labels(ask_books, asked.company_id, rows) if rows else None
        for row in rows:
            if labels is None:
                break
            invariant = BY_CODE[row.pop("code")]
            text = invariant.says.format_map(labels.words(row))
            documents = _seen(labels.documents(row["document_ids"]), hidden)
            found.append(Doubt(invariant.code, invariant.severity, text, documents))
    return found


@contextmanager
def _in_time() -> Iterator[None]:
    """What takes longer than a look may take is left out; the health page asks all of it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {CHECK_MS}")
            yield
    except psycopg.errors.QueryCanceled:
        return


def _seen(documents: Sequence[Row], hidden: set[str]) -> tuple[Row, ...]:
    prefixes = {kind.prefix for kind in registry().values() if kind.code in hidden}
    return tuple(
        {"id": one["id"], "number": one["number"], "type_code": ""}
        for one in documents
        if one["number"] and one["number"].partition("-")[0] not in prefixes
    )


def _below_zero(asked: Asked, days: Sequence[Day]) -> list[Doubt]:
    """Goods that went out and were not there: something was booked late, twice, or in another warehouse."""
    if asked.kind.code not in ("on_hand", "closing_quantity", "opening_quantity") or not asked.values.get(
        "product"
    ):
        return []
    balance = Decimal(0)
    for day in days:
        balance += day.change
        if balance < 0:
            data = {"day": day.on.isoformat(), "balance": exact_text(balance)}
            text = "{day} 结存曾为 {balance}:出库早于入库。请核对当日前后是否有入库补录、漏录,或记错了仓库。"
            return [Doubt("below_zero", "橙", text.format_map(data), data=data)]
    return []


def _duplicates(bound: Row) -> list[Doubt]:
    found = []
    for row in query(DUPLICATES, bound):
        documents = tuple(
            {"id": pk, "number": number, "type_code": row["type_code"]}
            for pk, number in zip(row["ids"], row["numbers"], strict=True)
        )[:TOLD_MAX]
        data = {
            "type": row["type_code"],
            "type_label": registry()[row["type_code"]].label,
            "day": row["business_on"].isoformat(),
            "party": row["party"] or "",
            "count": str(len(row["ids"])),
        }
        text = (
            "{party} 在 {day} 有 {count} 张金额、仓库都相同的{type_label}:可能重复录入。"
            "若是同一笔,请红冲其中多余的。"
        )
        found.append(Doubt("duplicate", "橙", text.format_map(data), documents, data))
    return found


def _prices(bound: Row) -> list[Doubt]:
    found = []
    for row in query(PRICES, bound):
        data = {
            "number": row["number"],
            "price": exact_text(row["price"], 2),
            "usual": exact_text(row["usual"], 2),
        }
        text = (
            "{number} 的进价 {price} 与平时的 {usual} 相差三倍以上:可能录错小数位或单位(箱/个)。"
            "请核对送货单。"
        )
        found.append(Doubt("price_far", "橙", text.format_map(data), (_mention(row),), data))
    return found


def _late(asked: Asked, bound: Row) -> list[Doubt]:
    rows = query(LATE.format(flow=flow_text(asked.kind.flow)), bound)
    if not rows:
        return []
    count = f"{TOLD_MAX}+" if len(rows) > TOLD_MAX else str(len(rows))
    data = {"count": count, "days": str(max(row["days"] for row in rows))}
    text = "有 {count} 张单据在业务日期之后才补录(最晚 {days} 天后过账):之前看到的数不含它们。"
    documents = tuple(_mention(row) for row in rows[:TOLD_MAX])
    return [Doubt("booked_late", "黄", text.format_map(data), documents, data)]


def _new(asked: Asked, bound: Row, seen_at: datetime) -> list[Doubt]:
    named = {**bound, "first": asked.first, "last": asked.last, "seen_at": seen_at}
    if asked.last is None:
        named["last"] = None
    rows = query(NEW.format(flow=flow_text(asked.kind.flow)), named)
    if not rows:
        return []
    data = {"count": str(len(rows)), "change": exact_text(sum((row["change"] for row in rows), Decimal(0)))}
    text = "在您打开页面之后又过账了 {count} 张单据,合计 {change}:请刷新页面。"
    documents = tuple(_mention(row) for row in rows[:TOLD_MAX])
    return [Doubt("posted_since", "黄", text.format_map(data), documents, data)]


def _mention(row: Mapping[str, Any]) -> Row:
    return {"id": row["id"], "number": row["number"], "type_code": row["type_code"]}
