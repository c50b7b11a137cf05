"""What an answer says beside its sum: who may see it, pages, what is on the way, what looks wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction

from hengku.diagnosis.why.errors import KeyMissing, KeyNotFound, KeyUnknown, KeyWrong, UnknownFigure
from hengku.diagnosis.why.pending import waiting
from hengku.diagnosis.why.queries import explain
from hengku.diagnosis.why.suspicious import doubts
from hengku.documents.actions import save_draft
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.kit.postgres import Cluster
from hengku.reports.home import home_of
from hengku.reports.pages import party_page
from tests.api.caller import signed_in
from tests.reports.shop import LATER, busy_weeks, line, paper, post_one
from tests.world import Book

TODAY = date(2026, 3, 1)
DAYS = {"from": "2026-01-01", "to": "2026-02-28"}


class Shop:
    def __init__(self) -> None:
        self.book = Book()
        self.made = busy_weeks(self.book)

    def asked(self, kind: str, **keys: Any) -> dict[str, str]:
        return {"kind": kind, **{key.rstrip("_"): str(value) for key, value in keys.items()}}

    @property
    def cola(self) -> dict[str, str]:
        return self.asked("on_hand", product=self.book.cola.pk, warehouse=self.book.w1.pk)


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Shop:
    return Shop()


@contextmanager
def broken(*statements: str, **names: Any) -> Iterator[None]:
    """Rows changed behind the application's back, and put right again."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, names)
            assert cursor.rowcount > 0, f"nothing was planted: {statement}"
        yield
        transaction.set_rollback(True)


class TestExplain:
    def test_tells_documents_newest_first_with_the_balance_after_each(self, shop: Shop) -> None:
        answer = explain(shop.book.actor, shop.cola, today=TODAY)
        assert (answer.figure, answer.total, answer.asked.unit) == (Decimal(57), Decimal(57), "瓶")
        assert [step.balance for step in answer.steps] == [57, 62, 58, 70, 100, 60]
        newest = answer.steps[0]
        assert newest.document is not None
        assert newest.document["number"] == shop.made["sent_back"].number
        assert (newest.change, newest.person, newest.line_nos, newest.party) == (-5, "boss", (1,), "甲")

    def test_adds_the_days_since_the_month_began_to_its_opening(self, shop: Shop) -> None:
        keys = {"product": shop.book.cola.pk, "warehouse": shop.book.w2.pk, "as_of": "2026-02-28"}
        answer = explain(shop.book.actor, shop.asked("on_hand", **keys), today=TODAY)
        assert (answer.since, answer.opening, answer.plus, answer.minus) == (date(2026, 2, 1), 12, 0, -6)
        assert [(month.month, month.change, month.balance) for month in answer.months] == [
            ("2026-02", -6, 6),
            ("2026-01", 12, 12),
        ]

    def test_turns_pages_that_sum_to_the_whole(self, shop: Shop) -> None:
        question, cursor, numbers = shop.cola, "", []
        whole = explain(shop.book.actor, question, today=TODAY)
        for _ in range(10):
            page = explain(shop.book.actor, question, today=TODAY, size=2, cursor=cursor)
            numbers += [step.document["number"] for step in page.steps if step.document]
            assert page.earlier + sum(step.change for step in page.steps) == page.steps[0].balance
            cursor = page.next
            if not cursor:
                break
        assert numbers == [step.document["number"] for step in whole.steps if step.document]
        assert page.earlier == 0

    def test_tells_a_past_day_as_it_was(self, shop: Shop) -> None:
        answer = explain(shop.book.actor, {**shop.cola, "as_of": "2026-01-05"}, today=TODAY)
        assert (answer.figure, answer.total) == (100, 100)

    def test_leads_from_an_amount_to_quantity_and_cost(self, shop: Shop) -> None:
        question = {**shop.cola, "kind": "stock_amount"}
        answer = explain(shop.book.actor, question, today=TODAY)
        assert [(term.sign, term.question["kind"]) for term in answer.terms] == [
            ("×", "on_hand"),
            ("×", "unit_cost"),
        ]
        for term in answer.terms:
            deeper = explain(shop.book.actor, term.question, today=TODAY)
            assert deeper.agrees
            assert deeper.figure == term.figure

    @pytest.mark.parametrize(
        "kind",
        ["sales_total", "purchase_total", "received_total", "paid_total", "open_demand", "fund_balance"],
    )
    def test_answers_for_figures_of_other_pages(self, shop: Shop, kind: str) -> None:
        keys = DAYS if kind.endswith("total") else {"to": "2026-02-28"} if kind == "fund_balance" else {}
        answer = explain(shop.book.actor, {"kind": kind, **keys}, today=TODAY)
        assert answer.agrees
        assert sum((step.change for step in answer.steps), Decimal(0)) == answer.total

    def test_refuses_a_wrong_question_all_at_once(self, shop: Shop) -> None:
        with pytest.raises(UnknownFigure):
            explain(shop.book.actor, {"kind": "moon"}, today=TODAY)
        with pytest.raises(Problems) as refused:
            explain(shop.book.actor, {"kind": "in_quantity", "from": "soon", "color": "red"}, today=TODAY)
        assert {type(one) for one in refused.value.problems} == {KeyUnknown, KeyMissing, KeyWrong}
        with pytest.raises(KeyWrong):
            explain(shop.book.actor, shop.cola, today=TODAY, cursor="x")

    def test_finds_nothing_of_another_company(self, shop: Shop) -> None:
        stranger = Book()
        with pytest.raises(KeyNotFound):
            explain(stranger.actor, shop.asked("on_hand", product=shop.book.cola.pk), today=TODAY)


