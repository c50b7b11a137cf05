"""The first day in a browser: receive, sell, see the preview, and find the same numbers everywhere (issue: the main job)."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import PHONE, Server, open_context, own_company, shot, sign_in, watch


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """The same server with a company of this file alone: its stock begins with nothing."""
    return own_company(server)


def choose(page: Page, label: str, text: str) -> None:
    """Pick from a look-up field of the header by typing."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill(text)
    page.locator("[role=option]:visible").filter(has_text=text).first.click()


def fill_line(page: Page, product: str, quantity: str, price: str) -> None:
    """The first line of the grid by keyboard: search by initials, then quantity and price."""
    page.locator("[role=gridcell][data-row='0'][data-column=product]").click()
    page.keyboard.type(product)
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    page.keyboard.press("Enter")
    for column, text in (("quantity", quantity), ("price", price)):
        page.locator(f"[role=gridcell][data-row='0'][data-column={column}]").click()
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def preview_and_post(page: Page, name: str) -> str:
    """Look at the preview, post, and return what the preview said."""
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    told = dialog.inner_text()
    shot(page, name)
    dialog.get_by_role("button", name=re.compile("过账|审核|确认")).last.click()
    page.wait_for_url(re.compile(r"/doc/\d+"))
    return told


def answer(page: Page, server: Server, path: str) -> dict:  # type: ignore[type-arg]
    """The same session's view through the API."""
    got = page.request.get(f"{server.url}/api/{path}")
    assert got.ok, got.text()
    return got.json()  # type: ignore[no-any-return]


class TestFirstDay:
    def test_receives_and_sells_and_the_numbers_agree(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/new/purchase_receipt")
        choose(page, "供应商", "甲")
        choose(page, "仓库", "主仓")
        page.get_by_label("价格方式").select_option("EXCL")
        fill_line(page, "kl", "10", "2")
        told = preview_and_post(page, "receipt-preview")
        assert "0→10" in told.replace(" ", "")
        assert "20.00" in told
        expect(page.get_by_role("heading", level=1)).to_contain_text("PIN-")
        shot(page, "receipt-detail")

        page.goto(f"{server.url}/new/sales_issue")
        choose(page, "客户", "乙")
        choose(page, "仓库", "主仓")
        fill_line(page, "kl", "4", "3.39")
        told = preview_and_post(page, "issue-preview")
        assert "10→6" in told.replace(" ", "")
        assert "13.56" in told
        document = answer(page, server, f"documents/{page.url.rsplit('/', 1)[1]}")

        # the same numbers in stock, receivable and voucher, in the browser and through the API
        entry = document["effects"]["entries"][0]["lines"]
        assert {(one["account_code"], one["debit"], one["credit"]) for one in entry} >= {
            ("1122", "13.56", "0.00"), ("5401", "8.00", "0.00"), ("1405", "0.00", "8.00"),
        }  # fmt: skip
        assert [item["amount"] for item in document["effects"]["items"]] == ["13.56"]
        page.goto(f"{server.url}/stock")
        expect(page.get_by_role("row").filter(has_text="可乐")).to_contain_text("6")
        shot(page, "stock")
        page.goto(f"{server.url}/report/ar_aging")
        expect(page.get_by_role("row").filter(has_text="乙")).to_contain_text("13.56")
        page.goto(f"{server.url}/report/trial_balance")
        expect(page.get_by_role("row").filter(has_text="1122")).to_contain_text("13.56")
        shot(page, "trial-balance")
        stock = answer(page, server, "stock")
        (row,) = [one for one in stock["rows"] if one["product"]["name"] == "可乐"]
        assert Decimal(row["on_hand"]) == 6

    def test_says_why_when_stock_is_short(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/new/sales_issue")
        choose(page, "客户", "乙")
        choose(page, "仓库", "门店")
        fill_line(page, "kl", "5000", "3")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text(re.compile("只有 0 可用")).first).to_be_visible()
        shot(page, "short")

    def test_posts_once_on_a_double_click(self, page: Page, server: Server) -> None:
        before = answer(page, server, "documents?type=purchase_receipt&size=100")["total"]
        page.goto(f"{server.url}/new/purchase_receipt")
        choose(page, "供应商", "甲")
        choose(page, "仓库", "主仓")
        fill_line(page, "dm", "1", "20")
        page.keyboard.press("Control+Enter")
        button = page.get_by_role("dialog").get_by_role("button", name=re.compile("过账|确认")).last
        expect(button).to_be_visible()
        button.dblclick()
        page.wait_for_url(re.compile(r"/doc/\d+"))
        after = answer(page, server, "documents?type=purchase_receipt&size=100")["total"]
        assert after == before + 1

    def test_keeps_what_was_typed_over_a_reload(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/new/purchase_receipt")
        choose(page, "供应商", "甲")
        page.wait_for_timeout(600)
        page.reload()
        expect(page.get_by_role("combobox", name="供应商")).to_have_value("甲")


class TestPages:
    def test_open_without_complaint_on_a_desk(self, page: Page, server: Server) -> None:
        kinds = answer(page, server, "types")
        for kind in kinds:  # type: ignore[attr-defined]
            page.goto(f"{server.url}/list/{kind['code']}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        for name in ("stock_summary", "stock_ledger", "ap_aging", "gross_profit", "vouchers"):
            page.goto(f"{server.url}/report/{name}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            shot(page, f"report-{name}")
        for path in ("data/products", "data/parties", "data/accounts", "data/periods", "import", "health"):
            page.goto(f"{server.url}/{path}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            shot(page, path.replace("/", "-"))

    def test_open_on_a_phone(self, browser: Browser, server: Server) -> None:
        context = open_context(browser, PHONE)
        page = context.new_page()
        heard = watch(page)
        sign_in(page, server)
        for path in ("", "list/sales_issue", "new/sales_issue", "stock", "report/ar_aging", "data/products"):
            page.goto(f"{server.url}/{path}")
            page.wait_for_load_state("networkidle")
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} is wider than the phone by {wide}px"
            shot(page, f"phone-{path.replace('/', '-') or 'home'}")
        context.close()
        assert heard == []
