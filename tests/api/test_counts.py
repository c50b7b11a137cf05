"""盘点 over HTTP: a keeper counts blind, a manager judges and posts."""

from __future__ import annotations

from typing import Any

from hengku.desk.tasks import work_on
from hengku.kit.numbers import D
from hengku.kit.tables.reader import read_table
from hengku.warehousing.queries_count import count_named
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
    status, loss = boss.get(f"/documents/{posted['loss_document_id']}")
    assert (status, loss["document"]["count"]) == (200, {"id": count["id"], "number": count["number"]})
    assert boss.get("/counts")[1]["rows"][0]["number"] == count["number"]
    blind = book.actor_who_may("count_loss.view", "count_gain.view")
    assert count_named(blind, count["number"]) is None  # may not see counts
    assert count_named(book.actor, count["number"]) == loss["document"]["count"]
    assert count_named(book.actor, "") is None


def test_a_sheet_goes_out_and_comes_back(book: Book) -> None:
    """The workbook names its lines; whatever is wrong in it is told at its rows, all at once, and nothing is written."""
    desk = Desk(book)
    desk.opening("100", "1000.00")
    desk.opening("20", "1000.00", product=book.rice)
    boss: Caller = signed_in(book)
    count = boss.post("/counts", {"warehouse": str(book.w1.pk), "business_on": "2026-01-05"})[1]
    at = f"/counts/{count['id']}"
    answer = boss.client.get(f"/api{at}/sheet")
    assert answer.status_code == 200
    (sheet,) = read_table(answer.content, name="盘点表.xlsx").sheets
    assert [heading.label for heading in sheet.header][:2] == ["盘点行号", "编码"]
    assert [row.cells[1] for row in sheet.rows] == ["COLA", "RICE"]

    def send(text: str) -> tuple[int, Any]:
        return boss.upload(f"{at}/sheet", "盘点.csv", text.encode())

    status, refused = send("编码,实盘数量\nCOLA,一百\n没有,5\nRICE,-1\n")
    assert (status, [one["code"] for one in refused["data"]["problems"]]) == (
        422,
        ["COUNTED_NOTHING", "PRODUCT_UNKNOWN_HERE", "COUNT_NOT_POSITIVE"],
    )
    assert [one["where"]["line_no"] for one in refused["data"]["problems"]] == [2, 3, 4]
    assert boss.get(at)[1]["counted_count"] == 0
    line = sheet.rows[0].cells[0]
    status, done = send(f"盘点行号,编码,实盘数量\n{line},随便,98\n,RICE,\n")
    assert status == 200, done
    assert done["counted_count"] == 1  # a row without a quantity was not counted
    assert boss.get(f"{at}/lines")[1]["rows"][0]["found"] == "98"
    assert send("编码,实盘数量\n")[1]["code"] == "SHEET_EMPTY"


def test_weights_go_out_and_come_back(book: Book) -> None:
    """B2: a column for what was weighed where something is; what is weighed far off is marked, the books stay unseen."""
    desk = Desk(book)
    duck = book.add_product("DUCK", "白条鸭", "个", aux_unit="千克", aux_standard=D("5.2"))
    desk.opening("10", "1040.00", product=duck, data={"aux_quantity": "52"})
    desk.opening("20", "1000.00", product=book.rice)
    boss: Caller = signed_in(book)
    count = boss.post("/counts", {"warehouse": str(book.w1.pk), "business_on": "2026-01-05"})[1]
    at = f"/counts/{count['id']}"
    (sheet,) = read_table(boss.client.get(f"/api{at}/sheet").content, name="盘点表.xlsx").sheets
    assert [heading.label for heading in sheet.header][-3:] == ["实盘数量", "实盘重量", "重量单位"]
    assert [row.cells[-1] for row in sheet.rows] == ["千克", ""]
    content = "编码,实盘数量,实盘重量\nDUCK,9,30.5\nRICE,20,\n"
    assert boss.upload(f"{at}/sheet", "盘点.csv", content.encode())[0] == 200
    row = boss.get(f"{at}/lines")[1]["rows"][0]
    shown = (row["weight_unit"], row["found_weight"], row["is_doubtful"], row["book_weight"])
    assert shown == ("千克", "30.5", True, None)
    entry = {"line": row["id"], "quantity": "9", "weight": "46.9"}
    (row,) = boss.post(f"{at}/entries", {"entries": [entry]})[1]["lines"]
    assert (row["found_weight"], row["is_doubtful"]) == ("46.9", False)
    boss.post(f"{at}/hand-in", {})
    (row,) = boss.get(f"{at}/lines", show="differences")[1]["rows"]
    assert (row["book_weight"], row["weight_difference"], row["amount"]) == ("52", "-5.1", "-102.00")


def test_the_plan_makes_its_sheets(book: Book) -> None:
    Desk(book).opening("100", "1000.00")
    boss: Caller = signed_in(book)
    assert boss.get("/counts/plan")[1]["rows"] == []
    status, plan = boss.post("/counts/plan/renew")
    assert (status, [row["kind"] for row in plan["rows"]]) == (200, ["full", "C"])
    assert [row["is_due"] for row in plan["rows"]] == [True, True]
    status, made = boss.post("/counts/plan/start", {"warehouse": str(book.w1.pk)})
    assert (status, made["total"], made["rows"][0]["line_count"]) == (200, 1, 1)
    assert boss.post("/counts/plan/start", {})[1]["code"] == "NOTHING_DUE"


def test_thousands_of_rows_are_taken_in_the_background(book: Book) -> None:
    """The same sheet under the same key is one task; a small one is taken at once."""
    Desk(book).opening("100", "1000.00")
    boss: Caller = signed_in(book)
    at = f"/counts/{boss.post('/counts', {'warehouse': str(book.w1.pk), 'business_on': '2026-01-05'})[1]['id']}"
    small, large = "编码,实盘数量\nCOLA,7\n", "编码,实盘数量\n" + "COLA,98\n" * 1_001
    assert boss.upload(f"{at}/sheet", "盘点.csv", small.encode())[1]["counted_count"] == 1
    status, task = boss.upload(f"{at}/sheet", "盘点.csv", large.encode(), key="sheet-1")
    assert (status, task["kind"], task["state"]) == (202, "count_enter", "running")
    assert boss.upload(f"{at}/sheet", "盘点.csv", large.encode(), key="sheet-1")[1]["id"] == task["id"]
    assert boss.get(f"{at}/lines")[1]["rows"][0]["first"] == "7"  # not in the request
    work_on(book.company_id, int(task["id"]))
    assert boss.get(f"/tasks/{task['id']}")[1]["state"] == "done"
    assert boss.get(f"{at}/lines")[1]["rows"][0]["first"] == "98"
    counted = {"round": 1, "entries": [{"code": "COLA", "quantity": "x", "row": 9}]}
    status, task = boss.post("/tasks", {"kind": "count_enter", "subject": at.split("/")[-1], "counted": counted}, "k-2")
    work_on(book.company_id, int(task["id"]))
    failed = boss.get(f"/tasks/{task['id']}")[1]
    assert (failed["state"], failed["problems"][0]["where"]["line_no"]) == ("failed", 9)
