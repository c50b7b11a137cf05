"""Comparing what a case expects with what came of it: exactly, and to the last field that is expected.

Numbers are equal as decimals, without tolerance. Entries are multisets of (role, code, debit, credit): their
order says nothing, their red does (G9).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.ledger.rules import EntryLine, NoAccountForRole, Standard, account_code

#: What may not come unexpected: a correction that the case does not speak of is a difference.
MUST_BE_EXPECTED: Final = frozenset({"cost_adjustments"})
#: The key under which a case names the account of each standard.
CODE_KEYS: Final = {Standard.SMALL_BUSINESS: "sbe", Standard.ENTERPRISE: "asbe"}
NOTHING: Final = "(没有这个结果)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two differ, both as texts or as they stand in the file."""

    path: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Side:
    """One line of an entry under one standard. ``role`` is "" where the books only know the account."""

    role: str
    code: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Entries:
    """The lines that came of a case, for the standards it ran under.

    ``other_form`` is the same entry with its corrections on the other side, where the rulebook leaves open
    whether a falling cost is red or blue; None where it does not.
    """

    lines: dict[Standard, list[Side]]
    code_of: Callable[[str, Standard], str]
    other_form: dict[Standard, list[Side]] | None = None


class Pools(dict[str, dict[str, str]]):
    """Closing balances by pool: a pool that is not expected must be empty."""


def entries_of_roles(lines: Iterable[EntryLine]) -> Entries:
    """Entries made by a rule, which know their roles, under both standards."""
    found = list(lines)
    return Entries(
        {
            standard: [Side(x.role, code_of_role(x.role, standard), x.debit, x.credit) for x in found]
            for standard in Standard
        },
        code_of_role,
    )


def code_of_role(role: str, standard: Standard) -> str:
    """The standard's account for a role, "" where it has none."""
    try:
        return account_code(role, standard)
    except NoAccountForRole:
        return ""


def differences(expected: Any, got: Any, path: str = "expected") -> Iterator[Difference]:
    """Everything in which ``got`` is not what is expected."""
    if isinstance(got, Entries):
        yield from _entries(expected, got, path)
    elif isinstance(got, Pools):
        yield from _pools(expected, got, path)
    elif isinstance(got, dict):
        yield from _objects(expected, got, path)
    elif isinstance(got, list):
        yield from _lists(expected, got, path)
    elif not _same(expected, got):
        yield Difference(path, expected, got)


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or got is None:
        return type(expected) is type(got) and expected == got
    one, other = _number(expected), _number(got)
    return one == other if one is not None and other is not None else expected == got


def _number(value: Any) -> Decimal | None:
    try:
        return D(value)
    except (TypeError, Problem):
        return None


def _objects(expected: Any, got: dict[str, Any], path: str) -> Iterator[Difference]:
    if not isinstance(expected, dict):
        yield Difference(path, expected, "(对象)")
        return
    for key, value in expected.items():
        if key in got:
            yield from differences(value, got[key], f"{path}.{key}")
        else:
            yield Difference(f"{path}.{key}", value, got.get("refused", NOTHING))
    for key in MUST_BE_EXPECTED & got.keys() - expected.keys():
        if got[key]:
            yield Difference(f"{path}.{key}", [], got[key])


def _lists(expected: Any, got: Sequence[Any], path: str) -> Iterator[Difference]:
    """Row by row; rows that have an id, by that."""
    if not isinstance(expected, list):
        yield Difference(path, expected, list(got))
        return
    by_id = {row["id"]: row for row in got if isinstance(row, dict) and "id" in row}
    ids = [row.get("id") for row in expected if isinstance(row, dict)]
    if len(expected) != len(got) or len(by_id) == len(got) != len(set(ids) & by_id.keys()):
        yield Difference(path, _brief(expected), _brief(got))
        return
    for number, row in enumerate(expected):
        named = isinstance(row, dict) and row.get("id") in by_id
        place = f"{path}[{row['id']}]" if named else f"{path}[{number}]"
        yield from differences(row, by_id[row["id"]] if named else got[number], place)


def _brief(rows: Sequence[Any]) -> list[Any]:
    """Rows by their ids where they have any."""
    return [row["id"] if isinstance(row, dict) and "id" in row else row for row in rows]


def _pools(expected: Any, got: Pools, path: str) -> Iterator[Difference]:
    yield from _objects(expected, got, path)
    if isinstance(expected, dict):
        for name in got.keys() - expected.keys():
            if any(_number(value) for value in got[name].values()):
                yield Difference(f"{path}.{name}", NOTHING, got[name])


def _entries(expected: Any, got: Entries, path: str) -> Iterator[Difference]:
    if not isinstance(expected, list):
        yield Difference(path, expected, "(分录列表)")
        return
    for standard, lines in got.lines.items():
        key = CODE_KEYS[standard]
        wanted: list[Side] = []
        for number, row in enumerate(expected):
            side, wrong = _side(row, key, f"{path}[{number}]")
            if wrong is not None:
                yield wrong
                continue
            mapped = got.code_of(side.role, standard)
            if mapped != side.code:
                yield Difference(f"{path}[{number}].{key}", side.code, mapped or NOTHING)
            wanted.append(side)
        found = _unlike(wanted, lines, path, key)
        if found and got.other_form is not None and not _unlike(wanted, got.other_form[standard], path, key):
            found = []
        yield from found


def _side(row: Any, key: str, path: str) -> tuple[Side, Difference | None]:
    empty = Side("", "", ZERO_FEN, ZERO_FEN)
    if not isinstance(row, dict):
        return empty, Difference(path, row, "(分录应为对象)")
    debit, credit = _number(row.get("dr", "0")), _number(row.get("cr", "0"))
    if debit is None or credit is None or not isinstance(row.get("role"), str) or key not in row:
        return empty, Difference(path, row, "(分录须有 role、sbe、asbe、dr、cr)")
    return Side(row["role"], str(row[key]), debit, credit), None


def _unlike(wanted: list[Side], lines: list[Side], path: str, key: str) -> list[Difference]:
    """Lines of one that the other lacks. Where the books do not know the role, the account stands for it."""
    by_role = any(line.role for line in lines)

    def counted(sides: Iterable[Side]) -> Counter[tuple[str, str, Decimal, Decimal]]:
        return Counter((x.role if by_role else "", x.code, x.debit, x.credit) for x in sides)

    asked, came = counted(wanted), counted(lines)
    missing = sorted((asked - came).elements())
    surplus = sorted((came - asked).elements())
    return [
        Difference(
            path,
            _said(missing[number], key) if number < len(missing) else NOTHING,
            _said(surplus[number], key) if number < len(surplus) else NOTHING,
        )
        for number in range(max(len(missing), len(surplus)))
    ]


def _said(side: tuple[str, str, Decimal, Decimal], key: str) -> dict[str, str]:
    role, code, debit, credit = side
    named = {"role": role} if role else {}
    return {**named, key: code, "dr": str(debit), "cr": str(credit)}
