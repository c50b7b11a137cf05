"""What people write into the cells of a product list."""

from __future__ import annotations

from itertools import islice

import pytest

from hengku.catalog.records import BarcodeRecord, UnitRecord
from hengku.kit.numbers import D
from hengku.opening.imports.numbering import codes_after
from hengku.opening.imports.product_cells import (
    TaxWord,
    barcodes_of,
    doubtful,
    tax_code_of,
    unit_of_size,
    units_of,
)

TAX = {
    "VAT13": TaxWord("VAT13", "增值税 13%", D("0.13"), "general"),
    "VAT1": TaxWord("VAT1", "征收率 3% 减按 1%", D("0.01"), "simplified"),
    "OLD1": TaxWord("OLD1", "另一个 1%", D("0.01"), "general"),
    "EXEMPT": TaxWord("EXEMPT", "免税", D(0), "exempt"),
    "ZERO": TaxWord("ZERO", "零税率", D(0), "zero"),
}


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("", []),
        ("箱=12瓶", [("箱", 12, 1)]),
        ("1箱＝12 瓶；提=6", [("箱", 12, 1), ("提", 6, 1)]),
        ("箱*12、托:480瓶", [("箱", 12, 1), ("托", 480, 1)]),
        ("箱(12瓶)", [("箱", 12, 1)]),
        ("克=0.001瓶", [("克", 1, 1000)]),
        ("支=1/3瓶", [("支", 1, 3)]),
    ],
)
def test_units_are_read_as_exact_fractions(cell: str, units: list[tuple[str, int, int]]) -> None:
    assert units_of(cell, "瓶") == ([UnitRecord(*one) for one in units], "")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("一箱十二瓶", "看不懂"),
        ("箱", "看不懂"),
        ("箱=12罐", "基本单位却是“瓶”"),
        ("箱=0瓶", "是 0"),
        ("箱=1/0瓶", "分母是 0"),
        ("这是一个特别特别特别特别特别长的单位=2瓶", "太长"),
    ],
)
def test_units_that_cannot_be_read_say_why(cell: str, said: str) -> None:
    assert said in units_of(cell, "瓶")[1]


def test_a_size_of_its_own_column_must_be_a_number() -> None:
    assert unit_of_size("箱", "24")[0] == UnitRecord("箱", 24)
    assert unit_of_size("箱", "一打")[0] is None


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("6901028075022", ["6901028075022"]),
        ("6901028075022,6901028075022", ["6901028075022"]),
        ("690102；690103 690104\n690105", ["690102", "690103", "690104", "690105"]),
        ("6 901028 075022", ["6901028075022"]),
        ("", []),
    ],
)
def test_barcodes_of_one_cell(cell: str, codes: list[str]) -> None:
    assert [one.code for one in barcodes_of(cell)] == codes


def test_barcodes_may_name_their_unit() -> None:
    found = barcodes_of("箱:16901028075029 6901028(提) 77", "条")
    assert found == [
        BarcodeRecord("16901028075029", "箱"),
        BarcodeRecord("6901028", "提"),
        BarcodeRecord("77", "条"),
    ]


def test_only_long_codes_with_a_wrong_check_digit_are_doubtful() -> None:
    codes = [BarcodeRecord(code) for code in ("6901028075022", "6901028075023", "2001", "ABCDEFGHIJKLM")]
    assert doubtful(codes) == ["6901028075023"]


@pytest.mark.parametrize("cell", ["VAT13", "vat13", "13%", "１３％", "13", "0.13", "13.0%", "增值税 13%"])
def test_tax_codes_are_known_by_rate_code_or_name(cell: str) -> None:
    assert tax_code_of(cell, TAX) == ("VAT13", "")


@pytest.mark.parametrize(
    ("cell", "said"),
    [("0", "免税、零税率、不征税"), ("1%", "VAT1、OLD1"), ("17%", "没有税率"), ("免", "没有税码")],
)
def test_tax_rates_that_may_mean_several_things_are_refused(cell: str, said: str) -> None:
    code, why = tax_code_of(cell, TAX)
    assert (code, said in why) == ("", True), why
    assert tax_code_of("免税", TAX) == ("EXEMPT", "")


def test_numbers_go_on_after_the_highest_of_their_kind() -> None:
    taken = ["P000007", "P12", "X000099", "P000009A", "P1000000", ""]
    assert list(islice(codes_after(taken, "P", 6), 2)) == ["P1000001", "P1000002"]
    assert next(codes_after(["01", "03", "A"], "", 2)) == "04"
