"""Every operation of the API, walked from its OpenAPI: token, session, headers, limits (X20, X26, X37)."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.conf import settings
from ninja.security import APIKeyCookie

from hengku.api.app import api, schema
from hengku.api.auth import ActorOfToken
from hengku.api.security import HEADERS
from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.inventory.actions_bins import create_bin
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.parties.actions_prices import PriceRecord, save_price
from tests.api.caller import Caller, fresh_key, signed_in
from tests.world import Book

METHODS = ("get", "post", "put", "delete", "patch")
#: What may be done without a session. Anything new here is a decision, not an accident.
OPEN = {("get", "/api/health"), ("get", "/api/session"), ("post", "/api/session"), ("delete", "/api/session")}


def operations() -> list[tuple[str, str]]:
    """Every (method, path) of the API."""
    found = [(m, path) for path, methods in schema()["paths"].items() for m in methods if m in METHODS]
    assert len(found) > 150
    return found


def filled(path: str) -> str:
    """The path with something in each place."""
    path = path.removeprefix("/api")
    return re.sub(r"{(\w+)}", lambda found: {"month": "2026-01", "name": "stock"}.get(found[1], "1"), path)


@pytest.fixture(scope="module")
def everywhere(database: Cluster) -> tuple[Book, Caller]:
    book = Book()
    return book, signed_in(book)


class TestCsrf:
    def test_every_unsafe_operation_is_refused_without_token(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        for method, path in operations():
            if method == "get":
                continue
            status, answer = caller.send(method, filled(path), {}, fresh_key(), **{"X-CSRFToken": ""})
            assert (status, answer["code"]) == (403, "CSRF_FAILED"), f"{method} {path}"

    def test_every_unsafe_operation_is_refused_from_a_foreign_page(
        self, everywhere: tuple[Book, Caller]
    ) -> None:
        _, caller = everywhere
        for method, path in operations():
            if method == "get":
                continue
            status, answer = caller.send(method, filled(path), {}, fresh_key(), Origin="https://evil.example")
            assert (status, answer["code"]) == (403, "CSRF_FAILED"), f"{method} {path}"

    def test_every_operation_has_an_auth_that_checks_the_token(self, database: Cluster) -> None:
        checked = 0
        for bound in api()._get_bound_routers():
            for view in bound.path_operations.values():
                for operation in view.operations:
                    assert operation.auth_callbacks, f"{operation.path} has no auth"
                    for callback in operation.auth_callbacks:
                        # a token that no browser sends by itself needs no second one
                        is_bearer = isinstance(callback, ActorOfToken)
                        assert is_bearer or (isinstance(callback, APIKeyCookie) and callback.csrf)
                    assert not operation.csrf_exempt
                    checked += 1
        assert checked == len(operations())

    def test_negative_control_with_the_token_the_same_calls_get_further(
        self, everywhere: tuple[Book, Caller]
    ) -> None:
        _, caller = everywhere
        status, answer = caller.post("/units", {"name": "捆"})
        assert (status, answer["name"]) == (201, "捆")


class TestSession:
    def test_every_operation_but_the_open_ones_asks_to_sign_in(self, database: Cluster) -> None:
        caller = Caller()
        for method, path in operations():
            if (method, path) in OPEN:
                continue
            status, answer = caller.send(method, filled(path), None if method == "get" else {}, fresh_key())
            assert (status, answer["code"]) == (401, "SIGN_IN_REQUIRED"), f"{method} {path}"


class TestForeignIds:
    def test_nothing_of_another_company_is_reached_by_its_id(self, everywhere: tuple[Book, Caller]) -> None:
        book, caller = everywhere
        other = Book()
        from tests.reports.shop import busy_weeks

        made = busy_weeks(other)
        ids = {
            "products": other.cola.pk,
            "parties": other.customer.pk,
            "warehouses": other.w1.pk,
            "bins": create_bin(actor=other.actor, warehouse_id=other.w1.pk, code="A-01").pk,
            "categories": other.cola.category_id,
            "units": other.cola.base_unit_id,
            "tax-codes": other.cola.tax_code_id,
            "departments": other.department.pk,
            "employees": other.employee.pk,
            "fund-accounts": other.cash.pk,
            "accounts": other.account_of("bank").pk,
            "prices": save_price(
                actor=other.actor, price_id=None, record=PriceRecord(other.cola.pk, price=D("1"))
            ).pk,
            "bills": save_bill(
                actor=other.actor,
                bill_id=None,
                record=BillRecord(other.rice.pk, "assembly", (BillLineRecord(other.apple.pk, D("1")),)),
            ).pk,
        }
        reached = 0
        for method, path in operations():
            name = path.split("/")[2]
            if "{record_id}" in path:
                target = filled(path.replace("{record_id}", str(ids[name])))
            elif "{document_id}" in path:
                document = next((d for d in made.values() if d.type_code == name), made["sale"])
                target = filled(path.replace("{document_id}", str(document.id)))
            else:
                continue
            target += "?to=sales_return" if target.endswith("/carry") else ""
            if (method, path.rpartition("/")[2]) == ("post", "attachments"):
                status, answer = caller.upload(target, "a.pdf", b"%PDF-1.4")
            else:
                body = self.body(method, name, path.rpartition("/")[2])
                if name == "prices" and body:
                    body = {"product": str(book.cola.pk), "price": "1"}
                if path.endswith("/draft"):
                    body = {"warehouse": str(book.w1.pk), "quantity": "1", "batch_no": "B1"}
                elif name == "bills" and body is not None:
                    body = {"product": str(book.cola.pk), "lines": []}
                status, answer = caller.send(method, target, body, fresh_key())
            assert (status, "NOT_FOUND" in answer["code"]) == (404, True), (
                f"{method} {path}: {status} {answer}"
            )
            assert "可乐" not in str(answer)
            reached += 1
        assert reached > 55

    @staticmethod
    def body(method: str, name: str, last: str) -> Any:
        """A body that is in order, so that only the id can be wrong."""
        if method in ("get", "delete"):
            return None
        if last == "comments":
            return {"text": "不该成功"}
        if last == "order-links":
            return {"pairs": [{"line_id": "1", "order_line_id": "1"}]}
        if last == "award":
            return {"line_ids": ["1"]}
        if name in ("documents", "inspections"):
            return {"reason": "不该成功"}
        if name == "units":
            return {"name": "X"}
        if name == "bins":
            return {"code": "X"}
        if name == "parties":
            return {"code": "X", "name": "X", "is_customer": True}
        if name in (
            "products",
            "warehouses",
            "categories",
            "tax-codes",
            "departments",
            "employees",
            "fund-accounts",
        ):
            return {"code": "X", "name": "X"}
        return {"revision": 1, "lines": []}

    def test_lists_and_reports_show_only_the_own_company(self, everywhere: tuple[Book, Caller]) -> None:
        book, caller = everywhere
        other = Book()
        other.add_product("SECRET", "别人的商品")
        assert caller.get("/search", q="SECRET")[1] == {"hits": []}
        assert caller.get("/lookup/products", q="SECRET")[1] == []
        assert caller.get("/products", q="SECRET")[1]["rows"] == []
        assert caller.get("/stock", q="SECRET")[1]["rows"] == []
        assert caller.get("/documents", party=str(other.customer.pk))[1]["rows"] == []
        assert caller.get("/reports/stock_ledger", product=str(other.cola.pk))[0] == 404
        assert book.company_id != other.company_id


class TestBody:
    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ('{"name": NaN}', 422, "BODY_NOT_JSON"),
            ('{"name": Infinity}', 422, "BODY_NOT_JSON"),
            ('{"name": "x", "precision": 1.5}', 422, "FLOAT_IN_BODY"),
            ('{"name": "x", "precision": 1e400}', 422, "BODY_NOT_JSON"),
            ('{"name": "x", "precision": 123456789012345678901234567890}', 422, "FLOAT_IN_BODY"),
            ("{", 422, "BODY_NOT_JSON"),
            ('{"name": "\\ud800"}', 422, "BODY_NOT_JSON"),
            ('{"name": "a\\u0000b"}', 422, "TEXT_NOT_STORABLE"),
            ("[" * 40 + "]" * 40, 413, "BODY_TOO_DEEP"),
            ("[" * 2000 + "]" * 2000, 422, "BODY_NOT_JSON"),
            ('{"name": "x", "more": 1}', 422, "UNKNOWN_FIELD"),
            ("[]", 422, "FIELD_INVALID"),
            ('"text"', 422, "FIELD_INVALID"),
            ("{}", 422, "FIELD_MISSING"),
        ],
    )
    def test_what_is_not_exact_json_is_refused(
        self, everywhere: tuple[Book, Caller], body: str, status: int, code: str
    ) -> None:
        _, caller = everywhere
        answer = caller.send("post", "/units", body)
        assert (answer[0], answer[1]["code"]) == (status, code), answer

    def test_more_than_five_megabytes_are_refused(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        status, answer = caller.send("post", "/units", '{"name": "' + "x" * (5 * 1024 * 1024) + '"}')
        assert (status, answer["code"]) == (413, "BODY_TOO_LARGE")

    def test_more_than_the_server_reads_at_all_is_refused_too(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 10
        status, answer = caller.send("post", "/units", "x" * size)
        assert (status, answer["code"]) == (413, "BODY_TOO_LARGE")

    def test_more_than_5000_lines_are_refused(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        status, answer = caller.post("/sales_issue", {"lines": [{}] * 5001})
        assert (status, answer["code"]) == (422, "FIELD_INVALID")
        assert answer["where"]["field"] == "lines"

    def test_a_form_is_not_taken_for_json(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        headers = {"X-CSRFToken": caller.token}
        response = caller.client.post(
            "/api/units", '{"name": "x"}', content_type="text/plain", headers=headers
        )
        assert (response.status_code, response.json()["code"]) == (422, "BODY_NOT_JSON")

    @pytest.mark.parametrize(
        "query",
        [
            "q=%00",
            "q=a%00b",
            "unknown=1",
            "page=0",
            "page=-1",
            "page=x",
            "size=100000",
            "from=2026-13-01",
            "party=abc",
            "party=99999999999999999999",
            "sort=amount_net;drop",
        ],
    )
    def test_wrong_queries_are_refused_and_never_an_error(
        self, everywhere: tuple[Book, Caller], query: str
    ) -> None:
        _, caller = everywhere
        response = caller.client.get(f"/api/documents?{query}")
        assert response.status_code == 422, response.content

    def test_an_unknown_address_is_json(self, everywhere: tuple[Book, Caller]) -> None:
        _, caller = everywhere
        assert caller.get("/nothing/here")[1]["code"] == "UNKNOWN_ADDRESS"
        assert caller.get("/documents/99999999999999999999999")[0] == 422


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["/", "/api/session", "/api/types", "/api/nothing", "/any/page", "/assets/none.js"]
    )
    def test_every_answer_carries_them(self, database: Cluster, path: str) -> None:
        status, headers = asked(path)
        assert status
        for name, value in HEADERS.items():
            assert headers[name.lower()] == value

    def test_a_long_answer_is_packed_for_who_can_unpack_it(self, everywhere: tuple[Book, Caller]) -> None:
        _, boss = everywhere
        plain = boss.client.get("/api/types")
        packed = boss.client.get("/api/types", headers={"Accept-Encoding": "br, gzip"})
        assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) * 5 < len(plain.content)
        assert {"Cookie", "Accept-Encoding"} <= set(re.split(", ?", packed["Vary"])) & set(
            re.split(", ?", plain["Vary"])
        )
        short = boss.client.get("/api/health", headers={"Accept-Encoding": "gzip"})
        assert not short.has_header("Content-Encoding")

    def test_scripts_only_from_our_own_files(self) -> None:
        policy = HEADERS["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy

    def test_no_cache_keeps_an_answer_of_the_api(self, database: Cluster) -> None:
        assert asked("/api/session")[1]["cache-control"] == "no-store"


def test_a_request_larger_than_anything_is_not_even_read(database: Cluster) -> None:
    from hengku.wsgi import application

    class Unread:
        def read(self, *_: Any) -> bytes:
            raise AssertionError("it was read")

    seen: list[str] = []
    environ = {"PATH_INFO": "/api/imports/products", "CONTENT_LENGTH": str(2**40), "wsgi.input": Unread()}
    answer = b"".join(application(environ, lambda status, _headers, *_: seen.append(status)))
    assert seen == ["413 Content Too Large"]
    assert b"BODY_TOO_LARGE" in answer


def asked(path: str) -> tuple[int, dict[str, str]]:
    """Status and headers of a GET through the whole WSGI application."""
    from django.test import RequestFactory

    from hengku.wsgi import application

    seen: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        seen["status"] = int(status.split()[0])
        seen["headers"] = {name.lower(): value for name, value in headers}

    answer = application(RequestFactory().get(path).environ, start)
    for _ in answer:
        pass
    getattr(answer, "close", lambda: None)()
    return seen["status"], seen["headers"]
