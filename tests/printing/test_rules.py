"""Templates, sheets and codes: pure, no database."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengku.catalog.barcode_rules import parse_gs1
from hengku.documents.declaration import document_type, registry
from hengku.printing import codes, gs1, words
from hengku.printing.columns import columns_of
from hengku.printing.errors import LogoRefused
from hengku.printing.images import BYTES_MAX, checked_logo
from hengku.printing.label_template import GS1_BARS, LabelTemplate, label_problems, read_label
from hengku.printing.labels import LabelOf, label_data
from hengku.printing.papers import PAPERS
from hengku.printing.sheet import Occasion, fit, sheet_of, shown_columns
from hengku.printing.template import (
    ColumnChoice,
    Template,
    layouts_of,
    read_template,
    template_problems,
    usual_template,
)

ISSUE = document_type("sales_issue")
OCCASION = Occasion(company="测试公司", person="张三", at="2026-11-22 09:30", link="http://x/doc/by-number/1")


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def line(number: int, **more: Any) -> dict[str, Any]:
    """A line of an issue as the detail page has it."""
    return {
        "line_no": number,
        "product": {"id": "1", "code": f"P{number}", "name": "可乐", "specification": "300ml"},
        "unit": {"id": "1", "name": "瓶"},
        "quantity": Decimal("5.000000"),
        "price": Decimal("22.60000000"),
        "discount_amount": Decimal("0.00"),
        "tax_rate": Decimal("0.1300"),
        "amount_net": Decimal("100.00"),
        "amount_tax": Decimal("13.00"),
        "amount_incl": Decimal("113.00"),
        "is_gift": False,
        "remark": "",
        **more,
    }


def detail(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A document as the detail page has it."""
    total = sum((one["amount_incl"] or Decimal(0) for one in lines), Decimal(0))
    document = {
        "number": "SOUT-20261121-0001", "state": "posted", "is_red": False, "created_by_name": "张三",
        "business_on": "2026-11-21", "party": {"id": "7", "name": "乙"}, "warehouse": {"id": "1", "name": "主仓"},
        "due_on": None, "price_mode": "INCL", "remark": "", "amount_incl": total, "reverses": None,
    }  # fmt: skip
    return {"document": {**document, **more}, "lines": list(lines), "effects": {"entries": []}}


class TestWords:
    @pytest.mark.parametrize(
        ("number", "places", "text"),
        [
            ("1234567.5", 2, "1,234,567.50"),
            ("-1234.5", 2, "-1,234.50"),
            ("0", 0, "0"),
            ("999", 0, "999"),
            ("1000.000000", 0, "1,000"),
            ("0.125", 2, "0.125"),
            ("12345678901234.99", 2, "12,345,678,901,234.99"),
        ],
    )
    def test_group_by_thousands(self, number: str, places: int, text: str) -> None:
        assert words.grouped(Decimal(number), places) == text

    @given(
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**14), max_value=10**14)
    )
    def test_keep_every_digit(self, number: Decimal) -> None:
        assert Decimal(words.grouped(number, 2).replace(",", "")) == number

    def test_say_amounts_in_capitals_with_their_currency(self) -> None:
        assert words.capitals(Decimal("-1004.56")) == "人民币负壹仟零肆元伍角陆分"

    @pytest.mark.parametrize(
        ("given_text", "text"),
        [
            ("a\nb\tc  d", "a b c d"),
            ("\u202eevil\u202c", "evil"),  # turns the direction of what follows
            ("zero\u200bwidth\x00", "zerowidth"),
            (" \u3000全角\u3000 ", "全角"),
            (None, ""),
        ],
    )
    def test_make_text_plain(self, given_text: str | None, text: str) -> None:
        assert words.plain(given_text) == text

    def test_break_long_words_only(self) -> None:
        assert words.breakable("SOUT-0001 可口可乐") == "SOUT-0001 可口可乐"
        broken = words.breakable("x" * 100)
        assert broken.replace(words.BREAK, "") == "x" * 100
        assert max(len(part) for part in broken.split(words.BREAK)) <= 6


