"""Barcodes: the vectors of domain.md B3 and what must be refused."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengku.catalog.barcode_rules import (
    DEFAULT_SCALE_PROFILES,
    BarcodeInvalid,
    ScaleProfile,
    ScaleScan,
    ScaleValue,
    check_digit,
    has_valid_check,
    inner_check_digit,
    is_gs1,
    parse_gs1,
    parse_scale,
    scale_line,
    stored_barcode,
)
from hengku.kit.numbers import D, exact_text

TODAY = date(2026, 3, 1)
FNC1 = "\x1d"


class TestCheckDigit:
    @pytest.mark.parametrize(
        ("digits", "expected"),
        [
            ("690123456789", "2"),  # B3.1
            ("1690123456789", "9"),  # B3.1
            ("03600029145", "2"),  # UPC-A
            ("9638507", "4"),  # EAN-8
            ("210012300750", "9"),
            ("220012301999", "8"),
            ("28001230199900750", "8"),
            ("000000000000", "0"),
        ],
    )
    def test_of(self, digits: str, expected: str) -> None:
        assert check_digit(digits) == expected
        assert has_valid_check(digits + expected)

    @given(
        digits=st.text("0123456789", min_size=7, max_size=17),
        place=st.integers(0, 16),
        change=st.integers(1, 9),
    )
    def test_any_one_wrong_digit_is_found(self, digits: str, place: int, change: int) -> None:
        code = digits + check_digit(digits)
        place %= len(code)
        wrong = code[:place] + str((int(code[place]) + change) % 10) + code[place + 1 :]
        assert has_valid_check(code)
        assert not has_valid_check(wrong)

    @pytest.mark.parametrize("digits", ["", "69O1", "12 34", "١٢٣"])
    def test_refuses_other_characters(self, digits: str) -> None:
        with pytest.raises(BarcodeInvalid):
            check_digit(digits)


class TestGtin:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("6901234567892", "06901234567892"),
            ("16901234567899", "16901234567899"),
            ("036000291452", "00036000291452"),
            ("96385074", "00000096385074"),
        ],
    )
    def test_is_stored_by_fourteen_digits(self, code: str, expected: str) -> None:
        assert stored_barcode(f" {code} ") == expected

    @pytest.mark.parametrize("code", ["A-001", "12345", "6901234567893"])
    def test_a_code_of_ones_own_is_stored_as_it_is(self, code: str) -> None:
        assert stored_barcode(code) == code


class TestGs1:
    SCANNED = f"]C1010690123456789217260930310300125010LOT-A1{FNC1}21SN0001"
    PRINTED = "(01)06901234567892(17)260930(3103)001250(10)LOT-A1(21)SN0001"

    @pytest.mark.parametrize(
        "code",
        [
            SCANNED,
            PRINTED,
            SCANNED.replace("]C1", "]d2"),
            SCANNED.replace("]C1", "]Q3"),
            SCANNED.removeprefix("]C1"),
            SCANNED.replace("]C1", "]C1" + FNC1),
            SCANNED + FNC1,
            # a separator after a fixed value too
            SCANNED.replace("17260930", f"17260930{FNC1}"),
        ],
    )
    def test_vector(self, code: str) -> None:  # B3.2
        read = parse_gs1(code, TODAY)
        assert (read.gtin, read.expiry, read.batch, read.serial) == (
            "06901234567892",
            date(2026, 9, 30),
            "LOT-A1",
            "SN0001",
        )
        assert read.net_weight == D("1.250")
        assert (read.production, read.sscc, read.count) == (None, None, None)

    @pytest.mark.parametrize(
        ("code", "field", "expected"),
        [
            ("3100000012", "net_weight", "12"),
            ("3105000012", "net_weight", "0.00012"),
            ("3111001234", "length", "123.4"),
            ("3152000750", "volume_litre", "7.50"),
        ],
    )
    def test_measures(self, code: str, field: str, expected: str) -> None:
        assert parse_gs1(code, TODAY).measures == {field: D(expected)}

    def test_logistic_unit(self) -> None:
        read = parse_gs1(f"]C100{'106141412345678908'}02069012345678923724{FNC1}240A/1", TODAY)
        assert (read.sscc, read.gtin, read.count) == ("106141412345678908", "06901234567892", 24)
        assert read.elements["240"] == "A/1"

    @pytest.mark.parametrize(
        ("value", "today", "expected"),
        [
            ("260930", TODAY, date(2026, 9, 30)),
            # day 00 is the last of the month
            ("260200", TODAY, date(2026, 2, 28)),
            ("280200", TODAY, date(2028, 2, 29)),
            # the century within 50 years: 76 - 26 = 50, 77 - 26 = 51
            ("760101", TODAY, date(2076, 1, 1)),
            ("770101", TODAY, date(1977, 1, 1)),
            # late in a century: 48 - 98 = -50, 49 - 98 = -49
            ("480101", date(2098, 1, 1), date(2148, 1, 1)),
            ("490101", date(2098, 1, 1), date(2049, 1, 1)),
        ],
    )
    def test_dates(self, value: str, today: date, expected: date) -> None:
        assert parse_gs1(f"17{value}", today).expiry == expected
        assert parse_gs1(f"11{value}", today).production == expected

    @pytest.mark.parametrize(
        "code",
        [
            "",
            "]C1",
            "9912345678",  # unknown identifier
            "(99)12345678",
            "(01)06901234567893",  # check digit
            "00106141412345678909",
            "01069012345678",  # too short
            "(17)2609301",
            "17261330",  # no such month
            "17260231",  # no such day
            "3103A01250",
            "3109000012",
            "10",  # nothing in it
            "10" + "A" * 21,
            "30" + "1" * 9,
            "37A",
            "10批次",
            f"10A{FNC1}10B",  # said twice
            "0106901234567892" + "5",  # something left over
        ],
    )
    def test_refuses_the_whole_code(self, code: str) -> None:
        with pytest.raises(BarcodeInvalid):
            parse_gs1(code, TODAY)


def gs1_cases() -> list[Any]:
    """The table that the phone's reader is held to as well (web/src/shared/phone/gs1.test.ts)."""
    found = json.loads(Path(__file__).with_name("gs1_cases.json").read_text("utf-8"))
    return [pytest.param(case, id=case["what"]) for case in found]


