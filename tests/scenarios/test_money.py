"""Money of our own and what is spent without goods, as stories: transfers and expenses (D-FTR, D-EXP)."""

from __future__ import annotations

from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from hengku.company.actions_dictionary import EntryRecord, RoleOfItemUnknown, add_entry, change_entry
from hengku.diagnosis.why.queries import explain
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.kit.numbers import D
from hengku.opening.queries import checklist, opening_check
from hengku.posting import decide, taken
from hengku.posting.errors import ItemNotOpen
from hengku.posting.taken import SaidBefore
from hengku.reports.declaration import Shape
from hengku.reports.run import run_report
from hengku.treasury.types.expense import AccountantOwes, CashierPays
from tests.documents.builders.money import items_of
from tests.posting.books import disagreements, snapshot, written
from tests.posting.crowd import at_once
from tests.posting.desk import Desk, money_line
from tests.reports.shop import balance
from tests.scenarios.story import Story
from tests.world import Book


class TestTransfers:
    @pytest.mark.parametrize(
        ("standard", "fees"), [("small", "5603"), ("enterprise", "6603")], ids=("small", "enterprise")
    )
    def test_cash_is_paid_in_and_drawn_and_the_fee_is_a_cost(
        self, database: object, standard: str, fees: str
    ) -> None:
        """D-FTR 借 1002A、借 5603｜6603 手续费;贷 1002B."""
        book = Book(standard=standard)
        Story(book).tell(f"""
            post receipt 01-02 乙 cash : ~ 5000.00 purpose=before
            post fund_transfer 01-03 cash : ~ 3000.00 fund_account_to=bank | ~ 500.00 fund_account_to=bank as paid_in
            entry paid_in 借 1002 3500.00; 贷 1001 3500.00
            post fund_transfer 01-04 bank : ~ 800.00 fund_account_to=cash fee=5.00 as drawn
            entry drawn 借 1001 800.00; 借 {fees} 5.00; 贷 1002 805.00
            post fund_transfer 01-05 cash : ~ 1.00 fund_account_to=cash               ! SameAccount
            post fund_transfer 01-05 cash : ~ 1.00 fund_account_to=bank fee=-0.01     ! FeeOutOfRange
            post fund_transfer 01-05 cash : ~ 1.00                                    ! FieldRequired
            ledger 1001 2300.00 1002 2695.00 2203 -5000.00 {fees} 5.00
            reverse 01-06 drawn
            ledger 1001 1500.00 1002 3500.00 2203 -5000.00
        """)
        days = {"from": "2026-01-01", "to": "2026-01-31"}
        asked = {**days, "fund_account": str(book.bank.pk)}
        ledger = run_report(book.actor, "fund_ledger", asked, today=book.day(31)).rows
        assert ledger[-1]["balance"] == D("3500.00")
        assert disagreements(book.company_id) == []

    def test_a_number_of_the_banks_is_booked_once_until_it_is_reversed(self, book: Book) -> None:
        """幂 (bank_serial_no): the other document is named; in one document it may stand on several lines."""
        desk, serial = Desk(book), uuid4().hex

        def transfer(said: str, day: int = 3, lines: int = 1, book: Book = book) -> Paper:
            row = {"fund_account_to": book.bank.pk, "bank_serial": said}
            rows = [money_line("10.00", **row) for _ in range(lines)]
            return Desk(book).paper("fund_transfer", day, rows, fund_account_id=book.cash.pk)

        first = desk.one(transfer(serial, lines=2))
        before = written(book), snapshot(book)
        with pytest.raises(SaidBefore) as refused:
            desk.one(transfer(f" {serial} ", day=4))
        assert (refused.value.number, refused.value.where.line_no) == (first.number, 1)
        other = uuid4().hex
        with pytest.raises(SaidBefore) as refused:
            desk.post(transfer(other), transfer(other))
        assert refused.value.where.document == 1
        assert (written(book), snapshot(book)) == before
        desk.reverse(first, day=5)
        desk.one(transfer(serial, day=6))

        away = Book()
        with pytest.raises(SaidBefore) as refused:  # the bank's number of another company of the firm
            Desk(away).one(transfer(serial, day=6, book=away))
        assert refused.value.number.endswith(f"({book.company.name})")


