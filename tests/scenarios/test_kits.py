"""A set sold as one (KT-01): it leaves as its components, is charged by what they cost alone, and comes back in part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.desk.queries_checks import Asked, live_checks
from hengku.documents.actions_copy import copy_to_draft
from hengku.documents.declaration import document_type
from hengku.documents.errors import KitHasNoStock
from hengku.documents.kit_rules import KitShare, whole_sets
from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.documents.queries_detail import document_detail
from hengku.inventory.queries import has_stock
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.posting.errors import NegativeStock
from hengku.posting.floor_prices import BelowFloorPrice
from hengku.posting.lot_proposal import fill_lots
from hengku.posting.preview import preview
from hengku.posting.promise import load_kit_outlooks
from hengku.printing.sets import in_sets
from hengku.reports.lists import stock_of
from tests.api.caller import signed_in
from tests.documents.test_statements import differing, every_statement
from tests.posting.books import entry, hand, lines, pool, snapshot, written
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.world import Book

#: What each is sold for alone; the set is sold for 300.00.
ALONE = {"灯罩": "120.00", "支架": "80.00", "光源": "150.00"}


class Lamps:
    """A shop with the lamp of KT-01: two light sources would be another set, so ``sources`` says how many."""

    def __init__(self, book: Book, sources: str = "1") -> None:
        self.book, self.desk = book, Desk(book)
        names = list(ALONE)
        self.parts = [book.add_product(f"P{n}", name, tax_code="VAT13") for n, name in enumerate(names)]
        self.lamp = book.add_product("LAMP", "台灯套装", "套", tax_code="VAT13", floor_price=D("280"))
        per = ("1", "1", sources)
        self.bill = BillRecord(
            self.lamp.pk,
            "kit",
            tuple(
                BillLineRecord(part.pk, D(each), D(ALONE[part.name]))
                for part, each in zip(self.parts, per, strict=True)
            ),
        )
        self.bill_id = save_bill(actor=book.actor, bill_id=None, record=self.bill, has_stock=has_stock).pk
        for part in self.parts:
            self.desk.opening("10", "100.00", product=part)

    def paper(self, type_code: str, day: int, *rows: Any, **header: Any) -> Paper:
        header = {"party_id": self.book.customer.pk, "warehouse_id": self.book.w1.pk, **header}
        return self.desk.paper(type_code, day, list(rows), price_mode="INCL", **header)

    def amounts(self, document: Doc) -> list[tuple[str, str, str, str, str]]:
        rows = Line.objects.filter(document_id=document.id).order_by("line_no").select_related("product")
        return [
            (
                one.product.name,
                str(one.quantity.normalize()),
                *map(str, (one.amount_incl, one.amount_net, one.amount_tax)),
            )
            for one in rows
        ]

    def hands(self) -> list[tuple[int, int]]:
        return [tuple(map(int, hand(self.book, part))) for part in self.parts]


class Boxes(Desk):
    """A gift box of two teas, a jar and a clock, sold for 100.00: tea comes in lots, clocks have serial numbers."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.tea = book.add_product("T-1", "茶", tax_code="VAT13", tracking="lot")
        self.jar = book.add_product("J-1", "罐", tax_code="VAT13")
        self.clock = book.add_product("C-1", "钟", tax_code="VAT13", tracking="serial")
        self.box = book.add_product("BOX", "礼盒", "套", tax_code="VAT13")
        parts = ((self.tea, "2", "30"), (self.jar, "1", "10"), (self.clock, "1", "50"))
        lines = tuple(BillLineRecord(one.pk, D(many), D(price)) for one, many, price in parts)
        bill = BillRecord(self.box.pk, "kit", lines)
        save_bill(actor=book.actor, bill_id=None, record=bill, has_stock=has_stock)
        for lot, many, until in (("L2", "5", 700), ("L1", "3", 600)):
            said = {"lot_no": lot, "expires_on": str(book.day(until))}
            self.opening(many, "10.00", product=self.tea, data=said)
        self.opening("9", "9.00", product=self.jar)
        self.opening("2", "40.00", product=self.clock, data={"serials": "S1 S2"})

    def sell(self, many: str, **data: str) -> Paper:
        """So many boxes, at once."""
        places = {"party_id": self.book.customer.pk, "warehouse_id": self.book.w1.pk}
        rows = [item_line(self.box, many, "100", data=data)]
        return self.paper("sales_issue", 5, rows, price_mode="INCL", **places)


