"""The page of one document, in a real browser: attachments, comments, the chain, and reversing with its consequences."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.documents.files import picture
from tests.web.conftest import DESK, PHONE, Server, open_context, own_company, shot, sign_in, watch

pytestmark = pytest.mark.web

POST = """
async ([path, body]) => {
  const token = /(?:^|; )(?:hengku_csrf|csrftoken)=([^;]*)/.exec(document.cookie)[1]
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token, 'Idempotency-Key': crypto.randomUUID() }
  const answer = await fetch('/api' + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return answer.json()
}
"""
GET = "path => fetch('/api' + path).then((answer) => answer.json())"
#: A file that arrives by dropping or pasting it.
BRING = """
([how, data, name]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }))
  const event = how === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
    : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
  document.querySelector('.detail').dispatchEvent(event)
}
"""


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """The same server with a company of this file alone: its stock begins with nothing."""
    return own_company(server)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A signed-in page whose line these tests cut: a browser tells that as an error, anything else fails the test."""
    context = open_context(browser, DESK)
    opened = context.new_page()
    heard = watch(opened)
    sign_in(opened, server)
    yield opened
    context.close()
    assert [one for one in heard if "net::ERR_FAILED" not in one] == []


def post(page: Page, path: str, body: Any) -> Any:
    return page.evaluate(POST, [path, body])


def made(page: Page, kind: str, body: dict[str, Any]) -> dict[str, str]:
    """A posted document."""
    answer = post(page, f"/{kind}/post", {"documents": [body]})
    return dict(answer["documents"][0])


def bring(page: Page, how: str, colour: str, name: str) -> None:
    page.evaluate(BRING, [how, base64.b64encode(picture(colour=colour)).decode(), name])


def an_order_received(page: Page) -> tuple[dict[str, str], dict[str, str]]:
    """An order of 10 cola, of which 4 came in."""
    party = page.evaluate(GET, "/lookup/parties?q=甲&limit=1")[0]["id"]
    house = page.evaluate(GET, "/lookup/warehouses?q=&limit=1")[0]["id"]
    cola = page.evaluate(GET, "/lookup/products?q=COLA&limit=1")[0]["id"]
    today = page.evaluate(GET, "/session")["today"]
    head = {"business_on": today, "party": party, "warehouse": house}
    order = made(
        page, "purchase_order", {**head, "lines": [{"product": cola, "quantity": "10", "price": "2.26"}]}
    )
    line = page.evaluate(GET, f"/documents/{order['id']}")["lines"][0]["id"]
    receipt = made(page, "purchase_receipt", {**head, "lines": [{"source_line": line, "quantity": "4"}]})
    return order, receipt


def test_a_document_shows_what_it_is_did_and_what_proves_it(page: Page, server: Server) -> None:
    order, receipt = an_order_received(page)

    # the order: its steps, what is left, and the chain to click
    page.goto(f"{server.url}/doc/{order['id']}")
    expect(page.locator(".steps li.now")).to_contain_text("部分执行")
    expect(page.get_by_role("link", name=re.compile("生成采购入库单"))).to_contain_text("余 6 瓶")
    expect(page.locator(".chain .edge text")).to_have_text("4 瓶")
    page.locator(".chain a.node", has_text=receipt["number"]).click()
    page.wait_for_url(f"**/doc/{receipt['id']}")

    # what it did, in words
    expect(page.locator(".said")).to_contain_text("可乐 0 → 4 瓶")
    expect(page.locator(".steps li.now")).to_contain_text("已过账")

    # drop, paste and choose; what is no picture is refused and can be taken away
    bring(page, "drop", "red", "送货单.jpg")
    expect(page.locator(".attachments .tile img")).to_have_count(1)
    bring(page, "paste", "blue", "image.png")
    expect(page.locator(".attachments .tile img")).to_have_count(2)
    page.locator("input[data-attach]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<html>not a picture</html>"}
    )
    expect(page.locator(".upload.refused")).to_contain_text("不是 JPG、PNG 或 PDF")
    page.locator(".upload.refused").get_by_role("button", name="不上传").click()
    page.locator(".attachments button.tile").first.click()
    expect(page.locator("dialog .stage img")).to_be_visible()
    assert page.locator("dialog .stage img").evaluate("(picture) => picture.naturalWidth") == 64
    shot(page, "detail-viewer")
    page.get_by_role("button", name="撤回").click()
    page.locator("dialog form input").fill("传错了")
    page.get_by_role("button", name="撤回附件 送货单.jpg").click()
    expect(page.locator(".attachments .tile img")).to_have_count(1)
    expect(page.locator(".history")).to_contain_text("传错了")

    # a comment is kept while the line is bad, and said once
    page.route("**/comments", lambda route: route.abort())
    page.locator(".comments textarea").fill("少一箱,已电话通知")
    page.locator(".comments").get_by_role("button", name="发送").click()
    expect(page.locator(".comments [role=alert]")).to_be_visible()
    page.reload()
    expect(page.locator(".comments textarea")).to_have_value("少一箱,已电话通知")
    page.unroute("**/comments")
    page.locator(".comments").get_by_role("button", name="再试一次").click()
    expect(page.locator(".comments li")).to_have_count(1)
    shot(page, "detail-desk")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page is wider than a phone"
    )
    shot(page, "detail-phone")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_uploads_wait_for_the_line(page: Page, server: Server) -> None:
    _, receipt = an_order_received(page)
    page.goto(f"{server.url}/doc/{receipt['id']}")
    page.wait_for_selector(".attachments")
    page.route("**/attachments", lambda route: route.abort())
    bring(page, "drop", "green", "断线.jpg")
    expect(page.locator(".upload.failed")).to_contain_text("断线.jpg")
    page.unroute("**/attachments")
    page.locator(".upload.failed").get_by_role("button", name="再试一次").click()
    expect(page.locator(".attachments button.tile img")).to_have_count(1)


