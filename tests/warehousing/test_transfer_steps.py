"""两步调拨 (D-TRO, D-TRI): on the way, arrived, short; costs go along where pools are per warehouse (MA-10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.warehousing.types.transfer_steps import OtherRoute, SentBySamePerson, ShortNotDecided
from tests.posting.books import entry, hand, lines, pool
from tests.posting.desk import Desk, Doc, item_line
from tests.world import Book

POOL = (
    "SELECT quantity, amount FROM costing_pool WHERE company_id = %s AND product_id = %s AND warehouse_id = 0"
)


class Route:
    """20 cola of 300.00 in W1; MA-10: 10 more of 200.00 are in W2 where pools are per warehouse."""

    def __init__(self, book: Book, scope: str = "WAREHOUSE", **decisions: str) -> None:
        self.book, self.desk = book, Desk(book)
        for key, value in {"cost_scope": scope, **decisions}.items():
            self.desk.decide(key, value)
        self.desk.opening("20", "200.00")
        self.desk.opening("10", "200.00", warehouse=book.w2)

    def send(self, quantity: str = "5", day: int = 5, **options: Any) -> Doc:
        return self.desk.one(
            self._paper("transfer_out", day, [item_line(self.book.cola, quantity)]), **options
        )

    def arrive(self, sent: Doc, *rows: tuple[str, str], day: int = 6, **options: Any) -> Doc:
        found = [
            PaperLine(quantity=D(quantity), source_line_id=sent.line, data={"outcome": outcome})
            for quantity, outcome in rows
        ]
        for line in found:
            line.data |= options.pop("line", {}) if line.data["outcome"] == "lost" else {}
        data = options.pop("data", {})
        return self.desk.one(self._paper("transfer_in", day, found, data=data), **options)

    def _paper(self, code: str, day: int, rows: list[PaperLine], **header: Any) -> Paper:
        ends = {"warehouse_id": self.book.w1.pk, "warehouse_to_id": self.book.w2.pk}
        return self.desk.paper(code, day, rows, **ends, **header)

    def pools(self) -> list[tuple[Decimal, Decimal]]:
        """W1, on the way, W2."""
        found = sql.rows(POOL, (self.book.company_id, self.book.cola.pk))
        away = (found[0][0], found[0][1]) if found else (D(0), D(0))
        return [pool(self.book, warehouse=self.book.w1), away, pool(self.book, warehouse=self.book.w2)]


@pytest.fixture
def route(book: Book) -> Route:
    return Route(book)


class TestCost:
    def test_ma_10_in_two_steps(self, route: Route) -> None:
        """Sent at 10.00, on the way worth 50.00, received into 10 of 20.00."""
        sent = route.send()
        assert route.pools() == [(D(15), D("150.00")), (D(5), D("50.00")), (D(10), D("200.00"))]
        assert entry(route.book, sent.id) == []
        done = route.arrive(sent, ("5", "received"))
        assert route.pools() == [(D(15), D("150.00")), (D(0), D("0.00")), (D(15), D("250.00"))]
        assert entry(route.book, done.id) == []

    def test_each_arrives_at_what_it_was_sent_at(self, route: Route) -> None:
        first = route.send("5", day=5)
        route.desk.receive("15", "30", day=6)
        second = route.send("15", day=7)
        assert route.pools()[1] == (D(20), D("350.00"))
        route.arrive(second, ("15", "received"), day=8)
        assert route.pools()[1:] == [(D(5), D("50.00")), (D(25), D("500.00"))]
        route.arrive(first, ("5", "received"), day=9)
        assert route.pools()[1:] == [(D(0), D("0.00")), (D(30), D("550.00"))]

    def test_what_came_back_of_what_was_recast_is_sent_again(self, route: Route) -> None:
        """The share of a transfer that was recast counts once, though it stands at both its ends."""
        sent = route.send()
        done = route.arrive(sent, ("3", "received"), data={"rest_stays": True})
        route.desk.receive("20", "30", day=2)
        route.arrive(sent, ("1", "received"), data={"rest_stays": True}, day=7)
        assert route.pools()[1:] == [(D(1), D("20.00")), (D(14), D("280.00"))]
        route.desk.reverse(done, day=8)
        assert route.pools()[1:] == [(D(4), D("80.00")), (D(11), D("220.00"))]

    def test_a_recast_goes_all_the_way(self, route: Route) -> None:
        """C9: 20 more of 600.00 on day 2 make it 20.00 a piece."""
        sent = route.send()
        route.arrive(sent, ("3", "received"), ("1", "lost"), data={"rest_stays": True})
        late = route.desk.receive("20", "30", day=2)
        assert route.pools() == [(D(35), D("700.00")), (D(1), D("20.00")), (D(13), D("260.00"))]
        assert entry(route.book, late.id, "recost") == lines("借 5711 10.00; 贷 1405 10.00")

    def test_of_one_pool_nothing_changes_but_the_place(self, book: Book) -> None:
        route = Route(book, scope="ORG")
        sent = route.send()
        assert (hand(book), hand(book, warehouse=book.w2)) == ((D(15), D(0)), (D(10), D(0)))
        route.arrive(sent, ("4", "received"), ("1", "returned"))
        assert (hand(book), hand(book, warehouse=book.w2)) == ((D(16), D(0)), (D(14), D(0)))
        assert pool(book) == (D(30), D("400.00"))

    @pytest.mark.parametrize("scope", ["ORG", "WAREHOUSE"])
    def test_first_in_first_out(self, book: Book, scope: str) -> None:
        route = Route(book, scope=scope, costing_method="FIFO")
        sent = route.send("3")
        done = route.arrive(sent, ("1", "received"), ("1", "lost"), data={"rest_stays": True})
        assert entry(book, done.id) == lines("借 5711 10.00; 贷 1405 10.00")
        route.desk.reverse(done, day=7)
        route.arrive(sent, ("3", "received"), day=8)


class TestShort:
    def test_must_be_decided(self, route: Route) -> None:
        sent = route.send()
        with pytest.raises(ShortNotDecided) as refused:
            route.arrive(sent, ("3", "received"))
        assert refused.value.where.line_no == 1
        assert "还有 2 未处理" in refused.value.message()
        route.arrive(sent, ("3", "received"), data={"rest_stays": True})
        with pytest.raises(CarriesTooMuch):
            route.arrive(sent, ("3", "received"))
        route.arrive(sent, ("1", "received"), ("1", "returned"))
        assert route.pools() == [(D(16), D("160.00")), (D(0), D("0.00")), (D(14), D("240.00"))]

    @pytest.mark.parametrize(("standard", "account"), [("small", "5711"), ("enterprise", "6602")])
    def test_a_loss_is_borne_by_the_company(self, database: Cluster, standard: str, account: str) -> None:
        route = Route(Book(standard=standard))
        done = route.arrive(route.send(), ("4", "received"), ("1", "lost"))
        assert entry(route.book, done.id) == lines(f"借 {account} 10.00; 贷 1405 10.00")

    def test_or_by_who_carried_the_goods(self, route: Route) -> None:
        sent = route.send()
        with pytest.raises(FieldRequired):
            route.arrive(sent, ("4", "received"), ("1", "lost"), line={"answers": "party"})
        done = route.arrive(
            sent, ("4", "received"), ("1", "lost"), line={"answers": "party", "responsible": "顺丰"}
        )
        assert entry(route.book, done.id) == lines("借 1221 10.00; 贷 1405 10.00")


class TestPeople:
    def test_somebody_else_receives(self, route: Route) -> None:
        keeper: Actor = route.book.keeper
        sent = route.send(actor=keeper)
        with pytest.raises(SentBySamePerson):
            route.arrive(sent, ("5", "received"), actor=keeper)
        route.arrive(sent, ("5", "received"), actor=route.book.manager)

    def test_in_the_warehouse_it_was_sent_to(self, route: Route) -> None:
        sent = route.send()
        rows = [PaperLine(quantity=D(5), source_line_id=sent.line, data={"outcome": "received"})]
        ends = {"warehouse_id": route.book.w2.pk, "warehouse_to_id": route.book.w1.pk}
        with pytest.raises(OtherRoute):
            route.desk.one(route.desk.paper("transfer_in", 6, rows, **ends))
        with pytest.raises(FieldRequired):
            route.desk.one(
                route._paper("transfer_in", 6, [item_line(route.book.cola, "1", data={"outcome": "lost"})])
            )


class TestReversal:
    @pytest.mark.parametrize("scope", ["ORG", "WAREHOUSE"])
    def test_leaves_nothing(self, book: Book, scope: str) -> None:
        route = Route(book, scope=scope)
        before = route.pools()
        sent = route.send()
        done = route.arrive(sent, ("3", "received"), ("1", "lost"), ("1", "returned"))
        route.desk.reverse(done, day=7)
        route.desk.reverse(sent, day=8)
        assert route.pools() == before