def test_lots_of_components_are_proposed_and_chosen_on_the_line_of_the_set(book: Book) -> None:
    """KT-01, B4: what goes first of each component, its lots as they are chosen, amounts to the fen, and the way back."""
    shop = Boxes(book)
    drafted = shop.sell("2")
    fill_lots(actor=book.actor, paper=drafted)
    assert drafted.lines[0].data["kit_lots"] == "T-1:L1*3; T-1:L2*1"
    wrong = {
        "": ["LotMissing", "SerialCount"],
        "T-1:L1*3": ["LotMissing", "SerialCount"],
        "T-1:L1*9; C-1:S1 S2": ["KitLotsTooMany"],
        "T-9:L1": ["KitPartUnknown"],
        "T-1:L1*x": ["KitLotNumber"],
        "T-1:L1@2026*1": ["KitLotDay"],
        "T-1:*1": ["KitLotUnnamed"],
    }
    before = snapshot(book)
    for said, told in wrong.items():
        problem = refusal(lambda said=said: shop.one(shop.sell("2", kit_lots=said)))
        found = problem.problems if isinstance(problem, Problems) else [problem]
        assert [type(one).__name__ for one in found] == told, said
        assert {(one.where.line_no, one.where.field) for one in found} == {(1, "kit_lots")}
    assert snapshot(book) == before
    sent = shop.one(shop.sell("2", kit_lots=drafted.lines[0].data["kit_lots"] + "\uff1bc-1\uff1aS1\uff0cS2"))
    rows = Line.objects.filter(document_id=sent.id).order_by("line_no")
    assert [
        (one.product.code, one.data.get("lot_no", ""), one.quantity, one.amount_incl) for one in rows
    ] == [
        ("T-1", "L1", D(3), D("75.00")),
        ("T-1", "L2", D(1), D("25.00")),
        ("J-1", "", D(2), D("16.67")),
        ("C-1", "", D(2), D("83.33")),
    ]
    assert [int(pool(book, one)[0]) for one in (shop.tea, shop.jar, shop.clock)] == [4, 7, 0]
    back = [item_line(one.product, str(one.quantity), source_line_id=one.pk) for one in rows]
    for line, one in zip(back, rows, strict=True):
        line.data = {key: one.data[key] for key in ("serials",) if key in one.data}
    places = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
    returned = shop.one(shop.paper("sales_return", 8, back, data={"reason": "quality"}, **places))
    assert [int(pool(book, one)[0]) for one in (shop.tea, shop.jar, shop.clock)] == [8, 9, 2]
    shop.reverse(returned, day=9)
    shop.reverse(sent, day=9)
    assert snapshot(book) == before


