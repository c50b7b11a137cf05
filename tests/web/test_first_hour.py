"""The first hour in a browser: from an empty installation to the first receipt and sale, with nothing but the pages.

One server of its own that knows nobody but its first user, one visitor who goes on where the last test stopped.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hengku.kit.tables.writer import ColumnOut, SheetOut, write_xlsx
from tests.web.conftest import DESK, PHONE, ROOT, open_context, shot, today, watch
from tests.web.test_first_day import choose, fill_line, preview_and_post

PASSWORD = "Kaizhang-2026-shunli"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Hour:
    """The installation, its only visitor so far, and when it all began."""

    url: str
    page: Page
    context: BrowserContext
    heard: list[str]
    began: float


@pytest.fixture(scope="module")
def hour(browser: Browser) -> Iterator[Hour]:
    data_dir = Path(tempfile.mkdtemp(prefix="hk-hour-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_", "DJANGO_"))
    }
    environment |= {"HENGKU_DATA": str(data_dir), "HENGKU_DEMO": "0", "PORT": str(port)}
    up = subprocess.Popen(
        [sys.executable, "-m", "hengku.cli.main", "up"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert up.stdout is not None
    try:
        password = ""
        for line in up.stdout:
            told = re.search(r"密码:(\S+)", line)
            password = told[1] if told else password
            if "衡库已启动" in line:
                break
        context = open_context(browser, DESK)
        page = context.new_page()
        heard = watch(page)
        began = time.monotonic()
        page.goto(f"http://127.0.0.1:{port}")
        page.locator("#username").fill("boss")
        page.locator("#password").fill(password)
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/password")
        fields = page.locator("input[type=password]")
        for index, text in enumerate([password, PASSWORD, PASSWORD][: fields.count()]):
            fields.nth(index).fill(text)
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/setup")
        yield Hour(f"http://127.0.0.1:{port}", page, context, heard, began)
        context.close()
    finally:
        up.terminate()
        up.wait(60)
        shutil.rmtree(data_dir, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_complains(hour: Hour) -> Iterator[None]:
    """No console error and no violation of the content policy on any page."""
    yield
    assert hour.heard == []


def workbook(header: str, *rows: tuple[str, ...]) -> bytes:
    target = BytesIO()
    write_xlsx(target, [SheetOut("表", [ColumnOut(name, "text") for name in header.split()], rows)])
    return target.getvalue()


def upload(hour: Hour, kind: str, name: str, content: bytes) -> Page:
    page = hour.page
    page.goto(f"{hour.url}/import?kind={kind}")
    expect(page.locator(".kinds [aria-pressed=true]")).to_be_visible()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    expect(page.get_by_text(name).first).to_be_visible()
    return page


def bring_in(hour: Hour, kind: str, name: str, content: bytes, rows: int) -> None:
    page = upload(hour, kind, name, content)
    page.get_by_role("button", name=f"导入 {rows} 行").click()
    expect(page.get_by_text(f"已导入 {rows} 行")).to_be_visible()


def step(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=2)).to_have_text(name)


class TestFirstHour:
    def test_opens_a_company_step_by_step(self, hour: Hour) -> None:
        page = hour.page
        step(page, "版本与名称")
        page.get_by_text("食品(批发、配送、便利店)").click()
        page.locator("#setup-name").fill("张记食品")
        page.locator("#setup-tax").fill("91350100M000100Y44")
        page.get_by_role("button", name="下一步").click()
        expect(page.get_by_role("alert")).to_contain_text("校验码不符")
        shot(page, "setup-wrong")
        page.locator("#setup-tax").fill("91350100M000100Y43")
        page.get_by_role("button", name="下一步").click()
        step(page, "账务")
        page.get_by_text("一般纳税人", exact=True).click()
        page.locator("#setup-start").fill(today().replace(day=1).isoformat())
        shot(page, "setup-books")
        page.get_by_role("button", name="下一步").click()
        step(page, "仓库")
        page.get_by_role("button", name="再加一个仓库").click()
        page.keyboard.type("门店")
        page.reload()  # a closed browser loses nothing
        step(page, "仓库")
        expect(page.get_by_label("仓库 2")).to_have_value("门店")
        page.get_by_role("button", name="下一步").click()
        step(page, "部门与资金")
        shot(page, "setup-money")
        page.get_by_role("button", name="上一步").click()
        step(page, "仓库")
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="下一步").click()
        step(page, "同事")
        page.get_by_role("button", name="下一步").click()
        step(page, "确认")
        assert answer_of(hour, "session")["companies"] == [], "nothing is written before the last step"
        shot(page, "setup-review")
        page.get_by_role("button", name="完成,建立账套").click()
        page.wait_for_url("**/start")
        expect(page.get_by_text("必做 4 项,已完成 0 项")).to_be_visible()
        shot(page, "checklist")

    def test_brings_in_goods_parties_and_stock_from_excel(self, hour: Hour) -> None:
        goods = workbook(
            "货号 品名 规格 分类 单位 零售价 税率",
            ("1001", "山泉水", "550ml", "酒水饮料", "瓶", "2", "13%"),
            ("1002", "薯片", "70g", "食品", "袋", "七块五", "13%"),
            ("1003", "大米", "5kg", "食品", "袋", "36.9", "9%"),
        )
        page = upload(hour, "products", "商品.xlsx", goods)
        cell = page.get_by_label("第 3 行 售价").first
        expect(cell).to_have_attribute("aria-invalid", "true")
        shot(page, "import-cells")
        cell.fill("7.5")
        cell.press("Enter")
        page.get_by_role("button", name="导入 3 行").click()
        expect(page.get_by_text("已导入 3 行")).to_be_visible()
        shot(page, "import-done")
        parties = workbook("单位名称 类型", ("华清饮料", "供应商"), ("阳光食堂", "客户"))
        bring_in(hour, "parties", "往来.xlsx", parties, 2)
        stock = workbook(
            "商品编码 仓库 数量 金额", ("1001", "主仓库", "100", "80"), ("1003", "门店", "20", "490")
        )
        bring_in(hour, "opening_stock", "期初.xlsx", stock, 2)
        page.goto(f"{hour.url}/opening-check")
        expect(page.get_by_text("全部相符")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="1405")).to_contain_text("570.00")
        shot(page, "opening-check")

    def test_receives_and_sells_with_the_tour_and_the_numbers_agree(self, hour: Hour) -> None:
        page = hour.page
        page.goto(f"{hour.url}/start")
        page.get_by_role("button", name="开始导览").click()
        tour = page.get_by_role("complementary", name="上手导览")
        expect(tour).to_contain_text("1 / 10")
        tour.get_by_role("button", name="下一步").click()
        page.wait_for_url("**/entry/purchase_receipt/**")
        expect(tour).to_contain_text("选供应商")
        expect(page.locator(".ring")).to_be_visible()
        shot(page, "tour-receipt")
        choose(page, "供应商", "华清饮料")
        choose(page, "仓库", "主仓库")
        tour.get_by_role("button", name="先到这里").click()  # left, and taken up again
        expect(tour).to_have_count(0)
        fill_line(page, "sqs", "24", "1")
        told = preview_and_post(page, "first-receipt")
        assert "100→124" in told.replace(" ", "")
        page.goto(f"{hour.url}/start")
        page.get_by_role("button", name="继续导览").click()
        expect(tour).to_contain_text("选供应商")
        for _ in range(4):
            tour.get_by_role("button", name=re.compile("下一步|带我过去")).click()
        page.goto(f"{hour.url}/new/sales_issue")
        choose(page, "客户", "阳光食堂")
        choose(page, "仓库", "主仓库")
        tour.get_by_role("button", name="先到这里").click()
        fill_line(page, "sqs", "10", "2")
        told = preview_and_post(page, "first-sale")
        assert "124→114" in told.replace(" ", "")
        (row,) = [
            one for one in answer_of(hour, "stock?size=50")["rows"] if one["product"]["name"] == "山泉水"
        ]
        assert row["on_hand"].rstrip("0").rstrip(".") == "114"
        page.goto(f"{hour.url}/start")
        expect(page.get_by_text("必做的都做好了")).to_be_visible()
        assert time.monotonic() - hour.began < 600, "first receipt and sale within ten minutes"
        shot(page, "checklist-done")

    def test_undoes_an_import_unless_something_built_on_it(self, hour: Hour) -> None:
        more = workbook("商品编码 商品名称 单位", ("2001", "误导入一", "个"), ("2002", "误导入二", "个"))
        bring_in(hour, "products", "误.xlsx", more, 2)
        page = hour.page
        page.get_by_role("button", name="撤销导入").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("删除 2 条没有用过的资料")
        shot(page, "import-undo")
        dialog.get_by_role("button", name="撤销导入").click()
        expect(page.get_by_text("这次导入已由")).to_be_visible()
        assert answer_of(hour, "products")["total"] == 3
        page.goto(f"{hour.url}/import")
        history = page.get_by_role("table", name="导入记录")
        history.get_by_role("row").filter(has_text="期初.xlsx").get_by_role("button", name="撤销导入").click()
        expect(page.get_by_role("dialog")).to_contain_text("1001 山泉水")
        expect(page.get_by_role("dialog").get_by_role("button", name="撤销导入")).to_be_disabled()
        shot(page, "import-undo-blocked")
        page.keyboard.press("Escape")

    def test_practises_apart(self, hour: Hour) -> None:
        page = hour.page
        page.get_by_role("button", name="切换账套").click()
        page.get_by_role("menuitem", name="练习账套").click()
        expect(page.locator(".practice")).to_contain_text("随便试", timeout=30_000)
        shot(page, "practice")
        assert answer_of(hour, "products?q=山泉水")["total"] >= 1
        assert answer_of(hour, "products")["total"] > 100
        # what is tried there is gone when one begins again, which happens only when one says so
        page.goto(f"{hour.url}/dictionary/customer_level")
        page.get_by_role("button", name="新建").click()
        page.keyboard.type("练手客户\n")
        tried = page.get_by_role("row").filter(has_text="练手客户")
        expect(tried).to_be_visible()
        page.once("dialog", lambda asked: asked.dismiss())
        page.get_by_role("button", name="重新开始").click()
        expect(tried).to_be_visible()
        page.once("dialog", lambda asked: asked.accept())
        page.get_by_role("button", name="重新开始").click()
        page.wait_for_url(f"{hour.url}/", timeout=30_000)
        expect(page.locator(".practice")).to_contain_text("随便试")
        page.goto(f"{hour.url}/dictionary/customer_level")
        expect(page.get_by_role("row").filter(has_text="零售")).to_be_visible()
        expect(tried).to_have_count(0)
        page.get_by_role("button", name="回到正式账套").click()
        expect(page.locator(".practice")).to_have_count(0)
        assert answer_of(hour, "products")["total"] == 3

    def test_fits_a_phone(self, hour: Hour) -> None:
        page = hour.page
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        for path in ("setup", "start", "import", "opening-check"):
            page.goto(f"{hour.url}/{path}")
            page.wait_for_load_state("networkidle")
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} is wider than the phone by {wide}px"
            shot(page, f"phone-{path}")
        page.set_viewport_size(DESK)  # type: ignore[arg-type]


def answer_of(hour: Hour, path: str) -> dict:  # type: ignore[type-arg]
    """The same session's view through the API."""
    got = hour.page.request.get(f"{hour.url}/api/{path}")
    assert got.ok, got.text()
    return got.json()  # type: ignore[no-any-return]
