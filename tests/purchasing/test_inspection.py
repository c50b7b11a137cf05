"""先入后检 (D-IQC, 1.10): goods lie here on hold, an inspection makes them available or defective, and only what it
accepted is invoiced. The example: 10 ordered at 10.00, 10 received, 7 sound (1 of them conceded), 3 rejected.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengku.catalog.models import Product
from hengku.diagnosis.closing import closing_checks
from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.inventory.models import OnHand, Place
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.parties.models import Party
from hengku.posting.actions import remake
from hengku.posting.errors import CannotReverse, NegativeStock, TakenAlready
from hengku.purchasing.actions_inspection import Verdict, inspect_again
from hengku.purchasing.queries_inspection import inspected, waiting
from hengku.purchasing.types.incoming_inspection import MayNotConcede, OtherWarehouse, WhyConceded
from hengku.purchasing.types.purchase_receipt import InspectionMissing
from tests.documents.builders.stage import Stage, follow
from tests.posting.books import accounts, balance, entry, lines, pool
from tests.posting.desk import NOW, Doc, new_key
from tests.world import Book

REJECTED = {"rejected": "3", "concession": "1", "concession_reason": "包装破损", "defect": "appearance"}


@pytest.fixture
def stage(book: Book) -> Stage:
    """A company that receives first and inspects after; cola must be inspected."""
    stage = Stage(book)
    stage.desk.decide("inspection_mode", "AFTER")
    Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(must_inspect=True)
    return stage


def refusal(stage: Stage, paper: Paper, **options: object) -> Problem:
    with pytest.raises(Problem) as refused:
        stage.desk.one(paper, **options)
    found = refused.value
    return found.problems[0] if isinstance(found, Problems) else found


def by_status(book: Book) -> dict[str, Decimal]:
    """Cola in our warehouses by status."""
    ours = Place.objects.visible_to(book.actor).filter(role="stock").values_list("pk", flat=True)
    rows = OnHand.objects.visible_to(book.actor).filter(product_id=book.cola.pk, place_id__in=list(ours))
    return {row.status: row.quantity for row in rows if row.quantity}


def received(stage: Stage) -> tuple[Doc, Doc]:
    (order,) = stage.desk.post(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
    return order, stage.desk.one(stage.bought("purchase_receipt", follow(order, "10"), stage.day()))


def inspection(stage: Stage, receipt: Doc, quantity: str = "10", **data: str) -> Paper:
    paper = stage.bought("incoming_inspection", follow(receipt, quantity), stage.day())
    paper.lines[0].data = dict(data or REJECTED)
    return paper


def invoice(stage: Stage, receipt: Doc, quantity: str) -> Paper:
    net = D(quantity) * 10
    line = PaperLine(
        quantity=D(quantity), amount_net=net, amount_tax=net * D("0.13"), source_line_id=receipt.line
    )
    return Paper("purchase_invoice", stage.day(), [line], party_id=stage.book.supplier.pk)


class TestReceivedOnHold:
    def test_is_on_hand_and_cannot_be_sold_before_its_inspection(self, book: Book, stage: Stage) -> None:
        order, receipt = received(stage)
        assert by_status(book) == {"qc_hold": D(10)}
        assert pool(book) == (D(10), D("100.00"))  # quantity and cost are in stock
        assert Document.objects.get(pk=order.id).state == "done"  # and no longer on order
        sale = stage.sold("sales_issue", stage.priced(1, "1", "20"), stage.day())
        assert isinstance(refusal(stage, sale), NegativeStock)
        assert isinstance(refusal(stage, invoice(stage, receipt, "1")), CarriesTooMuch)

    def test_becomes_available_or_defective(self, book: Book, stage: Stage) -> None:
        """1.10: IQC 放行 k / 判不良 n−k."""
        _, receipt = received(stage)
        before = accounts(book)
        done = stage.desk.one(inspection(stage, receipt))
        assert by_status(book) == {"available": D(7), "defect": D(3)}
        assert (pool(book), accounts(book)) == ((D(10), D("100.00")), before)  # 录:无
        found = refusal(stage, invoice(stage, receipt, "8"))
        assert isinstance(found, CarriesTooMuch)
        assert found.left == D(7)
        again = refusal(stage, inspection(stage, receipt, "1"))
        assert isinstance(again, CarriesTooMuch)
        again = refusal(stage, stage.bought("purchase_receipt", follow(done, "1"), stage.day()))
        assert isinstance(again, CarriesTooMuch)  # what is here is not received again

    def test_in_two_parts(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        stage.desk.one(inspection(stage, receipt, "4", rejected="0"))
        assert by_status(book) == {"available": D(4), "qc_hold": D(6)}
        found = refusal(stage, invoice(stage, receipt, "5"))
        assert isinstance(found, CarriesTooMuch)
        assert found.left == D(4)
        stage.desk.one(inspection(stage, receipt, "6", rejected="6", defect="size"))
        assert by_status(book) == {"available": D(4), "defect": D(6)}

    def test_rejects_go_back_and_are_never_owed(self, book: Book, stage: Stage) -> None:
        """What went back does not eat up what was accepted: 7 are invoiced, before or after the 3 are gone."""
        _, receipt = received(stage)
        stage.desk.one(inspection(stage, receipt))
        stage.desk.one(invoice(stage, receipt, "2"))
        back = stage.bought("purchase_return", follow(receipt, "3"), stage.day())
        back.data = {"reason": "quality"}
        back = stage.desk.one(back)
        assert by_status(book) == {"available": D(7)}
        found = refusal(stage, invoice(stage, receipt, "6"))
        assert isinstance(found, CarriesTooMuch)
        assert found.left == D(5)
        stage.desk.one(invoice(stage, receipt, "5"))
        assert (balance(book, "220202"), -balance(book, "220201")) == (D(0), D("79.10"))
        assert pool(book) == (D(7), D("70.00"))

    def test_uninspected_goods_go_back_from_hold(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        back = stage.bought("purchase_return", follow(receipt, "10"), stage.day())
        back.data = {"reason": "wrong_goods"}
        done = stage.desk.one(back)
        assert by_status(book) == {}
        stage.desk.reverse(done, day=stage.today)
        assert by_status(book) == {"qc_hold": D(10)}


class TestInspection:
    def test_is_done_again_by_a_new_one(self, book: Book, stage: Stage) -> None:
        """重检生成新单,旧单置 REVERSED: both in one transaction."""
        _, receipt = received(stage)
        first = stage.desk.one(inspection(stage, receipt))
        paper = inspection(stage, receipt, rejected="1", defect="function")
        key = new_key()
        call = {"actor": book.actor, "document_id": first.id, "reason": "复检", "now": NOW}
        answer = remake(paper=paper, key=key, **call)
        assert by_status(book) == {"available": D(9), "defect": D(1)}
        assert Document.objects.get(pk=first.id).state == "reversed"
        assert [one.type_code for one in answer.documents] == ["incoming_inspection"] * 2
        stage.desk.one(invoice(stage, receipt, "9"))
        with pytest.raises(CannotReverse):
            remake(paper=inspection(stage, receipt), key=new_key(), **call)

    def test_is_not_taken_back_from_under_an_invoice(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        first = stage.desk.one(inspection(stage, receipt))
        stage.desk.one(invoice(stage, receipt, "6"))
        with pytest.raises(TakenAlready):
            stage.desk.reverse(first, day=stage.today)
        call = {"actor": book.actor, "document_id": first.id, "reason": "复检", "now": NOW}
        worse = inspection(stage, receipt, rejected="5", defect="function")
        with pytest.raises(TakenAlready):
            remake(paper=worse, key=new_key(), **call)
        remake(paper=inspection(stage, receipt, rejected="4", defect="function"), key=new_key(), **call)
        assert by_status(book) == {"available": D(6), "defect": D(4)}

    def test_that_cannot_be_done_again_leaves_the_first(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        first = stage.desk.one(inspection(stage, receipt))
        paper = inspection(stage, receipt, rejected="11", defect="size")
        with pytest.raises(Problem):
            remake(actor=book.actor, document_id=first.id, reason="复检", paper=paper, key=new_key(), now=NOW)
        assert Document.objects.get(pk=first.id).state == "posted"
        assert by_status(book) == {"available": D(7), "defect": D(3)}

    def test_concedes_by_who_may_and_says_why(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        silent = inspection(stage, receipt, concession="1")
        assert isinstance(refusal(stage, silent), WhyConceded)
        inspector = book.actor_with("qc")
        conceding = inspection(stage, receipt, concession="1", concession_reason="标签歪")
        assert isinstance(refusal(stage, conceding, actor=inspector), MayNotConcede)
        stage.desk.one(inspection(stage, receipt, "1", rejected="0"), actor=inspector)
        rest = inspection(stage, receipt, "9", concession="1", concession_reason="标签歪")
        stage.desk.one(rest, actor=book.manager)
        assert by_status(book) == {"available": D(10)}

    def test_happens_where_the_goods_lie(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        paper = inspection(stage, receipt)
        paper.warehouse_id = book.w2.pk
        assert isinstance(refusal(stage, paper), OtherWarehouse)


class TestMode:
    """The product's word goes before the supplier's, and that before the company's."""

    @pytest.mark.parametrize(
        ("company", "supplier", "product", "held"),
        [
            ("BEFORE", "", "", None),
            ("BEFORE", "AFTER", "", True),
            ("BEFORE", "AFTER", "BEFORE", None),
            ("AFTER", "BEFORE", "AFTER", True),
        ],
    )
    def test_is_the_nearest_word(
        self, book: Book, company: str, supplier: str, product: str, held: bool | None
    ) -> None:
        stage = Stage(book)
        if company != "BEFORE":
            stage.desk.decide("inspection_mode", company)
        Party.objects.visible_to(book.actor).filter(pk=book.supplier.pk).update(
            must_inspect=True, inspection_mode=supplier
        )
        Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(inspection_mode=product)
        paper = stage.bought("purchase_receipt", stage.priced(1, "10", "10"), stage.day())
        if held is None:
            assert isinstance(refusal(stage, paper), InspectionMissing)
        else:
            stage.desk.one(paper)
            assert by_status(book) == {"qc_hold": D(10)}

    def test_of_goods_nobody_inspects_is_none(self, book: Book) -> None:
        stage = Stage(book)
        stage.desk.decide("inspection_mode", "AFTER")
        receipt = stage.desk.one(stage.bought("purchase_receipt", stage.priced(1, "10", "10"), stage.day()))
        assert by_status(book) == {"available": D(10)}
        found = refusal(stage, inspection(stage, receipt))
        assert isinstance(found, CarriesTooMuch)