class TestTemplate:
    @pytest.mark.parametrize("code", sorted(registry()))
    def test_is_usual_for_every_type(self, code: str) -> None:
        kind = document_type(code)
        usual = usual_template(kind)
        assert template_problems(kind, usual) == []
        read = read_template(kind, usual.data())
        assert (read.template, read.left_out) == (usual, ())

    def test_that_names_what_is_gone_keeps_the_rest(self) -> None:
        stored = usual_template(ISSUE).data() | {
            "columns": [
                {"key": "product.name", "width": 60},
                {"key": "colour"},
                {"key": "quantity", "width": 9999},
            ],
            "paper": "letter",
            "layout": "poster",
            "watermark": "x",
        }
        read = read_template(ISSUE, stored)
        assert read.template.columns == (ColumnChoice("product.name", 60), ColumnChoice("quantity", 0))
        assert (read.template.paper, read.template.layout) == ("a4", "document")
        assert read.left_out == ("列 colour", "纸张 letter", "版式 poster", "设置 watermark")

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
            max_leaves=12,
        ).flatmap(
            lambda value: st.fixed_dictionaries(
                {}, optional={key: st.just(value) for key in Template().data()}
            )
        )
    )
    def test_is_read_whatever_was_stored(self, stored: dict[str, Any]) -> None:
        read = read_template(ISSUE, stored)
        assert template_problems(ISSUE, read.template) == []

    def test_is_refused_with_everything_that_is_wrong(self) -> None:
        wrong = Template(
            paper="letter",
            layout="slip",
            title="长" * 41,
            copies=9,
            columns=(ColumnChoice("colour"), ColumnChoice("quantity", 1), ColumnChoice("quantity", 1)),
            signatures=("甲",) * 7,
        )
        found = [problem.code for problem in template_problems(ISSUE, wrong)]
        assert found == [
            "UNKNOWN_PAPER", "UNKNOWN_LAYOUT", "UNKNOWN_COLUMN", "OUT_OF_RANGE", "COLUMN_TWICE", "OUT_OF_RANGE",
            "OUT_OF_RANGE", "TEXT_TOO_LONG", "OUT_OF_RANGE",
        ]  # fmt: skip


