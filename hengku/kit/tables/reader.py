"""Reading a table from outside: the file goes to a child process, rows come back.

    table = read_table(upload.path, name="商品.xlsx")        # everything at once, at most 200,000 rows a sheet
    with iter_rows(path, name="流水.csv.gz") as rows:        # one by one, however long
        for row in rows: ...

Refused with one clear reason (refusals.py) or read completely: rows that are damaged come back as BadRow.
"""

import stat
import tempfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from hengku.kit.tables.cells import BadRow, Heading, Merge, Row, Sheet, Table
from hengku.kit.tables.header import SAMPLE_ROWS, Shape, fit, shape_of
from hengku.kit.tables.limits import DEFAULT, STREAMING, Limits
from hengku.kit.tables.process import Child
from hengku.kit.tables.refusals import FileHasMacros, FileNotReadable, FileTooLarge, FileTypeUnknown

_WORKBOOKS = (".xlsx", ".xls")
_TEXTS = (".csv", ".tsv", ".txt")
_WITH_MACROS = (".xlsm", ".xltm", ".xlsb", ".xlam")


def read_table(path: Path | bytes, *, name: str, limits: Limits = DEFAULT) -> Table:
    """Read a whole file, given by its path or its bytes; `name` is what its owner calls it.

    Raises a FileRefused: too large, suspicious, encrypted, with macros, another type than its name says,
    damaged, or too heavy to read. Nothing of the file is ever parsed in this process.
    """
    with _opened(path, name, limits) as source, _child(source, name, limits) as child:
        collected: list[_Collected] = []
        encoding = delimiter = None
        for message in child.frames():
            if "rows" in message:
                collected[-1].add(message["rows"])
            elif "sheet" in message:
                collected.append(_Collected(message))
            else:
                encoding, delimiter = message["encoding"], message["delimiter"]
    is_text = encoding is not None
    sheets = tuple(one.sheet(is_text=is_text) for one in collected)
    return Table(name=name, kind=_suffix_of(name)[0], sheets=sheets, encoding=encoding, delimiter=delimiter)


def iter_rows(path: Path | bytes, *, name: str, limits: Limits = STREAMING, sheet: int = 0) -> "RowStream":
    """Read one sheet row by row without holding it; made for long CSVs. Close it, or use it with `with`.

    The heading is found in the first rows before the first row is given out. Raises as read_table does,
    also on the way: act on the rows only when the stream has come to its end.
    """
    source = _opened(path, name, limits)
    try:
        return RowStream(source, _child(source, name, limits), sheet)
    except BaseException:
        source.close()
        raise


