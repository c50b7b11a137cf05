"""The counter of a store (D-POS, D-POSD, T3, P8): tickets, refunds, the close of a day, told with their entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengku.diagnosis.why.queries import explain
from hengku.documents.models import Document
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.reports.run import run_report
from hengku.reports.store_days import CHECKS
from hengku.warehousing.queries_requisition import Question, proposed
from tests.posting.books import disagreements
from tests.scenarios.story import Story
from tests.world import Book

AMOUNTS = """
SELECT amount_net, amount_tax, amount_incl FROM documents_line WHERE company_id = %s AND document_id = %s ORDER BY line_no
"""
TICKET = "post pos_ticket {day} W2 terminal=01 local_seq={n}"
#: A day: 5 teas for 113.00 in cash, 4 cakes for 54.50 by QR code, 2 teas for 45.20 on account of 乙.
DAY = """
    post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=113.00 : TEA 5 @ 22.60 as t1
    post pos_ticket 01-05 W2 terminal=01 local_seq=2 paid_scan=54.50 : CAKE 4 @ 13.625 tax=VAT9 as t2
    post pos_ticket 01-05 乙 W2 terminal=02 local_seq=1 paid_credit=45.20 : TEA 2 @ 22.60 as t3
"""
CLOSE = "post pos_daily_close 01-05 W2 cash fund_account_scan=bank {more} : t1 5 | t2 4 | t3 2 as day"


@pytest.fixture
def story(book: Book) -> Story:
    for code, name in (("TEA", "茶"), ("CAKE", "蛋糕"), ("SOUP", "汤")):
        book.add_product(code, name, base_unit="个")
    story = Story(book)
    story.tell("""
        opening 01-01 W2 TEA 100 = 1000.00
        opening 01-01 W2 CAKE 100 = 500.00
        opening 01-01 W2 SOUP 10 = 30.00
    """)
    return story


def amounts(story: Story, name: str) -> list[tuple[Decimal, ...]]:
    return [tuple(row) for row in sql.rows(AMOUNTS, (story.book.company_id, story.known[name].id))]


class TestTheExampleOfTheRulebook:
    """TX-18: 1234.56 at 13 %, 345.67 at 9 % and 88.88 at 6 %."""

    def test_tax_is_taken_out_of_the_sum_of_the_day(self, story: Story) -> None:
        first, second = (TICKET.format(day="01-05", n=n) for n in (1, 2))
        story.tell(f"""
            {first} paid_cash=1334.56 : TEA 1 ~ 1234.56 tax=VAT13 | CAKE 1 ~ 100.00 tax=VAT9 as one
            {second} paid_cash=334.55 : CAKE 1 ~ 245.67 tax=VAT9 | SOUP 1 ~ 88.88 tax=VAT6 as two
            entry one 借 1406 15.00; 贷 1405 15.00
            ledger 1405 1507.00 1406 23.00 3104 -1530.00
            post pos_daily_close 01-05 W2 cash : one.1 1 | one.2 1 | two.1 1 | two.2 1 as day
            entry day 借 1001 1669.11; 贷 5001 1493.51; 贷 22210107 175.60; 借 5401 23.00; 贷 1406 23.00
        """)
        found = amounts(story, "day")
        assert found[0] == (D("1092.53"), D("142.03"), D("1234.56"))
        assert found[1] == (D("91.74"), D("8.26"), D("100.00"))
        assert found[2] == (D("225.39"), D("20.28"), D("245.67"))  # the rest of 317.13 and 28.54 (C1)
        assert found[3] == (D("83.85"), D("5.03"), D("88.88"))
        assert disagreements(story.book.company_id) == []


class TestADay:
    def test_becomes_money_receivables_revenue_and_cost_once(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            hand TEA W2 93
            owed ar 乙 0
            month 01 5001 0
            {CLOSE.format(more="")}
            entry day 借 1122 45.20; 借 1001 113.00; 借 1002 54.50; 贷 5001 190.00; 贷 22210107 22.70; 借 5401 90.00; 贷 1406 90.00
            owed ar 乙 45.20
            collect 01-08 乙 45.20 of day
            owed ar 乙 0
            {CLOSE.format(more="")}   ! Problems
            post pos_ticket 01-05 W2 terminal=01 local_seq=9 paid_cash=22.60 : TEA 1 @ 22.60   ! DayClosed
            reverse 01-06 t1   ! CannotReverse
        """)
        assert disagreements(story.book.company_id) == []

    def test_money_short_and_over_is_booked_by_what_was_found(self, story: Story) -> None:
        more = "counted_cash=110.00 counted_scan=55.00"
        story.tell(f"""
            {DAY}
            {CLOSE.format(more=more)}
            ledger 1001 110.00 1002 55.00 1122 45.20 1405 1440.00 22210107 -22.70 3104 -1530.00 5001 -190.00 5301 -0.50 5401 90.00 5711 3.00
            month 01 1901 0
        """)

    def test_is_wholly_taken_or_not_at_all(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            post pos_ticket 01-06 W2 terminal=01 local_seq=3 paid_cash=22.60 : TEA 1 @ 22.60 as later
            post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 5 | t2 4   ! DayIncomplete
            post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 5 | t2 4 | t3 1   ! TicketNotWhole
            post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 5 | t2 4 | t3 2 | later 1   ! TicketOfOtherDay
            post pos_daily_close 01-05 W2 cash : t1 5 | t2 4 | t3 2   ! FieldRequired
            {CLOSE.format(more="")}
        """)

    def test_is_taken_back_whole_and_closed_again(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            {CLOSE.format(more="counted_cash=110.00")}
            reverse 01-05 day
            ledger 1405 1440.00 1406 90.00 3104 -1530.00
            post pos_ticket 01-05 W2 terminal=01 local_seq=9 paid_cash=22.60 : TEA 1 @ 22.60 as t4
            {CLOSE.format(more="")}   ! DayIncomplete
            post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 5 | t2 4 | t3 2 | t4 1
            ledger 1001 135.60 1002 54.50 1122 45.20 1405 1430.00 22210107 -25.30 3104 -1530.00 5001 -210.00 5401 100.00
        """)
        assert disagreements(story.book.company_id) == []

    def test_of_a_small_scale_taxpayer_owes_the_small_tax(self, database: object) -> None:
        story = Story(Book(taxpayer="small_scale", standard="enterprise"))
        story.tell("""
            opening 01-01 W2 COLA 100 = 200.00
            post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=10.10 : COLA 2 @ 5.05 as t1
            post pos_daily_close 01-05 W2 cash counted_cash=10.00 : t1 2 as day
            entry day 借 1001 10.00; 借 1901 0.10; 贷 1901 0.10; 借 6602 0.10; 贷 6001 10.00; 贷 222101 0.10; 借 6401 4.00; 贷 1406 4.00
        """)


