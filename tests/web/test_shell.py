"""The frame around the pages: one box for everything, tabs that come back, people and their rights."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PASSWORD, PHONE, Server, open_context, sign_in, watch
from tests.web.test_accessible import RECEIVE

#: A list of receipts exported to its end, in the background.
EXPORT = """async () => {
  const csrf = /(?:^|; )hengku_csrf=([^;]*)/.exec(document.cookie)[1]
  const send = (path, body) => fetch('/api' + path, { method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf, 'Idempotency-Key': 'bell-' + Math.random() } })
  const columns = [{ key: 'number', label: '单号' }]
  const begun = await (await send('/batches/exports', { query: { type: 'purchase_receipt' }, columns, title: '采购入库单' })).json()
  while ((await (await send(`/batches/${begun.id}/run`, {})).json()).state === 'running') {}
}"""

#: A report as a file and a count handed in, both begun in the background and left; the address of the count.
LEAVE = """async () => {
  const csrf = /(?:^|; )hengku_csrf=([^;]*)/.exec(document.cookie)[1]
  const send = async (path, body) => (await fetch('/api' + path, { method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf, 'Idempotency-Key': 'left-' + Math.random() } })).json()
  const read = async (path) => (await fetch('/api' + path)).json()
  await send('/tasks', { kind: 'report_export', subject: 'stock', report: { lang: 'zh' } })
  const business_on = (await read('/session')).today
  const lots = (await read('/stock?size=1')).rows
  const count = await send('/counts', { warehouse: lots[0].warehouse.id, business_on, mode: 'lock', is_blind: false,
    products: [lots[0].product.id] })
  await send('/tasks', { kind: 'count_hand_in', subject: count.id, uncounted: 'book' })
  return '/counts/' + count.id
}"""


#: Where the bell gets the file of the report from.
KEPT = "async () => (await (await fetch('/api/notices/finished')).json()).find((one) => one.kind === 'report_export').file"


def titles(page: Page) -> list[str]:
    """The names of the tabs, in their order."""
    return [text.strip("•") for text in page.locator(".tabs .title").all_inner_texts()]


def titled(page: Page, *names: str) -> None:
    """The tabs come to have these names, in this order."""
    expect(page.locator(".tabs .title")).to_have_text(list(names))


def palette(page: Page, text: str) -> None:
    """Open the palette and type, with nothing but the keyboard."""
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.keyboard.type(text)


class TestPalette:
    def test_opens_pages_by_initials_and_does_deeds(self, page: Page, server: Server) -> None:
        palette(page, "cgdd")
        expect(page.get_by_role("option", name="采购订单").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server.url}/list/purchase_order")
        palette(page, "切换深色")
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        palette(page, "xjcgrkd")
        expect(page.get_by_role("option", name="新建采购入库单").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/entry/purchase_receipt/"))

    def test_a_scan_goes_straight_there(self, page: Page, server: Server) -> None:
        document = page.evaluate(RECEIVE)
        palette(page, document["number"] + "\n")
        page.wait_for_url(f"{server.url}/doc/{document['id']}")
        expect(page).to_have_title(re.compile(document["number"]))  # remembered once it has its name
        page.keyboard.press("Control+k")
        page.keyboard.type("6901234567892\n")  # the barcode on a bottle of cola
        page.wait_for_url(re.compile(r"product"))
        # what was opened comes first the next time
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("option").filter(has_text=document["number"]).first).to_be_visible()

    def test_escape_goes_back_to_the_row_one_came_from(self, page: Page, server: Server) -> None:
        document = page.evaluate(RECEIVE)
        page.goto(f"{server.url}/list/purchase_receipt")
        row = page.get_by_role("row").filter(has_text=document["number"])
        row.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server.url}/doc/{document['id']}")
        expect(page.get_by_role("heading", name=document["number"])).to_be_visible()
        page.keyboard.press("Alt+r")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")  # one step: the dialog, not the page
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("Escape")
        page.wait_for_url(f"{server.url}/list/purchase_receipt")
        expect(row).to_be_focused()
        page.keyboard.press("Alt+l")
        expect(page.get_by_role("dialog", name="列设置")).to_be_visible()

    def test_arrows_choose_and_escape_closes(self, page: Page) -> None:
        palette(page, "单")
        first = page.get_by_role("option").first
        expect(first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(first).to_have_attribute("aria-selected", "false")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


class TestTabs:
    def test_come_back_in_their_order_also_on_a_deep_link(self, page: Page, server: Server) -> None:
        for address in ("/stock", "/dictionary", "/account"):
            page.goto(server.url + address)
            expect(page.locator(".tab.at")).to_be_visible()
        expect(page.locator(".tab.at")).to_contain_text("我的账户")
        before = titles(page)
        assert before[-3:] == ["库存查询", "数据字典", "我的账户"]
        page.locator(".tab").filter(has_text="我的账户").drag_to(
            page.locator(".tab").filter(has_text="库存查询")
        )
        moved = [*before[:-3], "我的账户", "库存查询", "数据字典"]
        titled(page, *moved)
        page.reload()
        expect(page.locator(".tab.at")).to_have_text(re.compile("我的账户"))
        titled(page, *moved)
        other = page.context.new_page()
        other.goto(f"{server.url}/health")
        expect(other.locator(".tab.at")).to_be_visible()
        assert set(moved) < set(titles(other))
        other.close()

    def test_close_by_middle_click_and_others(self, page: Page, server: Server) -> None:
        for address in ("/stock", "/dictionary", "/account"):
            page.goto(server.url + address)
            expect(page.locator(".tab.at")).to_be_visible()
        page.locator(".tab").filter(has_text="数据字典").click(button="middle")
        expect(page.locator(".tabs .title", has_text="数据字典")).to_have_count(0)
        assert titles(page)[-2:] == ["库存查询", "我的账户"]
        page.get_by_role("button", name=re.compile("全部页面")).click()
        page.get_by_role("menuitem", name="关闭其他页面").click()
        titled(page, "我的账户")
        page.keyboard.press("Alt+w")
        page.wait_for_url(f"{server.url}/")


def new_keeper(page: Page, server: Server, short: str, name: str) -> str:
    """Fill in the dialog of a new user who is a keeper; nothing is saved yet. The name to sign in with."""
    username = f"{short}-{uuid.uuid4().hex[:8]}"
    page.goto(f"{server.url}/users")
    page.get_by_role("button", name="新增用户").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("账号").fill(username)
    dialog.get_by_label("姓名").fill(name)
    dialog.get_by_label("仓管员").check()
    return username


def begin_work(keeper: Page, server: Server, username: str, once: str) -> None:
    """Sign in with the password given once, and choose one of one's own."""
    keeper.goto(server.url)
    keeper.locator("#username").fill(username)
    keeper.locator("#password").fill(once)
    keeper.locator("button[type=submit]").click()
    keeper.wait_for_url(f"{server.url}/password")
    for field, text in (("old", once), ("fresh", PASSWORD), ("again", PASSWORD)):
        keeper.locator(f"#{field}").fill(text)
    keeper.locator("button[type=submit]").click()
    keeper.wait_for_url(f"{server.url}/")


