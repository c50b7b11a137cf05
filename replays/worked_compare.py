"""Comparing what a case expects with what came of it: exactly, and to the last field that is expected.

Numbers are equal as decimals, without tolerance. Entries are multisets of (role, code, debit, credit): their
order says nothing, their red does (G9).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations
from typing import Any, Final

from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, ZERO_FEN, D
from hengku.ledger.rules import EntryLine, NoAccountForRole, Standard, account_code

#: What may not come unexpected: a correction that the case does not speak of is a difference.
MUST_BE_EXPECTED: Final = frozenset({"cost_adjustments"})
#: The key under which a case names the account of each standard.
CODE_KEYS: Final = {Standard.SMALL_BUSINESS: "sbe", Standard.ENTERPRISE: "asbe"}
NOTHING: Final = "(没有这个结果)"
#: The pool of all warehouses (C2), and the signs that may stand between the parts of a pool's name.
WHOLE: Final = "ORG"
JOINTS: Final = ("/", ":", "|", "-", "_", "@", "+", ",", " ")


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


@dataclass(frozen=True, slots=True)
class Either:
    """Ways to write one answer between which the rulebook leaves the choice. The first is ours."""

    forms: tuple[Any, ...]


class Pools(dict[tuple[str, ...], dict[str, str]]):
    """Closing balances by pool, each named by its parts (product, warehouse, lot; ORG for the pool of all).

    A case may write the parts in any order, joined by a sign or one inside the other, leave ORG away, or give one
    balance without a name for all of them. A pool that is not expected must be empty.
    """


class Layers(dict[tuple[str, ...], list[dict[str, str]]]):
    """What is left of layers, by pool: as one list, or by the pools' names."""


class _Kept(Layers):
    """The same, compared with all that is in it."""


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
    elif isinstance(got, _Kept):
        yield from _same_layers(expected, got, path)
    elif isinstance(got, Layers):
        yield from _layers(expected, got, path)
    elif isinstance(got, Either):
        yield from _either(expected, got, path)
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


def _either(expected: Any, got: Either, path: str) -> Iterator[Difference]:
    if not any(not list(differences(expected, form, path)) for form in got.forms):
        yield from differences(expected, got.forms[0], path)


def names_of_pool(parts: Sequence[str]) -> frozenset[str]:
    """Every way a case may write the name of a pool."""
    bare = tuple(part for part in parts if part != WHOLE)
    orders = [order for some in {tuple(parts), bare, (WHOLE, *bare)} for order in permutations(some)]
    return frozenset(sign.join(order) for sign in JOINTS for order in orders if order)


def _pools(expected: Any, got: Pools, path: str) -> Iterator[Difference]:
    if not isinstance(expected, dict):
        yield Difference(path, expected, "(对象)")
        return
    if expected and not any(isinstance(value, dict) for value in expected.values()):
        yield from _objects(expected, _together(got), path)
        return
    left = dict(got)
    for name, balance in _named(expected):
        parts = next((parts for parts in left if "/".join(name) in names_of_pool(parts)), None)
        place = ".".join((path, *name))
        if parts is None:
            if not isinstance(balance, dict) or any(_number(value) for value in balance.values()):
                yield Difference(place, balance, NOTHING)
        else:
            yield from _objects(balance, left.pop(parts), place)
    for parts, balance in left.items():
        if any(_number(value) for value in balance.values()):
            yield Difference(".".join((path, *parts)), NOTHING, balance)


def _named(expected: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What an expectation says of each pool, with the names that lead to it."""
    for name, inner in expected.items():
        if isinstance(inner, dict) and any(isinstance(value, dict | list) for value in inner.values()):
            yield from _named(inner, (*before, name))
        else:
            yield (*before, name), inner


def _layers(expected: Any, got: Layers, path: str) -> Iterator[Difference]:
    there = Layers({name: [row for row in rows if D(row["qty"]) > 0] for name, rows in got.items()})
    if there != got:  # goods that are missing stand in the queue: a case may leave them out
        yield from _either(expected, Either((there, _Kept(got))), path)
        return
    yield from _same_layers(expected, got, path)


def _same_layers(expected: Any, got: Layers, path: str) -> Iterator[Difference]:
    if not isinstance(expected, dict):
        yield from _lists(expected, [row for rows in got.values() for row in rows], path)
        return
    left = dict(got)
    for name, rows in _named(expected):
        parts = next((parts for parts in left if "/".join(name) in names_of_pool(parts)), ())
        yield from _lists(rows, left.pop(parts, []), ".".join((path, *name)))
    for parts, surplus in left.items():
        if surplus:
            yield Difference(".".join((path, *parts)), NOTHING, surplus)


def _together(pools: Pools) -> dict[str, str]:
    """All pools as one."""
    sums: dict[str, Decimal] = {"qty": ZERO, "amount": ZERO_FEN}
    for balance in pools.values():
        for key, value in balance.items():
            sums[key] = sums[key] + D(value)
    return {key: str(value) for key, value in sums.items()}


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
            if mapped and side.code and mapped != side.code:  # a role we know stands for another account
                yield Difference(f"{path}[{number}].{key}", side.code, mapped)
            wanted.append(replace(side, code=side.code or mapped))
        found = _unlike(wanted, lines, path, key)
        if found and got.other_form is not None and not _unlike(wanted, got.other_form[standard], path, key):
            found = []
        yield from found


def _side(row: Any, key: str, path: str) -> tuple[Side, Difference | None]:
    """A line by its account, or by its role where it names no account of this standard."""
    empty = Side("", "", ZERO_FEN, ZERO_FEN)
    if not isinstance(row, dict):
        return empty, Difference(path, row, "(分录应为对象)")
    debit, credit = _number(row.get("dr") or "0"), _number(row.get("cr") or "0")
    role, code = row.get("role") or "", row.get(key) or ""
    if debit is None or credit is None or not isinstance(role, str) or not (role or code):
        return empty, Difference(path, row, "(分录须有 role、sbe、asbe、dr、cr)")
    return Side(role, str(code), debit, credit), None


def _unlike(wanted: list[Side], lines: list[Side], path: str, key: str) -> list[Difference]:
    """Lines of one that the other lacks, by account: two roles that share it under both standards book the same."""

    def counted(sides: Iterable[Side]) -> Counter[tuple[str, Decimal, Decimal]]:
        return Counter((x.code, x.debit, x.credit) for x in sides)

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


def _said(side: tuple[str, Decimal, Decimal], key: str) -> dict[str, str]:
    code, debit, credit = side
    return {key: code, "dr": str(debit), "cr": str(credit)}
