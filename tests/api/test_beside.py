"""Attachments, comments, copies, and what a reversal would do, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hengku.api.schemas_beside import AttachmentListAnswer, CommentListAnswer
from hengku.api.schemas_documents import DocumentDetailAnswer, SavedAnswer
from hengku.api.schemas_undo import ClosingPreviewAnswer, ReversalPreviewAnswer
from hengku.api.uploads import UploadAnswer
from hengku.documents.attachment_rules import BYTES_MAX
from tests.api.caller import Caller, fresh_key, signed_in
from tests.api.papers import issue, posted, receipt
from tests.documents.files import PDF, picture
from tests.world import Book


@pytest.fixture
def boss(book: Book) -> Caller:
    return signed_in(book)


def upload(caller: Caller, document: str, content: bytes, name: str = "a.jpg") -> tuple[int, Any]:
    caller.response = caller.client.post(
        f"/api/documents/{document}/attachments",
        {"file": SimpleUploadedFile(name, content, "image/jpeg")},
        headers={"X-CSRFToken": caller.token},
    )
    return caller.response.status_code, caller.response.json()


class TestUploads:
    def test_wait_for_their_document(self, book: Book, boss: Caller) -> None:
        path, key = "/uploads?type=purchase_receipt", fresh_key()
        status, one = boss.upload(path, "送货单.exe", picture(), key=key)
        assert (status, one["name"], one["kind"]) == (201, "送货单.jpg", "jpg"), one
        UploadAnswer.model_validate(one)
        assert boss.upload(path, "again.jpg", picture(), key=key)[1]["id"] == one["id"]
        response = boss.client.get(f"/api/uploads/{one['id']}")
        assert (response.content, response["Content-Security-Policy"]) == (
            picture(), "default-src 'none'; sandbox")  # fmt: skip
        assert boss.client.get(f"/api/uploads/{one['id']}/thumbnail")["Content-Type"] == "image/jpeg"
        other = signed_in(book, book.manager.user_id)
        assert other.get(f"/uploads/{one['id']}")[0] == 404
        (document,) = posted(boss, "purchase_receipt", {**receipt(book), "uploads": [one["id"]]})
        (kept,) = boss.get(f"/documents/{document['id']}/attachments")[1]["attachments"]
        assert kept["name"] == "送货单.jpg"
        assert boss.get(f"/uploads/{one['id']}")[0] == 404

    def test_are_refused_with_reasons(self, book: Book, boss: Caller) -> None:
        path = "/uploads?type=purchase_receipt"
        assert boss.upload(path, "a.jpg", b"<html>", key=fresh_key())[1]["code"] == "ATTACHMENT_NOT_ALLOWED"
        assert boss.upload(path, "a.jpg", picture())[0] == 422  # no key
        large = b"%PDF-" + b"0" * BYTES_MAX
        assert boss.upload(path, "a.pdf", large, key=fresh_key())[1]["code"] == "ATTACHMENT_TOO_LARGE"
        status, answer = boss.post(
            "/purchase_receipt/post", {"documents": [{**receipt(book), "uploads": ["999"]}]}, fresh_key()
        )
        assert (status, answer["code"], answer["where"]["field"]) == (409, "UPLOAD_NOT_FOUND", "uploads")
        cashier = signed_in(book, book.cashier.user_id)
        assert cashier.upload(path, "a.jpg", picture(), key=fresh_key())[0] == 403

    def test_are_forgotten_with_the_form(self, book: Book, boss: Caller) -> None:
        key = fresh_key()
        one = boss.upload("/uploads?type=purchase_receipt", "a.jpg", picture(), key=key)[1]
        form = {"type_code": "purchase_receipt", "key": key, "writer": "w", "form": {"uploads": [one]}}
        assert boss.put("/drafts/n1", form)[0] == 200
        assert boss.delete("/drafts/n1")[0] == 200
        assert boss.get(f"/uploads/{one['id']}")[0] == 404


class TestAttachments:
    def test_go_up_and_come_down_as_downloads(self, book: Book, boss: Caller) -> None:
        (document,) = posted(boss, "purchase_receipt", receipt(book))
        path = f"/documents/{document['id']}/attachments"
        status, answer = upload(boss, document["id"], picture(), "送货单.exe")
        assert status == 200, answer
        AttachmentListAnswer.model_validate(answer)
        (one,) = answer["attachments"]
        assert (one["name"], one["kind"]) == ("送货单.jpg", "jpg")
        assert answer == boss.get(path)[1]
        for address, kind in (
            (f"{path}/{one['id']}", "image/jpeg"),
            (f"{path}/{one['id']}/thumbnail", "image/jpeg"),
        ):
            response = boss.client.get(f"/api{address}")
            assert response.status_code == 200
            assert response["Content-Type"] == kind
            assert response["Content-Disposition"].startswith("attachment;")
            assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert boss.client.get(f"/api{path}/{one['id']}").content == picture()
        status, answer = boss.post(f"{path}/{one['id']}/withdraw", {"reason": "传错"})
        assert (status, answer["attachments"][0]["withdrawn_reason"]) == (200, "传错")

    def test_are_refused_with_reasons(self, book: Book, boss: Caller) -> None:
        (document,) = posted(boss, "purchase_receipt", receipt(book))
        for content, code in (
            (b"<html>", "ATTACHMENT_NOT_ALLOWED"),
            (picture()[:200], "ATTACHMENT_BROKEN"),
            (picture() + b"\0" * BYTES_MAX, "ATTACHMENT_TOO_LARGE"),
        ):
            status, answer = upload(boss, document["id"], content)
            assert (status, answer["code"]) == (422, code)
        assert boss.get(f"/documents/{document['id']}/attachments")[1]["attachments"] == []
        stranger = signed_in(Book())
        assert upload(stranger, document["id"], PDF)[0] == 404


class TestComments:
    def test_are_said_once(self, book: Book, boss: Caller) -> None:
        (document,) = posted(boss, "purchase_receipt", receipt(book))
        key = fresh_key()
        for _ in range(2):
            status, answer = boss.post(f"/documents/{document['id']}/comments", {"text": "少一箱"}, key)
            assert status == 200
            CommentListAnswer.model_validate(answer)
        assert [one["text"] for one in answer["comments"]] == ["少一箱"]
        assert boss.get(f"/documents/{document['id']}")[1]["comments"] == answer["comments"]


class TestPage:
    def test_shows_the_chain_what_is_left_and_what_lay_there(self, book: Book, boss: Caller) -> None:
        (order,) = posted(boss, "purchase_order", receipt(book, on=9))
        line = boss.get(f"/documents/{order['id']}")[1]["lines"][0]["id"]
        body = receipt(book, quantity="4", lines=[{"source_line": line, "quantity": "4"}])
        (received,) = posted(boss, "purchase_receipt", body)
        (issued,) = posted(boss, "sales_issue", issue(book, quantity="1"))
        detail = boss.get(f"/documents/{order['id']}")[1]
        DocumentDetailAnswer.model_validate(detail)
        edges = [
            (e["source"], e["target"], e["kind"], e["quantity"], e["unit"])
            for e in detail["picture"]["edges"]
        ]
        assert edges == [(order["id"], received["id"], "carried", "4", "瓶")]
        left = {one["type_code"]: (one["lines"], one["quantity"]) for one in detail["targets"]}
        assert left["purchase_receipt"] == (1, "6")
        found = boss.get(f"/documents/{received['id']}")[1]
        (balance,) = found["effects"]["balances"]
        assert (balance["before"], balance["after"], balance["place"]) == ("0", "4", "主仓")
        assert {one["id"] for one in found["picture"]["nodes"]} == {order["id"], received["id"]}
        # an estimate is no debt yet: there is nothing to pay, and it is not paid either
        assert "payment" not in {one["type_code"] for one in found["targets"]}
        (balance,) = boss.get(f"/documents/{issued['id']}")[1]["effects"]["balances"]
        assert (balance["before"], balance["after"], balance["change"]) == ("4", "3", "-1")

    def test_offers_money_only_where_somebody_owes(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        (given,) = posted(boss, "gift_issue", issue(book, quantity="1", purpose="sample"))
        for document in (received, given):  # goods without an invoice, goods for nothing: no sum of them is paid
            targets = boss.get(f"/documents/{document['id']}")[1]["targets"]
            assert not {"payment", "receipt"} & {one["type_code"] for one in targets}

    def test_joins_money_and_reversals(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        (issued,) = posted(boss, "sales_issue", issue(book))
        detail = boss.get(f"/documents/{issued['id']}")[1]
        owed = {one["type_code"]: one for one in detail["targets"]}["receipt"]
        assert (owed["lines"], owed["amount"]) == (1, "13.56")
        carried = boss.get(f"/documents/{issued['id']}/carry", to="receipt")[1]
        body = {**carried, "fund_account": str(book.cash.pk)}
        body["lines"] = [
            {"item": carried["lines"][0]["item"]["id"], "amount_incl": "13.56", "purpose": "owed"}
        ]
        (paid,) = posted(boss, "receipt", body)
        found = boss.get(f"/documents/{issued['id']}")[1]
        edges = [(e["source"], e["target"], e["kind"], e["amount"]) for e in found["picture"]["edges"]]
        assert edges == [(issued["id"], paid["id"], "settled", "13.56")]
        assert {one["type_code"]: one["lines"] for one in found["targets"]}["receipt"] == 0
        status, refused = boss.get(f"/documents/{issued['id']}/reversal")
        assert status == 409
        assert [one["number"] for one in refused["data"]["blocking"]] == [paid["number"]]
        status, told = boss.get(f"/documents/{paid['id']}/reversal")
        assert status == 200, told
        ReversalPreviewAnswer.model_validate(told)
        assert [
            (one["before"], one["after"])
            for one in told["residuals"]
            if one["document"]["id"] == issued["id"]
        ] == [("0.00", "13.56")]
        (red,) = boss.post(f"/documents/{paid['id']}/reverse", {"reason": "退票"}, fresh_key())[1][
            "documents"
        ]
        edges = [
            (e["source"], e["target"])
            for e in boss.get(f"/documents/{paid['id']}")[1]["picture"]["edges"]
            if e["kind"] == "reversed"
        ]
        assert edges == [(paid["id"], red["id"])]

    def test_draws_one_line_where_goods_and_money_go_together(self, book: Book, boss: Caller) -> None:
        """A return follows its receipt and lessens what is owed for it: two facts, one line of the picture."""
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        line = boss.get(f"/documents/{received['id']}")[1]["lines"][0]["id"]
        body = receipt(book, on=3, reason="quality", lines=[{"source_line": line, "quantity": "4"}])
        posted(boss, "purchase_return", body)
        (edge,) = boss.get(f"/documents/{received['id']}")[1]["picture"]["edges"]
        assert (edge["kind"], edge["quantity"], edge["unit"]) == ("carried", "4", "瓶")

    def test_hides_cost_from_who_may_not_see_it(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        (issued,) = posted(boss, "sales_issue", issue(book))
        manager = signed_in(book, book.manager.user_id)
        told = manager.get(f"/documents/{issued['id']}/reversal")[1]
        assert (told["values"], told["entries"]) == ([], [])
        assert boss.get(f"/documents/{issued['id']}/reversal")[1]["values"] != []


class TestCopies:
    def test_are_drafts_with_the_same_lines(self, book: Book, boss: Caller) -> None:
        (document,) = posted(boss, "purchase_order", receipt(book, remark="常购"))
        status, saved = boss.post(f"/documents/{document['id']}/copy")
        assert status == 201
        SavedAnswer.model_validate(saved)
        assert saved["problems"] == []
        one, other = (boss.get(f"/documents/{pk}")[1] for pk in (document["id"], saved["id"]))
        assert other["document"]["state"] == "draft"
        for key in ("product", "quantity", "price", "amount_incl", "unit"):
            assert one["lines"][0][key] == other["lines"][0][key]
        assert (one["document"]["party"], one["document"]["remark"]) == (
            other["document"]["party"],
            other["document"]["remark"],
        )

    def test_do_not_follow_what_the_first_followed(self, book: Book, boss: Caller) -> None:
        (order,) = posted(boss, "purchase_order", receipt(book, on=9))
        line = boss.get(f"/documents/{order['id']}")[1]["lines"][0]["id"]
        body = receipt(book, lines=[{"source_line": line, "quantity": "10"}])
        (received,) = posted(boss, "purchase_receipt", body)
        saved = boss.post(f"/documents/{received['id']}/copy")[1]
        assert boss.get(f"/documents/{saved['id']}")[1]["lines"][0]["source_line_id"] is None

    def test_need_the_right_and_are_not_of_reversals(self, book: Book, boss: Caller) -> None:
        (document,) = posted(boss, "purchase_receipt", receipt(book))
        assert signed_in(book, book.auditor.user_id).post(f"/documents/{document['id']}/copy")[0] == 403
        (red,) = boss.post(f"/documents/{document['id']}/reverse", {"reason": "错"}, fresh_key())[1][
            "documents"
        ]
        status, refused = boss.post(f"/documents/{red['id']}/copy")
        assert (status, refused["code"]) == (409, "CANNOT_COPY")


def test_closing_is_shown_first(book: Book, boss: Caller) -> None:
    (order,) = posted(boss, "purchase_order", receipt(book))
    status, told = boss.get(f"/documents/{order['id']}/closing")
    assert status == 200
    ClosingPreviewAnswer.model_validate(told)
    assert (told["state"], told["lines"][0]["left"]) == ("cancelled", "10")
