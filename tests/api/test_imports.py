"""Importing over HTTP: upload, check, commit; and files that are not what they should be (X33–X36)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hengku.catalog.models import Product
from hengku.cli.work import work_on_imports
from tests.api.caller import Caller, signed_in
from tests.world import Book

TABLE = "商品编码,商品名称,单位,售价\nI1,导入一号,个,1.50\nI2,导入二号,个,2.50\n"


@pytest.fixture
def boss(book: Book) -> Caller:
    return signed_in(book)


def upload(caller: Caller, kind: str, content: bytes, name: str = "商品.csv") -> tuple[int, Any]:
    caller.response = caller.client.post(
        f"/api/imports/{kind}",
        {"file": SimpleUploadedFile(name, content)},
        headers={"X-CSRFToken": caller.token},
    )
    return caller.response.status_code, caller.response.json()


def committed(caller: Caller, address: str, body: dict[str, Any]) -> Any:
    """Started and done by the background; how it ended."""
    status, run = caller.post(address, body)
    assert status == 200, run
    work_on_imports()
    return caller.get(f"/imports/runs/{run['id']}")[1]


class TestImport:
    def test_upload_check_and_commit(self, book: Book, boss: Caller) -> None:
        status, seen = upload(boss, "products", TABLE.encode())
        assert status == 200, seen
        assert (seen["rows_total"], seen["problems"]) == (2, [])
        assert seen["mapping"]["code"] == "商品编码"
        address = f"/imports/products/{seen['token']}"
        status, checked = boss.post(f"{address}/check", {"mapping": {**seen["mapping"], "sale_price": None}})
        assert (status, checked["mapping"]["sale_price"]) == (200, None)
        assert not Product.objects.visible_to(book.actor).filter(code="I1").exists()
        status, run = boss.post(f"{address}/commit", {"mapping": checked["mapping"]})
        assert (status, run["state"]) == (200, "waiting"), run
        assert boss.post(f"{address}/commit", {})[1]["id"] == run["id"], "a second click starts nothing"
        work_on_imports()
        done = boss.get(f"/imports/runs/{run['id']}")[1]
        assert (done["state"], done["rows_done"], done["result"]["created"]) == ("done", 2, 2)
        assert Product.objects.visible_to(book.actor).get(code="I1").sale_price is None
        assert boss.get("/imports/runs")[1][0]["id"] == run["id"]

    def test_rows_that_are_wrong_are_said_and_nothing_is_written(self, book: Book, boss: Caller) -> None:
        seen = upload(boss, "products", (TABLE + "I3,,个,x\n").encode())[1]
        assert {problem["row"] for problem in seen["problems"]} == {4}
        (bad,) = seen["bad_rows"]
        assert (bad["cells"]["sale_price"], {one["field"] for one in bad["problems"]}) == (
            "x",
            {"name", "sale_price"},
        )
        address = f"/imports/products/{seen['token']}/commit"
        done = committed(boss, address, {"mapping": seen["mapping"]})
        assert (done["state"], done["rows_done"]) == ("stopped", 0)
        assert not Product.objects.visible_to(book.actor).filter(code="I1").exists()
        done = committed(boss, address, {"good_rows_only": True})
        assert (done["state"], done["rows_done"]) == ("done", 2)

    def test_cells_are_corrected_in_the_page_and_kept_with_the_file(self, book: Book, boss: Caller) -> None:
        seen = upload(boss, "products", (TABLE + "I3,,个,x\n").encode())[1]
        address = f"/imports/products/{seen['token']}"
        edits = {"4": {"name": "导入三号", "sale_price": "3.5"}}
        status, checked = boss.post(f"{address}/check", {"edits": edits})
        assert (status, checked["problems"], checked["to_create"]) == (200, [], 3)
        again = boss.get(address)[1]
        assert (again["edits"], again["problems"]) == (edits, []), "a closed page loses nothing"
        status, content = boss.get(f"{address}/marked")
        assert (status, content[:2]) == (200, b"PK")
        assert committed(boss, f"{address}/commit", {})["state"] == "done"
        assert str(book.product("I3").sale_price) == "3.50000000"

    def test_undo_says_first_what_it_does(self, book: Book, boss: Caller) -> None:
        seen = upload(boss, "products", TABLE.encode())[1]
        run = committed(boss, f"/imports/products/{seen['token']}/commit", {})
        assert upload(boss, "products", TABLE.encode())[1]["earlier"]["id"] == run["id"], (
            "the same file twice"
        )
        told = boss.get(f"/imports/runs/{run['id']}/undo")[1]
        assert (told["removed"], told["blocked_count"]) == (2, 0)
        status, undone = boss.post(f"/imports/runs/{run['id']}/undo")
        assert (status, undone["state"]) == (200, "undone")
        assert not Product.objects.visible_to(book.actor).filter(code="I1").exists()
        assert boss.post(f"/imports/runs/{run['id']}/undo")[0] == 409
        keeper = signed_in(book, book.keeper.user_id)
        assert keeper.get("/imports/runs")[0] == 403
        assert signed_in(Book()).get(f"/imports/runs/{run['id']}")[0] == 404

    def test_another_person_cannot_use_the_token(self, book: Book, boss: Caller) -> None:
        seen = upload(boss, "products", TABLE.encode())[1]
        other = signed_in(book, book.purchaser.user_id)
        status, answer = other.post(f"/imports/products/{seen['token']}/commit", {"mapping": {}})
        assert (status, answer["code"]) == (404, "UPLOAD_GONE")

    @pytest.mark.parametrize("token", ["..", "%2e%2e%2fpasswords", "0" * 31, "0" * 32, "x" * 32])
    def test_a_token_is_no_path(self, boss: Caller, token: str) -> None:
        status, answer = boss.post(f"/imports/products/{token}/check", {"mapping": {}})
        assert status == 404, answer

    def test_needs_the_right(self, book: Book) -> None:
        keeper = signed_in(book, book.keeper.user_id)
        assert upload(keeper, "products", TABLE.encode())[0] == 403

    def test_template(self, boss: Caller) -> None:
        status, content = boss.get("/imports/products/template")
        assert status == 200
        assert content.startswith(b"PK")
        assert boss.response.headers["Content-Disposition"] == 'attachment; filename="products.xlsx"'
        assert [one["kind"] for one in boss.get("/imports")[1]] == [
            "products", "parties", "opening_stock", "opening_arap", "opening_gl", "prices",
        ]  # fmt: skip


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.xlsx", b"not a workbook"),
            ("a.xlsx", b"PK\x03\x04" + b"\0" * 100),
            ("a.csv", b""),
            ("a.exe", b"MZ" + b"\0" * 100),
            ("../../../etc/passwd.csv", b"\0" * 50),
        ],
    )
    def test_are_refused_with_a_reason(self, boss: Caller, name: str, content: bytes) -> None:
        status, answer = upload(boss, "products", content, name)
        assert status == 422, answer
        assert answer["code"] not in ("INTERNAL", "FIELD_INVALID")

    def test_a_file_of_more_than_thirty_megabytes_is_refused(self, boss: Caller) -> None:
        status, answer = upload(boss, "products", b"x" * 30_000_001)
        assert (status, answer["code"]) == (422, "FILE_TOO_LARGE")

    def test_a_missing_file_is_said(self, boss: Caller) -> None:
        boss.response = boss.client.post("/api/imports/products", {}, headers={"X-CSRFToken": boss.token})
        assert (boss.response.status_code, boss.response.json()["code"]) == (422, "FIELD_MISSING")

    def test_an_unknown_kind_is_not_found(self, boss: Caller) -> None:
        assert upload(boss, "passwords", TABLE.encode())[0] == 404
