"""Take the pictures of docs/images anew: ``python -m tests.web.pictures URL USERNAME PASSWORD`` of a running demo.

Each picture is a page at 1366×768 and what is done on it first. Look at every one before it is kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page

from tests.web.chromium import chromium
from tests.web.conftest import DESK, open_context

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
QUIET_MS = 900
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A file as people have it: one price in words, one code twice.
GOODS = (
    ("编码", "名称", "规格", "类别", "基本单位", "税率", "售价"),
    ("SP201", "玉米汁", "300ml", "水饮", "瓶", "13%", "6.5"),
    ("SP202", "山楂汁", "300ml", "水饮", "瓶", "13%", "五块五"),
    ("SP203", "绿豆糕", "200g", "糖果饼干", "盒", "13%", "12.8"),
    ("SP204", "冻干咖啡", "20条", "水饮", "盒", "13%", "45"),
    ("SP204", "挂耳咖啡", "10片", "水饮", "盒", "13%", "39"),
    ("SP205", "坚果礼盒", "1kg", "零食", "盒", "13%", "88"),
)


def _settle(page: Page) -> None:
    """Until everything that was asked for has come and stands still."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('[aria-busy=true], .skeleton')")
    page.wait_for_timeout(QUIET_MS)


def _open_last(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"^SOUT-")).first.click()
    page.wait_for_timeout(QUIET_MS)


def _ask_why(page: Page) -> None:
    page.locator("a[href^='#why']").first.click()
    page.wait_for_timeout(QUIET_MS)


def _preview(page: Page) -> None:
    _open_last(page)
    page.get_by_role("button", name="复制").first.click()
    page.wait_for_url(re.compile("/entry/|/new/"))
    page.wait_for_timeout(QUIET_MS)
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name=re.compile("预览")).click()
    page.wait_for_timeout(QUIET_MS)


def _print(page: Page) -> None:
    _open_last(page)
    page.get_by_role("button", name="打印").first.click()
    page.wait_for_timeout(3 * QUIET_MS)


def _search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("kl")
    page.wait_for_timeout(QUIET_MS)


def _open_customer(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("阳光小学食堂")
    page.get_by_role("option", name=re.compile("阳光小学食堂")).first.click()
    page.wait_for_url(re.compile("/party/"))
    page.wait_for_timeout(2 * QUIET_MS)


def _import(page: Page) -> None:
    book = Workbook()
    for row in GOODS:
        book.worksheets[0].append(row)
    content = BytesIO()
    book.save(content)
    file = FilePayload(name="商品.xlsx", mimeType=SPREADSHEET, buffer=content.getvalue())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("heading", name="有问题的行").wait_for()
    page.wait_for_timeout(QUIET_MS)


def _nothing(_page: Page) -> None:
    return


PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("/", _nothing),
    "list": ("/list/sales_issue", _nothing),
    "detail": ("/list/sales_issue", _open_last),
    "print": ("/list/sales_issue", _print),
    "stock": ("/stock", _nothing),
    "why": ("/stock", _ask_why),
    "product": ("/product/1", _nothing),
    "party": ("/", _open_customer),
    "import": ("/import?kind=products", _import),
    "report": ("/report/stock_summary", _nothing),
    "roles": ("/roles", _nothing),
    "search": ("/", _search),
    "preview": ("/list/sales_issue", _preview),  # the last: it leaves a draft behind
}


def main(url: str, username: str, password: str, *only: str) -> None:
    """Every picture, or those that are named; each by a fresh visitor, whose tabs are those of the picture alone."""
    with chromium() as browser:
        for name, (path, act) in PICTURES.items():
            if only and name not in only:
                continue
            context = open_context(browser, DESK)
            page = context.new_page()
            page.goto(url)
            page.locator("#username").fill(username)
            page.locator("#password").fill(password)
            page.locator("button[type=submit]").click()
            page.wait_for_url(f"{url}/")
            page.goto(url + path)
            _settle(page)
            act(page)
            _settle(page)
            page.screenshot(path=str(IMAGES / f"{name}.png"))
            context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
