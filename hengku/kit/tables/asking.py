"""Cells of a workbook that ask: a list to choose from, and a note that appears beside the cell being filled in.

The writer knows neither for rows that are still empty, so both are put into the finished sheet: Excel and its kin call
them data validations. A value that is not in a list is warned of or let in, as its column says; the import judges it
anew in any case.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hengku.kit.tables.cells import letter_of

#: How many rows below the headings ask.
ROWS_ASKED: Final = 5_000
_TITLE_MAX: Final = 32
_PROMPT_MAX: Final = 255
#: What may stand after the validations of a sheet, in this order; they go before the first of these.
_AFTER: Final = (
    "<hyperlinks",
    "<printOptions",
    "<pageMargins",
    "<pageSetup",
    "<headerFooter",
    "<drawing",
    "<legacyDrawing",
    "<tableParts",
    "<extLst",
    "</worksheet>",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a column asks for. ``choices`` is a range such as ``'可选值'!$A$2:$A$9``, "" for none; ``is_open``: anything
    else may be written too.
    """

    index: int
    title: str
    prompt: str
    choices: str = ""
    is_open: bool = True


def ask(workbook: bytes, sheet: int, columns: Sequence[Asked]) -> bytes:
    """The workbook with its ``sheet``-th sheet (from 1) asking below its headings."""
    path = f"xl/worksheets/sheet{sheet}.xml"
    rules = "".join(_rule(one) for one in columns)
    block = f'<dataValidations count="{len(columns)}">{rules}</dataValidations>'
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == path:
                text = content.decode("utf-8")
                at = min(text.index(mark) for mark in _AFTER if mark in text)
                content = (text[:at] + block + text[at:]).encode()
            new.writestr(entry, content)
    return target.getvalue()


def _rule(one: Asked) -> str:
    letter = letter_of(one.index)
    where = f"{letter}2:{letter}{ROWS_ASKED + 1}"
    words = f"promptTitle={quoteattr(one.title[:_TITLE_MAX])} prompt={quoteattr(one.prompt[:_PROMPT_MAX])}"
    kind = 'type="list" ' if one.choices else ""
    strict = "" if one.is_open else 'showErrorMessage="1" errorStyle="warning" '
    opening = f'<dataValidation {kind}allowBlank="1" showInputMessage="1" {strict}{words} sqref="{where}"'
    return (
        f"{opening}><formula1>{escape(one.choices)}</formula1></dataValidation>"
        if one.choices
        else f"{opening}/>"
    )
