"""What is said beside the lines of a document being typed: stock, holders, prices, cost, credit; and what can be pulled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hengku.catalog.queries_match import match_products
from hengku.desk.queries_checks import Asked, live_checks
from hengku.documents.declaration import document_type
from hengku.documents.queries_pull import pullable
from hengku.identity.actor import Actor
from hengku.kit.numbers import D
from hengku.parties.models import Party
from tests.documents.test_statements import every_statement
from tests.posting.desk import Desk, item_line
from tests.world import Book


def asked(book: Book, code: str = "sales_issue", **more: Any) -> Asked:
    kind = document_type(code)
    party = book.supplier if kind.party == "supplier" else book.customer
    given = {"party_id": party.pk, "warehouse_id": book.w1.pk, "product_ids": [book.cola.pk], **more}
    return Asked(kind=kind, on=book.day(9), **given)


def of_cola(book: Book, actor: Actor | None = None, code: str = "sales_issue", **more: Any) -> dict[str, Any]:
    (found,) = live_checks(actor or book.actor, asked(book, code, **more))["products"]
    return found  # type: ignore[no-any-return]


class TestStock:
    def test_says_what_is_here_and_elsewhere_and_who_holds_it(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2", day=2)
        desk.receive("7", "2", day=2, warehouse=book.w2)
        order = desk.order_sale("4")
        found = of_cola(book)
        assert (found["on_hand"], found["reserved"], found["available"]) == (D("10"), D("4"), D("6"))
        assert (found["base_unit"]["name"], [one["name"] for one in found["units"]]) == ("瓶", ["箱"])
        assert found["units"][0]["numerator"] == "12"
        assert found["elsewhere"] == [
            {"warehouse": {"id": str(book.w2.pk), "name": "门店"}, "available": D("7")}
        ]
        (holder,) = found["holders"]
        assert (holder["document"]["number"], holder["party"], holder["quantity"]) == (
            order.number,
            "乙",
            D("4"),
        )

    def test_counts_every_warehouse_while_none_is_chosen(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2", day=2)
        desk.receive("7", "2", day=2, warehouse=book.w2)
        assert of_cola(book, warehouse_id=None)["available"] == D("17")
        assert of_cola(book, warehouse_id=book.w2.pk)["available"] == D("7")

    def test_counts_what_is_held_for_the_order_it_is_carried_from(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2", day=2)
        order = desk.order_sale("4")
        found = of_cola(book, taken={order.line: D("4")})
        assert (found["available"], found["holders"]) == (D("10"), [])

    def test_names_no_document_that_may_not_be_viewed(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2", day=2)
        desk.order_sale("4")
        (holder,) = of_cola(book, book.actor_who_may("sales_issue.create"))["holders"]
        assert (holder["document"], holder["party"], holder["quantity"]) == (None, "", D("4"))


class TestPrices:
    def test_are_the_last_of_the_party_else_of_anybody(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("100", "2", day=2)
        desk.order_sale("1", day=3, price="5")
        desk.issue("2", day=4, price="42", unit_id=book.unit("箱").pk)
        last = of_cola(book)["last"]
        assert (Decimal(last["price"]), last["is_with_tax"], last["is_same_party"]) == (D("3.5"), True, True)
        other = book.add_party("C02", "丙", is_customer=True)
        last = of_cola(book, party_id=other.pk)["last"]
        assert (Decimal(last["price"]), last["is_same_party"]) == (D("3.5"), False)

    def test_cost_is_for_who_may_see_it(self, book: Book) -> None:
        Desk(book).receive("10", "2", day=2)
        assert of_cola(book)["cost"] == D("2")
        hidden = of_cola(book, book.actor_who_may("sales_issue.create", "sales_issue.view"))
        assert hidden["cost"] is None

    def test_of_types_that_may_not_be_viewed_are_not_told(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "2", day=2)
        desk.issue("1")
        assert of_cola(book, book.actor_who_may("sales_issue.create"))["last"] is None


class TestCredit:
    def test_leaves_what_is_neither_owed_nor_ordered(self, book: Book) -> None:
        Party.objects.visible_to(book.actor).filter(pk=book.customer.pk).update(credit_limit=D("100"))
        desk = Desk(book)
        desk.receive("50", "2", day=2)
        desk.issue("2", day=6)  # 22.60 owed
        order = desk.order_sale("3", day=4)  # 33.90 ordered
        credit = live_checks(book.actor, asked(book))["credit"]
        assert (credit["limit"], credit["receivable"], credit["on_the_way"]) == (
            D("100"),
            D("22.60"),
            D("33.90"),
        )
        assert credit["left"] == D("43.50")
        taken = live_checks(book.actor, asked(book, taken={order.line: D("1")}))["credit"]
        assert taken["on_the_way"] == D("22.60")

    def test_is_silent_without_a_limit(self, book: Book) -> None:
        assert live_checks(book.actor, asked(book))["credit"] is None


class TestPulling:
    def test_offers_what_is_left_and_nothing_that_is_done(self, book: Book) -> None:
        desk = Desk(book)
        whole, part = desk.order_purchase("5"), desk.order_purchase("8", day=3)
        desk.receive("5", "10", day=4, order=whole.line)
        desk.receive("3", "10", day=4, order=part.line)
        (found,) = pullable(book.actor, "purchase_receipt", party_id=book.supplier.pk)
        assert found["number"] == part.number
        (line,) = found["lines"]
        assert (line["quantity"], line["source"]["whole"], line["source_line"]) == (
            D("5"),
            D("8"),
            str(part.line),
        )
        assert pullable(book.actor, "purchase_receipt", text="%") == []

    def test_offers_receipts_to_invoice(self, book: Book) -> None:
        desk = Desk(book)
        receipt = desk.receive("5", "10", day=4)
        assert [one["number"] for one in pullable(book.actor, "purchase_invoice")] == [receipt.number]
        desk.invoice_purchase("5", "50", "6.50", 5, receipt.line)
        assert pullable(book.actor, "purchase_invoice") == []


class TestMatching:
    def test_goes_by_barcode_then_code_then_name(self, book: Book) -> None:
        base, box = book.cola.base_unit_id, book.unit("箱").pk
        found = match_products(book.actor, ["6901234567892", "16901234567899", "cola", "可乐", "无此货", " "])
        assert found == {
            "6901234567892": [(book.cola.pk, base)],
            "16901234567899": [(book.cola.pk, box)],
            "cola": [(book.cola.pk, base)],
            "可乐": [(book.cola.pk, base)],
        }
        book.add_product("COLA2", "可乐")
        assert len(match_products(book.actor, ["可乐"])["可乐"]) == 2


def test_statements_do_not_depend_on_the_number_of_products(book: Book) -> None:
    desk = Desk(book)
    products = [book.cola, *(book.add_product(f"X{n}", f"货{n}") for n in range(30))]
    desk.one(
        desk.paper(
            "opening_stock",
            1,
            [item_line(one, "5", amount_net=D("10")) for one in products],
            warehouse_id=book.w1.pk,
        )
    )

    def counted(count: int) -> int:
        ids = [one.pk for one in products[:count]]
        with every_statement() as statements:
            live_checks(book.actor, asked(book, product_ids=ids))
        return len(statements)

    assert counted(1) == counted(31)
