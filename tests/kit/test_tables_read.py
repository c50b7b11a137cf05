"""Reading tables: encodings, separators, headings, damaged rows, and numbers exactly as they stand."""

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from hengku.kit.tables.cells import BadRow, Number, Row, letter_of
from hengku.kit.tables.header import rehead
from hengku.kit.tables.limits import Limits
from hengku.kit.tables.reader import iter_rows, read_table
from hengku.kit.tables.refusals import FileTooLarge


def workbook(
    *rows: Sequence[object], merges: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "单"
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes, name: str = "x.csv") -> list[list[object]]:
    return [list(row.cells) for row in read_table(content, name=name).main.rows]


TEXT = "编码,名称\n102900005115168,牛首生菜\n102900005115199,四川红香椿\n"


class TestEncodings:
    @pytest.mark.parametrize(
        ("content", "encoding", "delimiter"),
        [
            (TEXT.encode("utf-8"), "utf-8", ","),
            (TEXT.encode("utf-8-sig"), "utf-8-sig", ","),
            (TEXT.encode("gb18030"), "gb18030", ","),
            (TEXT.replace(",", "\t").encode("utf-16"), "utf-16", "\t"),
            (TEXT.replace(",", ";").encode("gb18030"), "gb18030", ";"),
            (gzip.compress(TEXT.encode("gb18030"), mtime=0), "gb18030", ","),
        ],
        ids=["utf-8", "utf-8-sig", "gb18030", "utf-16", "semicolons", "gzip"],
    )
    def test_chinese_text_reads_the_same(self, content, encoding, delimiter):
        name = "x.csv.gz" if content.startswith(b"\x1f\x8b") else "x.csv"
        table = read_table(content, name=name)
        assert (table.encoding, table.delimiter) == (encoding, delimiter)
        assert [heading.label for heading in table.main.header] == ["编码", "名称"]
        assert cells(content, name) == [["102900005115168", "牛首生菜"], ["102900005115199", "四川红香椿"]]

    def test_latin_letters_among_ascii_are_not_taken_for_chinese(self):
        """ô t would be one character in GB18030: the negative control decodes it so."""
        content = "Country\tName\nCôte d'Ivoire\tHélène\n".encode("latin-1")
        assert content.decode("gb18030") != content.decode("latin-1")
        table = read_table(content, name="x.csv")
        assert (table.encoding, table.delimiter) == ("latin-1", "\t")
        assert cells(content) == [["Côte d'Ivoire", "Hélène"]]

    def test_a_few_bad_bytes_damage_their_rows_only(self):
        lines = [f"编码{n},牛首生菜" for n in range(50)]
        content = "\n".join(["编码,名称", *lines]).encode().replace("编码7,".encode(), b"\xff7,", 1)
        sheet = read_table(content, name="x.csv").main
        assert len(sheet.rows) == 49
        [bad] = sheet.bad_rows
        assert (bad.number, bad.reason) == (9, "bad_bytes")
        assert "\\xff7" in bad.raw
        assert "无法识别" in bad.text


class TestDamagedRows:
    def test_ragged_rows_come_back_with_their_text(self):
        sheet = read_table(b"a,b,c\n1,x,3\n2,y\n3,z,9,8,7\n4,w,5,,\n", name="x.csv").main
        assert [row.number for row in sheet.rows] == [2, 5]
        assert list(sheet.rows[1].cells) == ["4", "w", "5"]
        assert [(bad.number, bad.reason) for bad in sheet.bad_rows] == [
            (3, "too_few_cells"),
            (4, "too_many_cells"),
        ]
        assert sheet.bad_rows[1].raw == "3,z,9,8,7"

    def test_a_heading_with_empty_columns_behind_it_is_no_damage(self):
        sheet = read_table(b"a,b,c,,\n1,2,3\n4,5,6,,,\n", name="x.csv").main
        assert [list(row.cells) for row in sheet.rows] == [["1", "2", "3"], ["4", "5", "6"]]
        assert not sheet.bad_rows

    def test_an_open_quote_takes_no_other_row_with_it(self):
        rows = ["编码,名称", '1,"长\n两行"', '2,"没有结尾', "3,丙", *(f"{n},行" for n in range(4, 300))]
        sheet = read_table("\n".join(rows).encode(), name="x.csv").main
        assert list(sheet.rows[0].cells) == ["1", "长\n两行"]
        assert [(bad.raw, bad.reason) for bad in sheet.bad_rows] == [('2,"没有结尾', "unclosed_quote")]
        assert len(sheet.rows) == 298

    def test_inches_in_the_middle_of_a_cell_are_no_quotes(self):
        assert cells(b'a,b\n1,5" pipe\n2,"6"" pipe, long"\n') == [
            ["1", '5" pipe'],
            ["2", '6" pipe, long'],
        ]

    def test_text_after_a_closing_quote_is_damage(self):
        [bad] = read_table(b'a,b\n1,"x"y\n2,z\n', name="x.csv").main.bad_rows
        assert (bad.number, bad.reason, bad.raw) == (2, "bad_quote", '1,"x"y')

    def test_every_row_is_somewhere(self):
        lines = ["a,b,c"] + [",".join("x" * (1 + n % 5)) for n in range(500)]
        sheet = read_table("\n".join(lines).encode(), name="x.csv").main
        numbers = {row.number for row in (*sheet.above, *sheet.rows, *sheet.bad_rows)}
        assert numbers == set(range(1, 502))

    def test_blank_rows_keep_their_number_but_are_not_rows(self):
        sheet = read_table(b"a,b\n1,2\n\n,,\n \n3,4\n", name="x.csv").main
        assert [row.number for row in sheet.rows] == [2, 6]
        assert not sheet.bad_rows