class TestATicket:
    def test_is_paid_as_much_as_it_comes_to_by_somebody(self, story: Story) -> None:
        ticket = TICKET.format(day="01-05", n=1)
        story.tell(f"""
            {ticket} paid_cash=100.00 : TEA 5 @ 22.60   ! PaidOtherwise
            {ticket} : TEA 5 @ 22.60   ! PaidOtherwise
            {ticket} paid_cash=123.00 paid_scan=-10.00 : TEA 5 @ 22.60   ! AmountNotPositive
            {ticket} paid_cash=100.00 paid_credit=13.00 : TEA 5 @ 22.60   ! FieldRequired
            {ticket} paid_cash=1130.00 paid_platform=1356.00 乙 : TEA 110 @ 22.60   ! NegativeStock
            {ticket} paid_cash=100.00 paid_scan=10.00 document_discount=3.00 : TEA 5 @ 22.60 as t1
            {ticket} paid_cash=22.60 : TEA 1 @ 22.60   ! AskedAlready
            post pos_ticket 01-05 W2 terminal=02 local_seq=1 paid_cash=22.60 : TEA 1 @ 22.60
        """)

    def test_is_voided_before_its_day_is_closed(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            reverse 01-06 t3
            post pos_daily_close 01-05 W2 cash fund_account_scan=bank : t1 5 | t2 4 as day
            ledger 1001 113.00 1002 54.50 1405 1460.00 22210107 -17.50 3104 -1530.00 5001 -150.00 5401 70.00
            {TICKET.format(day="01-06", n=1)} paid_cash=22.60 : TEA 1 @ 22.60   ! AskedAlready
        """)
        assert disagreements(story.book.company_id) == []

    def test_of_a_platform_is_owed_by_it(self, story: Story) -> None:
        story.tell(f"""
            {TICKET.format(day="01-05", n=1)} 乙 paid_platform=22.60 : TEA 1 @ 22.60 as t1
            post pos_daily_close 01-05 W2 : t1 1 as day
            entry day 借 1221 22.60; 贷 5001 20.00; 贷 22210107 2.60; 借 5401 10.00; 贷 1406 10.00
            owed other_receivable 乙 22.60
        """)


class TestARefund:
    def test_of_the_same_day_lessens_it(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=22.60 : t1 1 as back
            entry back 借 1406 -10.00; 贷 1405 -10.00
            reverse 01-05 t1   ! CannotReverse
            post pos_refund 01-05 W2 terminal=01 local_seq=4 reason=quality paid_cash=113.00 : t1 5   ! CarriesTooMuch
            {CLOSE.format(more="")}   ! DayIncomplete
            {CLOSE.format(more="").replace(" as day", " | back 1 as day")}
            hand TEA W2 94
            ledger 1001 90.40 1002 54.50 1122 45.20 1405 1450.00 22210107 -20.10 3104 -1530.00 5001 -170.00 5401 80.00
        """)
        assert amounts(story, "day")[3] == (D("-20.00"), D("-2.60"), D("-22.60"))
        assert disagreements(story.book.company_id) == []

    def test_of_a_later_day_is_red_on_that_day(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            {CLOSE.format(more="")}
            post pos_refund 01-06 乙 W2 terminal=02 local_seq=2 reason=quality paid_credit=45.20 : t3 2 as back
            post pos_daily_close 01-06 W2 : back 2 as next
            entry next 借 1122 -45.20; 贷 5001 -40.00; 贷 22210107 -5.20; 借 5401 -20.00; 贷 1406 -20.00
            owed ar 乙 0
        """)
        assert disagreements(story.book.company_id) == []

    def test_of_what_cannot_be_sold_again_is_a_selling_expense(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_scan=13.63 : t2 1 wasted=true as back
            entry back 借 1406 -5.00; 贷 1405 -5.00; 借 5601 5.00; 贷 1405 5.00
            hand CAKE W2 96
            {CLOSE.format(more="").replace(" as day", " | back.1 1 as day")}
            month 01 5401 85.00
            month 01 5601 5.00
            reverse 01-06 day
            reverse 01-06 back
            hand CAKE W2 96
            month 01 5601 0
        """)
        assert disagreements(story.book.company_id) == []


