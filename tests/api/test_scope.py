"""数据权限: somebody limited to warehouse W1 sees and posts nothing of W2, wherever they ask.

The shop has the same trade in both warehouses; W2's is told apart by its numbers. Every reading route is asked as the
limited person and nothing of W2 may stand in any answer; the same routes asked as somebody with the same rights and no
limit must tell of it, or the walk would prove nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from hengku.company.actions_scope import OwnScope, WarehousesMissing, WarehouseUnknown, limit_to_warehouses
from hengku.documents.models import Document
from hengku.identity.actions import create_user
from hengku.identity.auth import actor_for
from hengku.identity.models import Membership, Role
from hengku.identity.roles import PERMISSIONS
from hengku.kit import sight
from hengku.kit.errors import NotFound, Problem
from hengku.posting.actions import reverse
from hengku.reports.registry import REPORTS
from tests.api.caller import Caller, fresh_key, signed_in
from tests.posting.desk import NOW, Desk, Doc, item_line, new_key
from tests.world import Book

#: Quantities that stand nowhere but in W2.
SECRET = ("9173", "4561")


@dataclass
class Shop:
    """A book, what was posted in W2, and two people with the same rights, one of them limited to W1."""

    book: Book
    there: dict[str, Doc]
    draft: int
    limited: Caller
    free: Caller
    limited_id: int


@pytest.fixture(scope="module")
def shop(database: Any) -> Shop:
    book = Book()
    desk = Desk(book)
    desk.opening("100", "200", warehouse=book.w1)
    there = {
        "opening": desk.opening("9173", "18346", warehouse=book.w2),
        "order": desk.order_sale("4561", warehouse=book.w2),
    }
    desk.order_sale("10", warehouse=book.w1)
    there["issue"] = desk.issue("12", warehouse=book.w2)
    here = desk.issue("5", warehouse=book.w1)
    assert here.number
    role = Role.objects.create(
        company_id=book.company_id,
        code="everything",
        name="什么都能做",
        permissions=sorted(PERMISSIONS - {"identity.edit"}),
    )
    people = []
    for name in ("limited", "free"):
        user = create_user(
            actor=book.actor, username=f"{name}-{book.company_id}", display_name=name, password=None
        )
        Membership.objects.create(company_id=book.company_id, user=user, role=role)
        people.append(user.pk)
    limit_to_warehouses(actor=book.actor, user_id=people[0], warehouse_ids=[book.w1.pk])
    boss = signed_in(book)
    status, draft = boss.post("/sales_issue", body_of(book, book.w2.pk, "9173"))
    assert status in (200, 201), draft
    limited, free = (signed_in(book, pk) for pk in people)
    return Shop(book, there, int(draft["id"]), limited, free, people[0])


def body_of(book: Book, warehouse: int, quantity: str = "1") -> dict[str, Any]:
    line = {
        "product": str(book.cola.pk),
        "unit": str(book.cola.base_unit_id),
        "quantity": quantity,
        "price": "3",
    }
    header = {"business_on": "2026-01-08", "party": str(book.customer.pk), "warehouse": str(warehouse)}
    return {**header, "lines": [line]}


def routes(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    """Every kind of reading there is."""
    book = shop.book
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/documents", {"size": 100}),
        ("/documents", {"type": "sales_issue", "warehouse": book.w2.pk}),
        ("/documents/totals", {}),
        ("/search", {"q": shop.there["issue"].number}),
        ("/search", {"q": "可乐"}),
        ("/stock", {}),
        ("/stock", {"by": "warehouse", "with_empty": True}),
        ("/stock", {"by": "warehouse", "as_of": "2026-01-03"}),
        ("/home", {}),
        ("/notices", {}),
        ("/drafts", {}),
        ("/batches", {}),
        (f"/products/{book.cola.pk}/page", {}),
        (f"/products/{book.cola.pk}/days", {}),
        (f"/parties/{book.customer.pk}/page", {}),
        ("/lookup/products", {"q": "可乐"}),
        ("/lookup/products", {"q": "可乐", "warehouse": book.w2.pk}),
        ("/pull", {"to": "sales_issue", "party": book.customer.pk}),
    ]
    given = {
        "from": "2026-01-01",
        "to": "2026-01-31",
        "product": book.cola.pk,
        "party": book.customer.pk,
        "account": book.account_of("merchandise").pk,
    }
    for name, report in REPORTS.items():
        known = {one.key for one in report.parameters}
        if "voucher" in known:
            continue
        needed = {one.key: given[one.key] for one in report.parameters if one.required and one.key in given}
        asked.append((f"/reports/{name}", needed))
        asked.append((f"/reports/{name}", {key: value for key, value in given.items() if key in known}))
        if "warehouse" in known:
            asked.append((f"/reports/{name}", {**needed, "warehouse": book.w2.pk}))
    return asked


def questions_in(answer: Any) -> list[dict[str, Any]]:
    """Every figure of an answer that can be asked about."""
    if isinstance(answer, list):
        return [one for part in answer for one in questions_in(part)]
    if not isinstance(answer, dict):
        return []
    found = [
        one for key in ("questions", "sums_questions") for one in (answer.get(key) or {}).values() if one
    ]
    return found + [one for part in answer.values() for one in questions_in(part)]


def test_nothing_of_the_other_warehouse_is_read_anywhere(shop: Shop):
    secret = re.compile(
        "|".join(re.escape(one) for one in (*SECRET, *(doc.number for doc in shop.there.values())))
    )
    told_to_free = 0
    asked = routes(shop)
    figures = [one for path, query in asked[6:12] for one in questions_in(shop.free.get(path, **query)[1])]
    assert figures
    asked += [("/why", one) for one in figures[:25]]
    for path, query in asked:
        status, answer = shop.limited.get(path, **query)
        text = json.dumps(answer, ensure_ascii=False).replace(query.get("q") or "\0", "")
        found = secret.search(text)
        assert found is None, (path, query, found, text[:2000])
        free_status, free = shop.free.get(path, **query)
        if path != "/why":
            assert (status, free_status) == (200, 200), (path, query, answer)
        told_to_free += bool(secret.search(json.dumps(free, ensure_ascii=False)))
    assert told_to_free > 25, "who is not limited must be told, or the walk proves nothing"


def test_a_document_of_the_other_warehouse_is_not_there(shop: Shop):
    for doc in shop.there.values():
        for path in (
            "",
            "/peek",
            "/carry?to=sales_issue",
            "/reversal",
            "/closing",
            "/attachments",
            "/effects",
        ):
            status, answer = shop.limited.get(f"/documents/{doc.id}{path}")
            assert status in (404, 422), (path, answer)
        assert shop.limited.post(f"/documents/{doc.id}/comments", {"text": "?"}, key=fresh_key())[0] == 404
        assert shop.limited.post(f"/documents/{doc.id}/copy")[0] == 404
        body = {"business_on": "2026-01-31", "reason": "试"}
        assert shop.limited.post(f"/documents/{doc.id}/reverse", body, key=fresh_key())[0] == 404
        assert shop.limited.post(f"/documents/{doc.id}/close", {"reason": "试"})[0] == 404
        assert shop.free.get(f"/documents/{doc.id}")[0] == 200
    sent = {"documents": [str(shop.there["issue"].id)]}
    assert shop.limited.post("/prints", sent)[0] == 404


def test_nothing_is_posted_or_written_for_the_other_warehouse(shop: Shop):
    book = shop.book
    before = Document.objects.of_company(book.company_id).count()
    there = body_of(book, book.w2.pk)
    for path, body in (
        ("/sales_issue", there),
        ("/sales_issue/preview", there),
        ("/sales_issue/post", {"documents": [there]}),
        (
            "/sales_issue/post",
            {"documents": [body_of(book, book.w2.pk, "99999")]},
        ),  # short, and not told how much
        ("/sales_issue/post", {"documents": [body_of(book, book.w1.pk), there]}),
    ):
        status, answer = shop.limited.post(path, body, key=fresh_key())
        assert (status, answer["code"]) == (403, "WAREHOUSE_OUT_OF_SCOPE"), (path, answer)
    # a draft of theirs cannot be taken over, changed, dropped or posted
    mine = {**body_of(book, book.w1.pk), "id": str(shop.draft)}
    status, answer = shop.limited.post("/sales_issue/post", {"documents": [mine]}, key=fresh_key())
    assert status in (403, 404, 409), answer
    changed = {**body_of(book, book.w1.pk), "revision": 1}
    assert shop.limited.put(f"/sales_issue/{shop.draft}", changed)[0] == 404
    assert shop.limited.delete(f"/sales_issue/{shop.draft}")[0] == 404
    # nor goods brought in from there by a transfer
    moved = {**body_of(book, book.w2.pk, "1"), "warehouse_to": str(book.w1.pk)}
    moved.pop("party")
    moved["lines"] = [{key: moved["lines"][0][key] for key in ("product", "unit", "quantity")}]
    status, answer = shop.limited.post("/transfer_direct/post", {"documents": [moved]}, key=fresh_key())
    assert (status, answer["code"]) == (403, "WAREHOUSE_OUT_OF_SCOPE"), answer
    assert Document.objects.of_company(book.company_id).count() == before
    # where they work, they work
    status, answer = shop.limited.post(
        "/sales_issue/post", {"documents": [body_of(book, book.w1.pk)]}, key=fresh_key()
    )
    assert status == 200, answer
    assert shop.limited.get(f"/documents/{answer['documents'][0]['id']}")[0] == 200


def test_a_shortage_does_not_tell_what_lies_elsewhere(shop: Shop):
    body = {"documents": [body_of(shop.book, shop.book.w1.pk, "5000")]}
    status, answer = shop.limited.post("/sales_issue/post", body, key=fresh_key())
    assert (status, answer["code"]) == (409, "NEGATIVE_STOCK")
    assert "门店" not in json.dumps(answer, ensure_ascii=False)
    status, answer = shop.free.post("/sales_issue/post", body, key=fresh_key())
    assert "门店" in json.dumps(answer, ensure_ascii=False)


def test_the_limit_ends_with_the_request(shop: Shop):
    assert shop.limited.get("/documents")[0] == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_setting('hengku.sight', true)")
        path, keys = cursor.fetchone()
    assert "sight" not in path
    assert not keys


def test_no_key_is_no_row(shop: Shop):
    """The views fail closed: who stands in front of them without keys sees nothing."""
    with sight.limited_to(()):
        seen = Document.objects.of_company(shop.book.company_id).exclude(warehouse_id=None)
        assert seen.count() == 0
    assert seen.count() > 0


def test_the_books_cannot_be_changed_through_a_view(shop: Shop):
    with (
        sight.limited_to([shop.book.w1.pk]),
        pytest.raises(Exception, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE inventory_move SET quantity = 1")


def test_the_engine_asks_too(shop: Shop):
    """Without a request around it, as a job or a command would."""
    actor = actor_for(user_id=shop.limited_id, company_id=shop.book.company_id)
    assert actor.warehouses == frozenset({shop.book.w1.pk})
    desk = Desk(shop.book)
    paper = desk.paper(
        "sales_issue",
        8,
        [item_line(shop.book.cola, "1", "3")],
        warehouse_id=shop.book.w2.pk,
        party_id=shop.book.customer.pk,
    )
    with pytest.raises(Problem, match="数据权限"):
        desk.post(paper, actor=actor)
    with pytest.raises(NotFound):
        reverse(
            actor=actor,
            document_id=shop.there["issue"].id,
            business_on=None,
            reason="试",
            key=new_key(),
            now=NOW,
        )


def test_nobody_is_invited_without_the_limit_that_was_meant(shop: Shop):
    """The limit is refused, and so is the person: somebody who sees everything was never asked for."""
    book = shop.book
    boss = signed_in(book)
    body = {"username": f"buyer-{book.company_id}", "display_name": "采购小王", "role_codes": ["purchaser"]}
    for ids in ([], [str(10**15)]):
        status, told = boss.post("/users", {**body, "warehouse_ids": ids})
        assert (status, told["where"]["field"]) == (422, "warehouse_ids")
    status, told = boss.post("/users", {**body, "warehouse_ids": [str(book.w2.pk)]})
    assert status == 201, told  # the name is not taken: nobody was kept
    seen = actor_for(user_id=int(told["id"]), company_id=book.company_id).warehouses
    assert seen == frozenset({book.w2.pk})
    limited = book.actor_with("sysadmin")
    limit_to_warehouses(actor=book.actor, user_id=limited.user_id, warehouse_ids=[book.w1.pk])
    there = signed_in(book, limited.user_id)
    status, told = there.post("/users", {**body, "username": f"other-{book.company_id}"})
    assert (status, told["where"]["field"]) == (409, "warehouse_ids")


def test_who_may_limit_whom(shop: Shop):
    book = shop.book
    boss = signed_in(book)
    user = book.actor_with("wh_keeper").user_id
    assert boss.put(f"/users/{user}/warehouses", {"warehouse_ids": [str(book.w2.pk)]})[0] == 200
    row = next(one for one in boss.get("/users")[1]["rows"] if one["id"] == str(user))
    assert row["warehouse_ids"] == [str(book.w2.pk)]
    keeper = signed_in(book, user)
    assert [one["code"] for one in keeper.get("/lookup/warehouses")[1]] == ["W2"]
    assert len(keeper.get("/lookup/warehouses", every=True)[1]) == 2
    assert boss.put(f"/users/{user}/warehouses", {"warehouse_ids": None})[0] == 200
    assert actor_for(user_id=user, company_id=book.company_id).warehouses is None
    assert keeper.put(f"/users/{user}/warehouses", {"warehouse_ids": None})[0] == 403
    for problem, who, ids in (
        (WarehousesMissing, user, []),
        (WarehouseUnknown, user, [10**15]),
        (OwnScope, book.actor.user_id, [book.w1.pk]),
    ):
        with pytest.raises(problem):
            limit_to_warehouses(actor=book.actor, user_id=who, warehouse_ids=ids)
