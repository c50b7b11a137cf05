"""Opening balances from a table: posted like everything else, once, whatever happens on the way."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hengku.company.actions import close_period
from hengku.documents.models import Document, Line
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Lot
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.opening.imports.actions import check_import
from hengku.opening.imports.declaration import Work
from hengku.opening.imports.reading import TableFile, read_file
from hengku.opening.imports.stock import OPENING_STOCK
from hengku.opening.queries import opening_check
from hengku.parties.models import FundAccount
from hengku.posting.actions import reverse
from tests.opening.test_imports import NOW, check, codes_at, load, table
from tests.world import Book

SHARED = Path(os.environ.get("HENGKU_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
STOCK = "仓库 商品编码 单位 数量 成本金额"
HAND = """
SELECT coalesce(sum(h.quantity), 0) FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND h.product_id = %s
"""
ITEMS = "SELECT kind, party_id, amount, due_on FROM settlement_item WHERE company_id = %s ORDER BY id"


def on_hand(book: Book, code: str) -> D:
    return D(sql.rows(HAND, (book.company_id, book.product(code).pk))[0][0])


def documents(book: Book, type_code: str) -> list[Document]:
    found = Document.objects.visible_to(book.actor).filter(type_code=type_code, reverses_id=None)
    return list(found.order_by("number"))


class TestStock:
    def test_becomes_a_document_per_warehouse(self, book: Book) -> None:
        rows = [
            ("主仓", "COLA", "箱", "2", "48"), ("W2", "COLA", "瓶", "5", "10"), ("W1", "APPLE", "", "1.5", "6.75"),
        ]  # fmt: skip
        done = load(book, "opening_stock", table(STOCK, rows))
        assert (done.created, done.problems, len(done.documents)) == (3, [], 2)
        made = documents(book, "opening_stock")
        assert [(one.warehouse.code, one.amount_net, one.business_on) for one in made] == [
            ("W1", D("54.75"), book.day(1)),
            ("W2", D("10.00"), book.day(1)),
        ]
        assert (on_hand(book, "COLA"), on_hand(book, "APPLE")) == (D(29), D("1.5"))
        assert "主仓:2 个商品,成本金额 54.75" in [one.label for one in done.notes]

    def test_finds_products_by_code_barcode_or_name_and_counts_in_the_unit_scanned(self, book: Book) -> None:
        rows = [("W1", "16901234567899", "", "", "2", "48"), ("W1", "", "大米", "5kg", "3", "90"),
                ("W2", "6901234567892", "", "", "7", "14")]  # fmt: skip
        done = load(book, "opening_stock", table("仓库 条码 商品名称 规格 数量 成本金额", rows))
        assert (done.created, done.problems) == (3, [])
        assert (on_hand(book, "COLA"), on_hand(book, "RICE")) == (D(31), D(3))

    def test_says_everything_at_once_and_posts_nothing(self, book: Book) -> None:
        """Also what only the engine knows: a bottle cannot be cut."""
        header = "仓库 商品编码 条码 单位 数量 成本单价 成本金额"
        rows = [
            ("九仓", "NONE", "", "", "1", "1", ""),
            ("W1", "COLA", "6999", "桶", "1", "1", ""),
            ("W1", "APPLE", "6901234567892", "", "-1", "", ""),
            ("W1", "", "", "", "1", "", "x"),
            ("W1", "RICE", "", "", "1", "1", ""),
            ("W1", "RICE", "", "", "2", "1", ""),
            ("W2", "COLA", "", "", "1.5", "1", ""),
            ("W2", "RICE", "", "", "1", "", "-3"),
        ]
        checked = check(book, "opening_stock", table(header, rows))
        assert codes_at(checked) == [
            (2, "warehouse", "WAREHOUSE_NOT_FOUND"),
            (2, "product", "PRODUCT_NOT_FOUND"),
            (3, "unit", "UNIT_UNKNOWN"),
            (4, "barcode", "CODE_AND_BARCODE_DIFFER"),
            (4, "quantity", "QUANTITY_NEGATIVE"),
            (4, "amount", "COST_MISSING"),
            (5, "product", "PRODUCT_MISSING"),
            (5, "amount", "NOT_A_NUMBER"),
            (7, "product", "PRODUCT_TWICE"),
            (8, "quantity", "QUANTITY_TOO_FINE"),
            (9, "amount", "COST_NEGATIVE"),
        ]
        done = load(book, "opening_stock", table(header, rows))
        assert done.is_refused
        assert documents(book, "opening_stock") == []
        good = load(book, "opening_stock", table(header, rows), good_rows_only=True)
        assert (good.created, len(good.problems), on_hand(book, "RICE")) == (1, 11, D(1))

    def test_takes_the_amount_before_the_price_and_leaves_out_nothings(self, book: Book) -> None:
        header = "仓库 商品编码 数量 成本单价 成本金额"
        rows = [
            ("W1", "COLA", "3", "3.33", "10"),
            ("W1", "RICE", "3", "4", "10"),
            ("W2", "COLA", "0", "", ""),
        ]
        done = load(book, "opening_stock", table(header, rows))
        assert (done.created, done.skipped) == (2, 1)
        assert [(one.row_number, one.code) for one in done.warnings] == [(3, "AMOUNT_DIFFERS")]
        lines = Line.objects.visible_to(book.actor).filter(document__type_code="opening_stock")
        assert sorted(lines.values_list("amount_net", flat=True)) == [D(10), D(10)]

    def test_that_is_in_the_books_is_skipped_and_another_figure_refused(self, book: Book) -> None:
        load(book, "opening_stock", table(STOCK, [("W1", "COLA", "箱", "2", "48")]))
        same = [("W1", "COLA", "瓶", "24", "48.00"), ("W1", "RICE", "", "1", "30")]
        again = load(book, "opening_stock", table(STOCK, same, name="别的.csv"))
        assert (again.created, again.skipped, on_hand(book, "COLA")) == (1, 1, D(24))
        file = table(STOCK, [("W1", "COLA", "瓶", "25", "48")])
        other = check(book, "opening_stock", file)
        assert codes_at(other) == [(2, "quantity", "ALREADY_OPENED")]
        assert "数量 24(基本单位)、金额 48.00" in other.problems[0].text
        keeper = book.actor_who_may("import.run", "opening_stock.create", "opening_stock.post")
        unseen = check_import(actor=keeper, kind="opening_stock", file=file, now=NOW)
        assert "数量 24(基本单位),与本行不同" in unseen.problems[0].text

    def test_says_lots_serials_and_bins(self, book: Book) -> None:
        """Lots of one product are rows of their own; what is missing or there already is told at its column."""
        create_bin(actor=book.actor, warehouse_id=book.w1.pk, code="A-01")
        book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=30)
        book.add_product("PHONE", "手机", "台", tracking="serial")
        header = "仓库 商品编码 批号 生产日期 到期日 序列号 库位 数量 成本金额"
        day = book.day(1) - timedelta(days=3)
        rows = [
            ("W1", "MILK", "A1", day.isoformat(), "", "", "A-01", "6", "30"),
            ("W1", "MILK", "A2", "", "2026-02-20", "", "", "4", "20"),
            ("W1", "PHONE", "", "", "", "SN1 SN2", "", "2", "3000"),
        ]
        done = load(book, "opening_stock", table(header, rows))
        assert (done.created, done.problems) == (3, [])
        lots = Lot.objects.visible_to(book.actor).order_by("lot_no").values_list("lot_no", "expires_on")
        assert list(lots) == [("A1", day + timedelta(days=30)), ("A2", date(2026, 2, 20))]
        (lies,) = sql.rows(
            "SELECT sum(h.quantity) FROM inventory_onhand AS h JOIN inventory_place AS p"
            " ON p.company_id = h.company_id AND p.id = h.place_id WHERE h.company_id = %s AND p.bin = 'A-01'",
            (book.company_id,),
        )
        assert lies == (D(6),)
        again = load(book, "opening_stock", table(header, rows, name="别的.csv"))
        assert (again.created, again.skipped) == (0, 3)
        wrong = [
            ("W1", "MILK", "", "", "", "", "", "6", "30"),
        ]
        found = codes_at(check(book, "opening_stock", table(header, wrong)))
        assert found[0] == (2, "lot_no", "LOT_MISSING")
        nowhere = table(header, [("W1", "RICE", "", "", "", "", "Q-99", "2", "1")])
        assert codes_at(check(book, "opening_stock", nowhere)) == [(2, "bin", "UNKNOWN_BIN")]
        short = table(header, [("W2", "PHONE", "", "", "", "SN3", "", "2", "1")])
        assert codes_at(check(book, "opening_stock", short)) == [(2, "serials", "SERIAL_COUNT")]

    def test_that_was_reversed_can_be_imported_again(self, book: Book) -> None:
        file = table(STOCK, [("W1", "COLA", "瓶", "24", "48")])
        load(book, "opening_stock", file)
        made = documents(book, "opening_stock")[0]
        reverse(actor=book.actor, document_id=made.pk, business_on=None, reason="抄错", key="r", now=NOW)
        assert on_hand(book, "COLA") == 0
        done = load(book, "opening_stock", file)
        assert (done.created, done.skipped, on_hand(book, "COLA")) == (1, 0, D(24))

    def test_of_a_closed_month_cannot_even_go_in_part(self, book: Book) -> None:
        close_period(actor=book.actor, month=book.day(1), part="stock")
        file = table(STOCK, [("W1", "COLA", "瓶", "24", "48")])
        done = load(book, "opening_stock", file, good_rows_only=True)
        assert done.is_refused
        assert codes_at(done) == [(0, "business_on", "PERIOD_CLOSED")]
        assert load(book, "opening_stock", file, on=book.day(32)).created == 1

    def test_needs_no_warehouse_where_there_is_one(self, book: Book) -> None:
        file = table("商品编码 数量 成本金额", [("COLA", "1", "2")])
        assert codes_at(check(book, "opening_stock", file)) == [(2, "warehouse", "WAREHOUSE_MISSING")]
        assert load(book, "opening_stock", file, choices={"仓库": "=门店"}).created == 1


class TestStopping:
    """1,200 products in three documents, stopped after the first."""

    @pytest.fixture
    def many(self, book: Book):  # type: ignore[no-untyped-def]
        rows = [(f"M{n:04}", f"货{n}", "个") for n in range(1, 1201)]
        assert load(book, "products", table("编码 名称 单位", rows)).created == 1200
        return table(STOCK, [("W1", code, "", "2", "3") for code, _, _ in rows])

    def test_and_running_again_goes_on(self, book: Book, many) -> None:  # type: ignore[no-untyped-def]
        def stop(done: int, all_rows: int) -> None:
            assert (done, all_rows) == (500, 1200)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load(book, "opening_stock", many, progress=stop)
        assert len(documents(book, "opening_stock")) == 1
        done = load(book, "opening_stock", many)
        assert (done.created, done.skipped, len(done.documents)) == (700, 500, 2)
        lines = Line.objects.visible_to(book.actor).filter(document__type_code="opening_stock")
        assert (lines.count(), lines.values("product").distinct().count()) == (1200, 1200)

    @pytest.mark.parametrize("is_same_file", [True, False], ids=["same file", "control: another"])
    def test_or_running_twice_at_once_posts_once(self, book: Book, is_same_file: bool) -> None:
        """Both looked before either wrote: the key of file and content holds. Control: another file is another key."""
        file = table(STOCK, [("W1", "COLA", "瓶", "24", "48")])
        looked = [
            check_import(actor=book.actor, kind="opening_stock", file=one, now=NOW)
            for one in (file, file if is_same_file else replace(file, digest="0" * 64))
        ]
        for checked in looked:
            work = Work(book.actor, checked.good, checked.judged, checked.reading, book.day(1), NOW)
            assert OPENING_STOCK.write(work).created == 1
        assert on_hand(book, "COLA") == (24 if is_same_file else 48)


@pytest.mark.realdata
class TestOtherSystems:
    """Templates of another system, as they are: what they hold is understood without a word from anyone."""

    FOLDER = SHARED / "data" / "import_templates" / "dev" / "jshERP"

    def real(self, name: str) -> TableFile:
        path = self.FOLDER / name
        if not path.exists():
            pytest.skip(f"real data absent: data/import_templates/dev/jshERP/{name} (set HENGKU_SHARED)")
        return read_file(path, name=name)

    def test_goods_and_partners_come_over(self, book: Book) -> None:
        done = load(book, "products", self.real("goods_template.xls"))
        assert (done.created, done.problems) == (2, [])
        cola = book.product("P000001")
        assert (cola.name, cola.specification, cola.brand) == ("可乐test", "250ml", "百事")
        assert (cola.category.name, cola.base_unit.name) == ("饮料", "瓶")
        assert (cola.sale_price, cola.purchase_price, cola.is_active) == (D(12), D(5), True)
        customers = self.real("customer_template.xls")
        assert load(book, "parties", customers, choices={"类型": "=客户"}).created == 2
        owed = load(book, "opening_arap", customers, choices={"性质": "=应收"})
        assert (owed.created, owed.skipped, owed.problems) == (1, 1, [])
        assert [row[2] for row in sql.rows(ITEMS, (book.company_id,))] == [D(100)]


class TestAccounts:
    """D-OPNG: the trial balance of another program."""

    HEADER = "科目编码 科目名称 期初借方 期初贷方 本年累计借方 本年累计贷方"
    ROWS = (
        ("1001", "库存现金", "200", "", "50", ""),
        ("1002", "银行存款", "3,000.00", "", "", ""),
        ("1122", "应收账款", "500", "", "", ""),
        ("2202", "应付账款", "", "700", "", ""),  # the sum of the two below it
        ("220201", "应付货款", "", "700", "", ""),
        ("3001", "实收资本", "", "3000", "", "50"),
        ("2241", "其他应付款", "0", "0", "", ""),
    )

    def test_becomes_one_document_beside_what_parties_owe(self, book: Book) -> None:
        owed = [("乙", "应收", "500", "", ""), ("甲", "应付", "700", "", "")]
        load(book, "opening_arap", table(TestOwed.HEADER, owed))
        done = load(book, "opening_gl", table(self.HEADER, list(self.ROWS)))
        assert (done.created, done.skipped, done.problems, len(done.documents)) == (5, 2, [], 1)
        assert "5 个科目,借方 3700.00,贷方 3700.00" in [one.label for one in done.notes]
        assert opening_check(book.actor).is_right
        again = load(book, "opening_gl", table(self.HEADER, list(self.ROWS)))
        assert (again.created, again.skipped, again.problems) == (0, 7, [])

    def test_says_what_is_wrong_at_its_row(self, book: Book) -> None:
        FundAccount.objects.create(company_id=book.company_id, code="B2", name="二号户", role="bank")
        rows = [("9999", "", "1", "", "", ""), ("1002", "", "1", "", "", ""), ("3001", "", "", "x", "", "")]
        found = codes_at(check(book, "opening_gl", table(self.HEADER, rows)))
        assert {("ACCOUNT_NOT_FOUND", 2), ("WHICH_FUND_ACCOUNT", 3), ("NOT_A_NUMBER", 4)} <= {
            (code, row) for row, _, code in found
        }
        uneven = [("1001", "", "2", "", "", ""), ("3001", "", "", "1", "", "")]
        checked = check(book, "opening_gl", table(self.HEADER, uneven))
        assert [one.code for one in checked.problems] == ["NOT_IN_BALANCE"]


class TestOwed:
    HEADER = "往来单位 性质 金额 到期日 单号"

    def test_becomes_a_document_per_party_and_due_date(self, book: Book) -> None:
        rows = [
            ("乙", "应收", "1130.00", "2026-01-31", "XS-1"),
            ("C01", "应收账款", "¥200", "2026年1月31日", "XS-2"),
            ("乙", "预收", "50", "2026-02-28", ""),
            ("甲", "应付", "80.5", "", ""),
        ]
        done = load(book, "opening_arap", table(self.HEADER, rows))
        assert (done.created, done.problems, len(done.documents)) == (4, [], 3)
        customer, supplier = book.customer.pk, book.supplier.pk
        assert sql.rows(ITEMS, (book.company_id,)) == [
            ("ar", customer, D("1130.00"), date(2026, 1, 31)),
            ("ar", customer, D("200.00"), date(2026, 1, 31)),
            ("advance_received", customer, D("50.00"), date(2026, 2, 28)),
            ("ap", supplier, D("80.50"), date(2026, 1, 1)),
        ]
        assert "应收账款:2 笔,合计 1330.00" in [one.label for one in done.notes]

    def test_says_everything_at_once(self, book: Book) -> None:
        rows = [
            ("丙", "欠我", "x", "31/1/2026", ""),
            ("乙", "应收", "-5", "", ""),
            ("", "应收", "5", "", ""),
            ("乙", "应收", "0", "", ""),
            ("甲", "应收", "5", "", ""),
        ]
        checked = check(book, "opening_arap", table(self.HEADER, rows))
        assert codes_at(checked) == [
            (2, "party", "PARTY_NOT_FOUND"),
            (2, "kind", "NOT_A_CHOICE"),
            (2, "amount", "NOT_A_NUMBER"),
            (2, "due_on", "DATE_UNCLEAR"),
            (3, "amount", "AMOUNT_NEGATIVE"),
            (4, "party", "MISSING"),
        ]
        assert "预收账款" in checked.problems[4].text
        assert [(one.row_number, one.code) for one in checked.warnings] == [(6, "PARTY_OF_OTHER_KIND")]
        assert [one.row_number for one in checked.judged.skipped] == [5]

    def test_keeps_equal_items_apart_by_how_many_there_are(self, book: Book) -> None:
        """Two sales of the same amount are two items; the file again adds none, a third row one."""
        row = ("乙", "应收", "100", "2026-01-31", "")
        file = table(self.HEADER, [row, row])
        done = load(book, "opening_arap", file)
        assert (done.created, [one.code for one in done.warnings]) == (2, ["ITEM_TWICE"])
        assert load(book, "opening_arap", file).skipped == 2
        more = load(book, "opening_arap", table(self.HEADER, [row, row, row]))
        assert (more.created, more.skipped) == (1, 2)
        assert len(sql.rows(ITEMS, (book.company_id,))) == 3

    def test_of_three_hundred_dates_is_posted_in_parts(self, book: Book) -> None:
        rows = [
            ("乙", "应收", str(n), f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}", f"N{n}") for n in range(1, 301)
        ]
        seen: list[int] = []
        done = load(
            book, "opening_arap", table(self.HEADER, rows), progress=lambda done, _: seen.append(done)
        )
        assert (done.created, len(sql.rows(ITEMS, (book.company_id,)))) == (300, 300)
        assert seen[-1] == 300
        assert load(book, "opening_arap", table(self.HEADER, rows)).skipped == 300