class RowStream:
    """The rows below the heading, in order, damaged ones included; then the stream is over."""

    def __init__(self, source: IO[bytes], child: Child, sheet: int) -> None:
        self._source, self._child = source, child
        self.encoding: str | None = None
        self.delimiter: str | None = None
        self._merges: tuple[Merge, ...] = ()
        #: What stands at or above the heading: titles, instructions.
        self.above: tuple[Row, ...] = ()
        try:
            self._rows = self._cut(self._read(child.frames(), sheet))
        except BaseException:
            self.close()
            raise

    def _read(self, frames: Iterator[dict[str, Any]], wanted: int) -> Iterator[Row | BadRow]:
        at = -1
        for message in frames:
            if "rows" in message:
                if at == wanted:
                    for row in message["rows"]:
                        yield _row(row)
            elif "sheet" in message:
                at += 1
                if at > wanted:
                    break
                self._merges = tuple(map(tuple, message["merges"])) if at == wanted else ()
            else:
                self.encoding, self.delimiter = message["encoding"], message["delimiter"]

    def _cut(self, rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
        first = list(islice(rows, SAMPLE_ROWS))
        self.shape: Shape = shape_of([row for row in first if isinstance(row, Row)], self._merges)
        start = self.shape.header_row or 0
        width = self.shape.width if self.encoding is not None else None
        self.above = tuple(row for row in first if isinstance(row, Row) and row.number <= start)
        below = (row for row in first if row.number > start or isinstance(row, BadRow))
        if width is None:
            return chain(below, rows)
        return (fit(row, width) if isinstance(row, Row) else row for row in chain(below, rows))

    @property
    def header(self) -> tuple[Heading, ...]:
        """The columns found; without labels when the file has no heading."""
        return self.shape.header

    @property
    def header_row(self) -> int | None:
        """The heading's row number."""
        return self.shape.header_row

    def __iter__(self) -> Iterator[Row | BadRow]:
        return self._rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whether all rows were taken or not."""
        self._child.close()
        self._source.close()


class _Collected:
    """One sheet while its rows arrive."""

    def __init__(self, message: dict[str, Any]) -> None:
        self._name: str = message["sheet"]
        self._is_visible: bool = message["visible"]
        self._merges: tuple[Merge, ...] = tuple(
            (int(a), int(b), int(c), int(d)) for a, b, c, d in message["merges"]
        )
        self._rows: list[Row] = []
        self._bad: list[BadRow] = []

    def add(self, rows: list[list[Any]]) -> None:
        for wire in rows:
            row = _row(wire)
            if isinstance(row, Row):
                self._rows.append(row)
            else:
                self._bad.append(row)

    def sheet(self, *, is_text: bool) -> Sheet:
        shape = shape_of(self._rows[:SAMPLE_ROWS], self._merges)
        start = shape.header_row or 0
        above = tuple(row for row in self._rows[:SAMPLE_ROWS] if row.number <= start)
        rows, bad = self._rows[len(above) :], self._bad
        if is_text:
            fitted = [fit(row, shape.width) for row in rows]
            rows = [row for row in fitted if isinstance(row, Row)]
            ragged = [row for row in fitted if isinstance(row, BadRow)]
            bad = sorted([*bad, *ragged], key=lambda row: row.number)
        return Sheet(
            name=self._name,
            header=shape.header,
            header_row=shape.header_row,
            rows=tuple(rows),
            bad_rows=tuple(bad),
            above=above,
            is_visible=self._is_visible,
            merges=self._merges,
        )


def _row(wire: list[Any]) -> Row | BadRow:
    if len(wire) == 2:
        return Row(int(wire[0]), wire[1])
    number, cells, raw, reason = wire
    return BadRow(int(number), raw, reason, cells)


def _suffix_of(name: str) -> tuple[str, bool]:
    """The extension, and whether the text behind it is packed (.csv.gz)."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if len(suffixes) == 2 and suffixes[1] == ".gz" and suffixes[0] in _TEXTS:
        return suffixes[0], True
    return (suffixes[-1] if suffixes else ""), False


def _opened(path: Path | bytes, name: str, limits: Limits) -> IO[bytes]:
    """The file open for reading, after what can be said without looking into it."""
    suffix, _ = _suffix_of(name)
    if suffix in _WITH_MACROS:
        raise FileHasMacros(name=name)
    if suffix not in _WORKBOOKS + _TEXTS:
        raise FileTypeUnknown(name=name, extension=suffix or "(没有扩展名)")
    if isinstance(path, bytes):
        size = len(path)
    else:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FileNotReadable(name=name, reason="不是普通文件")
        size = found.st_size
    if size > limits.file_bytes:
        raise FileTooLarge(name=name, what="字节数", size=size, limit=limits.file_bytes)
    if size == 0:
        raise FileNotReadable(name=name, reason="文件是空的")
    if not isinstance(path, bytes):
        return path.open("rb")
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    spool.write(path)
    spool.seek(0)
    return spool


def _child(source: IO[bytes], name: str, limits: Limits) -> Child:
    suffix, is_packed = _suffix_of(name)
    return Child(source, name=name, suffix=suffix, is_packed=is_packed, limits=limits)
