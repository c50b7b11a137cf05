"""Every main page, at both sizes: axe finds nothing serious, and the browser has nothing to complain of.

A page that breaks the content security policy, writes an error to the console or throws fails here, whatever it shows.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PHONE, WEB, Server, open_context, shot, sign_in, watch

AXE = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")
#: Name and address; {doc} is a posted receipt.
PAGES = (
    ("home", "/"),
    ("list", "/list/purchase_receipt"),
    ("all", "/list/all"),
    ("entry", "/new/sales_issue"),
    ("proof", "/new/stock_adjustment"),
    ("detail", "/doc/{doc}?line=1"),
    ("stock", "/stock"),
    ("report", "/report/stock_summary"),
    ("ageing", "/report/ar_aging"),
    ("products", "/data/products"),
    ("parties", "/data/parties"),
    ("dictionary", "/dictionary/categories"),
    ("import", "/import"),
    ("periods", "/data/periods"),
    ("health", "/health"),
    ("users", "/users"),
    ("roles", "/roles"),
    ("review", "/roles?show=review"),
    ("account", "/account"),
    ("company", "/settings/company"),
    ("costing", "/settings/costing"),
    ("scales", "/settings/scales"),
    ("accountMap", "/settings/accounts"),
)
RECEIVE = """async () => {
  const ask = async (path) => (await (await fetch('/api' + path)).json())
  const csrf = /(?:^|; )hengku_csrf=([^;]*)/.exec(document.cookie)[1]
  const [product] = await ask('/lookup/products?q=COLA'), [party] = await ask('/lookup/suppliers'), [house] = await ask('/lookup/warehouses')
  const { today } = await ask('/session')
  const body = { documents: [{ business_on: today, party: party.id, warehouse: house.id,
    lines: [{ product: product.id, quantity: '10', price: '2' }] }] }
  const answer = await fetch('/api/purchase_receipt/post', { method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf, 'Idempotency-Key': 'axe-' + Math.random() } })
  return (await answer.json()).documents[0]
}"""

MAP_BACK = """() => fetch('/api/account-roles/selling', { method: 'PUT', body: JSON.stringify({ account_code: '5601' }),
  headers: { 'Content-Type': 'application/json', 'X-CSRFToken': /(?:^|; )hengku_csrf=([^;]*)/.exec(document.cookie)[1] } })"""


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical here, with the first element of each."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
        ".map((one) => ({ id: one.id, impact: one.impact, nodes: one.nodes.map((node) => node.html + ' ' + (node.any[0]?.message ?? '')) }))"
    )
    return [
        f"{one['id']} ×{len(one['nodes'])}: {one['nodes'][0][:300]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def settle(page: Page) -> None:
    """Wait until what the page asked for is there."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_can_be_read_by_everybody(browser: Browser, server: Server, size: dict[str, int]) -> None:
    context = open_context(browser, size)
    page = context.new_page()
    heard = watch(page)
    page.goto(server.url)
    settle(page)
    wrong = {"sign-in": faults(page)}
    sign_in(page, server)
    document = page.evaluate(RECEIVE)
    for name, address in PAGES:
        page.goto(server.url + address.format(doc=document["id"]))
        settle(page)
        wrong[name] = faults(page)
        wrong[name] += [
            f"no keys: {one}" for one in (*without_keys(page), *without_row_keys(page)) if size is DESK
        ]
        wrong[name] += [f"scrolls sideways by {by}" for by in [sideways(page)] if by > 0]
        if heard:
            wrong[name] += [f"console: {said}" for said in heard]
            heard.clear()
        shot(page, f"{'phone-' if size is PHONE else ''}{name}")
    for name, keys in (("palette", "Control+k"), ("shortcuts", "?"), ("help", "F1")):
        page.keyboard.press(keys)
        page.wait_for_selector("dialog[open]")
        wrong[name] = faults(page)
        page.keyboard.press("Escape")
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}


#: What a page can do as a whole: its head, its bar, the large buttons of the first page, and the frame around it.
ACTIONS = ", ".join(
    f"{place} {kind}"
    for place in ("header.top", "main .page-head", "main .actions", "main .bar", "nav.quick")
    for kind in ("button", "a.btn", "a.tile")
)


def without_keys(page: Page) -> list[str]:
    """Actions that can be seen and whose tooltip names no keys; a choice among several is none."""
    found: list[str] = page.evaluate(
        """(actions) => [...document.querySelectorAll(actions)]
          .filter((one) => one.getClientRects().length && !one.closest('.segments') && !/\\b(Alt|Ctrl|F1)\\b/.test(one.title))
          .map((one) => one.innerText.trim() || one.ariaLabel)""",
        ACTIONS,
    )
    return found


def without_row_keys(page: Page) -> list[str]:
    """Buttons in rows of tables and lists that no key presses while the focus is in their row."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main :is(tbody tr, li) :is(button, a.btn)')]
          .filter((one) => one.getClientRects().length && !one.ariaKeyShortcuts && !one.closest('nav, [role=menu], [role=grid], .segments'))
          .map((one) => one.innerText.trim() || one.ariaLabel)"""
    )
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_negative_control_an_action_without_keys_is_seen(page: Page) -> None:
    settle(page)
    assert without_keys(page) == []
    page.evaluate("document.querySelector('nav.quick a').title = '没有快捷键'")
    assert without_keys(page) == ["我要入库"]


def test_the_row_in_focus_takes_the_keys_of_its_buttons(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/settings/accounts")
    settle(page)
    assert without_row_keys(page) == []
    row = page.locator("tr[data-role=selling]")
    row.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[data-role=admin]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="修改 销售费用 的科目")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("5602")
    expect(page.get_by_role("option", name="5602")).to_be_visible()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("5602")
    expect(row).to_be_focused()  # where it was
    row.get_by_role("button").evaluate("(one) => one.removeAttribute('aria-keyshortcuts')")
    assert without_row_keys(page) == ["修改"]  # the negative control
    page.get_by_label("查找用途或科目").focus()
    page.keyboard.press("e")  # a letter in a field is a letter
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate(MAP_BACK)


def test_negative_control_axe_sees_a_picture_without_words(page: Page) -> None:
    page.evaluate("document.querySelector('main').append(new Image())")
    assert any(one.startswith("image-alt") for one in faults(page))
