"""Reports as workbooks: the columns, order, subtotals and totals that are on the page, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from hengku.kit.errors import raise_all
from hengku.kit.tables.writer import ColumnOut, KindOut, Out, SheetOut, write_xlsx
from hengku.reports.declaration import Column, Report
from hengku.reports.errors import CannotSortReport

#: How many rows lie between two words about how far it is.
TOLD_EVERY = 1_000
#: How a column's kind is written, and with how many decimals at least.
KINDS: dict[str, tuple[KindOut, int | None]] = {
    "text": ("text", None),
    "date": ("date", None),
    "count": ("number", 0),
    "quantity": ("number", None),
    "decimal": ("number", None),
    "price": ("number", None),
    "amount": ("number", 2),
    "rate": ("number", 4),
}
WORDS = {
    "zh": {"total": "合计", "subtotal": "小计", "asked": "查询条件", "key": "条件", "value": "值"},
    "en": {"total": "Total", "subtotal": "Subtotal", "asked": "Filters", "key": "Filter", "value": "Value"},
}


def label_of(one: Any, lang: str) -> str:
    """The label in the language asked for."""
    return str(one.label_en if lang == "en" else one.label)


def title_of(report: Report, lang: str) -> str:
    """What the file is called: the report and its days."""
    days = [report.parameters.get(key) for key in ("from", "to", "as_of")]
    return " ".join([label_of(report.type, lang), *(f"{day:%Y-%m-%d}" for day in days if day)])


def write_workbook(
    target: Path | BinaryIO,
    report: Report,
    *,
    columns: Sequence[str],
    lang: str,
    count: Callable[[int], None] = lambda _done: None,
) -> None:
    """The report as .xlsx: ``columns`` by key in their order, all when empty. Unknown columns are refused.

    ``count`` hears now and then how many rows are written, and may end it.
    """
    known = {column.key: column for column in report.columns}
    raise_all([CannotSortReport(column=key[:64]).at(field="columns") for key in columns if key not in known])
    shown = [known[key] for key in columns] or list(report.columns)
    sheet = SheetOut(
        label_of(report.type, lang),
        [ColumnOut(label_of(one, lang), *KINDS[one.kind]) for one in shown],
        _rows(report, shown, WORDS[lang], count),
    )
    asked = SheetOut(
        WORDS[lang]["asked"],
        [ColumnOut(WORDS[lang]["key"], "text"), ColumnOut(WORDS[lang]["value"], "text", width=40)],
        list(_asked(report, lang)),
    )
    write_xlsx(target, [sheet, asked])


def _rows(
    report: Report, shown: Sequence[Column], words: dict[str, str], count: Callable[[int], None]
) -> Iterator[list[Out]]:
    subtotals = {one.after: one for one in report.subtotals}
    for number, row in enumerate(report.rows):
        if number % TOLD_EVERY == 0:
            count(number)
        yield [row[column.key] for column in shown]
        ended = subtotals.get(number)
        if ended is not None:
            yield sum_row(ended.totals, shown, f"{ended.value or ''} {words['subtotal']}".strip())
    if report.totals and report.rows:
        yield sum_row(report.totals, shown, words["total"])


class Summed(Protocol):
    """A column of a table that has sums below it."""

    @property
    def key(self) -> str: ...

    @property
    def kind(self) -> str: ...


def sum_row(totals: Mapping[str, Any], shown: Sequence[Summed], word: str) -> list[Out]:
    """The line of sums below a table. The word stands in the first column that has none."""
    found: list[Out] = [totals.get(column.key) for column in shown]
    place = next((at for at, column in enumerate(shown) if column.key not in totals), None)
    if place is not None and KINDS.get(shown[place].kind, KINDS["text"])[0] != "number":
        found[place] = word
    return found


def _asked(report: Report, lang: str) -> Iterator[list[Out]]:
    for parameter in report.type.parameters:
        value = report.parameters.get(parameter.key)
        if value is None or value == "":
            continue
        choice = next((one for one in parameter.choices if one.code == value), None)
        said = report.names.get(parameter.key) or (label_of(choice, lang) if choice else str(value))
        yield [label_of(parameter, lang), said]
