"""The product form: warns of what is there already, asks before it forgets, saves units and a barcode; party form."""

from __future__ import annotations

import uuid

from playwright.sync_api import Dialog, Page, Route, expect

from tests.web.conftest import PHONE, Server, shot


def choose(page: Page, field: str, text: str, nth: int = 0) -> None:
    """Type into a picker and take what is called so."""
    picker = page.get_by_role("dialog").get_by_role("combobox", name=field).nth(nth)
    picker.click()
    picker.fill(text)
    page.get_by_role("option", name=text).first.click()


def test_the_product_form_warns_asks_and_saves(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/data/products?open=new")
    form = page.get_by_role("dialog")
    status = form.locator(".similar a")
    name = form.get_by_label("名称*")
    name.press_sequentially("可 乐")
    expect(status).to_have_text("可乐(编码 COLA)")
    own = uuid.uuid4().hex[:8]
    name.fill(f"桂花茶{own}")
    expect(status).to_have_count(0)

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    name.press("Escape")
    expect(form).to_be_visible()
    assert asked == ["改动还没有保存。放弃改动吗?"]
    expect(name).to_have_value(f"桂花茶{own}")

    page.keyboard.press("Control+s")
    expect(form.locator(".field > .wrong")).to_have_count(2)  # code and base unit, each at its field
    expect(form.get_by_label("编码*")).to_be_focused()
    expect(form.get_by_label("编码*")).to_have_attribute("aria-invalid", "true")

    form.get_by_label("编码*").fill(own)
    choose(page, "基本单位", "瓶")
    form.get_by_role("button", name="添加单位").click()
    choose(page, "单位", "箱", 1)
    form.get_by_role("button", name="添加条码").click()
    barcode = form.get_by_label("条码", exact=True)
    barcode.fill("6901234567892")
    barcode.press("Enter")
    expect(status).to_have_text("可乐(编码 COLA)")
    barcode.fill(f"B{own}")
    expect(status).to_have_count(0)
    form.get_by_label("换算数量").fill("24")
    shot(page, "form-product")
    page.set_viewport_size(PHONE)
    shot(page, "form-product-phone")
    page.keyboard.press("Control+s")  # the quantity has not been left
    expect(form).to_have_count(0)

    token = page.request.get(f"{server.url}/api/products?q={own}").json()["rows"]
    saved = page.request.get(f"{server.url}/api/products/{token[0]['id']}").json()
    assert [(unit["name"], unit["numerator"]) for unit in saved["units"]] == [("箱", 24)]
    assert [one["code"] for one in saved["barcodes"]] == [f"B{own}"]


def test_the_party_form_has_its_sections_and_leaves_unasked_when_nothing_changed(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/data/parties?open=new")
    form = page.get_by_role("dialog")
    expect(form.locator("h3")).to_have_text(["基本", "联系", "开票资料", "银行账户", "信用"])
    shot(page, "form-party")
    form.get_by_label("编码*").press("Escape")  # a question would be dismissed and the form stay
    expect(form).to_have_count(0)


def test_enter_takes_the_answer_to_what_was_typed(page: Page, server: Server) -> None:
    """However late the answer comes: never the first of the list that stood there before."""
    page.goto(f"{server.url}/data/products?open=new")
    picker = page.get_by_role("dialog").get_by_role("combobox", name="基本单位")
    picker.click()
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()

    def late(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/api/lookup/units*", late)
    picker.fill("箱")
    picker.press("Enter")
    expect(picker).to_have_value("箱")
    expect(page.get_by_role("listbox")).to_be_hidden()
