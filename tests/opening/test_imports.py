"""A table from outside becomes products, parties and opening balances: all of it, or nothing and every reason why."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import psycopg
import pytest

from hengku.catalog.models import Barcode, Category, Product, ProductUnit, Unit
from hengku.identity.actor import MissingPermission
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import connect
from hengku.kit.tables.asking import ROWS_ASKED
from hengku.kit.tables.cells import letter_of
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import FileNotReadable
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_csv, write_xlsx
from hengku.opening.imports import actions
from hengku.opening.imports.actions import (
    KINDS,
    Checked,
    Imported,
    ImportKindUnknown,
    check_import,
    run_import,
)
from hengku.opening.imports.offered import offered_lists
from hengku.opening.imports.reading import (
    ColumnUnknown,
    HeadingUnknown,
    SheetUnknown,
    TableFile,
    read_file,
)
from hengku.opening.imports.template import write_template
from hengku.opening.imports.told import checked_data
from hengku.parties.models import Party
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
Rows = Sequence[Sequence[Out]]


def table(header: str, rows: Rows, name: str = "表.csv") -> TableFile:
    """A CSV with these headings (by blanks) and rows, read as an upload is."""
    target = BytesIO()
    write_csv(target, header.split(), rows)
    return read_file(target.getvalue(), name=name)


def check(book: Book, kind: str, file: TableFile, **words: object) -> Checked:
    return check_import(actor=book.actor, kind=kind, file=file, now=NOW, **words)  # type: ignore[arg-type]


def load(book: Book, kind: str, file: TableFile, **words: object) -> Imported:
    return run_import(actor=book.actor, kind=kind, file=file, now=NOW, **words)  # type: ignore[arg-type]


def codes_at(found: Checked | Imported) -> list[tuple[int, str, str]]:
    return [(one.row_number, one.key, one.code) for one in found.problems]


def products_of(book: Book) -> int:
    return Product.objects.visible_to(book.actor).count()


class TestColumns:
    HEADER = "货号 品名 计量单位 零售价"
    ROWS: Rows = (("A1", "牙刷", "支", "5.5"),)

    def test_are_found_by_what_people_call_them(self, book: Book) -> None:
        checked = check(book, "products", table(self.HEADER, self.ROWS))
        told = checked_data(checked)
        found = {key: heading for key, heading in told["mapping"].items() if heading}
        assert found == {"code": "货号", "name": "品名", "base_unit": "计量单位", "sale_price": "零售价"}
        assert checked.is_clean
        assert [one["action"] for one in told["preview"]] == ["create"]

    def test_are_chosen_by_heading_letter_label_or_constant(self, book: Book) -> None:
        file = table("一 二 三", [("A1", "牙刷", "5.5")])
        choices = {"code": "一", "商品名称": "b", "单位": "=支", "售价": "三"}
        checked = check(book, "products", file, choices=choices)
        record = checked.good[0].item
        assert (record.code, record.name, record.base_unit, record.sale_price) == (
            "A1",
            "牙刷",
            "支",
            D("5.5"),
        )
        assert checked_data(checked)["mapping"]["base_unit"] == "=支"

    def test_a_constant_fills_empty_cells_only(self, book: Book) -> None:
        file = table("编码 名称 单位", [("A1", "牙刷", "支"), ("A2", "毛巾", "")])
        checked = check(book, "products", file, choices={"单位": "=条"})
        assert [one.item.base_unit for one in checked.good] == ["支", "条"]

    def test_that_were_chosen_away_are_not_read(self, book: Book) -> None:
        checked = check(book, "products", table(self.HEADER, self.ROWS), choices={"sale_price": None})
        assert checked.good[0].item.sale_price is None
        assert "没有用到的列:零售价" in [one.label for one in checked.judged.notes]

    def test_that_nobody_knows_are_refused(self, book: Book) -> None:
        file = table(self.HEADER, self.ROWS)
        with pytest.raises(HeadingUnknown, match="没有“进货价”这一列"):
            check(book, "products", file, choices={"code": "进货价"})
        with pytest.raises(ColumnUnknown, match="没有“颜色”这个字段"):
            check(book, "products", file, choices={"颜色": "货号"})
        with pytest.raises(ImportKindUnknown):
            check(book, "vouchers", file)

    def test_that_are_missing_are_said_with_everything_else(self, book: Book) -> None:
        """All at once: the missing columns and the bad cells of the others. Then not even good rows can go."""
        checked = check(book, "products", table("编码 售价", [("A1", "五块"), ("A2", "5")]))
        assert codes_at(checked) == [
            (0, "name", "COLUMN_MISSING"),
            (0, "base_unit", "COLUMN_MISSING"),
            (2, "sale_price", "NOT_A_NUMBER"),
        ]
        done = load(book, "products", table("编码 售价", [("A2", "5")]), good_rows_only=True)
        assert (done.is_refused, done.created) == (True, 0)

    def test_of_another_sheet_or_row_can_be_named(self, book: Book) -> None:
        target = BytesIO()
        columns = [ColumnOut("编码"), ColumnOut("名称"), ColumnOut("单位")]
        sheets = [
            SheetOut("封面", [ColumnOut("某店")], [("资料",)]),
            SheetOut("货", columns, [("A1", "牙刷", "支")]),
        ]
        write_xlsx(target, sheets)
        content = target.getvalue()
        file = read_file(content, name="货.xlsx", sheet="货", header_row=1)
        assert check(book, "products", file).is_clean
        with pytest.raises(SheetUnknown, match="可选:封面、货"):
            read_file(content, name="货.xlsx", sheet="表3")


class TestProducts:
    def test_come_with_units_barcodes_category_tax_and_prices(self, book: Book) -> None:
        header = "商品编码 商品名称 规格 类别 单位 辅助单位 大单位 换算 条码 大单位条码 税率 售价 进价(含税) 最低库存 最高库存"
        row = (
            "N1", "酱油", "500ml", "调味", "瓶", "提=6瓶", "箱", "24", "6901028075022;690000001", "69012", "13%",
            "12.9", "9.04", "10", "99",
        )  # fmt: skip
        done = load(book, "products", table(header, [row]))
        assert (done.created, done.problems) == (1, [])
        product = book.product("N1")
        assert (product.category.name, product.category.code) == ("调味", "04")
        assert (product.tax_code.code, product.sale_price, product.purchase_price) == (
            "VAT13",
            D("12.9"),
            D(8),
        )
        assert (product.stock_minimum, product.stock_maximum) == (10, 99)
        units = ProductUnit.objects.visible_to(book.actor).filter(product=product)
        assert set(units.values_list("unit__name", "numerator")) == {("提", 6), ("箱", 24)}
        barcodes = Barcode.objects.visible_to(book.actor).filter(product=product)
        assert set(barcodes.values_list("code", "unit__name")) == {
            ("06901028075022", "瓶"), ("690000001", "瓶"), ("69012", "箱"),
        }  # fmt: skip
        assert "将新建类别 1 个:04 调味" in [one.label for one in done.notes]
        assert "将新建单位 1 个:提" in [one.label for one in done.notes]

    def test_of_the_first_import_are_skipped_by_the_second(self, book: Book) -> None:
        """F07: 200 rows with 5 wrong: none in, all 5 said; corrected, 200 in; the same file again, none twice."""
        before = products_of(book)
        rows = [[f"F{n:03}", f"商品{n}", "个", str(n)] for n in range(1, 201)]
        for n, price in ((3, "一百"), (50, "-1"), (77, "1.123456789"), (120, "#N/A"), (200, "1e5")):
            rows[n - 1][3] = price
        file = table("编码 名称 单位 售价", rows)
        done = load(book, "products", file)
        assert (done.is_refused, done.created, products_of(book)) == (True, 0, before)
        assert [one.row_number for one in done.problems] == [4, 51, 78, 121, 201]
        assert [one.code for one in done.problems] == [
            "NOT_A_NUMBER", "NUMBER_BELOW_ZERO", "TOO_MANY_DECIMALS", "EXCEL_ERROR", "SCIENTIFIC",
        ]  # fmt: skip
        for n in (3, 50, 77, 120, 200):
            rows[n - 1][3] = "9.9"
        corrected = table("编码 名称 单位 售价", rows)
        assert load(book, "products", corrected).created == 200
        again = load(book, "products", corrected)
        assert (again.created, again.skipped, products_of(book)) == (0, 200, before + 200)

    def test_that_are_wrong_in_several_ways_say_so_at_once(self, book: Book) -> None:
        """Also in one row, and also what only the catalog knows."""
        rows = [
            ("COLA", "别的", "瓶", "x", "6901234567892", "0"),
            ("N1", "", "", "1", "", "7%"),
            ("N2", "毛巾", "条", "1", "", ""),
            ("N2", "毛巾", "条", "1", "", "13%"),
        ]
        checked = check(book, "products", table("编码 名称 单位 售价 条码 税率", rows))
        assert codes_at(checked) == [
            (2, "code", "PRODUCT_CODE_TAKEN"),
            (2, "sale_price", "NOT_A_NUMBER"),
            (2, "barcodes", "BARCODE_TAKEN"),
            (2, "tax_code", "TAX_CODE_UNKNOWN"),
            (3, "name", "MISSING"),
            (3, "base_unit", "MISSING"),
            (3, "tax_code", "TAX_CODE_UNKNOWN"),
            (5, "code", "TWICE_IN_LIST"),
            (5, "name", "TWICE_IN_LIST"),
        ]
        assert checked.problems[-1].text == "名称和规格“毛巾”与第 4 行重复。"
        assert (checked.problems[0].column, checked.problems[0].value) == ("A", "COLA")

    def test_that_are_right_can_go_without_the_others(self, book: Book) -> None:
        rows = [
            ("N1", "牙刷", "支", "洗漱", "5"),
            ("N2", "坏的", "把", "坏类", "?"),
            ("N3", "毛巾", "条", "洗漱", "9"),
        ]
        done = load(book, "products", table("编码 名称 单位 类别 售价", rows), good_rows_only=True)
        assert (done.created, done.is_refused) == (2, False)
        assert codes_at(done) == [(3, "sale_price", "NOT_A_NUMBER")]
        assert Product.objects.visible_to(book.actor).filter(code__in=["N1", "N2", "N3"]).count() == 2
        # nor is anything made that only the bad row wanted
        assert not Category.objects.visible_to(book.actor).filter(name="坏类").exists()
        assert not Unit.objects.visible_to(book.actor).filter(name="把").exists()

    def test_that_are_there_stay_as_they_are_and_say_what_differs(self, book: Book) -> None:
        file = table("编码 名称 单位 售价 参考成本", [("COLA", "可乐", "瓶", "4", "99")])
        done = load(book, "products", file)
        assert (done.created, done.skipped) == (0, 1)
        assert book.product("COLA").sale_price == D("3.5")
        why = check(book, "products", file).judged.skipped[0].why
        assert why == "已有商品 COLA;文件中的售价、参考成本与系统不同,未改动"
        seller = book.actor_who_may("import.run", "catalog.edit")
        why = check_import(actor=seller, kind="products", file=file, now=NOW).judged.skipped[0].why
        assert why == "已有商品 COLA;文件中的售价与系统不同,未改动"

    def test_without_a_code_get_the_next_one_and_keep_it(self, book: Book) -> None:
        book.add_product("P000123", "旧货")
        rows = [("", "甲货"), ("P000200", "乙货"), ("", "丙货")]
        file = table("编码 名称", rows)
        words = {"choices": {"base_unit": "=个"}}
        done = load(book, "products", file, **words)
        assert done.created == 3
        assert "2 个商品没有编码,将自动编为 P000201 至 P000202" in [one.label for one in done.notes]
        assert book.product("P000201").name == "甲货"
        assert load(book, "products", file, **words).skipped == 3

    def test_keep_one_unit_whatever_its_case_and_cut_weights_finely(self, book: Book) -> None:
        rows = [("N1", "面粉", "KG"), ("N2", "糖", "kg"), ("N3", "水", "瓶"), ("N4", "灯", "盏")]
        assert load(book, "products", table("编码 名称 单位", rows)).created == 4
        assert book.product("N1").base_unit == book.product("N2").base_unit
        assert (book.unit("KG").precision, book.unit("盏").precision) == (3, 0)

    def test_find_their_category_by_code_or_name(self, book: Book) -> None:
        rows = [("N1", "甲货", "个", "02"), ("N2", "乙货", "个", "原材料"), ("N3", "丙货", "个", "")]
        assert load(book, "products", table("编码 名称 单位 类别", rows)).created == 3
        assert [book.product(code).category.code for code in ("N1", "N2", "N3")] == ["02", "02", "01"]
        assert Category.objects.visible_to(book.actor).count() == 3

    def test_with_a_doubtful_barcode_are_imported_with_a_word(self, book: Book) -> None:
        done = load(book, "products", table("编码 名称 单位 条码", [("N1", "甲货", "个", "6901028075023")]))
        assert done.created == 1
        assert [one.code for one in done.warnings] == ["BARCODE_DOUBTFUL"]

    def test_of_another_company_are_not_seen(self, book: Book) -> None:
        Book().add_product("N1", "甲货")
        assert load(book, "products", table("编码 名称 单位", [("N1", "别货", "个")])).created == 1

    def test_need_the_rights(self, book: Book) -> None:
        file = table("编码 名称 单位 类别", [("N1", "甲货", "个", "新类")])
        for granted in (["import.run"], ["catalog.edit"]):
            actor = book.actor_who_may(*granted)
            with pytest.raises(MissingPermission):
                run_import(actor=actor, kind="products", file=file, now=NOW)
        assert not Category.objects.visible_to(book.actor).filter(name="新类").exists()

    def test_that_somebody_else_made_meanwhile_stop_the_import_with_their_row(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between looking and writing somebody takes a code: the block is refused as a whole, by row."""
        file = table("编码 名称 单位", [("N1", "甲货", "个"), ("N2", "乙货", "个")])
        looked = check(book, "products", file)
        book.add_product("N2", "抢先")
        monkeypatch.setattr(actions, "check_import", lambda **_: looked)
        done = load(book, "products", file)
        assert done.created == 0
        assert codes_at(done) == [(3, "code", "PRODUCT_CODE_TAKEN")]
        assert not Product.objects.visible_to(book.actor).filter(code="N1").exists()


