"""Months of small shops, told as stories; every figure was worked out by hand from the rulebook."""

from __future__ import annotations

import pytest

from hengku.kit.postgres import Cluster
from tests.posting.books import disagreements
from tests.scenarios.story import Story
from tests.world import Book


def opened(**company: str) -> Book:
    """A book with tea and cups."""
    book = Book(**company)
    book.add_product("TEA", "茶叶", base_unit="盒")
    book.add_product("CUP", "茶杯", base_unit="个")
    return book


class TestAMonthOfATeaShop:
    """A general taxpayer under 小企业会计准则: orders, sales, a return, an invoice at another price, a loss, money."""

    def test_ends_with_every_account_as_worked_out(self, database: Cluster) -> None:
        story = Story(opened())
        story.tell(
            """
            opening  01-01 W1 TEA 100 = 1000.00
            receive  01-02 甲 W1 TEA 50 @ 12.00 as r1
            receive  01-02 甲 W1 CUP 200 @ 2.50 as r2
            entry    r1 借 1405 600.00; 贷 220202 600.00
            stock    TEA 150 1600.00
            order    01-04 乙 W1 TEA 40 @ 22.60 as so
            hand     TEA W1 150 40
            deliver  01-05 乙 W1 TEA 60 @ 22.60 as s1          # 1600.00 x 60 / 150
            entry    s1 借 1122 1356.00; 贷 5001 1200.00; 贷 22210107 156.00; 借 5401 640.00; 贷 1405 640.00
            deliver  01-05 乙 W1 TEA 51 @ 22.60                 ! NegativeStock   # 90 there, 40 of them held
            deliver  01-06 乙 W1 TEA 40 from so as s2           # R2(960.00 x 40 / 90) = 426.67
            deliver  01-06 乙 W1 TEA 1 from so                  ! CarriesTooMuch
            hand     TEA W1 50
            stock    TEA 50 533.33
            return   01-08 s2 10 as back                       # R2(426.67 x 10 / 40) = 106.67
            entry    back 借 1122 -226.00; 贷 5001 -200.00; 贷 22210107 -26.00; 借 5401 -106.67; 贷 1405 -106.67
            transfer 01-10 W1 W2 TEA 20
            deliver  01-11 乙 W2 TEA 5 @ 24.86 as s3            # R2(640.00 x 5 / 60) = 53.33
            stock    TEA 55 586.67

            # 640.00 instead of 600.00: 656.00, 437.33, 109.33 back, 54.67; 16.00 + 10.66 - 2.66 + 1.34 more
            bill     01-12 r1 50 = 640.00 + 83.20 as b1
            entry    b1 借 1405 -600.00; 贷 220202 -600.00; 借 1405 640.00; 借 22210101 83.20; 贷 220201 723.20
            recost   b1 借 5401 28.00; 贷 1405 28.00; 借 5401 -2.66; 贷 1405 -2.66
            stock    TEA 55 601.33
            bill     01-13 r2 200 = 500.00 + 65.00
            bill     01-13 r2 1 = 2.50 + 0.33                  ! CarriesTooMuch

            lose     01-15 W2 TEA 1 STORAGE SPOILAGE as gone   # R2(601.33 / 55) = 10.93, tax R2(10.93 x 13%) = 1.42
            entry    gone 借 5711 10.93; 贷 1405 10.93; 借 5711 1.42; 贷 22210109 1.42; 借 1901 12.35; 贷 1901 12.35
            collect  01-16 乙 1000.00 of s1
            collect  01-16 乙 356.01 of s1                      ! ItemNotOpen
            pay      01-18 甲 500.00 of b1
            deliver  01-20 乙 W1 CUP 30 @ 5.65
            reverse  01-21 s2                                  ! CannotReverse   # some of it came back

            hand     TEA W1 40
            hand     TEA W2 14
            stock    TEA 54 590.40
            stock    CUP 170 425.00
            owed     ar 乙 1327.80
            owed     ap 甲 788.20
            owed     ap_estimated 甲 0
            ledger   1001 500.00 1122 1327.80 1405 1015.40 220201 -788.20 22210101 148.20 \
                     22210107 -267.80 22210109 -1.42 3104 -1000.00 5001 -2060.00 5401 1113.67 5711 12.35
        """.replace("\n                     222", " 222")
        )
        assert disagreements(story.book.company_id) == []


