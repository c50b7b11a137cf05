"""The browser is really closed, its process gone, and started again with the same profile: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.chromium import Engine
from tests.web.conftest import DESK, Server, shot, sign_in, watch
from tests.web.entry import answer, begin, cell, choose


@pytest.fixture(scope="module")
def server(entry_company: Server) -> Server:
    """The same server with the company of the entry page."""
    return entry_company


@contextmanager
def started(engine: Engine, profile: Path, server: Server) -> Iterator[Page]:
    """The browser of this profile, signed in; closed at the end, whatever is open in it."""
    context = engine.start_with(profile, viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.pages[0]
    heard = watch(page)
    page.goto(server.url)
    expect(page.locator("#username, main h1").first).to_be_visible()
    if page.locator("#username").count():
        sign_in(page, server)
    yield page
    with page.expect_event("close"):
        page.close(run_before_unload=True)  # the window is closed as a person closes it
    context.close()
    assert [one for one in heard if "ERR_INTERNET_DISCONNECTED" not in one] == []


def take_up(page: Page, server: Server, local: str, where: str) -> None:
    """Open what was left from the list of its type, which says where it is kept."""
    page.goto(f"{server.url}/list/purchase_receipt")
    page.get_by_text(re.compile("未完成的录入")).click()
    left = page.get_by_role("listitem").filter(has=page.locator(f"a[href$='/{local}']"))
    expect(left).to_contain_text(where)
    left.get_by_role("link").click()
    page.wait_for_url(f"**/entry/purchase_receipt/{local}")


def test_what_the_server_has_is_there_again(engine: Engine, server: Server, tmp_path: Path) -> None:
    with started(engine, tmp_path, server) as page:
        begin(page, server, "purchase_receipt", "甲")
        choose(page, "kl")
        cell(page, 0, "quantity").click()
        page.keyboard.type("7\n", delay=60)
        expect(page.get_by_text("已自动暂存")).to_be_visible()
        local = page.url.rsplit("/", 1)[1]
    with started(engine, tmp_path, server) as page:
        # the tab stands where it stood, marked as unsaved once it is looked at
        expect(page.locator(".tabs .title").filter(has_text="采购入库单")).to_have_count(1)
        take_up(page, server, local, "甲 · 1 行")
        expect(page.get_by_role("combobox", name="供应商")).to_have_value("甲")
        expect(cell(page, 0, "product")).to_have_text("可乐")
        expect(cell(page, 0, "quantity")).to_have_text("7")
        shot(page, "closed-recovered")
        page.get_by_role("button", name="更多").click()
        page.once("dialog", lambda asked: asked.accept())
        page.get_by_role("menuitem", name=re.compile("放弃|删除|清空")).first.click()


def test_what_never_reached_the_server_is_there_again(engine: Engine, server: Server, tmp_path: Path) -> None:
    with started(engine, tmp_path, server) as page:
        begin(page, server, "purchase_receipt", "甲")
        page.context.set_offline(True)
        page.get_by_label("备注").first.fill("断网时写的")
        expect(page.get_by_text("网络已断开")).to_be_visible()
        local = page.url.rsplit("/", 1)[1]
        cell(page, 0, "quantity").click()
        page.keyboard.type("8", delay=60)  # and the cell is not left
    with started(engine, tmp_path, server) as page:
        assert local not in [one["local"] for one in answer(page, server, "drafts")], "only this browser has it"
        take_up(page, server, local, "仅本机")
        expect(page.get_by_label("备注").first).to_have_value("断网时写的")
        expect(cell(page, 0, "quantity")).to_have_text("8")
        expect(page.get_by_text("已自动暂存")).to_be_visible()
        assert local in [one["local"] for one in answer(page, server, "drafts")]


def test_negative_control_another_profile_knows_only_what_the_server_has(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    with started(engine, tmp_path / "one", server) as page:
        begin(page, server, "purchase_receipt", "甲")
        page.context.set_offline(True)
        page.get_by_label("备注").first.fill("别处看不到")
        expect(page.get_by_text("网络已断开")).to_be_visible()
        local = page.url.rsplit("/", 1)[1]
    with started(engine, tmp_path / "other", server) as page:
        page.goto(f"{server.url}/entry/purchase_receipt/{local}")
        expect(page.locator("[role=grid]")).to_be_visible()
        expect(page.get_by_label("备注").first).to_have_value("")
