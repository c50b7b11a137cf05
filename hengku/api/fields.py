"""Field selection: ``fields=number,party`` answers with these alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from hengku.api.queries import split
from hengku.kit.errors import Invalid, raise_all

FIELDS = Field(
    default="",
    max_length=2_000,
    description="只要这些字段,用逗号分开,如 number,party,amount_incl;不写为全部。写错的名字会被拒绝",
)


@dataclass(eq=False)
class UnknownAnswerField(Invalid):
    """The answer has no such field."""

    name: str
    known: tuple[str, ...]
    text = "没有字段「{name}」。可用:{known}。"


def wanted_fields(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The fields asked for, each once, in the order asked; all of them when nothing is said. Unknown ones are refused,
    all at once.
    """
    asked = tuple(dict.fromkeys(split(text)))
    raise_all(
        [
            UnknownAnswerField(name=name[:64], known=tuple(known)).at(field="fields")
            for name in asked
            if name not in known
        ]
    )
    return asked or tuple(known)


def only(row: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The row with these fields alone."""
    return {name: row[name] for name in names}