class TestReturnsAndDifferencesAfterTheClose:
    """An enterprise: what comes after a close falls into the open month, and January stays as it was (P7)."""

    def test_leave_the_closed_month_alone(self, database: Cluster) -> None:
        story = Story(opened(standard="enterprise"))
        story.tell("""
            receive  01-05 甲 W1 TEA 100 @ 10.00 as r1
            deliver  01-08 乙 W1 TEA 70 @ 22.60 as s1
            close    01 stock arap ledger
            receive  01-20 甲 W1 TEA 1 @ 10.00                   ! PeriodClosed
            reverse  01-21 s1                                   ! PeriodClosed

            bill     02-10 r1 100 = 1060.00 + 137.80 as b1      # ES-02: 18.00 for the 30 there, 42.00 for the 70 gone
            entry    b1 借 1405 -1000.00; 贷 220202 -1000.00; 借 1405 1060.00; 借 22210101 137.80; \
                     贷 220201 1197.80; 借 6401 42.00; 贷 1405 42.00
            stock    TEA 30 318.00
            return   02-12 s1 10 as back                        # 700.00 x 10 / 70: what they cost in January
            entry    back 借 1122 -226.00; 贷 6001 -200.00; 贷 22210107 -26.00; 借 6401 -100.00; 贷 1405 -100.00
            stock    TEA 40 418.00
            sendback 02-13 r1 20 as off                         # 1060.00 x 20 / 100, the difference with it (C6)
            entry    off 借 1405 -212.00; 贷 220202 -212.00
            stock    TEA 20 206.00
            redbill  02-14 off -20 = -210.00 + -27.30 as red    # the supplier gives 210.00 for what cost 212.00
            entry    red 借 1405 212.00; 贷 220202 212.00; 借 1405 -212.00; 借 6401 2.00; \
                     借 22210101 -27.30; 贷 220201 -237.30

            deliver  02-15 乙 W1 TEA 20 @ 22.60 as s2            # the last of it takes all: 206.00
            stock    TEA 0 0.00
            return   02-16 s2 5                                 # 51.50
            reverse  02-17 s2                                   ! CannotReverse
            receive  02-14 甲 W1 TEA 10 @ 9.00 as late           # 30 / 296.00: 197.33 out, 49.33 back
            recost   late 借 6401 -8.67; 贷 1405 -8.67; 借 6401 2.17; 贷 1405 2.17
            stock    TEA 15 148.00

            month    01 6401 700.00
            month    01 1405 300.00
            month    02 6401 92.00
            owed     ap_estimated 甲 90.00
            ledger   1122 1695.00 1405 148.00 220201 -960.50 220202 -90.00 22210101 110.50 22210107 -195.00 \
                     6001 -1500.00 6401 792.00
        """)
        assert disagreements(story.book.company_id) == []


