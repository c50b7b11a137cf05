"""The grid of the entry page in a browser: by keyboard alone, with an input method, with Excel and with a scanner."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Server, shot
from tests.web.entry import BARCODE, BOX_BARCODE, answer, begin, cell, choose, paste, post, scan, texts


@pytest.fixture(scope="module")
def server(entry_company: Server) -> Server:
    """The same server with the company of the entry page."""
    return entry_company


def stock_told(preview: str) -> tuple[int, int]:
    """Bottles before and after, as the preview says."""
    (told,) = re.findall(r"(\d+)→(\d+)瓶", preview.replace(" ", "").replace(",", ""))
    return int(told[0]), int(told[1])


def enter_moves_on(page: Page) -> None:
    """Enter, and the cursor is somewhere else: what was typed is taken when the answer is there, however late."""
    page.evaluate("window.before = document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement !== window.before && document.activeElement !== document.body")


class TestKeyboardOnly:
    def test_receives_sells_and_collects(self, desk: Page, server: Server) -> None:
        """No mouse from the first key to the last: header by Enter, lines by Enter, post by Ctrl Enter."""
        keys = desk.keyboard
        desk.goto(f"{server.url}/new/purchase_receipt")
        expect(desk.get_by_role("combobox", name="供应商")).to_be_focused()
        keys.type("j", delay=60)
        desk.locator("[role=option]:visible").first.wait_for()
        enter_moves_on(desk)
        for _ in range(8):  # on through the header, into the lines
            if desk.locator("textarea.editor").evaluate("one => one === document.activeElement"):
                break
            focused = desk.evaluate(
                "document.activeElement.getAttribute('role') + document.activeElement.value"
            )
            if focused == "combobox":
                keys.type("W1", delay=60)
                desk.locator("[role=option]:visible").first.wait_for()
            enter_moves_on(desk)
        choose(desk, "kl")
        for text in ("瓶", "20", "2"):
            keys.type(text, delay=60)
            desk.wait_for_timeout(150)
            keys.press("Enter")
        before, after = stock_told(post(desk))  # other tests of this company may have had some before
        assert after - before == 20

        begin(desk, server, "sales_issue", "乙")
        choose(desk, "kl")
        keys.press("Tab")
        keys.type("5", delay=60)
        keys.press("Tab")
        keys.type("3.39", delay=60)
        keys.press("Enter")
        expect(cell(desk, 0, "available")).to_have_text(str(after))
        expect(desk.locator(".facts")).to_contain_text("毛利率")
        shot(desk, "entry-issue")
        assert stock_told(post(desk)) == (after, after - 5)

        desk.goto(f"{server.url}/new/receipt")
        field = desk.get_by_role("combobox", name="客户")
        field.fill("乙")
        desk.locator("[role=option]:visible").filter(has_text="乙").first.wait_for()
        keys.press("Enter")
        keys.press("Alt+u")
        dialog = desk.get_by_role("dialog")
        dialog.get_by_role("checkbox").first.press("Space")
        shot(desk, "entry-pull-items")
        dialog.get_by_role("button", name=re.compile("选入")).press("Enter")
        fund = desk.get_by_role("combobox", name="资金账户")
        if not fund.input_value():
            fund.fill("现金")
            desk.locator("[role=option]:visible").first.wait_for()
            fund.press("Enter")
        post(desk)
        assert answer(desk, server, "lookup/items?party=" + _party(desk, server, "乙") + "&kinds=ar") == []


def _party(page: Page, server: Server, name: str) -> str:
    return str(answer(page, server, f"lookup/parties?q={name}")[0]["id"])


class TestInputMethod:
    def test_writes_chinese_from_the_first_key(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        ime = desk.context.new_cdp_session(desk)
        cell(desk, 0, "product").click()
        for text in ("k", "ke", "ke l", "ke le"):
            ime.send(
                "Input.imeSetComposition",
                {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
            )
        ime.send("Input.insertText", {"text": "可乐"})
        assert desk.locator("textarea.editor").input_value() == "可乐"
        expect(desk.locator("[role=option]:visible").first).to_contain_text("可乐")
        desk.keyboard.press("Enter")
        expect(cell(desk, 0, "product")).to_have_text("可乐")


class TestExcel:
    def test_takes_500_rows_and_tells_what_it_did_not_find(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        names = ["COLA", BARCODE, "苹果", "大米"]
        rows = [[names[at % 4], "箱" if at % 4 == 0 else "", str(at + 1), "2.50"] for at in range(500)]
        rows[7][0], rows[300][0] = "没有的货", "NOPE-1"
        block = "\n".join("\t".join(row) for row in [["商品编码", "单位", "数量", "单价"], *rows])
        paste(desk, block)
        dialog = desk.get_by_role("dialog")
        expect(dialog).to_contain_text("已按表头")
        shot(desk, "entry-paste")
        desk.keyboard.press("Enter")
        note = desk.get_by_text(re.compile("已粘贴 500 行,其中 2 处"))
        expect(note).to_be_visible()
        shot(desk, "entry-pasted")
        assert texts(desk, "product", 4) == ["可乐", "可乐", "苹果", "大米"]
        assert texts(desk, "unit", 2) == ["箱", "瓶"]
        # mended in place, or dropped: nothing is lost
        expect(cell(desk, 7, "product")).to_have_text("没有的货")
        desk.get_by_role("button", name=re.compile("第 8 行")).click()
        choose(desk, "dm")
        desk.get_by_role("button", name=re.compile("第 8 行")).wait_for(state="detached")
        desk.get_by_role("button", name="删除这些行").click()
        expect(desk.get_by_text("已粘贴 500 行,全部找到")).to_be_visible()
        expect(desk.locator("[role=grid]")).to_have_attribute("aria-rowcount", "501")

    def test_copies_a_range_and_takes_every_step_back(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        paste(desk, "苹果\t\t3\t1.5\n大米\t\t4\t30")
        desk.keyboard.press("Enter")
        expect(cell(desk, 1, "product")).to_have_text("大米")
        desk.locator(".note").get_by_role("button", name="关闭").click()
        cell(desk, 0, "quantity").click()
        desk.keyboard.press("Shift+ArrowDown")
        desk.keyboard.press("Shift+ArrowRight")
        desk.keyboard.press("Control+C")
        assert desk.evaluate("navigator.clipboard.readText()") == "3\t1.5\n4\t30"
        desk.keyboard.press("Delete")
        assert texts(desk, "quantity", 2) == ["", ""]
        cell(desk, 0, "quantity").click()
        desk.keyboard.type("9", delay=60)
        desk.keyboard.press("Enter")
        cell(desk, 1, "quantity").click()
        desk.keyboard.press("Control+D")
        desk.keyboard.press("Control+Delete")
        assert texts(desk, "product", 2) == ["苹果", ""]
        for expected in (["9", "9"], ["9", ""], ["", ""], ["3", "4"]):
            desk.keyboard.press("Control+Z")
            assert texts(desk, "quantity", 2) == expected
        desk.keyboard.press("Control+Z")  # the paste, all of it
        expect(cell(desk, 0, "product")).to_have_text("")
        desk.keyboard.press("Control+Y")
        assert texts(desk, "product", 2) == ["苹果", "大米"]
        desk.keyboard.press("Insert")
        assert "" in texts(desk, "product", 2)
        assert sorted(texts(desk, "product", 3)) == ["", "大米", "苹果"]


class TestScanner:
    def test_adds_a_row_or_one_more_and_is_told_from_typing(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        cell(desk, 0, "price").click()  # wherever the cursor is
        scan(desk, BARCODE)
        expect(cell(desk, 0, "quantity")).to_have_text("1")
        scan(desk, BARCODE)
        scan(desk, BOX_BARCODE)
        scan(desk, BARCODE)
        expect(cell(desk, 0, "quantity")).to_have_text("3")
        assert texts(desk, "unit", 2) == ["瓶", "箱"]
        # the same keys at the pace of fingers are typing
        cell(desk, 0, "remark").click()
        desk.keyboard.type("690123456", delay=70)
        desk.keyboard.press("Enter")
        expect(cell(desk, 0, "remark")).to_have_text("690123456")
        expect(cell(desk, 0, "quantity")).to_have_text("3")
        scan(desk, "9999999999994")
        expect(desk.get_by_text(re.compile("没有条码 9999999999994"))).to_be_visible()
        expect(cell(desk, 2, "product")).to_have_text("9999999999994")


class TestUnits:
    def test_keep_the_worth_of_a_line(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        choose(desk, "kl")
        for column, text in (("quantity", "24"), ("price", "2")):
            cell(desk, 0, column).click()
            desk.keyboard.type(text, delay=60)
            desk.keyboard.press("Enter")
        cell(desk, 0, "unit").click()
        choose(desk, "箱")
        assert [cell(desk, 0, one).inner_text() for one in ("unit", "quantity", "price")] == [
            "箱",
            "2",
            "24.00",
        ]
        expect(desk.get_by_text("可乐:24 瓶 = 2 箱。")).to_be_visible()
        shot(desk, "entry-unit")
        desk.get_by_role("button", name="数量仍为 24 箱").click()
        expect(cell(desk, 0, "quantity")).to_have_text("24")


    def test_a_number_typed_in_the_cell_of_the_unit_is_the_quantity(self, desk: Page, server: Server) -> None:
        begin(desk, server, "purchase_receipt", "甲")
        choose(desk, "kl")
        expect(cell(desk, 0, "unit")).to_have_text("瓶")
        cell(desk, 0, "unit").click()
        desk.keyboard.type("24", delay=60)
        desk.keyboard.press("Enter")
        assert [cell(desk, 0, one).inner_text() for one in ("unit", "quantity")] == ["瓶", "24"]
        cell(desk, 0, "unit").click()
        desk.keyboard.press("Alt+ArrowDown")  # the list, without a letter
        expect(desk.locator("[role=option]:visible")).to_have_count(2)
        desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        expect(cell(desk, 0, "unit")).to_have_text("箱")
        cell(desk, 0, "unit").click()
        desk.keyboard.type("p", delay=60)  # 瓶 as it is spelled
        expect(desk.locator("[role=option]:visible")).to_have_text(["瓶"])
        desk.keyboard.press("Enter")
        expect(cell(desk, 0, "unit")).to_have_text("瓶")


class TestChecks:
    def test_say_who_holds_what_is_missing(self, desk: Page, server: Server) -> None:
        begin(desk, server, "sales_issue", "乙", warehouse="门店")
        choose(desk, "kl")
        cell(desk, 0, "quantity").click()
        desk.keyboard.type("7", delay=60)
        desk.keyboard.press("Enter")
        facts = desk.locator(".facts")
        cell(desk, 0, "quantity").click()
        expect(facts).to_contain_text("缺 7 瓶")
        expect(facts).to_contain_text("主仓")
        expect(cell(desk, 0, "available")).to_have_class(re.compile("short"))
        shot(desk, "entry-short")

    def test_mend_what_was_refused_with_a_button_and_take_it_back(self, desk: Page, server: Server) -> None:
        """UX: errors in words, with a button when there is one; it works in place, by keyboard, and can be undone."""
        begin(desk, server, "sales_issue", "乙", warehouse="门店")
        choose(desk, "kl")
        for column, text in (("quantity", "7.4"), ("price", "3")):
            cell(desk, 0, column).click()
            desk.keyboard.type(text, delay=60)
            desk.keyboard.press("Enter")
        day = desk.get_by_label("业务日期")
        today = day.input_value()
        day.fill("2099-01-01")
        day.press("Enter")
        refused, keys = desk.get_by_role("alert"), desk.keyboard
        mended = desk.get_by_role("status").filter(has_text="已处理")

        keys.press("Control+Enter")
        expect(refused.get_by_role("button", name="日期改为今天").first).to_be_visible()
        refused.get_by_role("button", name="数量改为 7").click()
        expect(cell(desk, 0, "quantity")).to_have_text("7")
        mended.get_by_role("button", name="撤回").click()
        expect(cell(desk, 0, "quantity")).to_have_text("7.4")
        keys.press("Control+Enter")
        refused.get_by_role("button", name="数量改为 7").click()
        keys.press("Alt+g")  # the first button that is left
        expect(day).to_have_value(today)

        keys.press("Control+Enter")  # nothing lies in the shop
        refused.get_by_role("button", name=re.compile("改从主仓出")).press("Enter")
        place = desk.get_by_role("combobox", name="仓库")
        expect(place).to_have_value(re.compile("主仓"))
        keys.press("Alt+z")
        expect(place).to_have_value(re.compile("门店"))
        keys.press("Control+Enter")
        shot(desk, "entry-repairs")
        refused.get_by_role("button", name="删除此行").click()
        expect(cell(desk, 0, "product")).to_have_text("")
        keys.press("Control+z")
        expect(cell(desk, 0, "product")).to_have_text("可乐")
