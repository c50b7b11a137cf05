"""Lists against a plain model in Python: the same rows in the same order, page by page, for random filters.

Documents are written straight into their table: a list reads paper, not books.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengku.documents.declaration import document_type
from hengku.documents.filter_rules import Filter, UnknownFilterField, period_days, read_filter
from hengku.documents.models import Document, Line
from hengku.documents.queries import (
    ListQuery,
    document_totals,
    each_document,
    filter_fields,
    list_documents,
)
from hengku.documents.queries_order import CannotSort, CursorInvalid
from hengku.documents.queries_peek import document_peek
from hengku.identity.actor import MissingPermission
from hengku.kit.postgres import Cluster
from tests.world import Book

pytestmark = pytest.mark.books_may_break

TYPES = ("purchase_order", "sales_issue", "stock_adjustment", "receipt")
REMARKS = ("", "", "加急", "客户自提 A", "=1+1", "100% 满意_ok")


@dataclass(frozen=True)
class Shop:
    """A book with a few hundred documents of four types, and a second company with as many."""

    book: Book
    other: Book
    documents: tuple[Document, ...]
    products: dict[int, set[int]]


def scribble(book: Book, seed: int, count: int = 300) -> tuple[tuple[Document, ...], dict[int, set[int]]]:
    dice = random.Random(seed)
    today = timezone.localdate()
    made = []
    for n in range(count):
        kind = document_type(dice.choice(TYPES))
        state = dice.choice(list(kind.states.labels))
        net = Decimal(dice.randrange(-5_000, 50_000)) / 100
        day = today - timedelta(days=dice.randrange(0, 400))
        moment = timezone.make_aware(datetime(day.year, day.month, day.day, dice.randrange(24)))
        made.append(
            Document(
                company_id=book.company_id, type_code=kind.code, number=f"{kind.prefix}-{day:%Y%m%d}-{n:04}",
                state=state, business_on=day, due_on=dice.choice([None, day + timedelta(days=30)]),
                party=dice.choice([None, book.supplier, book.customer]),
                warehouse=dice.choice([None, book.w1, book.w2]), warehouse_to=dice.choice([None, None, book.w2]),
                amount_net=net, amount_tax=Decimal(0), amount_incl=net, is_red=net < 0,
                remark=dice.choice(REMARKS), created_at=moment, created_by=book.boss_user.pk,
                posted_at=None if state in ("draft", "cancelled") else moment,
            )
        )  # fmt: skip
    Document.objects.bulk_create(made)
    goods = (book.cola, book.apple, book.rice)
    products: dict[int, set[int]] = {one.pk: set() for one in made}
    lines = []
    for one in made:
        for number in range(dice.randrange(3)):
            product = dice.choice(goods)
            products[one.pk].add(product.pk)
            lines.append(Line(company_id=book.company_id, document=one, line_no=number + 1, product=product))
    drafts = {one.pk for one in made if one.posted_at is None}
    Line.objects.bulk_create([line for line in lines if line.document_id in drafts])
    for one in made:
        if one.pk not in drafts:
            products[one.pk] = set()
    return tuple(made), products


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Shop:
    book, other = Book(), Book()
    documents, products = scribble(book, 1)
    scribble(other, 2)
    return Shop(book, other, documents, products)


Holds = Callable[[Document], bool]
KEYS: dict[str, Callable[[Document], Any]] = {
    "business_on": lambda d: d.business_on,
    "number": lambda d: d.number,
    "created_at": lambda d: d.created_at,
    "amount_incl": lambda d: d.amount_incl,
}


def question(shop: Shop, dice: random.Random) -> tuple[dict[str, Any], Holds]:
    """One random condition as it is sent, and as a person would say it of a document."""
    book, today = shop.book, timezone.localdate()
    amount, day = Decimal(dice.randrange(-5_000, 50_000)) / 100, today - timedelta(days=dice.randrange(400))
    party = dice.choice([book.supplier, book.customer]).pk
    warehouse = dice.choice([book.w1, book.w2]).pk
    product = dice.choice([book.cola, book.apple]).pk
    period = dice.choice(
        ["last_7_days", "this_month", "last_month", "last_30_days", "this_year", "last_year"]
    )
    first, last = period_days(period, today)
    states = dice.sample(["draft", "posted", "reversed", "approved"], 2)
    text = dice.choice(["加急", "a", "%", "_", "=1"])
    asked: list[tuple[str, str, list[str], Holds]] = [
        ("amount_incl", "at_least", [str(amount)], lambda d: d.amount_incl >= amount),
        ("amount_net", "between", ["0", str(abs(amount))], lambda d: 0 <= d.amount_net <= abs(amount)),
        ("business_on", "after", [day.isoformat()], lambda d: d.business_on > day),
        ("business_on", "within", [period], lambda d: first <= d.business_on <= last),
        (
            "created_at",
            "within",
            [period],
            lambda d: first <= timezone.localtime(d.created_at).date() <= last,
        ),
        ("due_on", "empty", [], lambda d: d.due_on is None),
        ("party", "in", [str(party)], lambda d: d.party_id == party),
        ("party", "not_in", [str(party)], lambda d: d.party_id != party),
        ("party", "not_empty", [], lambda d: d.party_id is not None),
        ("warehouse", "in", [str(warehouse)], lambda d: warehouse in (d.warehouse_id, d.warehouse_to_id)),
        ("product", "in", [str(product)], lambda d: product in shop.products[d.pk]),
        ("product", "not_in", [str(product)], lambda d: product not in shop.products[d.pk]),
        ("state", "in", states, lambda d: d.state in states),
        ("state", "not_in", states, lambda d: d.state not in states),
        ("type_code", "in", ["receipt"], lambda d: d.type_code == "receipt"),
        ("is_red", "is", ["true"], lambda d: d.is_red),
        ("remark", "contains", [text], lambda d: text in d.remark.lower()),
        ("remark", "empty", [], lambda d: d.remark == ""),
        ("number", "starts", ["po-"], lambda d: d.number.lower().startswith("po-")),
        ("posted_at", "empty", [], lambda d: d.posted_at is None),
    ]
    field, op, value, holds = dice.choice(asked)
    return {"field": field, "op": op, "value": value}, holds


class TestAgainstThePlainModel:
    @pytest.mark.parametrize("seed", range(24))
    def test_the_same_rows_in_the_same_order_page_by_page(self, shop: Shop, seed: int) -> None:
        dice = random.Random(seed)
        conditions = [question(shop, dice) for _ in range(dice.randrange(1, 4))]
        match = dice.choice(["all", "any"])
        types = tuple(dice.choice([(), TYPES[:1], TYPES[1:3], TYPES]))
        fields = filter_fields(shop.book.actor, types or TYPES)
        given = [sent for sent, _ in conditions if sent["field"] in fields]
        asked = read_filter({"match": match, "conditions": given}, fields)
        key, descending = dice.choice(list(KEYS)), dice.choice([True, False])
        query = ListQuery(types=types, filter=asked, sort=f"-{key}" if descending else key, size=17)

        together = any if match == "any" else all
        holding = [holds for sent, holds in conditions if sent["field"] in fields]
        names_versions = any(sent["field"] in ("id", "number", "state") for sent in given)
        wanted = [
            d for d in shop.documents
            if (not types or d.type_code in types) and (not holding or together(holds(d) for holds in holding))
            and (names_versions or d.state != "revised")
        ]  # fmt: skip
        wanted.sort(key=lambda d: (KEYS[key](d), d.pk), reverse=descending)
        numbers = [d.number for d in wanted]

        assert forwards(shop, query) == numbers
        assert backwards(shop, query) == numbers
        assert [r["number"] for part in each_document(shop.book.actor, query) for r in part] == numbers
        totals = document_totals(shop.book.actor, query)
        assert (totals.total, totals.is_exact) == (len(wanted), True)
        assert totals.sums["amount_incl"] == sum((d.amount_incl for d in wanted), Decimal(0))


def forwards(shop: Shop, query: ListQuery) -> list[str]:
    found, cursor = [], ""
    while True:
        page = list_documents(shop.book.actor, with_cursor(query, cursor), with_sums=False)
        found += [row["number"] for row in page.rows]
        cursor = page.next
        if not cursor:
            return found


def backwards(shop: Shop, query: ListQuery) -> list[str]:
    found: list[str] = []
    cursor = "end"
    while True:
        page = list_documents(shop.book.actor, with_cursor(query, cursor), with_sums=False)
        found = [row["number"] for row in page.rows] + found
        cursor = page.previous
        if not cursor:
            return found


def with_cursor(query: ListQuery, cursor: str) -> ListQuery:
    return ListQuery(types=query.types, filter=query.filter, sort=query.sort, size=query.size, cursor=cursor)


class TestWhatIsNotTheirs:
    def test_types_without_the_right_are_not_there(self, shop: Shop) -> None:
        actor = shop.book.actor_who_may("receipt.view")
        found = [row["type_code"] for part in each_document(actor, ListQuery()) for row in part]
        assert set(found) == {"receipt"}
        assert document_totals(actor, ListQuery()).total == len(found)
        with pytest.raises(MissingPermission):
            list_documents(actor, ListQuery(types=("purchase_order",)))

    def test_amounts_that_are_cost_are_neither_shown_nor_asked_about(self, shop: Shop) -> None:
        actor = shop.book.actor_who_may("stock_adjustment.view")
        query = ListQuery(types=("stock_adjustment",))
        assert {row["amount_incl"] for row in list_documents(actor, query).rows} == {None}
        assert document_totals(actor, query).sums["amount_incl"] is None
        asked = {"conditions": [{"field": "amount_incl", "op": "at_least", "value": ["1"]}]}
        with pytest.raises(UnknownFilterField):
            read_filter(asked, filter_fields(actor, ("stock_adjustment",)))
        with pytest.raises(CannotSort):
            list_documents(actor, ListQuery(types=("stock_adjustment",), sort="amount_incl"))
        # who may see cost may ask: the refusal above is for the lack of it
        assert read_filter(asked, filter_fields(shop.book.actor, ("stock_adjustment",))) != Filter()

    def test_other_companies_are_invisible_even_by_their_ids(self, shop: Shop) -> None:
        theirs = {"conditions": [{"field": "party", "op": "in", "value": [str(shop.other.supplier.pk)]}]}
        asked = read_filter(theirs, filter_fields(shop.book.actor, ()))
        assert document_totals(shop.book.actor, ListQuery(filter=asked)).total == 0
        assert document_totals(shop.other.actor, ListQuery(filter=asked)).total > 0

    def test_a_peek_is_only_at_ones_own(self, shop: Shop) -> None:
        some = next(d for d in shop.documents if d.type_code == "stock_adjustment")
        assert document_peek(shop.book.actor, some.pk)["amount_incl"] == some.amount_incl
        assert document_peek(shop.book.actor_who_may("stock_adjustment.view"), some.pk)["amount_incl"] is None
        with pytest.raises(MissingPermission):
            document_peek(shop.book.actor_who_may("receipt.view"), some.pk)


class TestCursors:
    @pytest.mark.parametrize(
        "cursor", ["x", "e30=", "WzFd", "WyJhIiwgIi1idXNpbmVzc19vbiIsICJubyBkYXkiLCAxXQ=="]
    )
    def test_that_are_none_are_refused(self, shop: Shop, cursor: str) -> None:
        with pytest.raises(CursorInvalid):
            list_documents(shop.book.actor, ListQuery(cursor=cursor))

    def test_of_another_order_are_refused(self, shop: Shop) -> None:
        page = list_documents(shop.book.actor, ListQuery(size=5))
        with pytest.raises(CursorInvalid):
            list_documents(shop.book.actor, ListQuery(size=5, cursor=page.next, sort="number"))

    def test_a_new_first_row_moves_nothing_to_the_next_page(self, shop: Shop) -> None:
        """What a page number would do: the last row of page one again as the first of page two."""
        query = ListQuery(types=("receipt",), size=5)
        before = list_documents(shop.other.actor, ListQuery(types=("receipt",), size=10)).rows
        page = list_documents(shop.other.actor, query)
        Document.objects.create(
            company_id=shop.other.company_id, type_code="receipt", number="NEW", state="draft",
            business_on=date(2030, 1, 1), created_at=timezone.now(), created_by=shop.other.boss_user.pk,
        )  # fmt: skip
        following = list_documents(shop.other.actor, ListQuery(types=("receipt",), size=5, cursor=page.next))
        assert [row["id"] for row in following.rows] == [row["id"] for row in before[5:]]
        by_number = list_documents(shop.other.actor, ListQuery(types=("receipt",), size=5, page=2)).rows
        assert by_number[0]["id"] == before[4]["id"]


def test_a_count_that_takes_too_long_is_at_least_so_many(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are made small; the count is made to sleep."""
    monkeypatch.setattr("hengku.documents.queries.COUNT_MILLISECONDS", 1)
    monkeypatch.setattr("hengku.documents.queries.COUNT_MAX", 100)
    from django.db.models.expressions import RawSQL

    import hengku.documents.queries as queries

    exact = queries._exact

    def slow(found: Any, seen: Any) -> Any:
        list(found.annotate(wait=RawSQL("pg_sleep(0.2)::text", ())).values_list("wait")[:1])
        return exact(found, seen)

    monkeypatch.setattr(queries, "_exact", slow)
    totals = document_totals(shop.book.actor, ListQuery())
    assert (totals.total, totals.is_exact, totals.sums["amount_incl"]) == (100, False, None)
