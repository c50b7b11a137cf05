"""Input tax: TX-06, 07, 20, 22, IN-01, TX-17, and the rows between them (T3 tolerance, T5, T7)."""

import pytest

from hengku.catalog.input_tax_rules import (
    ConsumptionRateInvalid,
    Import,
    InputVatProfile,
    InvoiceLine,
    Purchase,
    Tolerance,
    can_deduct,
    check_invoice,
    deemed_output_vat,
    extra_input_on_issue,
    fair_value,
    farmer_purchase,
    import_taxes,
    input_vat_out,
    purchase,
    small_scale_farm_purchase,
)
from hengku.catalog.tax_rules import Amounts
from hengku.kit.numbers import D


class TestPurchase:  # T5
    def test_deductible_goes_in_at_net_and_the_rest_with_its_tax(self) -> None:
        bill = Amounts(D("100.00"), D("13.00"))
        assert purchase(bill, is_deductible=True) == Purchase(D("100.00"), D("13.00"))
        assert purchase(bill, is_deductible=False) == Purchase(D("113.00"), D("0.00"))

    @pytest.mark.parametrize(
        ("kind", "is_deductible", "is_general_taxpayer", "expected"),
        [
            ("general", True, True, True),
            ("simplified", True, True, True),
            ("zero", True, True, True),
            # T1: exempt is not zero-rated
            ("exempt", True, True, False),
            ("none", True, True, False),
            ("general", False, True, False),
            ("general", True, False, False),
        ],
    )
    def test_can_deduct(
        self, kind: str, is_deductible: bool, is_general_taxpayer: bool, expected: bool
    ) -> None:
        allowed = can_deduct(kind, is_deductible=is_deductible, is_general_taxpayer=is_general_taxpayer)
        assert allowed is expected

    @pytest.mark.parametrize(
        ("price", "cost", "input_vat"),
        [
            ("10000.00", "9100.00", "900.00"),  # TX-06
            ("0.05", "0.05", "0.00"),
            ("0.06", "0.05", "0.01"),
            ("-10000.00", "-9100.00", "-900.00"),
        ],
    )
    def test_from_a_farmer(self, price: str, cost: str, input_vat: str) -> None:
        assert farmer_purchase(D(price), D("0.09")) == Purchase(D(cost), D(input_vat))

    def test_from_a_small_scale_seller(self) -> None:
        # 100 net, 3 tax paid, 9 deducted: cost 94, which is what T7's 9/94 takes back
        bought = small_scale_farm_purchase(Amounts(D("100.00"), D("3.00")), D("0.09"))
        assert bought == Purchase(D("94.00"), D("9.00"))
        back = input_vat_out(bought.cost, InputVatProfile.AGRI_SMALL, rate=D("0.09"), levy_rate=D("0.03"))
        assert back == bought.input_vat

    @pytest.mark.parametrize(
        ("deducted", "extra"),
        [("540.00", "60.00"), ("0.04", "0.00"), ("0.05", "0.01"), ("-540.00", "-60.00")],
    )
    def test_extra_on_issue(self, deducted: str, extra: str) -> None:  # TX-07
        assert extra_input_on_issue(D(deducted), D("0.09"), D("0.01")) == D(extra)


class TestImport:  # T5
    @pytest.mark.parametrize(
        ("value", "duty_rate", "consumption_rate", "expected"),
        [
            # TX-20
            ("100000.00", "0.10", "0", Import(D("10000.00"), D("0.00"), D("14300.00"), D("110000.00"))),
            # (100000 + 10000) / (1 - 0.2) = 137500
            (
                "100000.00",
                "0.10",
                "0.20",
                Import(D("10000.00"), D("27500.00"), D("17875.00"), D("137500.00")),
            ),
            # duty 33.333 → 33.33; 366.66 / 0.85 = 431.3647
            ("333.33", "0.10", "0.15", Import(D("33.33"), D("64.70"), D("56.08"), D("431.36"))),
        ],
    )
    def test_taxes(self, value: str, duty_rate: str, consumption_rate: str, expected: Import) -> None:
        taxes = import_taxes(
            D(value), duty_rate=D(duty_rate), consumption_rate=D(consumption_rate), vat_rate=D("0.13")
        )
        assert taxes == expected
        assert taxes.inventory_cost == D(value) + taxes.duty + taxes.consumption_tax

    @pytest.mark.parametrize("rate", ["1", "-0.1"])
    def test_refuses_a_rate_without_a_composite_price(self, rate: str) -> None:
        with pytest.raises(ConsumptionRateInvalid):
            import_taxes(D("1"), duty_rate=D("0"), consumption_rate=D(rate), vat_rate=D("0.13"))


TOLERANCE = Tolerance(line_amount=D("0.01"), line_tax=D("0.06"), document_tax=D("1.27"))


