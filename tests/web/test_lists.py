"""Lists in the browser: filter, keep as a view, reload, export what is shown; choose and post, one of them refused."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests.web.conftest import DESK, PHONE, Server, open_context, shot, sign_in, watch


def call(page: Page, server: Server, method: str, path: str, body: Any = None, key: str = "") -> Any:
    """The same session through the API."""
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "hengku_csrf")
    headers = {"X-CSRFToken": token, **({"Idempotency-Key": key} if key else {})}
    got = page.request.fetch(f"{server.url}/api{path}", method=method, data=body, headers=headers)
    assert got.ok, got.text()
    return got.json()


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Any:
    """One page for all, with drafts of a remark of its own: 9 receipts, and an issue that has no stock."""
    context = open_context(browser, DESK)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    own = f"批{uuid.uuid4().hex[:6]}"
    lookup = {name: call(page, server, "GET", f"/lookup/{name}?q=&limit=5")[0]["id"]
              for name in ("suppliers", "customers", "warehouses")}  # fmt: skip
    rice = call(page, server, "GET", "/lookup/products?q=RICE&limit=5")[0]["id"]
    for number in range(1, 10):
        line = {"product": rice, "quantity": str(number), "price": "10"}
        draft = {"party": lookup["suppliers"], "warehouse": lookup["warehouses"], "remark": own, "price_mode": "INCL",
                 "lines": [line]}  # fmt: skip
        call(page, server, "POST", "/purchase_receipt", draft)
    short = {"party": lookup["customers"], "warehouse": lookup["warehouses"], "remark": own,
             "lines": [{"product": rice, "quantity": "100000", "price": "10"}]}  # fmt: skip
    call(page, server, "POST", "/sales_issue", short)
    yield page, own
    context.close()
    assert heard == []


def cells(page: Page, column: int) -> list[str]:
    return [one.strip() for one in page.locator(f"tbody tr td:nth-child({column})").all_inner_texts()]


class TestLists:
    def test_filters_are_kept_as_a_view_and_exported_as_shown(
        self, desk: tuple[Page, str], server: Server, tmp_path: Path
    ) -> None:
        page, own = desk
        page.goto(f"{server.url}/list/purchase_receipt")
        remark = page.get_by_label("筛选 备注")
        remark.fill(own)
        remark.press("Enter")
        expect(page.locator("tbody tr.open")).to_have_count(9)
        amount = page.get_by_label("筛选 价税合计")
        amount.fill("50~80")
        amount.press("Enter")
        expect(page.locator("tbody tr.open")).to_have_count(4)
        page.get_by_role("button", name="价税合计", exact=True).click()
        page.wait_for_url(re.compile("sort="))
        page.get_by_role("button", name="列设置").click()
        page.get_by_label("税额", exact=True).uncheck()
        page.get_by_role("button", name="完成").click()
        expect(page.locator("tfoot")).to_contain_text("260.00")

        name = f"大单{own}"
        page.get_by_role("button", name="视图 默认列表").click()
        page.get_by_role("menuitem", name="另存为视图").click()
        page.get_by_label("名称").fill(name)
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_role("button", name=f"视图 {name}")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name=f"视图 {name}")).to_be_visible()
        expect(page.locator("tbody tr.open")).to_have_count(4)
        expect(page.get_by_role("columnheader", name="税额")).to_have_count(0)
        assert [text for text in cells(page, 8) if text] == ["80.00", "70.00", "60.00", "50.00"]
        shot(page, "list-view")

        with page.expect_download() as told:
            page.get_by_role("button", name="导出 Excel").click()
        path = tmp_path / "list.xlsx"
        told.value.save_as(path)
        heading, *rows, sums = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        shown = page.locator("thead tr:first-child th").all_inner_texts()[1:]
        assert heading == [re.sub(r"\s*[↑↓]", "", one).strip() for one in shown]
        assert [row[0] for row in rows] == cells(page, 2)
        assert [f"{row[heading.index('价税合计')]:.2f}" for row in rows] == [
            "80.00",
            "70.00",
            "60.00",
            "50.00",
        ]
        assert (sums[0], f"{sums[heading.index('价税合计')]:.2f}") == ("合计", "260.00")
        page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()

    def test_a_filter_that_hides_everything_says_how_much(
        self, desk: tuple[Page, str], server: Server
    ) -> None:
        page, _ = desk
        page.goto(f"{server.url}/list/purchase_receipt?q=绝无此字")
        expect(page.get_by_text(re.compile(r"筛选隐藏了 \d+ 条"))).to_be_visible()
        page.locator(".empty").get_by_role("button", name="全部显示").click()
        expect(page.locator("tbody tr.open").first).to_be_visible()

    def test_a_row_is_looked_at_and_opened_by_keyboard(self, desk: tuple[Page, str], server: Server) -> None:
        page, own = desk
        page.goto(f"{server.url}/list/purchase_receipt?q={own}")
        row = page.locator("tbody tr.open").first
        row.focus()
        page.keyboard.press("Space")
        glance = page.get_by_role("complementary", name="单据速览")
        expect(glance).to_contain_text("大米")
        page.keyboard.press("ArrowDown")
        expect(glance).to_contain_text(cells(page, 2)[1])
        page.keyboard.press("Escape")
        expect(glance).to_have_count(0)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/doc/\d+|/entry/"))

    def test_chosen_drafts_are_posted_and_what_was_refused_says_why(
        self, desk: tuple[Page, str], server: Server
    ) -> None:
        page, own = desk
        page.goto(f"{server.url}/list/all?q={own}")
        expect(page.locator("tbody tr.open")).to_have_count(10)
        page.get_by_label("选中本页").check()
        page.get_by_role("toolbar").get_by_role("button", name="过账").click()
        page.get_by_role("dialog").get_by_role("button", name="开始").dblclick()
        dialog = page.get_by_role("dialog", name="批量过账")
        expect(dialog).to_contain_text("完成 9 张", timeout=30_000)
        expect(dialog.locator("li")).to_have_count(1)
        expect(dialog.locator("li")).to_contain_text("大米")
        shot(page, "batch")
        dialog.get_by_role("button", name="关闭").last.click()
        expect(page.locator("tbody .badge.fine")).to_have_count(9)

    def test_fits_a_phone_in_english(self, browser: Browser, server: Server) -> None:
        context = browser.new_context(viewport=PHONE, locale="en-US", timezone_id="Asia/Shanghai")
        page = context.new_page()
        heard = watch(page)
        sign_in(page, server)
        page.goto(f"{server.url}/list/purchase_receipt")
        page.get_by_role("button", name="Filter", exact=True).click()
        page.get_by_label("Field").select_option("state")
        page.get_by_label("Posted", exact=True).check()
        shot(page, "list-filter-phone")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator(".rows-cards li.open").first).to_contain_text("Posted")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        context.close()
        assert heard == []