class TestNumbers:
    def test_numbers_in_text_are_trimmed_and_else_untouched(self):
        assert cells(b"q,c,n\n0.293 ,0012, EA \n 1.10,1.03E+18,x\n") == [
            ["0.293", "0012", " EA "],
            ["1.10", "1.03E+18", "x"],
        ]

    def test_numeric_cells_are_the_shortest_exact_text(self):
        content = workbook(
            ["编码", "量", "价", "数"],
            [102900005115168, 0.293, 1.1475999999, 2001],
            [1030204010000000000, 1e-7, 125.44, -5],
        )
        first, second = cells(content, "x.xlsx")
        assert first == ["102900005115168", "0.293", "1.1475999999", "2001"]
        assert second == ["1030204010000000000", "0.0000001", "125.44", "-5"]
        assert all(isinstance(cell, Number) for cell in (*first, *second))

    def test_long_codes_in_numeric_cells_are_flagged(self):
        intact, damaged, quantity = Number("102900005115168"), Number("1030204010000000000"), Number("1234.5")
        assert (intact.is_like_code, intact.has_lost_digits) == (True, False)
        assert (damaged.is_like_code, damaged.has_lost_digits) == (True, True)
        assert (quantity.is_like_code, quantity.has_lost_digits) == (False, False)

    def test_dates_times_and_yes_are_typed(self):
        day, moment = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 10, 29, 52)
        content = workbook(["日", "时", "是"], [day, moment, True])
        [row] = cells(content, "x.xlsx")
        assert row == [day, moment, "TRUE"]
        assert type(row[0]) is dt.date

    def test_error_cells_are_not_read_as_empty(self):
        """The parser itself gives them back as "": the text is put in again from the first look."""
        content = workbook(["编码", "价"], ["甲", "x"], ["乙", 2])
        source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename.endswith("sheet1.xml"):
                    at = data.index(b'<c r="B2"')
                    data = (
                        data[:at]
                        + b'<c r="B2" t="e"><v>#DIV/0!</v></c>'
                        + data[data.index(b"</c>", at) + 4 :]
                    )
                target.writestr(entry, data)
        assert cells(out.getvalue(), "x.xlsx") == [["甲", "#DIV/0!"], ["乙", "2"]]

    def test_formulas_that_were_never_computed_are_not_read_as_empty(self):
        content = workbook(["编码", "价"], ["甲", "=1+1"], ["乙", 2], ["", "=A1"])
        assert cells(content, "x.xlsx") == [["甲", "#公式未计算"], ["乙", "2"], ["", "#公式未计算"]]


