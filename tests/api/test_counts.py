"""盘点 over HTTP: a keeper counts blind, a manager judges and posts."""

from __future__ import annotations

from tests.api.caller import Caller, signed_in
from tests.posting.desk import Desk
from tests.world import Book


def test_the_whole_way(book: Book) -> None:
    Desk(book).opening("100", "1000.00")
    boss: Caller = signed_in(book)
    status, count = boss.post("/counts", {"warehouse": str(book.w1.pk), "business_on": "2026-01-05"})
    assert (status, count["state"], count["line_count"], count["sees_book"]) == (200, "counting", 1, False)
    at = f"/counts/{count['id']}"
    assert boss.get(f"{at}/lines")[1]["rows"][0]["book"] is None
    status, refused = boss.post(f"{at}/entries", {"entries": [{"code": "没有", "quantity": "1"}]})
    assert (status, refused["code"], refused["where"]["line_no"]) == (422, "PRODUCT_UNKNOWN_HERE", 1)
    status, done = boss.post(f"{at}/entries", {"entries": [{"code": "6901234567892", "quantity": "98"}]})
    assert (status, done["lines"][0]["found"]) == (200, "98")
    assert boss.post(f"{at}/hand-in", {})[0] == 200
    (row,) = boss.get(f"{at}/lines", show="differences")[1]["rows"]
    assert (row["book"], row["difference"], row["amount"]) == ("100", "-2", "-20.00")
    said = {"line": row["id"], "cause": "THEFT_LOST", "responsible": "李四", "compensation": "5"}
    assert boss.post(f"{at}/words", {"lines": [said]})[0] == 200
    assert boss.post(f"{at}/approve")[1]["state"] == "approved"
    status, posted = boss.post(f"{at}/post")
    assert (status, posted["state"], posted["gain_document_id"]) == (200, "posted", None)
    assert boss.get(f"/documents/{posted['loss_document_id']}")[0] == 200
    assert boss.get("/counts")[1]["rows"][0]["number"] == count["number"]
