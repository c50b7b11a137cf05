"""Imports in the background: they survive kills, start once, and can be taken back to the last row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from hengku.catalog.models import Category, Product, Unit
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.writer import write_csv
from hengku.opening.imports import blocks, papers, runs
from hengku.opening.imports.actions import ImportRunning, check_import
from hengku.opening.imports.marked import write_marked
from hengku.opening.imports.reading import read_file
from hengku.opening.imports.undo import CannotUndo, NothingToUndo, consequences, undo_run
from hengku.opening.imports.uploads import Said, Upload, keep, say
from hengku.opening.models import ImportRun, RunState
from hengku.parties.models import AgreedPrice, Party
from hengku.posting.actions import post
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
GOODS = "商品编码 商品名称 类别 单位 售价"
STOCK = "商品编码 仓库 数量 金额"


def wait(book: Book, kind: str, header: str, rows: Sequence[Sequence[str]], **said: Any) -> Upload:
    """A file of these rows, uploaded and waiting."""
    target = BytesIO()
    write_csv(target, header.split(), rows)
    content = target.getvalue()
    upload = keep(book.actor, "表.csv", len(content), [content], kind=kind, sheet="", header_row=None)
    return say(upload, Said(**said))


def start(book: Book, upload: Upload, *, good: bool = False) -> ImportRun:
    return runs.start_run(actor=book.actor, upload=upload, good_rows_only=good, now=NOW)


def done(book: Book, run: ImportRun) -> ImportRun:
    """Worked on until it ends, as the background does."""
    assert runs.work_on(book.company_id, run.pk, NOW)
    return ImportRun.objects.visible_to(book.actor).get(pk=run.pk)


def load(book: Book, kind: str, header: str, rows: Sequence[Sequence[str]], **said: Any) -> ImportRun:
    return done(book, start(book, wait(book, kind, header, rows, **said)))


def undo(book: Book, run: ImportRun) -> ImportRun:
    return undo_run(actor=book.actor, run_id=run.pk, now=NOW)


def many(count: int) -> list[tuple[str, ...]]:
    return [(f"N{one:04d}", f"新货 {one}", "新类", "捆", "5") for one in range(1, count + 1)]


class Killed(BaseException):
    """The process is gone: no handler of ours may see it."""


def dies_after(calls: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """``real``, and a kill right after that many calls of it."""
    left = [calls]

    def call(*args: Any, **words: Any) -> Any:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return real(*args, **words)

    return call


def state_of_books(book: Book) -> tuple[Any, ...]:
    """Everything that opening balances change, summed up: on hand, pools, open items, accounts."""
    company = (book.company_id,)
    return tuple(
        tuple(sql.rows(statement, company))
        for statement in (
            """SELECT product_id, place_id, quantity FROM inventory_onhand
               WHERE company_id = %s AND quantity <> 0 ORDER BY 1, 2""",
            "SELECT product_id, quantity, amount FROM costing_pool WHERE company_id = %s AND amount <> 0 ORDER BY 1",
            """SELECT kind, party_id, sum(residual) FROM settlement_item WHERE company_id = %s GROUP BY 1, 2
               HAVING sum(residual) <> 0 ORDER BY 1, 2""",
            """SELECT account_id, sum(debit - credit) FROM ledger_entryline WHERE company_id = %s GROUP BY 1
               HAVING sum(debit - credit) <> 0 ORDER BY 1""",
        )
    )


def lists_of(book: Book) -> tuple[Any, ...]:
    actor = book.actor
    return tuple(
        tuple(model.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True))
        for model in (Product, Category, Unit, Party)
    )


class TestRuns:
    def test_are_done_in_the_background_and_told(self, book: Book) -> None:
        upload = wait(book, "products", GOODS, many(3))
        run = start(book, upload)
        assert run.state == RunState.WAITING
        assert not Product.objects.visible_to(book.actor).filter(code="N0001").exists()
        run = done(book, run)
        assert (run.state, run.rows_done, run.rows_all, run.skipped) == (RunState.DONE, 3, 3, 0)
        assert run.result["created"] == 3

    def test_start_once_and_one_at_a_time(self, book: Book) -> None:
        upload = wait(book, "products", GOODS, many(2))
        run = start(book, upload)
        assert start(book, upload).pk == run.pk
        other = wait(book, "products", GOODS, many(1))
        with pytest.raises(ImportRunning):
            start(book, other)
        done(book, run)
        assert start(book, upload).state == RunState.DONE
        assert not runs.work_on(book.company_id, run.pk, NOW), "what has ended is not done again"
        done(book, start(book, other))

    def test_with_problems_stop_and_go_on_once_they_are_mended(self, book: Book) -> None:
        rows = [("N1", "新货", "", "个", "5"), ("N2", "新货二", "", "个", "五块")]
        upload = wait(book, "products", GOODS, rows)
        run = done(book, start(book, upload))
        assert (run.state, run.rows_done, len(run.result["problems"])) == (RunState.STOPPED, 0, 1)
        upload = say(upload, Said(edits={3: {"sale_price": "5.5"}}))
        run = done(book, start(book, upload))
        assert (run.state, run.rows_done) == (RunState.DONE, 2)
        assert book.product("N2").sale_price == D("5.5")

    def test_of_somebody_who_lost_the_right_write_nothing(self, book: Book) -> None:
        upload = wait(book, "products", GOODS, many(1))
        with pytest.raises(MissingPermission):
            runs.start_run(actor=book.keeper, upload=upload, good_rows_only=False, now=NOW)
        run = start(book, upload)
        sql.run(
            "DELETE FROM identity_membership WHERE company_id = %s AND user_id = %s",
            (book.company_id, run.user_id),
        )
        run = done(book, run)
        assert run.state == RunState.STOPPED
        assert "没有任何岗位" in run.result["error"]

    def test_remember_the_mapping_of_these_headings(self, book: Book) -> None:
        load(
            book,
            "products",
            "甲 乙 丙",
            [("N1", "新货", "个")],
            mapping={"code": "甲", "name": "乙", "base_unit": "丙"},
        )
        target = BytesIO()
        write_csv(target, ["甲", "乙", "丙"], [("N2", "新货二", "个")])
        file = read_file(target.getvalue(), name="二月.csv")
        known = runs.remembered_mapping(book.actor, "products", file.sheet.header)
        assert known == {"code": "甲", "name": "乙", "base_unit": "丙"}
        assert check_import(actor=book.actor, kind="products", file=file, now=NOW, choices=known).is_clean

    def test_know_the_same_file_again(self, book: Book) -> None:
        run = load(book, "products", GOODS, many(1))
        again = runs.earlier_run(book.actor, run.digest)
        assert again is not None
        assert again.pk == run.pk
        undo(book, run)
        assert runs.earlier_run(book.actor, run.digest) is None

    def test_the_marked_file_says_what_is_wrong_and_can_be_uploaded_again(self, book: Book) -> None:
        target = BytesIO()
        write_csv(target, GOODS.split(), [("N1", "新货", "", "个", "五块"), ("N2", "新货二", "", "个", "5")])
        file = read_file(target.getvalue(), name="货.csv")
        checked = check_import(actor=book.actor, kind="products", file=file, now=NOW)
        marked = BytesIO()
        write_marked(checked, marked)
        table = read_table(marked.getvalue(), name="货-问题.xlsx").main
        assert [heading.label for heading in table.header][-2:] == ["问题", "提醒"]
        assert "售价" in str(table.rows[0].cells[5])
        assert len(table.rows[1].cells) < 6 or table.rows[1].cells[5] == ""


class TestKills:
    @pytest.mark.parametrize("calls", [0, 1, 2])
    def test_products_go_on_where_they_were(self, book: Book, monkeypatch, calls: int) -> None:
        monkeypatch.setattr(blocks, "BLOCK", 10)
        run = start(book, wait(book, "products", GOODS, many(35)))
        with monkeypatch.context() as dying:
            dying.setattr(blocks, "forget_plans", dies_after(calls, blocks.forget_plans))
            with pytest.raises(Killed):
                runs.work_on(book.company_id, run.pk, NOW)
        run = done(book, run)
        assert (run.state, run.rows_done, run.skipped) == (RunState.DONE, 35, 0)
        assert Product.objects.visible_to(book.actor).filter(code__startswith="N").count() == 35
        undo(book, run)
        assert not Product.objects.visible_to(book.actor).filter(code__startswith="N").exists()

    def test_documents_posted_just_before_the_kill_are_found(self, book: Book, monkeypatch) -> None:
        monkeypatch.setattr(papers, "LINES_MAX", 1)
        monkeypatch.setattr(papers, "POST_DOCUMENTS", 1)
        rows = [("COLA", "主仓", "10", "20"), ("RICE", "主仓", "5", "50"), ("APPLE", "主仓", "2", "6")]
        run = start(book, wait(book, "opening_stock", STOCK, rows))
        with monkeypatch.context() as dying:
            dying.setattr(runs, "_keep", dies_after(0, runs._keep))  # posted, and nobody noted it
            with pytest.raises(Killed):
                runs.work_on(book.company_id, run.pk, NOW)
        run = done(book, run)
        assert (run.state, run.rows_done, run.skipped) == (RunState.DONE, 3, 0)
        assert len(run.result["documents"]) == 3
        assert Line.objects.visible_to(book.actor).count() == 3


class TestUndo:
    def test_leaves_lists_as_they_were(self, book: Book) -> None:
        before = lists_of(book)
        run = load(book, "products", GOODS, many(4))
        assert lists_of(book) != before
        told = consequences(book.actor, run)
        assert (told.removed, told.switched_off, told.lists, told.blocked) == (4, 0, 2, ())
        assert undo(book, run).state == RunState.UNDONE
        assert lists_of(book) == before
        run = load(book, "parties", "单位名称 类型", [("新客户", "客户"), ("新供应商", "供应商")])
        undo(book, run)
        assert lists_of(book) == before
        with pytest.raises(NothingToUndo):
            undo(book, run)

    def test_takes_prices_out_again(self, book: Book) -> None:
        run = load(book, "prices", "商品编码 价格", [("COLA", "3"), ("RICE", "9")])
        assert AgreedPrice.objects.filter(company_id=book.company_id).count() == 2
        assert consequences(book.actor, run).removed == 2
        assert undo(book, run).state == RunState.UNDONE
        assert not AgreedPrice.objects.filter(company_id=book.company_id).exists()

    def test_leaves_books_as_they_were(self, book: Book) -> None:
        before = state_of_books(book)
        stock = load(
            book, "opening_stock", STOCK, [("COLA", "主仓", "10", "20"), ("RICE", "门店", "5", "50")]
        )
        items = load(
            book, "opening_arap", "往来单位 性质 金额", [("乙", "应收", "100"), ("甲", "应付", "70")]
        )
        assert state_of_books(book) != before
        assert len(consequences(book.actor, stock).documents) == 2
        undo(book, stock)
        undo(book, items)
        assert state_of_books(book) == before
        stock = load(book, "opening_stock", STOCK, [("COLA", "主仓", "10", "25")])
        assert (stock.state, stock.rows_done) == (RunState.DONE, 1), "may be imported anew"

    def test_is_refused_by_name_when_goods_were_sold(self, book: Book) -> None:
        run = load(book, "opening_stock", STOCK, [("COLA", "主仓", "10", "20"), ("RICE", "主仓", "5", "50")])
        line = PaperLine(product_id=book.cola.pk, quantity=D(1), price=D("3.39"))
        paper = Paper("sales_issue", book.day(3), [line], party_id=book.customer.pk, warehouse_id=book.w1.pk)
        (sold,) = post(actor=book.actor, documents=[paper], key="sold", now=NOW).documents
        before = state_of_books(book)
        with pytest.raises(CannotUndo, match=f"COLA 可乐\\({sold.number}\\)"):
            undo(book, run)
        assert state_of_books(book) == before
        assert consequences(book.actor, run).blocked == (("COLA 可乐", sold.number),)

    def test_is_refused_when_products_are_in_use_and_switches_off_what_was(self, book: Book) -> None:
        goods = load(book, "products", GOODS, many(2))
        stock = load(book, "opening_stock", STOCK, [("N0001", "主仓", "10", "20")])
        with pytest.raises(CannotUndo, match="N0001"):
            undo(book, goods)
        undo(book, stock)
        told = consequences(book.actor, goods)
        assert (told.removed, told.switched_off) == (1, 1)
        undo(book, goods)
        assert not book.product("N0001").is_active
        assert not Product.objects.visible_to(book.actor).filter(code="N0002").exists()

    def test_of_several_documents_is_all_or_nothing(self, book: Book) -> None:
        run = load(book, "opening_arap", "往来单位 性质 金额", [("乙", "应收", "100"), ("甲", "应付", "70")])
        (item,) = sql.rows(
            "SELECT id FROM settlement_item WHERE company_id = %s AND kind = 'ar'", (book.company_id,)
        )
        line = PaperLine(amount_incl=D(40), data={"purpose": "owed", "item": item[0]})
        paper = Paper("receipt", book.day(3), [line], party_id=book.customer.pk, fund_account_id=book.cash.pk)
        post(actor=book.actor, documents=[paper], key="paid", now=NOW)
        with pytest.raises(CannotUndo, match="C01 乙"):
            undo(book, run)
        states = Document.objects.visible_to(book.actor).filter(type_code="opening_arap")
        assert set(states.values_list("state", flat=True)) == {"posted"}

    def test_needs_the_right(self, book: Book) -> None:
        run = load(book, "products", GOODS, many(1))
        with pytest.raises(MissingPermission):
            undo_run(actor=book.keeper, run_id=run.pk, now=NOW)
        with pytest.raises(MissingPermission):
            undo_run(actor=book.accountant, run_id=run.pk, now=NOW)  # imports, but no products


class TestOpenedTooLate:
    def sell(self, book: Book) -> str:
        line = PaperLine(
            product_id=book.cola.pk, quantity=D(5), price=D(2), tax_code_id=book.tax_code("VAT13").pk
        )
        paper = Paper(
            "purchase_receipt", book.day(2), [line], party_id=book.supplier.pk, warehouse_id=book.w2.pk
        )
        (came,) = post(actor=book.actor, documents=[paper], key="came", now=NOW).documents
        return came.number

    def test_is_said_by_row_once_the_product_has_moved(self, book: Book) -> None:
        number = self.sell(book)
        rows = [("COLA", "主仓", "10", "20"), ("RICE", "主仓", "5", "50")]
        run = load(book, "opening_stock", STOCK, rows)
        assert run.state == RunState.STOPPED
        (problem,) = run.result["problems"]
        assert (problem["row"], problem["field"], problem["code"]) == (2, "product", "OPENED_TOO_LATE")
        assert number in problem["message"]

    def test_other_warehouses_may_still_be_opened_by_opening_documents(self, book: Book) -> None:
        load(book, "opening_stock", STOCK, [("COLA", "主仓", "10", "20")])
        run = load(book, "opening_stock", STOCK, [("COLA", "门店", "3", "6")])
        assert run.state == RunState.DONE
