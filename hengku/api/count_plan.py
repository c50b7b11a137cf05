"""盘点计划 (D-CNT): what is to be counted when, and its count sheets with one word. Mounted before the counts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.counts import CountListAnswer, told_of
from hengku.api.values import SomeId
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.kit.clock import day_of
from hengku.warehousing.actions_plan import make_plan, start_due
from hengku.warehousing.queries_count import find_count
from hengku.warehousing.queries_plan import classed_on, plan_rows

router = Router(tags=["盘点"])


class PlanStartBody(Body):
    """Which of what is due: of one warehouse, of some classes; nothing said, all of it."""

    warehouse: SomeId | None = None
    kinds: list[Literal["full", "A", "B", "C"]] = Field(default_factory=list, max_length=4)
    mode: Literal["lock", "live"] = Field(default="lock", description="lock 盘点中停止收发;live 不停业")
    is_blind: bool = Field(default=True, description="盲盘:录入时看不到账面")


class PlanRowAnswer(Schema):
    """What of a warehouse is counted together. ``kind``: A, B, C or full; ``every_days`` null: at each month's end.

    ``due_count`` products are due and in no count, ``held_count`` are being counted; ``due_on`` null: all of them are.
    """

    warehouse_id: str
    warehouse: str
    kind: str
    every_days: int | None
    product_count: int
    due_count: int
    held_count: int
    last_on: str | None
    due_on: str | None
    is_due: bool
    days_late: int


class PlanAnswer(Schema):
    """The plan, warehouse by warehouse; ``classed_on`` is the day it was last made, null when it never was."""

    today: str
    classed_on: str | None
    may_start: bool
    rows: list[PlanRowAnswer]


def _plan(actor: Actor, today: date) -> HttpResponse:
    rows = plan_rows(actor, today=today)
    return reply(
        {
            "today": today,
            "classed_on": classed_on(actor.company_id),
            "may_start": actor.may("stock_count.create"),
            "rows": [
                {
                    **asdict(row),
                    "warehouse_id": str(row.warehouse_id),
                    "is_due": row.is_due(today),
                    "days_late": (today - row.due_on).days if row.due_on and row.is_due(today) else 0,
                }
                for row in rows
            ],
        }
    )


@router.get("", response=PlanAnswer, summary="盘点计划")
def read_plan(request: HttpRequest) -> HttpResponse:
    """What is to be counted when: the whole warehouse at each month's end, its ABC classes by their days."""
    return _plan(actor_of(request), timezone.localdate())


@router.post("/renew", response=PlanAnswer, summary="重算盘点计划")
def renew_plan(request: HttpRequest) -> HttpResponse:
    """Class all goods anew by what went out in a year; else it is done every night."""
    actor, today = actor_of(request), timezone.localdate()
    make_plan(actor=actor, today=today)
    return _plan(actor, today)


@router.post("/start", response=CountListAnswer, summary="按计划生成盘点单")
def start_plan(request: HttpRequest, payload: PlanStartBody) -> HttpResponse:
    """A count for each warehouse of what is due and in no other count."""
    actor, now = actor_of(request), timezone.localtime()
    made = start_due(
        actor=actor,
        warehouse_id=payload.warehouse,
        kinds=payload.kinds,
        mode=payload.mode,
        is_blind=payload.is_blind,
        today=day_of(now),
        now=now,
    )
    return reply({"rows": [told_of(actor, find_count(actor, one.pk)) for one in made], "total": len(made)})
