"""VAT of the period and entries of tax events: TX-06, 07, 10, 13, 15, 17, IN-01 and their neighbours (T5-T10)."""

import pytest

from hengku.bookkeeping.tax_rules import (
    SmallScaleReturn,
    VatMonth,
    deemed_sale_entry,
    extra_input_entry,
    loss_approved_entry,
    loss_found_entry,
    purchase_entry,
    small_scale_return,
    small_scale_sale,
    surcharges,
    vat_close,
)
from hengku.catalog.input_tax_rules import farmer_purchase
from hengku.catalog.tax_rules import Amounts
from hengku.kit.numbers import D
from hengku.ledger.rules import EntryLine, Standard, account_code, balanced

NONE = Amounts(D("0.00"), D("0.00"))


def written(entry: tuple[EntryLine, ...]) -> list[tuple[str, str, str, str]]:
    """(小企业 code, 企业 code, debit, credit) of each line, as the worked examples show them; all balance."""
    assert balanced(entry)
    return [
        (
            account_code(line.role, Standard.SMALL_BUSINESS),
            account_code(line.role, Standard.ENTERPRISE),
            str(line.debit),
            str(line.credit),
        )
        for line in entry
    ]


class TestEntries:
    def test_farmer_purchase(self) -> None:  # TX-06
        bought = farmer_purchase(D("10000.00"), D("0.09"))
        assert written(purchase_entry(bought, "raw_material")) == [
            ("1403", "1403", "9100.00", "0.00"),
            ("22210101", "22210101", "900.00", "0.00"),
            ("220201", "220201", "0.00", "10000.00"),
        ]

    def test_input_waits_until_the_invoice_is_ticked(self) -> None:  # T5
        bought = farmer_purchase(D("10000.00"), D("0.09"))
        entry = purchase_entry(bought, "raw_material", input_role="vat_unverified_input")
        assert written(entry)[1] == ("222105", "222105", "900.00", "0.00")

    def test_no_line_of_nothing(self) -> None:  # R3
        assert len(purchase_entry(farmer_purchase(D("0.05"), D("0.09")), "raw_material")) == 2
        assert purchase_entry(farmer_purchase(D("0.00"), D("0.09")), "raw_material") == ()

    def test_extra_input_on_issue(self) -> None:  # TX-07
        extra, entry = extra_input_entry(D("540.00"), deduct_rate=D("0.09"), extra_rate=D("0.01"))
        assert extra == D("60.00")
        assert written(entry) == [
            ("22210101", "22210101", "60.00", "0.00"),
            ("4001", "5001", "0.00", "60.00"),
        ]

    def test_gift_to_a_customer(self) -> None:  # TX-17
        vat, entry = deemed_sale_entry(cost=D("80.00"), value_net=D("100.00"), rate=D("0.13"))
        assert vat == D("13.00")
        assert written(entry) == [
            ("5601", "6601", "93.00", "0.00"),
            ("1405", "1405", "0.00", "80.00"),
            ("22210107", "22210107", "0.00", "13.00"),
        ]

    def test_theft(self) -> None:  # IN-01
        assert written(loss_found_entry(D("1000.00"), D("130.00"))) == [
            ("1901", "1901", "1130.00", "0.00"),
            ("1405", "1405", "0.00", "1000.00"),
            ("22210109", "22210109", "0.00", "130.00"),
        ]
        assert written(loss_approved_entry(D("1130.00"), D("300.00"))) == [
            ("1221", "1221", "300.00", "0.00"),
            ("5711", "6602", "830.00", "0.00"),
            ("1901", "1901", "0.00", "1130.00"),
        ]


class TestSmallScale:  # T6
    def test_sale_accrues_at_once(self) -> None:  # TX-10
        sale, entry = small_scale_sale(D("252500.00"), D("0.01"))
        assert sale == Amounts(D("250000.00"), D("2500.00"))
        assert written(entry) == [
            ("1122", "1122", "252500.00", "0.00"),
            ("5001", "6001", "0.00", "250000.00"),
            ("222101", "222101", "0.00", "2500.00"),
        ]

    def test_quarter_below_the_threshold(self) -> None:  # TX-10
        quarter = small_scale_return(
            Amounts(D("250000.00"), D("2500.00")), NONE, threshold=D("300000.00"), threshold_inclusive=False
        )
        assert (quarter.vat, quarter.exempt_vat, quarter.payable_vat) == (
            D("2500.00"),
            D("2500.00"),
            D("0.00"),
        )
        assert written(quarter.entry_exempt) == [
            ("222101", "222101", "2500.00", "0.00"),
            ("5301", "6117", "0.00", "2500.00"),
        ]

    @pytest.mark.parametrize(
        ("net", "special_net", "inclusive", "exempt", "payable"),
        [
            ("299999.99", "0.00", False, "3000.00", "0.00"),
            # exactly at the threshold: payable from 2026 on, exempt under the announcements before
            ("300000.00", "0.00", False, "0.00", "3000.00"),
            ("300000.00", "0.00", True, "3000.00", "0.00"),
            ("300000.01", "0.00", True, "0.00", "3000.00"),
            # special invoices are payable always, and count towards the threshold
            ("250000.00", "50000.00", False, "2000.00", "500.00"),
            ("310000.00", "50000.00", False, "0.00", "3100.00"),
            ("0.00", "0.00", False, "0.00", "0.00"),
        ],
    )
    def test_threshold(self, net: str, special_net: str, inclusive: bool, exempt: str, payable: str) -> None:
        sales = Amounts(D(net), (D(net) * D("0.01")).quantize(D("0.01")))
        special = Amounts(D(special_net), (D(special_net) * D("0.01")).quantize(D("0.01")))
        quarter = small_scale_return(sales, special, threshold=D("300000.00"), threshold_inclusive=inclusive)
        assert quarter == SmallScaleReturn(
            net=D(net),
            vat=sales.tax,
            exempt_vat=D(exempt),
            payable_vat=D(payable),
            entry_exempt=quarter.entry_exempt,
        )
        assert bool(quarter.entry_exempt) is (D(exempt) != 0)
        assert balanced(quarter.entry_exempt)


