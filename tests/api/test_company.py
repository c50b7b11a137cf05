"""账套设置 over HTTP: what the company says about itself, its decisions, and who may change them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.caller import Caller, signed_in
from tests.posting.desk import Desk
from tests.world import Book

CREDIT_CODE = "91350100M000100Y43"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def shop(database: Any) -> Book:
    return Book()


@pytest.fixture(scope="module")
def boss(shop: Book) -> Caller:
    return signed_in(shop)


def setting(answer: Any, key: str) -> Any:
    return next(one for one in answer["settings"] if one["key"] == key)


def test_the_company_is_read_and_changed(shop: Book, boss: Caller):
    status, about = boss.get("/company")
    assert (status, about["standard"], about["may_change"]) == (200, "small", True)
    said = {"name": "福州小店", "tax_number": CREDIT_CODE, "address": "福州路 1 号", "phone": "0591-123"}
    status, answer = boss.put("/company", said)
    assert (status, answer["name"], answer["address"], answer["has_logo"]) == (
        200,
        "福州小店",
        "福州路 1 号",
        False,
    )
    assert boss.get("/session")[1]["company"]["name"] == "福州小店"
    status, answer = boss.put("/company", {**said, "tax_number": CREDIT_CODE[:-1] + "9"})
    assert (status, answer["code"], answer["where"]["field"]) == (422, "CREDIT_CODE_INVALID", "tax_number")


def test_who_may_only_look_changes_nothing(shop: Book):
    keeper = signed_in(shop, shop.keeper.user_id)
    assert keeper.get("/company")[1]["may_change"] is False
    assert keeper.get("/company/settings")[0] == 200
    assert keeper.put("/company", {"name": "别人的"})[0] == 403
    assert keeper.post("/company/settings/over_receipt_pct", {"value": "0.1"})[0] == 403


def test_a_decision_with_its_words_and_its_history(boss: Caller):
    one = setting(boss.get("/company/settings")[1], "over_receipt_pct")
    assert (one["value"], one["since"], one["kind"]) == ("0", None, "percent")
    assert one["help"]
    status, answer = boss.post("/company/settings/over_receipt_pct", {"value": "0.05"})
    assert status == 200, answer
    one = setting(answer, "over_receipt_pct")
    assert (one["value"], one["since"]) == ("0.05", answer["today"])
    assert [row["value"] for row in one["decisions"]] == ["0.05"]
    status, answer = boss.post("/company/settings/over_receipt_pct", {"value": "0.06"})
    assert (status, answer["code"]) == (409, "SETTING_DAY_TAKEN")
    status, answer = boss.post("/company/settings/default_tax_code", {"value": "NO_SUCH"})
    assert (status, answer["code"]) == (422, "TAX_CODE_UNKNOWN")


def test_costing_is_held_fixed_once_goods_moved(shop: Book, boss: Caller):
    Desk(shop).opening("10", "20")
    status, answer = boss.post(
        "/company/settings/costing_method", {"value": "FIFO", "effective_on": "2026-02-01"}
    )
    assert status == 409
    assert {one["code"] for one in answer["data"].get("problems", [answer])} == {"COSTING_FIXED"}


def test_another_edition_has_another_menu(boss: Caller):
    assert boss.get("/session")[1]["hidden_pages"] == []
    status, answer = boss.post("/company/settings/edition", {"value": "NO_STOCK"})
    assert status == 200, answer
    session = boss.get("/session")[1]
    assert "/stock" in session["hidden_pages"]
    assert "sales_issue" in session["hidden_types"]


def test_the_account_of_a_purpose_is_seen_and_changed(shop: Book, boss: Caller):
    status, known = boss.get("/account-roles")
    roles = {one["role"]: one for one in known["roles"]}
    assert (status, known["may_change"], roles["selling"]["account"]["code"]) == (200, True, "5601")
    assert {one["control"] for one in known["accounts"]} > {"", "inventory", "ar"}
    status, after = boss.put("/account-roles/selling", {"account_code": "5602"})
    now = next(one for one in after["roles"] if one["role"] == "selling")
    assert (status, now["account"]["code"], now["changed_by"]) == (200, "5602", shop.actor.name)
    for role, account, status, code in (
        ("ar", "1221", 409, "ROLE_NEEDS_ITS_CONTROL"),
        ("other_receivable", "5602", 409, "ROLE_HAS_ITEMS"),
        ("revenue", "2221", 409, "ROLE_NEEDS_LEAF"),
        ("revenue", "9999", 404, "ACCOUNT_NOT_FOUND"),
        ("magic", "1002", 404, "ROLE_UNKNOWN"),
    ):
        assert boss.put(f"/account-roles/{role}", {"account_code": account})[0] == status
        assert code in boss.response.content.decode()
    assert boss.get("/account-roles")[1]["roles"] == after["roles"]
