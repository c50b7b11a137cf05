"""Why a question is refused."""

from __future__ import annotations

from dataclasses import dataclass

from hengku.kit.errors import Invalid, NotFound


@dataclass(eq=False)
class UnknownFigure(NotFound):
    """No figure has this kind."""

    kind: str
    text = "没有「{kind}」这种数字可问。请从页面上带虚线的数字点开。"


@dataclass(eq=False)
class KeyUnknown(Invalid):
    """The figure is not asked by this key: a misspelt one must not silently explain another figure."""

    name: str
    known: tuple[str, ...]
    text = "这个数字不能按 {name} 来问。可用的条件:{known}。"


@dataclass(eq=False)
class KeyMissing(Invalid):
    """Without this key the question is not complete."""

    name: str
    text = "问题不完整:缺少 {name}。请从页面上的数字重新点开。"


@dataclass(eq=False)
class KeyWrong(Invalid):
    """A value that does not fit its key."""

    name: str
    value: str
    wanted: str
    text = "条件 {name} 的值“{value}”不正确:应为{wanted}。"


@dataclass(eq=False)
class KeyNotFound(NotFound):
    """A key points at nothing in this company."""

    name: str
    value: str
    text = "找不到条件 {name} 所指的“{value}”。它可能属于另一个账套。"