class TestParties:
    def test_come_as_customers_suppliers_or_both(self, book: Book) -> None:
        header = "名称 类型 纳税人识别号 手机号码 账期"
        rows = [
            ("南门小店", "客户", "", "13000000000", "30"),
            ("北门商行", "供应商", "91310000MA1K00000X", "", ""),
            ("东门公司", "客户/供应商", "", "", "7"),
        ]
        done = load(book, "parties", table(header, rows))
        assert (done.created, done.problems) == (3, [])
        found = Party.objects.visible_to(book.actor).filter(name__contains="门").order_by("code")
        assert list(found.values_list("code", "is_customer", "is_supplier", "payment_days")) == [
            ("C00001", True, False, 30),
            ("C00002", True, True, 7),
            ("S00001", False, True, 0),
        ]
        assert "3 个往来单位没有编码,将自动编为 C00001 至 S00001" in [one.label for one in done.notes]
        assert load(book, "parties", table(header, rows)).skipped == 3

    def test_say_everything_at_once(self, book: Book) -> None:
        rows = [
            ("C01", "别家", "客户", "1"),
            ("X1", "（甲）店", "供应商", "-5"),
            ("X2", "(甲)店", "朋友", "1.5"),
        ]
        checked = check(book, "parties", table("编码 名称 类型 账期", rows))
        assert codes_at(checked) == [
            (2, "code", "CODE_TAKEN"),
            (3, "payment_days", "NUMBER_BELOW_ZERO"),
            (4, "name", "PARTY_TWICE_IN_LIST"),
            (4, "role", "NOT_A_CHOICE"),
            (4, "payment_days", "TOO_MANY_DECIMALS"),
        ]

    def test_that_are_there_are_not_turned_into_something_else(self, book: Book) -> None:
        checked = check(book, "parties", table("名称 类型", [("甲", "客户")]))
        assert "它还不是客户" in checked.judged.skipped[0].why
        load(book, "parties", table("名称 类型", [("甲", "客户")]))
        assert book.party("甲").is_customer is False


