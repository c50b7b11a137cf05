"""个人令牌 in the browser: made, its secret seen once, used by a program, withdrawn."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import PHONE, Server, open_context, shot, sign_in, watch
from tests.web.test_accessible import faults


def called(server: Server, secret: str, path: str) -> int:
    """The status a program with this secret gets."""
    request = urllib.request.Request(f"{server.url}/api{path}", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    context = open_context(browser, PHONE)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    yield page
    context.close()
    assert heard == []


def test_a_token_is_made_shown_once_and_withdrawn(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/account")
    card = page.locator("section[aria-label=个人令牌]")
    card.get_by_role("button", name="新建令牌").click()
    form = page.get_by_role("dialog", name="新建令牌")

    # problems stand at their fields, all at once
    form.locator("#token-expires").fill("2020-01-01")
    form.get_by_role("button", name="生成令牌").click()
    expect(form.locator("[role=alert]")).to_have_count(3)
    expect(form.locator("#token-name")).to_have_attribute("aria-invalid", "true")
    expect(form.locator("#token-expires")).to_have_attribute("aria-invalid", "true")
    expect(form.locator("#token-scopes-wrong")).to_contain_text("至少选择一项")

    form.locator("#token-name").fill("库存同步")
    form.get_by_role("button", name="90 天").click()
    form.get_by_role("button", name="只读").click()
    expect(form.locator("input[value='sales_issue.view']")).to_be_checked()
    expect(form.locator("input[value='sales_issue.post']")).not_to_be_checked()
    expect(form.locator("[role=alert]")).to_have_count(0)  # nothing is said of a field that changed
    # who may post may see; who may not see may do nothing
    form.get_by_role("button", name="清空").click()
    form.locator("input[value='sales_issue.post']").check()
    expect(form.locator("input[value='sales_issue.view']")).to_be_checked()
    assert form.locator("input[value^='identity.']").count() == 0
    shot(page, "token-form")
    form.get_by_role("button", name="生成令牌").click()

    shown = page.locator("[data-secret]")
    secret = shown.inner_text().strip()
    assert secret.startswith("hk_")
    assert called(server, secret, "/documents?type=sales_issue") == 200
    assert called(server, secret, "/products") == 403  # not among what it was given
    shot(page, "token-secret")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)

    row = card.locator(".tokens > li", has_text="库存同步")
    expect(row).to_contain_text(f"…{secret[-4:]}")
    expect(row).to_contain_text("可以写入,2 项")
    page.reload()
    expect(row).to_contain_text("最近使用")
    assert secret not in page.content()
    assert faults(page) == []
    shot(page, "account")

    row.get_by_role("button").click()
    asked = page.get_by_role("dialog", name="停用令牌")
    asked.get_by_role("button", name="取消").click()
    assert called(server, secret, "/documents?type=sales_issue") == 200  # asking is not withdrawing
    row.get_by_role("button").click()
    asked.get_by_role("button", name="停用", exact=True).click()
    expect(row).to_have_count(0)
    assert called(server, secret, "/documents?type=sales_issue") == 401


def test_a_token_can_be_made_on_a_phone(phone: Page, server: Server) -> None:
    phone.goto(f"{server.url}/account")
    phone.get_by_role("button", name="新建令牌").click()
    form = phone.get_by_role("dialog", name="新建令牌")
    form.locator("#token-name").fill("手机")
    form.get_by_role("button", name="全部").click()
    assert form.evaluate("one => one.scrollWidth <= one.clientWidth")
    shot(phone, "token-form-phone")
    assert faults(phone) == []
    form.get_by_role("button", name="生成令牌").click()
    secret = phone.locator("[data-secret]")
    expect(secret).to_contain_text("hk_")
    assert secret.evaluate("one => one.scrollWidth <= one.clientWidth")
    phone.get_by_role("button", name="完成").click()
    row = phone.locator(".tokens > li", has_text="手机")
    row.locator("summary").click()
    expect(row.locator(".lines")).to_contain_text("销售")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, "account-phone")
    row.get_by_role("button").click()
    phone.get_by_role("dialog").get_by_role("button", name="停用", exact=True).click()
    expect(row).to_have_count(0)
