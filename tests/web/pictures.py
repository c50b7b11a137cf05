"""Take the pictures of docs/images anew: ``python -m tests.web.pictures URL USERNAME PASSWORD`` of a running demo.

Each picture is a page at 1366×768 and what is done on it first. Look at every one before it is kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.web.chromium import chromium
from tests.web.conftest import DESK, open_context

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
QUIET_MS = 900


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


def _nothing(_page: Page) -> None:
    return


PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("/", _nothing),
    "list": ("/list/sales_issue", _nothing),
    "detail": ("/list/sales_issue", _open_last),
    "preview": ("/list/sales_issue", _preview),
    "print": ("/list/sales_issue", _print),
    "stock": ("/stock", _nothing),
    "why": ("/stock", _ask_why),
    "product": ("/product/1", _nothing),
    "report": ("/report/stock_summary", _nothing),
    "roles": ("/roles", _nothing),
    "search": ("/", _search),
}


def main(url: str, username: str, password: str, *only: str) -> None:
    """Every picture, or those that are named."""
    with chromium() as browser:
        context = open_context(browser, DESK)
        page = context.new_page()
        page.goto(url)
        page.locator("#username").fill(username)
        page.locator("#password").fill(password)
        page.locator("button[type=submit]").click()
        page.wait_for_url(f"{url}/")
        for name, (path, act) in PICTURES.items():
            if only and name not in only:
                continue
            page.goto(url + path)
            page.wait_for_timeout(2 * QUIET_MS)
            act(page)
            page.screenshot(path=str(IMAGES / f"{name}.png"))
        context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
