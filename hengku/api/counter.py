"""门店日结 (D-POSD): days of stores that wait for their close, and what the close of one would take."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.values import Day, SomeId
from hengku.api.wire import reply
from hengku.retail.queries import day_to_close, open_days_of

router = Router(tags=["门店日结"])


class DayQuery(QueryBody):
    """Which day of which store; without a day, today."""

    warehouse: SomeId
    on: Day = None


class OpenDayAnswer(Answer):
    """A store's day with tickets and no close; ``amount`` with tax, less refunds."""

    store: Named
    on: str
    tickets: int
    amount: str


class CloseLineAnswer(Answer):
    """A line the close takes whole, in base units."""

    source_line: str
    product: str
    quantity: str


class TakenAnswer(Answer):
    """What was paid in one way, less what was paid back. ``account`` and ``counted`` are fields of the close: where the
    money lies and what was found of it; empty for what is owed. ``usual``: the fund account that the store's last close
    put it into, to be proposed; null where there is none in use.
    """

    method: str
    label: str
    label_en: str
    amount: str
    account: str
    counted: str
    usual: Named | None


class DayToCloseAnswer(Answer):
    """What a close of the day takes now."""

    lines: list[CloseLineAnswer]
    tickets: int
    refunds: int
    amount: str
    taken: list[TakenAnswer]


@router.get("/days", response=list[OpenDayAnswer], summary="待日结的营业日")
def list_open_days(request: HttpRequest) -> HttpResponse:
    """Days of one's stores that have tickets and no close, the oldest first."""
    return reply(
        [
            {
                "store": {"id": str(one.store_id), "name": one.store},
                "on": one.on,
                "tickets": one.tickets,
                "amount": one.amount,
            }
            for one in open_days_of(actor_of(request))
        ]
    )


@router.get("/day", response=DayToCloseAnswer, summary="日结取数")
def read_day(request: HttpRequest, query: Query[DayQuery]) -> HttpResponse:
    """The lines that a close of the day takes, and what must be found of each way of paying. Writes nothing."""
    on = query.on or timezone.localdate()
    found = day_to_close(actor_of(request), store_id=int(query.warehouse), on=on)
    keys = ("method", "label", "label_en", "amount", "account", "counted")
    return reply(
        {
            "lines": [
                {"source_line": str(line), "product": str(product), "quantity": quantity}
                for line, product, quantity in found.lines
            ],
            "tickets": found.tickets,
            "refunds": found.refunds,
            "amount": found.amount,
            "taken": [
                {
                    **{key: getattr(one, key) for key in keys},
                    "usual": {"id": str(one.usual[0]), "name": one.usual[1]} if one.usual else None,
                }
                for one in found.taken
            ],
        }
    )
