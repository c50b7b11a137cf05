"""先票后货 (T11): the invoice comes before the goods, and neither its tax nor its receivable is booked again with them."""

from __future__ import annotations

import pytest

from hengku.desk.queries_checks import Asked, live_checks
from hengku.diagnosis.closing import closing_checks
from hengku.documents.declaration import document_type
from hengku.documents.queries_carry import carry, left_of
from hengku.inventory.actions_bins import create_bin
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short
from hengku.posting.notices import InvoicedAhead
from hengku.reports.run import run_report
from tests.posting.books import accounts, disagreements, snapshot
from tests.posting.desk import NOW
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened


def told(**decisions: str) -> Story:
    """A shop with 20 teas at 60.00 and an order for 10 of them at 113.00 with tax."""
    story = Story(opened(), **decisions)
    story.tell("""
        opening 01-01 W1 TEA 20 = 1200.00
        order 01-02 乙 W1 TEA 10 @ 113.00 as so
        hand TEA W1 20 10
    """)
    return story


def close(story: Story, name: str) -> None:
    close_short(actor=story.book.actor, document_id=story.known[name].id, reason="不要了", now=NOW)


def not_sent(story: Story) -> int:
    """What the list before closing January says of goods that were invoiced and did not go."""
    found = closing_checks(story.book.actor, month=story.book.day(1), part="stock")
    return {one.key: one.count for one in found}["not_sent"]