def test_the_entry_of_goods_on_hold_is_that_of_any_receipt(book: Book, stage: Stage) -> None:
    _, receipt = received(stage)
    assert entry(book, receipt.id) == lines("借 1405 100.00; 贷 220202 100.00")


class TestWaitingList:
    def test_tells_what_is_left_and_how_late(self, book: Book, stage: Stage) -> None:
        """Two days to inspect within: received on the 3rd, due on the 5th."""
        _, receipt = received(stage)
        stage.desk.one(inspection(stage, receipt, "4", rejected="1", defect="size"))
        (row,) = waiting(book.actor, today=book.day(9))
        assert (row["quantity"], row["due_on"], row["days_late"]) == (D(6), book.day(5), 4)
        (done,) = inspected(book.actor)
        assert (done["accepted"], done["rejected"], done["is_held"]) == (D(3), D(1), True)
        back = stage.bought("purchase_return", follow(receipt, "7"), stage.day())
        back.data = {"reason": "quality"}
        back.lines[0].data = {"status": "qc_hold"}
        with pytest.raises(Problem):
            stage.desk.one(back)  # only six wait
        stage.desk.one(inspection(stage, receipt, "6", rejected="0"))
        assert waiting(book.actor, today=book.day(9)) == []

    def test_of_arrivals_is_empty_where_goods_come_in_first(self, book: Book, stage: Stage) -> None:
        (order,) = stage.desk.post(stage.bought("purchase_order", stage.priced(1, "10", "10"), stage.day()))
        stage.desk.one(stage.bought("goods_arrival", follow(order, "10"), stage.day()))
        assert waiting(book.actor, today=stage.book.day(3)) == []
        Product.objects.visible_to(book.actor).filter(pk=book.cola.pk).update(inspection_mode="BEFORE")
        (row,) = waiting(book.actor, today=stage.book.day(3))
        assert (row["type_code"], row["quantity"], row["order_number"]) == (
            "goods_arrival",
            D(10),
            order.number,
        )

    def test_is_not_for_everybody(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            waiting(book.seller, today=book.day(1))

    def test_again_keeps_what_is_not_said_anew(self, book: Book, stage: Stage) -> None:
        _, receipt = received(stage)
        first = stage.desk.one(inspection(stage, receipt))
        words = {"rejected": "1", "defect": "size"}
        inspect_again(
            actor=book.actor,
            document_id=first.id,
            verdicts=[Verdict(first.line, words)],
            reason="供应商到场复检",
            today=book.day(stage.today),
            key=new_key(),
            now=NOW,
        )
        assert by_status(book) == {"available": D(9), "defect": D(1)}


def test_closing_a_month_tells_of_what_waits_too_long(book: Book, stage: Stage) -> None:
    """4.3 no. 13: two days to inspect; a warning with the way there; within the days it is none."""
    _, receipt = received(stage)

    def told() -> tuple[str, int, object]:
        found = closing_checks(book.actor, month=book.day(1), part="stock")
        (one,) = (check for check in found if check.key == "inspections")
        return one.level, one.count, one.link

    assert told() == ("warn", 1, {"path": "/inspection", "query": {}})
    stage.desk.one(inspection(stage, receipt, "4"))
    stage.desk.decide("inspection_days", "60")
    assert told()[1] == 0
