"""Why a report is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hengku.kit.errors import Invalid, NotFound


@dataclass(eq=False)
class UnknownReport(NotFound):
    """No report has this name."""

    name: str
    text = "没有报表 {name}。请从报表菜单中选择。"


@dataclass(eq=False)
class UnknownParameter(Invalid):
    """The report asks no such thing: a misspelt filter must not silently show everything."""

    name: str
    known: tuple[str, ...]
    text = "该报表没有参数 {name}。可用的参数:{known}。"


@dataclass(eq=False)
class ParameterMissing(Invalid):
    """A required parameter is empty."""

    label: str
    text = "请先填写「{label}」。"


@dataclass(eq=False)
class ParameterWrong(Invalid):
    """A value that does not fit its parameter."""

    label: str
    value: str
    wanted: str
    text = "「{label}」的值“{value}”不正确:应为{wanted}。"


@dataclass(eq=False)
class DatesReversed(Invalid):
    """The first day lies after the last."""

    first: date
    last: date
    text = "开始日期 {first} 晚于结束日期 {last}。请交换或重新选择。"


@dataclass(eq=False)
class ReferenceNotFound(NotFound):
    """A parameter points at nothing in this company."""

    label: str
    reference: str
    text = "找不到{label}“{reference}”。请重新选择。"


@dataclass(eq=False)
class CannotSortReport(Invalid):
    """Not a column of the report that its rows can be ordered or grouped by."""

    column: str
    text = "该报表不能按 {column} 排序或小计。请改选其他列。"