def test_a_part_that_is_weighed_goes_by_its_pieces_and_costs_by_its_weight(book: Book) -> None:
    """B2, KT-01: 2 hams of 5 in every hamper, 20.00 a kilogram; the hamper has one price, whatever they weigh."""
    desk = Desk(book)
    ham = book.add_product("HAM", "火腿", "个", tax_code="VAT13", aux_unit="千克", aux_standard=D("2.5"))
    jar = book.add_product("J-1", "罐", tax_code="VAT13")
    hamper = book.add_product("HAMPER", "礼篮", "套", tax_code="VAT13")
    parts = (BillLineRecord(ham.pk, D(2), D("100")), BillLineRecord(jar.pk, D(1), D("26")))
    save_bill(actor=book.actor, bill_id=None, record=BillRecord(hamper.pk, "kit", parts), has_stock=has_stock)
    desk.opening("10", "500.00", product=ham, data={"aux_quantity": "25"})
    desk.opening("5", "50.00", product=jar)
    places = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}

    def sell(many: str, said: str = "") -> Paper:
        data = {"kit_lots": said} if said else {}
        return desk.paper("sales_issue", 5, [item_line(hamper, many, "226", data=data)], price_mode="INCL", **places)

    drafted = sell("2")
    fill_lots(actor=book.actor, paper=drafted)
    assert drafted.lines[0].data["kit_lots"] == "HAM:*4="
    before = snapshot(book)
    for said, told in {
        "": "WeightMissing",
        "HAM:*4=": "WeightMissing",
        "HAM:*3=7.5": "WeightMissing",  # one of the four is not weighed
        "HAM:*5=12": "KitLotsTooMany",
        "HAM:*4=x": "KitLotNumber",
        "HAM:*4=30": "WeightDoubtful",
    }.items():
        problem = refusal(lambda said=said: desk.one(sell("2", said)))
        assert (type(problem).__name__, problem.where.line_no, problem.where.field) == (told, 1, "kit_lots"), said
    assert snapshot(book) == before
    sent = desk.one(sell("2", "HAM:*1=2.4; HAM:=7.8"))
    rows = list(Line.objects.filter(document_id=sent.id).order_by("line_no"))
    assert [(one.product.code, one.quantity, one.data.get("aux_quantity"), one.amount_incl) for one in rows] == [
        ("HAM", D(1), "2.4", D("100.00")),
        ("HAM", D(3), "7.8", D("300.00")),
        ("J-1", D(2), None, D("52.00")),
    ]
    assert entry(book, sent.id) == lines(
        "借 1122 452.00; 贷 5001 400.01; 贷 22210107 51.99; 借 5401 224.00; 贷 1405 224.00"
    )  # 10.2 kg at 20.00, and two jars
    assert pool(book, ham) == (D("14.8"), D("296.00"))
    back = desk.one(
        desk.paper(
            "sales_return", 8, [item_line(ham, "2", source_line_id=rows[1].pk)], data={"reason": "quality"}, **places
        )
    )
    (came,) = Line.objects.filter(document_id=back.id)
    assert (came.data["aux_quantity"], came.amount_incl) == ("5.2", D("200.00"))
    assert pool(book, ham) == (D("20"), D("400.00"))
    desk.reverse(back, day=9)
    desk.reverse(sent, day=9)
    assert snapshot(book) == before
    # an order says what they should weigh, the issue what they do; the price of the order stands
    paper = desk.paper("sales_order", 5, [item_line(hamper, "1", "226")], price_mode="INCL", **places)
    order = desk.one(paper)
    asked = Line.objects.filter(document_id=order.id, product=ham).get()
    assert (asked.data["aux_quantity"], asked.amount_incl) == ("5", D("200.00"))
    line = item_line(ham, "2", source_line_id=asked.pk, data={"aux_quantity": "5.5"})
    went = desk.one(desk.paper("sales_issue", 6, [line], price_mode="INCL", **places))
    assert Line.objects.get(document_id=went.id).amount_incl == D("200.00")
    assert pool(book, ham) == (D("19.5"), D("390.00"))