class TestCheckInvoice:  # T3
    def test_supplier_invoice(self) -> None:  # TX-22
        check = check_invoice(
            [
                InvoiceLine(net=D("1000.00"), rate=D("0.13"), tax=D("130.05")),
                InvoiceLine(net=D("500.00"), rate=D("0.13"), tax=D("65.07")),
            ],
            TOLERANCE,
        )
        assert [(line.tax_difference, line.is_ok) for line in check.lines] == [
            (D("0.05"), True),
            (D("0.07"), False),
        ]
        assert check.is_ok is False

    @pytest.mark.parametrize(
        ("tax", "is_ok"), [("130.06", True), ("130.07", False), ("129.94", True), ("129.93", False)]
    )
    def test_line_tax_may_be_off_by_six_fen_either_way(self, tax: str, is_ok: bool) -> None:
        check = check_invoice([InvoiceLine(D("1000.00"), D("0.13"), D(tax))], TOLERANCE)
        assert check.is_ok is is_ok

    @pytest.mark.parametrize(
        ("net", "price", "is_ok"),
        [
            ("29.97", "9.99", True),
            ("29.98", "9.99", True),
            ("29.96", "9.99", True),
            ("29.99", "9.99", False),
            ("29.95", "9.99", False),
            # 3 x 9.9955 = 29.9865: the difference of 0.0135 is not rounded before it is compared
            ("30.00", "9.9955", False),
        ],
    )
    def test_line_amount_may_be_off_by_one_fen(self, net: str, price: str, is_ok: bool) -> None:
        line = InvoiceLine(D(net), D("0"), D("0.00"), quantity=D("3"), price=D(price))
        assert check_invoice([line], TOLERANCE).is_ok is is_ok

    @pytest.mark.parametrize(("count", "is_ok"), [(21, True), (22, False)])
    def test_document_tax_adds_up(self, count: int, is_ok: bool) -> None:
        # each line passes with 0.06; 21 of them are 1.26, 22 are 1.32
        check = check_invoice([InvoiceLine(D("1000.00"), D("0.13"), D("130.06"))] * count, TOLERANCE)
        assert all(line.is_ok for line in check.lines)
        assert check.is_ok is is_ok

    def test_differences_of_both_signs_even_out(self) -> None:
        up, down = (
            InvoiceLine(D("1000.00"), D("0.13"), D("130.06")),
            InvoiceLine(D("1000.00"), D("0.13"), D("129.94")),
        )
        check = check_invoice([up, down] * 30, TOLERANCE)
        assert (check.tax_difference, check.is_ok) == (D("0"), True)


class TestInputVatOut:  # T7
    @pytest.mark.parametrize(
        ("cost", "profile", "rate", "expected"),
        [
            ("1000.00", InputVatProfile.ADDED, "0.13", "130.00"),  # IN-01
            ("9100.00", InputVatProfile.AGRI_DEDUCT, "0.09", "900.00"),  # undoes TX-06
            ("100.00", InputVatProfile.AGRI_DEDUCT, "0.09", "9.89"),
            ("94.00", InputVatProfile.AGRI_SMALL, "0.09", "9.00"),
            ("100.00", InputVatProfile.AGRI_SMALL, "0.09", "9.57"),
            ("1000.00", InputVatProfile.NONE, "0.13", "0.00"),
            ("-1000.00", InputVatProfile.ADDED, "0.13", "-130.00"),
        ],
    )
    def test_amount(self, cost: str, profile: InputVatProfile, rate: str, expected: str) -> None:
        assert input_vat_out(D(cost), profile, rate=D(rate), levy_rate=D("0.03")) == D(expected)

    def test_freight_goes_at_its_own_rate(self) -> None:
        # 900 x 13% + 100 x 9%
        vat = input_vat_out(
            D("1000.00"),
            InputVatProfile.ADDED,
            rate=D("0.13"),
            freight_cost=D("100.00"),
            freight_rate=D("0.09"),
        )
        assert vat == D("126.00")

    def test_asks_for_the_rates_it_needs(self) -> None:
        with pytest.raises(ValueError, match="levy"):
            input_vat_out(D("94"), InputVatProfile.AGRI_SMALL, rate=D("0.09"))
        with pytest.raises(ValueError, match="freight"):
            input_vat_out(D("94"), InputVatProfile.ADDED, rate=D("0.13"), freight_cost=D("1"))


class TestDeemedSale:  # T7
    def test_output_tax_is_on_the_fair_value(self) -> None:  # TX-17
        assert deemed_output_vat(D("100.00"), D("0.13")) == D("13.00")

    @pytest.mark.parametrize(
        ("average", "listed", "expected"),
        [
            ("100.00", "120.00", "100.00"),
            (None, "120.00", "120.00"),
            (None, None, "88.00"),
            ("0.00", "120.00", "0.00"),
        ],
    )
    def test_fair_value_by_precedence(self, average: str | None, listed: str | None, expected: str) -> None:
        value = fair_value(
            average_sale=None if average is None else D(average),
            list_price=None if listed is None else D(listed),
            cost=D("80.00"),
            markup_rate=D("0.10"),
        )
        assert value == D(expected)