class TestCostThatChanges:
    def test_follows_to_cost_of_sales_once_the_day_is_closed(self, story: Story) -> None:
        """A receipt of the day before changes the average: 10.00 a tea becomes 15.00."""
        story.tell(f"""
            {DAY}
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=22.60 : t1 1 as back
            {CLOSE.format(more="").replace(" as day", " | back 1 as day")}
            post pos_ticket 01-06 W2 terminal=01 local_seq=4 paid_cash=22.60 : TEA 1 @ 22.60 as open
            receive 01-04 甲 W2 TEA 100 @ 20.00 as in
            month 01 5401 110.00
            ledger 1001 90.40 1002 54.50 1122 45.20 1405 3405.00 1406 15.00 220202 -2000.00 22210107 -20.10 3104 -1530.00 5001 -170.00 5401 110.00
            reverse 01-07 day
            month 01 5401 0
            {CLOSE.format(more="").replace(" as day", " | back 1 as day")}
            month 01 5401 110.00
            reverse 01-07 in
            month 01 5401 110.00
        """)
        assert disagreements(story.book.company_id) == []


    def test_follows_every_time_it_changes(self, story: Story) -> None:
        """10.00 a tea becomes 15.00 and then 20.00: nothing of the first change comes back with the second."""
        story.tell(f"""
            {TICKET.format(day="01-05", n=1)} paid_cash=113.00 : TEA 5 @ 22.60 as t1
            post pos_daily_close 01-05 W2 cash : t1 5 as day
            receive 01-04 甲 W2 TEA 100 @ 20.00
            month 01 5401 75.00
            month 01 1406 0
            receive 01-04 甲 W2 TEA 100 @ 30.00
            month 01 5401 100.00
            month 01 1406 0
            reverse 01-07 day
            month 01 5401 0
            month 01 1406 100.00
        """)
        assert disagreements(story.book.company_id) == []