class TestPeople:
    def test_an_invited_keeper_sees_what_a_keeper_may(
        self, browser: Browser, page: Page, server: Server
    ) -> None:
        username = new_keeper(page, server, "li", "李四")
        page.keyboard.press("Control+s")
        once = page.locator("[data-secret]").inner_text()
        page.get_by_role("button", name="完成").click()
        expect(page.get_by_role("row").filter(has_text=username)).to_contain_text("待改密码")

        context = open_context(browser, DESK)
        keeper = context.new_page()
        heard = watch(keeper)
        begin_work(keeper, server, username, once)
        keeper.keyboard.press("Control+k")
        keeper.keyboard.type("岗位与权限")
        expect(keeper.locator(".hits .none")).to_be_visible()
        keeper.keyboard.press("Escape")
        for path, right in (("/users", "管理用户和岗位"), ("/data/accounts", "查看科目和账簿"), ("/new/payment", "付款单 · 制单")):
            keeper.goto(f"{server.url}{path}")
            expect(keeper.locator("main")).to_contain_text(f"需要权限「{right}」")
        keeper.goto(f"{server.url}/inspection")  # this one is a keeper's to see
        expect(keeper.get_by_role("heading", level=1)).to_contain_text("检验")
        # what we buy at is not a keeper's to see
        document = page.evaluate(RECEIVE)
        keeper.goto(f"{server.url}/doc/{document['id']}")
        expect(keeper.get_by_role("heading", level=1)).to_contain_text("PIN-")
        expect(keeper.locator("main")).to_contain_text("可乐")  # its lines are there, their prices are not
        assert "20.00" not in keeper.locator("main").inner_text()
        page.goto(f"{server.url}/doc/{document['id']}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("PIN-")
        expect(page.locator("main")).to_contain_text("20.00")
        context.close()
        assert heard == []

    def test_somebody_is_limited_to_a_warehouse_and_set_free(
        self, browser: Browser, page: Page, server: Server
    ) -> None:
        username = new_keeper(page, server, "wang", "王五")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("只限所选仓库").check()
        page.keyboard.press("Control+s")
        expect(dialog.get_by_role("alert").filter(has_text="请至少选择一个仓库")).to_be_visible()
        dialog.get_by_label("门店").check()
        page.keyboard.press("Control+s")
        once = page.locator("[data-secret]").inner_text()
        page.get_by_role("button", name="完成").click()
        row = page.get_by_role("row").filter(has_text=username)
        expect(row).to_contain_text("限 1 个仓库")

        context = open_context(browser, DESK)
        keeper = context.new_page()
        begin_work(keeper, server, username, once)
        seen = "async () => (await (await fetch('/api/lookup/warehouses?q=&limit=9')).json()).map((one) => one.name)"
        assert keeper.evaluate(seen) == ["门店"]
        # set free again, from the next request on
        row.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("门店")).to_be_checked()
        dialog.get_by_label("全部仓库").check()
        page.keyboard.press("Control+s")
        expect(page.get_by_role("row").filter(has_text=username)).not_to_contain_text("限 1 个仓库")
        assert len(keeper.evaluate(seen)) > 1
        context.close()

    def test_a_copied_role_is_changed_in_the_matrix(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/roles?role=wh_keeper")
        expect(page.get_by_label("岗位名称")).to_have_value("仓管员")
        expect(page.get_by_label("查看采购价、采购金额和应付")).not_to_be_checked()
        page.get_by_role("button", name="复制为新岗位").click()
        page.wait_for_url(re.compile("role=wh_keeper_"))
        expect(page.get_by_label("岗位名称")).to_have_value("仓管员 副本")
        page.get_by_label("采购订单 · 过账").check()
        page.get_by_label("销售订单 · 查看").uncheck()
        page.keyboard.press("Control+s")
        expect(page.get_by_text("已保存").first).to_be_visible()
        page.reload()
        expect(page.get_by_label("采购订单 · 过账")).to_be_checked()
        expect(page.get_by_label("销售订单 · 查看")).not_to_be_checked()
        page.goto(f"{server.url}/roles?show=review")
        expect(page.get_by_text("没有人担任").first).to_be_visible()


class TestDictionary:
    def test_an_entry_is_renamed_in_place_and_switched_off(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/dictionary/categories")
        row = page.get_by_role("row").filter(has_text="周转材料").first
        row.get_by_role("button", name="周转材料", exact=True).click()
        page.keyboard.type("包装物\n")
        changed = page.get_by_role("row").filter(has_text="包装物")
        expect(changed).to_contain_text("boss")
        changed.get_by_role("button", name="停用").click()
        expect(page.get_by_role("row").filter(has_text="包装物")).to_have_count(0)
        page.get_by_text("包括停用的").click()
        page.get_by_role("row").filter(has_text="包装物").get_by_role("button", name="启用").click()
        expect(page.get_by_role("row").filter(has_text="包装物")).to_be_visible()

    def test_the_words_of_a_list_are_added_ordered_and_offered(self, page: Page, server: Server) -> None:
        level = f"金牌{uuid.uuid4().hex[:4]}"
        page.goto(f"{server.url}/dictionary/customer_level")
        page.get_by_role("button", name="新建").click()
        page.keyboard.type(level)
        page.keyboard.press("Enter")
        row = page.get_by_role("row").filter(has_text=level)
        expect(row).to_contain_text("boss")
        row.get_by_role("button", name=f"上移 {level}").click()
        expect(page.get_by_role("row").nth(-2)).to_contain_text(level)
        page.goto(f"{server.url}/data/parties?open=new")
        form = page.get_by_role("dialog")
        form.get_by_label("客户等级").select_option(level)
        # a settlement term says its days
        form.get_by_label("结算方式").select_option("账期 30 天")
        expect(form.get_by_label("账期(天)")).to_have_value("30")
        # what is stopped is offered no more, and standard reasons take no new one
        page.goto(f"{server.url}/dictionary/customer_level")
        row.get_by_role("button", name="停用").click()
        expect(row).to_have_count(0)
        page.goto(f"{server.url}/data/parties?open=new")
        expect(form.get_by_label("客户等级").locator("option", has_text=level)).to_have_count(0)
        page.goto(f"{server.url}/dictionary/adjust_reason")
        expect(page.get_by_role("row").filter(has_text="霉烂变质")).to_be_visible()
        expect(page.get_by_role("button", name="新建")).to_have_count(0)


class TestCompany:
    def test_says_what_it_is_and_decides_from_a_day_on(self, page: Page, server: Server) -> None:
        page.goto(f"{server.url}/settings/company")
        page.locator("#company-tax_number").fill("91350100M000100Y44")
        page.keyboard.press("Control+s")
        expect(page.get_by_role("alert").first).to_contain_text("最后一位校验码不符")
        page.locator("#company-tax_number").fill("")
        page.locator("#company-phone").fill("0591-88888888")
        page.keyboard.press("Control+s")
        expect(page.get_by_text("已保存").first).to_be_visible()
        decision = page.locator("[data-setting=over_receipt_pct]")
        decision.get_by_role("button", name="修改").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("#setting-value").fill("5")
        dialog.locator("#setting-value").press("Tab")
        dialog.get_by_role("button", name="保存").click()
        expect(dialog).to_have_count(0)
        expect(decision).to_contain_text("5%")
        decision.get_by_role("button", name="历史").click()
        expect(page.get_by_role("dialog").get_by_role("row").nth(1)).to_contain_text("5%")
        page.reload()
        expect(page.locator("#company-phone")).to_have_value("0591-88888888")


class TestBell:
    def test_tells_what_waits_and_what_has_ended(self, page: Page, server: Server) -> None:
        page.evaluate(RECEIVE)
        page.evaluate(EXPORT)
        page.goto(server.url)
        bell = page.get_by_role("button", name=re.compile("^待办,"))
        expect(bell).to_be_visible()
        bell.click()
        ended = page.get_by_label("后台任务")
        expect(ended.get_by_role("menuitem").first).to_contain_text("导出")
        page.get_by_role("menuitem").filter(has_text="已入库未到票").click()
        expect(page).to_have_url(re.compile("/report/"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()


    def test_finds_work_that_was_left_and_keeps_its_file(self, page: Page, server: Server) -> None:
        page.evaluate(RECEIVE)
        count = page.evaluate(LEAVE)
        page.goto(f"{server.url}{count}")  # is found again, at work or ended
        expect(page.locator(".page-head")).to_contain_text("待审核")
        page.get_by_role("button", name=re.compile("^待办")).click()
        file = page.get_by_label("后台任务").get_by_role("menuitem").filter(has_text="报表导出 库存余额表")
        expect(file).to_contain_text("下载")
        kept = page.request.get(server.url + page.evaluate(KEPT))
        assert (kept.status, "spreadsheet" in kept.headers["content-type"]) == (200, True)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="作废").click()  # the goods move again
        page.get_by_label("为什么作废").fill("演示")
        page.get_by_role("dialog").get_by_role("button", name="作废").click()
        expect(page.locator(".page-head")).to_contain_text("已作废")


def test_a_phone_has_a_bar_of_large_buttons(browser: Browser, server: Server) -> None:
    context = open_context(browser, PHONE)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    bar = page.get_by_role("navigation", name="常用")
    bar.get_by_role("button", name="菜单").click()
    menu = page.get_by_role("navigation", name="菜单")
    menu.get_by_role("button", name="设置").click()
    menu.get_by_role("link", name="用户").click()
    page.wait_for_url(f"{server.url}/users")
    bar.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    assert all(box["height"] >= 48 for one in bar.locator("> *").all() if (box := one.bounding_box()))
    context.close()
    assert heard == []