class TestTemplates:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
    def test_read_back_as_every_wanted_column(self, kind) -> None:  # type: ignore[no-untyped-def]
        target = BytesIO()
        write_template(kind, target)
        read = read_table(target.getvalue(), name="模板.xlsx")
        first, guide = read.sheets[:2]
        labels = {heading.label: heading.is_required for heading in first.header}
        assert labels == {column.label: column.is_required for column in kind.columns}
        assert (len(first.rows), len(guide.rows)) == (1, len(kind.columns) + len(kind.hints))

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
    def test_example_is_no_row(self, book: Book, kind) -> None:  # type: ignore[no-untyped-def]
        target = BytesIO()
        write_template(kind, target, offered_lists(book.actor))
        with pytest.raises(FileNotReadable, match="没有数据行"):
            read_file(target.getvalue(), name="模板.xlsx")

    def test_cells_offer_what_the_company_has(self, book: Book) -> None:
        """Looked at as Excel does: what the cell below a heading refers to, and what stands there."""
        target = BytesIO()
        kind = actions.import_kind("products")
        write_template(kind, target, offered_lists(book.actor))
        with zipfile.ZipFile(target) as file:
            sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
        asks = {one.get("sqref"): one for one in sheet.findall(".//{*}dataValidation")}
        assert len(asks) == len(kind.columns)
        choices = read_table(target.getvalue(), name="模板.xlsx").sheets[2]
        at = next(n for n, column in enumerate(kind.columns) if column.key == "base_unit")
        unit = asks[f"{letter_of(at)}2:{letter_of(at)}{ROWS_ASKED + 1}"]
        said = unit.findtext("{*}formula1") or ""
        (listed,) = [one for one in choices.header if said.startswith(f"'可选值'!${one.letter}$2:")]
        assert listed.label == "单位"
        assert {"瓶", "千克"} <= {row.cells[listed.index] for row in choices.rows}
        assert unit.get("prompt", "").startswith("必填。")
        assert unit.get("errorStyle") is None  # a new unit may be written, a new tax code may not
        taxes = next(n for n, column in enumerate(kind.columns) if column.key == "tax_code")
        assert asks[f"{letter_of(taxes)}2:{letter_of(taxes)}{ROWS_ASKED + 1}"].get("errorStyle") == "warning"

    def test_filled_in_with_their_samples_can_be_imported(self, book: Book) -> None:
        for kind in KINDS:
            columns = [ColumnOut(column.label, "text") for column in kind.columns]
            samples = [{**sample, "warehouse": "W1"} for sample in kind.samples]
            rows = [[sample.get(column.key) for column in kind.columns] for sample in samples]
            target = BytesIO()
            write_xlsx(target, [SheetOut(kind.label, columns, rows)])
            done = load(book, kind.code, read_file(target.getvalue(), name="模板.xlsx"))
            assert (done.created, done.problems) == (len(kind.samples), []), kind.code


HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"


class TestLock:
    def test_lets_one_import_work_in_a_company(self, book: Book) -> None:
        file = table("编码 名称 单位", [("N1", "甲货", "个")])
        other = Book()
        key = (actions._LOCK, book.company_id % 2**31)
        with psycopg.connect(connect.dsn_for("app")) as somebody:
            somebody.execute("SELECT pg_advisory_lock(%s::int4, %s::int4)", key)
            with pytest.raises(actions.ImportRunning):
                load(book, "products", file)
            assert load(other, "products", file).created == 1
        until = time.monotonic() + 20
        while sql.rows(HELD, key)[0][0] and time.monotonic() < until:
            time.sleep(0.01)  # the server learns of a closed connection a moment later
        assert load(book, "products", file).created == 1

    def test_is_given_back_after_a_refusal(self, book: Book) -> None:
        with pytest.raises(HeadingUnknown):
            load(book, "products", table("编码", [("N1",)]), choices={"code": "无"})
        assert sql.rows(HELD, (actions._LOCK, book.company_id))[0][0] == 0
