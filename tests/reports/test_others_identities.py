"""Reports over goods with others, goods of others and serial numbers are the stock and the accounts (§8 of the rulebook)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum

from hengku.inventory.models import REAL_PLACES, OnHand, Place
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.reports.run import run_report
from tests.documents.builders import custody
from tests.documents.builders.stage import Stage
from tests.posting.desk import Desk
from tests.reports.shop import balance
from tests.world import Book

BUILDERS = (
    custody.loan_return, custody.sales_issue_of_loan, custody.consign_settle, custody.consign_return,
    custody.borrow_return, custody.consign_in_settle,
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(database: Cluster) -> Stage:
    """Some of what was lent, given to agents, borrowed and taken in trust is back, settled or sold."""
    made = Stage(Book(), today=10)
    for build in BUILDERS:
        made.desk.post(*build(made, 1, 1))
    return made


def total(stage: Stage, name: str, column: str) -> Decimal:
    found: Decimal = run_report(stage.book.actor, name, {}, today=stage.book.day(30)).totals[column]
    assert found > 0, "nothing is out, so nothing is shown"
    return found


def test_goods_with_agents_cost_what_their_account_says(stage: Stage) -> None:
    cost = balance(stage.book, "consigned_out", last=stage.book.day(30))
    assert total(stage, "consigned_out", "amount_left") == cost


@pytest.mark.parametrize(("name", "column"), [("loans_out", "lent"), ("consigned_out", "consigned")])
def test_what_is_out_is_what_the_stock_page_tells(stage: Stage, name: str, column: str) -> None:
    assert total(stage, name, "quantity_left") == total(stage, "stock", column)


def test_what_others_own_is_what_lies_here_of_theirs(stage: Stage) -> None:
    here = Place.objects.of_company(stage.book.company_id).filter(role__in=REAL_PLACES).values("pk")
    theirs = OnHand.objects.of_company(stage.book.company_id).filter(place_id__in=here).exclude(owner_id=0)
    assert total(stage, "held_for_others", "quantity_left") == theirs.aggregate(all=Sum("quantity"))["all"]


def test_pieces_in_stock_are_as_many_as_lie_there(book: Book) -> None:
    desk, phone = Desk(book), book.add_product("PHONE", "手机", "台", tracking="serial")
    desk.receive("3", "1000", product=phone, data={"serials": "SN1, SN2, SN3"})
    desk.issue("1", product=phone, data={"serials": "SN2"})
    asked = {"product": str(phone.pk)}
    pieces = run_report(book.actor, "serials", {**asked, "state": "in_stock"}, today=book.day(30))
    (there,) = run_report(book.actor, "stock", {**asked, "by": "product"}, today=book.day(30)).rows
    assert (len(pieces.rows), there["on_hand"]) == (2, D(2))
    sold = run_report(book.actor, "serials", {**asked, "state": "sold"}, today=book.day(30))
    assert [row["serial_no"] for row in sold.rows] == ["SN2"]
