"""Papers of a store's counter. Every ticket has a number of its own; every close a store of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count

from hengku.company.models import Warehouse
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.actions_places import create_warehouse
from hengku.kit.numbers import D
from tests.documents.builders.stage import Stage, follow
from tests.posting.desk import Doc

_numbers = count(1)
#: What a line of 5 at 22.60 comes to, and 2 of them that come back.
SOLD, BACK = D("113.00"), D("45.20")


def pos_ticket(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [_ticket(stage, stage.book.w1, lines, on) for _ in range(documents)]


def pos_refund(stage: Stage, documents: int, lines: int) -> list[Paper]:
    tickets = stage.desk.post(*pos_ticket(stage, documents, lines))
    on = stage.day()
    return [_refund(stage, stage.book.w1, one, on) for one in tickets]


def pos_daily_close(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stores, tickets, on = _sold(stage, documents, lines)
    return [_close(stage, store, [(one, "5")], on) for store, one in zip(stores, tickets, strict=True)]


def pos_daily_close_of_refund(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of a day on which two of each five came back."""
    stores, tickets, on = _sold(stage, documents, lines)
    papers = [_refund(stage, store, one, on) for store, one in zip(stores, tickets, strict=True)]
    refunds = stage.desk.post(*papers)
    return [
        _close(stage, store, [(back, "2"), (one, "5")], on)
        for store, one, back in zip(stores, tickets, refunds, strict=True)
    ]


def _sold(stage: Stage, documents: int, lines: int) -> tuple[list[Warehouse], list[Doc], date]:
    """A ticket in each of so many new stores, on one day."""
    stores = [
        create_warehouse(actor=stage.book.actor, code=f"POS{number}", name=f"{number} 号店")
        for number in (next(_numbers) for _ in range(documents))
    ]
    on = stage.day()
    bought = [stage.bought("purchase_receipt", stage.priced(lines, "10", "10"), on) for _ in stores]
    stage.desk.post(
        *(replace(paper, warehouse_id=store.pk) for paper, store in zip(bought, stores, strict=True))
    )
    on = stage.day()
    tickets = stage.desk.post(*(_ticket(stage, store, lines, on) for store in stores))
    return stores, list(tickets), on


def _ticket(stage: Stage, store: Warehouse, lines: int, on: date) -> Paper:
    data = {"terminal": "01", "local_seq": str(next(_numbers)), "paid_cash": str(SOLD * lines)}
    return Paper("pos_ticket", on, stage.priced(lines, "5", "22.60"), warehouse_id=store.pk, data=data)


def _refund(stage: Stage, store: Warehouse, ticket: Doc, on: date) -> Paper:
    back = {"reason": "quality", "paid_cash": str(BACK * len(ticket.lines))}
    data = {"terminal": "01", "local_seq": str(next(_numbers)), **back}
    return Paper("pos_refund", on, follow(ticket, "2"), warehouse_id=store.pk, data=data)


def _close(stage: Stage, store: Warehouse, taken: Iterable[tuple[Doc, str]], on: date) -> Paper:
    lines = [
        PaperLine(quantity=D(quantity), source_line_id=line) for one, quantity in taken for line in one.lines
    ]
    return Paper("pos_daily_close", on, lines, warehouse_id=store.pk, fund_account_id=stage.book.cash.pk)
