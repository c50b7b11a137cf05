"""Reading documents: the list with its totals. One document in full is in ``queries_detail``.

What somebody may not see is not there: types without ``<type>.view`` never appear, and the money of types
that show cost is None without ``cost.view``, in rows, sums, and as an order of rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from hengku.documents.declaration import DocumentType, document_type, registry
from hengku.documents.models import Document, Line
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.kit.errors import Invalid
from hengku.kit.models import CompanyQuerySet
from hengku.kit.numbers import ZERO_FEN

Row = dict[str, Any]

SIZE_MAX = 500
MONEY = ("amount_net", "amount_tax", "amount_incl")
#: What a list can be ordered by, with the columns behind it; the id always comes last, so that pages never overlap.
SORTS = {
    "business_on": "business_on",
    "number": "number",
    "state": "state",
    "party": "party__name",
    "posted_at": "posted_at",
    "created_at": "created_at",
    "amount_net": "amount_net",
    "amount_incl": "amount_incl",
}
#: Rows read from each type's own index before they are merged; deeper pages are sorted as a whole.
MERGED_ROWS_MAX = 2_000
WHOLE_NUMBER = re.compile(r"[A-Z]{2,6}-\d{8}-\d{4,}")


@dataclass(eq=False)
class CannotSort(Invalid):
    """Not a column of the list, or one the actor may not see."""

    sort: str
    known: tuple[str, ...]
    text = "不能按 {sort} 排序。可用:{known},前面加 - 表示倒序。"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list asks. ``types`` empty means every type; ``text`` searches number, party, remark and
    outside number.
    """

    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    party_id: int | None = None
    warehouse_id: int | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    page: int = 1
    size: int = 50
    sort: str = "-business_on"


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One page, the number of all rows, and their sums (None for money the actor may not see)."""

    rows: list[Row]
    total: int
    sums: Row


def may_view(actor: Actor, kind: DocumentType) -> bool:
    """Whether the actor may look at documents of this type."""
    return actor.may(f"{kind.code}.view")


def hides_money(actor: Actor, kind: DocumentType) -> bool:
    """Whether prices and amounts of this type are kept from the actor (X23): they are cost, and cost is not
    theirs.
    """
    return any(f.shows_cost for f in (*kind.header, *kind.lines)) and not actor.may("cost.view")


def list_documents(actor: Actor, wanted: ListQuery, *, with_sums: bool = True) -> DocumentList:
    """The documents asked for, newest first unless said otherwise. Four statements, whatever the number of rows.

    Without ``with_sums`` nothing is counted: ``total`` is the number of rows of the page.
    """
    kinds = [document_type(code) for code in wanted.types] or list(registry().values())
    for kind in kinds if wanted.types else ():
        actor.must(f"{kind.code}.view")
    codes = [kind.code for kind in kinds if may_view(actor, kind)]
    secret = {kind.code for kind in kinds if hides_money(actor, kind)}
    order = _order(wanted.sort, hides_amounts=bool(secret & set(codes)))
    found = _filtered(Document.objects.visible_to(actor), wanted)
    everything = found.filter(type_code__in=codes)
    sums = (
        everything.aggregate(total=Count("id"), **{key: Coalesce(Sum(key), ZERO_FEN) for key in MONEY})
        if with_sums
        else {"total": 0}
    )
    size = max(1, min(wanted.size, SIZE_MAX))
    offset = (max(wanted.page, 1) - 1) * size
    rows = _page(found, codes, order, offset, size)
    total = sums.pop("total") if with_sums else len(rows)
    if not with_sums or secret & set(codes):
        sums = dict.fromkeys(MONEY)
    return DocumentList(rows=_completed(rows, secret), total=total, sums=sums)


def _order(sort: str, *, hides_amounts: bool) -> tuple[str, str]:
    descending = sort.startswith("-")
    key = sort.removeprefix("-")
    known = tuple(k for k in SORTS if not (hides_amounts and k in MONEY))
    if key not in known:
        raise CannotSort(sort=sort[:32], known=known).at(field="sort")
    sign = "-" if descending else ""
    return (f"{sign}{SORTS[key]}", f"{sign}id")


def _filtered(found: CompanyQuerySet, wanted: ListQuery) -> CompanyQuerySet:
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.party_id is not None:
        found = found.filter(party_id=wanted.party_id)
    if wanted.warehouse_id is not None:
        found = found.filter(Q(warehouse_id=wanted.warehouse_id) | Q(warehouse_to_id=wanted.warehouse_id))
    if wanted.first is not None:
        found = found.filter(business_on__gte=wanted.first)
    if wanted.last is not None:
        found = found.filter(business_on__lte=wanted.last)
    text = wanted.text.strip()
    if not text:
        return found
    if WHOLE_NUMBER.fullmatch(text.upper()):
        return found.filter(number=text.upper())  # by index: a scanned or pasted number answers at once
    return found.filter(
        Q(number__icontains=text)
        | Q(party__name__icontains=text)
        | Q(remark__icontains=text)
        | Q(source_number__icontains=text)
    )


COLUMNS = (
    "id",
    "type_code",
    "number",
    "state",
    "business_on",
    "due_on",
    "party_id",
    "party__name",
    "warehouse_id",
    "warehouse__name",
    "amount_net",
    "amount_tax",
    "amount_incl",
    "is_red",
    "remark",
    "created_by",
    "created_at",
    "posted_at",
    "revision",
)


def _page(
    found: CompanyQuerySet, codes: Sequence[str], order: tuple[str, str], offset: int, size: int
) -> list[Row]:
    """The rows of one page.

    Several types by date: each type's index gives its own first rows in order, and only those are merged, so that the
    first pages cost the same with a million documents as with a thousand.
    """
    if order[0].removeprefix("-") != "business_on" or len(codes) < 2 or offset + size > MERGED_ROWS_MAX:
        chosen = found.filter(type_code__in=codes).order_by(*order)[offset : offset + size]
        return list(chosen.values(*COLUMNS))
    parts = [
        found.filter(type_code=code).order_by(*order).values_list("id", "business_on")[: offset + size]
        for code in codes
    ]
    merged = parts[0].union(*parts[1:], all=True).order_by(*order)[offset : offset + size]
    ids = [row[0] for row in merged]
    by_id = {row["id"]: row for row in found.filter(pk__in=ids).values(*COLUMNS)}
    return [by_id[pk] for pk in ids if pk in by_id]


def _completed(rows: list[Row], secret: Collection[str]) -> list[Row]:
    """Names for ids, ids as text, and no money where it is not theirs to see."""
    names = names_of([row["created_by"] for row in rows])
    for row in rows:
        row["id"] = str(row["id"])
        row["party"] = _named(row.pop("party_id"), row.pop("party__name"))
        row["warehouse"] = _named(row.pop("warehouse_id"), row.pop("warehouse__name"))
        row["created_by_name"] = names.get(row.pop("created_by"), "")
        if row["type_code"] in secret:
            row.update(dict.fromkeys(MONEY))
    return rows


def _named(pk: int | None, name: str | None) -> Row | None:
    return None if pk is None else {"id": str(pk), "name": name}


def product_has_lines(company_id: int, product_id: int) -> bool:
    """Whether a product stands in any document, drafts included: then its units and code stay (B1, B8)."""
    return Line.objects.of_company(company_id).filter(product_id=product_id).exists()


def category_has_lines(company_id: int, category_id: int) -> bool:
    """Whether any product of a category stands in a document: then its inventory account stays."""
    return Line.objects.of_company(company_id).filter(product__category_id=category_id).exists()