@pytest.mark.parametrize("case", gs1_cases())
def test_gs1_is_read_as_the_phone_reads_it(case: dict[str, Any]) -> None:
    code, today = case["code"], date.fromisoformat(case["today"])
    assert is_gs1(code) is not case.get("plain", False)
    if not case.get("said"):
        if not case.get("plain"):
            with pytest.raises(BarcodeInvalid):
                parse_gs1(code, today)
        return
    read = parse_gs1(code, today)
    said = {
        "gtin": read.gtin,
        "lot": read.batch,
        "serial": read.serial,
        "produced": read.production and read.production.isoformat(),
        "expires": read.lasts_until and read.lasts_until.isoformat(),
        "weight": read.net_weight and exact_text(read.net_weight),
        "count": None if read.count is None else str(read.count),
    }
    assert {key: value for key, value in said.items() if value is not None} == case["said"]


class TestScale:
    @pytest.mark.parametrize(
        ("code", "weight", "amount"),
        [
            ("2100123007509", "0.750", None),  # W13
            ("2200123019998", None, "19.99"),  # A13
            ("280012301999007508", "0.750", "19.99"),  # D18
        ],
    )
    def test_default_profiles(self, code: str, weight: str | None, amount: str | None) -> None:
        assert parse_scale(code) == ScaleScan(
            "00123", D(weight) if weight else None, D(amount) if amount else None
        )

    @pytest.mark.parametrize(
        "code", ["6901234567892", "21001230075", "28001230199900", "ABC", "", "2300123007507"]
    )
    def test_is_none_of_its_business(self, code: str) -> None:
        assert parse_scale(code) is None

    @pytest.mark.parametrize("code", ["2100123007508", "2200123019990", "280012301999007509"])
    def test_refuses_a_failed_check(self, code: str) -> None:
        with pytest.raises(BarcodeInvalid):
            parse_scale(code)

    def test_profile_of_ones_own(self) -> None:
        # 10 g steps, PLU of 4, inner check of the value
        profile = ScaleProfile("25", 4, ScaleValue.AMOUNT, has_inner_check=True)
        body = "25" + "0042" + inner_check_digit("14685") + "14685"
        code = body + check_digit(body)
        assert len(code) == profile.size == 13
        assert parse_scale(code, (*DEFAULT_SCALE_PROFILES, profile)) == ScaleScan("0042", None, D("146.85"))
        wrong = body.replace("004261", "004271")
        with pytest.raises(BarcodeInvalid):
            parse_scale(wrong + check_digit(wrong), [profile])

    @pytest.mark.parametrize(("value", "expected"), [("2875", "9"), ("14685", "6")])
    def test_inner_check_digit(self, value: str, expected: str) -> None:
        assert inner_check_digit(value) == expected

    @pytest.mark.parametrize(
        ("scan", "price", "expected"),
        [
            # a weight: amount = R2(0.750 x 26.65)
            (ScaleScan("1", D("0.750"), None), "26.65", ("0.750", "19.99")),
            # an amount stays; 19.99 / 26.65 = 0.7501
            (ScaleScan("1", None, D("19.99")), "26.65", ("0.750", "19.99")),
            # both as written, though 0.750 x 30 is something else
            (ScaleScan("1", D("0.750"), D("19.99")), "30", ("0.750", "19.99")),
        ],
    )
    def test_line(self, scan: ScaleScan, price: str, expected: tuple[str, str]) -> None:
        quantity, amount = scale_line(scan, Decimal(price))
        assert (str(quantity), str(amount)) == expected

    def test_line_needs_a_price_to_find_a_weight(self) -> None:
        with pytest.raises(BarcodeInvalid):
            scale_line(ScaleScan("1", None, D("19.99")), D("0"))
