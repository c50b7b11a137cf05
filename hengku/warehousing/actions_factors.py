"""要货预测系数 (D-SREQ): the tables of holidays and weather, read for a forecast, written as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid, Problem, raise_all
from hengku.kit.numbers import exact_text
from hengku.warehousing.forecast_rules import Factor
from hengku.warehousing.models import ForecastFactor

HOLIDAY: Final = "holiday"
WEATHER: Final = "weather"
FACTORS_MAX: Final = 200
NAME_MAX: Final = 32
RATE_MOST: Final = Decimal(10)
RATE_PLACES: Final = 4


@dataclass(eq=False)
class FactorNameMissing(Invalid):
    """A row is chosen by its name."""

    text = "请填写名称,如「国庆」「雨」,最长 32 个字。"


@dataclass(eq=False)
class FactorTwice(Invalid):
    """A kind of weather, or a holiday from the same day, stands once."""

    name: str
    text = "「{name}」写了两遍。同一种天气、同一天开始的同名节假日只能有一行。"


@dataclass(eq=False)
class FactorDaysWrong(Invalid):
    """A holiday has its days, weather has none."""

    name: str
    text = "「{name}」的日期不对:节假日要填从哪天到哪天,天气不填日期。"


@dataclass(eq=False)
class FactorRateWrong(Invalid):
    """A share of the usual: above nothing, at most tenfold."""

    name: str
    text = "「{name}」的系数不对:填大于 0、不超过 10 的数,最多 4 位小数;1.2 表示比平日多两成。"


@dataclass(eq=False)
class TooManyFactors(Invalid):
    """More than anybody keeps up."""

    most: int
    text = "系数最多 {most} 行。请删掉已经过去的节假日。"


def factors_of(company_id: int) -> list[Factor]:
    """All rows, holidays by their days and then the kinds of weather by name. One query."""
    rows = ForecastFactor.objects.of_company(company_id).order_by("kind", "first_on", "name")
    return [Factor(row.kind, row.name, row.rate, row.first_on, row.last_on) for row in rows]


def factor_problems(factors: Sequence[Factor]) -> list[Problem]:
    """All that is wrong with a list, each at its line and field. Pure."""
    problems: list[Problem] = []
    seen: set[tuple[str, str, date | None]] = set()
    for number, one in enumerate(factors, 1):
        found: list[tuple[Problem, str]] = []
        key = (one.kind, one.name, one.first)
        if not one.name or len(one.name) > NAME_MAX:
            found.append((FactorNameMissing(), "name"))
        elif key in seen:
            found.append((FactorTwice(name=one.name), "name"))
        seen.add(key)
        if not _days_fit(one):
            found.append((FactorDaysWrong(name=one.name), "first_on"))
        if not 0 < one.rate <= RATE_MOST or one.rate != one.rate.quantize(Decimal(1).scaleb(-RATE_PLACES)):
            found.append((FactorRateWrong(name=one.name), "rate"))
        problems += [problem.at(line_no=number, field=field) for problem, field in found]
    if len(factors) > FACTORS_MAX:
        problems.append(TooManyFactors(most=FACTORS_MAX))
    return problems


def _days_fit(one: Factor) -> bool:
    if one.kind == WEATHER:
        return one.first is None and one.last is None
    return one.first is not None and one.last is not None and one.first <= one.last


@transaction.atomic(durable=True)
def save_factors(*, actor: Actor, factors: Sequence[Factor], now: datetime) -> None:
    """Replace the company's tables by these. Needs ``company.edit``. Forecasts made before keep what they used.

    Refused, all at once: no name, the same twice, days that do not fit, a rate out of range. Before and after are kept
    in the evidence.
    """
    actor.must("company.edit")
    raise_all(factor_problems(factors))
    before = [_said(one) for one in factors_of(actor.company_id)]
    ForecastFactor.objects.visible_to(actor).delete()
    ForecastFactor.objects.bulk_create(
        [
            ForecastFactor(
                company_id=actor.company_id,
                kind=one.kind,
                name=one.name,
                rate=one.rate,
                first_on=one.first,
                last_on=one.last,
            )
            for one in factors
        ]
    )
    record(
        actor=actor,
        at=now,
        action="warehousing.factors.changed",
        entity_kind="warehousing.forecast_factor",
        entity_id=0,
        data={"before": before, "after": [_said(one) for one in factors]},
    )


def _said(one: Factor) -> dict[str, Any]:
    days = (
        {"first_on": one.first.isoformat(), "last_on": one.last.isoformat()} if one.first and one.last else {}
    )
    return {"kind": one.kind, "name": one.name, "rate": exact_text(one.rate), **days}
