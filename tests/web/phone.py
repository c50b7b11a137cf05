"""What the tests of the phone do: make an order, scan by it, ask what was received."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.conftest import Server, today
from tests.web.test_lists import call

CODE_BOX = "扫码或输入条码、编码、单号"
#: Told apart by lot, and by the number of each piece.
MILK, DRILL = "6901234567908", "6901234567915"
#: Weighed by the piece.
HAM = "6901234567922"


def next_december() -> date:
    """The day on which the milk of these tests expires; on its label, the last of that month (GS1: day 00)."""
    return date(today().year + 1, 12, 31)


def hit(page: Page, server: Server, name: str, text: str = "") -> Any:
    """The first thing of a name that a search finds."""
    return call(page, server, "GET", f"/lookup/{name}?q={text}")[0]


def ordered(page: Page, server: Server, lines: dict[str, str], type_code: str = "purchase_order") -> Any:
    """An order in force: how many of each product, by code, at 3."""
    party = "suppliers" if type_code.startswith("purchase") else "customers"
    wanted = [{"product": hit(page, server, "products", code)["id"], "quantity": quantity, "price": "3"}
              for code, quantity in lines.items()]  # fmt: skip
    return post(page, server, type_code, {"party": hit(page, server, party)["id"], "lines": wanted})


def post(page: Page, server: Server, type_code: str, body: dict[str, Any]) -> Any:
    """A document of the first warehouse, posted."""
    body = {"warehouse": hit(page, server, "warehouses")["id"], **body}
    key = f"phone-{page.evaluate('crypto.randomUUID()')}"
    return call(page, server, "POST", f"/{type_code}/post", {"documents": [body]}, key=key)["documents"][0]


def made_of(page: Page, server: Server, order: dict[str, Any]) -> list[Any]:
    """What was made of an order."""
    return list(call(page, server, "GET", f"/documents/{order['id']}")["chain"]["downstream"])


def take(page: Page, code: str) -> None:
    """Typed into the box and taken."""
    page.get_by_label(CODE_BOX).fill(code)
    page.keyboard.press("Enter")


def begin(page: Page, server: Server, kind: str, number: str, seen: str) -> None:
    """The page for scanning with its order, ready for the scanner."""
    page.goto(f"{server.url}/phone/{kind}")
    expect(page.get_by_text("资料截至")).to_be_visible()
    take(page, number)
    expect(page.get_by_text(seen).first).to_be_visible()
    page.locator("h1").click()  # a scanner types wherever the cursor is


def finish(page: Page) -> None:
    page.get_by_role("button", name="完成").click()
    page.wait_for_url("**/phone")


def line_is_back(page: Page) -> None:
    """What waits is sent now, whether or not it was about to be sent by itself."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def hams(page: Page, server: Server, pieces: int, weight: str) -> str:
    """The id of a ham, weighed by the kilogram (B2), of which so many lie in the first warehouse."""
    known = [one for one in call(page, server, "GET", "/lookup/products?q=PHAM") if one["code"] == "PHAM"]
    if not known:
        bottle = hit(page, server, "products", "COLA")["base_unit"]["id"]
        kilogram = hit(page, server, "units", "千克")["id"]
        body = {"code": "PHAM", "name": "火腿", "base_unit": bottle, "aux_unit": kilogram, "aux_standard": "5.2",
                "purchase_price": "20", "barcodes": [{"code": HAM}]}  # fmt: skip
        known = [call(page, server, "POST", "/products", body)]
    got = {"product": known[0]["id"], "quantity": str(pieces), "price": "20", "aux_quantity": weight}
    post(page, server, "purchase_receipt", {"party": hit(page, server, "suppliers")["id"], "lines": [got]})
    return str(known[0]["id"])


def label(grams: int) -> str:
    """The GS1 label of a ham with its weight (310n)."""
    return f"(01)0{HAM}(3103){grams:06d}"


def other_warehouse(page: Page, server: Server) -> str:
    """The name of a second warehouse."""
    found = [one["name"] for one in call(page, server, "GET", "/lookup/warehouses?q=") if one["name"] == "门店"]
    if not found:
        call(page, server, "POST", "/warehouses", {"code": "PW2", "name": "门店"})
    return "门店"


def fill_in(page: Page, field: str, text: str) -> None:
    """A field one chooses from, by its name."""
    box = page.get_by_label(field, exact=True)
    box.fill(text)
    page.locator("[role=option]:visible").filter(has_text=text).first.click()