class TestRights:
    def test_sum_unseen_what_the_asker_may_not_see(self, shop: Shop) -> None:
        book = shop.book
        whole = explain(book.actor, shop.cola, today=TODAY)
        asker = book.actor_who_may("reports.view", "sales_issue.view", "sales_return.view")
        answer = explain(asker, shop.cola, today=TODAY)
        assert (answer.figure, answer.total, answer.agrees) == (whole.figure, whole.total, True)
        assert {step.document["type_code"] for step in answer.steps if step.document} == {
            "sales_issue",
            "sales_return",
        }
        assert answer.hidden_documents == 4
        assert answer.hidden + sum(step.change for step in answer.steps) == whole.total
        assert waiting(asker, shop.cola, today=TODAY) == []

    def test_cost_and_accounts_need_their_own_right(self, shop: Shop) -> None:
        with pytest.raises(MissingPermission, match=r"cost\.view"):
            explain(shop.book.keeper, {**shop.cola, "kind": "stock_amount"}, today=TODAY)
        question = shop.asked("account_debit", account=shop.book.account_of("ar").pk, **DAYS)
        with pytest.raises(MissingPermission, match=r"ledger\.view"):
            explain(shop.book.keeper, question, today=TODAY)

    def test_a_part_of_a_figure_needs_the_same_right_as_the_whole(self, shop: Shop) -> None:
        """No report is read for one document of it, but its rights hold."""
        seller = shop.book.actor_who_may("reports.view", "sales_order.view")
        receipt = shop.made["receipt"].id
        for question in (
            shop.asked("bought_amount", document=receipt, **DAYS),
            shop.asked("ap_total", party=shop.book.supplier.pk, upto=1),
            shop.asked("stock_amount", product=shop.book.cola.pk),
            shop.asked("in_amount", product=shop.book.cola.pk, document=receipt, **DAYS),
            shop.asked("purchase_total", **DAYS),
            shop.asked("fund_in", document=shop.made["paid_us"].id, **DAYS),
        ):
            with pytest.raises(MissingPermission):
                explain(seller, question, today=TODAY)


class TestOtherPages:
    def test_the_page_of_a_party_shows_the_same(self, shop: Shop) -> None:
        for party, side, key in (
            (shop.book.customer, "ar", "receivable"),
            (shop.book.supplier, "ap", "payable"),
        ):
            told = party_page(shop.book.actor, party.pk, today=TODAY)[key]
            figures = {f"{side}_{bucket}": amount for bucket, amount in told["buckets"].items()}
            figures[f"{side}_total"] = told["balance"]
            for kind, figure in figures.items():
                answer = explain(shop.book.actor, shop.asked(kind, party=party.pk), today=TODAY)
                assert (kind, answer.figure, answer.agrees) == (kind, figure, True)

    def test_the_first_page_shows_the_same(self, shop: Shop) -> None:
        sold = home_of(shop.book.actor, today=date(2026, 1, 16))["sold"]
        for stretch in sold["stretches"]:
            now = stretch["now"]
            for kind, key in (("sold_net", "net"), ("gross_profit", "profit")):
                question = {"kind": kind, "from": now["first"].isoformat(), "to": now["last"].isoformat()}
                answer = explain(shop.book.actor, question, today=TODAY)
                assert (answer.figure, answer.agrees) == (now[key], True)


class TestWaiting:
    def test_orders_and_drafts_stand_with_their_effect(self, shop: Shop) -> None:
        book = shop.book
        draft = save_draft(
            actor=book.actor,
            now=LATER,
            paper=paper(
                "sales_issue",
                book.day(40),
                [line(3, product_id=book.cola.pk, price="3.50")],
                party_id=book.customer.pk,
                warehouse_id=book.w1.pk,
            ),
        )
        found = {one.why: one for one in waiting(book.actor, shop.cola, today=TODAY)}
        assert (found["draft"].document["id"], found["draft"].effect) == (draft.id, -3)
        assert (found["order_in"].document["id"], found["order_in"].effect) == (shop.made["order"].id, 40)
        owed = waiting(book.actor, shop.asked("ar_total", party=book.customer.pk), today=TODAY)
        assert [(one.why, one.effect) for one in owed] == [("draft", Decimal("10.50"))]

    def test_goods_without_invoice_will_be_owed(self, shop: Shop) -> None:
        question = shop.asked("ap_total", party=shop.book.supplier.pk)
        found = waiting(shop.book.actor, question, today=TODAY)
        estimated = explain(shop.book.actor, {**question, "kind": "ap_estimated"}, today=TODAY)
        assert sum(one.effect or 0 for one in found if one.why == "not_invoiced") == estimated.total

    def test_what_one_document_did_is_done(self, shop: Shop) -> None:
        question = {**shop.cola, "document": str(shop.made["receipt"].id)}
        assert explain(shop.book.actor, question, today=TODAY).total == 60
        assert waiting(shop.book.actor, question, today=TODAY) == []


