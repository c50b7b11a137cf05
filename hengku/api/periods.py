"""Months of the books: what of them is closed, what stands against closing, closing and reopening."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Query, Router

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import Key
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, RecordListAnswer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_pages import ClosingCheckAnswer, MonthCostAnswer
from hengku.api.values import Text
from hengku.api.wire import reply
from hengku.company.actions import reopen_period
from hengku.company.queries import periods
from hengku.diagnosis.closing import close_month, closing_checks
from hengku.identity.queries import names_of
from hengku.kit.clock import day_of
from hengku.kit.errors import Invalid
from hengku.posting.month_costs import cost_month
from hengku.purchasing.actions_estimate import Run, run_estimates, see_runs

router = Router(tags=["会计期间"])

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(-01)?")
SHOWN_MAX = 500  # lines shown of a run, which takes them all
MonthText = PathEx[str, P(max_length=10)]


@dataclass(eq=False)
class MonthInvalid(Invalid):
    """Not a month."""

    given: str
    text = "月份“{given}”不正确,应如 2026-01。"


class PartBody(Body):
    """Which part of the month: stock, arap, ledger."""

    part: Text


class ReopenBody(PartBody):
    """… and why."""

    reason: Text = ""


class EstimateBody(Body):
    """Which run: REVERSE 月初回冲, ESTIMATE 月末重估."""

    run: Literal["REVERSE", "ESTIMATE"]


class EstimateLineAnswer(Answer):
    """A receipt line and what of its estimate is reversed or made again."""

    document_id: str
    number: str
    business_on: str
    party: str
    product: str
    amount: str


class EstimateRunAnswer(Answer):
    """A run of a month: its day, how many lines and how much, and the first lines."""

    run: str
    on: str
    count: int
    amount: str
    lines: list[EstimateLineAnswer]


class PartQuery(QueryBody):
    """Which part of the month is to be closed."""

    part: str


@router.get("", response=RecordListAnswer, summary="会计期间")
def read_periods(request: HttpRequest) -> HttpResponse:
    """The months of the books, what of them is closed, and who closed something last."""
    found = periods(actor_of(request))
    names = names_of([one.closed_by for one in found if one.closed_by])
    rows = [
        {
            "id": str(one.pk),
            "month": f"{one.starts_on:%Y-%m}",
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "is_stock_closed": one.is_stock_closed,
            "is_arap_closed": one.is_arap_closed,
            "is_ledger_closed": one.is_ledger_closed,
            "closed_at": one.closed_at,
            "closed_by_name": names.get(one.closed_by, "") if one.closed_by else "",
        }
        for one in found
    ]
    return reply({"rows": rows, "total": len(rows)})


@router.get("/{month}/checks", response=list[ClosingCheckAnswer], summary="结账检查")
def read_checks(request: HttpRequest, month: MonthText, query: Query[PartQuery]) -> HttpResponse:
    """What blocks closing a part of a month, and what should be known before it is closed."""
    found = closing_checks(actor_of(request), month=_month(month), part=query.part)
    keys = ("key", "level", "count", "link", "sentences")
    return reply([{key: getattr(one, key) for key in keys} for one in found])


@router.post("/{month}/close", response=DoneAnswer, summary="结账")
def create_closing(request: HttpRequest, month: MonthText, payload: PartBody) -> HttpResponse:
    """Close one part of a month: 库存 → 往来 → 总账. The books must agree; the ledger gets its last vouchers first."""
    close_month(actor=actor_of(request), month=_month(month), part=payload.part, now=timezone.now())
    return reply({"id": month})


@router.post("/{month}/costing", response=MonthCostAnswer, summary="月末成本计算")
def create_costing(request: HttpRequest, month: MonthText, key: str = Key) -> HttpResponse:
    """Cost what left in the month at its end (全月一次加权, 标准成本差异), for all goods that are not costed yet."""
    posted = cost_month(actor=actor_of(request), month=_month(month), key=key, now=timezone.now())
    documents = [{"id": str(one.id), "number": one.number} for one in posted.documents]
    return reply({"documents": documents})


@router.get("/{month}/estimates", response=list[EstimateRunAnswer], summary="暂估处理预览")
def read_estimates(request: HttpRequest, month: MonthText) -> HttpResponse:
    """月初回冲 and 月末重估 of a month as they would be posted now; empty for a company that does not work so."""
    runs = see_runs(actor_of(request), month=_month(month), today=day_of(timezone.now()))
    return reply([_run(run) for run in runs])


def _run(run: Run) -> dict[str, Any]:
    lines = [
        {
            "document_id": str(one.source.document_id),
            "number": one.source.number,
            "business_on": one.source.business_on,
            "party": one.party,
            "product": one.product,
            "amount": one.amount,
        }
        for one in run.lines[:SHOWN_MAX]
    ]
    return {"run": run.run, "on": run.on, "count": len(run.lines), "amount": run.amount, "lines": lines}


@router.post("/{month}/estimates", response=MonthCostAnswer, summary="一键暂估处理")
def create_estimates(
    request: HttpRequest, month: MonthText, payload: EstimateBody, key: str = Key
) -> HttpResponse:
    """Reverse on the first, or estimate again at the end, all that came in and was not invoiced, of all warehouses."""
    posted = run_estimates(
        actor=actor_of(request), month=_month(month), run=payload.run, key=key, now=timezone.now()
    )
    return reply({"documents": [{"id": str(one.id), "number": one.number} for one in posted.documents]})


@router.post("/{month}/reopen", response=DoneAnswer, summary="反结账")
def create_reopening(request: HttpRequest, month: MonthText, payload: ReopenBody) -> HttpResponse:
    """Reopen one part of a month, with a reason."""
    reopen_period(actor=actor_of(request), month=_month(month), part=payload.part, reason=payload.reason)
    return reply({"id": month})


def _month(text: str) -> date:
    found = MONTH.fullmatch(text)
    if found is None:
        raise MonthInvalid(given=text[:20])
    return date(int(found[1]), int(found[2]), 1)
