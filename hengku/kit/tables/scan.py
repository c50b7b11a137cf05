"""Reading one XML part of a workbook as a stream, before the parser may have it. Runs in the child."""

import re
from collections.abc import Callable
from pyexpat import ExpatError, ParserCreate
from typing import Final

from hengku.kit.tables.answers import Refusal, suspicious, too_large
from hengku.kit.tables.limits import Limits

#: Stands in a cell whose formula has no value.
UNCOMPUTED: Final = "#公式未计算"

#: More of one kind than any real workbook has: each is loaded whole by one parser or another.
_MOST_OF: Final = {
    "si": 1_000_000,
    "xf": 70_000,
    "font": 70_000,
    "fill": 70_000,
    "border": 70_000,
    "numFmt": 10_000,
    "mergeCell": 50_000,
    "definedName": 10_000,
    "sheet": 300,
    "Relationship": 70_000,
    "Override": 10_000,
    "hyperlink": 70_000,
    "dataValidation": 70_000,
    "conditionalFormatting": 70_000,
}


class Scan:
    """One XML part, read strictly: no DTD, cells within the caps, not too many of anything.

    Only cells with content count, as for the parser: many a real sheet is formatted down to row 1048576.
    """

    def __init__(self, limits: Limits) -> None:
        self.last_row = 0
        self.last_column = 0
        self.errors: dict[int, dict[int, str]] = {}
        #: (element, attributes) of what links sheets to parts and tells types.
        self.links: list[tuple[str, dict[str, str]]] = []
        self._limits = limits
        self._row = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._formula: tuple[int, int] | None = None
        self._letters: dict[str, int] = {}
        self._counts = dict.fromkeys(_MOST_OF, 0)
        # The declared encoding is overruled, as the parser ignores it too: no declaration can hide
        # a cell from us that the parser sees.
        self._parser = ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._refuse_dtd
        self._parser.EntityDeclHandler = self._refuse_dtd

    def feed(self, chunk: bytes) -> None:
        self._parse(chunk, False)

    def finish(self) -> None:
        self._parse(b"", True)
        self._note_uncomputed()

    def _parse(self, chunk: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except ExpatError as fault:
            raise Refusal("not_readable", reason="内部的 XML 损坏") from fault

    def _refuse_dtd(self, *_: object) -> None:
        raise suspicious("XML 里有 DTD 声明")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        # The first three are nearly all the elements of a large sheet.
        if name == "v" or name == "is":
            if self._formula is not None:
                self._see_value()
            if self._cell is not None:
                self._content(self._cell)
                self._cell = None
        elif name == "c":
            self._note_uncomputed()
            self._column += 1
            self._cell = attributes
            reference = attributes.get("r")
            if reference is not None:
                self._row, self._column = self._address(reference)
        elif name == "f":
            # A text result may be empty; any other value may not.
            if self._cell is not None and self._cell.get("t") != "str":
                self._formula = (self._row, self._column)
        elif name == "row":
            self._note_uncomputed()
            number = attributes.get("r", "")
            is_number = number.isascii() and number.isdigit() and len(number) <= 7
            self._row = int(number) if is_number else self._row + 1
            self._column = 0
            self._cell = None
        elif name in self._counts:
            self._count(name, attributes)
        elif name == "Default":
            self.links.append((name, attributes))

    def _count(self, name: str, attributes: dict[str, str]) -> None:
        self._counts[name] += 1
        if self._counts[name] > _MOST_OF[name]:
            raise suspicious(f"样式、名称或合并单元格等({name})多得不正常")
        if name in ("sheet", "Relationship", "Override"):
            self.links.append((name, attributes))

    def _address(self, reference: str) -> tuple[int, int]:
        """B7 → (7, 2), both from 1."""
        letters = reference.rstrip("0123456789")
        column = self._letters.get(letters)
        if column is None:
            if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
                raise suspicious("单元格地址不合法")
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - ord("A") + 1
            self._letters[letters] = column
        number = reference[len(letters) :]
        if not 0 < len(number) <= 7:
            raise suspicious("单元格地址不合法")
        return int(number), column

    def _content(self, attributes: dict[str, str]) -> None:
        if self._row > self._limits.rows:
            raise too_large("行号", self._row, self._limits.rows)
        if self._column > self._limits.columns:
            raise too_large("列号", self._column, self._limits.columns)
        self.last_row = max(self.last_row, self._row)
        self.last_column = max(self.last_column, self._column)
        if attributes.get("t") == "e":
            self._read_error()

    def _note_uncomputed(self) -> None:
        """A formula without a value: whoever wrote the file never opened it in a spreadsheet."""
        if self._formula is not None:
            self._row, self._column = self._formula
            self._formula = None
            self._content({})
            self.errors.setdefault(self._row, {})[self._column] = UNCOMPUTED

    def _see_value(self) -> None:
        """The formula has a value when any text follows in it."""

        def text(_data: str) -> None:
            self._formula = None

        self._listen(text)

    def _read_error(self) -> None:
        """Keep the text that follows (#N/A, #REF! …); a formula that ends in an error was computed."""
        self._formula = None
        cells, column = self.errors.setdefault(self._row, {}), self._column
        cells[column] = ""

        def text(data: str) -> None:
            cells[column] = (cells[column] + data)[:40]

        self._listen(text)

    def _listen(self, text: Callable[[str], None]) -> None:
        """Hear the text up to the end of this element."""

        def end(_name: str) -> None:
            self._parser.CharacterDataHandler = None
            self._parser.EndElementHandler = None

        self._parser.CharacterDataHandler = text
        self._parser.EndElementHandler = end
