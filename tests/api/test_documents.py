"""Documents over HTTP: drafts, preview, posting, list, detail, carrying on, reversing."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.api.schemas import TypeAnswer
from hengku.api.schemas_documents import (
    DocumentDetailAnswer,
    PreviewAnswer,
    SavedAnswer,
)
from hengku.documents.declaration import registry
from hengku.inventory.models import Move
from tests.api.caller import Caller, fresh_key, signed_in
from tests.api.papers import days_ago, issue, posted, receipt
from tests.documents.files import PDF
from tests.world import Book


@pytest.fixture
def boss(book: Book) -> Caller:
    return signed_in(book)


class TestTypes:
    def test_every_type_is_described(self, boss: Caller) -> None:
        status, answer = boss.get("/types")
        assert status == 200
        assert [TypeAnswer.model_validate(one).code for one in answer] == list(registry())

    def test_targets_are_the_other_side_of_sources(self, boss: Caller) -> None:
        types = {one["code"]: one for one in boss.get("/types")[1]}
        assert "purchase_receipt" in types["purchase_order"]["targets"]
        assert types["purchase_receipt"]["sources"] == [
            "purchase_order",
            "goods_arrival",
            "incoming_inspection",
            "purchase_return",  # what a supplier sends for goods that went back
            "store_requisition",  # in a trade inside a group
        ]
        assert "payment" in types["purchase_invoice"]["targets"]
        assert "payment" not in types["purchase_order"]["targets"]

    def test_rights_and_cost_fields_are_those_of_the_actor(self, book: Book) -> None:
        keeper = {one["code"]: one for one in signed_in(book, book.keeper.user_id).get("/types")[1]}
        assert keeper["sales_issue"]["may"] == {
            "view": True, "create": True, "post": True, "reverse": False, "close": False,
        }  # fmt: skip
        assert "amount_net" not in [field["key"] for field in keeper["stock_adjustment"]["lines"]]
        hidden = {code for code, one in keeper.items() if one["hides_money"]}
        assert hidden >= {"purchase_order", "stock_adjustment"}
        assert "sales_issue" not in hidden

    def test_no_money_is_hidden_from_who_may_see_all(self, boss: Caller) -> None:
        assert not [one["code"] for one in boss.get("/types")[1] if one["hides_money"]]


class TestDrafts:
    def test_a_draft_is_made_saved_and_cancelled(self, book: Book, boss: Caller) -> None:
        status, made = boss.post("/purchase_receipt", receipt(book))
        assert status == 201
        SavedAnswer.model_validate(made)
        assert (made["state"], made["revision"], made["problems"]) == ("draft", 1, [])
        status, saved = boss.put(f"/purchase_receipt/{made['id']}", receipt(book, "12", revision=1))
        assert (status, saved["revision"]) == (200, 2)
        assert boss.get(f"/documents/{made['id']}")[1]["lines"][0]["quantity"] == "12"
        assert boss.delete(f"/purchase_receipt/{made['id']}")[0] == 200
        assert boss.get(f"/documents/{made['id']}")[1]["document"]["state"] == "cancelled"

    def test_somebody_elses_newer_revision_is_not_overwritten(self, book: Book, boss: Caller) -> None:
        made = boss.post("/purchase_receipt", receipt(book))[1]
        boss.put(f"/purchase_receipt/{made['id']}", receipt(book, "12", revision=1))
        status, answer = boss.put(f"/purchase_receipt/{made['id']}", receipt(book, "13", revision=1))
        assert (status, answer["code"]) == (409, "DRAFT_CHANGED")

    def test_an_unfinished_draft_is_kept_and_says_what_is_missing(self, boss: Caller) -> None:
        status, made = boss.post("/purchase_receipt", {})
        assert status == 201
        assert {problem["where"].get("field") for problem in made["problems"]} >= {"party", "warehouse"}

    def test_a_draft_is_posted_under_its_own_id(self, book: Book, boss: Caller) -> None:
        made = boss.post("/purchase_receipt", receipt(book))[1]
        (done,) = posted(boss, "purchase_receipt", receipt(book, id=made["id"]))
        assert done["id"] == made["id"]
        assert done["number"].startswith("PIN-")


class TestPosting:
    def test_posts_many_at_once(self, book: Book, boss: Caller) -> None:
        done = posted(boss, "purchase_receipt", receipt(book), receipt(book, "5"))
        assert len({one["number"] for one in done}) == 2

    def test_the_same_key_gives_the_same_answer_and_posts_once(self, book: Book, boss: Caller) -> None:
        key = fresh_key()
        body = {"documents": [receipt(book)]}
        first = boss.post("/purchase_receipt/post", body, key)
        second = boss.post("/purchase_receipt/post", body, key)
        assert first[1]["documents"] == second[1]["documents"]
        assert (first[1]["repeated"], second[1]["repeated"]) == (False, True)
        assert Move.objects.visible_to(book.actor).count() == 1

    def test_the_same_key_with_another_body_is_refused(self, book: Book, boss: Caller) -> None:
        key = fresh_key()
        boss.post("/purchase_receipt/post", {"documents": [receipt(book)]}, key)
        status, answer = boss.post("/purchase_receipt/post", {"documents": [receipt(book, "11")]}, key)
        assert (status, answer["code"]) == (409, "KEY_REUSED")

    def test_without_a_key_nothing_is_posted(self, book: Book, boss: Caller) -> None:
        status, answer = boss.post("/purchase_receipt/post", {"documents": [receipt(book)]})
        assert status == 422
        assert Move.objects.visible_to(book.actor).count() == 0
        assert answer["code"] == "FIELD_MISSING"

    def test_problems_say_which_document_line_and_field(self, book: Book, boss: Caller) -> None:
        bad = receipt(book, party=None)
        bad["lines"].append({"product": str(book.cola.pk), "quantity": "0", "price": "1"})
        status, answer = boss.post("/purchase_receipt/post", {"documents": [receipt(book), bad]}, fresh_key())
        assert (status, answer["code"]) == (422, "PROBLEMS")
        places = [problem["where"] for problem in answer["data"]["problems"]]
        assert {"document": 1, "field": "party"} in places
        assert {"document": 1, "line_no": 2, "field": "quantity"} in places

    def test_wrong_forms_say_the_same_places(self, book: Book, boss: Caller) -> None:
        bad = receipt(book, warehouse="somewhere", business_on="2026-02-30")
        bad["lines"] = [
            {"product": "1", "quantity": "1,5"},
            {"product": "1", "quantity": "1.1234567", "qty": "2"},
        ]
        status, answer = boss.post("/purchase_receipt/post", {"documents": [receipt(book), bad]}, fresh_key())
        assert status == 422
        places = {
            (p["where"].get("document"), p["where"].get("line_no"), p["where"].get("field"), p["code"])
            for p in answer["data"]["problems"]
        }
        assert places == {
            (1, None, "warehouse", "FIELD_INVALID"),
            (1, None, "business_on", "FIELD_INVALID"),
            (1, 1, "quantity", "FIELD_INVALID"),
            (1, 2, "quantity", "FIELD_INVALID"),
            (1, 2, "qty", "UNKNOWN_FIELD"),
        }

    @pytest.mark.parametrize(
        "field",
        ["state", "company_id", "posted_at", "number", "amount_net", "is_red", "reverses_id", "created_by"],
    )
    def test_columns_that_are_not_asked_for_cannot_be_set(self, book: Book, boss: Caller, field: str) -> None:
        status, answer = boss.post("/purchase_receipt", receipt(book, **{field: "1"}))
        assert (status, answer["code"], answer["where"]["field"]) == (422, "UNKNOWN_FIELD", field)

    def test_short_stock_says_what_is_there(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book, "3"))
        status, answer = boss.post("/sales_issue/post", {"documents": [issue(book, "4")]}, fresh_key())
        assert (status, answer["code"]) == (409, "NEGATIVE_STOCK")
        assert (answer["data"]["available"], answer["data"]["asked"]) == ("3", "4")
        assert "请" in answer["message"]

    def test_huge_numbers_are_refused_and_never_an_error(self, book: Book, boss: Caller) -> None:
        for quantity, price in (("999999999999", "9999999999"), ("1" * 30, "1"), ("1", "1" * 20)):
            body = receipt(book)
            body["lines"][0].update(quantity=quantity, price=price)
            status, answer = boss.post("/purchase_receipt/post", {"documents": [body]}, fresh_key())
            assert status == 422, answer

    def test_without_the_right_nothing_is_posted(self, book: Book) -> None:
        seller = signed_in(book, book.seller.user_id)
        status, answer = seller.post("/purchase_receipt/post", {"documents": [receipt(book)]}, fresh_key())
        assert (status, answer["code"]) == (403, "MISSING_PERMISSION")
        assert Move.objects.visible_to(book.actor).count() == 0


class TestPreview:
    def test_says_what_would_happen_and_writes_nothing(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        status, answer = boss.post("/sales_issue/preview", issue(book))
        assert status == 200
        PreviewAnswer.model_validate(answer)
        assert (answer["stock"][0]["before"], answer["stock"][0]["after"]) == ("10", "6")
        assert answer["totals"] == {"amount_net": "12.00", "amount_tax": "1.56", "amount_incl": "13.56"}
        assert answer["lines"][0]["available"] == "10"
        assert any("可乐" in sentence for sentence in answer["sentences"])
        assert {line["account_code"] for line in answer["entries"]} >= {"1122", "5001", "5401", "1405"}
        assert Move.objects.visible_to(book.actor).count() == 1

    def test_refuses_as_posting_would(self, book: Book, boss: Caller) -> None:
        status, answer = boss.post("/sales_issue/preview", issue(book))
        assert (status, answer["code"]) == (409, "NEGATIVE_STOCK")

    def test_keeps_cost_from_who_may_not_see_it(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        keeper = signed_in(book, book.keeper.user_id)
        status, answer = keeper.post("/sales_issue/preview", issue(book))
        assert status == 200
        assert answer["entries"] == []
        assert not any("凭证" in sentence for sentence in answer["sentences"])
        assert "8.00" not in str(answer)  # 4 at 2.00


class TestDetail:
    def test_shows_header_lines_effects_chain_and_history(self, book: Book, boss: Caller) -> None:
        order = receipt(book, "10", on=6)
        (ordered,) = posted(boss, "purchase_order", order)
        body = boss.get(f"/documents/{ordered['id']}/carry", to="purchase_receipt")[1]
        (received,) = posted(boss, "purchase_receipt", entered(body))
        status, detail = boss.get(f"/documents/{received['id']}")
        assert status == 200
        DocumentDetailAnswer.model_validate(detail)
        assert detail["document"]["party"] == {"id": str(book.supplier.pk), "code": "S01", "name": "甲"}
        assert detail["document"]["posted_by_name"] == "boss"
        (line,) = detail["lines"]
        assert line["source"] == {"document_id": ordered["id"], "number": ordered["number"], "line_no": 1}
        assert (line["amount_net"], line["amount_tax"], line["amount_incl"]) == ("20.00", "2.60", "22.60")
        assert [one["number"] for one in detail["chain"]["upstream"]] == [ordered["number"]]
        effects = detail["effects"]
        assert (effects["moves"][0]["from"], effects["moves"][0]["to"]) == ("供应商", "主仓")
        assert effects["values"][0]["amount"] == "20.00"
        assert (effects["items"][0]["kind"], effects["items"][0]["amount"]) == ("ap_estimated", "20.00")
        assert [(e["account_code"], e["debit"], e["credit"]) for e in effects["entries"][0]["lines"]] == [
            ("1405", "20.00", "0.00"),
            ("220202", "0.00", "20.00"),
        ]
        assert [event["action"] for event in detail["history"]] == ["purchase_receipt.post"]

    def test_the_order_shows_what_was_done_of_it(self, book: Book, boss: Caller) -> None:
        (ordered,) = posted(boss, "purchase_order", receipt(book, "10", on=6))
        body = boss.get(f"/documents/{ordered['id']}/carry", to="purchase_receipt")[1]
        body["lines"][0]["quantity"] = "4"
        posted(boss, "purchase_receipt", entered(body))
        detail = boss.get(f"/documents/{ordered['id']}")[1]
        assert detail["document"]["state"] == "partial"
        assert detail["lines"][0]["done"] == {"purchase_receipt": "4"}
        assert len(detail["chain"]["downstream"]) == 1
        assert (
            boss.get(f"/documents/{ordered['id']}/carry", to="purchase_receipt")[1]["lines"][0]["quantity"]
            == "6"
        )

    def test_cost_is_for_who_may_see_it(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        (issued,) = posted(boss, "sales_issue", issue(book))
        keeper = signed_in(book, book.keeper.user_id)
        effects = keeper.get(f"/documents/{issued['id']}")[1]["effects"]
        assert (effects["values"], effects["entries"]) == ([], [])
        assert effects["moves"][0]["quantity"] == "4"

    def test_a_type_of_which_even_the_amounts_are_cost_shows_none(self, book: Book, boss: Caller) -> None:
        body = {
            "business_on": days_ago(2),
            "warehouse": str(book.w1.pk),
            "reason": "OPENING_FIX",
            "explanation": "期初漏录,补记入账,已核对",
            "lines": [
                {"product": str(book.cola.pk), "direction": "in", "quantity": "3", "amount_net": "7.77"}
            ],
        }
        status, proof = boss.upload("/uploads?type=stock_adjustment", "盘点表.pdf", PDF, key=fresh_key())
        assert status == 201, proof
        body["uploads"] = [proof["id"]]
        reasons = [choice.code for choice in registry()["stock_adjustment"].field("reason").choices]  # type: ignore[union-attr]
        for reason in reasons:
            status, answer = boss.post(
                "/stock_adjustment/post", {"documents": [{**body, "reason": reason}]}, fresh_key()
            )
            if status == 200:
                break
        assert status == 200, answer
        document = answer["documents"][0]["id"]
        keeper = signed_in(book, book.keeper.user_id)
        detail = keeper.get(f"/documents/{document}")[1]
        assert detail["lines"][0]["amount_net"] is None
        assert "7.77" not in str(detail)
        listed = keeper.get("/documents", type="stock_adjustment")[1]
        assert (listed["rows"][0]["amount_incl"], listed["sums"]["amount_incl"]) == (None, None)
        assert (
            keeper.get("/documents", type="stock_adjustment", sort="amount_net")[1]["code"] == "CANNOT_SORT"
        )
        assert "7.77" in str(boss.get(f"/documents/{document}")[1])

    def test_no_right_to_the_type_no_document(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        seller = signed_in(book, book.seller.user_id)
        assert seller.get(f"/documents/{received['id']}")[0] == 403


def entered(body: dict[str, Any]) -> dict[str, Any]:
    """What the entry page sends back of a carried body: without what it only shows."""
    lines = [{key: value for key, value in line.items() if key != "source"} for line in body["lines"]]
    return {**body, "business_on": days_ago(1), "lines": lines}


class TestCarry:
    def test_an_invoice_is_carried_to_the_money_that_settles_it(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        (issued,) = posted(boss, "sales_issue", issue(book))
        body = boss.get(f"/documents/{issued['id']}/carry", to="receipt")[1]
        assert body["lines"][0]["amount_incl"] == "13.56"
        body["fund_account"] = str(book.cash.pk)
        (paid,) = posted(boss, "receipt", entered(body))
        effects = boss.get(f"/documents/{issued['id']}")[1]["effects"]
        assert effects["items"][0]["residual"] == "0.00"
        assert effects["items"][0]["applications"][0]["document"]["number"] == paid["number"]
        line = boss.get(f"/documents/{paid['id']}")[1]["lines"][0]
        assert line["item"]["document"]["number"] == issued["number"]
        assert boss.get(f"/documents/{issued['id']}/carry", to="receipt")[1]["lines"] == []

    def test_what_does_not_follow_is_refused(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        status, answer = boss.get(f"/documents/{received['id']}/carry", to="sales_issue")
        assert (status, answer["code"]) == (422, "WRONG_SOURCE")
        assert boss.get(f"/documents/{received['id']}/carry", to="nothing")[0] == 404

    def test_drafts_are_no_source(self, book: Book, boss: Caller) -> None:
        made = boss.post("/purchase_order", receipt(book))[1]
        status, answer = boss.get(f"/documents/{made['id']}/carry", to="purchase_receipt")
        assert (status, answer["code"]) == (422, "WRONG_SOURCE")


class TestReversal:
    def test_takes_everything_back_once(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        key = fresh_key()
        body = {"business_on": days_ago(1), "reason": "录错"}
        status, answer = boss.post(f"/documents/{received['id']}/reverse", body, key)
        assert status == 200, answer
        assert (
            boss.post(f"/documents/{received['id']}/reverse", body, key)[1]["documents"]
            == answer["documents"]
        )
        detail = boss.get(f"/documents/{received['id']}")[1]["document"]
        assert detail["state"] == "reversed"
        assert detail["reversed_by"]["number"] == answer["documents"][0]["number"]
        assert boss.get("/stock")[1]["rows"] == []
        status, answer = boss.post(f"/documents/{received['id']}/reverse", body, fresh_key())
        assert (status, answer["code"]) == (409, "CANNOT_REVERSE")

    def test_an_order_is_closed_short(self, book: Book, boss: Caller) -> None:
        (ordered,) = posted(boss, "purchase_order", receipt(book, on=6))
        body = boss.get(f"/documents/{ordered['id']}/carry", to="purchase_receipt")[1]
        body["lines"][0]["quantity"] = "4"
        posted(boss, "purchase_receipt", entered(body))
        status, answer = boss.post(f"/documents/{ordered['id']}/close", {"reason": ""})
        assert (status, answer["where"]["field"]) == (422, "reason")
        assert boss.post(f"/documents/{ordered['id']}/close", {"reason": "供应商停产"})[0] == 200
        assert boss.get(f"/documents/{ordered['id']}")[1]["document"]["state"] == "closed_short"
        assert boss.get(f"/documents/{ordered['id']}/carry", to="purchase_receipt")[0] == 422
