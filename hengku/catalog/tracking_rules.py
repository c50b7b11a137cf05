"""How goods of a product are told apart and how long they keep (B2, B5, B6, B7), as somebody writes it down. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengku.company.record_rules import number_problems
from hengku.kit.errors import Invalid, Problem

TRACKINGS: Final = ("none", "lot", "serial")
LIFE_UNITS: Final = ("hour", "day", "month", "year")
#: Nothing in a shop keeps for longer, whatever it is counted in.
_LIFE_MAX: Final = 100_000
_DAYS_MAX: Final = 3650

#: Fields of a product record that belong here, in the order of the form; ``aux_unit`` is a name.
PLAIN: Final = (
    "tracking",
    "shelf_life",
    "shelf_life_unit",
    "wants_produced_on",
    "min_inbound_ratio",
    "yellow_days",
    "red_days",
    "aux_standard",
    "aux_tolerance",
)


@dataclass(eq=False)
class TrackingUnknown(Invalid):
    """Not a way of telling goods apart."""

    given: str
    text = "跟踪方式 {given} 不认识。可选:不跟踪 none、按批次 lot、按序列号 serial。"


@dataclass(eq=False)
class LifeInvalid(Invalid):
    """A shelf life is a whole number above zero of hours, days, months or years (B5)."""

    given: str
    text = "保质期 {given} 不正确:应为大于 0 的整数,单位为小时、天、月或年。"


@dataclass(eq=False)
class LifeWithoutLots(Invalid):
    """Only goods that are told apart by lot can be told apart by age."""

    text = "按保质期管理的商品要按批次跟踪。请把跟踪方式改为“按批次”,或清空保质期。"


@dataclass(eq=False)
class AlertDaysInvalid(Invalid):
    """Yellow comes before red."""

    yellow_days: int
    red_days: int
    text = "临期提醒天数不正确:黄 {yellow_days} 天、红 {red_days} 天。应为 0 到 3650 的整数,且黄不少于红。"


@dataclass(eq=False)
class RatioInvalid(Invalid):
    """A part of a whole."""

    label: str
    given: Decimal
    text = "{label}不能是 {given}:应在 0 与 1 之间,如三分之二写 0.6667。"


@dataclass(eq=False)
class WeightWithoutUnit(Invalid):
    """A standard weight is of something."""

    text = "填了标准重量或允差,请先选第二计量单位(如 公斤)。"


def alert_days_problems(yellow_days: int | None, red_days: int | None) -> list[Problem]:
    """Days at which stock turns yellow and red; None leaves it to the category, then to the company."""
    given = [one for one in (yellow_days, red_days) if one is not None]
    is_mixed = yellow_days is not None and red_days is not None and yellow_days < red_days
    if is_mixed or any(not 0 <= one <= _DAYS_MAX for one in given):
        wrong = AlertDaysInvalid(yellow_days=yellow_days or 0, red_days=red_days or 0)
        return [wrong.at(field="yellow_days")]
    return []


def tracking_problems(record: Any) -> list[Problem]:
    """What is wrong with how a product record says its goods are tracked."""
    problems: list[Problem] = []
    if record.tracking not in TRACKINGS:
        problems.append(TrackingUnknown(given=record.tracking[:20]).at(field="tracking"))
    if record.shelf_life_unit not in LIFE_UNITS:
        problems.append(LifeInvalid(given=record.shelf_life_unit[:20]).at(field="shelf_life_unit"))
    if record.shelf_life is not None and not 0 < record.shelf_life <= _LIFE_MAX:
        problems.append(LifeInvalid(given=str(record.shelf_life)).at(field="shelf_life"))
    elif record.shelf_life is not None and record.tracking == "none":
        problems.append(LifeWithoutLots().at(field="shelf_life"))
    problems += alert_days_problems(record.yellow_days, record.red_days)
    for label, field in (("入库最低剩余比例", "min_inbound_ratio"), ("重量允差", "aux_tolerance")):
        given = getattr(record, field)
        if given is not None and not 0 <= given <= 1:
            problems.append(RatioInvalid(label=label, given=given).at(field=field))
    problems += number_problems("标准重量", "aux_standard", record.aux_standard, 6)
    if not record.aux_unit and (record.aux_standard is not None or record.aux_tolerance is not None):
        problems.append(WeightWithoutUnit().at(field="aux_unit"))
    return problems
