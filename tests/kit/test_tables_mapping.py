"""Columns matched to headings, and cells to values: nothing guessed, nothing lost."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengku.kit.numbers import D
from hengku.kit.tables.cells import BadRow, Heading, Number, Row
from hengku.kit.tables.convert import ColumnsMissing, convert
from hengku.kit.tables.mapping import Column, propose
from hengku.kit.tables.values import read_value

CODE = Column("code", "商品编码", synonyms=("货号", "sku"), is_required=True, longest=20)
NAME = Column("name", "商品名称", synonyms=("品名",), is_required=True)
PRICE = Column("price", "单价", synonyms=("批发价格",), kind="decimal", scale=4)
RATE = Column("rate", "税率", kind="decimal", is_ratio=True)
DAY = Column("day", "开票日期", synonyms=("日期",), kind="date")
KEPT = Column("is_kept", "是否管理库存", kind="bool")
STATE = Column("state", "状态", kind="choice", choices={"有效发票": "valid", "作废发票": "void"})
ALL = (CODE, NAME, PRICE, RATE, DAY, KEPT, STATE)


def header(*labels: str) -> tuple[Heading, ...]:
    return tuple(Heading(index, label) for index, label in enumerate(labels))


class TestPropose:
    @pytest.mark.parametrize(
        ("label", "key", "how"),
        [
            ("商品编码", "code", "exact"),
            ("code", "code", "exact"),
            ("商品 编码", "code", "normalised"),
            ("ＳＫＵ", "code", "synonym"),
            ("货号", "code", "synonym"),
            ("单价（元/千克）", "price", "without_unit"),
            ("批发价格(元/千克)", "price", "synonym"),
            ("税率(%)", "rate", "without_unit"),
            ("是否管理库存（输入1或0）", "is_kept", "without_unit"),
            ("商品的名称", "name", "fuzzy"),
        ],
    )
    def test_finds_a_column(self, label, key, how):
        [match] = propose(ALL, header("无关", label)).matches
        assert (match.key, match.heading.index, match.how) == (key, 1, how)

    @pytest.mark.parametrize("label", ["商品条码", "供应商", "进价", "备注", "单位", "(%)", "到期日"])
    def test_rather_finds_nothing_than_the_wrong_one(self, label):
        assert propose(ALL, header(label)).matches == ()

    def test_the_surest_match_wins_and_each_is_used_once(self):
        mapping = propose(ALL, header("单价", "商品单价", "编码", "商品编码", "品名"))
        assert [(match.key, match.heading.index) for match in mapping.matches] == [
            ("code", 3),
            ("name", 4),
            ("price", 0),
        ]
        assert [heading.label for heading in mapping.unused] == ["商品单价", "编码"]
        assert mapping.missing == ()

    def test_likely_and_doubled_headings_ask_for_a_person(self):
        mapping = propose(ALL, header("商品的名称", "单价", "单价"))
        assert [match.key for match in mapping.to_confirm] == ["name", "price"]
        chosen = mapping.with_match("price", 2).with_match("name", None)
        assert [(match.key, match.heading.index, match.how) for match in chosen.matches] == [
            ("price", 2, "chosen")
        ]
        assert chosen.to_confirm == ()
        assert [column.key for column in chosen.missing] == ["code", "name"]
        with pytest.raises(LookupError):
            mapping.with_match("nothing", 1)


class TestDecimals:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("0.293 ", "0.293"),
            ("1,234,567.50", "1234567.50"),
            ("１２３．４５", "123.45"),
            ("￥1,200.00", "1200.00"),
            ("-¥5", "-5"),
            ("12元", "12"),
            ("(1,234.00)", "-1234.00"),
            ("13%", "0.13"),
            ("６％", "0.06"),
            ("+7", "7"),
            (".5", "0.5"),
            ("5.", "5"),
            ("\u22123", "-3"),
            (Number("125.43999999999998"), "125.44"),
            (Number("-60.70400000000001"), "-60.704"),
            (Number("1.1475999999"), "1.1475999999"),
            (Number("0.0000001"), "0.0000001"),
        ],
    )
    def test_reads(self, cell, value):
        read, fault = read_value(cell, Column("q", "数量", kind="decimal"))
        assert (read, fault) == (D(value), None)

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("12,34", "NOT_A_NUMBER"),
            ("1.234,56", "NOT_A_NUMBER"),
            ("5-", "NOT_A_NUMBER"),
            ("3个", "NOT_A_NUMBER"),
            ("5万元", "NOT_A_NUMBER"),
            ("NaN", "NOT_A_NUMBER"),
            ("Freight Included", "NOT_A_NUMBER"),
            ("1_000", "NOT_A_NUMBER"),
            ("1.03E+18", "SCIENTIFIC"),
            ("123456789012345678901", "TOO_MANY_DIGITS"),
            ("1.23456", "TOO_MANY_DECIMALS"),
            ("#DIV/0!", "EXCEL_ERROR"),
            (date(2026, 11, 21), "NOT_A_NUMBER"),
        ],
    )
    def test_refuses(self, cell, code):
        read, fault = read_value(cell, PRICE)
        assert (read, fault.code, fault.is_warning) == (None, code, False)
        assert "请" in fault.text

    @pytest.mark.parametrize(
        ("cell", "label", "value"),
        [
            ("13", "税率(%)", "0.13"),
            ("13%", "税率（％）", "0.13"),
            ("0.13", "税率", "0.13"),
            ("6%", "税率", "0.06"),
        ],
    )
    def test_a_share_is_read_by_its_sign_or_heading(self, cell, label, value):
        assert read_value(cell, RATE, label) == (D(value), None)

    def test_a_share_above_one_without_a_sign_is_a_question(self):
        assert read_value("13", RATE, "税率")[1].code == "RATIO_UNCLEAR"


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        [
            "2026-11-21",
            "2026/11/21",
            "2026.11.21",
            "２０２６-11-21",
            "20261121",
            "2026年11月21日",
            "2026-11-21 08:26:00",
            "46347",
            Number("46347"),
            Number("20261121"),
            date(2026, 11, 21),
            datetime(2026, 11, 21, 8, 26),
        ],
    )
    def test_reads(self, cell):
        assert read_value(cell, DAY) == (date(2026, 11, 21), None)

    def test_reads_single_digits(self):
        assert read_value("2017/7/8", DAY) == (date(2017, 7, 8), None)

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("01/18/2021", "DATE_UNCLEAR"),
            ("16-02-2016", "DATE_UNCLEAR"),
            ("01-01-21", "DATE_UNCLEAR"),
            ("2026-02-30", "NOT_A_DATE"),
            ("0202-01-01", "NOT_A_DATE"),
            ("Date Not Captured", "NOT_A_DATE"),
            ("00:00.0", "NOT_A_DATE"),
            ("12345", "NOT_A_DATE"),
            (date(1900, 1, 3), "NOT_A_DATE"),
        ],
    )
    def test_refuses(self, cell, code):
        read, fault = read_value(cell, DAY)
        assert (read, fault.code) == (None, code)


class TestTextsAndChoices:
    @pytest.mark.parametrize(
        ("cell", "value", "code"),
        [
            (" 0012 ", "0012", None),
            ("'102900005115168", "102900005115168", None),
            (Number("2001"), "2001", None),
            (Number("102900005115168"), "102900005115168", "CODE_AS_NUMBER"),
            (Number("1030204010000000000"), None, "CODE_DAMAGED"),
            ("1.02900005115168E+14", None, "CODE_DAMAGED"),
            ("", None, "MISSING"),
            ("\u3000", None, "MISSING"),
            ("a\x00b", None, "CONTROL_CHARACTER"),
            ("x" * 21, None, "TOO_LONG"),
            ("#N/A", None, "EXCEL_ERROR"),
        ],
    )
    def test_codes(self, cell, value, code):
        read, fault = read_value(cell, CODE)
        assert (read, fault and fault.code) == (value, code)
        assert fault is None or fault.is_warning == (value is not None)

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("是", True), ("Ｙ", True), (Number("1"), True), ("TRUE", True), ("否", False), ("×", False)],
    )
    def test_yes_and_no(self, cell, value):
        assert read_value(cell, KEPT) == (value, None)

    def test_neither_yes_nor_no(self):
        assert read_value("也许", KEPT)[1].code == "NOT_A_BOOL"

    def test_a_choice_by_word_or_by_what_is_stored(self):
        assert read_value(" 作废发票", STATE) == ("void", None)
        assert read_value("VALID", STATE) == ("valid", None)
        fault = read_value("红字", STATE)[1]
        assert fault.code == "NOT_A_CHOICE"
        assert "有效发票、作废发票" in fault.text


class TestConvert:
    MAPPING = propose(ALL, header("商品编码", "品名", "单价(元)", "开票日期", "状态"))

    def test_good_rows_become_records_and_every_fault_is_listed(self):
        rows = [
            Row(3, ["A1", "可乐", "3.5", "2017/7/18", "有效发票"]),
            Row(4, ["", "雪碧", "三块", "18/7/2017", ""]),
            BadRow(5, "A3,芬达", "too_few_cells", ["A3", "芬达"]),
            Row(6, [Number("102900005115168"), "芬达", "", "", "作废发票"]),
        ]
        records, problems = convert(rows, self.MAPPING, ALL)
        assert [record.row_number for record in records] == [3, 6]
        assert records[0].values == {
            "code": "A1",
            "name": "可乐",
            "price": D("3.5"),
            "rate": None,
            "day": date(2017, 7, 18),
            "is_kept": None,
            "state": "valid",
        }
        assert [(p.row_number, p.column, p.key, p.code, p.value, p.is_warning) for p in problems] == [
            (4, "A", "code", "MISSING", "", False),
            (4, "C", "price", "NOT_A_NUMBER", "三块", False),
            (4, "D", "day", "DATE_UNCLEAR", "18/7/2017", False),
            (5, "", "", "BAD_ROW", "A3,芬达", False),
            (6, "A", "code", "CODE_AS_NUMBER", "102900005115168", True),
        ]
        assert str(problems[1]) == "第4行 C列“单价”:“三块”不是数字;请只填数字,如 1234.50"

    def test_a_missing_required_column_is_said_before_any_row(self):
        with pytest.raises(ColumnsMissing) as refused:
            convert([Row(2, ["x"])], propose(ALL, header("品名")))
        assert refused.value.labels == ("商品编码",)
        assert "商品编码" in str(refused.value)

    def test_warnings_leave_it_clean(self):
        rows = [Row(2, [Number("102900005115168"), "芬达", "", "", ""])]
        assert convert(rows, self.MAPPING).is_clean
        assert not convert([Row(2, ["", "芬达", "", "", ""])], self.MAPPING).is_clean

    @given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=20))
    @settings(max_examples=150, deadline=None)
    def test_every_row_ends_as_a_record_or_with_a_reason(self, texts):
        rows = [Row(number, cells) for number, cells in enumerate(texts, 2)]
        records, problems = convert(rows, self.MAPPING)
        good = [record.row_number for record in records]
        bad = {problem.row_number for problem in problems if not problem.is_warning}
        assert sorted([*good, *bad]) == [row.number for row in rows]

    @given(
        st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
    )
    def test_a_decimal_survives_the_ways_people_write_it(self, number):
        for text in (f"{number}", f" {number:,} ", f"￥{number}", f"{number}元"):
            assert read_value(text, PRICE) == (number, None)
