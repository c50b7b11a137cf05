"""Goods told apart by lot, in a browser: received, picked first to expire first, scanned, issued, and traced."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import PHONE, Server, open_context, own_company, shot, sign_in, today
from tests.web.entry import begin, cell, choose, post, scan, texts
from tests.web.test_lists import call

GTIN = "6901234567908"
#: Days from today on which the lots expire; the second received is the first to go.
LOTS = (("L-LATE", 200), ("L-SOON", 20))


def _until(days: int) -> date:
    return today() + timedelta(days=days)


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


def test_a_kit_takes_the_pieces_and_weights_that_are_scanned(page: Page, server: Server) -> None:
    """A hamper of a clock with a number and two hams: what is proposed is chosen, what is scanned goes where it is due."""
    kilogram = call(page, server, "GET", f"/lookup/units?q={quote('千克')}")[0]["id"]
    unit = call(page, server, "GET", "/lookup/products?q=COLA")[0]["base_unit"]["id"]
    gtin = "6901234567915"
    made = {
        code: call(page, server, "POST", "/products", {"code": code, "base_unit": unit, "sale_price": "100", **more})["id"]
        for code, more in {
            "CLOCK": {"name": "座钟", "tracking": "serial"},
            "HAM": {"name": "火腿", "aux_unit": kilogram, "aux_standard": "2.6", "barcodes": [{"code": gtin}]},
            "HAMPER": {"name": "年货篮"},
        }.items()
    }
    parts = [{"component": made["CLOCK"], "quantity": "1"}, {"component": made["HAM"], "quantity": "2"}]
    call(page, server, "POST", "/bills", {"product": made["HAMPER"], "kind": "kit", "makes": "1", "lines": parts})
    supplier = call(page, server, "GET", "/lookup/suppliers?q=")[0]["id"]
    warehouse = call(page, server, "GET", f"/lookup/warehouses?q={quote('主仓')}")[0]["id"]
    lines = [
        {"product": made["CLOCK"], "quantity": "3", "price": "40", "serials": "SN-2026-001 SN-2026-002 SN-2026-003"},
        {"product": made["HAM"], "quantity": "10", "price": "20", "aux_quantity": "26"},
    ]
    body = {"documents": [{"party": supplier, "warehouse": warehouse, "price_mode": "EXCL", "lines": lines}]}
    call(page, server, "POST", "/purchase_receipt/post", body, key="hamper-in")

    begin(page, server, "sales_issue", "乙")
    choose(page, "年货篮")
    expect(cell(page, 0, "product")).to_contain_text("年货篮")
    cell(page, 0, "quantity").click()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(cell(page, 0, "quantity")).to_have_text("2")
    cell(page, 0, "kit_lots").click()
    page.keyboard.press("F2")
    expect(page.locator("[role=option]:visible")).to_have_count(3)
    shot(page, "kit-pieces")
    page.locator("[role=option]:visible").filter(has_text="SN-2026-002").click()
    expect(cell(page, 0, "kit_lots")).to_contain_text("CLOCK:SN-2026-002")
    scan(page, "SN-2026-003")
    expect(cell(page, 0, "kit_lots")).to_contain_text("CLOCK:SN-2026-002 SN-2026-003")
    for number, weight in enumerate(("002615", "002500", "002610", "002700"), 1):
        scan(page, f"(01)0{gtin}(3103){weight}")
        expect(cell(page, 0, "kit_lots")).to_contain_text(f"HAM:*{number}=")
    expect(cell(page, 0, "kit_lots")).to_contain_text("HAM:*4=10.425")
    shot(page, "kit-scanned")
    scan(page, "SN-2026-001")  # both sets have theirs: a line of its own
    expect(cell(page, 1, "serials")).to_have_text("SN-2026-001")
    cell(page, 0, "price").click()
    page.keyboard.type("300")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    shot(page, "kit-preview")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/doc/\d+"))
    expect(page.get_by_text("SN-2026-002").first).to_be_visible()
    shot(page, "kit-posted")


LEG_BARCODE = "6901234567939"


def leg(grams: int, lot: str) -> str:
    """The GS1 label of a leg: which lot, and what it weighs."""
    return f"(01)0{LEG_BARCODE}(3103){grams:06d}(10){lot}"


@pytest.fixture
def legs(page: Page, server: Server) -> str:
    """The id of legs that are weighed and of two lots, four of each in the first warehouse."""
    found = [one for one in call(page, server, "GET", "/lookup/products?q=LEGL") if one["code"] == "LEGL"]
    if found:
        return str(found[0]["id"])
    kilogram = call(page, server, "GET", f"/lookup/units?q={quote('千克')}")[0]["id"]
    bottle = call(page, server, "GET", "/lookup/products?q=COLA")[0]["base_unit"]["id"]
    body = {"code": "LEGL", "name": "带骨腿", "base_unit": bottle, "aux_unit": kilogram, "aux_standard": "5.2",
            "tracking": "lot", "sale_price": "30", "barcodes": [{"code": LEG_BARCODE}]}  # fmt: skip
    product = call(page, server, "POST", "/products", body)["id"]
    supplier = call(page, server, "GET", "/lookup/suppliers?q=")[0]["id"]
    warehouse = call(page, server, "GET", f"/lookup/warehouses?q={quote('主仓')}")[0]["id"]
    lines = [
        {"product": product, "quantity": "4", "price": "20", "aux_quantity": "20.8", "lot_no": lot}
        for lot in ("LA", "LB")
    ]
    bought = {"party": supplier, "warehouse": warehouse, "price_mode": "EXCL", "lines": lines}
    call(page, server, "POST", "/purchase_receipt/post", {"documents": [bought]}, key="legs-in")
    return str(product)


def posted_lines(page: Page, server: Server) -> Any:
    """The lines of the document the page shows."""
    return call(page, server, "GET", f"/documents/{page.url.rsplit('/', 1)[1]}")["lines"]


def test_labels_of_weighed_goods_on_forms(page: Page, server: Server, legs: str) -> None:
    """Each label is a line of its own with its weight and lot: sold, and put aside; a recall takes the lot once."""
    begin(page, server, "sales_issue", "乙")
    for grams, lot in ((5150, "LA"), (5300, "LB")):
        scan(page, leg(grams, lot))
    expect(cell(page, 1, "lot_no")).to_have_text("LB")
    expect(cell(page, 1, "aux_quantity")).to_contain_text("5.3")
    shot(page, "weighed-issue-scanned")
    post(page)
    sold = posted_lines(page, server)
    assert [[one[key] for key in ("quantity", "aux_quantity", "lot_no")] for one in sold] == [
        ["1", "5.15", "LA"],
        ["1", "5.3", "LB"],
    ]
    assert [one["amount_incl"] for one in sold] == ["154.50", "159.00"]  # 30.00 a kilogram

    begin(page, server, "stock_status_change")
    page.get_by_label("原因").select_option(index=1)
    cell(page, 0, "product").click()
    scan(page, leg(5200, "LB"))
    expect(cell(page, 0, "aux_quantity")).to_contain_text("5.2")
    shot(page, "weighed-status-scanned")
    post(page)
    (frozen,) = posted_lines(page, server)
    assert [frozen[key] for key in ("quantity", "aux_quantity", "lot_no", "status_to")] == ["1", "5.2", "LB", "frozen"]

    begin(page, server, "recall", warehouse="")
    page.get_by_label("召回原因").fill("抽检不合格")
    cell(page, 0, "product").click()
    for grams in (5100, 5250):
        scan(page, leg(grams, "LA"))
    expect(cell(page, 0, "lot_no")).to_have_text("LA")
    shot(page, "weighed-recall-scanned")
    post(page)
    assert [one["lot_no"] for one in posted_lines(page, server)] == ["LA"]


def test_labels_of_weighed_goods_in_a_count(page: Page, server: Server, legs: str) -> None:
    """Label by label, pieces and kilograms add up on the line of their lot."""
    warehouse = call(page, server, "GET", f"/lookup/warehouses?q={quote('主仓')}")[0]["id"]
    asked = {"warehouse": warehouse, "products": [legs], "mode": "live", "is_blind": True}
    count = call(page, server, "POST", "/counts", asked)
    page.goto(f"{server.url}/counts/{count['id']}")
    box = page.locator("form.scan .code input")
    for at, grams in enumerate((5150, 5250), 1):
        box.fill(leg(grams, "LA"))
        box.press("Enter")
        expect(page.locator("form.scan .last")).to_contain_text(f"{at} 瓶")
        expect(box).to_have_value("")
    shot(page, "weighed-count-scanned")
    rows = call(page, server, "GET", f"/counts/{count['id']}/lines")["rows"]
    told = {row["lot"]: (row["first"], row["first_weight"]) for row in rows}
    assert told["LA"] == ("2", "10.4")
    call(page, server, "POST", f"/counts/{count['id']}/cancel", {"reason": "试盘"})
