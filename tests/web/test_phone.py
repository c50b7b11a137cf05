"""A phone in a real browser: scans without a line, sends once, says what was refused, and keeps it to its owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import PHONE, Server, open_context, shot, sign_in
from tests.web.entry import BARCODE, BOX_BARCODE, scan
from tests.web.line import line_to
from tests.web.phone import (
    DRILL,
    HAM,
    MILK,
    begin,
    fill_in,
    finish,
    hams,
    hit,
    label,
    line_is_back,
    made_of,
    next_december,
    ordered,
    other_warehouse,
    post,
)
from tests.web.test_accessible import faults
from tests.web.test_lists import call

#: How many copies of what the server said lie in this browser.
KEPT = """new Promise((told) => {
  const opened = indexedDB.open('hengku')
  opened.onsuccess = () => {
    const counted = opened.result.transaction('kept').objectStore('kept').count()
    counted.onsuccess = () => told(counted.result)
  }
})"""


@pytest.fixture(scope="module")
def phone(browser: Browser, entry_company: Server) -> Iterator[Page]:
    """One phone for the file, signed in as the boss of the entry page's company, with the shell kept."""
    context = open_context(browser, PHONE)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, entry_company)
    page.evaluate("navigator.serviceWorker.ready")
    yield page
    context.close()


@pytest.fixture
def order(phone: Page, entry_company: Server) -> Any:
    """An order of 30 bottles of cola, in force."""
    return ordered(phone, entry_company, {"COLA": "30"})


def receipts(page: Page, server: Server, order: dict[str, Any]) -> list[str]:
    """The numbers of what was received by the order."""
    return [one["number"] for one in made_of(page, server, order)]


def receive(page: Page, server: Server, order: dict[str, Any], bottles: int) -> None:
    """Scan the order and so many bottles; ready to be finished."""
    begin(page, server, "in", order["number"], "甲")
    for _ in range(bottles):
        scan(page, BARCODE)
    expect(page.get_by_label("数量")).to_have_value(str(bottles))


def test_scans_without_a_line_are_posted_once(
    browser: Browser, entry_company: Server, phone: Page, order: dict[str, Any]
) -> None:
    """Kept through a reload without a line, then sent; the books hold one receipt."""
    context = open_context(browser, PHONE)
    with line_to(entry_company.url) as line:
        away, far = context.new_page(), replace(entry_company, url=line.url)
        sign_in(away, far)
        away.evaluate("navigator.serviceWorker.ready")
        away.goto(f"{line.url}/phone/in")
        expect(away.get_by_text("资料截至")).to_be_visible()
        receive(away, far, order, 3)
        line.cut()
        scan(away, "6900000000000")
        expect(away.get_by_role("alert")).to_contain_text("不认识的码")
        scan(away, BOX_BARCODE)
        expect(away.get_by_label("数量")).to_have_value("15")
        shot(away, "phone-scanned")
        away.get_by_role("button", name="完成").click()
        expect(away.locator("li[data-state=waiting]")).to_contain_text(order["number"])
        away.reload()
        expect(away.locator(".unsent")).to_contain_text("未送 1")
        expect(away.locator("li[data-state=waiting]")).to_contain_text(order["number"])
        assert receipts(phone, entry_company, order) == []
        shot(away, "phone-offline")
        away.get_by_role("link", name="查库存").click()
        expect(away.get_by_role("heading", name="查库存")).to_be_visible()
        scan(away, BARCODE)
        expect(away.get_by_role("link", name="可乐")).to_be_visible()
        line.mend()
        expect(away.locator(".unsent")).to_have_count(0)
        away.goto(f"{line.url}/phone")
        (number,) = receipts(phone, entry_company, order)
        done = away.locator("li[data-state=done]").filter(has_text=order["number"])
        expect(done).to_contain_text(number)
        assert faults(away) == []
    context.close()


