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
def order(phone: Page, entry_company: Server) -> dict[str, Any]:
    """An order of 30 bottles of cola, in force."""
    named = {key: call(phone, entry_company, "GET", f"/lookup/{path}")[0]["id"]
             for key, path in (("party", "suppliers"), ("warehouse", "warehouses"))}  # fmt: skip
    cola = call(phone, entry_company, "GET", "/lookup/products?q=COLA")[0]["id"]
    body = {"documents": [{**named, "lines": [{"product": cola, "quantity": "30", "price": "3"}]}]}
    key = f"phone-{phone.evaluate('crypto.randomUUID()')}"
    made: dict[str, Any] = call(phone, entry_company, "POST", "/purchase_order/post", body, key=key)[
        "documents"
    ][0]
    return made


def receipts(page: Page, server: Server, order: dict[str, Any]) -> list[str]:
    """The numbers of what was received by the order."""
    targets = call(page, server, "GET", f"/documents/{order['id']}")["chain"]["downstream"]
    return [one["number"] for one in targets]


def receive(page: Page, server: Server, order: dict[str, Any], bottles: int) -> None:
    """Scan the order and so many bottles; ready to be finished."""
    page.goto(f"{server.url}/phone/in")
    page.get_by_label("扫码或输入条码、编码、单号").fill(order["number"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("甲").first).to_be_visible()
    page.locator("h1").click()  # a scanner types wherever the cursor is
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