class TestExpenses:
    @pytest.mark.parametrize(
        ("standard", "admin", "selling"), [("small", "5602", "5601"), ("enterprise", "6602", "6601")]
    )
    def test_a_trip_is_paid_in_advance_spent_and_what_is_left_is_owed(
        self, database: object, standard: str, admin: str, selling: str
    ) -> None:
        """D-EXP 借 费用、借 22210101 贷 2241,借款冲销 贷 1221; trains are deducted at 9 %, coaches at 3 % (T5)."""
        book = Book(standard=standard)
        book.add_party("E01", "张三", is_customer=True)
        story, taken_off = Story(book), "item=lent/other_receivable"
        spent = (
            f"~ 545.00 tax=VAT9 expense_item=travel {taken_off}",
            f"~ 103.00 tax=VAT3 expense_item=travel {taken_off}",
            f"~ 472.00 expense_item=entertainment book_to=selling {taken_off}",
        )
        story.tell(f"""
            post payment 01-02 张三 cash : ~ 1000.00 purpose=lent as lent
            entry lent 借 1221 1000.00; 贷 1001 1000.00
            post expense 01-09 张三 department : {" | ".join(spent)} as trip
            entry trip 借 {admin} 600.00; 借 22210101 48.00; 借 {selling} 472.00; 贷 1221 1000.00; 贷 2241 120.00
            owed other_receivable 张三 0
            owed other_payable 张三 120.00
            post payment 01-10 张三 cash : ~ 120.00 purpose=owed item=trip/other_payable as paid
            entry paid 借 2241 120.00; 贷 1001 120.00
            owed other_payable 张三 0
            reverse 01-11 trip                                                                ! CannotReverse
            reverse 01-11 paid
            reverse 01-11 trip
            owed other_receivable 张三 1000.00
            ledger 1001 -1000.00 1221 1000.00
            post expense 01-12 张三 : ~ 300.00 expense_item=phone item=lent/other_receivable as phone
            entry phone 借 {admin} 300.00; 贷 1221 300.00
            post receipt 01-13 张三 cash : ~ 700.00 purpose=owed item=lent/other_receivable as back
            owed other_receivable 张三 0
            ledger 1001 -300.00 {admin} 300.00
        """)
        assert disagreements(book.company_id) == []

    def test_paid_at_once_needs_no_payee_and_a_small_taxpayer_deducts_nothing(self, database: object) -> None:
        book = Book(taxpayer="small_scale")
        Story(book).tell("""
            post expense 01-05 bank : ~ 109.00 tax=VAT9 expense_item=travel | ~ 50.00 expense_item=freight as now
            entry now 借 5602 109.00; 借 5601 50.00; 贷 1002 159.00
            post expense 01-05 : ~ 10.00 expense_item=office                          ! FieldRequired
            post expense 01-05 bank : ~ 10.00                                         ! FieldRequired
            post expense 01-05 bank : ~ 10.00 expense_item=nonsense                   ! BadField
            post expense 01-05 bank : ~ 0.00 expense_item=office                      ! AmountNotPositive
        """)

    def test_an_invoice_is_reimbursed_once(self, book: Book) -> None:
        """幂 (invoice_no) 防重复报销; who pays is not who owes (§6.1 ②); only an advance is written off."""
        desk, said = Desk(book), uuid4().hex

        def spent(day: int, **header: object) -> Paper:
            rows = [money_line("20.00", expense_item="office", invoice_number=said) for _ in range(2)]
            return desk.paper("expense", day, rows, **header)

        first = desk.one(spent(3, fund_account_id=book.cash.pk), actor=book.cashier)
        with pytest.raises(Problems) as refused:
            desk.one(spent(4, party_id=book.supplier.pk))
        assert [(type(one), one.where.line_no) for one in refused.value.problems] == [(SaidBefore, 1), (SaidBefore, 2)]
        desk.reverse(first, day=5)
        with pytest.raises(CashierPays):
            desk.one(spent(6, fund_account_id=book.cash.pk), actor=book.accountant)
        with pytest.raises(AccountantOwes):
            desk.one(spent(6, party_id=book.supplier.pk), actor=book.cashier)
        again = desk.one(spent(6, party_id=book.supplier.pk), actor=book.accountant)
        (item,) = items_of(again, "other_payable")
        rent = [money_line("1.00", expense_item="rent", item=item)]
        with pytest.raises(ItemNotOpen):
            desk.one(desk.paper("expense", 7, rent, party_id=book.supplier.pk))

    def test_what_is_booked_as_an_invoice_is_not_reimbursed(self, book: Book) -> None:
        """幂 全租户: neither after it nor before it, nor with it in one go; undone, the number is free again."""
        desk, said = Desk(book), uuid4().hex

        def spent(day: int) -> Paper:
            line = money_line("20.00", expense_item="office", invoice_number=said)
            return desk.paper("expense", day, [line], fund_account_id=book.cash.pk)

        def billed(day: int, number: str = said) -> Paper:
            line = PaperLine(amount_net=D("20.00"), amount_tax=D("0.00"), data={"purpose": "admin"})
            header = {"party_id": book.supplier.pk, "data": {"invoice_number": number}}
            return desk.paper("ap_bill", day, [line], **header)

        bill = desk.one(billed(3))
        with pytest.raises(SaidBefore) as refused:
            desk.one(spent(4))
        assert (refused.value.number, refused.value.where.line_no) == (bill.number, 1)
        desk.reverse(bill, day=5)
        expense = desk.one(spent(6))
        with pytest.raises(SaidBefore) as refused:
            desk.one(billed(7))
        assert (refused.value.number, refused.value.where.field) == (expense.number, "invoice_number")
        desk.reverse(expense, day=7)
        desk.one(billed(8))
        desk.one(billed(8, uuid4().hex))  # another number is another invoice

    def test_an_item_of_ones_own_is_booked_where_it_says(self, book: Book) -> None:
        with pytest.raises(RoleOfItemUnknown):
            add_entry(actor=book.actor, list_code="expense_item", given=EntryRecord("展会费"))
        add_entry(actor=book.actor, list_code="expense_item", given=EntryRecord("展会费", role="selling"))
        with pytest.raises(RoleOfItemUnknown):
            add_entry(actor=book.actor, list_code="shift", given=EntryRecord("通宵", role="selling"))
        Story(book).tell("""
            post expense 01-05 cash : ~ 80.00 expense_item=展会费 as fair
            entry fair 借 5601 80.00; 贷 1001 80.00
        """)
        to_admin = EntryRecord("展会费", role="admin")
        change_entry(actor=book.actor, list_code="expense_item", code="展会费", given=to_admin)
        Story(book).tell("""
            post expense 01-06 cash : ~ 80.00 expense_item=展会费 as later
            entry later 借 5602 80.00; 贷 1001 80.00
        """)


