"""Numbers: rounding (domain.md G1-G3), sharing out (C1), text, capitals."""

from decimal import ROUND_DOWN, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengku.kit.numbers import (
    D,
    NotANumber,
    amount_in_capitals,
    exact_text,
    multiply,
    part_by_cumulative,
    price_from_amount,
    product_to_fen,
    quantize,
    ratio,
    split_by_cumulative,
    to_fen,
    total,
)


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def half_up(exact: Fraction, places: int = 2) -> Decimal:
    """Rounding half away from zero, written a second time without decimal arithmetic."""
    scaled = abs(exact) * 10**places
    count = int(scaled + Fraction(1, 2))
    return Decimal(count if exact >= 0 else -count).scaleb(-places)


class TestD:
    @pytest.mark.parametrize(
        ("given_text", "expected"), [("1.50", "1.50"), (" -3 ", "-3"), ("1e3", "1E+3"), ("0", "0")]
    )
    def test_reads_text_as_written(self, given_text: str, expected: str) -> None:
        assert str(D(given_text)) == expected

    @pytest.mark.parametrize(
        "given_text",
        [
            "",
            "abc",
            "1,000.00",
            "1_000",
            "¥5",
            "NaN",
            "sNaN",
            "Infinity",
            "-inf",
            "1e30",
            "1e-31",
            "0e99",
            "1e999999999",
        ],
    )
    def test_refuses_what_is_no_number(self, given_text: str) -> None:
        with pytest.raises(NotANumber) as refused:
            D(given_text)
        assert refused.value.code == "NOT_A_NUMBER"

    # G1: a float has already lost the amount; bool is an int only to Python
    @pytest.mark.parametrize("value", [0.1, True, None, [1]])
    def test_takes_no_float(self, value: object) -> None:
        with pytest.raises(TypeError):
            D(value)  # type: ignore[arg-type]


class TestRounding:
    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            # G2: half goes away from zero, never to the even digit
            ("-3.335", "-3.34"),
            ("3.335", "3.34"),
            ("2.345", "2.35"),
            ("0.125", "0.13"),
            ("0.135", "0.14"),
            ("1.004999999999999999999", "1.00"),
            ("100", "100.00"),
            # zero has no sign
            ("-0.001", "0.00"),
            ("0", "0.00"),
        ],
    )
    def test_to_fen(self, amount: str, expected: str) -> None:
        assert str(to_fen(Decimal(amount))) == expected

    @pytest.mark.parametrize(
        ("number", "places", "expected"),
        [
            ("1.5", 0, "2"),
            ("-2.5", 0, "-3"),
            ("0.000000005", 8, "0.00000001"),
            ("-0.4", 0, "0"),
            ("7", 6, "7.000000"),
        ],
    )
    def test_quantize(self, number: str, places: int, expected: str) -> None:
        assert format(quantize(Decimal(number), places), "f") == expected

    def test_does_not_round_twice(self) -> None:
        # One unit of the 40th place below a half: a 28-digit context makes it a half first.
        amount = Decimal("1.00" + "4" + "9" * 37)
        assert to_fen(amount) == Decimal("1.00")
        assert to_fen(amount * 1) == Decimal("1.01")  # control: what the ambient context does to it
        assert ratio(amount, Decimal(3), Decimal(3)) == Decimal("1.00")

    def test_ratio_multiplies_before_it_divides(self) -> None:
        # G3: from the rounded unit price 3.33 it would be 9.99
        assert ratio(Decimal("10.00"), Decimal(3), Decimal(3)) == Decimal("10.00")
        assert ratio(Decimal("10.00"), Decimal(1), Decimal(3)) == Decimal("3.33")
        assert ratio(Decimal("-10.00"), Decimal(2), Decimal(3)) == Decimal("-6.67")
        with pytest.raises(ZeroDivisionError):
            ratio(Decimal(1), Decimal(1), Decimal(0))

    def test_price_from_amount_has_eight_places(self) -> None:
        assert str(price_from_amount(Decimal("100.00"), Decimal(3))) == "33.33333333"

    def test_product_and_total(self) -> None:
        assert product_to_fen(Decimal(10), Decimal("1.234567")) == Decimal("12.35")
        assert total(decimals("0.1", "0.2", "-0.3")) == 0
        assert total([]) == 0

    def test_ambient_context_does_not_matter(self) -> None:
        with localcontext(Context(prec=3, rounding=ROUND_DOWN)):
            assert Decimal("1234.565") * 1 == Decimal(1230)  # control: the ambient context is this bad
            assert to_fen(Decimal("1234.565")) == Decimal("1234.57")
            assert multiply(Decimal("1234.56"), Decimal("1.0001")) == Decimal("1234.683456")
            assert ratio(Decimal("1234.56"), Decimal(2), Decimal(3)) == Decimal("823.04")
            assert split_by_cumulative(Decimal("1000.01"), decimals("1", "2")) == decimals("333.34", "666.67")
            assert total(decimals("1000.01", "0.02")) == Decimal("1000.03")
            assert amount_in_capitals(Decimal("-1234.56")) == "负壹仟贰佰叁拾肆元伍角陆分"