def test_reversing_shows_its_consequences_first(page: Page, server: Server) -> None:
    order, receipt = an_order_received(page)
    line = page.evaluate(GET, f"/documents/{receipt['id']}")["lines"][0]["id"]
    header = page.evaluate(GET, f"/documents/{receipt['id']}")["document"]
    body = {
        "business_on": header["business_on"],
        "party": header["party"]["id"],
        "warehouse": header["warehouse"]["id"],
    }
    back = made(
        page,
        "purchase_return",
        {**body, "reason": "quality", "lines": [{"source_line": line, "quantity": "1"}]},
    )

    # blocked, with a link to what stands in the way
    page.goto(f"{server.url}/doc/{receipt['id']}")
    page.get_by_role("button", name="红冲").click()
    dialog = page.locator("dialog")
    expect(dialog.locator(".block")).to_contain_text("已有下游单据")
    expect(dialog.get_by_role("button", name="红冲")).to_be_disabled()
    dialog.get_by_role("link", name=back["number"]).click()
    page.wait_for_url(f"**/doc/{back['id']}")

    # shown first, done then, and as it was shown
    page.wait_for_selector(".steps li.now")
    page.keyboard.press("Alt+r")
    expect(dialog.locator(".consequences dl")).to_contain_text(re.compile(r"可乐 \d+ → \d+ 瓶"))
    foretold = re.search(r"可乐 (\d+) → (\d+) 瓶", dialog.locator("dl").inner_text())
    assert foretold is not None
    shot(page, "detail-reverse")
    dialog.locator("#reverse-reason").fill("退错了")
    dialog.get_by_role("button", name="红冲").click()
    expect(page.locator(".steps li.bad")).to_contain_text("已红冲")
    red = page.evaluate(GET, f"/documents/{back['id']}")["document"]["reversed_by"]["id"]
    page.goto(f"{server.url}/doc/{red}")
    expect(page.locator(".said")).to_contain_text(f"可乐 {foretold[1]} → {foretold[2]} 瓶")

    # an order is closed short the same way
    page.goto(f"{server.url}/doc/{order['id']}")
    page.get_by_role("button", name="短交关闭").click()
    expect(dialog).to_contain_text("订单变为 短交关闭")
    dialog.locator("#close-reason").fill("不再需要")
    dialog.get_by_role("button", name="短交关闭").click()
    expect(page.locator(".steps li.bad")).to_contain_text("短交关闭")

    # and written again from a copy
    page.get_by_role("button", name="复制").click()
    page.wait_for_url("**/entry/purchase_order/**")
    expect(page.locator("h1")).to_contain_text("DRAFT-")


