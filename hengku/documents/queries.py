"""Reading documents: the list with its totals. One document in full is in ``queries_detail``.

What somebody may not see is not there: types without ``<type>.view`` never appear, and the money of types
that show cost is None without ``cost.view``, that of purchases without ``purchase_price.view``, in rows, sums,
filters, and as an order of rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
from django.db import OperationalError, connection, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from hengku.documents.declaration import DocumentType, Field, document_type, registry
from hengku.documents.filter_rules import Filter, FilterField
from hengku.documents.models import Document, Line
from hengku.documents.queries_filter import AMOUNTS, fields_for, filtered
from hengku.documents.queries_made import tell_made
from hengku.documents.queries_order import (
    INDEXED,
    SORTS,
    Cursor,
    Order,
    cursor_text,
    first_ids,
    read_cursor,
    read_order,
)
from hengku.documents.rules import HEADER_REFERENCES
from hengku.documents.versions import REVISED, VERSION
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit import sql
from hengku.kit.models import CompanyQuerySet
from hengku.kit.numbers import ZERO_FEN
from hengku.parties.models import Party

Row = dict[str, Any]

SIZE_MAX = 500
MONEY = AMOUNTS
MONEY_KINDS = frozenset({"price", "amount"})
WHOLE_NUMBER = re.compile(r"[A-Z]{2,6}-\d{8}-\d{4,}(-\d+)?")
#: Counting further than this is not worth waiting for when the exact figure does not come in time.
COUNT_MAX = 100_000
COUNT_MILLISECONDS = 2_500
PARTIES_MAX = 500
READ_SIZE = 2_000
#: Who filters by these asks for older versions too, where they are.
NAMES_VERSIONS = frozenset({"id", "number", "state"})
VERSION_KEY = f"data__{VERSION}"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list asks. ``types`` empty means every type; ``text`` searches number, party, remark and
    outside number. A ``cursor`` of an earlier answer leads to its neighbouring page; without one ``page`` counts.
    Of an order that was revised only the newest version is listed, unless ``older`` ones, their state, a number or
    documents by id are asked for.
    """

    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    party_id: int | None = None
    warehouse_id: int | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    filter: Filter = field(default_factory=Filter)
    page: int = 1
    size: int = 50
    sort: str = "-business_on"
    cursor: str = ""
    older: bool = False


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One page, the number of all rows, and their sums (None for money the actor may not see). ``next`` and
    ``previous`` are cursors, empty where there is nothing more.
    """

    rows: list[Row]
    total: int
    sums: Row
    next: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows and what they sum to. Not exact: at least so many, and no sums."""

    total: int
    is_exact: bool
    sums: Row


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which types the actor sees of those asked for, and whose money is kept from them."""

    kinds: tuple[DocumentType, ...]
    codes: tuple[str, ...]
    secret: frozenset[str]


def may_view(actor: Actor, kind: DocumentType) -> bool:
    """Whether the actor may look at documents of this type."""
    return actor.may(f"{kind.code}.view")


def hides_money(actor: Actor, kind: DocumentType) -> bool:
    """Whether prices and amounts of this type are kept from the actor (X23): they are cost, or what we buy
    at, and that is not theirs to see.
    """
    if kind.shows_purchase_price and not actor.may(PURCHASE_PRICES):
        return True
    return any(f.shows_cost for f in (*kind.header, *kind.lines)) and not actor.may("cost.view")


def filter_fields(actor: Actor, types: Collection[str]) -> dict[str, FilterField]:
    """What the actor may filter a list of these types by (all types when empty)."""
    seen = _seen(actor, tuple(types))
    return fields_for(seen.kinds, hides_amounts=bool(seen.secret))


def shown_fields(actor: Actor, kind: DocumentType, fields: Sequence[Field]) -> list[Field]:
    """The fields of header or line the actor may see: without the money of a type whose money is hidden."""
    hidden = hides_money(actor, kind)
    sees_cost = actor.may("cost.view")
    return [
        field
        for field in fields
        if not (hidden and field.kind in MONEY_KINDS) and (sees_cost or not field.shows_cost)
    ]


def list_documents(actor: Actor, wanted: ListQuery, *, with_sums: bool = True) -> DocumentList:
    """The documents asked for, newest first unless said otherwise. Five statements, whatever the number of rows,
    and one more where orders to make goods are among them.

    Without ``with_sums`` nothing is counted: ``total`` is the number of rows of the page.
    """
    seen = _seen(actor, wanted.types)
    order = read_order(wanted.sort, hides_amounts=bool(seen.secret))
    cursor = read_cursor(wanted.cursor, order)
    found = _filtered(actor, wanted)
    size = max(1, min(wanted.size, SIZE_MAX))
    offset = 0 if cursor else (max(wanted.page, 1) - 1) * size
    ids, following, preceding = _page(found, seen.codes, order, cursor, offset, size)
    raw = _rows(actor, ids)
    previous = cursor_text(order, raw[0], backwards=True) if raw and preceding else ""
    following_text = cursor_text(order, raw[-1], backwards=False) if raw and following else ""
    rows = tell_made(actor.company_id, completed(raw, seen.secret))
    totals = (
        _exact(found.filter(type_code__in=seen.codes), seen)
        if with_sums
        else Totals(len(rows), False, dict.fromkeys(MONEY))
    )
    return DocumentList(rows, totals.total, totals.sums, following_text, previous)


def document_totals(actor: Actor, wanted: ListQuery) -> Totals:
    """Number and sums of everything the list finds: exact when that takes no more than some seconds, else “at least
    100,000” without sums.
    """
    seen = _seen(actor, wanted.types)
    found = _filtered(actor, wanted).filter(type_code__in=seen.codes)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(COUNT_MILLISECONDS)])
            return _exact(found, seen)
    except OperationalError as failed:
        if not isinstance(failed.__cause__, psycopg.errors.QueryCanceled):
            raise
    counted = found.values("id")[: COUNT_MAX + 1].count()
    return Totals(min(counted, COUNT_MAX), False, dict.fromkeys(MONEY))


def each_document(
    actor: Actor, wanted: ListQuery, keys: Collection[str] | None = None
) -> Iterator[list[Row]]:
    """Every document of the list in its order, some thousand at a time: for exports and batches. Holds no lock and no
    transaction; rows that come meanwhile may or may not be among them. Of a row only ``keys`` are read, and what a row
    is known by; all when None.
    """
    seen = _seen(actor, wanted.types)
    order = read_order(wanted.sort, hides_amounts=bool(seen.secret))
    found = _filtered(actor, wanted)
    columns = _columns_behind({*keys, SORTS[order.key]}) if keys is not None else COLUMNS
    cursor: Cursor | None = None
    offset = 0
    while True:
        ids = _ids(found, seen.codes, order, cursor, offset, READ_SIZE)
        raw = _rows(actor, ids, columns)
        if raw and order.key in INDEXED:
            cursor = read_cursor(cursor_text(order, raw[-1], backwards=False), order)
        else:
            offset += READ_SIZE
        if raw:
            yield tell_made(actor.company_id, completed(raw, seen.secret))
        if len(ids) < READ_SIZE:
            return


def _seen(actor: Actor, types: Sequence[str]) -> _Seen:
    kinds = [document_type(code) for code in types] or list(registry().values())
    for kind in kinds if types else ():
        actor.must(f"{kind.code}.view")
    shown = tuple(kind for kind in kinds if may_view(actor, kind))
    secret = frozenset(kind.code for kind in shown if hides_money(actor, kind))
    return _Seen(shown, tuple(kind.code for kind in shown), secret)


def _exact(found: CompanyQuerySet, seen: _Seen) -> Totals:
    sums = found.aggregate(total=Count("id"), **{key: Coalesce(Sum(key), ZERO_FEN) for key in MONEY})
    total = sums.pop("total")
    return Totals(total, True, dict.fromkeys(MONEY) if seen.secret else sums)


def _filtered(actor: Actor, wanted: ListQuery) -> CompanyQuerySet:
    found = Document.objects.visible_to(actor)
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
    found = filtered(found, wanted.filter, today=timezone.localdate())
    text = wanted.text.strip()
    if _only_newest(wanted, text):
        found = found.exclude(state=REVISED)
    if not text:
        return found
    if WHOLE_NUMBER.fullmatch(text.upper()):
        # by index: a scanned or pasted number answers at once; later versions of an order begin with its number
        return found.filter(Q(number=text.upper()) | Q(number__startswith=f"{text.upper()}-"))
    # the few parties first: joined by name, every document would have to be looked at together with its party
    parties = Party.objects.visible_to(actor).filter(name__icontains=text).values_list("id", flat=True)
    return found.filter(
        Q(number__icontains=text)
        | Q(party_id__in=list(parties[:PARTIES_MAX]))
        | Q(remark__icontains=text)
        | Q(source_number__icontains=text)
    )


def _only_newest(wanted: ListQuery, text: str) -> bool:
    """Whether versions that others stand in the place of are left out: some type has them, and nobody asks for one."""
    kinds = [document_type(code) for code in wanted.types] or registry().values()
    if wanted.older or wanted.states or not any(REVISED in kind.states.labels for kind in kinds):
        return False
    named = any(one.field in NAMES_VERSIONS for one in wanted.filter.conditions)
    return not named and not WHOLE_NUMBER.fullmatch(text.upper())


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
    "warehouse_to_id",
    "warehouse_to__name",
    "department_id",
    "department__name",
    "handler_id",
    "handler__name",
    "fund_account_id",
    "fund_account__name",
    "amount_net",
    "amount_tax",
    "amount_incl",
    "is_red",
    "source_number",
    "remark",
    "created_by",
    "created_at",
    "posted_by",
    "posted_at",
    "revision",
    VERSION_KEY,
)
AMONG = '"documents_document"."id" = ANY(%s::bigint[])'
REFERENCES = HEADER_REFERENCES


def _page(
    found: CompanyQuerySet, codes: Sequence[str], order: Order, cursor: Cursor | None, offset: int, size: int
) -> tuple[list[int], bool, bool]:
    """Ids of one page, whether more come after it, and whether some come before it."""
    if cursor is None or not cursor.backwards:
        ids = _ids(found, codes, order, cursor, offset, size + 1)
        has_more = len(ids) > size and order.key in INDEXED
        return ids[:size], has_more, order.key in INDEXED and (cursor is not None or offset > 0)
    # backwards: the nearest rows in the other order, then turned round
    ids = first_ids(found, codes, order.reversed(), cursor, size + 1)
    return ids[:size][::-1], not cursor.at_end, len(ids) > size


def _ids(
    found: CompanyQuerySet, codes: Sequence[str], order: Order, cursor: Cursor | None, offset: int, count: int
) -> list[int]:
    return first_ids(found, codes, order, cursor, offset + count)[offset:]


def _rows(actor: Actor, ids: Sequence[int], columns: Sequence[str] = COLUMNS) -> list[Row]:
    # one array, not a parameter for each id: thousands of them cost more to write and to plan than to find
    among = Document.objects.visible_to(actor).extra(where=[AMONG], params=[sql.array(ids)])  # noqa: S610 - a constant
    by_id = {row["id"]: row for row in among.values(*columns)}
    return [by_id[pk] for pk in ids if pk in by_id]


def _columns_behind(keys: Collection[str]) -> list[str]:
    """The columns from which ``completed`` makes these keys, and those every row is known by."""
    wanted = {"id", "type_code", "number", *(key.removesuffix("_name") for key in keys)}
    wanted |= {f"{key}{part}" for key in REFERENCES if key in wanted for part in ("_id", "__name")}
    return [column for column in COLUMNS if column in wanted]


def completed(rows: list[Row], secret: Collection[str]) -> list[Row]:
    """Names for ids, ids as text, and no money where it is not theirs to see."""
    if not rows:
        return rows
    people = [key for key in ("created_by", "posted_by") if key in rows[0]]
    references = [(key, f"{key}_id", f"{key}__name") for key in REFERENCES if f"{key}_id" in rows[0]]
    hidden = [key for key in MONEY if key in rows[0]]
    names = names_of([*{row[key] for row in rows for key in people if row[key]}])
    for row in rows:
        row["id"] = str(row["id"])
        if VERSION_KEY in row:
            row["version"] = int(row.pop(VERSION_KEY) or 1)
        for key, pk, name in references:
            row[key] = _named(row.pop(pk), row.pop(name))
        for key in people:
            row[f"{key}_name"] = names.get(row.pop(key), "")
        if row["type_code"] in secret:
            row.update(dict.fromkeys(hidden))
    return rows


def _named(pk: int | None, name: str | None) -> Row | None:
    return None if pk is None else {"id": str(pk), "name": name}


def product_has_lines(company_id: int, product_id: int) -> bool:
    """Whether a product stands in any document, drafts included: then its units and code stay (B1, B8)."""
    return Line.objects.of_company(company_id).filter(product_id=product_id).exists()


def category_has_lines(company_id: int, category_id: int) -> bool:
    """Whether any product of a category stands in a document: then its inventory account stays."""
    return Line.objects.of_company(company_id).filter(product__category_id=category_id).exists()