def refusal(act: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as refused:
        act()
    return refused.value


def test_a_set_is_ordered_sent_and_given_back_in_part(book: Book) -> None:
    shop = Lamps(book)
    other = item_line(book.cola, "1", "11.30")
    shop.desk.opening("5", "10.00")
    order = shop.desk.one(shop.paper("sales_order", 4, other, item_line(shop.lamp, "1", "300")))
    split = [
        ("灯罩", "1", "102.86", "91.03", "11.83"),
        ("支架", "1", "68.57", "60.68", "7.89"),
        ("光源", "1", "128.57", "113.78", "14.79"),
    ]
    assert shop.amounts(order)[1:] == split
    assert shop.hands() == [(10, 1)] * 3
    # what the set is made of from now on is another matter
    save_bill(
        actor=book.actor,
        bill_id=shop.bill_id,
        record=replace(shop.bill, lines=shop.bill.lines[:2]),
        has_stock=has_stock,
    )
    sent = shop.desk.one(
        shop.paper(
            "sales_issue",
            5,
            *(item_line(p, "1", source_line_id=s) for p, s in zip(shop.parts, order.lines[1:], strict=True)),
        )
    )
    assert shop.amounts(sent) == split
    assert shop.hands() == [(9, 0)] * 3
    assert entry(book, sent.id) == lines(
        "借 1122 300.00; 贷 5001 265.49; 贷 22210107 34.51; 借 5401 30.00; 贷 1405 30.00"
    )
    kits = [one.data["kit"] for one in Line.objects.filter(document_id=sent.id).order_by("line_no")]
    assert [(one["name"], one["set"], one["per"]) for one in kits] == [("台灯套装", f"{order.id}.2", "1")] * 3
    back = shop.desk.one(
        shop.paper(
            "sales_return",
            8,
            item_line(shop.parts[2], "1", source_line_id=sent.lines[2]),
            data={"reason": "quality"},
        )
    )
    assert shop.amounts(back) == [split[2]]
    assert entry(book, back.id) == lines(
        "借 1122 -128.57; 贷 5001 -113.78; 贷 22210107 -14.79; 借 5401 -10.00; 贷 1405 -10.00"
    )
    detail = document_detail(book.actor, sent.id)
    (row,) = in_sets(document_type("sales_issue"), detail["document"], detail["lines"])
    assert (row["product"]["name"], row["quantity"], row["price"], row["amount_incl"], row["remark"]) == (
        "台灯套装", D(1), D(300), D("300.00"), "含 灯罩×1、支架×1、光源×1")  # fmt: skip
    detail = document_detail(book.actor, back.id)
    assert (
        in_sets(document_type("sales_return"), detail["document"], detail["lines"])[0]["product"]["name"]
        == "光源"
    )
    shop.desk.reverse(back)
    shop.desk.reverse(sent)
    assert [one[0] for one in shop.hands()] == [10, 10, 10]


def test_sets_of_two_in_another_price_mode_keep_the_tail(book: Book) -> None:
    shop = Lamps(book, sources="2")
    paper = shop.paper("sales_issue", 4, item_line(shop.lamp, "2", "265.486726"))
    paper.price_mode = "EXCL"
    sent = shop.desk.one(paper)
    # 2 sets are 530.97 without tax and 600.00 with it; 120 : 80 : 300
    assert shop.amounts(sent) == [
        ("灯罩", "2", "144.00", "127.43", "16.57"),
        ("支架", "2", "96.00", "84.96", "11.04"),
        ("光源", "4", "360.00", "318.58", "41.42"),
    ]
    assert shop.hands() == [(8, 0), (8, 0), (6, 0)]
    copied = copy_to_draft(actor=book.actor, document_id=sent.id, business_on=book.day(9), now=NOW)
    (line,) = Line.objects.filter(document_id=copied.id)
    assert (line.product_id, line.quantity, line.price, "kit" in line.data) == (
        shop.lamp.pk,
        2,
        D("265.486726"),
        False,
    )


def test_is_refused_at_the_line_that_was_written(book: Book) -> None:
    shop = Lamps(book, sources="2")
    shop.desk.opening("5", "10.00")
    before = written(book), snapshot(book)
    papers = [
        shop.paper("sales_issue", 4, item_line(book.cola, "1", "11.30"), item_line(shop.lamp, "6", "300"))
    ]
    short = refusal(lambda: shop.desk.post(*papers))
    assert isinstance(short, NegativeStock)
    assert (short.product, short.asked, short.where.line_no) == ("光源", D(12), 2)
    cheap = refusal(lambda: shop.desk.one(shop.paper("sales_issue", 4, item_line(shop.lamp, "1", "279.99"))))
    assert isinstance(cheap, BelowFloorPrice)
    assert (cheap.product, cheap.price, cheap.where.line_no) == ("台灯套装", D("279.99"), 1)
    missing = refusal(lambda: shop.desk.one(shop.paper("sales_issue", 4, item_line(shop.lamp, "1"))))
    assert (missing.code, missing.where.line_no) == ("PRICE_MISSING", 1)
    bought = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk}
    for type_code in ("purchase_receipt", "purchase_order"):
        found = refusal(
            lambda t=type_code: shop.desk.one(
                shop.desk.paper(t, 4, [item_line(shop.lamp, "1", "5")], **bought)
            )
        )
        assert isinstance(found, KitHasNoStock)
        assert not isinstance(found, Problems)
    assert (written(book), snapshot(book)) == before
    told = preview(
        actor=book.actor, documents=[shop.paper("sales_issue", 4, item_line(shop.lamp, "2", "300"))], now=NOW
    )
    (line,) = told.lines
    assert (line.line_no, line.amount_incl, line.available) == (1, D("600.00"), D(5))