class TestAQuarterOfASmallScaleTaxpayer:
    """T5, T6: input tax is cost, 1% on one account, and below the threshold it becomes income."""

    def test_ends_without_tax_to_pay(self, database: Cluster) -> None:
        story = Story(opened(taxpayer="small_scale"))
        story.tell("""
            receive  01-03 甲 W1 TEA 100 @ 11.30 incl VAT13 as r1
            entry    r1 借 1405 1130.00; 贷 220202 1130.00
            deliver  01-05 乙 W1 TEA 40 @ 20.20 as s1
            entry    s1 借 1122 808.00; 贷 5001 800.00; 贷 222101 8.00; 借 5401 452.00; 贷 1405 452.00
            bill     01-10 r1 100 = 1000.00 + 130.00 as b1
            entry    b1 借 1405 -1130.00; 贷 220202 -1130.00; 借 1405 1130.00; 贷 220201 1130.00
            recost   b1
            return   01-15 s1 5 as back
            entry    back 借 1122 -101.00; 贷 5001 -100.00; 贷 222101 -1.00; 借 5401 -56.50; 贷 1405 -56.50
            close    01 stock arap ledger
            receive  02-03 甲 W1 TEA 50 @ 12.00 incl ORDINARY
            stock    TEA 115 1334.50
            deliver  02-05 乙 W1 TEA 65 @ 20.20                  # R2(1334.50 x 65 / 115) = 754.28
            lose     03-01 W1 TEA 2 STORAGE SPOILAGE as gone    # R2(580.22 x 2 / 50) = 23.21, no input tax to take out
            entry    gone 借 5711 23.21; 贷 1405 23.21; 借 1901 23.21; 贷 1901 23.21
            collect  03-10 乙 500.00 of s1
            month    01 222101 -7.00
            month    02 222101 -13.00
            voucher  03-31 222101 20.00 5301 20.00              # 2000.00 net is below 300000.00: exempt
            stock    TEA 48 557.01
            ledger   1001 500.00 1122 1520.00 1405 557.01 220201 -1130.00 220202 -600.00 5001 -2000.00 \
                     5301 -20.00 5401 1149.78 5711 23.21
        """)
        assert disagreements(story.book.company_id) == []


class TestAStallThatSellsBeforeItBooks:
    """C5 and C9 together: stock below zero, trued up, and then the receipt that had been forgotten."""

    def test_ends_as_if_everything_had_been_booked_in_time(self, database: Cluster) -> None:
        book = opened()
        story = Story(book)
        story.desk.negative_warehouse()
        story.tell("""
            opening  01-01 NEG TEA 5 = 50.00
            deliver  01-05 乙 NEG TEA 8 @ 22.60 as s1            # MA-05: 50.00 and 3 at 10.00
            stock    TEA -3 -30.00
            receive  01-09 甲 NEG TEA 10 @ 12.00 as r1
            entry    r1 借 1405 120.00; 贷 220202 120.00; 借 5401 6.00; 贷 1405 6.00
            stock    TEA 7 84.00
            deliver  01-10 乙 NEG TEA 7 @ 22.60
            stock    TEA 0 0.00
            receive  01-04 甲 NEG TEA 5 @ 11.00 as late          # 10 / 105.00: 84.00 out on the 5th, nothing missing
            # on the 9th 2 / 21.00 + 10 / 120.00, on the 10th R2(141.00 x 7 / 12) = 82.25
            recost   late 借 5401 4.00; 贷 1405 4.00; 借 5401 -7.75; 贷 1405 -7.75
            stock    TEA 5 58.75
            month    01 5401 166.25
            reverse  01-04 late                                 # and back to where it was
            stock    TEA 0 0.00
            month    01 5401 170.00
        """)
        assert disagreements(book.company_id) == []


class TestTheStoryTeller:
    """Negative controls: a story that is not so is found, with its line."""

    @pytest.mark.parametrize(
        ("told", "line"),
        [
            ("opening 01-01 W1 TEA 5 = 50.00\nstock TEA 5 50.01", "line 2"),
            ("opening 01-01 W1 TEA 5 = 50.00\n\nhand TEA W1 6", "line 3"),
            ("opening 01-01 W1 TEA 5 = 50.00\nledger 1405 50.00", "line 2"),
            ("deliver 01-05 乙 W1 TEA 8 @ 22.60", "line 1"),
            ("deliver 01-05 乙 W1 TEA 8 @ 22.60 ! CarriesTooMuch", "line 1"),
        ],
    )
    def test_finds_what_is_not_so(self, database: Cluster, told: str, line: str) -> None:
        with pytest.raises(AssertionError, match=line):
            Story(opened()).tell(told)

    def test_misses_a_refusal_that_did_not_come(self, database: Cluster) -> None:
        with pytest.raises(pytest.fail.Exception):
            Story(opened()).tell("opening 01-01 W1 TEA 5 = 50.00 ! PeriodClosed")
