"""条码秤格式 over HTTP (B3.3): the usual three, a list of one's own, a label tried before it is saved, and the scan."""

from __future__ import annotations

from typing import Any

from hengku.catalog.actions import create_product
from hengku.catalog.barcode_rules import check_digit
from hengku.catalog.records import ProductRecord
from hengku.kit.numbers import D
from tests.api.caller import Caller, signed_in
from tests.world import Book


def row(prefix: str, **more: Any) -> dict[str, Any]:
    """A layout of five digits of item and five of weight."""
    return {"prefix": prefix, "plu_size": 5, "value_kind": "weight", "value_size": 5, **more}


def label(digits: str) -> str:
    """With its check digit."""
    return digits + check_digit(digits)


def test_labels_are_read_by_the_companys_own_list(book: Book) -> None:
    create_product(
        actor=book.actor,
        record=ProductRecord(code="00123", name="五花肉", base_unit="千克", sale_price=D("26.66")),
    )
    boss: Caller = signed_in(book)
    status, usual = boss.get("/scales")
    assert (status, usual["is_own"], [one["prefix"] for one in usual["rows"]]) == (200, False, ["21", "22", "28"])
    # the examples of the rulebook
    seen = boss.post("/scales/try", {"code": "2100123007509"})[1]
    assert seen == {"prefix": "21", "plu": "00123", "weight": "0.75", "amount": "20.00", "product": "五花肉"}
    assert boss.post("/scales/try", {"code": "280012301999007508"})[1]["weight"] == "0.75"
    status, refused = boss.post("/scales/try", {"code": "2100123007500"})
    assert (status, refused["code"]) == (422, "BARCODE_INVALID")

    # ours: 25, the weight to two decimals; with the inner check of a price behind 26
    own = [row("25", weight_decimals=2), row("26", plu_size=4, value_kind="amount", has_inner_check=True)]
    ours = label("250012300075")
    assert boss.post("/scales/try", {"code": ours})[1]["prefix"] == ""
    assert boss.post("/scales/try", {"code": ours, "rows": own})[1]["weight"] == "0.75"
    assert boss.get("/lots/scan", code=ours)[1]["kind"] == "plain"  # it was only tried
    status, saved = boss.put("/scales", {"rows": own})
    assert (status, saved["is_own"], [one["size"] for one in saved["rows"]]) == (200, True, [13, 13])
    scanned = boss.get("/lots/scan", code=ours)[1]
    assert (scanned["kind"], scanned["weight"], scanned["hits"][0]["name"]) == ("scale", "0.75", "五花肉")
    assert boss.get("/lots/scan", code="2100123007509")[1]["kind"] == "plain"  # the usual ones hold no more
    assert boss.put("/scales", {"rows": []})[1]["is_own"] is False
    assert boss.get("/lots/scan", code="2100123007509")[1]["kind"] == "scale"


def test_a_wrong_list_is_told_all_at_once_and_changes_nothing(book: Book) -> None:
    boss: Caller = signed_in(book)
    rows = [
        row("31"),
        row("25", value_size=6),
        row("26", value_kind="amount_weight", has_inner_check=True, plu_size=4),
        row("25", weight_decimals=5),
    ]
    status, refused = boss.put("/scales", {"rows": rows})
    found = [(one["code"], one["where"]["line_no"]) for one in refused["data"]["problems"]]
    assert status == 422
    assert found == [
        ("SCALE_PREFIX_INVALID", 1),
        ("SCALE_SIZE_INVALID", 2),
        ("SCALE_INNER_CHECK_INVALID", 3),
        ("SCALE_PREFIX_TWICE", 4),
        ("SCALE_DECIMALS_INVALID", 4),
    ]
    assert boss.get("/scales")[1]["is_own"] is False