class TestSheet:
    def sheet(self, *lines: dict[str, Any], template: Template | None = None, **more: Any) -> dict[str, Any]:
        return sheet_of(ISSUE, detail(*lines, **more), template or Template(), OCCASION, "k")

    def test_sums_exactly(self) -> None:
        sheet = self.sheet(*(line(n, amount_incl=Decimal("0.10")) for n in range(1, 4)))
        assert sheet["totals"]["amount_incl"] == "0.30"
        assert sheet["running"]["amount_incl"] == ["0", "0.1", "0.2", "0.3"]
        assert (sheet["capitals"], sheet["figures"]) == ("人民币叁角整", "¥0.30")

    def test_leaves_out_what_is_empty(self) -> None:
        keys = [column["key"] for column in self.sheet(line(1))["columns"]]
        assert "discount_amount" not in keys
        assert "remark" not in keys
        assert "discount_amount" in [
            column["key"] for column in self.sheet(line(1, discount_amount=Decimal("1.00")))["columns"]
        ]

    def test_shows_no_price_where_none_is_wanted(self) -> None:
        sheet = self.sheet(line(1), template=Template(show_price=False))
        assert [column["key"] for column in sheet["columns"]] == [
            "line_no", "product.code", "product.name", "product.specification", "unit", "quantity",
        ]  # fmt: skip
        assert sheet["capitals"] == sheet["figures"] == ""
        assert "113" not in str(sheet["lines"])

    def test_shows_no_price_that_is_kept_from_the_actor(self) -> None:
        """What may not be seen comes as None; even a template that names the column does not bring it back."""
        nothing = dict.fromkeys(("price", "discount_amount", "amount_net", "amount_tax", "amount_incl"))
        chosen = Template(
            columns=(ColumnChoice("product.name"), ColumnChoice("price"), ColumnChoice("amount_incl"))
        )
        for template in (Template(), chosen):
            sheet = self.sheet(line(1, **nothing), template=template, amount_incl=None)
            assert not {"price", "amount_incl", "amount_net"} & {column["key"] for column in sheet["columns"]}
            assert (sheet["capitals"], sheet["figures"]) == ("", "")

    def test_hides_tax_alone(self) -> None:
        keys = {column["key"] for column in self.sheet(line(1), template=Template(show_tax=False))["columns"]}
        assert not {"tax_rate", "amount_net", "amount_tax"} & keys
        assert {"price", "amount_incl"} <= keys

    def test_keeps_the_order_and_width_that_was_chosen(self) -> None:
        template = Template(columns=(ColumnChoice("quantity", 30), ColumnChoice("product.name")))
        columns = self.sheet(line(1), template=template)["columns"]
        assert [(one["key"], one["width"], Decimal(one["fr"]) > 0) for one in columns] == [
            ("quantity", "30.00", False),
            ("product.name", "0", True),
        ]

    @pytest.mark.parametrize(
        ("state", "word"),
        [("draft", "草稿"), ("reversed", "已红冲"), ("cancelled", "已作废"), ("posted", "")],
    )
    def test_is_marked(self, state: str, word: str) -> None:
        assert self.sheet(line(1), state=state)["mark"] == word

    @pytest.mark.parametrize("paper", sorted(PAPERS))
    @pytest.mark.parametrize("code", sorted(registry()))
    def test_columns_fit_the_paper(self, paper: str, code: str) -> None:
        columns = columns_of(code)
        cells = [["12345678.90" if column.is_number else "中文文字很长很长很长" for column in columns]]
        size, widths = fit(PAPERS[paper], columns, cells, {})
        room = PAPERS[paper].width - 2 * PAPERS[paper].side
        assert sum(width for width, _ in widths) < room
        assert any(share for _, share in widths)
        assert size >= 600

    def test_without_lines_is_still_a_sheet(self) -> None:
        sheet = self.sheet()
        assert (sheet["lines"], sheet["total"]) == ([], False)
        assert shown_columns(ISSUE, [], Template())

    def test_every_type_has_its_ways(self) -> None:
        assert {code: layouts_of(kind)[0] for code, kind in registry().items() if layouts_of(kind)[0] != "document"} == {
            "payment": "slip", "receipt": "slip", "voucher": "voucher",
        }  # fmt: skip


class TestCodes:
    def test_of_goods_are_ean_where_they_can_be(self) -> None:
        assert codes.product_code("06901234567892") == codes.product_code("6901234567892")
        assert codes.readable("06901234567892") == "6901234567892"
        assert codes.product_code("6901234567893") == codes.code128("6901234567893")  # a wrong check digit

    @pytest.mark.parametrize("text", ["", "编码", "a\nb", "x" * 41])
    def test_of_what_has_no_bars_are_nothing(self, text: str) -> None:
        assert codes.code128(text) == ""

    def test_fall_back_to_the_code_of_the_product(self) -> None:
        label, _ = label_data(LabelOf("COLA", "可乐", "", "", "瓶", Decimal("3.50000000"), 1))
        assert (label["digits"], label["price"]) == ("COLA", "¥3.50")
        nameless, _ = label_data(LabelOf("编码", "可乐", "", "", "瓶", None, 1))
        assert (nameless["barcode"], nameless["price"]) == ("", "")


class TestLogo:
    def test_is_known_by_its_content(self) -> None:
        assert (checked_logo(png(30, 20)).media_type, checked_logo(png(30, 20)).width) == ("image/png", 30)

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "空"),
            (b"GIF89a" + b"\0" * 40, "不是 PNG"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 PNG"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 8, "损坏"),
            (b"\xff\xd8\xff\xe0\x00\x02", "损坏"),
            (png(2001, 1), "2001×1"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * BYTES_MAX, "KB"),
        ],
    )
    def test_is_refused(self, content: bytes, reason: str) -> None:
        with pytest.raises(LogoRefused) as refused:
            checked_logo(content)
        assert reason in refused.value.reason


