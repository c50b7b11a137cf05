"""Orders to make goods: their components by the bill, released, what is short of them, and the list that tells how far."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PHONE, Server, open_context, shot, sign_in, watch
from tests.web.entry import cell, post, texts
from tests.web.test_lists import call


@pytest.fixture(scope="module")
def server(entry_company: Server) -> Server:
    """The same server with the company of the entry page."""
    return entry_company


@pytest.fixture(scope="module")
def goods(browser: Browser, server: Server) -> dict[str, Any]:
    """A chair of 4 legs and a seat, by the bill A1; nothing of them is in stock."""
    context = open_context(browser, DESK)
    page = context.new_page()
    sign_in(page, server)
    unit = call(page, server, "GET", "/lookup/products?q=COLA&limit=5")[0]["base_unit"]["id"]
    made = {
        code: call(page, server, "POST", "/products", {"code": code, "name": name, "base_unit": unit})["id"]
        for code, name in (("MCHAIR", "木椅"), ("MLEG", "椅腿"), ("MSEAT", "椅面"))
    }
    lines = [{"component": made["MLEG"], "quantity": "4"}, {"component": made["MSEAT"], "quantity": "1"}]
    bill = {"product": made["MCHAIR"], "kind": "assembly", "version": "A1", "makes": "1", "lines": lines}
    call(page, server, "POST", "/bills", bill)
    places = {name: call(page, server, "GET", f"/lookup/{name}?q=&limit=5")[0] for name in ("suppliers", "warehouses")}
    context.close()
    return {**made, **places}


def draft(page: Page, server: Server, goods: dict[str, Any], code: str, quantity: str) -> str:
    """A draft of an order for chairs, without their components."""
    line = {"part": "product", "product": goods["MCHAIR"], "quantity": quantity}
    header = {"warehouse": goods["warehouses"]["id"]}
    if code == "outsource_order":
        header |= {"party": goods["suppliers"]["id"], "price_mode": "EXCL"}
        line |= {"price": "5"}
    else:
        header |= {"warehouse_to": goods["warehouses"]["id"]}
    return str(call(page, server, "POST", f"/{code}", {**header, "lines": [line]})["id"])


class TestOrders:
    @pytest.mark.parametrize("code", ["production_order", "outsource_order"])
    def test_take_their_components_from_the_bill(
        self, desk: Page, server: Server, goods: dict[str, Any], code: str
    ) -> None:
        order = draft(desk, server, goods, code, "3")
        desk.goto(f"{server.url}/entry/{code}/d{order}?edit={order}")
        expect(cell(desk, 0, "product")).to_have_text("木椅")
        desk.get_by_role("button", name="按清单带出").click()
        expect(cell(desk, 2, "product")).to_have_text("椅面")
        assert texts(desk, "quantity", 3) == ["3", "12", "3"]
        if code == "production_order":
            expect(desk.get_by_label("清单版本")).to_have_value("A1")
        shot(desk, f"making-{code}-entry")
        expect(desk.get_by_role("button", name="下达", exact=True)).to_be_visible()
        post(desk)
        expect(desk.get_by_text("已下达").first).to_be_visible()
        card = desk.get_by_role("region", name="齐套情况")
        expect(card.get_by_text("齐套 0/2 行")).to_be_visible()
        asking = card.get_by_role("link", name="申请采购").first
        assert re.search(r"product=\d+&code=MLEG&quantity=12$", asking.get_attribute("href") or "")
        shot(desk, f"making-{code}-order")
        card.get_by_role("button", name="2 样缺料一起申请采购").click()
        expect(desk.get_by_text(re.compile("订单 .+ 缺料$"))).to_be_visible()
        expect(desk.get_by_text("椅面").first).to_be_visible()
        desk.go_back()
        expect(card.get_by_role("link", name=re.compile("已申请采购 DRAFT-"))).to_be_visible()
        expect(card.get_by_role("button", name="一起申请采购")).to_have_count(0)
        desk.goto(f"{server.url}/list/{code}")
        row = desk.get_by_role("row").filter(has_text="木椅")
        expect(row.first).to_contain_text("0 / 3")
        shot(desk, f"making-{code}-list")


def test_an_order_on_a_phone(browser: Browser, server: Server, goods: dict[str, Any]) -> None:
    context = open_context(browser, PHONE)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    order = draft(page, server, goods, "production_order", "2")
    page.goto(f"{server.url}/doc/{order}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server.url}/entry/production_order/d{order}?edit={order}")
    expect(page.get_by_text("木椅").first).to_be_visible()  # the draft is there: before, there is nothing to fill in for
    page.get_by_role("button", name="按清单带出").click()
    expect(page.get_by_text("椅面").first).to_be_visible()
    shot(page, "making-phone-entry")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert heard == []
