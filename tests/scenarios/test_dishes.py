"""Dishes at a counter (D-POS, R-34): what they take by recipe, with extras and without, and what comes back with them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from hengku.catalog.actions_bills import (
    AssembledIsKit,
    BillLineRecord,
    BillRecord,
    BillVersionTaken,
    KitInsideKit,
    save_bill,
)
from hengku.diagnosis.why.queries import explain
from hengku.documents.actions_copy import copy_to_draft
from hengku.documents.dish_rules import DishHasNoStock
from hengku.documents.models import Line
from hengku.documents.queries_carry import carry
from hengku.inventory.actions_places import change_warehouse
from hengku.inventory.queries import has_stock
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.reports.run import run_report
from tests.documents.test_statements import differing, every_statement
from tests.posting.books import disagreements
from tests.posting.desk import NOW
from tests.scenarios.any_paper import paper_of
from tests.scenarios.story import Story
from tests.world import Book

TICKET = "post pos_ticket 01-05 W2 terminal=01 local_seq={n}"
#: 3 bowls of noodles, one with an egg more and no beef, and a bottle of tea from the shelf.
DAY = """
    post pos_ticket 01-05 W2 terminal=01 local_seq=1 paid_cash=63.60 : NOODLES 3 @ 21.20 as t1
    post pos_ticket 01-05 W2 terminal=01 local_seq=2 paid_cash=34.50 : NOODLES 1 @ 23.20 recipe_changes=EGG:+1;BEEF:- | TEA 1 @ 11.30 as t2
"""


def recipe(book: Book, dish: str, makes: str = "1", **parts: str) -> BillRecord:
    lines = tuple(BillLineRecord(book.product(code).pk, D(quantity)) for code, quantity in parts.items())
    return BillRecord(book.product(dish).pk, "dish", lines, makes=D(makes))


@pytest.fixture
def story(book: Book) -> Story:
    """A bowl is 0.12 kg of flour and 50 g of beef; beef is kept by the gram and came for 0.06 each."""
    book.add_product("FLOUR", "面粉", base_unit="千克", tax_code="VAT9")
    book.add_product("BEEF", "牛肉", base_unit="个", tax_code="VAT9")
    book.add_product("EGG", "鸡蛋", base_unit="个", tax_code="VAT9")
    book.add_product("TEA", "茶", base_unit="个", tax_code="VAT13")
    book.add_product("NOODLES", "牛肉面", base_unit="个", tax_code="VAT6", sale_price=D("21.20"))
    save_bill(
        actor=book.actor, bill_id=None, record=recipe(book, "NOODLES", FLOUR="0.12", BEEF="50"), has_stock=has_stock
    )
    story = Story(book)
    story.tell("""
        opening 01-01 W2 FLOUR 10 = 50.00
        opening 01-01 W2 BEEF 1000 = 60.00
        opening 01-01 W2 EGG 20 = 16.00
        opening 01-01 W2 TEA 10 = 50.00
    """)
    return story


class TestATicket:
    def test_takes_the_ingredients_and_the_close_charges_them(self, story: Story) -> None:
        """Flour 4 × 0.12 × 5.00, beef 3 × 50 × 0.06, an egg 0.80, the tea 5.00: 2.40 + 9.00 + 0.80 + 5.00 = 17.20."""
        story.tell(f"""
            {DAY}
            hand FLOUR W2 9.52
            hand BEEF W2 850
            hand EGG W2 19
            hand TEA W2 9
            entry t1 借 1406 10.80; 贷 1405 10.80
            entry t2 借 1406 6.40; 贷 1405 6.40
        """)
        lines = Line.objects.visible_to(story.book.actor).filter(document_id=story.known["t2"].id).order_by("line_no")
        told = [(one.product.code, one.quantity, one.amount_incl, one.data.get("dish_of")) for one in lines]
        assert told == [
            ("NOODLES", D(1), D("23.20"), None), ("TEA", D(1), D("11.30"), None),
            ("FLOUR", D("0.12"), D("0.00"), "1"), ("EGG", D(1), D("0.00"), "1"),
        ]  # fmt: skip
        story.tell("""
            post pos_daily_close 01-05 W2 cash : t1.1 3 | t2.1 1 | t2.2 1   ! DayIncomplete
            post pos_daily_close 01-05 W2 cash : t1.1 3 | t1.2 0.36 | t1.3 150 | t2.1 1 | t2.2 1 | t2.3 0.12 | t2.4 1 as day
            entry day 借 1001 98.10; 贷 5001 91.89; 贷 22210107 6.21; 借 5401 17.20; 贷 1406 17.20
        """)
        assert disagreements(story.book.company_id) == []

    def test_is_taken_back_whole(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            reverse 01-06 t2
            hand FLOUR W2 9.64
            hand EGG W2 20
            reverse 01-06 t1
            ledger 1405 176.00 3104 -176.00
        """)
        assert disagreements(story.book.company_id) == []

    def test_of_a_batch_takes_shares_of_it(self, story: Story) -> None:
        """A pot of 8 bowls is 1 kg: three bowls are 0.375 kg."""
        book = story.book
        book.add_product("SOUP", "汤", base_unit="个", tax_code="VAT6")
        save_bill(
            actor=book.actor, bill_id=None, record=recipe(book, "SOUP", "8", FLOUR="1", EGG="4"), has_stock=has_stock
        )
        story.tell(f"""
            {TICKET.format(n=1)} paid_cash=30.00 : SOUP 2 @ 15.00
            hand FLOUR W2 9.75
            hand EGG W2 19
        """)

    def test_refuses_what_is_no_ingredient_and_more_than_there_is(self, story: Story) -> None:
        one = TICKET.format(n=1) + " paid_cash=21.20 : NOODLES 1 @ 21.20 recipe_changes="
        story.tell(f"""
            {one}EGG   ! RecipeChangeWrong
            {one}EGG:+x   ! RecipeChangeWrong
            {one}FISH:+1   ! IngredientUnknown
            {one}NOODLES:+1   ! IngredientUnknown
            {one}EGG:-   ! IngredientNotInDish
            {one}BEEF:-51   ! IngredientNotInDish
            {one}BEEF:-50
            hand BEEF W2 1000
            {TICKET.format(n=2)} paid_cash=445.20 : NOODLES 21 @ 21.20   ! NegativeStock
        """)

    def test_goes_below_zero_only_where_the_store_may(self, story: Story) -> None:
        many = TICKET.format(n=1) + " paid_cash=445.20 : NOODLES 21 @ 21.20"
        story.tell(f"{many}   ! NegativeStock")
        book = story.book
        change_warehouse(actor=book.actor, warehouse_id=book.w2.pk, name="门店", is_active=True, may_go_negative=True)
        story.tell(f"""
            {many} as t1
            hand BEEF W2 -50
        """)