class TestGs1:
    """What is written is what is read: catalog.barcode_rules.parse_gs1, and the phone (tests/catalog/gs1_cases.json)."""

    @given(
        lot_no=st.text(st.characters(codec="ascii", categories=("L", "Nd", "P", "S")), max_size=24),
        serial=st.text(st.sampled_from("ABCDEF0123456789-/."), max_size=21),
        produced_on=st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31)),
        expires_on=st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31)),
        weight=st.none() | st.decimals(0, 10**7, places=6),
    )
    def test_says_all_of_a_label_or_nothing(
        self,
        lot_no: str,
        serial: str,
        produced_on: date | None,
        expires_on: date | None,
        weight: Decimal | None,
    ) -> None:
        text = gs1.element_string(
            gtin="06901234567892",
            lot_no=lot_no,
            serial=serial,
            produced_on=produced_on,
            expires_on=expires_on,
            weight=weight,
        )
        if text is None:
            return
        read = parse_gs1(text, date(2026, 11, 22))
        assert (read.gtin, read.batch or "", read.serial or "") == ("06901234567892", lot_no, serial)
        assert (read.production, read.expiry, read.net_weight) == (produced_on, expires_on, weight)

    @pytest.mark.parametrize(
        ("weight", "element"),
        [
            ("2.485", "(3103)002485"),
            ("12", "(3103)012000"),
            ("0.12345", "(3105)012345"),
            ("1234.5", "(3102)123450"),
            ("999999", "(3100)999999"),
            ("1000000", None),
            ("0.000001", None),
            ("0", None),
        ],
    )
    def test_weighs_exactly(self, weight: str, element: str | None) -> None:
        said = gs1.element_string(
            gtin="06901234567892",
            lot_no="",
            serial="",
            produced_on=None,
            expires_on=None,
            weight=Decimal(weight),
        )
        assert said == (element and f"(01)06901234567892{element}")

    @pytest.mark.parametrize(
        ("barcode", "gtin"),
        [
            ("6901234567892", "06901234567892"),
            ("6901234567893", ""),
            ("COLA", ""),
            ("", ""),
            ("12345670", "00000012345670"),
        ],
    )
    def test_names_goods_by_their_number(self, barcode: str, gtin: str) -> None:
        assert gs1.gtin_of(barcode) == gtin

    def test_says_no_more_than_the_label(self) -> None:
        """What is not to stand on a label does not stand in its code either, and leaves the bars their room."""
        milk = LabelOf(
            "MILK",
            "鲜奶",
            "",
            "06901234567892",
            "盒",
            None,
            1,
            "1107",
            "",
            date(2026, 11, 7),
            date(2026, 12, 7),
        )
        short = LabelTemplate(code=GS1_BARS, fields=("lot", "expires"))
        data, note = label_data(milk, short)
        assert (data["digits"], note) == ("(01)06901234567892(17)261207(10)1107", "")
        assert Decimal(data["bar_width"]) <= 60
        data, note = label_data(milk, replace(short, form="40x30"))
        assert (data["barcode"], bool(data["matrix"])) == ("", True)
        assert "放不下" in note
        data, note = label_data(replace(milk, lot_no="批1"), short)
        assert (data["digits"], "写不进" in note) == ("6901234567892", True)


class TestLabelTemplate:
    @given(
        st.fixed_dictionaries(
            {},
            optional={
                key: st.none() | st.integers() | st.text() | st.lists(st.text())
                for key in LabelTemplate().data()
            },
        )
    )
    def test_is_read_whatever_was_stored(self, stored: dict[str, Any]) -> None:
        assert label_problems(read_label(stored)[0]) == []

    def test_is_refused_with_everything_that_is_wrong(self) -> None:
        found = [one.code for one in label_problems(LabelTemplate("9x9", "aztec", ("lot", "colour")))]
        assert found == ["UNKNOWN_PAPER", "UNKNOWN_LAYOUT", "UNKNOWN_COLUMN"]
        kept = LabelTemplate("40x30", GS1_BARS, ("lot", "price"))
        assert read_label(kept.data()) == (kept, ())
