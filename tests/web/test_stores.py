"""门店要货 in a real browser: proposed, changed, handed in, shared out, arrived, and told by the report (R-36)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PHONE, Server, open_context, own_company, shot, sign_in, watch
from tests.web.phone import hit, post
from tests.web.test_lists import call

pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """The same server with a company of this file alone."""
    return own_company(server)


@pytest.fixture
def page(browser: Browser, server: Server) -> Any:
    """A signed-in page where every question is answered with yes."""
    context = open_context(browser, DESK)
    opened = context.new_page()
    heard = watch(opened)
    sign_in(opened, server)
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    context.close()
    assert heard == []


def delivered(page: Page, server: Server, today: str) -> dict[str, Decimal]:
    """What R-36 says of all stores and goods, from this month to the end of the next year."""
    path = f"/reports/store_delivery?from={today[:8]}01&to={int(today[:4]) + 1}-12-31"
    totals = call(page, server, "GET", path)["totals"]
    return {key: Decimal(str(totals.get(key) or 0)) for key in ("asked", "sent", "received", "lacking")}


def both_sizes(page: Page, name: str) -> None:
    """A picture on the desk and one on a phone, which the page must fit."""
    shot(page, f"{name}-desk")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than a phone"
    shot(page, f"{name}-phone")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def at_store(page: Page, server: Server) -> Any:
    """The page for asking, of the second warehouse; the field of how much cola."""
    store = hit(page, server, "warehouses", "门店")
    page.goto(f"{server.url}/requisition?warehouse={store['id']}&warehouse_name=门店")
    expect(page.get_by_role("heading", name="门店要货")).to_be_visible()
    return page.get_by_label("要货量 可乐")


def test_what_a_store_asks_for_reaches_it(page: Page, server: Server) -> None:
    today = call(page, server, "GET", "/session")["today"]
    supplier = hit(page, server, "suppliers")["id"]
    cola = hit(page, server, "products", "COLA")["id"]
    bought = [{"product": cola, "quantity": "30", "price": "2"}]
    post(page, server, "purchase_receipt", {"party": supplier, "lines": bought})
    before = delivered(page, server, today)

    # nothing was sold there, so it is asked for by hand: proposed 0, changed to 2 boxes of 12
    wish = at_store(page, server)
    page.get_by_role("combobox", name="加商品").fill("COLA")
    page.locator("[role=option]:visible").first.click()
    expect(wish).to_have_value("1")
    wish.fill("2")  # still in the field
    page.reload()
    expect(page.get_by_text("已恢复上次填了还没有提交的数量")).to_be_visible()
    expect(wish).to_have_value("2")
    both_sizes(page, "requisition")
    page.get_by_role("button", name="提交要货").click()
    page.wait_for_url("**/doc/*")
    asked = page.url.rsplit("/", 1)[1]
    page.get_by_role("button", name="审核").click()
    expect(page.locator(".steps li.now")).not_to_contain_text("草稿")

    # what was handed in is typed no more
    at_store(page, server)
    expect(page.get_by_role("combobox", name="加商品")).to_be_visible()
    expect(page.get_by_text("已恢复上次填了还没有提交的数量")).to_have_count(0)

    # shared out by the first warehouse
    page.goto(f"{server.url}/distribution")
    expect(page.get_by_role("heading", name="门店配货")).to_be_visible()
    page.get_by_role("combobox", name="发货仓库").fill("主仓")
    page.locator("[role=option]:visible").first.click()
    share = page.get_by_label("可乐 门店")
    expect(share).to_have_value("24")
    both_sizes(page, "distribution")
    page.get_by_role("button", name="确认配货").click()
    expect(page.get_by_text("已生成调拨出库单")).to_be_visible()
    expect(share).to_have_count(0)
    (sent,) = call(page, server, "GET", f"/documents/{asked}")["chain"]["downstream"]
    assert sent["type_code"] == "transfer_out"

    # it arrives at the store, all of it, and the report says so
    given = call(page, server, "GET", f"/documents/{sent['id']}/carry?to=transfer_in")
    ends = {key: given[key]["id"] for key in ("warehouse", "warehouse_to")}
    came = [{"source_line": line["source_line"], "quantity": line["quantity"], "outcome": "received"}
            for line in given["lines"]]  # fmt: skip
    post(page, server, "transfer_in", {**ends, "lines": came})
    moved = dict.fromkeys(("asked", "sent", "received"), 24)
    after = delivered(page, server, today)
    assert {key: after[key] - before[key] for key in after} == dict(moved, lacking=0)
    page.goto(f"{server.url}/report/store_delivery?from={today[:8]}01&to={int(today[:4]) + 1}-12-31")
    expect(page.get_by_role("heading", name="要货/配送准确率")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="门店").filter(has_text="可乐")).to_contain_text("24")
    shot(page, "store-delivery")