class TestAhead:
    def test_tax_is_due_with_the_invoice_and_revenue_comes_with_the_goods(self, database: Cluster) -> None:
        story = told()
        story.tell("""
            post sales_invoice 01-03 乙 : so 10 as bill
            entry bill 借 1122 1130.00; 贷 2203 1000.00; 贷 22210107 130.00
            deliver 01-04 乙 W1 TEA 1 from so                           ! CarriesTooMuch
            post sales_issue 01-05 乙 W1 : bill 4 as some
            entry some 借 2203 400.00; 贷 5001 400.00; 借 5401 240.00; 贷 1405 240.00
            hand TEA W1 16 6
            owed ar 乙 1130.00
            owed invoiced_ahead 乙 600.00
            collect 01-06 乙 1130.00 of bill
            post sales_issue 01-07 乙 W1 : bill 6 @ 99.00 as rest        # the invoice has the last word on the price
            entry rest 借 2203 600.00; 贷 5001 600.00; 借 5401 360.00; 贷 1405 360.00
            hand TEA W1 10 0
            owed invoiced_ahead 乙 0.00
            invoice 01-08 rest 6 = 600.00 + 78.00                        ! CarriesTooMuch
            return 01-09 some 2
            owed ar 乙 -226.00
            ledger 1001 1130.00 1122 -226.00 1405 720.00 22210107 -104.00 3104 -1200.00 5001 -800.00 5401 480.00
        """)
        assert disagreements(story.book.company_id) == []

    def test_what_never_goes_is_taken_back_by_a_red_invoice(self, database: Cluster) -> None:
        """6 of 10 are invoiced, 4 of these go; the order is closed after a red invoice for the other 2."""
        story = told()
        story.tell("""
            post sales_invoice 01-03 乙 : so 6 as bill
            post sales_invoice 01-03 乙 : so 5                          ! CarriesTooMuch
            post delivery_notice 01-03 乙 W1 : so 5                     ! CarriesTooMuch
            deliver 01-04 乙 W1 TEA 4 from so as own
            entry own 借 1122 452.00; 贷 5001 400.00; 贷 22210107 52.00; 借 5401 240.00; 贷 1405 240.00
            post sales_issue 01-05 乙 W1 : bill 4 as sent
            post sales_invoice_red 01-06 乙 : bill -3                   ! RedMoreThanAhead
            reverse 01-06 bill                                          ! CannotReverse
        """)
        assert disagreements(story.book.company_id) == []
        assert not_sent(story) == 1  # 4.3 check 19
        with pytest.raises(InvoicedAhead) as refused:
            close_short(actor=story.book.actor, document_id=story.known["so"].id, reason="不要了", now=NOW)
        assert story.known["bill"].number in str(refused.value)
        story.tell("""
            post sales_invoice_red 01-06 乙 : bill -2 as back
            entry back 借 1122 -226.00; 贷 2203 -200.00; 贷 22210107 -26.00
            owed invoiced_ahead 乙 0.00
            owed ar 乙 904.00
            post sales_issue 01-07 乙 W1 : bill 1                        ! CarriesTooMuch
        """)
        close_short(actor=story.book.actor, document_id=story.known["so"].id, reason="不要了", now=NOW)
        story.tell("hand TEA W1 12 0")
        assert not_sent(story) == 0
        assert disagreements(story.book.company_id) == []

    def test_what_a_notice_sends_is_not_invoiced_ahead(self, database: Cluster) -> None:
        """It is invoiced as it goes. Found by a random history: the customer owed it twice."""
        story = told()
        story.tell("""
            post delivery_notice 01-03 乙 W1 : so 4 as dn
            post sales_invoice 01-03 乙 : so 7                          ! CarriesTooMuch
            post sales_invoice 01-03 乙 : so 6 as bill
            post sales_issue 01-04 乙 W1 : dn 4
            post sales_issue 01-05 乙 W1 : bill 6
            owed ar 乙 1130.00
            owed invoiced_ahead 乙 0.00
        """)
        assert disagreements(story.book.company_id) == []

    def test_every_part_of_an_order_has_its_own_amount(self, database: Cluster) -> None:
        """7 at 100.01 with tax, 88.50 and 11.51: 3 are invoiced at other figures, 2 of them go, 2 more are invoiced, and
        the rest goes with and without an invoice on one paper, in either order.
        """
        story = Story(opened())
        story.tell("""
            opening 01-01 W1 TEA 20 = 1200.00
            post sales_order 01-02 乙 W1 : TEA 7 ~ 100.01 tax=VAT13 as so
            post sales_invoice 01-03 乙 : so 3 = 40.00 + 5.20 as one
            entry one 借 1122 45.20; 贷 2203 40.00; 贷 22210107 5.20
            post sales_issue 01-04 乙 W1 : one 2 as sent                 # R2(40.00 x 2 / 3)
            entry sent 借 2203 26.67; 贷 5001 26.67; 借 5401 120.00; 贷 1405 120.00
            post sales_invoice 01-05 乙 : so 2 as two                    # R2(88.50 x 5 / 7) - R2(88.50 x 3 / 7)
            entry two 借 1122 28.57; 贷 2203 25.28; 贷 22210107 3.29
            post sales_issue 01-06 乙 W1 : two 2 | so 3                 ! CarriesTooMuch
            post sales_issue 01-06 乙 W1 : two 2 | one 1 | so 2 as rest  # 25.28 + 13.33, and 25.29 anew
            entry rest 借 1122 28.58; 借 2203 38.61; 贷 5001 63.90; 贷 22210107 3.29; 借 5401 300.00; 贷 1405 300.00
            owed invoiced_ahead 乙 0.00
        """)
        assert disagreements(story.book.company_id) == []

    def test_everything_can_be_taken_back_in_its_order(self, database: Cluster) -> None:
        story = told()
        before = {**snapshot(story.book), "hands": {}}
        story.tell("""
            post sales_invoice 01-03 乙 : so 10 as bill
            post sales_issue 01-05 乙 W1 : bill 10 as sent
            reverse 01-06 sent
            owed invoiced_ahead 乙 1000.00
            post sales_issue 01-06 乙 W1 : bill 10 as again
            reverse 01-07 again
            reverse 01-07 bill
            deliver 01-08 乙 W1 TEA 10 from so as own
            reverse 01-08 own
        """)
        assert {
            **snapshot(story.book),
            "hands": {},
        } == before  # but for what the order holds, which is looked for anew
        assert disagreements(story.book.company_id) == []

    def test_at_any_other_moment_of_revenue_and_tax_it_is_the_same(self, database: Cluster) -> None:
        """With revenue on invoice nothing lies in 发出商品; with tax deferred it is due with the invoice that is first."""
        for decisions in ({"revenue_mode": "ON_INVOICE"}, {"vat_on_issue": "DEFERRED"}):
            story = told(**decisions)
            story.tell("""
                post sales_invoice 01-03 乙 : so 10 as bill
                post sales_issue 01-05 乙 W1 : bill 10 as sent
                entry sent 借 2203 1000.00; 贷 5001 1000.00; 借 5401 600.00; 贷 1405 600.00
                return 01-09 sent 3
                owed ar 乙 791.00
                ledger 1122 791.00 1405 780.00 22210107 -91.00 3104 -1200.00 5001 -700.00 5401 420.00
            """)
            assert disagreements(story.book.company_id) == []

    def test_the_list_of_what_is_invoiced_and_not_sent_is_on_the_account_of_advances(
        self, database: Cluster
    ) -> None:
        """R-41; an issue of the order proposes the goods of the invoice, and the credit limit counts them once."""
        story = told()
        book = story.book
        party = book.party("乙")
        party.credit_limit = D("1300.00")
        party.save(update_fields=["credit_limit"])
        story.tell("""
            post sales_invoice 01-03 乙 : so 6 as bill
            order 01-04 乙 W1 TEA 2 @ 85.01                             ! CreditExceeded     # 1130.00 + 170.02
            order 01-04 乙 W1 TEA 2 @ 85.00 as more
            post sales_issue 01-05 乙 W1 : bill 4
        """)
        today = book.day(31)
        found = run_report(book.actor, "invoiced_not_issued", {}, today=today)
        (row,) = found.rows
        assert (row["amount"], row["applied"], row["residual"]) == (D("600.00"), D("400.00"), D("200.00"))
        assert found.totals["residual"] == -accounts(book)["2203"]
        assert (
            found.totals["residual"]
            == run_report(book.actor, "ar_aging", {}, today=today).totals["invoiced_ahead"]
        )
        body = carry(book.actor, story.known["so"].id, "sales_issue")
        shown = [(one["source"]["number"], one["quantity"], one.get("price")) for one in body["lines"]]
        assert shown == [(story.known["so"].number, D(4), None), (story.known["bill"].number, D(2), None)]
        taken = {int(one["source_line"]): D(one["quantity"]) for one in body["lines"]}
        typed = Asked(document_type("sales_issue"), book.day(6), party.pk, taken=taken)
        credit = live_checks(book.actor, typed)["credit"]
        # 678.00 are owed, of which 226.00 for the goods that go now; 170.00 are ordered beside them
        assert (credit["receivable"], credit["on_the_way"]) == (D("452.00"), D("170.00"))
        left = {one["type_code"]: one["quantity"] for one in left_of(book.actor, story.known["so"].id)}
        assert (left["sales_issue"], left["sales_invoice"], left["delivery_notice"]) == (D(6), D(4), D(6))
        (ordered, _) = run_report(book.actor, "sales_execution", {}, today=today).rows
        assert (ordered["issued"], ordered["invoiced"], ordered["invoiced_amount"]) == (
            D(4),
            D(6),
            D("678.00"),
        )
        statement = {"party": str(party.pk), "side": "ar", "from": "2026-01-01", "to": "2026-01-31"}
        (*_, last) = run_report(book.actor, "statement", statement, today=today).rows
        assert last["balance"] == D("678.00")