def test_a_lost_answer_is_asked_for_again(phone: Page, entry_company: Server, order: dict[str, Any]) -> None:
    """The server committed and its answer was lost: sent again under the same key, told the same, posted once."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.fallback()
        else:
            lost.append(route.fetch().json()["documents"][0]["number"])
            route.abort("connectionreset")

    phone.route("**/api/purchase_receipt/post", lose)
    phone.goto(f"{entry_company.url}/phone")
    receive(phone, entry_company, order, 2)
    phone.get_by_role("button", name="完成").click()
    row = phone.locator("li").filter(has=phone.get_by_text(order["number"]))
    expect(row.get_by_text("还不知道结果")).to_be_visible()
    assert row.get_by_role("button", name="弃").count() == 0  # nobody may drop what may have been posted
    phone.get_by_role("button", name="现在送").click()
    expect(phone.locator("li[data-state=done]").filter(has_text=lost[0])).to_be_visible()
    assert receipts(phone, entry_company, order) == lost
    phone.unroute("**/api/purchase_receipt/post")


def test_a_refusal_is_told_and_mended(phone: Page, entry_company: Server, order: dict[str, Any]) -> None:
    """Too much for the order: refused in words, taken back, made less, posted."""
    phone.goto(f"{entry_company.url}/phone")
    receive(phone, entry_company, order, 2)
    phone.get_by_label("数量").fill("99")
    phone.get_by_label("数量").press("Enter")
    phone.get_by_role("button", name="完成").click()
    row = phone.locator("li[data-state=refused]")
    expect(row.get_by_role("alert")).to_contain_text("可乐")
    shot(phone, "phone-refused")
    row.get_by_role("button", name="改").click()
    phone.locator("button").filter(has_text="可乐").click()
    phone.get_by_label("数量").fill("30")
    phone.get_by_label("数量").press("Enter")
    phone.get_by_role("button", name="完成").click()
    expect(phone.locator("li[data-state=done]").filter(has_text=order["number"])).to_be_visible()
    assert len(receipts(phone, entry_company, order)) == 1


def test_another_person_sees_nothing_of_it(
    phone: Page, server: Server, entry_company: Server, order: dict[str, Any]
) -> None:
    """What waits stays with who scanned it: told when signing out, unseen by the next, sent when they are back."""
    phone.goto(f"{entry_company.url}/phone")
    receive(phone, entry_company, order, 1)
    phone.route("**/api/purchase_receipt/post", lambda route: route.abort())
    phone.get_by_role("button", name="完成").click()
    expect(phone.locator(".unsent")).to_contain_text("未送 1")
    told: list[str] = []
    phone.once("dialog", lambda dialog: told.append(dialog.message))
    phone.get_by_role("button", name="我的账户").click()
    phone.get_by_role("menuitem", name="退出").click()
    phone.wait_for_url("**/sign-in")
    assert "1 单没有送出" in told[0]
    phone.wait_for_function(f"({KEPT}).then((count) => count === 0)")
    sign_in(phone, replace(server))
    phone.unroute("**/api/purchase_receipt/post")
    phone.goto(f"{server.url}/phone")
    expect(phone.get_by_text("都送出了")).to_be_visible()
    assert phone.get_by_text(order["number"]).count() == 0
    call(phone, server, "DELETE", "/session")
    sign_in(phone, entry_company)
    phone.goto(f"{entry_company.url}/phone")
    expect(phone.locator("li[data-state=done]").filter(has_text=order["number"])).to_be_visible()
    assert len(receipts(phone, entry_company, order)) == 1


def test_goods_of_an_order_with_lot_serials_photo_and_signature(
    phone: Page, entry_company: Server, milk: str
) -> None:
    """A GS1 code brings lot and day, serials are scanned behind their product; what waits is told where stock is."""
    order = ordered(phone, entry_company, {milk: "10", "PDRILL": "2"})
    begin(phone, entry_company, "in", order["number"], "甲")
    scan(phone, f"(01)0{MILK}(17){next_december():%y%m}00(10)L-1(30)4")
    expect(phone.get_by_label("批号")).to_have_value("L-1")
    expect(phone.get_by_label("到期日")).to_have_value(next_december().isoformat())
    expect(phone.get_by_label("数量")).to_have_value("4")
    scan(phone, f"(01)0{MILK}(17){next_december():%y}1300(10)L-1")
    expect(phone.get_by_role("alert")).to_contain_text("有错的码")
    for code in (DRILL, DRILL, "SN-0001"):
        scan(phone, code)
    expect(phone.get_by_text("1 / 2 个")).to_be_visible()
    phone.get_by_role("button", name="完成").click()
    expect(phone.get_by_role("alert")).to_contain_text("要 2 个序列号,现有 1 个")
    phone.get_by_label("序列号", exact=True).fill("SN-0002")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("2 / 2 个")).to_be_visible()
    shot(phone, "phone-serials")
    phone.locator("input[type=file]").set_input_files(
        {"name": "door.png", "mimeType": "image/png", "buffer": phone.screenshot()}
    )
    expect(phone.get_by_text("照片 1")).to_be_visible()
    phone.get_by_role("button", name="签名").click()
    pad = phone.get_by_role("dialog").locator("canvas").bounding_box()
    assert pad is not None
    phone.mouse.move(pad["x"] + 40, pad["y"] + 60)
    phone.mouse.down()
    phone.mouse.move(pad["x"] + 200, pad["y"] + 120, steps=5)
    phone.mouse.up()
    phone.get_by_role("button", name="好了").click()
    expect(phone.get_by_role("button", name="已签名")).to_be_visible()
    phone.route("**/api/uploads**", lambda route: route.abort())
    phone.route("**/api/purchase_receipt/**", lambda route: route.abort())
    finish(phone)
    expect(phone.locator(".unsent")).to_contain_text("未送 1")
    phone.get_by_role("link", name="查库存").click()
    expect(phone.get_by_role("heading", name="查库存")).to_be_visible()
    scan(phone, MILK)
    expect(phone.locator(".here")).to_contain_text("+4 瓶")
    shot(phone, "phone-waits-here")
    phone.unroute("**/api/uploads**")
    phone.unroute("**/api/purchase_receipt/**")
    phone.locator(".here").click()
    line_is_back(phone)
    expect(phone.locator("li[data-state=done]").filter(has_text=order["number"])).to_be_visible()
    (made,) = made_of(phone, entry_company, order)
    kept = call(phone, entry_company, "GET", f"/documents/{made['id']}/attachments")["attachments"]
    assert sorted(one["name"] for one in kept) == ["photo-1.jpg", "signature.png"]
    lines = call(phone, entry_company, "GET", f"/documents/{made['id']}")["lines"]
    milk_line, drills = sorted(lines, key=lambda line: line["lot_no"] or "", reverse=True)
    assert [milk_line[key] for key in ("quantity", "lot_no", "expires_on")] == ["4", "L-1", next_december().isoformat()]
    assert drills["serials"].split() == ["SN-0001", "SN-0002"]


def test_issue_by_a_delivery_notice(phone: Page, entry_company: Server) -> None:
    """The notice of an order is scanned, then its goods; they leave the warehouse by it."""
    party = hit(phone, entry_company, "suppliers")["id"]
    cola = hit(phone, entry_company, "products", "COLA")["id"]
    line = {"product": cola, "quantity": "40", "price": "3"}
    post(phone, entry_company, "purchase_receipt", {"party": party, "lines": [line]})
    order = ordered(phone, entry_company, {"COLA": "5"}, "sales_order")
    (wanted,) = call(phone, entry_company, "GET", f"/pull?to=delivery_notice&q={order['number']}&limit=5")
    source = wanted["lines"][0]["source_line"]
    body = {
        "party": hit(phone, entry_company, "customers")["id"],
        "lines": [{"product": cola, "quantity": "5", "source_line": source}],
    }
    notice = post(phone, entry_company, "delivery_notice", body)
    begin(phone, entry_company, "out", notice["number"], notice["number"])
    for _ in range(5):
        scan(phone, BARCODE)
    expect(phone.get_by_text("齐了")).to_be_visible()
    finish(phone)
    expect(phone.locator("li[data-state=done]").filter(has_text=notice["number"])).to_be_visible()
    assert [one["type_code"] for one in made_of(phone, entry_company, notice)] == ["sales_issue"]


def test_goods_are_sent_and_received(browser: Browser, phone: Page, entry_company: Server) -> None:
    """Sent by their labels without a line, through a reload; received by the transfer's number, and one is lost."""
    ham, there = hams(phone, entry_company, 4, "20.8"), other_warehouse(phone, entry_company)
    context = open_context(browser, PHONE)
    with line_to(entry_company.url) as line:
        away, far = context.new_page(), replace(entry_company, url=line.url)
        sign_in(away, far)
        away.evaluate("navigator.serviceWorker.ready")
        away.goto(f"{line.url}/phone/move")
        expect(away.get_by_text("资料截至")).to_be_visible()
        line.cut()
        fill_in(away, "从", "主仓")
        fill_in(away, "到", there)
        away.get_by_role("button", name="发出,对方收货").click()
        away.locator("h1").click()
        for grams in (5250, 5150):
            scan(away, label(grams))
        expect(away.get_by_label("数量")).to_have_value("2")
        expect(away.get_by_label("实称")).to_have_value("10.4")
        shot(away, "phone-move")
        away.get_by_role("button", name="过账").click()
        away.wait_for_url("**/phone")
        away.reload()
        expect(away.locator("li[data-state=waiting]")).to_contain_text(f"主仓 → {there}")
        line.mend()
        away.evaluate("window.dispatchEvent(new Event('online'))")
        sent = away.locator("li[data-state=done] a")
        expect(sent).to_be_visible()
        number = sent.inner_text()
    context.close()
    begin(phone, entry_company, "arrive", number, number)
    scan(phone, label(5150))
    expect(phone.get_by_label("实称")).to_have_value("5.15")
    phone.get_by_role("button", name="完成").click()
    expect(phone.get_by_role("alert")).to_contain_text("有货没到")
    phone.get_by_role("button", name="运输损耗").click()
    phone.get_by_role("button", name="责任方赔偿").click()
    phone.get_by_label("责任人").fill("老王")
    phone.get_by_label("责任人").press("Tab")
    shot(phone, "phone-arrive")
    finish(phone)
    done = phone.locator("li[data-state=done]").filter(has_text=number)
    expect(done).to_be_visible()
    (transfer,) = call(phone, entry_company, "GET", f"/documents?type=transfer_out&q={number}&size=1")["rows"]
    (made,) = made_of(phone, entry_company, transfer)
    lines = call(phone, entry_company, "GET", f"/documents/{made['id']}")["lines"]
    told = [[line[key] for key in ("quantity", "aux_quantity", "outcome")] for line in lines]
    assert told == [["1", "5.15", "received"], ["1", "5.25", "lost"]]
    lying = call(phone, entry_company, "GET", "/phone/goods")["stock"]
    assert {one["warehouse"]["name"]: one["weight"] for one in lying if one["product"] == ham} == {
        "主仓": "10.4",
        there: "5.15",
    }