class TestExpenseLines:
    @pytest.mark.parametrize(("taxpayer", "deducted"), [("general", "9.00"), ("small_scale", "0")])
    def test_add_up_to_what_was_booked_to_expense(self, database: object, taxpayer: str, deducted: str) -> None:
        """费用明细: 价税合计 − 抵扣 = 借 管理、销售费用, by item, department or person alike; reversals are below zero."""
        book = Book(taxpayer=taxpayer)
        story = Story(book)
        story.tell("""
            post expense 01-05 甲 : ~ 109.00 tax=VAT9 expense_item=office | ~ 30.00 expense_item=travel
            post expense 01-06 cash : ~ 20.00 expense_item=office
            post expense 01-07 cash : ~ 7.00 expense_item=travel as wrong
            reverse 01-08 wrong
        """)

        def told(**asked: str) -> Any:
            days = {"from": "2026-01-01", "to": "2026-01-31"}
            shape = Shape(group="expense_item")
            return run_report(book.actor, "expense_lines", days | asked, today=book.day(31), shape=shape)

        report = told()
        booked = balance(book, "admin", "selling", first=book.day(1), last=book.day(31))
        assert booked == report.totals["cost"] == D("159.00") - D(deducted)
        assert report.totals["deducted"] == D(deducted)
        office, travel = sorted((one.totals["cost"] for one in report.subtotals), reverse=True)
        assert (office, travel) == (D("129.00") - D(deducted), D("30.00"))
        assert told(paid="later").totals["amount_incl"] == D("139.00")
        assert told(paid="at_once").totals["amount_incl"] == told().totals["amount_incl"] - D("139.00")
        keeper = book.actor_with("wh_keeper")
        with pytest.raises(MissingPermission):
            run_report(keeper, "expense_lines", {}, today=book.day(31))


