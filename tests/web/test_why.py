"""为什么 in a real browser: a figure, its documents, one of them, and back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import DESK, PHONE, Server, began, open_context, shot, sign_in, watch


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def opened(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """A signed-in page for all tests of one size; nothing it says may be an error."""
    context = open_context(browser, request.param)
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    receive(page, server)
    yield page
    context.close()
    assert heard == []


def receive(page: Page, server: Server) -> None:
    """Ten bottles come in, through the public API, so that there is a figure to ask."""

    def one(resource: str, key: str, value: str) -> str:
        rows = page.request.get(f"{server.url}/api/{resource}").json()["rows"]
        return next(row["id"] for row in rows if row[key] == value)

    token = next(c["value"] for c in page.context.cookies() if "csrf" in c["name"])
    document = {
        "business_on": began().isoformat(),
        "party": one("parties", "name", "甲"),
        "warehouse": one("warehouses", "name", "主仓"),
        "lines": [{"product": one("products", "code", "COLA"), "quantity": "10", "price": "2.00"}],
    }
    answer = page.request.post(
        f"{server.url}/api/purchase_receipt/post",
        data={"documents": [document]},
        headers={"X-CSRFToken": token, "Idempotency-Key": f"why-{uuid.uuid4()}", "Referer": server.url},
    )
    assert answer.ok, answer.text()


def ask_stock(page: Page, server: Server) -> str:
    """Open the stock page and ask the first quantity; what the figure was."""
    page.goto(f"{server.url}/stock")
    figure = page.locator("a.why[href*='kind=on_hand']").first
    text = figure.inner_text()
    figure.click()
    expect(page.locator(".why-panel .figure")).to_be_visible()
    return text


class TestAFigure:
    def test_leads_to_its_documents_to_one_of_them_and_back(self, opened: Page, server: Server) -> None:
        text = ask_stock(opened, server)
        panel = opened.locator(".why-panel")
        assert panel.locator(".figure").inner_text().split()[0] == text
        expect(panel.locator(".agrees")).to_be_visible()
        expect(panel.get_by_role("heading", name="还在路上")).to_be_visible()
        step = panel.locator("a.step").first
        number = step.locator(".number").inner_text()
        shot(opened, f"why-{'phone' if opened.viewport_size == PHONE else 'desk'}")
        step.focus()
        opened.keyboard.press("Enter")
        expect(opened.get_by_role("heading", name=number)).to_be_visible()
        expect(panel).to_have_count(0)
        opened.go_back()
        expect(panel.locator(".figure")).to_contain_text(text)
        opened.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        assert "#why" not in opened.url

    def test_is_asked_deeper_and_the_link_can_be_sent(self, opened: Page, server: Server) -> None:
        opened.goto(f"{server.url}/stock")
        opened.locator("a.why[href*='kind=stock_amount']").first.click()
        panel = opened.locator(".why-panel")
        panel.locator(".terms a.why").first.click()
        expect(panel.get_by_role("heading", level=2)).to_contain_text("现存量")
        address = opened.url
        panel.get_by_role("button", name="回到上一个数字").click()
        expect(panel.get_by_role("heading", level=2)).to_contain_text("库存金额")
        opened.goto("about:blank")
        opened.goto(address)
        expect(panel.get_by_role("heading", level=2)).to_contain_text("现存量")
        opened.keyboard.press("Escape")
        expect(panel).to_have_count(0)

    def test_of_a_report_is_asked_from_the_keyboard(self, opened: Page, server: Server) -> None:
        opened.goto(f"{server.url}/report/trial_balance?from={began()}")
        figure = opened.locator("a.why").first
        figure.focus()
        opened.keyboard.press("Enter")
        panel = opened.locator(".why-panel")
        expect(panel.locator(".figure")).to_be_visible()
        opened.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(figure).to_be_focused()