def test_goods_are_exchanged_with_the_difference_shown_first(page: Page, server: Server) -> None:
    made(page, "purchase_receipt", a_body(page, "甲", [("COLA", "20", "2.26"), ("RICE", "20", "5.65")]))
    sold = made(page, "sales_issue", a_body(page, "乙", [("COLA", "10", "11.30")]))
    page.goto(f"{server.url}/doc/{sold['id']}")
    page.get_by_role("button", name="换货").click()
    dialog = page.locator("dialog")
    post_it = dialog.get_by_role("button", name="换货过账")
    expect(post_it).to_be_disabled()
    back, quantity = dialog.get_by_label("退回数量 可乐"), dialog.get_by_label("数量 1", exact=True)
    back.fill("11")
    back.press("Tab")
    expect(dialog.locator(".wrong")).to_contain_text("最多可退 10")
    back.fill("2")
    back.press("Tab")
    dialog.get_by_label("质检结论 可乐").select_option("defect")
    dialog.get_by_role("combobox", name="换出商品 1").fill("RICE")
    dialog.locator("[role=option]").first.click()
    quantity.fill("2")
    quantity.press("Tab")
    dialog.get_by_label("单价 1").fill("12")
    dialog.get_by_label("单价 1").press("Tab")
    dialog.locator("#exchange-reason").select_option(index=1)
    # 2 x 12.00 - 2 x 11.30
    expect(dialog.locator(".sums")).to_contain_text("22.60")
    expect(dialog.locator(".difference")).to_have_text("客户应补1.40")
    shot(page, "detail-exchange")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert dialog.locator(".body").evaluate("(box) => box.scrollWidth <= box.clientWidth"), "wider than a phone"
    shot(page, "detail-exchange-phone")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    post_it.click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".chain a.node")).to_have_count(2)
    returned = page.locator(".chain a.node", has_text="SRT-")
    returned.click()
    page.wait_for_url(re.compile(r"/doc/(?!" + sold["id"] + r"$)\d+"))
    expect(page.locator(".facts")).to_contain_text(f"换货:{sold['number']}")


def test_an_exchange_says_what_is_costed_again_and_that_it_is_at_it(page: Page, server: Server) -> None:
    today = date.fromisoformat(page.evaluate(GET, "/session")["today"])
    before = {"business_on": (today - timedelta(days=1)).isoformat()}
    made(page, "purchase_receipt", a_body(page, "甲", [("COLA", "20", "2.26"), ("RICE", "20", "5.65")]) | before)
    sold = made(page, "sales_issue", a_body(page, "乙", [("COLA", "10", "11.30")]) | before)
    made(page, "purchase_receipt", a_body(page, "甲", [("COLA", "1", "2.26")] * 210))
    page.goto(f"{server.url}/doc/{sold['id']}")
    page.get_by_role("button", name="换货").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("退回数量 可乐").fill("2")
    dialog.get_by_label("退回数量 可乐").press("Tab")
    dialog.get_by_role("combobox", name="换出商品 1").fill("RICE")
    dialog.locator("[role=option]").first.click()
    for label in ("数量 1", "单价 1"):
        dialog.get_by_label(label, exact=True).fill("2")
        dialog.get_by_label(label, exact=True).press("Tab")
    dialog.locator("#exchange-reason").select_option(index=1)
    expect(dialog.locator(".difference")).to_contain_text("18.60")
    again = dialog.get_by_text("成本要一起重算")
    expect(again).to_have_count(0)  # nothing came after today
    dialog.get_by_label("换货日期").fill(before["business_on"])
    dialog.get_by_label("换货日期").press("Tab")
    expect(again).to_contain_text(re.compile(r"还有 2\d\d 笔出入"))  # the 210 of today, and those of that day itself

    held: list[Route] = []
    page.route("**/api/documents/*/exchange", lambda route: held.append(route))
    dialog.get_by_role("button", name="换货过账").click()
    at_work = dialog.get_by_role("status").filter(has_text="正在过账")
    expect(at_work).to_contain_text(re.compile(r"还有 2\d\d 笔出入"))
    expect(at_work.get_by_role("progressbar")).to_be_visible()
    shot(page, "detail-exchange-posting")
    held[0].continue_()
    expect(dialog).to_have_count(0)
    expect(page.locator(".chain a.node")).to_have_count(2)