class TestARefund:
    def test_of_what_was_made_is_a_loss_and_of_what_was_not_puts_it_back(self, story: Story) -> None:
        story.tell(f"""
            {DAY}
            post pos_refund 01-05 W2 terminal=01 local_seq=3 reason=quality paid_cash=21.20 : t1 1 wasted=true as made
            hand FLOUR W2 9.52
            hand BEEF W2 850
            entry made 借 1406 -3.60; 贷 1405 -3.60; 借 5601 3.60; 贷 1405 3.60
            post pos_refund 01-05 W2 terminal=01 local_seq=4 reason=quality paid_cash=42.40 : t1 2 as unmade
            hand FLOUR W2 9.76
            hand BEEF W2 950
            entry unmade 借 1406 -7.20; 贷 1405 -7.20
            post pos_refund 01-05 W2 terminal=01 local_seq=5 reason=quality paid_cash=21.20 : t1 1   ! CarriesTooMuch
            post pos_refund 01-05 W2 terminal=01 local_seq=5 reason=quality paid_cash=0 : t2.4 1   ! IngredientAlone
            reverse 01-06 unmade
            hand BEEF W2 850
            reverse 01-06 made
            hand BEEF W2 850
            month 01 5601 0
        """)
        assert disagreements(story.book.company_id) == []

    def test_brings_the_ingredients_by_itself(self, story: Story) -> None:
        story.tell(DAY)
        body = carry(story.book.actor, story.known["t2"].id, "pos_refund")
        assert [one["product"]["code"] for one in body["lines"]] == ["NOODLES", "TEA"]


class TestADish:
    def test_is_nothing_but_sold_at_a_counter(self, story: Story) -> None:
        story.tell("""
            deliver 01-05 乙 W2 NOODLES 1 @ 21.20   ! DishHasNoStock
            receive 01-05 甲 W2 NOODLES 1 @ 10.00   ! DishHasNoStock
            order 01-05 乙 W2 NOODLES 1 @ 21.20   ! DishHasNoStock
        """)
        assert DishHasNoStock.text

    def test_has_one_recipe_in_use_and_goes_into_nothing(self, story: Story) -> None:
        book = story.book
        dish = recipe(book, "NOODLES", EGG="1")
        book.add_product("SET", "套餐", base_unit="个")
        for record, refusal in (
            (replace(dish, version="2"), BillVersionTaken),
            (replace(dish, kind="kit"), BillVersionTaken),
            (replace(dish, kind="assembly"), AssembledIsKit),
            (recipe(book, "SET", NOODLES="1"), KitInsideKit),
        ):
            with pytest.raises(Problem) as refused:
                save_bill(actor=book.actor, bill_id=None, record=record, has_stock=has_stock)
            assert isinstance(refused.value, refusal), refused.value

    def test_is_copied_as_it_was_written(self, story: Story) -> None:
        story.tell(DAY)
        book = story.book
        draft = copy_to_draft(actor=book.actor, document_id=story.known["t2"].id, business_on=book.day(6), now=NOW)
        lines = Line.objects.visible_to(book.actor).filter(document_id=draft.id).order_by("line_no")
        assert [(one.product.code, one.data.get("recipe_changes", "")) for one in lines] == [
            ("NOODLES", "EGG:+1;BEEF:-"),
            ("TEA", ""),
        ]

    def test_earns_what_it_brings_less_what_went_into_it(self, story: Story) -> None:
        """R-29: the cost of the ingredients is that of the dish."""
        story.tell(f"""
            {DAY}
            post pos_daily_close 01-05 W2 cash : t1.1 3 | t1.2 0.36 | t1.3 150 | t2.1 1 | t2.2 1 | t2.3 0.12 | t2.4 1 as day
        """)
        asked = {"from": "2026-01-01", "to": "2026-01-31"}
        rows = {
            row["code"]: row
            for row in run_report(story.book.actor, "gross_profit", asked, today=story.book.day(31)).rows
        }
        assert set(rows) == {"NOODLES", "TEA"}
        assert (rows["NOODLES"]["quantity"], rows["NOODLES"]["net"], rows["NOODLES"]["cost"]) == (
            D(4),
            D("81.89"),
            D("12.20"),
        )


