"""Workbooks (.xlsx .xls) through the parser, cell by cell into what JSON can say. Runs in the child."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hengku.kit.tables.answers import Refusal, suspicious, too_large
from hengku.kit.tables.archive import Contents
from hengku.kit.tables.limits import Limits

#: Text, a number, or {"d": "2026-11-21"}: see cells.Cell.
Wire = Any


def read(
    stream: BinaryIO, contents: Contents, limits: Limits
) -> Iterator[dict[str, Wire] | tuple[int, list[Wire]]]:
    """For each sheet what it is, then its rows that are not blank, with their numbers from 1."""
    stream.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        metadata = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    except PasswordError as fault:
        raise Refusal("encrypted") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refusal("not_readable", reason="不是完整的工作簿") from fault
    if not metadata:
        raise Refusal("not_readable", reason="没有工作表")
    room = limits.cells
    for found in metadata:
        try:
            sheet = workbook.get_sheet_by_name(found.name)
        except (CalamineError, OSError, ValueError) as fault:
            raise Refusal("not_readable", reason="工作表损坏") from fault
        last_row, last_column = sheet.end or (0, 0)
        if last_row >= limits.rows:
            raise too_large("行号", last_row + 1, limits.rows)
        if last_column >= limits.columns:
            raise too_large("列号", last_column + 1, limits.columns)
        room -= (last_row + 1) * (last_column + 1)
        if room < 0:
            raise too_large("单元格数(行数×列数)", limits.cells - room, limits.cells)
        merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        if len(merges) > 50_000:
            raise suspicious("合并单元格多得不正常")
        is_visible = found.visible == SheetVisibleEnum.Visible
        yield {"sheet": found.name, "visible": is_visible, "merges": merges}
        rows = sheet.iter_rows() if sheet.start is not None else iter(())
        yield from _rows(rows, contents.errors.get(found.name, {}))


def _rows(rows: Iterator[list[Any]], errors: dict[int, dict[int, str]]) -> Iterator[tuple[int, list[Wire]]]:
    """The parser gives an error cell back as empty; its text is put in again from the first look."""
    left = dict(errors)
    for number, row in enumerate(rows, 1):
        cells = [cell if type(cell) is str else _plain(cell) for cell in row]
        if number in left:
            _put(cells, left.pop(number))
        if any(cell != "" for cell in cells):
            yield number, cells
    # Below the last cell that the parser sees there may be only such cells.
    for number in sorted(left):
        cells = []
        _put(cells, left[number])
        yield number, cells


def _put(cells: list[Wire], errors: dict[int, str]) -> None:
    cells += [""] * (max(errors) - len(cells))
    for column, text in errors.items():
        cells[column - 1] = text


def _plain(cell: object) -> Wire:
    """Binary numbers leave here as the shortest text that means the same, and are decimals ever after."""
    if type(cell) is float:
        return int(cell) if cell.is_integer() and abs(cell) < 10**15 else cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (datetime, date)):
        return {"d": cell.isoformat()}
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(cell.days * 86400 + cell.seconds, 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, time):
        return cell.isoformat()
    return cell if isinstance(cell, int) else str(cell)
