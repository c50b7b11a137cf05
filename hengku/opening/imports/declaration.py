"""What a kind of import is, and what comes of judging the rows of one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hengku.identity.actor import Actor
from hengku.kit.tables.convert import CellProblem
from hengku.kit.tables.mapping import Column
from hengku.kit.tables.writer import Out

if TYPE_CHECKING:
    from hengku.opening.imports.reading import Reading

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]


#: Told, in the transaction that made them, what was made: product, party, category, unit or document, and their ids.
Made = Callable[[str, Sequence[int]], None]


def not_kept(kind: str, made_ids: Sequence[int]) -> None:
    """Nobody keeps a record of what was made: an import from the command line."""


def no_progress(done: int, all_rows: int) -> None:
    """Nobody is waiting to be told."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that would be written. ``item`` is what its kind writes; ``note`` says what was filled in for it."""

    row_number: int
    label: str
    item: Any
    note: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is left alone because what it says is there already, or is nothing."""

    row_number: int
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """What would be made besides the rows, or is worth knowing, in both languages."""

    label: str
    label_en: str


@dataclass(slots=True)
class Judged:
    """What the rows of a file come to. ``planned`` may hold rows that also have problems: they are not written.

    ``notes`` say what would be made besides the rows; ``more`` is for the kind's own writing.
    """

    planned: list[Planned] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    more: Any = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written: the good rows, by whom, when, and from which file."""

    actor: Actor
    planned: Sequence[Planned]
    judged: Judged
    reading: Reading
    on: date
    now: datetime
    progress: Progress = no_progress
    made: Made = not_kept
    run_id: int = 0  # of the run this is done for, 0 for none


@dataclass(slots=True)
class Written:
    """What was written. ``problems`` stopped the rest, which came to clash with somebody else's work meanwhile."""

    created: int = 0
    documents: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A declaration: wanted columns, how rows are judged (reads only), how the good ones are written.

    ``judge`` gets every row as far as it can be read, also those with problems, so that all is found at once.
    ``samples`` are the rows of the template.
    """

    code: str
    label: str
    label_en: str
    permissions: tuple[str, ...]
    columns: tuple[Column, ...]
    judge: Callable[[Actor, Reading, date, datetime], Judged]
    write: Callable[[Work], Written]
    samples: tuple[dict[str, Out], ...]
    hints: tuple[str, ...] = ()