class TestWhatIsTold:
    """R-34: theory is what tickets took, by recipe and by itself; actual is 期初 + 入 − 期末 − 报损."""

    MONTH: ClassVar = {"from": "2026-01-02", "to": "2026-01-31"}

    def test_use_is_told_beside_what_recipes_say(self, story: Story) -> None:
        """Of flour 0.48 was due, and counting found 0.02 less; of beef came 100 and 8 were lost."""
        story.tell(f"""
            {DAY}
            receive 01-06 甲 W2 BEEF 100 @ 0.06
            lose 01-07 W2 BEEF 8 STORAGE SPOILAGE
            post stock_adjustment 01-08 W2 reason=UOM_MEASURE explanation=盘点称重发现实际比账面少已复核 : FLOUR 0.02 direction=out
            post pos_ticket 01-08 W2 terminal=01 local_seq=3 paid_cash=4.00 : EGG 2 @ 2.00
            post pos_refund 01-08 W2 terminal=01 local_seq=4 reason=quality paid_cash=21.20 : t1 1
        """)
        book, today = story.book, story.book.day(31)
        rows = {row["product_code"]: row for row in run_report(book.actor, "dish_use", self.MONTH, today=today).rows}
        keys = ("opening", "came", "lost", "closing", "used", "due", "over", "rate")
        assert {code: tuple(row[key] for key in keys) for code, row in rows.items()} == {
            "FLOUR": (D(10), D(0), D(0), D("9.62"), D("0.38"), D("0.36"), D("0.02"), D("0.0556")),
            "BEEF": (D(1000), D(100), D(8), D(992), D(100), D(100), D(0), D(0)),
            "EGG": (D(20), D(0), D(0), D(17), D(3), D(3), D(0), D(0)),
        }
        for row in rows.values():
            assert row["opening"] + row["came"] - row["closing"] - row["lost"] == row["used"]
            for key, question in row["questions"].items():
                answer = explain(book.actor, question, today=today)
                assert (answer.figure, answer.total) == (row[key], row[key]), (row["product_code"], key)

    def test_a_dish_costs_what_its_recipe_takes(self, story: Story) -> None:
        """0.12 × 47.60 ÷ 9.40, a quantity corrected keeping its amount, and 50 × 0.06: 3.6077 of 20.00 without tax."""
        story.tell(f"""
            {DAY}
            post stock_adjustment 01-08 W2 reason=UOM_MEASURE explanation=盘点称重发现实际比账面少已复核 : FLOUR 0.12 direction=out
        """)
        report = run_report(story.book.actor, "dish_costs", self.MONTH, today=story.book.day(31))
        keys = ("dish_code", "product_code", "each", "actual", "unit_cost", "cost", "share")
        assert [tuple(row[key] for key in keys) for row in report.rows] == [
            ("NOODLES", "FLOUR", D("0.12"), D("0.15"), D("5.06382979"), D("0.6077"), D("0.0304")),
            ("NOODLES", "BEEF", D(50), D(50), D("0.06"), D(3), D("0.15")),
        ]
        assert report.totals["cost"] == D("3.6077")


def test_tickets_of_many_dishes_take_no_more_statements(story: Story) -> None:
    def statements(count: int) -> list[str]:
        words = f"W2 terminal=01 local_seq={count} paid_cash={D('21.20') * count} : "
        words += " | ".join(["NOODLES 1 @ 21.20 recipe_changes=EGG:+1"] * count)
        paper = paper_of(story.book, {}, "pos_ticket", 5, tuple(words.split()))
        with every_statement() as found:
            story.desk.one(paper)
        return found

    assert differing(statements(1), statements(3)) == []