class TestHeadings:
    def test_under_instructions_with_stars(self):
        content = workbook(
            ["1、带星号的为必填项\n2、数量需填写数字\n3、行数必须小于1000"],
            ["条码*", "名称", "数量＊", "单价(必填)"],
            [2001, "可乐", 1, 3.5],
            merges=["A1:D1"],
        )
        sheet = read_table(content, name="x.xlsx").main
        assert sheet.header_row == 2
        assert [(h.letter, h.label, h.is_required) for h in sheet.header] == [
            ("A", "条码", True),
            ("B", "名称", False),
            ("C", "数量", True),
            ("D", "单价", True),
        ]
        assert [row.number for row in sheet.above] == [1, 2]
        assert [row.number for row in sheet.rows] == [3]

    def test_two_rows_of_headings_with_merged_titles(self):
        content = workbook(
            ["序号", "期初", None, "备注"],
            [None, "数量", "金额", None],
            [1, 5, 10, "甲"],
            merges=["A1:A2", "B1:C1", "D1:D2"],
        )
        sheet = read_table(content, name="x.xlsx").main
        assert sheet.header_row == 2
        assert [(h.group, h.label) for h in sheet.header] == [
            ("", "序号"),
            ("期初", "数量"),
            ("期初", "金额"),
            ("", "备注"),
        ]

    @pytest.mark.parametrize(
        ("lines", "header_row"),
        [
            (["编码,名称", "1,甲"], 1),
            (["销售明细表,,", "公司：,甲公司,", "编码,名称,数量", "1,甲,3"], 3),
            (["地区,经理", "东北,楚杰"], 1),
            (["日期", "2026-11-21"], 1),
            (["2023-06-24,10:29:52,102900011022764,0.293,销售", "2023-06-24,10:29:56,1,2,销售"], None),
            (["W,2024,名称,W2", "1,2,甲,4"], 1),
        ],
    )
    def test_is_found_or_not(self, lines, header_row):
        sheet = read_table("\n".join(lines).encode(), name="x.csv").main
        assert sheet.header_row == header_row
        assert len(sheet.above) + len(sheet.rows) + len(sheet.bad_rows) == len(lines)

    def test_a_person_may_point_at_another_row(self):
        sheet = read_table("标题,甲\n编码,名称\n1,乙\n".encode(), name="x.csv").main
        assert sheet.header_row == 1
        other = rehead(sheet, 2)
        assert [h.label for h in other.header] == ["编码", "名称"]
        assert [row.number for row in other.rows] == [3]
        assert [row.number for row in rehead(other, None).rows] == [1, 2, 3]
        with pytest.raises(LookupError):
            rehead(sheet, 9)

    def test_the_main_sheet_is_visible_and_filled(self):
        book = Workbook()
        book.active.title = "隐藏"
        book.active.append(["编码", "名称"])
        book.active.sheet_state = "hidden"
        book.create_sheet("空")
        book.create_sheet("数据").append(["编码", "名称"])
        book["数据"].append(["1", "甲"])
        out = io.BytesIO()
        book.active = 2
        book.save(out)
        table = read_table(out.getvalue(), name="x.xlsx")
        assert [(sheet.name, sheet.is_visible) for sheet in table.sheets] == [
            ("隐藏", False),
            ("空", True),
            ("数据", True),
        ]
        assert table.main.name == "数据"

    def test_letters_of_columns(self):
        assert [letter_of(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


class TestStreaming:
    def lines(self, count: int) -> bytes:
        rows = (f"{n},商品{n},{n}.50 " for n in range(count))
        return gzip.compress("\n".join(["编码,名称,价", *rows]).encode())

    def test_gives_the_same_rows_as_reading_at_once(self, tmp_path: Path):
        path = tmp_path / "x.csv.gz"
        path.write_bytes(self.lines(3_000))
        with iter_rows(path, name="x.csv.gz") as stream:
            assert [h.label for h in stream.header] == ["编码", "名称", "价"]
            assert stream.header_row == 1
            streamed = list(stream)
        assert streamed == list(read_table(path, name="x.csv.gz").main.rows)
        # Numbers run on through the buffer of the first rows: none is lost where it ends.
        assert [row.number for row in streamed] == list(range(2, 3_002))

    def test_damaged_rows_come_in_their_place(self):
        content = b"a,b\n1,2\n3\n4,5\n"
        with iter_rows(content, name="x.csv") as stream:
            rows = list(stream)
        assert [type(row) for row in rows] == [Row, BadRow, Row]

    def test_leaving_early_ends_the_child(self):
        with iter_rows(self.lines(200_000), name="x.csv.gz") as stream:
            first = next(iter(stream))
        assert first.number == 2
        assert stream._child._process.poll() is not None

    def test_too_many_rows_are_refused_on_the_way(self):
        with (
            iter_rows(self.lines(5_000), name="x.csv.gz", limits=Limits(rows=4_000)) as stream,
            pytest.raises(FileTooLarge) as refused,
        ):
            list(stream)
        assert refused.value.limit == 4_000