class TestDoubts:
    def test_healthy_books_raise_no_grave_doubt(self, shop: Shop) -> None:
        for kind in ("on_hand", "stock_amount"):
            codes = [one.code for one in doubts(shop.book.actor, {**shop.cola, "kind": kind}, today=TODAY)]
            assert set(codes) <= {"booked_late"}, codes

    def test_a_planted_balance_breaks_the_sum_and_is_told(self, shop: Shop) -> None:
        """Negative control of the comparison: page and rows are read from different tables."""
        change = """UPDATE inventory_onhand SET quantity = quantity + 1 WHERE company_id = %(company)s
            AND product_id = %(product)s AND place_id = %(place)s"""
        place = shop.book.place(shop.book.w1).pk
        names = {"company": shop.book.company_id, "product": shop.book.cola.pk, "place": place}
        with broken(change, **names):
            answer = explain(shop.book.actor, shop.cola, today=TODAY)
            told = doubts(shop.book.actor, shop.cola, today=TODAY)
        assert (answer.figure, answer.total, answer.agrees) == (58, 57, False)
        assert [one.code for one in told][:2] == ["sum_differs", "I01"]
        assert told[0].data == {"figure": "58", "total": "57", "difference": "1"}
        assert explain(shop.book.actor, shop.cola, today=TODAY).agrees

    def test_a_planted_move_breaks_the_sum_and_is_told(self, shop: Shop) -> None:
        forged = """INSERT INTO inventory_move (company_id, seq, product_id, lot_id, status, owner_id, to_lot_id,
                to_status, to_owner_id, from_place_id, to_place_id, quantity, document_id, line_id, business_on, posted_at)
            SELECT company_id, -1, product_id, lot_id, status, owner_id, to_lot_id, to_status, to_owner_id, from_place_id,
                to_place_id, 1, document_id, line_id, business_on, posted_at
            FROM inventory_move WHERE company_id = %(company)s AND document_id = %(receipt)s"""
        with broken(forged, company=shop.book.company_id, receipt=shop.made["receipt"].id):
            answer = explain(shop.book.actor, shop.cola, today=TODAY)
        assert (answer.figure, answer.total, answer.agrees) == (57, 58, False)

    def test_doubles_and_far_prices_are_told(self, book: Book) -> None:
        supplier = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
        for day, price in ((2, "2.00"), (3, "2.10"), (4, "1.90"), (5, "20.00"), (6, "2.20"), (6, "2.20")):
            post_one(
                book,
                "purchase_receipt",
                book.day(day),
                [line(10, product_id=book.cola.pk, price=price)],
                **supplier,
            )
        question = {"kind": "on_hand", "product": str(book.cola.pk)}
        found = {one.code: one for one in doubts(book.actor, question, today=TODAY)}
        assert len(found["duplicate"].documents) == 2
        assert "可能重复录入" in found["duplicate"].text
        assert [one["number"] for one in found["price_far"].documents] == ["PIN-20260105-0001"]


class TestTheApi:
    def test_questions_of_the_pages_are_answered(self, shop: Shop) -> None:
        boss = signed_in(shop.book)
        row = boss.get("/stock", product=shop.book.cola.pk, warehouse=shop.book.w1.pk)[1]["rows"][0]
        status, answer = boss.get("/why", **row["questions"]["on_hand"])
        assert (status, answer["figure"], answer["total"], answer["unit"]) == (
            200,
            row["on_hand"],
            "57",
            "瓶",
        )
        assert answer["steps"][0]["document"]["number"] == shop.made["sent_back"].number
        status, around = boss.get(
            "/why/around", **row["questions"]["on_hand"], seen_at="2026-01-01T00:00:00+08:00"
        )
        assert status == 200
        assert "posted_since" in [one["code"] for one in around["doubts"]]
        status, file = boss.get("/why/export", **row["questions"]["on_hand"])
        assert status == 200
        assert file[:2] == b"PK"

    def test_nobody_asks_without_a_session_or_a_right(self, shop: Shop) -> None:
        keeper = signed_in(shop.book, shop.book.keeper.user_id)
        assert keeper.get("/why", **shop.cola)[0] == 200
        assert keeper.get("/why", **{**shop.cola, "kind": "stock_amount"})[0] == 403
        assert keeper.get("/why", kind="on_hand", size="0")[0] == 422
        assert keeper.get("/why/around", kind="on_hand", seen_at="yesterday")[0] == 422