def test_goods_are_taken_for_use(phone: Page, entry_company: Server) -> None:
    """By whom and for what; what is weighed has to be."""
    hams(phone, entry_company, 2, "10.4")
    call(phone, entry_company, "POST", "/departments", {"code": "P1", "name": "行政部"})
    phone.goto(f"{entry_company.url}/phone/use")
    phone.get_by_role("button", name="更新资料").click()
    fill_in(phone, "仓库", "主仓")
    fill_in(phone, "部门", "行政部")
    phone.get_by_label("用途").select_option(label="集体福利")
    phone.locator("h1").click()
    scan(phone, HAM)
    phone.get_by_role("button", name="过账").click()
    expect(phone.get_by_role("alert")).to_contain_text("「火腿」还没有称重")
    phone.get_by_label("实称").fill("5.3")
    phone.get_by_label("实称").press("Enter")
    shot(phone, "phone-use")
    phone.get_by_role("button", name="过账").click()
    done = phone.locator("li[data-state=done]").filter(has_text="行政部")
    expect(done).to_be_visible()
    number = done.get_by_role("link").inner_text()
    (used,) = call(phone, entry_company, "GET", f"/documents?type=internal_issue&q={number}&size=1")["rows"]
    (line,) = call(phone, entry_company, "GET", f"/documents/{used['id']}")["lines"]
    assert [line[key] for key in ("quantity", "aux_quantity", "purpose")] == ["1", "5.3", "welfare"]


