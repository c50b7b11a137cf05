"""Printing in a real browser: preview, paper, PDF, labels, settings, and the way back from a QR code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.printing.conftest import Print
from tests.web.conftest import DESK, PHONE, Server, began, open_context, shot, sign_in, watch

SEND = """async ([method, path, body]) => {
  const token = /hengku_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? ''
  const answer = await fetch('/api' + path, {method, headers: {'X-CSRFToken': token, 'Content-Type': 'application/json'},
    body: body === null ? undefined : JSON.stringify(body)})
  return answer.json()
}"""


def call(page: Page, method: str, path: str, body: Any = None) -> Any:
    """The API with the session of the page."""
    return page.evaluate(SEND, [method, path, body])


@pytest.fixture(scope="module")
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """One signed-in visitor for the module. This Chromium has no PDF viewer: pages are told it had one."""
    made = open_context(browser, DESK)
    made.add_init_script("Object.defineProperty(navigator, 'pdfViewerEnabled', {get: () => true})")
    page = made.new_page()
    sign_in(page, server)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    opened = context.new_page()
    heard = watch(opened)
    opened.goto(server.url)
    yield opened
    opened.close()
    assert heard == []


@pytest.fixture(scope="module")
def order(context: BrowserContext, server: Server) -> dict[str, str]:
    """A draft order; ``id`` and ``number``."""
    page = context.pages[0]
    customer = call(page, "GET", "/lookup/customers?q=&limit=1")[0]["id"]
    warehouse = call(page, "GET", "/lookup/warehouses?q=&limit=1")[0]["id"]
    cola = next(one for one in call(page, "GET", "/lookup/products?q=COLA&limit=5") if one["code"] == "COLA")[
        "id"
    ]
    lines = [{"product": cola, "quantity": "2", "price": "3.5"}]
    body = {"business_on": began().isoformat(), "party": customer, "warehouse": warehouse, "lines": lines}
    saved: dict[str, str] = call(page, "POST", "/sales_order", body)
    return saved


def preview_is_there(page: Page) -> None:
    """The first page is a picture that the browser could draw."""
    picture = page.locator(".preview img").first
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('.preview img')?.naturalWidth > 0")


class TestDocument:
    def test_is_previewed_and_printed(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.goto(f"{server.url}/doc/{order['id']}")
        expect(page.locator("h1")).to_have_text(order["number"])
        page.keyboard.press("Control+p")
        expect(page.get_by_role("dialog")).to_be_visible()
        preview_is_there(page)
        with page.expect_response("**/api/prints/preview") as looked:
            page.get_by_label("241×93 连续纸(三等分)").check()
        assert looked.value.json()["page_count"] == 1
        preview_is_there(page)
        shot(page, "print-dialog")
        with (
            page.expect_response("**/api/prints") as ordered,
            page.expect_request("**/api/prints/files/*/pdf") as fetched,
        ):
            page.get_by_role("dialog").get_by_role("button", name="打印", exact=True).click()
        assert ordered.value.json()["state"] == "done"
        printed = Print(page.request.get(fetched.value.url).body())
        assert printed.sizes == [(241, 93)]
        assert order["number"] in printed.text
        expect(page.get_by_role("dialog")).to_have_count(0)
        history = call(page, "GET", f"/documents/{order['id']}")["history"]
        assert sum(one["action"].endswith(".printed") for one in history) == 1

    def test_is_saved_as_a_file_on_a_phone(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(f"{server.url}/doc/{order['id']}")
        page.locator("main").get_by_role("button", name="打印", exact=True).click()
        preview_is_there(page)
        dialog = page.get_by_role("dialog")
        assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth && box.clientWidth <= innerWidth")
        shot(page, "print-dialog-phone")
        with page.expect_download() as saved:
            dialog.get_by_role("button", name="下载 PDF").click()
        assert saved.value.suggested_filename == f"{order['number']}.pdf"

    def test_is_closed_by_escape(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.goto(f"{server.url}/doc/{order['id']}")
        button = page.locator("main").get_by_role("button", name="打印", exact=True)
        button.click()
        preview_is_there(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(button).to_be_focused()

    def test_is_opened_by_its_qr_code(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.goto(f"{server.url}/doc/by-number/{order['number']}?company={server.company_id}")
        page.wait_for_url(f"**/doc/{order['id']}")
        page.goto(f"{server.url}/doc/by-number/{order['number']}?company=999999")
        expect(page.get_by_text("属于另一个账套")).to_be_visible()
        page.goto(f"{server.url}/doc/by-number/SO-19000101-0001?company={server.company_id}")
        expect(page.get_by_text("找不到单据 SO-19000101-0001")).to_be_visible()


class TestList:
    def test_prints_what_is_chosen(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.goto(f"{server.url}/list/sales_order")
        page.get_by_role("row").filter(has_text=order["number"]).get_by_role("checkbox").check()
        page.get_by_role("toolbar").get_by_role("button", name="打印", exact=True).click()
        preview_is_there(page)
        with page.expect_request("**/api/prints/files/*/pdf") as fetched:
            page.get_by_role("dialog").get_by_role("button", name="打印", exact=True).click()
        assert order["number"] in Print(page.request.get(fetched.value.url).body()).text


class TestLabels:
    def test_are_printed_from_the_lines(self, page: Page, server: Server, order: dict[str, str]) -> None:
        page.goto(f"{server.url}/doc/{order['id']}")
        page.locator("main").get_by_role("button", name="打印", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="打印标签").click()
        preview_is_there(page)
        page.get_by_role("button", name="每件一张").click()
        expect(page.get_by_label("可乐 的张数")).to_have_value("2")
        with page.expect_response("**/api/prints/labels/preview"):
            page.get_by_label("40×30 mm").check()
        shot(page, "print-labels")
        with page.expect_request("**/api/prints/files/*/pdf") as fetched:
            page.get_by_role("dialog").get_by_role("button", name="打印", exact=True).click()
        assert Print(page.request.get(fetched.value.url).body()).sizes == [(40, 30)] * 2

    def test_say_what_a_company_chose(self, page: Page, server: Server) -> None:
        """A label of its own, seen while it is made, is what the goods are then printed with."""
        page.goto(f"{server.url}/settings/printing?type=label")
        preview_is_there(page)
        with page.expect_response("**/api/prints/labels/preview") as looked:
            page.get_by_label("条码").select_option(label="GS1 Data Matrix(含批号、到期、序列号、重量)")
        assert looked.value.ok
        page.get_by_label("批号", exact=True).check()
        page.get_by_label("模板名称").fill("冷柜")
        page.get_by_label("设为打印标签时的默认").check()
        page.keyboard.press("Control+s")
        expect(page.get_by_label("打印模板", exact=True).locator("option:checked")).to_have_text("冷柜(默认)")
        shot(page, "label-settings")
        cola = call(page, "GET", "/lookup/products?q=COLA&limit=5")[0]
        page.goto(f"{server.url}/product/{cola['id']}")
        page.get_by_role("button", name="打印标签").click()
        preview_is_there(page)
        chosen = page.get_by_role("dialog").locator("select").first
        expect(chosen.locator("option:checked")).to_have_text("冷柜(默认)")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.goto(f"{server.url}/settings/printing?type=label")
        page.once("dialog", lambda asked: asked.accept())
        page.get_by_role("button", name="删除", exact=True).click()
        expect(page.get_by_label("打印模板", exact=True).locator("option:checked")).to_have_text("价签(默认)")


class TestSettings:
    def test_make_templates_that_are_seen_while_they_are_made(
        self, page: Page, server: Server, order: dict[str, str]
    ) -> None:
        page.goto(f"{server.url}/settings/printing?type=sales_order")
        preview_is_there(page)
        with page.expect_response("**/api/prints/preview") as looked:
            page.get_by_label("标题").fill("订货确认单")
        assert looked.value.ok
        page.get_by_label("数量", exact=True).uncheck()
        page.get_by_role("button", name="规格 上移").click()
        expect(page.get_by_role("button", name="规格 上移")).to_be_focused()
        page.get_by_label("模板名称").fill("确认用")
        page.keyboard.press("Control+s")
        named = page.get_by_label("打印模板", exact=True)
        expect(named.locator("option:checked")).to_have_text("确认用(默认)")
        shot(page, "print-settings")
        page.reload()
        expect(page.get_by_label("标题")).to_have_value("订货确认单")
        expect(page.get_by_label("数量", exact=True)).not_to_be_checked()
        page.get_by_role("button", name="复制").click()
        expect(page.get_by_label("模板名称")).to_have_value("确认用 副本")
        page.get_by_label("纸张").select_option("form_93")
        page.get_by_label("模板名称").fill("三等分")
        page.keyboard.press("Control+s")
        expect(named.locator("option:checked")).to_have_text("三等分")
        # at the moment of printing: the default first, another when it is chosen
        page.goto(f"{server.url}/doc/{order['id']}")
        page.locator("main").get_by_role("button", name="打印", exact=True).click()
        preview_is_there(page)
        chosen = page.get_by_role("dialog").get_by_label("打印模板")
        expect(chosen.locator("option:checked")).to_have_text("确认用(默认)")
        with page.expect_response("**/api/prints/preview") as looked:
            chosen.select_option("三等分")
        assert looked.value.ok
        expect(page.get_by_label("241×93 连续纸(三等分)")).to_be_checked()
        shot(page, "print-dialog-templates")
        with page.expect_request("**/api/prints/files/*/pdf") as fetched:
            page.get_by_role("dialog").get_by_role("button", name="打印", exact=True).click()
        printed = Print(page.request.get(fetched.value.url).body())
        assert printed.sizes == [(241, 93)]
        assert "订货确认单" in printed.words

    def test_are_of_a_customer_too(self, page: Page, server: Server) -> None:
        customer = call(page, "GET", "/lookup/customers?q=&limit=1")[0]["id"]
        page.goto(f"{server.url}/party/{customer}")
        page.get_by_text("打印模板", exact=True).click()
        choice = page.get_by_label("销售出库单", exact=True)
        with page.expect_response(f"**/api/prints/parties/{customer}") as saved:
            choice.select_option("送货单")
        assert saved.value.ok
        shot(page, "party-prints")
        page.reload()
        page.get_by_text("打印模板", exact=True).click()
        expect(choice).to_have_value("delivery")
        call(page, "PUT", f"/prints/parties/{customer}", {"templates": {"sales_issue": ""}})

    def test_are_gone_when_they_are_deleted(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/settings/printing?type=sales_order")
        named = page.get_by_label("打印模板", exact=True)
        expect(named.locator("option")).to_have_count(3)
        page.on("dialog", lambda asked: asked.accept())
        for left in (2, 1):
            named.select_option(index=1)
            expect(page.get_by_role("button", name="删除", exact=True)).to_be_visible()
            page.get_by_role("button", name="删除", exact=True).click()
            expect(named.locator("option")).to_have_count(left)
        expect(named.locator("option:checked")).to_have_text("内置模板(默认)")
        expect(page.get_by_label("标题")).to_have_value("")
