"""A real server and a real browser: `hengku up` on a free port, Chromium from an npm package, no root needed.

server    the running shop: url, username, password, company
page      a signed-in page of 1366×768 that fails the test on any console error or page error
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.web.chromium import WEB, Engine, unpacked

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / ".artifacts" / "screenshots"
PASSWORD = "Kaidan-2026-haoyong"
PATIENCE_MS = 20_000  # what is waited for on a machine that does other things too; the aims of speed are measured elsewhere
expect.set_options(timeout=PATIENCE_MS)
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Server:
    """Where the shop is and who may do everything in it."""

    url: str
    username: str
    password: str
    company: str
    company_id: int
    data_dir: Path


def today() -> date:
    """The day it is for the server, wherever these tests run."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def began() -> date:
    """When the companies of these tests begin: the first day of last month, in the past on every day of a month."""
    return (today().replace(day=1) - timedelta(days=1)).replace(day=1)


def own_company(server: Server) -> Server:
    """The same server with a company of one file alone: what is posted there stands in nobody's way."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_", "DJANGO_"))}
    environment = {**kept, "HENGKU_DATA": str(server.data_dir), "HENGKU_DEMO": "0"}
    made = subprocess.run(
        [sys.executable, "-m", "tests.web.prepare", began().isoformat(), server.password],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    told = json.loads(made.stdout)
    return replace(server, username=told["username"], company=told["company"], company_id=told["company_id"])


@pytest.fixture(scope="session")
def installation() -> Iterator[Server]:
    """`hengku up` in a folder of its own, with the built web client."""
    if not (WEB / "dist" / "index.html").exists():
        pytest.fail("web/dist is missing: run `make web` first (make test does)")
    data_dir = Path(tempfile.mkdtemp(prefix="hk-web-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_", "DJANGO_"))
    }
    environment |= {"HENGKU_DATA": str(data_dir), "HENGKU_DEMO": "0", "PORT": str(port)}
    up = subprocess.Popen(
        [sys.executable, "-m", "hengku.cli.main", "up"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/api/session", up)
        made = subprocess.run(
            [sys.executable, "-m", "tests.web.prepare", began().isoformat(), PASSWORD],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr[-2000:]
        told = json.loads(made.stdout)
        yield Server(url, told["username"], PASSWORD, told["company"], told["company_id"], data_dir)
    finally:
        up.terminate()
        up.wait(60)
        shutil.rmtree(data_dir, ignore_errors=True)


def _wait_for(url: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0])
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def server(installation: Server) -> Server:
    """The running shop; a file may put one with a company of its own in its place."""
    return installation


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    """One signed-in page for a whole file, which may lose its line and use the clipboard."""
    context = open_context(browser, DESK)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    heard = watch(page)
    sign_in(page, server)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert [one for one in heard if "ERR_INTERNET_DISCONNECTED" not in one] == []


@pytest.fixture(scope="session")
def entry_company(installation: Server) -> Server:
    """The same server with a company for the tests of the entry page alone."""
    return own_company(installation)


@pytest.fixture(scope="session")
def milk(browser: Browser, entry_company: Server) -> str:
    """The code of goods told apart by lot, in the entry page's company; ``DRILL`` beside it by the number of a piece."""
    from tests.web.phone import DRILL, MILK, hit
    from tests.web.test_lists import call

    context = open_context(browser, DESK)
    page = context.new_page()
    sign_in(page, entry_company)
    unit = hit(page, entry_company, "products", "COLA")["base_unit"]["id"]
    for code, name, tracking, barcode in (("PMILK", "鲜奶", "lot", MILK), ("PDRILL", "电钻", "serial", DRILL)):
        body = {"code": code, "name": name, "base_unit": unit, "tracking": tracking, "sale_price": "5",
                "barcodes": [{"code": barcode}]}  # fmt: skip
        call(page, entry_company, "POST", "/products", body)
    context.close()
    return "PMILK"


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's camera sees (tests.web.film)."""
    return tmp_path_factory.mktemp("camera") / "film.y4m"


@pytest.fixture(scope="session")
def engine(film: Path) -> Iterator[Engine]:
    """Chromium, to be started."""
    with unpacked(film) as ready:
        yield ready


@pytest.fixture(scope="session")
def browser(engine: Engine) -> Iterator[Browser]:
    """One browser for the run."""
    running = engine.start()
    yield running
    running.close()


def open_context(browser: Browser, size: dict[str, int]) -> BrowserContext:
    """A fresh visitor in Chinese, in Shanghai."""
    return browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]


def sign_in(page: Page, server: Server) -> None:
    """Through the form, as a person does."""
    page.goto(server.url)
    page.locator("#username").fill(server.username)
    page.locator("#password").fill(server.password)
    page.locator("button[type=submit]").click()
    page.wait_for_url(f"{server.url}/")


def watch(page: Page) -> list[str]:
    """Everything the page complains about; a content security violation is a console error too."""
    heard: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # an answer that refuses (409, 422) is part of the work; the browser tells it as an error of its own
        if message.type == "error" and "status of 4" not in message.text:
            heard.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A signed-in page on a desk."""
    context = open_context(browser, DESK)
    opened = context.new_page()
    heard = watch(opened)
    sign_in(opened, server)
    yield opened
    context.close()
    assert heard == []


def shot(page: Page, name: str) -> None:
    """Keep a picture of what is there (an artefact of the run)."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"))
