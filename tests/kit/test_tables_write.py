"""Tables going out: what is written reads back the same, and no cell is a live formula (reliability.md X32)."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hengku.kit.numbers import D
from hengku.kit.tables.neutral import neutral, original
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.writer import CellTooLong, ColumnOut, SheetOut, sheet_names, write_csv, write_xlsx

HOSTILE = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://x","点我")',
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "|x",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "'=1+1",
    "''=1+1",
    "+86-138",
    "=1;=2",
]
HARMLESS = [
    '"=1+1',
    "a\n=1+1",
    "-5",
    "+86",
    "-12.50",
    "13%",
    "'引",
    "''",
    "102900005115168",
    "0012",
    '甲,乙;丙"丁',
    "a\r\nb",
    "_x000D_",
    "😀㙓",
]


def written(*sheets: SheetOut) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, sheets)
    return out.getvalue()


def csv_of(columns: list[str], rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    write_csv(out, columns, rows)
    return out.getvalue()


def read_back(content: bytes, name: str) -> list[list[object]]:
    return [list(row.cells) for row in read_table(content, name=name).main.rows]


class TestWorkbooks:
    def test_text_stays_text_and_comes_back(self):
        rows = [["k", text] for text in HOSTILE + HARMLESS]
        content = written(SheetOut("单", [ColumnOut("编码"), ColumnOut("内容")], rows))
        cells = [row[1] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2)]
        assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
        assert read_back(content, "x.xlsx") == rows

    def test_the_control_is_a_formula(self):
        """openpyxl by itself makes one of the same text: so the check above can fail."""
        from openpyxl import Workbook

        book, out = Workbook(), io.BytesIO()
        book.active.append(["=1+1"])
        book.save(out)
        assert load_workbook(out).worksheets[0]["A1"].data_type == "f"

    def test_every_kind_comes_back(self):
        day, moment = date(2026, 11, 21), datetime(2026, 11, 21, 10, 1, 2)
        rows = [
            ["甲", D("1.10"), day, moment, 5, True],
            ["乙", D("-0.293"), date(2026, 1, 2), datetime(2026, 1, 1), -7, False],
            [None, None, None, None, None, None],
            ["丙", D(102900005115168), None, None, 0, None],
        ]
        columns = [ColumnOut(label) for label in ("文", "数", "日", "时", "整", "是")]
        table = read_back(written(SheetOut("单", columns, rows)), "x.xlsx")
        assert table[0] == ["甲", "1.1", day, moment, "5", "TRUE"]
        assert table[1] == ["乙", "-0.293", date(2026, 1, 2), date(2026, 1, 1), "-7", "FALSE"]
        assert table[2] == ["丙", "102900005115168", "", "", "0", ""]

    def test_numbers_that_excel_would_change_are_text(self):
        exact = ["12345678901234.5", "0.1234567890123456789", "1234567890123456"]
        rows = [[D(text)] for text in ("1", *exact)] + [[1234567890123456789]]
        back = [row[0] for row in read_back(written(SheetOut("单", [ColumnOut("数")], rows)), "x.xlsx")]
        assert back == ["1", *exact, "1234567890123456789"]

    def test_a_time_after_dates_is_not_cut_off(self):
        """The writer below formats by the first value of a column: a datetime after 200 dates lost its time."""
        rows = [[date(2026, 1, 1)]] * 300 + [[datetime(2026, 1, 1, 23, 59)], [D("0.5")], [time(1, 2)]]
        back = read_back(written(SheetOut("单", [ColumnOut("日")], rows)), "x.xlsx")
        assert back[0] == [date(2026, 1, 1)]
        assert [row[0] for row in back[-3:]] == ["2026-01-01 23:59:00", "0.5", "01:02:00"]

    def test_a_template_without_rows_keeps_codes_as_text(self):
        columns = [ColumnOut("编码", kind="text"), ColumnOut("单价", kind="number", places=2)]
        content = written(SheetOut("模板", columns, []))
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert [cell.value for cell in sheet[1]] == ["编码", "单价"]
        assert sheet.column_dimensions["A"].number_format == "@"
        assert sheet.column_dimensions["B"].number_format == "0.00"
        assert [heading.label for heading in read_table(content, name="x.xlsx").main.header] == [
            "编码",
            "单价",
        ]

    def test_names_and_headings_that_excel_refuses_are_made_valid(self):
        long = "很" * 40
        assert sheet_names(["a/b", "A B", "", "", long, long]) == [
            "a b",
            "A B(2)",
            "Sheet",
            "Sheet(2)",
            "很" * 31,
            "很" * 28 + "(2)",
        ]
        content = written(
            SheetOut("a/b", [ColumnOut("备注"), ColumnOut("备注")], [["1", "2"]]),
            SheetOut("a/b", [ColumnOut("c")], []),
        )
        table = read_table(content, name="x.xlsx")
        assert [heading.label for heading in table.sheets[0].header] == ["备注", "备注(2)"]
        assert [sheet.name for sheet in table.sheets] == ["a b", "a b(2)"]

    def test_a_cell_over_the_limit_is_refused_not_cut(self):
        with pytest.raises(CellTooLong) as refused:
            written(SheetOut("单", [ColumnOut("描述")], [["长" * 32_768]]))
        assert (refused.value.label, refused.value.length) == ("描述", 32_768)
        assert (
            len(read_back(written(SheetOut("单", [ColumnOut("描述")], [["长" * 32_767]])), "x.xlsx")[0][0])
            == 32_767
        )

    def test_rows_may_come_from_a_generator_to_a_path(self, tmp_path: Path):
        path = tmp_path / "大.xlsx"
        rows = ([f"{n:013}", D(n) / 100, date(2026, 1, 1)] for n in range(5_000))
        write_xlsx(path, [SheetOut("单", [ColumnOut("编码"), ColumnOut("价"), ColumnOut("日")], rows)])
        back = read_table(path, name=path.name).main.rows
        assert len(back) == 5_000
        assert list(back[-1].cells) == ["0000000004999", "49.99", date(2026, 1, 1)]

    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
                st.decimals(
                    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9
                ),
            ),
            min_size=1,
            max_size=30,
        )
    )
    @settings(max_examples=15, deadline=None)
    def test_any_text_and_decimal_come_back(self, pairs):
        rows = [["k", text, number] for text, number in pairs]
        columns = [
            ColumnOut(label, kind=kind) for label, kind in (("键", "text"), ("文", "text"), ("数", "number"))
        ]
        back = read_back(written(SheetOut("单", columns, rows)), "x.xlsx")
        assert [(row[1], D(row[2])) for row in back] == pairs


class TestCsv:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_that_would_run_gets_an_apostrophe(self, text):
        assert neutral(text) == f"'{text}"

    @pytest.mark.parametrize("text", HARMLESS)
    def test_other_text_and_numbers_stay_as_they_are(self, text):
        assert neutral(text) == text

    def test_nothing_runs_and_all_comes_back(self):
        rows = [["k", text] for text in HOSTILE + HARMLESS]
        content = csv_of(["编码", "内容"], rows)
        seen = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert [cell for _, cell in seen[1:]] == [f"'{text}" for text in HOSTILE] + HARMLESS
        assert read_back(content, "x.csv") == rows

    def test_kinds_are_plain_text(self):
        rows = [[D("-1.50"), D("1E-7"), date(2026, 11, 21), datetime(2026, 11, 21, 1, 2), True, None, 7]]
        content = csv_of(["a", "b", "c", "d", "e", "f", "g"], rows)
        assert content.startswith(b"\xef\xbb\xbf")
        assert read_back(content, "x.csv") == [
            ["-1.50", "0.0000001", "2026-11-21", "2026-11-21 01:02:00", "TRUE", "", "7"]
        ]

    def test_a_path_will_do(self, tmp_path: Path):
        write_csv(tmp_path / "x.csv", ["编码"], [["0012"]])
        assert read_back((tmp_path / "x.csv").read_bytes(), "x.csv") == [["0012"]]

    @given(st.text())
    def test_the_way_back_is_unique(self, text):
        assert original(neutral(text)) == text
