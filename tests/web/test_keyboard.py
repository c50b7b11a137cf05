"""Work by keyboard alone, from the palette to the end: a transfer, its reversal, a count, an import.

At every step the focus is on something that can be seen, and Esc goes one step back.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Server, own_company, shot
from tests.web.entry import answer, cell, choose
from tests.web.test_accessible import RECEIVE

#: Something has the focus, it stands on the screen, and a frame says so; a cell of the grid is framed itself.
SEEN = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return 'nothing has the focus'
  // what the browser chose in a dialog that only tells is the way out, in its corner: framed from the first Tab on
  if (one.id === 'main' || one.matches('textarea.editor, dialog[open] .card-head button')) return ''
  const shape = getComputedStyle(one), box = one.getBoundingClientRect()
  if (box.bottom < 0 || box.top > innerHeight) return 'out of sight: ' + one.outerHTML.slice(0, 80)
  const framed = one.matches('.unseen') ? getComputedStyle(one.closest('label')) : shape
  return (framed.outlineStyle !== 'none' && framed.outlineWidth !== '0px') || framed.boxShadow !== 'none' ? '' : 'no frame: ' + one.outerHTML.slice(0, 80)
}"""


@pytest.fixture(scope="module")
def server(installation: Server) -> Server:
    """The same server with a company of this file alone: its count locks nobody's goods."""
    return own_company(installation)


def press(page: Page, *keys: str) -> None:
    """These keys, one after another; after each the focus can be seen."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_function(f"() => ({SEEN})() === ''")


def pick(page: Page, label: str, text: str) -> None:
    """What is typed into the field that has the focus finds something, which Enter takes."""
    expect(page.get_by_role("combobox", name=label)).to_be_focused()
    page.keyboard.type(text, delay=60)
    page.locator("[role=option]:visible").filter(has_text=text).first.wait_for()
    press(page, "Enter")


def dialog(page: Page, name: str) -> None:
    """It stands open and holds the focus."""
    expect(page.get_by_role("dialog", name=re.compile(name))).to_be_visible()
    page.wait_for_function("() => document.querySelector('dialog[open]').contains(document.activeElement)")


def test_goods_are_transferred_and_that_is_taken_back(desk: Page, server: Server) -> None:
    desk.evaluate(RECEIVE)
    desk.goto(f"{server.url}/stock")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    press(desk, "Control+k")
    desk.keyboard.type("xjybdb")  # 新建一步调拨单, by its initials
    expect(desk.get_by_role("option", name="新建一步调拨单")).to_be_visible()
    press(desk, "Enter")
    desk.wait_for_url(re.compile("/entry/transfer_direct/"))
    pick(desk, "调出仓库", "主仓")
    pick(desk, "调入仓库", "门店")
    for _ in range(6):  # on through the header, into the lines
        if desk.locator("textarea.editor").evaluate("one => one === document.activeElement"):
            break
        press(desk, "Enter")
    choose(desk, "kl")
    expect(cell(desk, 0, "product")).to_have_text("可乐")
    desk.keyboard.type("3")
    press(desk, "Enter", "Control+Enter")
    dialog(desk, "预览")
    press(desk, "Escape")  # back to the paper
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(cell(desk, 0, "quantity")).to_have_text("3")
    press(desk, "Control+Enter")
    dialog(desk, "预览")
    press(desk, "Control+Enter")
    desk.wait_for_url(re.compile(r"/doc/\d+"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text("TR1-")

    press(desk, "Alt+r")
    dialog(desk, "红冲")
    press(desk, "Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    press(desk, "Alt+r")
    dialog(desk, "红冲")
    desk.keyboard.type("录错")
    expect(desk.locator("dialog[open] .btn.primary")).to_be_enabled()  # what it does is told first
    press(desk, "Control+Enter")
    expect(desk.get_by_role("button", name="红冲")).to_have_count(0)
    desk.wait_for_function(f"() => ({SEEN})() === ''")  # the button that had the focus is gone, the focus is not
    press(desk, "Escape")  # the page one came from
    desk.wait_for_url(f"{server.url}/stock")


def test_a_count_is_made_and_posted(desk: Page, server: Server) -> None:
    desk.evaluate(RECEIVE)
    desk.goto(f"{server.url}/counts")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    press(desk, "Alt+n")
    dialog(desk, "开始盘点")
    press(desk, "Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    press(desk, "Alt+n")
    pick(desk, "仓库", "主仓")
    press(desk, "Control+Enter")
    desk.wait_for_url(re.compile(r"/counts/\d+"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text("CNT-")
    book = desk.evaluate("async () => (await (await fetch('/api/stock?size=50')).json()).rows")
    (cola,) = [one for one in book if one["product"]["code"] == "COLA" and one["warehouse"]["name"] == "主仓"]
    expect(desk.get_by_label("扫码或输入编码")).to_be_focused()
    desk.keyboard.type("COLA")
    press(desk, "Enter")
    desk.keyboard.type(str(cola["on_hand"]))
    press(desk, "Enter")
    expect(desk.get_by_role("status").filter(has_text="可乐")).to_be_visible()
    shot(desk, "keyboard-count")
    desk.keyboard.type("CO")
    press(desk, "Escape")  # what is typed, then the box, then the page
    expect(desk.get_by_label("扫码或输入编码")).to_have_value("")
    press(desk, "Escape", "Escape")
    desk.wait_for_url(f"{server.url}/counts")
    expect(desk.get_by_role("dialog")).to_have_count(0)  # no question is left from before


def test_goods_are_imported_and_that_is_undone(desk: Page, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "商品.csv"
    file.write_text("商品编码,商品名称,单位\nKB001,键盘商品一,个\nKB002,键盘商品二,个\n", "utf-8")
    desk.goto(f"{server.url}/import?kind=products")
    expect(desk.locator(".kinds [aria-pressed=true]")).to_be_visible()
    with desk.expect_file_chooser() as asked:
        desk.keyboard.press("Alt+n")
    asked.value.set_files(file)
    expect(desk.get_by_role("button", name="导入 2 行")).to_be_enabled()
    press(desk, "Control+Enter")
    expect(desk.get_by_text("已导入 2 行")).to_be_visible()
    press(desk, "Alt+z")
    dialog(desk, "撤销导入")
    press(desk, "Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    assert answer(desk, server, "products?q=KB00")["total"] == 2
    press(desk, "Alt+z")
    dialog(desk, "撤销导入")
    expect(desk.get_by_role("dialog").get_by_role("button", name="撤销导入")).to_be_enabled()
    press(desk, "Control+Enter")
    expect(desk.get_by_text("这次导入已由")).to_be_visible()
    assert answer(desk, server, "products?q=KB00")["total"] == 0


def test_negative_control_a_lost_focus_and_a_missing_frame_are_seen(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/sign-in")  # signed in: the first page
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    link = desk.locator("nav.quick a").first
    link.focus()
    link.evaluate("one => Object.assign(one.style, { outline: 'none', boxShadow: 'none' })")
    assert desk.evaluate(SEEN).startswith("no frame")
    assert desk.evaluate(f"() => (document.activeElement.blur(), ({SEEN})())") == "nothing has the focus"