def test_as_many_sets_can_be_promised_as_there_is_of_the_least(book: Book) -> None:
    shop = Lamps(book, sources="2")  # 10 of each: 5 sets
    today = NOW.date()
    shop.desk.order_purchase("3", day=5, product=shop.parts[2])  # without a day it does not count
    shop.desk.order_sale("4", product=shop.parts[0])
    asked = Asked(
        document_type("sales_order"), today, book.customer.pk, book.w1.pk, [shop.lamp.pk, shop.parts[0].pk]
    )
    lamp = next(
        one for one in live_checks(book.actor, asked)["products"] if one["product"] == str(shop.lamp.pk)
    )
    assert (lamp["on_hand"], lamp["available"], lamp["promise"]["quantity"]) == (5, 5, 5)
    shop.desk.order_sale("3", product=shop.parts[0])  # 3 left of the first
    kit = load_kit_outlooks(book.company_id, [shop.lamp.pk, book.cola.pk], today, None)[shop.lamp.pk]
    assert (kit.promisable(today), kit.sets(lambda one: one.on_hand)) == (3, 5)
    assert stock_of(book.company_id, [shop.lamp.pk], today=today)[shop.lamp.pk][0]["available"] == 3
    told = signed_in(book).get(f"/promises/{shop.lamp.pk}")[1]
    assert (told["atp"], [one["sets"] for one in told["parts"]]) == ("3", ["3", "10", "5"])


def test_the_number_of_statements_does_not_depend_on_the_number_of_sets(book: Book) -> None:
    shop = Lamps(book)
    shop.desk.issue("1", product=shop.parts[0])  # what a connection asks once is asked

    def statements(count: int) -> list[str]:
        lamps = [item_line(shop.lamp, "1", "300") for _ in range(count)]
        with every_statement() as found:
            shop.desk.one(shop.paper("sales_issue", 6, *lamps))
        return found

    assert differing(statements(1), statements(3)) == []


def test_whole_sets_are_told_from_parts() -> None:
    kit = {"parts": 2, "per": "1"}
    two = {"parts": 2, "per": "2"}
    assert whole_sets([KitShare(kit, "a", D(3)), KitShare(two, "b", D(6))]) == 3
    assert whole_sets([KitShare(kit, "a", D(3)), KitShare(two, "b", D(4)), KitShare(two, "b", D(2))]) == 3
    assert whole_sets([KitShare(kit, "a", D(3)), KitShare(two, "b", D(4))]) is None
    assert whole_sets([KitShare(kit, "a", D(3))]) is None
