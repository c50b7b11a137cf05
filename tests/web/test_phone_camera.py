"""The camera of a phone and its kept shell, in a real browser: what is seen, what is told, what a new version leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web import film as films
from tests.web.conftest import PHONE, Server, open_context, shot, sign_in
from tests.web.entry import BARCODE
from tests.web.phone import MILK, begin, finish, line_is_back, made_of, next_december, ordered, take
from tests.web.relay import relay_to

#: Every buzz and every tone that is asked for; the browser itself still plays them.
SIGNALS = """
window.signals = { buzzes: [], tones: [] }
navigator.vibrate = (pattern) => { window.signals.buzzes.push(pattern); return true }
const start = OscillatorNode.prototype.start
OscillatorNode.prototype.start = function (at) { window.signals.tones.push(this.frequency.value); return start.call(this, at) }
"""
#: A phone with a light and a second camera, which the browser's film has not.
RICHER = """
window.lights = []
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true })
MediaStreamTrack.prototype.applyConstraints = async (asked) => void window.lights.push(asked.advanced[0].torch)
const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices)
navigator.mediaDevices.enumerateDevices = async () => [...(await all()), { kind: 'videoinput', deviceId: 'second' }]
"""
OPEN = "用摄像头扫"


@pytest.fixture(scope="module")
def phone(browser: Browser, entry_company: Server, milk: str) -> Any:
    """A phone which counts what it sounds and feels like."""
    context = open_context(browser, PHONE)
    context.add_init_script(SIGNALS)
    page = context.new_page()
    sign_in(page, entry_company)
    page.evaluate("navigator.serviceWorker.ready")
    yield page
    context.close()


def see(page: Page, film: Path, modules: list[str]) -> None:
    """Holds a code before the camera."""
    films.put_before(film, modules)
    page.get_by_role("button", name=OPEN).click()


def away(page: Page) -> None:
    page.get_by_role("button", name="关闭摄像头").click()
    expect(page.locator("video")).to_have_count(0)


def test_the_camera_reads_codes(phone: Page, entry_company: Server, film: Path, milk: str) -> None:
    """A paper by its QR code, goods by bars, their lot by GS1 bars and Data Matrix; each is heard and felt."""
    order = ordered(phone, entry_company, {"COLA": "30", milk: "90"})
    phone.goto(f"{entry_company.url}/phone/in")
    expect(phone.get_by_text("资料截至")).to_be_visible()
    see(phone, film, films.qr(f"{entry_company.url}/go/{order['number']}"))
    expect(phone.locator(".for strong").filter(has_text=order["number"])).to_be_visible()
    away(phone)
    see(phone, film, films.ean13(BARCODE[:12]))
    expect(phone.get_by_role("region", name="可乐")).to_be_visible()
    shot(phone, "phone-camera")
    away(phone)
    see(phone, film, films.gs1_bars(f"010{MILK}10L-B{films.FNC1}17{next_december():%y%m%d}"))
    expect(phone.get_by_label("批号")).to_have_value("L-B")
    expect(phone.get_by_label("到期日")).to_have_value(next_december().isoformat())
    away(phone)
    see(phone, film, films.matrix())
    expect(phone.get_by_label("批号")).to_have_value("L-CM")
    away(phone)
    heard = phone.evaluate("window.signals")
    assert len(heard["buzzes"]) >= 4
    assert set(map(str, heard["buzzes"])) == {"[40]"}
    assert set(heard["tones"]) == {1320}
    see(phone, film, films.ean13("690000000000"))
    expect(phone.get_by_role("alert")).to_contain_text("不认识的码 6900000000")
    assert phone.evaluate("window.signals.tones.at(-1)") < 300
    away(phone)
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="清空").click()
    expect(phone.locator(".for strong")).to_have_count(0)


def test_light_and_the_other_camera(phone: Page, entry_company: Server, film: Path) -> None:
    """Offered where the device has them; a chosen camera that is gone gives way to the first."""
    films.put_before(film, films.ean13(BARCODE[:12]))
    page = phone.context.new_page()
    page.add_init_script(RICHER)
    page.goto(f"{entry_company.url}/phone/look")
    page.get_by_role("button", name=OPEN).click()
    page.get_by_role("button", name="照明").click()
    expect(page.get_by_role("button", name="照明", pressed=True)).to_be_visible()
    assert page.evaluate("window.lights") == [True]
    page.get_by_role("button", name="换摄像头").click()
    expect(page.get_by_role("button", name="照明", pressed=False)).to_be_visible()
    expect(page.get_by_role("region", name="可乐")).to_be_visible()
    assert page.evaluate("localStorage.getItem('hk.camera')") is None
    page.close()


def without_camera(route: Route) -> None:
    """The page as it is, in a browser that lets nobody at the camera."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "permissions-policy": "camera=()"})


def test_a_camera_that_is_not_allowed(browser: Browser, entry_company: Server, phone: Page) -> None:
    """Told in words, with what to do; typing goes on."""
    context = open_context(browser, PHONE)
    context.add_cookies(phone.context.cookies())
    page = context.new_page()
    page.route("**/phone/look", without_camera)
    page.goto(f"{entry_company.url}/phone/look")
    page.get_by_role("button", name=OPEN).click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("没有允许使用摄像头")
    expect(told).to_contain_text("网站设置")
    shot(page, "phone-camera-refused")
    context.close()


def test_a_new_version_waits_to_be_asked(browser: Browser, phone: Page, entry_company: Server) -> None:
    """The next version of the shell is told and takes over when asked; what is unsent stays, and is sent then."""
    order = ordered(phone, entry_company, {"COLA": "30"})
    version = ["now-is-first"]
    context = open_context(browser, PHONE)

    def build(worker: str) -> str:
        made, count = re.subn(r'(?<=hengku-\$\{")[0-9a-f]{12}', version[0], worker)
        assert count == 1
        return made

    with relay_to(entry_company.url, "/sw.js", build) as url:
        page, near = context.new_page(), replace(entry_company, url=url)
        sign_in(page, near)
        page.evaluate("navigator.serviceWorker.ready")
        page.goto(f"{url}/phone")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        assert page.evaluate("caches.keys()") == ["hengku-now-is-first"]
        context.route("**/api/purchase_receipt/post", lambda route: route.abort())
        begin(page, near, "in", order["number"], "甲")
        take(page, BARCODE)
        expect(page.get_by_label("数量")).to_have_value("1")
        finish(page)
        expect(page.locator(".unsent").first).to_contain_text("未送 1")
        told = page.locator(".unsent").filter(has_text="衡库有新版本")
        assert told.count() == 0
        version[0] = "then-another"
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        expect(told).to_be_visible()
        shot(page, "phone-new-version")
        assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)")
        with page.expect_navigation():
            told.get_by_role("button", name="更新").click()
        page.wait_for_function("caches.keys().then((names) => names.join() === 'hengku-then-another')")
        expect(page.locator(".unsent")).to_have_count(1)
        expect(page.locator(".unsent")).to_contain_text("未送 1")
        assert made_of(phone, entry_company, order) == []
        context.unroute("**/api/purchase_receipt/post")
        line_is_back(page)
        expect(page.locator("li[data-state=done]").filter(has_text=order["number"])).to_be_visible()
        assert len(made_of(phone, entry_company, order)) == 1
    context.close()
