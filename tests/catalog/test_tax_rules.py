"""Tax on lines: the worked examples TX-01, 02, 03, 05, 15, 18, KT-01, and what must always hold (T1-T4, T10)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengku.catalog.tax_rules import (
    TAX_CODE_ORIGINS,
    Amounts,
    AmountWithoutQuantity,
    DiscountTooLarge,
    DocumentDiscountTooLarge,
    NoTaxCode,
    PriceMissing,
    PriceMode,
    Rounding,
    TaxChoice,
    TaxCodeNotInForce,
    TaxedLine,
    TaxLine,
    TwoDiscounts,
    add_tax,
    choose_tax_code,
    split_tax,
    tax_lines,
    totals,
    totals_by_rate,
    usual_tax_code,
)
from hengku.kit.errors import Invalid
from hengku.kit.numbers import D, split_by_cumulative

INCL, EXCL = PriceMode.INCL, PriceMode.EXCL


def line(quantity: str, price: str, rate: str = "0.13", **more: object) -> TaxLine:
    return TaxLine(quantity=D(quantity), price=D(price), rate=D(rate), **more)  # type: ignore[arg-type]


def amounts(taxed: TaxedLine) -> tuple[str, str, str]:
    return str(taxed.amount_net), str(taxed.amount_tax), str(taxed.amount_incl)


class TestLine:
    @pytest.mark.parametrize(
        ("mode", "quantity", "price", "rate", "expected"),
        [
            # TX-01: the amount first, then net, tax the rest
            (INCL, "1", "113.00", "0.13", ("100.00", "13.00", "113.00")),
            (INCL, "1", "100.00", "0.13", ("88.50", "11.50", "100.00")),
            (INCL, "3", "9.99", "0.13", ("26.52", "3.45", "29.97")),
            (INCL, "10", "1.234567", "0.09", ("11.33", "1.02", "12.35")),
            # TX-03: tax on the net amount
            (EXCL, "7", "12.345", "0.13", ("86.42", "11.23", "97.65")),
            (EXCL, "2", "50", "0.06", ("100.00", "6.00", "106.00")),
            # red mirrors blue, untaxed has no tax, nothing is nothing
            (INCL, "-3", "9.99", "0.13", ("-26.52", "-3.45", "-29.97")),
            (EXCL, "-7", "12.345", "0.13", ("-86.42", "-11.23", "-97.65")),
            (INCL, "3", "9.99", "0", ("29.97", "0.00", "29.97")),
            (INCL, "0", "9.99", "0.13", ("0.00", "0.00", "0.00")),
        ],
    )
    def test_amounts(
        self, mode: PriceMode, quantity: str, price: str, rate: str, expected: tuple[str, str, str]
    ) -> None:
        (taxed,) = tax_lines([line(quantity, price, rate)], mode)
        assert amounts(taxed) == expected
        assert taxed.price == D(price)

    @pytest.mark.parametrize(
        ("mode", "more", "discount", "expected"),
        [
            # R2(3 x 9.99) = 29.97, less 5% = 1.4985
            (INCL, {"discount_rate": D("0.05")}, "1.50", ("25.19", "3.28", "28.47")),
            (INCL, {"discount_amount": D("1.47")}, "1.47", ("25.22", "3.28", "28.50")),
            (EXCL, {"discount_amount": D("1.47")}, "1.47", ("28.50", "3.71", "32.21")),
            (INCL, {"discount_rate": D("1")}, "29.97", ("0.00", "0.00", "0.00")),
        ],
    )
    def test_line_discount_comes_off_before_tax(
        self, mode: PriceMode, more: dict[str, Decimal], discount: str, expected: tuple[str, str, str]
    ) -> None:
        (taxed,) = tax_lines([line("3", "9.99", **more)], mode)
        assert (str(taxed.discount_amount), amounts(taxed)) == (discount, expected)

    def test_amount_that_was_written_is_kept_and_gives_the_price(self) -> None:
        # T2: 100 / 3, to 8 places; 3 x 33.33333333 would be 99.99999999
        (taxed,) = tax_lines([TaxLine(D("3"), None, D("0.13"), amount=D("100.00"))], INCL)
        assert str(taxed.price) == "33.33333333"
        assert amounts(taxed) == ("88.50", "11.50", "100.00")
        # the amount wins over a price that does not fit it
        (taxed,) = tax_lines([line("3", "1.00", amount=D("100.00"))], INCL)
        assert taxed.amount_incl == D("100.00")

    @pytest.mark.parametrize(
        ("bad", "error"),
        [
            (TaxLine(D("1"), None, D("0.13")), PriceMissing),
            (TaxLine(D("0"), None, D("0.13"), amount=D("5.00")), AmountWithoutQuantity),
            (line("1", "10", discount_rate=D("0.1"), discount_amount=D("1.00")), TwoDiscounts),
            (line("1", "10", discount_amount=D("10.01")), DiscountTooLarge),
            (line("1", "10", discount_amount=D("-0.01")), DiscountTooLarge),
            (line("-1", "10", discount_amount=D("1.00")), DiscountTooLarge),
            (line("1", "10", discount_rate=D("1.01")), DiscountTooLarge),
        ],
    )
    def test_refuses_with_the_line(self, bad: TaxLine, error: type[Invalid]) -> None:
        with pytest.raises(error) as refused:
            tax_lines([line("1", "1"), bad], INCL)
        assert refused.value.where.line_no == 2


class TestRounding:
    def test_by_line_and_by_document_differ(self) -> None:  # TX-02
        lines = [line("1", "1.00")] * 3
        by_line = tax_lines(lines, INCL)
        assert [amounts(taxed) for taxed in by_line] == [("0.88", "0.12", "1.00")] * 3
        assert totals(by_line) == Amounts(D("2.64"), D("0.36"))
        by_document = tax_lines(lines, INCL, rounding=Rounding.DOCUMENT)
        assert totals(by_document) == Amounts(D("2.65"), D("0.35"))
        # net goes back to the lines by C1: cumulated .8833, 1.7667, 2.65
        assert [amounts(taxed) for taxed in by_document] == [
            ("0.88", "0.12", "1.00"),
            ("0.89", "0.11", "1.00"),
            ("0.88", "0.12", "1.00"),
        ]

    def test_daily_close_by_rate(self) -> None:  # TX-18
        tickets = [
            line("1", "1000.00"),
            line("1", "345.67", "0.09"),
            line("1", "234.56"),
            line("1", "88.88", "0.06"),
        ]
        by_rate = totals_by_rate(tax_lines(tickets, INCL, rounding=Rounding.DOCUMENT))
        assert [(r.rate, r.amount_incl, r.amount_net, r.amount_tax) for r in by_rate] == [
            (D("0.13"), D("1234.56"), D("1092.53"), D("142.03")),
            (D("0.09"), D("345.67"), D("317.13"), D("28.54")),
            (D("0.06"), D("88.88"), D("83.85"), D("5.03")),
        ]

    def test_by_document_without_tax_in_the_price(self) -> None:
        # 3 x 0.33 x 0.13 = 0.1287; by line it would be 3 x 0.04
        taxed = tax_lines([line("1", "0.33")] * 3, EXCL, rounding=Rounding.DOCUMENT)
        assert totals(taxed) == Amounts(D("0.99"), D("0.13"))

    def test_refunds_among_tickets_do_not_explode(self) -> None:
        taxed = tax_lines(
            [line("1", "113.00"), line("-1", "112.99"), line("1", "50.00"), line("-1", "50.00")],
            INCL,
            rounding=Rounding.DOCUMENT,
        )
        assert [amounts(one) for one in taxed] == [
            ("100.00", "13.00", "113.00"),
            ("-99.99", "-13.00", "-112.99"),
            ("44.25", "5.75", "50.00"),
            ("-44.25", "-5.75", "-50.00"),
        ]
        # control: shares by weight, as for tickets alone, give the first line no tax at all
        weights = [D("113.00"), D("-112.99")]
        assert split_by_cumulative(D("0.01"), weights)[0] == D("113.00")


class TestDocumentDiscount:
    def test_is_shared_by_cumulative_difference(self) -> None:  # TX-05
        taxed = tax_lines([line("1", "33.33")] * 3, INCL, document_discount=D("1.00"))
        assert [(str(one.document_discount), *amounts(one)) for one in taxed] == [
            ("0.33", "29.20", "3.80", "33.00"),
            ("0.34", "29.19", "3.80", "32.99"),
            ("0.33", "29.20", "3.80", "33.00"),
        ]
        assert totals(taxed) == Amounts(D("87.59"), D("11.40"))
        assert totals(taxed).incl == D("98.99")

    def test_is_shared_by_net_without_tax_in_the_price(self) -> None:
        taxed = tax_lines([line("1", "100"), line("1", "50", "0.06")], EXCL, document_discount=D("15.00"))
        assert [(str(one.document_discount), *amounts(one)) for one in taxed] == [
            ("10.00", "90.00", "11.70", "101.70"),
            ("5.00", "45.00", "2.70", "47.70"),
        ]

    def test_comes_after_the_lines_own_discounts(self) -> None:
        taxed = tax_lines(
            [line("1", "100", discount_amount=D("50.00")), line("1", "50")],
            INCL,
            document_discount=D("10.00"),
        )
        assert [one.document_discount for one in taxed] == [D("5.00"), D("5.00")]

    def test_gifts_get_none(self) -> None:
        taxed = tax_lines(
            [line("1", "60"), line("1", "30", is_gift=True), line("1", "40")],
            INCL,
            document_discount=D("10.00"),
        )
        assert [one.document_discount for one in taxed] == [D("6.00"), D("0.00"), D("4.00")]

    def test_of_a_red_document_is_red(self) -> None:
        taxed = tax_lines([line("-1", "33.33")] * 3, INCL, document_discount=D("-1.00"))
        assert [str(one.amount_incl) for one in taxed] == ["-33.00", "-32.99", "-33.00"]

    def test_a_kit_is_its_parts_by_what_they_cost_alone(self) -> None:  # KT-01
        shares = split_by_cumulative(D("300.00"), [D("120.00"), D("80.00"), D("150.00")])
        taxed = tax_lines([TaxLine(D("1"), None, D("0.13"), amount=share) for share in shares], INCL)
        assert [amounts(one) for one in taxed] == [
            ("91.03", "11.83", "102.86"),
            ("60.68", "7.89", "68.57"),
            ("113.78", "14.79", "128.57"),
        ]
        assert totals(taxed) == Amounts(D("265.49"), D("34.51"))

    @pytest.mark.parametrize("discount", ["100.01", "-0.01"])
    def test_refuses_more_than_there_is_or_a_surcharge(self, discount: str) -> None:
        with pytest.raises(DocumentDiscountTooLarge) as refused:
            tax_lines([line("1", "100"), line("1", "9", is_gift=True)], INCL, document_discount=D(discount))
        assert refused.value.amount == D("100.00")


fen = st.integers(0, 10**8).map(lambda count: Decimal(count).scaleb(-2))
rates = st.sampled_from([D("0"), D("0.01"), D("0.03"), D("0.06"), D("0.09"), D("0.13")])
entered = st.lists(st.tuples(fen, rates, st.booleans()), min_size=1, max_size=12)


class TestHolds:
    @settings(max_examples=200, deadline=None)
    @given(entered=entered, mode=st.sampled_from(list(PriceMode)), part=st.integers(0, 100))
    def test_sums_signs_and_symmetry(
        self, entered: list[tuple[Decimal, Decimal, bool]], mode: PriceMode, part: int
    ) -> None:
        blue = [TaxLine(D("1"), None, rate, amount=amount, is_gift=gift) for amount, rate, gift in entered]
        red = [TaxLine(D("-1"), None, rate, amount=-amount, is_gift=gift) for amount, rate, gift in entered]
        whole = sum((amount for amount, _, gift in entered if not gift), D("0"))
        discount = (whole * part / 100).quantize(D("0.01"), rounding="ROUND_DOWN")
        for rounding in Rounding:
            taxed = tax_lines(blue, mode, document_discount=discount, rounding=rounding)
            mirror = tax_lines(red, mode, document_discount=-discount, rounding=rounding)
            assert sum(one.document_discount for one in taxed) == discount
            for one, other, (amount, rate, gift) in zip(taxed, mirror, entered, strict=True):
                assert one.amount_incl == one.amount_net + one.amount_tax
                assert [other.amount_net, other.amount_tax] == [-one.amount_net, -one.amount_tax]
                kept = one.amount_incl if mode is INCL else one.amount_net
                assert kept == amount - one.document_discount
                assert one.amount_net >= 0
                assert not (gift and one.document_discount)
                off = abs(Fraction(one.amount_tax) - Fraction(one.amount_net) * Fraction(rate))
                assert off <= (Fraction(1, 100) if rounding is Rounding.LINE else Fraction(2, 100))

    @settings(max_examples=200, deadline=None)
    @given(
        entered=st.lists(st.tuples(fen, st.booleans()), min_size=1, max_size=12),
        mode=st.sampled_from(list(PriceMode)),
    )
    def test_by_document_is_the_tax_on_the_sum_with_refunds_too(
        self, entered: list[tuple[Decimal, bool]], mode: PriceMode
    ) -> None:
        rate = D("0.13")
        signed = [-amount if back else amount for amount, back in entered]
        taxed = tax_lines(
            [TaxLine(D("1"), None, rate, amount=amount) for amount in signed],
            mode,
            rounding=Rounding.DOCUMENT,
        )
        whole = sum(signed, D("0.00"))
        assert totals(taxed) == (split_tax(whole, rate) if mode is INCL else add_tax(whole, rate))
        for one in taxed:
            off = abs(Fraction(one.amount_tax) - Fraction(one.amount_net) * Fraction(rate))
            assert off <= Fraction(3, 100)


def choice(code: str, *, valid_from: date = date(2019, 4, 1), valid_to: date | None = None) -> TaxChoice:
    return TaxChoice(code, D("0.13"), "general", True, valid_from, valid_to)


class TestChooseTaxCode:  # T1
    ON = date(2026, 3, 1)

    def test_the_stronger_origin_wins(self) -> None:
        assert TAX_CODE_ORIGINS == (
            "line",
            "source",
            "party_product",
            "party",
            "product",
            "category",
            "company",
        )
        left: dict[str, TaxChoice | None] = {origin: choice(origin) for origin in TAX_CODE_ORIGINS}
        for origin in TAX_CODE_ORIGINS:
            assert choose_tax_code(left, self.ON)[0] == origin
            left[origin] = None
        with pytest.raises(NoTaxCode):
            choose_tax_code(left, self.ON)

    def test_passes_over_defaults_not_in_force(self) -> None:
        old, new = choice("old", valid_to=date(2026, 2, 28)), choice("new")
        assert choose_tax_code({"product": old, "category": new}, self.ON) == ("category", new)
        assert choose_tax_code({"product": old, "category": new}, date(2026, 2, 28)) == ("product", old)
        assert choose_tax_code(
            {"product": choice("later", valid_from=date(2026, 3, 2)), "company": new}, self.ON
        ) == (
            "company",
            new,
        )

    def test_takes_what_the_supplier_invoices_with(self) -> None:
        own, levy, old = choice("own"), choice("levy"), choice("old", valid_to=date(2026, 2, 28))
        assert usual_tax_code(own, [], self.ON) is own
        assert usual_tax_code(own, [levy, own], self.ON) is own  # the supplier may invoice the product's own
        assert usual_tax_code(own, [old, levy], self.ON) is levy
        assert usual_tax_code(own, [old], self.ON) is own
        assert usual_tax_code(old, [], self.ON) is None

    def test_refuses_a_hand_choice_not_in_force(self) -> None:
        with pytest.raises(TaxCodeNotInForce) as refused:
            choose_tax_code(
                {"line": choice("old", valid_to=date(2026, 2, 28)), "product": choice("new")}, self.ON
            )
        assert refused.value.tax_code == "old"
