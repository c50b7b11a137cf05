"""Goods told apart by lot, in a browser: received, picked first to expire first, scanned, issued, and traced."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import PHONE, Server, open_context, own_company, shot, sign_in
from tests.web.entry import begin, cell, choose, scan, texts
from tests.web.test_lists import call

GTIN = "6901234567908"
#: Days from today on which the lots expire; the second received is the first to go.
LOTS = (("L-LATE", 200), ("L-SOON", 20))


def _until(days: int) -> date:
    return date.today() + timedelta(days=days)


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """The same server with a company of this file alone."""
    return own_company(server)


@pytest.fixture
def stocked(page: Page, server: Server) -> Page:
    """Ten bottles of each lot, received through the entry page; the lot columns stand there once the product does."""
    unit = call(page, server, "GET", "/lookup/products?q=COLA")[0]["base_unit"]
    body = {"code": "MILK", "name": "鲜奶", "base_unit": unit["id"], "tracking": "lot", "sale_price": "5",
            "barcodes": [{"code": GTIN}]}  # fmt: skip
    call(page, server, "POST", "/products", body)
    named = {key: call(page, server, "GET", f"/lookup/{path}")[0]["id"]
             for key, path in (("party", "suppliers?q="), ("warehouse", f"warehouses?q={quote('主仓')}"))}  # fmt: skip
    milk = call(page, server, "GET", "/lookup/products?q=MILK")[0]["id"]
    lines = [{"product": milk, "quantity": "10", "price": "3", "lot_no": lot, "expires_on": _until(days).isoformat()}
             for lot, days in LOTS]  # fmt: skip
    call(
        page,
        server,
        "POST",
        "/purchase_receipt/post",
        {"documents": [{**named, "lines": lines}]},
        key="milk-in",
    )
    return page


def test_from_receipt_to_trace(stocked: Page, server: Server, browser: Browser) -> None:
    """FEFO fills the lots, another lot leads to its note, a scanned code fills the rest, and the trace tells it all."""
    page = stocked
    begin(page, server, "purchase_receipt", "甲")
    soon = _until(20)
    scan(page, f"(01)0{GTIN}(17){soon:%y%m%d}(10)L-SOON")
    expect(cell(page, 0, "lot_no")).to_have_text("L-SOON")
    expect(cell(page, 0, "quantity")).to_have_text("1")
    assert cell(page, 0, "expires_on").inner_text() == soon.isoformat()
    scan(page, f"(01)0{GTIN}(17){soon:%y%m%d}(10)L-SOON")
    expect(cell(page, 0, "quantity")).to_have_text("2")
    scan(page, f"(01)0{GTIN}(10)L-NEW")
    expect(cell(page, 1, "lot_no")).to_have_text("L-NEW")
    shot(page, "lots-scanned")

    begin(page, server, "sales_issue", "乙")
    choose(page, "鲜奶")
    expect(cell(page, 0, "product")).to_contain_text("鲜奶")
    cell(page, 0, "lot_no").click()
    page.keyboard.press("F2")
    expect(page.locator("[role=option]:visible")).to_have_count(2)
    expect(page.locator("[role=option]:visible").first).to_contain_text("L-SOON")
    shot(page, "lots-offers")
    page.locator("[role=option]:visible").filter(has_text="L-LATE").click()
    expect(page.get_by_text("应先出批号 L-SOON")).to_be_visible()
    expect(page.locator("textarea.editor")).to_have_attribute("aria-label", re.compile("批次说明"))
    page.keyboard.press("Delete")

    cell(page, 0, "lot_no").click()
    page.keyboard.press("Delete")
    cell(page, 0, "quantity").click()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="选批次").click()
    expect(cell(page, 1, "lot_no")).to_have_text("L-LATE")
    assert texts(page, "lot_no", 2) == ["L-SOON", "L-LATE"]
    assert texts(page, "quantity", 2) == ["10", "2"]
    shot(page, "lots-picked")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/doc/\d+"))

    lot = next(one for one in call(page, server, "GET", "/lots/find?q=L-SOON") if one["lot_no"] == "L-SOON")
    page.goto(f"{server.url}/trace/{lot['id']}")
    expect(page.locator(".sources")).to_contain_text("甲")
    expect(page.locator(".targets summary")).to_contain_text("10")
    expect(page.locator(".targets")).to_contain_text("销售出库")
    expect(page.get_by_text("库存为零")).to_be_visible()
    shot(page, "lots-trace")
    context = open_context(browser, PHONE)
    phone = context.new_page()
    sign_in(phone, server)
    phone.goto(f"{server.url}/trace/{lot['id']}")
    expect(phone.locator(".targets summary")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, "lots-trace-phone")
    context.close()


def test_weighed_goods_on_their_pages(page: Page, server: Server) -> None:
    """Two units beside one another, and a cost of a kilogram, on the pages of stock and product."""
    kilogram = call(page, server, "GET", f"/lookup/units?q={quote('千克')}")[0]["id"]
    bottle = call(page, server, "GET", "/lookup/products?q=COLA")[0]["base_unit"]["id"]
    leg = {"code": "LEG", "name": "整腿", "base_unit": bottle, "aux_unit": kilogram, "aux_standard": "5.2"}
    product = call(page, server, "POST", "/products", leg)["id"]
    supplier = call(page, server, "GET", "/lookup/suppliers?q=")[0]["id"]
    warehouse = call(page, server, "GET", f"/lookup/warehouses?q={quote('主仓')}")[0]["id"]
    line = {"product": product, "quantity": "10", "price": "20", "aux_quantity": "52"}
    body = {"documents": [{"party": supplier, "warehouse": warehouse, "price_mode": "EXCL", "lines": [line]}]}
    call(page, server, "POST", "/purchase_receipt/post", body, key="leg-in")
    page.goto(f"{server.url}/stock?q=LEG")
    row = page.locator("tbody tr, [role=row]").filter(has_text="整腿").first
    expect(row).to_contain_text("20.00 /千克")
    expect(row).to_contain_text("52 千克")
    shot(page, "weighed-stock")
    page.goto(f"{server.url}/product/{product}")
    expect(page.get_by_text("20.00 /千克").first).to_be_visible()
    expect(page.get_by_text("20.00 / 千克")).to_be_visible()  # the last price
    shot(page, "weighed-product")
