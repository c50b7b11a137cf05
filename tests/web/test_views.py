"""Saved views between two people: one shares, the other uses and cannot change; one that names a missing field hides nothing."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, Server, open_context, shot, watch
from tests.web.entry import answer
from tests.web.test_accessible import RECEIVE
from tests.web.test_lists import call
from tests.web.test_shell import begin_work, new_keeper

LIST = "documents:purchase_receipt"


@pytest.fixture(scope="module")
def server(entry_company: Server) -> Server:
    """The same server with the company of the entry page."""
    return entry_company


def views_menu(page: Page, current: str) -> None:
    """Open the menu of views, which says which one is shown."""
    page.get_by_role("button", name=f"视图 {current}", exact=True).click()
    expect(page.get_by_role("menu")).to_be_visible()


def test_a_shared_view_is_used_by_all_and_changed_by_who_may(browser: Browser, page: Page, server: Server) -> None:
    name = f"共享{uuid.uuid4().hex[:6]}"
    number = page.evaluate(RECEIVE)["number"]
    page.goto(f"{server.url}/list/purchase_receipt?q={number}")
    expect(page.locator("tbody tr.open")).to_have_count(1)
    views_menu(page, "默认列表")
    page.get_by_role("menuitem", name="另存为视图").click()
    page.get_by_label("名称").fill(name)
    page.get_by_label("共享给同事").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("button", name=f"视图 {name}")).to_be_visible()

    username = new_keeper(page, server, "zhao", "赵六")
    page.keyboard.press("Control+s")
    once = page.locator("[data-secret]").inner_text()
    page.get_by_role("button", name="完成").click()
    context = open_context(browser, DESK)
    keeper = context.new_page()
    heard = watch(keeper)
    begin_work(keeper, server, username, once)
    keeper.goto(f"{server.url}/list/purchase_receipt")
    views_menu(keeper, "默认列表")
    keeper.get_by_role("menuitem", name=name).click()
    expect(keeper.get_by_role("button", name=f"视图 {name}")).to_be_visible()
    expect(keeper.locator("tbody tr.open")).to_have_count(1)
    views_menu(keeper, name)
    shot(keeper, "view-shared")
    for deed in ("改名或共享", "删除视图"):  # what the owner has stands not before a colleague
        expect(keeper.get_by_role("menuitem", name=deed)).to_have_count(0)
    keeper.get_by_role("menuitem", name="打开列表时先用它").click()
    (view,) = [one for one in answer(keeper, server, f"views?list={LIST}")["views"] if one["name"] == name]
    token = next(one["value"] for one in context.cookies() if one.get("name") == "hengku_csrf")
    refused = keeper.request.delete(f"{server.url}/api/views/{view['id']}", headers={"X-CSRFToken": str(token)})
    assert refused.status == 403, "nor past the menu"
    keeper.goto(f"{server.url}/list/purchase_receipt")
    expect(keeper.get_by_role("button", name=f"视图 {name}")).to_be_visible()  # what they begin with

    page.goto(f"{server.url}/list/purchase_receipt")
    views_menu(page, "默认列表")
    page.get_by_role("menuitem", name=name).click()
    views_menu(page, name)
    page.get_by_role("menuitem", name="删除视图").click()
    page.get_by_role("dialog").get_by_role("button", name="删除视图").click()
    expect(page.get_by_role("button", name="视图 默认列表")).to_be_visible()
    keeper.goto(f"{server.url}/list/purchase_receipt")
    expect(keeper.get_by_role("button", name="视图 默认列表")).to_be_visible()
    expect(keeper.locator("tbody tr.open").first).to_be_visible()
    context.close()
    assert heard == []


def test_a_view_of_a_field_that_is_gone_shows_every_row_and_says_so(page: Page, server: Server) -> None:
    name = f"旧字段{uuid.uuid4().hex[:6]}"
    page.evaluate(RECEIVE)
    gone = {"field": "colour", "op": "is", "value": ["red"]}
    content = {"filter": {"match": "all", "conditions": [gone]}, "columns": [{"key": "number"}, {"key": "shade"}]}
    call(page, server, "POST", "/views", {"list": LIST, "name": name, "is_shared": False, "content": content})
    total = answer(page, server, "documents?type=purchase_receipt")["total"]
    page.goto(f"{server.url}/list/purchase_receipt")
    views_menu(page, "默认列表")
    page.get_by_role("menuitem", name=name).click()
    expect(page.get_by_role("status").filter(has_text="已忽略")).to_contain_text("colour、shade")
    expect(page.get_by_text(re.compile(rf"共 {total} 条"))).to_be_visible()
    expect(page.get_by_role("columnheader", name="单号")).to_be_visible()
    shot(page, "view-missing-field")