def test_a_count_and_what_it_found_lead_to_each_other(page: Page, server: Server) -> None:
    """From a figure by 为什么 to the loss behind it, to the count, and back to the loss."""
    made(page, "purchase_receipt", a_body(page, "甲", [("RICE", "3", "5.65")]))
    house = page.evaluate(GET, "/lookup/warehouses?q=&limit=1")[0]["id"]
    rice = page.evaluate(GET, "/lookup/products?q=RICE&limit=1")[0]["id"]
    count = post(page, "/counts", {"warehouse": house, "products": [rice], "mode": "live", "is_blind": False})
    (line,) = page.evaluate(GET, f"/counts/{count['id']}/lines")["rows"]
    found = str(int(line["book"]) - 1)
    post(page, f"/counts/{count['id']}/entries", {"entries": [{"line": line["id"], "quantity": found}]})
    for act in ("hand-in", "approve", "post"):
        count = post(page, f"/counts/{count['id']}/{act}", {})
    number = page.evaluate(GET, f"/documents/{count['loss_document_id']}")["document"]["number"]

    page.goto(f"{server.url}/stock")
    page.locator(f"a.why[href*='kind=on_hand'][href*='product={rice}']").first.click()
    page.locator(".why-panel a.step", has_text=number).click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    page.locator(".facts").get_by_role("link", name=count["number"]).click()
    expect(page.get_by_role("heading", name=count["number"])).to_be_visible()
    page.locator(f"a[href='/doc/{count['loss_document_id']}']").click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    shot(page, "detail-count")


def a_body(page: Page, party: str, lines: list[tuple[str, str, str]]) -> dict[str, Any]:
    """A document of today with this party: product, quantity, price of each line."""

    def of(what: str, text: str) -> str:
        return str(page.evaluate(GET, f"/lookup/{what}?q={text}&limit=1")[0]["id"])

    return {
        "business_on": page.evaluate(GET, "/session")["today"],
        "party": of("parties", party),
        "warehouse": of("warehouses", ""),
        "lines": [
            {"product": of("products", code), "quantity": quantity, "price": price}
            for code, quantity, price in lines
        ],
    }


#: These goods are to be inspected from now on.
MUST_INSPECT = """
async (id) => {
  const token = /(?:^|; )(?:hengku_csrf|csrftoken)=([^;]*)/.exec(document.cookie)[1]
  const { id: _, ...known } = await fetch('/api/products/' + id).then((answer) => answer.json())
  for (const key of ['category', 'base_unit', 'tax_code', 'aux_unit']) known[key] = known[key]?.id ?? null
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token }
  const body = JSON.stringify({ ...known, must_inspect: true })
  return (await fetch('/api/products/' + id, { method: 'PUT', headers, body })).status
}
"""


def test_an_arrival_is_inspected_in_one_sitting(page: Page, server: Server) -> None:
    """Of 10 three are rejected and one is conceded with its reason: one paper, after which nothing waits."""
    body = a_body(page, "甲", [("RICE", "10", "5.65")])
    assert page.evaluate(MUST_INSPECT, body["lines"][0]["product"]) == 200
    order = made(page, "purchase_order", body)
    line = page.evaluate(GET, f"/documents/{order['id']}")["lines"][0]["id"]
    arrival = made(page, "goods_arrival", {**body, "lines": [{"source_line": line, "quantity": "10"}]})
    page.goto(f"{server.url}/inspection")
    card = page.locator("section.card", has_text=arrival["number"])
    expect(card).to_contain_text(order["number"])
    card.get_by_role("button", name="检验", exact=True).click()
    post_it = card.get_by_role("button", name="过账")
    card.get_by_label("不合格", exact=True).fill("3")
    expect(card.locator(".wrong")).to_contain_text("不合格须选缺陷")
    expect(post_it).to_be_disabled()
    card.get_by_label("缺陷").select_option(index=1)
    card.get_by_label("让步接收").fill("1")
    card.get_by_label("让步原因").fill("外箱破损,可用")
    expect(card.locator("output")).to_contain_text("6")
    shot(page, "inspection")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than a phone"
    shot(page, "inspection-phone")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    post_it.click()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="已检").click()
    row = page.locator("tbody tr", has_text=arrival["number"])
    expect(row.locator("td.num")).to_have_text([re.compile("^10 "), "7", "1", "3"])