class TestNoticeOfWhatIsInvoiced:
    """A notice may follow the invoice: its goods are held, and by it they are revenue at the invoice's amounts, once."""

    def test_the_notice_sends_what_was_invoiced_and_nothing_is_owed_again(self, database: Cluster) -> None:
        story = told()
        story.tell("""
            post sales_invoice 01-03 乙 : so 7 = 70.01 + 9.10 as bill      # its amounts, not the order's
            post delivery_notice 01-04 乙 W1 : bill 5 | so 3 as dn
            hand TEA W1 20 10
            post delivery_notice 01-04 乙 W1 : bill 3                     ! CarriesTooMuch
            post sales_issue 01-04 乙 W1 : bill 3                         ! CarriesTooMuch
            post sales_invoice_red 01-04 乙 : bill -3                     ! RedMoreThanAhead
            post sales_invoice 01-04 乙 : so 1                            ! CarriesTooMuch
            deliver 01-04 乙 W1 TEA 1 from so                             ! CarriesTooMuch
            reverse 01-04 bill                                            ! CannotReverse
            post sales_issue 01-05 乙 W1 : dn 6                           ! CarriesTooMuch
            post sales_issue 01-05 乙 W1 : dn 2 as some
            entry some 借 2203 20.00; 贷 5001 20.00; 借 5401 120.00; 贷 1405 120.00   # R2(70.01 x 2 / 7)
            hand TEA W1 18 8
            owed ar 乙 79.11
            owed invoiced_ahead 乙 50.01
            post sales_issue 01-05 乙 W1 : bill 2 as own                  # what no notice holds goes by the invoice
            post sales_issue 01-06 乙 W1 : dn 3 as rest
            entry rest 借 2203 30.00; 贷 5001 30.00; 借 5401 180.00; 贷 1405 180.00
            owed invoiced_ahead 乙 0.00
            hand TEA W1 13 3
        """)
        assert disagreements(story.book.company_id) == []
        today = story.book.day(31)
        (line,) = run_report(story.book.actor, "sales_execution", {}, today=today).rows
        assert (line["notified"], line["issued"], line["invoiced"]) == (D(3), D(7), D(7))

    def test_reversed_in_any_order_the_goods_wait_for_the_invoice_again(self, database: Cluster) -> None:
        """Goods by an open notice go back to it; by one that is closed to the invoice; in the end all is as it was."""
        story = told()
        before = {**snapshot(story.book), "hands": {}}
        story.tell("""
            post sales_invoice 01-03 乙 : so 10 as bill
            post delivery_notice 01-04 乙 W1 : bill 6 as dn
            post sales_issue 01-05 乙 W1 : dn 4 as some
            reverse 01-05 some
            owed invoiced_ahead 乙 1000.00
            post sales_issue 01-05 乙 W1 : bill 5                         ! CarriesTooMuch
            post sales_issue 01-05 乙 W1 : dn 4 as again
        """)
        close(story, "dn")
        assert disagreements(story.book.company_id) == []
        with pytest.raises(InvoicedAhead):
            close(story, "so")
        story.tell("""
            reverse 01-06 again
            post sales_issue 01-06 乙 W1 : bill 11                        ! CarriesTooMuch
            post sales_issue 01-06 乙 W1 : bill 10 as whole
            reverse 01-07 bill                                            ! CannotReverse
            reverse 01-07 whole
            reverse 01-07 bill
            owed invoiced_ahead 乙 0.00
        """)
        assert {**snapshot(story.book), "hands": {}} == before
        assert disagreements(story.book.company_id) == []
        close(story, "so")
        story.tell("hand TEA W1 20 0")

    def test_what_a_closed_notice_held_may_be_taken_back_and_its_order_closed(self, database: Cluster) -> None:
        story = told()
        create_bin(actor=story.book.actor, warehouse_id=story.book.w1.pk, code="A-01")  # and with it STAGING
        story.tell("""
            post sales_invoice 01-03 乙 : so 6 as bill
            post delivery_notice 01-04 乙 W1 : bill 6 as dn
            post pick_list 01-05 乙 W1 : dn 2                             # picked is not sent
            post sales_invoice 01-05 乙 : so 5                            ! CarriesTooMuch
            post sales_issue 01-05 乙 W1 : dn 2 as sent
            return 01-06 sent 1
            owed ar 乙 565.00
        """)
        close(story, "dn")
        story.tell("""
            hand TEA W1 19 8
            post sales_invoice_red 01-07 乙 : bill -4 as back
            entry back 借 1122 -452.00; 贷 2203 -400.00; 贷 22210107 -52.00
            owed invoiced_ahead 乙 0.00
        """)
        close(story, "so")
        story.tell("hand TEA W1 19 0")
        assert disagreements(story.book.company_id) == []

    def test_demand_and_credit_count_it_once(self, database: Cluster) -> None:
        """What a notice holds is no open demand, and goods that came by it owe nothing new."""
        story = told()
        book = story.book
        party = book.party("乙")
        party.credit_limit = D("1130.00")
        party.save(update_fields=["credit_limit"])
        story.tell("""
            post sales_invoice 01-03 乙 : so 10 as bill
            post delivery_notice 01-04 乙 W1 : bill 10 as dn
        """)
        today = book.day(31)
        demand = {one["code"]: one["open_demand"] for one in run_report(book.actor, "replenishment", {}, today=today).rows}
        assert demand.get("TEA", D(0)) == 0
        body = carry(book.actor, story.known["dn"].id, "sales_issue")
        (row,) = body["lines"]
        taken = {int(row["source_line"]): D(row["quantity"])}
        typed = Asked(document_type("sales_issue"), book.day(6), party.pk, taken=taken)
        credit = live_checks(book.actor, typed)["credit"]
        assert (credit["receivable"], credit["on_the_way"]) == (D("0.00"), D("0.00"))
        story.tell("post sales_issue 01-05 乙 W1 : dn 10")
        assert disagreements(book.company_id) == []
