"""What the tests of the entry page do: fill a header, type, choose, paste, scan, post."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Server

BARCODE, BOX_BARCODE = "6901234567892", "16901234567899"  # a bottle and a box of cola


def cell(page: Page, row: int, column: str) -> Locator:
    return page.locator(f"[role=gridcell][data-row='{row}'][data-column={column}]")


def texts(page: Page, column: str, rows: int) -> list[str]:
    return [cell(page, row, column).inner_text() for row in range(rows)]


def begin(page: Page, server: Server, code: str, party: str = "", warehouse: str = "主仓") -> None:
    """A new document with its header filled, by keyboard."""
    page.goto(f"{server.url}/new/{code}")
    expect(page.locator("[role=grid]")).to_be_visible()
    for label, text in (("供应商" if code.startswith("purchase") else "客户", party), ("仓库", warehouse)):
        field = page.get_by_role("combobox", name=label)
        if not text or field.input_value() == text:
            continue
        field.fill(text)
        page.locator("[role=option]:visible").filter(has_text=text).first.wait_for()
        field.press("Enter")
    cell(page, 0, "product").click()


def choose(page: Page, text: str) -> None:
    """Type into the product cell and take the hit; the cursor goes on to the next cell."""
    page.keyboard.type(text, delay=60)
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")


def paste(page: Page, block: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+V")


def scan(page: Page, code: str) -> None:
    """As a scanner does: eight milliseconds a key, and Enter. The keys carry their time, however busy the machine is."""
    keys = page.context.new_cdp_session(page)
    now = time.time()
    for at, key in enumerate([*code, "Enter"]):
        stroke: dict[str, Any] = {
            "key": key,
            "text": "\r" if key == "Enter" else key,
            "timestamp": now + at * 0.008,
        }
        if key == "Enter":
            stroke |= {"code": "Enter", "windowsVirtualKeyCode": 13}
        keys.send("Input.dispatchKeyEvent", {"type": "keyDown", **stroke})
        keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **stroke})
    keys.detach()


def post(page: Page) -> str:
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    told = dialog.inner_text()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/doc/\d+"))
    return told


def answer(page: Page, server: Server, path: str) -> Any:
    got = page.request.get(f"{server.url}/api/{path}")
    assert got.ok, got.text()
    return got.json()