class TestOpeningAccounts:
    @pytest.mark.parametrize(
        ("standard", "taxpayer", "capital", "kept"),
        [("small", "general", "3001", "3104"), ("enterprise", "small_scale", "4001", "4104")],
    )
    def test_the_books_begin_with_the_trial_balance_that_was_handed_over(
        self, database: object, standard: str, taxpayer: str, capital: str, kept: str
    ) -> None:
        """D-OPNG 借贷必须平, D-OPNS 按类别必须相等: what stock and parties listed is part of it, not added to it."""
        book = Book(standard=standard, taxpayer=taxpayer)
        story, assets = Story(book), "1001 200.00 1002 3000.00 1122 500.00 1405 1000.00 1601 10000.00 1602 -2000.00"

        def said(**other: str) -> str:
            lines = {
                "1001": "debit=200.00 fund_account=cash", "1002": "debit=3000.00 fund_account=bank",
                "1122": "debit=500.00", "1405": "debit=1000.00", "1601": "debit=10000.00", "1602": "credit=2000.00",
                "220201": "credit=700.00", capital: "credit=10000.00", kept: "credit=2000.00",
            }  # fmt: skip
            lines.update({key.lstrip("_"): value for key, value in other.items()})
            return " | ".join(f"account={code} {value}" for code, value in lines.items() if value)

        story.tell(f"""
            opening 01-01 W1 COLA 100 = 1000.00
            post opening_arap 01-01 乙 : ~ 500.00 kind=ar
            post opening_arap 01-01 甲 : ~ 700.00 kind=ap
            post opening_gl 01-01 : {said(_1601="debit=9999.00")}                             ! NotInBalance
            post opening_gl 01-01 : {said(_1405="debit=999.00", _1601="debit=10001.00")}      ! OpeningsDisagree
            post opening_gl 01-01 : {said(_1122="", _1601="debit=10500.00")}                  ! OpeningMissing
            post opening_gl 01-01 : {said(_1002="debit=3000.00")}                             ! WhichFundAccount
            post opening_gl 01-01 : {said(_1002="debit=3000.00 fund_account=cash")}           ! WhichFundAccount
            post opening_gl 01-01 : {said(_1601="debit=10000.00 year_debit=1.00")}            ! YearNotInBalance
            post opening_gl 02-01 : {said()}                                                  ! NotWhenBooksBegan
            post opening_gl 01-01 : {said()} as all
            ledger {assets} 220201 -700.00 {capital} -10000.00 {kept} -2000.00
            post opening_gl 01-01 : account=1601 debit=1.00 | account=1604 credit=1.00        ! OpenedBefore
            reverse 01-02 all
            post opening_gl 01-01 : {said(_1601="debit=11000.00", _1602="credit=3000.00")} as again
        """)
        assert opening_check(book.actor).is_right
        assert {step.key: step.is_done for step in checklist(book.actor)}["opening_accounts"]
        asked = {"from": "2026-01-01", "to": "2026-01-31", "fund_account": str(book.bank.pk)}
        assert run_report(book.actor, "fund_ledger", asked, today=book.day(31)).rows[-1]["balance"] == D("3000.00")
        assert disagreements(book.company_id) == []


    def test_books_that_begin_within_a_year_go_on_with_its_turnover(self, database: object) -> None:
        """D-OPNG 年中启用: 本年累计 = what was turned over before (said on 科目期初) + since; openings are none of it. What
        was earned and spent before is closed already, so such accounts begin with nothing and still have a year.
        """
        book = Book(started_on=date(2026, 7, 1))
        story = Story(book)

        def year(on: str) -> dict[str, tuple[str, str]]:
            asked = {"from": f"2026-{on}-01", "to": f"2026-{on}-28"}
            found = run_report(book.actor, "trial_balance", asked, today=date(2026, 12, 31))
            assert found.totals["year_debit"] == found.totals["year_credit"]
            for row in found.rows:  # each can be asked why, what was turned over before the books began too
                for side in ("year_debit", "year_credit"):
                    answer = explain(book.actor, row["questions"][side], today=date(2026, 12, 31))
                    assert (answer.agrees, answer.total) == (True, row[side])
            return {row["code"]: (str(row["year_debit"]), str(row["year_credit"])) for row in found.rows}

        story.tell("""
            post opening_gl 07-01 : account=1001 debit=300.00 fund_account=cash year_debit=900.00 year_credit=600.00 | \
                account=3001 credit=300.00 | account=5001 year_debit=900.00 year_credit=900.00 | \
                account=5602 year_debit=600.00 year_credit=600.00 | account=3103 year_debit=600.00 year_credit=900.00 | \
                account=3104 as all
            voucher 07-05 5602 40.00 3001 40.00
            voucher 08-06 5602 2.00 3001 2.00
        """.replace("\\\n", " "))
        assert year("07")["1001"] == ("900.00", "600.00")
        assert year("07")["5001"] == ("900.00", "900.00")
        assert year("07")["5602"] == ("640.00", "600.00")
        assert year("08")["5602"] == ("642.00", "600.00")
        assert year("07")["3001"] == ("0.00", "40.00")
        story.tell("reverse 07-05 all")
        assert year("07")["5602"] == ("40.00", "0.00")


class TestTheSameInvoiceAtOnce:
    def reimbursed(self, book: Book) -> list[Any]:
        """Two people reimburse one invoice in the same moment."""
        said = uuid4().hex

        def reimburse() -> object:
            desk = Desk(book)
            line = money_line("20.00", expense_item="office", invoice_number=said)
            return desk.one(desk.paper("expense", 3, [line], fund_account_id=book.cash.pk))

        return at_once([reimburse, reimburse])

    def test_is_reimbursed_once(self, book: Book) -> None:
        assert sorted(type(one).__name__ for one in self.reimbursed(book)) == ["Doc", "SaidBefore"]

    def test_negative_control_without_the_lock(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both have looked before either has written."""
        looked, check_credit = Barrier(2), decide.check_credit

        def after_looking(*asked: Any, **how: Any) -> None:
            looked.wait(timeout=30)
            check_credit(*asked, **how)

        monkeypatch.setattr(taken, "LOCK", "SELECT 1 WHERE %s::text[] IS NULL")
        monkeypatch.setattr(decide, "check_credit", after_looking)
        assert [type(one).__name__ for one in self.reimbursed(book)] == ["Doc", "Doc"]