@pytest.mark.parametrize("is_blind", [False, True], ids=["open", "blind"])
def test_a_count_goes_on_without_a_line(
    phone: Page, entry_company: Server, milk: str, is_blind: bool
) -> None:
    """Two lots are counted where nothing can be sent, added to what was counted; a blind count tells no stock."""
    party = hit(phone, entry_company, "suppliers")["id"]
    goods = hit(phone, entry_company, "products", milk)["id"]
    lines = [{"product": goods, "quantity": "6", "price": "3", "lot_no": lot} for lot in ("L-8", "L-9")]
    post(phone, entry_company, "purchase_receipt", {"party": party, "lines": lines})
    asked = {"warehouse": hit(phone, entry_company, "warehouses")["id"], "products": [goods], "mode": "live",
             "is_blind": is_blind, "lots": ["L-8", "L-9"]}  # fmt: skip
    count = call(phone, entry_company, "POST", "/counts", asked)
    phone.goto(f"{entry_company.url}/phone/count")
    phone.get_by_role("button", name="更新资料").click()
    phone.get_by_role("button", name=count["number"]).click()
    phone.locator("h1").click()
    phone.route("**/api/counts/*/entries", lambda route: route.abort())
    for code in (f"(01)0{MILK}(10)L-8", f"(01)0{MILK}(10)L-8", f"(01)0{MILK}(10)L-9"):
        scan(phone, code)
    expect(phone.get_by_label("批号")).to_have_value("L-9")
    assert phone.get_by_text("可用").count() == 0
    shot(phone, f"phone-count-{'blind' if is_blind else 'open'}")
    finish(phone)
    expect(phone.locator(".unsent")).to_contain_text("未送 1")
    phone.unroute("**/api/counts/*/entries")
    line_is_back(phone)
    expect(phone.locator("li[data-state=done]").filter(has_text=count["number"])).to_be_visible()
    rows = call(phone, entry_company, "GET", f"/counts/{count['id']}/lines")["rows"]
    assert {row["lot"]: row["first"] for row in rows} == {"L-8": "2", "L-9": "1"}
    assert all((row["book"] is None) is is_blind for row in rows)
    call(phone, entry_company, "POST", f"/counts/{count['id']}/cancel", {"reason": "试盘"})