class TestWhatIsTold:
    def test_sales_are_those_of_the_closed_days(self, story: Story) -> None:
        """R-29, and why: the figure is the sum of the lines of the close."""
        asked = {"from": "2026-01-01", "to": "2026-01-31"}
        story.tell(DAY)
        actor, today = story.book.actor, story.book.day(31)
        assert run_report(actor, "gross_profit", asked, today=today).rows == []
        story.tell(f"""
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=22.60 : t1 1 as back
            {CLOSE.format(more="").replace(" as day", " | back 1 as day")}
        """)
        report = run_report(actor, "gross_profit", asked, today=today)
        rows = {row["code"]: row for row in report.rows}
        assert (rows["TEA"]["quantity"], rows["TEA"]["net"], rows["TEA"]["cost"]) == (6, D("120.00"), D("60.00"))
        assert (rows["CAKE"]["quantity"], rows["CAKE"]["net"], rows["CAKE"]["cost"]) == (4, D("50.00"), D("20.00"))
        story.tell("receive 01-04 甲 W2 TEA 100 @ 20.00")
        rows = {row["code"]: row for row in run_report(actor, "gross_profit", asked, today=today).rows}
        assert rows["TEA"]["cost"] == D("90.00")
        for measure in ("quantity", "net", "cost"):
            answer = explain(actor, rows["TEA"]["questions"][measure], today=today)
            assert (answer.figure, answer.total) == (rows["TEA"][measure], rows["TEA"][measure]), measure


def test_a_store_asks_for_what_its_counter_sold(story: Story) -> None:
    """D-SREQ: 12 of what was sold, 2 that came back, one of them thrown away; nothing else is known of that weekday."""
    story.tell("""
        post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=271.20 : TEA 12 @ 22.60 as t1
        post pos_refund 01-05 W2 terminal=01 local_seq=2 reason=quality paid_cash=22.60 : t1 1 as back
        post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=22.60 : t1 1 wasted=true as gone
    """)
    book = story.book
    asked = Question(store_id=book.w2.pk, needed_on=date(2026, 1, 12))
    (line,) = proposed(book.actor, asked, today=date(2026, 1, 7))
    found = line.proposal.forecast
    assert (found.base, found.days) == (D("10.0000"), ((date(2026, 1, 5), D("10")),))


class TestLotsAtTheCounter:
    """B4: nobody names a lot while customers wait; what expires first goes first, and the ticket says which it was."""

    def test_first_to_expire_goes_first_and_a_line_may_take_of_two(self, story: Story) -> None:
        story.book.add_product("HAM", "火腿", base_unit="个", tracking="lot", tax_code="VAT9")
        story.tell("""
            post purchase_receipt 01-02 甲 W2 : HAM 5 @ 10.00 lot_no=LATE expires_on=2026-06-01
            post purchase_receipt 01-02 甲 W2 : HAM 3 @ 12.00 lot_no=SOON expires_on=2026-02-01
            post purchase_receipt 01-02 甲 W2 : HAM 9 @ 12.00 lot_no=GONE expires_on=2026-01-04
            post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=82.01 : HAM 4 @ 20.50 ~ 82.01 as t1
            post pos_ticket 01-05 W2 terminal=01 local_seq=2 paid_cash=20.00 : HAM 1 @ 20.00 lot_no=LATE as t2
            post pos_ticket 01-05 W2 terminal=01 local_seq=3 paid_cash=80.00 : HAM 4 @ 20.00   ! NoLotLeft
            post pos_ticket 01-05 W2 terminal=01 local_seq=3 paid_cash=60.00 : HAM 3 @ 20.00 as t3
            post pos_daily_close 01-05 W2 cash : t1.1 3 | t1.2 1 | t2 1 | t3 3
        """)
        rows = sql.rows(
            """SELECT b.lot_no, l.quantity, l.amount_incl FROM documents_line AS l JOIN inventory_lot AS b ON b.id = l.lot_id
            WHERE l.document_id = %s ORDER BY l.line_no""",
            (story.known["t1"].id,),
        )
        assert rows == [("SOON", D(3), D("61.51")), ("LATE", D(1), D("20.50"))]
        assert disagreements(story.book.company_id) == []