class TestVatClose:  # T8
    def test_month_with_something_to_pay(self) -> None:  # TX-13
        closed = vat_close(VatMonth(output=D("13000.00"), input=D("9500.00"), input_out=D("260.00")))
        assert (closed.payable, closed.closing_credit, closed.overpaid) == (
            D("3760.00"),
            D("0.00"),
            D("0.00"),
        )
        assert written(closed.entry) == [
            ("22210104", "22210104", "3760.00", "0.00"),
            ("222102", "222102", "0.00", "3760.00"),
        ]

    @pytest.mark.parametrize(
        ("month", "payable", "credit", "overpaid"),
        [
            # more input than output: carried forward, nothing is booked
            ({"output": "1000.00", "input": "1300.00"}, "0.00", "300.00", "0.00"),
            ({"output": "1000.00", "input": "900.00", "opening_credit": "300.00"}, "0.00", "200.00", "0.00"),
            ({"output": "1000.00", "input": "500.00", "opening_credit": "300.00"}, "200.00", "0.00", "0.00"),
            ({"output": "1000.00", "input": "500.00", "relief": "280.00"}, "220.00", "0.00", "0.00"),
            # paid within the month: less to pay, too much paid, paid although nothing was due
            ({"output": "1000.00", "input": "500.00", "prepaid": "200.00"}, "300.00", "0.00", "0.00"),
            ({"output": "1000.00", "input": "500.00", "prepaid": "700.00"}, "0.00", "0.00", "200.00"),
            ({"output": "1000.00", "input": "1100.00", "prepaid": "700.00"}, "0.00", "100.00", "700.00"),
            ({"output": "1000.00", "input": "1000.00"}, "0.00", "0.00", "0.00"),
            # a month of returns: red columns
            ({"output": "-100.00", "input": "-300.00"}, "200.00", "0.00", "0.00"),
        ],
    )
    def test_month(self, month: dict[str, str], payable: str, credit: str, overpaid: str) -> None:
        given = VatMonth(**{name: D(amount) for name, amount in month.items()})
        closed = vat_close(given)
        assert (closed.payable, closed.closing_credit, closed.overpaid) == (
            D(payable),
            D(credit),
            D(overpaid),
        )
        assert balanced(closed.entry)
        # what is booked away and what stays is exactly what the columns held
        columns = (
            given.output - given.input + given.input_out - given.opening_credit - given.relief - given.prepaid
        )
        assert columns == closed.payable - closed.overpaid - closed.closing_credit

    def test_overpaid_comes_back(self) -> None:
        closed = vat_close(VatMonth(output=D("1000.00"), input=D("500.00"), prepaid=D("700.00")))
        assert written(closed.entry) == [
            ("222102", "222102", "200.00", "0.00"),
            ("22210110", "22210110", "0.00", "200.00"),
        ]


RATES = {"city": D("0.07"), "edu": D("0.03"), "local_edu": D("0.02")}


class TestSurcharges:  # T9
    def test_month(self) -> None:  # TX-13
        due = surcharges(D("3760.00"), RATES)
        assert due.total == D("451.20")
        assert written(due.entry) == [
            ("5403", "6403", "451.20", "0.00"),
            ("222112", "222112", "0.00", "263.20"),
            ("222113", "222113", "0.00", "112.80"),
            ("222114", "222114", "0.00", "75.20"),
        ]

    def test_each_is_rounded_on_its_own(self) -> None:
        # 0.0735, 0.0315, 0.021; together it would be 0.126
        due = surcharges(D("1.05"), RATES)
        assert due.amounts == {"city": D("0.07"), "edu": D("0.03"), "local_edu": D("0.02")}
        assert due.total == D("0.12")

    def test_half_is_forgiven(self) -> None:
        due = surcharges(D("3760.00"), RATES, relief_share=D("0.5"))
        assert due.amounts == {"city": D("131.60"), "edu": D("56.40"), "local_edu": D("37.60")}

    @pytest.mark.parametrize("paid", ["0.00", "-5.00"])
    def test_nothing_without_payment(self, paid: str) -> None:
        due = surcharges(D(paid), RATES)
        assert (due.total, due.entry) == (D("0.00"), ())

    def test_does_not_leave_out_what_it_does_not_know(self) -> None:
        with pytest.raises(ValueError, match="water"):
            surcharges(D("1.00"), {"city": D("0.07"), "water": D("0.01")})
