"""Work over many documents: each done or refused with its reason, once, whatever happens in between; and exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hengku.desk import batches, exports
from hengku.desk.batches import (
    Wish,
    run_abandoned,
    run_batch,
    start_batch,
    start_export,
    stop_batch,
)
from hengku.desk.errors import (
    BatchNotFound,
    BatchReasonMissing,
    ExportGone,
    NothingChosen,
    TooManyForBatch,
    UnknownBatchKind,
    WrongColumns,
)
from hengku.desk.exports import Export, file_of
from hengku.desk.models import Batch
from hengku.documents.actions import save_draft
from hengku.documents.filter_rules import UnknownFilterField
from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries import MONEY, ListQuery, document_totals, each_document
from hengku.documents.queries_draft import paper_of_draft
from hengku.identity.actor import Actor
from hengku.posting.actions import post
from tests.world import Book


def paper(book: Book, type_code: str = "purchase_receipt", quantity: int = 10, **more: Any) -> Paper:
    party = book.customer if type_code.startswith("sales") else book.supplier
    lines = [PaperLine(product_id=book.cola.pk, quantity=Decimal(quantity), price=Decimal("2.26"))]
    return Paper(type_code, book.day(6), lines, party.pk, book.w1.pk, price_mode="INCL", **more)


def draft(book: Book, type_code: str = "purchase_receipt", quantity: int = 10, **more: Any) -> int:
    return save_draft(actor=book.actor, paper=paper(book, type_code, quantity, **more), now=timezone.now()).id


def start(actor: Actor, kind: str, *ids: int, key: str = "k1", **more: Any) -> int:
    return int(start_batch(actor=actor, wish=Wish(kind, ids, **more), key=key, now=timezone.now())["id"])


def states(*ids: int) -> list[str]:
    found = dict(Document.objects.filter(pk__in=ids).values_list("pk", "state"))
    return [found[pk] for pk in ids]


class TestPosting:
    def test_posts_what_can_be_and_says_why_the_rest_was_refused(self, book: Book) -> None:
        ids = draft(book), draft(book, "sales_issue", 15), draft(book, "sales_issue", 4), draft(book)
        told = run_batch(actor=book.actor, batch_id=start(book.actor, "post", *ids), seconds=60)
        assert (told["state"], told["total"], told["done"], told["refused_count"]) == ("done", 4, 3, 1)
        (refused,) = told["refused"]
        assert refused["id"] == str(ids[1])
        assert "可乐" in refused["said"]
        assert states(*ids) == ["posted", "draft", "posted", "posted"]

    def test_posts_a_draft_as_if_it_were_sent_again(self, book: Book) -> None:
        """The paper of a kept draft and the paper itself lead to the same amounts."""
        kept = draft(book)
        (straight,) = post(
            actor=book.actor, documents=[paper(book)], key="straight", now=timezone.now()
        ).documents
        run_batch(actor=book.actor, batch_id=start(book.actor, "post", kept), seconds=60)
        money = ("amount_net", "amount_tax", "amount_incl", "due_on", "price_mode")
        one, other = Document.objects.filter(pk__in=[kept, straight.id]).values(*money)
        assert one == other
        assert paper_of_draft(book.actor, kept).lines[0].amount_net is None  # computed anew, not typed

    def test_needs_the_right_for_each_document(self, book: Book) -> None:
        ids = draft(book), draft(book, "sales_order")
        told = run_batch(actor=book.keeper, batch_id=start(book.keeper, "post", *ids), seconds=60)
        assert (told["done"], told["refused_count"]) == (1, 1)
        assert "权限" in told["refused"][0]["said"]
        assert states(*ids) == ["posted", "draft"]

    def test_takes_everything_a_list_finds(self, book: Book) -> None:
        ids = [draft(book, remark="今天") for _ in range(3)]
        other = draft(book)
        query = ListQuery(types=("purchase_receipt",), text="今天")
        wish = Wish("post", query=query)
        made = start_batch(actor=book.actor, wish=wish, key="all", now=timezone.now())
        assert run_batch(actor=book.actor, batch_id=int(made["id"]), seconds=60)["done"] == 3
        assert states(*ids, other) == ["posted"] * 3 + ["draft"]

    def test_documents_of_another_company_are_refused(self, book: Book) -> None:
        other = Book()
        theirs = draft(other)
        told = run_batch(actor=book.actor, batch_id=start(book.actor, "post", theirs), seconds=60)
        assert (told["refused_count"], states(theirs)) == (1, ["draft"])


class TestOnce:
    def test_the_same_key_starts_once(self, book: Book) -> None:
        pk = draft(book)
        assert start(book.actor, "post", pk) == start(book.actor, "post", pk)
        assert start(book.actor, "post", pk, key="k2") != start(book.actor, "post", pk)
        assert start(book.keeper, "post", pk) != start(
            book.actor, "post", pk
        )  # another person's key is another

    def test_a_crash_between_posting_and_marking_posts_once(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ids = draft(book), draft(book)
        batch_id = start(book.actor, "post", *ids)

        class PowerCut(BaseException):
            """The process is gone."""

        def cut(*_: Any) -> None:
            raise PowerCut

        with monkeypatch.context() as broken:
            broken.setattr(batches, "_mark", cut)
            with pytest.raises(PowerCut):
                run_batch(actor=book.actor, batch_id=batch_id, seconds=60)
        assert states(*ids) == ["posted", "draft"]
        # the lease of the dead holds others off until it runs out
        assert run_batch(actor=book.actor, batch_id=batch_id, seconds=60)["done"] == 0
        Batch.objects.filter(pk=batch_id).update(leased_until=timezone.now() - timedelta(seconds=1))
        told = run_batch(actor=book.actor, batch_id=batch_id, seconds=60)
        assert (told["state"], told["done"], told["refused_count"]) == ("done", 2, 0)

    def test_two_do_not_work_on_one(self, book: Book) -> None:
        batch_id = start(book.actor, "post", draft(book))
        batch = Batch.objects.get(pk=batch_id)
        assert batches._lease(batch)
        assert not batches._lease(batch)

    def test_the_worker_goes_on_when_the_page_was_closed(self, book: Book) -> None:
        ids = draft(book), draft(book)
        batch_id = start(book.actor, "post", *ids)
        run_batch(
            actor=book.actor, batch_id=batch_id, seconds=0
        )  # a slice of nothing: the page is closed at once
        run_abandoned()
        assert states(*ids) == ["draft", "draft"]  # it may still be there
        Batch.objects.filter(pk=batch_id).update(touched_at=timezone.now() - timedelta(minutes=1))
        run_abandoned()
        assert states(*ids) == ["posted", "posted"]
        assert batches.read_batch(book.actor, batch_id)["done"] == 2

    def test_stops_and_leaves_the_rest(self, book: Book) -> None:
        pk = draft(book)
        batch_id = start(book.actor, "post", pk)
        assert stop_batch(actor=book.actor, batch_id=batch_id)["state"] == "stopped"
        run_batch(actor=book.actor, batch_id=batch_id, seconds=60)
        assert states(pk) == ["draft"]


class TestClosingAndCancelling:
    def test_closes_orders_with_a_reason(self, book: Book) -> None:
        done = post(actor=book.actor, documents=[paper(book, "purchase_order")], key="o", now=timezone.now())
        ids = done.documents[0].id, draft(book, "purchase_order")
        with pytest.raises(BatchReasonMissing):
            start(book.actor, "close", *ids)
        told = run_batch(
            actor=book.actor, batch_id=start(book.actor, "close", *ids, reason="停产"), seconds=60
        )
        assert (told["done"], told["refused_count"]) == (1, 1)
        assert states(*ids) == ["cancelled", "draft"]  # nothing was carried from it

    def test_cancels_drafts_and_nothing_else(self, book: Book) -> None:
        posted = post(actor=book.actor, documents=[paper(book)], key="p", now=timezone.now()).documents[0].id
        ids = draft(book), posted
        told = run_batch(actor=book.actor, batch_id=start(book.actor, "cancel", *ids), seconds=60)
        assert (told["done"], told["refused_count"], states(*ids)) == (1, 1, ["cancelled", "posted"])


class TestRefused:
    def test_before_anything_is_written_down(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        pk = draft(book)
        monkeypatch.setattr(batches, "DOCUMENTS_MAX", 1)
        for kind, ids, refusal in (
            ("burn", (pk,), UnknownBatchKind),
            ("post", (), NothingChosen),
            ("post", (pk, pk + 1), TooManyForBatch),
        ):
            with pytest.raises(refusal):
                start(book.actor, kind, *ids)
        assert not Batch.objects.of_company(book.company_id).exists()

    def test_somebody_elses_batch_is_not_there(self, book: Book) -> None:
        batch_id = start(book.actor, "post", draft(book))
        for actor in (book.keeper, Book().actor):
            with pytest.raises(BatchNotFound):
                run_batch(actor=actor, batch_id=batch_id)
            with pytest.raises(ExportGone):
                file_of(actor, batch_id)


COLUMNS = ("number", "business_on", "party", "state", "amount_incl", "remark", "created_at")


def export(
    actor: Actor, *, language: str = "zh", columns: tuple[str, ...] = COLUMNS, key: str = "x", **query: Any
) -> Any:
    asked = {"types": ["purchase_receipt"], "states": [], "party_id": None, "warehouse_id": None, "text": "",
             "first": None, "last": None, "filter": None, "sort": "-business_on"}  # fmt: skip
    wanted = Export(asked | query, tuple((one, f"“{one}”") for one in columns), language, "采购入库单")
    made = start_export(actor=actor, wanted=wanted, key=key, now=timezone.now())
    return run_batch(actor=actor, batch_id=int(made["id"]))


def sheet(actor: Actor, told: Any) -> list[list[Any]]:
    path, _ = file_of(actor, int(told["id"]))
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


class TestExport:
    def test_holds_exactly_what_the_list_shows(self, book: Book) -> None:
        for number in range(7):
            draft(book, quantity=number + 1, remark=f"第{number}批")
        draft(book, "sales_order")
        asked = {"match": "all", "conditions": [{"field": "amount_incl", "op": "at_least", "value": ["6"]}]}
        told = export(book.actor, filter=asked, sort="-amount_incl")
        assert (told["state"], told["done"], told["total"]) == ("done", 5, 5)
        heading, *rows, sums = sheet(book.actor, told)
        assert heading == [f"“{one}”" for one in COLUMNS]
        shown = [row for part in each_document(book.actor, ListQuery(types=("purchase_receipt",),
                 sort="-amount_incl")) for row in part if row["amount_incl"] >= 6]  # fmt: skip
        assert [row[0] for row in rows] == [one["number"] for one in shown]
        assert [Decimal(str(row[4])) for row in rows] == [one["amount_incl"] for one in shown]
        assert {type(row[4]) for row in rows} == {float}
        assert [row[1] for row in rows] == [one["business_on"] for one in shown]
        assert {type(row[1]) for row in rows} == {date}
        assert {(row[2], row[3]) for row in rows} == {("甲", "草稿")}
        assert {type(row[6]) for row in rows} == {datetime}
        assert [row[5] for row in rows] == [one["remark"] for one in shown]
        assert sums == ["合计", "", "", "", float(sum(one["amount_incl"] for one in shown)), "", ""]

    def test_sums_what_the_page_sums(self, book: Book) -> None:
        for quantity in (2, 5):
            draft(book, quantity=quantity)
        page = document_totals(book.actor, ListQuery(types=("purchase_receipt",))).sums
        columns = ("amount_net", "party", "amount_tax", "amount_incl")
        told = export(book.actor, columns=columns, language="en")
        net, word, tax, incl = sheet(book.actor, told)[-1]
        assert word == "Total"
        assert [Decimal(str(one)) for one in (net, tax, incl)] == [page[key] for key in MONEY]
        assert page["amount_incl"] == Decimal("15.82")

    def test_adds_up_nothing_below_documents_of_several_types(self, book: Book) -> None:
        draft(book)
        draft(book, "sales_order")
        told = export(book.actor, types=[])
        assert len(sheet(book.actor, told)) == 3

    def test_of_no_rows_has_no_sum(self, book: Book) -> None:
        assert len([row for row in sheet(book.actor, export(book.actor)) if any(row)]) == 1

    def test_speaks_the_language_of_the_page(self, book: Book) -> None:
        draft(book)
        assert sheet(book.actor, export(book.actor, language="en"))[1][3] == "Draft"

    @pytest.mark.parametrize("text", ["=1+1", "+86 10", "-3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
    def test_no_text_becomes_a_formula(self, book: Book, text: str) -> None:
        draft(book, remark=text)
        told = export(book.actor, columns=("remark",))
        assert sheet(book.actor, told)[1] == [text]
        path, _ = file_of(book.actor, int(told["id"]))
        workbook = CalamineWorkbook.from_path(str(path))
        assert isinstance(workbook.get_sheet_by_index(0).to_python()[1][0], str)

    def test_shows_no_money_that_is_not_theirs(self, book: Book) -> None:
        keeper = replace(book.actor, permissions=frozenset({"stock_adjustment.view"}))
        query = {"types": ["stock_adjustment"]}
        rows = sheet(keeper, export(keeper, columns=("number", "amount_incl"), **query))
        assert {row[1] for row in rows[1:]} <= {""}
        asked = {"match": "all", "conditions": [{"field": "amount_incl", "op": "at_least", "value": ["6"]}]}
        with pytest.raises(UnknownFilterField):
            export(keeper, columns=("number",), filter=asked, key="y", **query)

    def test_refuses_columns_that_are_not_there(self, book: Book) -> None:
        with pytest.raises(WrongColumns):
            export(book.actor, columns=("number", "password"))

    def test_is_cleared_away_after_a_day(self, book: Book) -> None:
        draft(book)
        told = export(book.actor)
        exports.clear_away(timezone.now())
        assert sheet(book.actor, told)
        exports.clear_away(timezone.now() + timedelta(days=2))
        with pytest.raises(ExportGone):
            file_of(book.actor, int(told["id"]))