class TestOnAccount:
    def test_stays_within_the_credit_of_the_customer(self, story: Story) -> None:
        """What a ticket has on account counts at once, what it has in cash does not; the close of its day changes nothing."""
        story.book.add_party("C9", "丙", credit_limit=D("100"), payment_days=10)
        ticket = "post pos_ticket 01-05 丙 W2 terminal=01 local_seq={n} {paid} : TEA {q} @ 22.60"
        story.tell(f"""
            {ticket.format(n=1, q=6, paid="paid_credit=90.40 paid_cash=45.20")} as t1
            {ticket.format(n=2, q=1, paid="paid_credit=22.60")}   ! CreditExceeded
            {ticket.format(n=2, q=1, paid="paid_cash=22.60")} as t2
            post pos_refund 01-05 丙 W2 terminal=01 local_seq=9 reason=quality paid_credit=22.60 : t1 1 as back
            {ticket.format(n=3, q=1, paid="paid_credit=22.60")} as t3
            post pos_daily_close 01-05 W2 cash : t1 6 | t2 1 | back 1 | t3 1
            owed ar 丙 90.40
            post pos_ticket 01-06 丙 W2 terminal=01 local_seq=4 paid_credit=22.60 : TEA 1 @ 22.60   ! CreditExceeded
        """)
        due = sql.rows(
            "SELECT DISTINCT i.due_on FROM settlement_item AS i JOIN parties_party AS p ON p.id = i.party_id WHERE p.name = '丙'"
            " AND i.company_id = %s",
            (story.book.company_id,),
        )
        assert due == [(date(2026, 1, 15),)]

    def test_is_sold_to_the_customer(self, story: Story) -> None:
        """R-29 by customer: a ticket that names one is theirs, and so is why."""
        asked = {"from": "2026-01-01", "to": "2026-01-31", "by": "party"}
        story.tell(f"{DAY}\n{CLOSE.format(more='')}")
        book, today = story.book, story.book.day(31)
        rows = {row["name"]: row for row in run_report(book.actor, "sales_stats", asked, today=today).rows}
        assert {name: (row["net"], row["cost"]) for name, row in rows.items()} == {
            "乙": (D("40.00"), D("20.00")), "(无往来单位)": (D("150.00"), D("70.00")),
        }  # fmt: skip
        for row in rows.values():
            for measure in ("net", "cost"):
                answer = explain(book.actor, row["questions"][measure], today=today)
                assert (answer.figure, answer.total) == (row[measure], row[measure])


class TestThreeViewsOfADay:
    """P8: what tickets say, what stock says, what the ledger says; where they differ, which papers."""

    def rows(self, story: Story, **asked: str) -> list[tuple[object, ...]]:
        book = story.book
        values = {"from": "2026-01-05", "to": "2026-01-05", **asked}
        found = run_report(book.actor, "store_days", values, today=book.day(31)).rows
        said = {words: measure for measure, words in CHECKS.items()}
        return [(said[row["check"]], row["papers"], row["books"], row["numbers"]) for row in found]

    def test_agree_once_the_day_is_closed_and_name_the_tickets_before(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=22.60 : t1 1 wasted=true as back
        """)
        waiting = "、".join(sorted(Document.objects.get(pk=story.known[one].id).number for one in ("t1", "t2", "t3", "back")))
        assert self.rows(story) == [
            ("quantity", D(10), D(10), ""), ("tickets", 4, 0, waiting), ("amount", D("190.10"), 0, waiting),
            ("net", 0, 0, ""), ("tax", 0, 0, ""), ("cost", D(80), 0, waiting),
        ]  # fmt: skip
        story.tell(f"""
            {CLOSE.format(more="counted_cash=90.00").replace(" as day", " | back.1 1 as day")}
            receive 01-04 甲 W2 TEA 100 @ 20.00
        """)
        assert self.rows(story) == [
            ("quantity", D(10), D(10), ""), ("tickets", 4, 4, ""), ("amount", D("190.10"), D("190.10"), ""),
            ("net", D("170.00"), D("170.00"), ""), ("tax", D("20.10"), D("20.10"), ""), ("cost", D(110), D(110), ""),
        ]  # fmt: skip
        assert self.rows(story, differing="true") == []