class TestSplitByCumulative:
    @pytest.mark.parametrize(
        ("amount", "weights", "parts"),
        [
            ("105.00", ["1000", "2000", "500"], ["30.00", "60.00", "15.00"]),  # LC-01
            ("100.00", ["1", "1", "1"], ["33.33", "33.34", "33.33"]),  # LC-02
            ("-100.00", ["1", "1", "1"], ["-33.33", "-33.34", "-33.33"]),  # LC-05
            ("200.00", ["100", "60", "90"], ["80.00", "48.00", "72.00"]),  # DS-01
            ("999.99", ["720", "300"], ["705.88", "294.11"]),  # PD-02
            ("300.00", ["120", "80", "150"], ["102.86", "68.57", "128.57"]),  # KT-01
            # a weight of 0 gets nothing; one line gets all
            ("0.02", ["0", "1", "0", "1"], ["0.00", "0.01", "0.00", "0.01"]),
            ("7.77", ["3"], ["7.77"]),
            # fewer fen than lines
            ("0.01", ["1", "1", "1"], ["0.00", "0.01", "0.00"]),
            ("0.00", ["1", "2"], ["0.00", "0.00"]),
            # weights of 0 only: equal parts
            ("0.10", ["0", "0", "0"], ["0.03", "0.04", "0.03"]),
        ],
    )
    def test_shares(self, amount: str, weights: list[str], parts: list[str]) -> None:
        assert [str(part) for part in split_by_cumulative(Decimal(amount), decimals(*weights))] == parts

    def test_falls_back_to_quantities_and_then_to_equal_parts(self) -> None:
        amount, none = Decimal("9.00"), decimals("0", "0")
        assert split_by_cumulative(amount, none, fallback=decimals("1", "2")) == decimals("3.00", "6.00")
        assert split_by_cumulative(amount, none, fallback=none) == decimals("4.50", "4.50")
        # with weights the fallback is not looked at
        assert split_by_cumulative(amount, decimals("2", "1"), fallback=decimals("1", "2")) == decimals(
            "6", "3"
        )

    def test_shares_to_other_places(self) -> None:
        assert split_by_cumulative(Decimal(100), decimals("1", "1", "1"), places=0) == decimals(
            "33", "34", "33"
        )

    @pytest.mark.parametrize(("amount", "weights"), [("0.005", ["1"]), ("1.00", [])])
    def test_refuses_what_cannot_add_up(self, amount: str, weights: list[str]) -> None:
        with pytest.raises(ValueError):
            split_by_cumulative(Decimal(amount), decimals(*weights))

    def test_nothing_shared_to_nobody_is_nothing(self) -> None:
        assert split_by_cumulative(Decimal("0.00"), []) == []


fens = st.integers(-(10**13), 10**13).map(lambda count: Decimal(count).scaleb(-2))
weight = st.integers(0, 10**10).map(lambda count: Decimal(count).scaleb(-4))


