"""What a table from outside is made of once it is read. Plain data, in the order of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Excel keeps 15 digits; whatever stood behind them is a zero now.
EXACT_DIGITS = 15
#: From here on a whole number is a code rather than a quantity: barcodes have 12 digits and more.
CODE_DIGITS = 12


class Number(str):
    """The exact text of a number that stood in a numeric cell: "0.293", "2001", never "1E+18".

    A str, so that a code in such a cell is at hand as text; of its own type, so that one can tell it
    from text that somebody typed.
    """

    __slots__ = ()

    @classmethod
    def digits_of(cls, text: str) -> int:
        """How many digits stand before the point, 0 when there is a fraction."""
        return 0 if "." in text else len(text.lstrip("-"))

    @property
    def is_like_code(self) -> bool:
        """Whether it is long enough for a code; as a number it has lost any zeros in front."""
        return self.digits_of(self) >= CODE_DIGITS

    @property
    def has_lost_digits(self) -> bool:
        """Whether it is so long that Excel has replaced its last digits by zeros."""
        return self.digits_of(self) > EXACT_DIGITS


#: Text, Number, date, or datetime (a date with its time). An empty cell is "".
Cell = str | date


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the file has it; `number` counts from 1, blank rows included, as Excel shows it."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be cut into cells with certainty. `raw` is its text, bad bytes as \\xNN."""

    number: int
    raw: str
    reason: str
    cells: Sequence[str] = ()

    @property
    def text(self) -> str:
        """What is wrong with it and what to do, for people."""
        return REASONS[self.reason]


REASONS = {
    "too_few_cells": "这一行比表头少了列,可能被截断;请补全后再导入",
    "too_many_cells": "这一行比表头多了列,可能两行粘在一起,或内容里有没加引号的分隔符;请拆开或加引号",
    "unclosed_quote": "这一行有引号没有配对;请补上或删去多余的引号",
    "bad_quote": "这一行的引号后面还有文字;内容里的引号请写两遍",
    "bad_bytes": "这一行有无法识别的字节(以 \\x 标出);请改正乱码",
    "too_long": "这一行有过长的单元格;请缩短",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file. `index` counts from 0; `label` is without its star; `group` is the title above."""

    index: int
    label: str
    is_required: bool = False
    group: str = ""

    @property
    def letter(self) -> str:
        """The column's name in Excel: A, B … Z, AA."""
        return letter_of(self.index)


def letter_of(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


#: First row, first column, last row, last column, all from 0.
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, cut at its heading row. What stood at or above the heading is in `above`.

    `header_row` is its row number, or None when no row looks like one: then the headings have no labels.
    """

    name: str
    header: Sequence[Heading]
    header_row: int | None
    rows: Sequence[Row]
    bad_rows: Sequence[BadRow] = ()
    above: Sequence[Row] = ()
    is_visible: bool = True
    merges: Sequence[Merge] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read. `encoding` and `delimiter` are those found in a text file, else None."""

    name: str
    kind: str
    sheets: Sequence[Sheet]
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def main(self) -> Sheet:
        """The sheet people mean: the first visible one with rows, else the first visible, else the first."""
        visible = [sheet for sheet in self.sheets if sheet.is_visible] or list(self.sheets)
        return next((sheet for sheet in visible if sheet.rows or sheet.bad_rows), visible[0])
