"""The hand-made pages in a browser: home by role, stock on a past day, product, party, reports down to the document."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PASSWORD, PHONE, ROOT, Server, open_context, shot, sign_in, today, watch
from tests.web.test_lists import call


@pytest.fixture(scope="module")
def shop(server: Server) -> dict[str, Any]:
    """A company with six weeks of business, of which the last day is a few days past, in this month or the last one.

    All of it is over whatever day it is; the month it began in has ended, and in the last month something was sold.
    """
    began = today() - timedelta(days=39)
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_", "DJANGO_"))
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.web.prepare_pages", began.isoformat(), PASSWORD],
        cwd=ROOT, env=environment | {"HENGKU_DATA": str(server.data_dir)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    return {**json.loads(made.stdout), "began": began}


@pytest.fixture(scope="module")
def boss(browser: Browser, server: Server, shop: dict[str, Any]) -> Iterator[Page]:
    """The boss's page on a desk, for all tests; nothing it says may be an error."""
    yield from visit(browser, replace(server, username=shop["boss"]), DESK)


def visit(browser: Browser, server: Server, size: dict[str, int]) -> Iterator[Page]:
    context = open_context(browser, size)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    yield page
    context.close()
    assert heard == []


class TestHome:
    def test_tells_the_boss_what_waits_and_what_sold(self, boss: Page, server: Server) -> None:
        boss.goto(server.url)
        for task in ("to_receive", "to_invoice", "to_collect", "to_pay", "periods"):
            expect(boss.locator(f"[data-task={task}]")).to_be_visible()
        expect(boss.locator("[data-stretch=month]")).to_be_visible()
        expect(boss.locator(".chart[data-ready]").first).to_be_visible()
        shot(boss, "home-boss")
        boss.locator("[data-task=to_receive]").click()
        expect(boss.get_by_role("heading", level=1)).to_contain_text("未入库采购订单")
        expect(boss.get_by_role("row").filter(has_text="可乐")).to_contain_text("40")

    def test_a_day_of_the_chart_leads_to_its_lines(self, boss: Page, server: Server) -> None:
        boss.goto(server.url)
        chart = boss.locator(".sold .chart[data-ready]")
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box is not None
        chart.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        boss.wait_for_url(re.compile("/report/sales_lines"))

    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_tells_a_keeper_of_goods_and_not_of_money(
        self, browser: Browser, server: Server, shop: dict[str, Any], size: dict[str, int]
    ) -> None:
        for page in visit(browser, replace(server, username=shop["keeper"]), size):
            expect(page.locator("[data-task=to_receive]")).to_be_visible()
            expect(page.get_by_role("link", name="我要入库" if size == DESK else "扫码入库")).to_be_visible()
            assert page.locator("[data-stretch], [data-task=to_collect], [data-task=to_pay]").count() == 0
            expect(page.get_by_role("link", name="我要收款")).to_have_count(0)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0
            shot(page, f"home-keeper-{size['width']}")


