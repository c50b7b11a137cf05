"""The files of the supermarket set: which is what, told by its columns; every row is read or refused."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hengku.kit.tables.cells import BadRow, Row, Sheet
from hengku.kit.tables.limits import MEGABYTE, Limits
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import FileRefused
from replays.common import Refusal
from replays.vegetables_columns import KIND_LABELS, columns_of
from replays.vegetables_facts import UNSORTED, Facts, FileUse, Item
from replays.vegetables_rows import ROW_READERS, Reader

#: Rules of the replay that change what is posted have a new number here, and so a new company.
RULES: Final = "1"
#: The whole list of till lines is one workbook of nearly a million rows.
LIMITS: Final = Limits(
    file_bytes=200 * MEGABYTE,
    unpacked_bytes=2_000 * MEGABYTE,
    rows=2_000_000,
    columns=2_000,
    cells=60_000_000,
    memory_bytes=3_000 * MEGABYTE,
    cpu_seconds=300,
    wait_seconds=600,
)
SUFFIXES: Final = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xls")


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a file that was recognised; ``columns`` says at which index each wanted column stands."""

    file: str
    kind: str
    sheet: Sheet
    columns: dict[str, int]


def read_set(directory: Path) -> Facts:
    """Read every table below ``directory``. Files that are no part of the set are only named in ``files``."""
    facts = Facts()
    parts: list[Part] = []
    digests: set[str] = set()
    for path in sorted(one for one in directory.rglob("*") if one.is_file()):
        name = str(path.relative_to(directory))
        if not name.lower().endswith(SUFFIXES):
            facts.files.append(FileUse(name, "", note="不是表格,未读"))
            continue
        found = _parts_of(path, name, facts)
        parts.extend(found)
        if found:
            digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    facts.fingerprint = hashlib.sha256(" ".join([RULES, *sorted(digests)]).encode()).hexdigest()[:10]
    _read_parts(parts, facts)
    return facts


def _parts_of(path: Path, name: str, facts: Facts) -> list[Part]:
    try:
        table = read_table(path, name=name, limits=LIMITS)
    except FileRefused as refused:
        facts.files.append(FileUse(name, "", note=str(refused)))
        facts.refused.append(Refusal(name, 0, "FILE_UNREADABLE", str(refused), ""))
        return []
    parts = []
    for sheet in table.sheets:
        kind, columns = columns_of(sheet)
        if kind:
            parts.append(Part(name, kind, sheet, columns))
    if not parts:
        facts.files.append(FileUse(name, "", note="列名不属于本数据集,未读"))
    return parts


#: Items first: they say which codes and names there are.
ORDER: Final = ("items", "losses", "category_losses", "wholesale", "daily", "till")


def _read_parts(parts: list[Part], facts: Facts) -> None:
    kinds = {part.kind for part in parts}
    if "items" not in kinds:
        _list_items_without_categories(parts, facts)
    facts.is_open_list = not facts.items and "items" not in kinds
    seen_lines: Counter[tuple[object, ...]] = Counter()
    for part in sorted(parts, key=lambda one: (ORDER.index(one.kind), one.file)):
        use = FileUse(part.file, KIND_LABELS[part.kind])
        facts.files.append(use)
        reader = Reader(facts, part.file, part.columns, seen_before=Counter(seen_lines))
        for row in _in_order(part.sheet):
            use.rows += 1
            use.good += reader.read(row, ROW_READERS[part.kind])
        for line, times in reader.seen_here.items():
            seen_lines[line] = max(seen_lines[line], times)


def _in_order(sheet: Sheet) -> Iterable[Row | BadRow]:
    return sorted([*sheet.rows, *sheet.bad_rows], key=lambda row: row.number)


def _list_items_without_categories(parts: list[Part], facts: Facts) -> None:
    """Without a list of items the loss rates may still tell codes and names; categories are unknown."""
    for part in parts:
        if part.kind == "losses" and {"code", "name"} <= part.columns.keys():
            for row in part.sheet.rows:
                code, name = (str(row.cells[part.columns[key]]).strip() for key in ("code", "name"))
                if code and name and code not in facts.items:
                    facts.add_item(Item(code, name, *UNSORTED))
