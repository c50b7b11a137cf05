"""What changed between two savings of a draft, and how a history is told. Pure.

Lines have no lasting id: a saving writes them anew. They are matched by what they are of (product, source line) in
their order, so that a line put in at the top is one line more and not a change of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

CHANGES_MAX = 40
#: Savings by one person that follow each other this closely are one piece of work.
ONE_SITTING = timedelta(minutes=20)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the header, or of line ``line_no``. ``what``: changed, added, removed (a line, by its product)."""

    what: str
    line_no: int | None
    key: str
    old: Any
    new: Any

    def data(self) -> dict[str, Any]:
        """As it is kept in the evidence."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a history; ``changes_more`` of its changes were too many to keep."""

    at: datetime
    user_id: int
    user_name: str
    verb: str
    device: str
    data: dict[str, str]
    changes: tuple[Change, ...] = ()
    changes_more: int = 0


def changes_between(
    before: Values, after: Values, lines_before: Sequence[Values], lines_after: Sequence[Values]
) -> list[Change]:
    """What somebody changed, header first, lines in their new order. Values are compared as they are given."""
    found = [
        Change("changed", None, key, before.get(key), after.get(key))
        for key in after
        if before.get(key) != after.get(key)
    ]
    matcher = SequenceMatcher(
        None, [_mark(line) for line in lines_before], [_mark(line) for line in lines_after], autojunk=False
    )
    for _, first, first_end, second, second_end in matcher.get_opcodes():
        both = min(first_end - first, second_end - second)
        for step in range(both):
            found += _line_changes(lines_before[first + step], lines_after[second + step], second + step + 1)
        found += [
            Change("removed", at + 1, "product", lines_before[at].get("product"), None)
            for at in range(first + both, first_end)
        ]
        found += [
            Change("added", at + 1, "product", None, lines_after[at].get("product"))
            for at in range(second + both, second_end)
        ]
    return found


def _mark(line: Values) -> tuple[Any, ...]:
    return line.get("product"), line.get("source_line")


def _line_changes(before: Values, after: Values, line_no: int) -> list[Change]:
    return [
        Change("changed", line_no, key, before.get(key), after.get(key))
        for key in after
        if before.get(key) != after.get(key)
    ]


def merged(history: Sequence[Told]) -> list[Told]:
    """The history with the savings of one sitting told as one: each field from what it was to what it became."""
    told: list[Told] = []
    for event in history:
        last = told[-1] if told else None
        is_work = last is not None and last.verb in ("create", "draft") and event.verb == "draft"
        if last is None or not is_work or last.user_id != event.user_id or event.at - last.at > ONE_SITTING:
            told.append(event)
        elif last.verb == "create":
            told[-1] = replace(last, at=event.at)
        else:
            changes = _joined((*last.changes, *event.changes))
            more = last.changes_more + event.changes_more + max(len(changes) - CHANGES_MAX, 0)
            told[-1] = replace(last, at=event.at, changes=changes[:CHANGES_MAX], changes_more=more)
    return [one for one in told if one.verb != "draft" or one.changes or one.changes_more]


def _joined(changes: Sequence[Change]) -> tuple[Change, ...]:
    kept: dict[tuple[Any, ...], Change] = {}
    for number, change in enumerate(changes):
        key: tuple[Any, ...] = (change.line_no, change.key)
        if change.what != "changed":
            kept[(number, *key)] = change
        elif key in kept:
            kept[key] = replace(kept[key], new=change.new)
        else:
            kept[key] = change
    return tuple(one for one in kept.values() if one.what != "changed" or one.old != one.new)