class TestSplitHolds:
    """C1: the sum is exact, each part is off by at most a fen, negatives mirror."""

    @settings(max_examples=300, deadline=None)
    @given(amount=fens, weights=st.lists(weight, min_size=1, max_size=40))
    def test_sum_error_and_symmetry(self, amount: Decimal, weights: list[Decimal]) -> None:
        parts = split_by_cumulative(amount, weights)
        assert total(parts) == amount
        assert split_by_cumulative(-amount, weights) == [-part for part in parts]
        whole = sum(map(Fraction, weights))
        if not whole:
            weights, whole = [Decimal(1)] * len(weights), Fraction(len(weights))
        so_far = Fraction(0)
        for part, one in zip(parts, weights, strict=True):
            share = Fraction(amount) * Fraction(one) / whole
            assert abs(Fraction(part) - share) <= Fraction(1, 100)
            # and it is exactly the difference of the rounded running totals
            before, so_far = so_far, so_far + Fraction(one)
            upto = half_up(Fraction(amount) * so_far / whole) - half_up(Fraction(amount) * before / whole)
            assert part == upto
            assert part * amount >= 0

    def test_control_rounding_each_part_does_not_add_up(self) -> None:
        each = [ratio(Decimal("100.00"), Decimal(1), Decimal(3)) for _ in range(3)]
        assert total(each) == Decimal("99.99")

    @settings(max_examples=200, deadline=None)
    @given(amount=fens, steps=st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
    def test_instalments_end_at_the_amount_in_any_steps(self, amount: Decimal, steps: list[int]) -> None:
        whole, done, given_so_far = Decimal(sum(steps)), Decimal(0), Decimal("0.00")
        for step in steps:
            part = part_by_cumulative(amount, done, Decimal(step), whole, given_so_far)
            assert abs(Fraction(part) - Fraction(amount) * step / Fraction(whole)) <= Fraction(1, 100)
            done, given_so_far = done + step, given_so_far + part
        assert given_so_far == amount


class TestPartByCumulative:
    @pytest.mark.parametrize(
        ("amount", "done", "now", "whole", "given_amount", "expected"),
        [
            ("700.00", "0", "3", "10", "0.00", "210.00"),  # TX-15 cost
            ("10.00", "0", "1", "3", "0.00", "3.33"),
            ("10.00", "1", "1", "3", "3.33", "3.34"),
            ("10.00", "2", "1", "3", "6.67", "3.33"),
            # the last instalment takes whatever the earlier ones left, even if they were given otherwise
            ("10.00", "2", "1", "3", "6.00", "4.00"),
            ("-10.00", "1", "1", "3", "-3.33", "-3.34"),
            # a red line: negative quantities of a negative whole
            ("-10.00", "-1", "-1", "-3", "-3.33", "-3.34"),
        ],
    )
    def test_instalment(
        self, amount: str, done: str, now: str, whole: str, given_amount: str, expected: str
    ) -> None:
        assert part_by_cumulative(*decimals(amount, done, now, whole, given_amount)) == Decimal(expected)

    @pytest.mark.parametrize(
        ("done", "now", "whole"), [("8", "3", "10"), ("0", "-1", "10"), ("0", "1", "0"), ("0", "1", "-3")]
    )
    def test_refuses_more_than_the_whole(self, done: str, now: str, whole: str) -> None:
        with pytest.raises(ValueError):
            part_by_cumulative(Decimal(1), Decimal(done), Decimal(now), Decimal(whole), Decimal(0))


class TestExactText:
    @pytest.mark.parametrize(
        ("number", "places", "expected"),
        [
            ("100", 2, "100.00"),
            ("100.00", 0, "100"),
            ("41.000000", 0, "41"),
            ("0.10", 0, "0.1"),
            ("1E+3", 0, "1000"),
            ("1E-8", 0, "0.00000001"),
            ("-0.00", 2, "0.00"),
            ("-0", 0, "0"),
            ("-0.50", 2, "-0.50"),
            # digits that say something stay
            ("1.23456789", 2, "1.23456789"),
        ],
    )
    def test_text(self, number: str, places: int, expected: str) -> None:
        assert exact_text(Decimal(number), places) == expected

    @given(
        number=st.decimals(
            allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12
        )
    )
    def test_reads_back_and_is_one_text_per_value(self, number: Decimal) -> None:
        assert D(exact_text(number)) == number
        assert exact_text(number) == exact_text(number * 1) == exact_text(number.normalize())


class TestCapitals:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            ("0", "零元整"),
            ("0.004", "零元整"),
            ("0.01", "壹分"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.56", "伍角陆分"),
            ("1", "壹元整"),
            ("10", "壹拾元整"),
            ("10.05", "壹拾元零伍分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("1004.56", "壹仟零肆元伍角陆分"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1409.50", "壹仟肆佰零玖元伍角整"),
            ("100700", "壹拾万零柒佰元整"),
            ("10000000", "壹仟万元整"),
            ("100000000", "壹亿元整"),
            ("100000001", "壹亿零壹元整"),
            ("100010000", "壹亿零壹万元整"),
            ("1010101010", "壹拾亿壹仟零壹拾万壹仟零壹拾元整"),
            ("1000000000000", "壹万亿元整"),
            (
                "9999999999999999.99",
                "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
            ),
            ("-0.5", "负伍角整"),
            ("-1234.56", "负壹仟贰佰叁拾肆元伍角陆分"),
            ("2.345", "贰元叁角伍分"),
        ],
    )
    def test_words(self, amount: str, words: str) -> None:
        assert amount_in_capitals(Decimal(amount)) == words

    def test_refuses_what_has_no_name(self) -> None:
        with pytest.raises(ValueError):
            amount_in_capitals(Decimal(10) ** 16)

    @given(count=st.integers(1, 10**18 - 1))
    def test_reads_back(self, count: int) -> None:
        assert read_capitals(amount_in_capitals(Decimal(count).scaleb(-2))) == count


def read_capitals(words: str) -> int:
    """Amount in fen of words, by the plain grammar: digits times units, sections by 万 and 亿."""
    digits = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
    whole, section, digit, fen = 0, 0, 0, 0
    for character in words.removeprefix("负"):
        if character in digits:
            digit = digits[character]
        elif character in "拾佰仟":
            section += digit * {"拾": 10, "佰": 100, "仟": 1000}[character]
            digit = 0
        elif character in "万亿":
            size = {"万": 10**4, "亿": 10**8}[character]
            if character == "亿":
                whole, section = (whole + section + digit) * size, 0
            else:
                whole, section = whole + (section + digit) * size, 0
            digit = 0
        elif character == "元":
            whole, section, digit = whole + section + digit, 0, 0
        elif character in "角分":
            fen, digit = fen + digit * (10 if character == "角" else 1), 0
    return whole * 100 + fen