class TestStock:
    def test_a_past_day_shows_what_lay_there_then(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        third = shop["began"] + timedelta(days=2)
        boss.goto(f"{server.url}/stock?q=可乐&as_of={third}")
        expect(boss.get_by_role("row").filter(has_text="可乐")).to_contain_text("60")
        expect(boss.get_by_text(f"{third} 日终的库存")).to_be_visible()
        boss.goto(f"{server.url}/stock?q=可乐&by=product")
        row = boss.get_by_role("row").filter(has_text="可乐")
        expect(row).to_contain_text("63")  # now, in both warehouses
        expect(row).to_contain_text("40")  # on order
        shot(boss, "stock-by-product")

    def test_a_filter_without_rows_offers_all(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/stock?only=negative")
        boss.get_by_role("button", name="显示全部").or_(boss.get_by_role("button", name="全部显示")).click()
        expect(boss.get_by_role("row").filter(has_text="大米")).to_be_visible()


class TestProduct:
    def test_shows_stock_prices_and_a_chart_that_leads_to_the_ledger(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        boss.goto(f"{server.url}/product/{shop['cola']}")
        expect(boss.get_by_role("heading", level=1)).to_have_text("可乐")
        expect(boss.get_by_role("region", name="各仓库存")).to_contain_text("63")
        expect(boss.get_by_role("region", name="谁占用 · 谁要来")).to_contain_text("40")
        expect(boss.get_by_role("region", name="最近成交价")).to_contain_text("3.39")
        chart = boss.locator(".chart[data-ready]")
        chart.scroll_into_view_if_needed()
        shot(boss, "product")
        box = chart.bounding_box()
        assert box is not None
        chart.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        boss.wait_for_url(re.compile("/report/stock_ledger"))

    def test_a_set_tells_what_it_is_made_of_when_it_is_first_opened(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        boss.goto(f"{server.url}/product/{shop['set']}")
        made_of = boss.get_by_role("region", name="组成")
        expect(made_of).to_contain_text("大米")
        expect(boss.get_by_role("region", name="库存与成本走势")).to_contain_text("没有库存,也没有出入库")
        made_of.get_by_role("link", name="可乐").click()
        expect(boss.get_by_role("region", name="组成")).to_contain_text("欢聚套装")


class TestParty:
    def test_its_statement_ends_at_its_balance(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        boss.goto(f"{server.url}/party/{shop['customer']}?from={shop['began']}")
        balance = boss.locator("[data-side=ar] .balance")
        expect(balance).not_to_have_text("0.00")
        expect(boss.locator("tfoot")).to_contain_text(balance.inner_text())
        shot(boss, "party")
        boss.get_by_role("row").filter(has_text=shop["sale"]).get_by_role("cell").first.click()
        boss.wait_for_url(re.compile(r"/doc/\d+"))

    def test_collects_from_this_party(self, boss: Page, server: Server, shop: dict[str, Any]) -> None:
        boss.goto(f"{server.url}/party/{shop['customer']}")
        expect(boss.locator("h1:visible").first).not_to_have_text("…")
        name = boss.locator("h1:visible").first.inner_text()
        boss.get_by_role("link", name="收款").last.click()
        boss.wait_for_url(re.compile("/entry/receipt/"))
        expect(boss.get_by_role("combobox", name="客户")).to_have_value(name)


class TestReports:
    def test_lead_down_to_the_document(self, boss: Page, server: Server, shop: dict[str, Any]) -> None:
        boss.goto(f"{server.url}/report/sales_stats?from={shop['began']}&by=product")
        boss.get_by_role("row").filter(has_text="苹果").get_by_role("cell").first.click()
        boss.wait_for_url(re.compile("/report/sales_lines"))
        boss.get_by_role("row").filter(has_text=shop["sale"]).first.get_by_role("cell").first.click()
        boss.wait_for_url(re.compile(r"/doc/\d+"))
        expect(boss.get_by_role("heading", level=1)).to_contain_text(shop["sale"])

    def test_are_ordered_grouped_and_exported_as_shown(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        boss.goto(f"{server.url}/report/sales_lines?from={shop['began']}")
        boss.get_by_label("小计").select_option("product_name")
        expect(boss.locator(".subtotal").first).to_be_visible()
        boss.get_by_role("button", name="销售净额").click()
        expect(boss.locator("th[aria-sort=descending]")).to_contain_text("销售净额")
        boss.get_by_role("button", name="列", exact=True).click()
        boss.get_by_role("checkbox", name="制单人").uncheck()
        boss.get_by_role("button", name="完成").click()
        heads = [text.replace("↓", "").strip() for text in boss.locator("thead th").all_inner_texts()]
        assert "制单人" not in heads
        numbers = boss.locator("tbody tr:not(.subtotal) td:nth-child(2)").all_inner_texts()
        shot(boss, "report-grouped")
        answer = boss.request.get(server.url + (boss.locator("[data-export]").get_attribute("href") or ""))
        assert answer.ok
        rows = [
            list(row)
            for row in load_workbook(BytesIO(answer.body())).worksheets[0].iter_rows(values_only=True)
        ]
        assert rows[0] == heads
        assert [row[1] for row in rows[1:] if row[1]] == numbers

    def test_are_kept_as_a_view(self, boss: Page, server: Server) -> None:
        def heads() -> list[str]:
            return boss.locator("thead th").all_inner_texts()

        boss.goto(f"{server.url}/report/sales_stats?by=party")
        boss.get_by_role("button", name="上月").click()
        boss.get_by_role("button", name="列", exact=True).click()
        boss.get_by_role("checkbox", name="单据数").uncheck()
        boss.get_by_role("checkbox", name="销售净额").press("Alt+ArrowUp")
        shot(boss, "report-columns")
        boss.get_by_role("button", name="完成").click()
        chosen = heads()
        assert chosen.index("销售净额") < chosen.index("销售数量")
        boss.get_by_role("button", name="视图 默认列表").click()
        boss.get_by_role("menuitem", name="另存为视图").click()
        boss.get_by_label("名称").fill("按客户看")
        boss.get_by_label("共享给同事").check()
        boss.get_by_role("button", name="保存", exact=True).click()
        expect(boss.get_by_role("button", name="视图 按客户看")).to_be_visible()
        expect(boss.locator(".views .dot")).to_have_count(0)
        boss.goto(f"{server.url}/report/sales_stats?by=product")
        expect(boss.get_by_role("columnheader", name="单据数")).to_be_visible()

        # a column and a condition that are gone hide nothing, and are told
        (view,) = boss.request.get(f"{server.url}/api/views?list=report:sales_stats").json()["views"]
        assert view["content"]["query"] == {"by": "party", "preset": "lastMonth"}
        view["content"]["query"]["colour"] = "red"
        view["content"]["columns"].append({"key": "shade"})
        token = next(one["value"] for one in boss.context.cookies() if "csrf" in one["name"])
        body = {key: view[key] for key in ("name", "is_shared", "revision", "content")}
        answer = boss.request.put(
            f"{server.url}/api/views/{view['id']}", data=body, headers={"X-CSRFToken": token}
        )
        assert answer.ok, answer.text()
        boss.reload()
        boss.get_by_role("button", name="视图 默认列表").click()
        boss.get_by_role("menuitem", name="按客户看").click()
        expect(boss.get_by_role("status").filter(has_text="已忽略")).to_contain_text("shade、colour")
        expect(boss.get_by_role("row").filter(has_text="乙")).to_be_visible()
        expect(boss.get_by_label("汇总方式")).to_have_value("party")
        expect(boss.get_by_role("button", name="上月")).to_have_attribute("aria-pressed", "true")
        assert heads() == chosen
        shot(boss, "report-view")

    def test_lists_of_parties_are_filtered_and_kept_likewise(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/data/parties")
        boss.get_by_role("button", name="筛选", exact=True).click()
        boss.get_by_label("字段").select_option("name")
        boss.get_by_role("dialog").get_by_label("值").fill("乙")
        shot(boss, "record-filter")
        boss.get_by_role("button", name="应用").click()
        rows = boss.locator("tbody tr.open, tbody tr:not(.empty)")
        expect(rows).to_have_count(1)
        boss.get_by_role("button", name="视图 默认列表").click()
        boss.get_by_role("menuitem", name="另存为视图").click()
        boss.get_by_role("textbox", name="名称", exact=True).fill("只看乙")
        boss.get_by_role("button", name="保存", exact=True).click()
        expect(boss.get_by_role("button", name="视图 只看乙")).to_be_visible()
        boss.goto(f"{server.url}/data/parties")
        expect(rows.nth(1)).to_be_visible()
        boss.get_by_role("button", name="视图 默认列表").click()
        boss.get_by_role("menuitem", name="只看乙").click()
        expect(rows).to_have_count(1)
        expect(boss.get_by_role("button", name="名称 包含 乙")).to_be_visible()
        shot(boss, "record-view")

    def test_open_as_they_were_left(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/report/sales_stats?by=product")
        boss.get_by_role("button", name="上月").click()
        boss.get_by_label("汇总方式").select_option("party")
        expect(boss.get_by_role("row").filter(has_text="乙")).to_be_visible()
        boss.goto(f"{server.url}/report/sales_stats")
        expect(boss.get_by_role("button", name="上月")).to_have_attribute("aria-pressed", "true")
        expect(boss.get_by_label("汇总方式")).to_have_value("party")


class TestNothingThere:
    """What is empty says what was asked and which way leads on."""

    def test_a_report_says_what_was_asked_and_how_much_it_hides(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/report/sales_stats?by=product&from=2001-01-01&to=2001-01-31&preset=")
        empty = boss.locator("[data-empty]")
        expect(empty).to_contain_text("2001-01-01")
        expect(empty).to_contain_text("2001-01-31")
        wider = empty.get_by_role("button", name=re.compile("看本年的 · [1-9]"))
        expect(wider).to_be_visible()
        shot(boss, "report-empty")
        rows = wider.inner_text().rpartition("· ")[2]
        wider.click()
        expect(boss.locator("tbody tr.open").first).to_be_visible()
        expect(boss.locator("header.page-head").get_by_text(rows, exact=True)).to_be_visible()

    def test_a_list_of_what_nobody_makes_by_hand_leads_to_its_maker(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/list/count_gain?q=")
        empty = boss.locator(".empty")
        expect(empty).to_contain_text("由盘点过账生成")
        expect(boss.locator("#main").get_by_role("link", name=re.compile("新建"))).to_have_count(0)
        empty.get_by_role("link", name="去盘点").click()
        expect(boss.get_by_role("heading", level=1, name="盘点")).to_be_visible()
        boss.goto(f"{server.url}/new/count_gain")  # so does the address of a new one
        expect(empty).to_contain_text("由盘点过账生成")
        expect(empty.get_by_role("link", name="去盘点")).to_be_visible()

    def test_an_empty_list_says_where_its_papers_come_from(self, boss: Page, server: Server) -> None:
        for type_code, hint in (
            ("estimate_run", "在上游单据上生成"), ("standard_cost", "可以新建一张。"), ("opening_gl", "用 Excel 导入"),
        ):  # fmt: skip
            boss.goto(f"{server.url}/list/{type_code}")
            expect(boss.locator(".empty")).to_contain_text(hint)
        boss.locator(".empty").get_by_role("link", name="导入").click()
        expect(boss.get_by_role("heading", level=1, name="导入")).to_be_visible()
        expect(boss.get_by_role("button", name="科目期初", pressed=True)).to_be_visible()

    def test_the_menu_shows_where_one_is_however_far_down(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/report/entries_agree")
        here = boss.get_by_role("navigation", name="菜单").get_by_role("link", name="凭证-单据一致性")
        expect(here).to_be_in_viewport(ratio=1)

    def test_accounts_that_nobody_adds_have_no_form_for_it(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/data/accounts?open=new")
        expect(boss.get_by_role("heading", level=1, name="会计科目")).to_be_visible()
        expect(boss.locator("tbody tr").first).to_be_visible()
        expect(boss.get_by_role("dialog")).to_have_count(0)

    def test_an_address_without_a_page_has_a_heading(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/nowhere/at/all")
        expect(boss.get_by_role("heading", level=1)).to_be_visible()


class TestMonths:
    def test_say_what_stands_against_closing_then_close_and_reopen(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        month = f"{shop['began']:%Y-%m}"
        boss.goto(f"{server.url}/data/periods")
        row = boss.locator(f"[data-month='{month}']")
        row.get_by_role("button", name="结账").first.click()
        dialog = boss.get_by_role("dialog")
        expect(dialog.locator("[data-check=audit]")).to_contain_text("没有问题")
        expect(dialog.locator("[data-check=not_invoiced]").get_by_role("link")).to_be_visible()
        shot(boss, "closing")
        dialog.get_by_role("button", name="确认结账").click()
        expect(row).to_contain_text("已结账")
        expect(boss.locator(".notice").filter(has_text="库存已结账")).to_be_visible()
        row.get_by_role("button", name="反结账").click()
        boss.get_by_role("dialog").get_by_role("textbox").fill("补录单据")
        boss.get_by_role("dialog").get_by_role("button", name="反结账").click()
        expect(row.locator(".badge.fine")).to_have_count(0)
        expect(boss.locator(".notice").filter(has_text="已完成")).to_have_count(0)  # it was said once


class TestCostingMethods:
    def test_say_what_holds_and_what_stands_against_a_change(
        self, boss: Page, server: Server, shop: dict[str, Any]
    ) -> None:
        boss.goto(f"{server.url}/settings/costing")
        expect(boss.locator("[data-costing=method]")).to_contain_text("移动加权平均")
        boss.get_by_label("查商品编码、名称、助记码").fill("可乐")
        expect(boss.get_by_role("row", name="可乐")).to_contain_text("移动加权平均")
        boss.locator("[data-costing=scope]").get_by_role("button").click()
        dialog = boss.get_by_role("dialog")
        dialog.get_by_role("radio", name="每个仓库单独核算").check()
        dialog.get_by_role("button", name="试算").click()
        expect(dialog.get_by_role("alert")).to_contain_text("须全部结账")
        expect(dialog.get_by_role("button", name="确认变更")).to_have_count(0)
        shot(boss, "costing-methods")
        dialog.get_by_role("radio", name="全公司一个成本").check()
        expect(dialog.get_by_role("alert")).to_have_count(0)
        expect(dialog.get_by_role("button", name="试算")).to_be_disabled()

    def test_a_trial_that_was_left_is_found_again(self, boss: Page, server: Server) -> None:
        boss.goto(f"{server.url}/settings/costing")
        row = boss.get_by_role("row", name=re.compile("^周转材料"))
        row.get_by_role("button").click()
        dialog = boss.get_by_role("dialog")
        expect(dialog.get_by_role("radio", name="先进先出")).not_to_be_checked()
        expect(dialog.get_by_text("试算过")).to_have_count(0)  # negative control: nothing was tried yet
        dialog.get_by_role("button", name="取消").click()
        # as a company of thousands of products tries it: in the background
        found = call(boss, server, "GET", "/costing")["categories"]
        category = next(one["id"] for one in found if one["name"] == "周转材料")
        wish = {"subject": "category", "category": category, "value": "FIFO", "effective_on": today().isoformat()}
        order = {"kind": "costing_trial", "subject": category, "costing": wish}
        call(boss, server, "POST", "/tasks", order, key=uuid.uuid4().hex)

        boss.reload()
        boss.locator("[data-tried]").get_by_role("button").click()
        expect(dialog.get_by_role("radio", name="先进先出")).to_be_checked()
        expect(dialog.get_by_role("button", name="确认变更")).to_be_visible()
        expect(dialog.get_by_text("的试算结果")).to_be_visible()
        shot(boss, "costing-trial")
        dialog.get_by_role("button", name="取消").click()
        boss.reload()  # it was seen: the page is quiet, the dialog still has it
        row.get_by_role("button").click()
        expect(boss.locator("[data-tried]")).to_have_count(0)
        dialog.get_by_role("button", name="查看试算结果").click()
        expect(dialog.get_by_role("radio", name="先进先出")).to_be_checked()
        expect(dialog.get_by_role("button", name="确认变更")).to_be_visible()


class TestCounts:
    def test_a_pasted_count_tells_its_rows_and_turns_to_what_differs(
        self, boss: Page, server: Server
    ) -> None:
        boss.goto(f"{server.url}/counts")
        boss.get_by_role("button", name="开始盘点").click()
        dialog = boss.get_by_role("dialog")
        house = dialog.get_by_role("combobox", name="仓库")
        expect(house).to_be_focused()
        house.press("ArrowDown")
        boss.locator("[role=option]:visible").first.click()
        dialog.get_by_role("button", name="不停业").click()
        dialog.get_by_role("checkbox", name="盲盘").uncheck()
        dialog.get_by_role("button", name="开始盘点").click()
        expect(boss.locator("tbody tr[data-code]").first).to_be_visible()
        row = boss.locator("tbody tr[data-code]").first
        code = row.get_attribute("data-code") or ""
        found = Decimal(row.locator("td.num").first.inner_text().replace(",", "")) + 1
        boss.get_by_role("button", name="从 Excel 粘贴").click()
        expect(dialog.get_by_role("textbox")).to_be_focused()
        dialog.get_by_role("textbox").fill(f"编码\t实盘\n{code}\t{found}\n{code}\t三箱")
        expect(dialog.get_by_role("alert")).to_contain_text("第 3 行没有看懂数量")
        dialog.get_by_role("button", name="录入 1 行").click()
        expect(dialog).to_have_count(0)
        boss.get_by_role("button", name="提交盘点").click()
        dialog.get_by_role("button", name="未盘的按账面").click()
        expect(boss.get_by_role("button", name="有差异")).to_have_attribute("aria-pressed", "true")
        expect(boss.locator("tbody tr[data-code]")).to_have_count(1)
        shot(boss, "count-differences")
        boss.get_by_role("button", name="作废").click()
        dialog.get_by_role("textbox").fill("试盘")
        dialog.get_by_role("button", name="作废").click()
        expect(boss.locator("h1 + *")).to_have_text("已作废")


def test_every_page_fits_a_phone(browser: Browser, server: Server, shop: dict[str, Any]) -> None:
    paths = [
        "", "stock?by=status", f"product/{shop['cola']}", f"party/{shop['customer']}",
        "report/sales_stats", "report/statement?party=" + shop["customer"], "data/periods", "data/parties",
        "settings/costing", "dictionary/categories", "dictionary/settlement_term", "dictionary/expense_item",
        "report/trial_balance",
    ]  # fmt: skip
    for page in visit(browser, replace(server, username=shop["boss"]), PHONE):
        for path in paths:
            page.goto(f"{server.url}/{path}")
            page.wait_for_load_state("networkidle")
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} is wider than the phone by {wide}px"
            if path == "report/statement?party=" + shop["customer"]:
                expect(page.locator(".rows-cards .strong").first).to_contain_text("期初余额")
            if path == "report/trial_balance":  # the balance it has, not a nought of the other side
                expect(page.locator(".rows-cards .num").first).to_have_text(re.compile("期末[借贷]方.*[1-9]"))
            if path.startswith("dictionary/"):
                expect(page.get_by_role("button", name="停用").first).to_be_in_viewport(ratio=1)
            shot(page, f"phone-{path.split('?')[0].replace('/', '-') or 'home-boss'}")
