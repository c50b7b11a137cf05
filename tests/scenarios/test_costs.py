"""What changes costs without goods, and months that are costed at their end (MA-13, MW-01, ST-01, MA-08, C10–C14)."""

from __future__ import annotations

from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.reports.run import run_report
from tests.posting.books import disagreements
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened


class TestCosts:
    def test_ma_13_money_goes_into_stock_or_into_cost_of_sales(self, database: Cluster) -> None:
        story = Story(opened())
        story.tell("""
            opening 01-01 W1 TEA 10 = 100.00
            post cost_adjustment 01-05 other_side=selling reason=运费漏记 : TEA change=5.00 as more
            entry more 借 1405 5.00; 贷 5601 5.00
            deliver 01-06 乙 W1 TEA 10 @ 22.60 as s1
            stock TEA 0 0.00
            post cost_adjustment 01-07 other_side=selling reason=多记 : TEA change=-3.00 as less
            month 01 5401 102.00
            ledger 1122 226.00 22210107 -26.00 3104 -100.00 5001 -200.00 5401 102.00 5601 -2.00
        """)

    def test_mw_01_the_month_is_costed_at_its_end(self, database: Cluster) -> None:
        """(2000.00 + 3300.00 + 1150.00) / 600 = 10.75."""
        story = Story(opened(), costing_method="MONTHLY_AVERAGE")
        story.tell("""
            opening 01-01 W1 TEA 200 = 2000.00
            receive 01-05 甲 W1 TEA 300 @ 11.00 as r1
            deliver 01-10 乙 W1 TEA 250 @ 22.60 as s1
            receive 01-20 甲 W1 TEA 100 @ 11.50 as r2
            deliver 01-25 乙 W1 TEA 200 @ 22.60 as s2
            post cost_month 01-31 : TEA as month
            month 01 5401 4837.50
            stock TEA 150 1612.50
        """)
        assert disagreements(story.book.company_id) == []

    def test_st_01_the_variance_follows_what_was_sold(self, database: Cluster) -> None:
        """Opening 100 at 10.20, 200 in at 10.50: 1404 holds 120.00, a rate of 4 %; 200 out take 80.00 with them."""
        story = Story(opened(), costing_method="STANDARD")
        story.tell("""
            post standard_cost 01-01 : TEA standard_cost=10.00 as set
            opening 01-01 W1 TEA 100 = 1020.00
            receive 01-05 甲 W1 TEA 200 @ 10.50 as r1
            entry r1 借 1405 2000.00; 借 1404 100.00; 贷 220202 2100.00
            deliver 01-10 乙 W1 TEA 150 @ 22.60 as s1
            deliver 01-12 乙 W1 TEA 50 @ 22.60 as s2
            post cost_month 01-31 : TEA as month
            month 01 5401 2080.00
            month 01 1404 40.00
            stock TEA 100 1000.00
        """)


class TestMoney:
    def test_debts_before_the_books_are_paid_and_set_off(self, database: Cluster) -> None:
        """D-OPNA, D-RCV, D-PAY, D-WOF, D-ARB in trade, and a red invoice without goods (T10: 同方向负数)."""
        book = opened()
        book.add_party("X01", "丙")
        story = Story(book)
        story.tell("""
            post opening_arap 01-01 丙 : ~ 1000.00 kind=ar as theirs
            post opening_arap 01-01 丙 : ~ 400.00 kind=ap as ours
            collect 01-05 丙 300.00 of theirs
            post receipt 01-06 丙 cash fee=0.50 : ~ 200.00 purpose=before as early
            entry early 借 1001 199.50; 借 5603 0.50; 贷 2203 200.00
            post settlement 01-07 丙 : ~ 200.00 item=early/advance_received against_item=theirs/ar as one
            post settlement 01-08 丙 : ~ 400.00 item=theirs/ar against_item=ours/ap as two
            entry one 借 2203 200.00; 贷 1122 200.00
            entry two 借 220201 400.00; 贷 1122 400.00
            owed ar 丙 100.00
            owed ap 丙 0
            reverse 01-09 two
            owed ar 丙 500.00
            post ar_bill 01-10 丙 owed_as=ar : ~ 50.00 purpose=penalty as late
            post sales_invoice 01-11 丙 : = 100.00 + 13.00 tax=VAT13 as fee
            post sales_invoice_red 01-12 丙 : fee = -40.00 + -5.20 tax=VAT13 as off
            entry off 借 1122 -45.20; 贷 5001 -40.00; 贷 22210107 -5.20
            post sales_invoice_red 01-13 丙 : fee = -60.01 + -7.80 tax=VAT13       ! RedMoreThanBlue
            owed ar 丙 617.80
            ledger 1001 499.50 1122 617.80 220201 -400.00 22210107 -7.80 3104 -600.00 5001 -60.00 5301 -50.00 5603 0.50
        """)

    def test_what_is_owed_without_goods_is_aged_paid_and_set_off_like_the_rest(
        self, database: Cluster
    ) -> None:
        """D-ARB 借 1221, D-APB 贷 2241: items of their own, in ageing and statement; a voucher on 1221 is no item."""
        book = opened()
        book.add_party("X01", "丙")
        story = Story(book)
        story.tell("""
            post opening_arap 01-01 丙 : ~ 70.00 kind=other_receivable | ~ 30.00 kind=other_payable as before
            post ar_bill 01-02 丙 : ~ 100.00 purpose=compensation as claim
            entry claim 借 1221 100.00; 贷 1901 100.00
            post ap_bill 01-03 丙 owed_as=other_payable : = 200.00 + 0.00 purpose=admin as rent
            entry rent 借 5602 200.00; 贷 2241 200.00
            voucher 01-04 1221 500.00 1001 500.00                          # 备用金
            post receipt 01-05 丙 cash : ~ 60.00 purpose=owed item=claim/other_receivable as paid
            entry paid 借 1001 60.00; 贷 1221 60.00
            post receipt 01-05 丙 cash : ~ 40.01 purpose=owed item=claim/other_receivable       ! ItemNotOpen
            post receipt 01-05 丙 cash : ~ 1.00 purpose=owed item=rent/other_payable            ! ItemNotOpen
            post settlement 01-06 丙 : ~ 40.00 item=claim/other_receivable against_item=rent/other_payable as off
            entry off 借 2241 40.00; 贷 1221 40.00
            post payment 01-07 丙 cash : ~ 100.00 purpose=owed item=rent/other_payable as ours
            entry ours 借 2241 100.00; 贷 1001 100.00
            owed other_receivable 丙 70.00
            owed other_payable 丙 90.00
            ledger 1001 -540.00 1221 570.00 1901 -100.00 2241 -90.00 3104 -40.00 5602 200.00
        """)
        assert disagreements(book.company_id) == []
        party, today = {"party": str(book.party("丙").pk)}, book.day(31)
        for side, amount in (("ar", D("70.00")), ("ap", D("90.00"))):
            aged = run_report(book.actor, f"{side}_aging", party, today=today).totals
            assert (aged["total"], aged["other_owed"]) == (amount, amount)
            period = {**party, "side": side, "from": "2026-01-01", "to": "2026-01-31"}
            assert run_report(book.actor, "statement", period, today=today).rows[-1]["balance"] == amount
        story.tell("""
            reverse 01-08 ours
            reverse 01-08 off
            reverse 01-08 paid
            reverse 01-08 rent
            reverse 01-08 claim
            owed other_receivable 丙 70.00
            owed other_payable 丙 30.00
            ledger 1001 -500.00 1221 570.00 2241 -30.00 3104 -40.00
        """)
        assert disagreements(book.company_id) == []
