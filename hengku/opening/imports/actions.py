"""Checking a file and importing it: the same judging, then writing or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from hengku.company.queries import company
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import NotFound, Refused
from hengku.kit.tables.convert import CellProblem
from hengku.opening.imports.accounts import OPENING_GL
from hengku.opening.imports.declaration import (
    ImportKind,
    Judged,
    Made,
    Note,
    Planned,
    Progress,
    Work,
    no_progress,
    not_kept,
)
from hengku.opening.imports.owed import OPENING_ARAP
from hengku.opening.imports.parties import PARTIES
from hengku.opening.imports.prices import PRICES
from hengku.opening.imports.products import PRODUCTS
from hengku.opening.imports.reading import Choices, Reading, TableFile, read_rows
from hengku.opening.imports.stock import OPENING_STOCK
from hengku.opening.imports.uploads import Edits

KINDS: Final = (PRODUCTS, PARTIES, OPENING_STOCK, OPENING_ARAP, OPENING_GL, PRICES)
#: First half of the advisory lock; the company is the second.
_LOCK: Final = 0x484B494D


@dataclass(eq=False)
class ImportKindUnknown(NotFound):
    """Nothing of that name can be imported."""

    kind: str
    kinds: tuple[str, ...]
    text = "不能导入“{kind}”;可用:{kinds}"


@dataclass(eq=False)
class ImportRunning(Refused):
    """Two imports into one company would each not see what the other is about to make."""

    text = "本账套正在进行另一个导入;请等它结束再试"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file would do. ``problems`` are errors, in order of row and column; warnings stop nothing."""

    kind: ImportKind
    reading: Reading
    judged: Judged
    problems: list[CellProblem]
    warnings: list[CellProblem]
    good: list[Planned]

    @property
    def is_clean(self) -> bool:
        """Whether every row is right."""
        return not self.problems

    @property
    def may_take_good(self) -> bool:
        """Whether the good rows could go without the others: nothing is wrong with the file as a whole."""
        return all(problem.row_number for problem in self.problems)


@dataclass(slots=True)
class Imported:
    """What was done. ``created`` counts rows; nothing was written when ``is_refused``."""

    created: int = 0
    skipped: int = 0
    documents: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_refused: bool = False


def import_kind(code: str) -> ImportKind:
    """The kind of that code; ``ImportKindUnknown`` when there is none."""
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise ImportKindUnknown(kind=code, kinds=tuple(kind.code for kind in KINDS))


def check_import(
    *,
    actor: Actor,
    kind: str,
    file: TableFile,
    now: datetime,
    choices: Choices | None = None,
    on: date | None = None,
    edits: Edits | None = None,
) -> Checked:
    """Say everything that importing this file would do and everything wrong with it. Writes nothing, locks nothing.

    ``choices`` says where wanted columns come from (reading.py); ``on`` is the business date of opening documents, the
    company's first day where None; ``edits`` are cells corrected by hand. Needs ``import.run`` and the rights
    of what is made.
    """
    wanted = import_kind(kind)
    for permission in wanted.permissions:
        actor.must(permission)
    reading = read_rows(wanted.columns, file, choices or {}, edits)
    if reading.is_complete:
        judged = wanted.judge(actor, reading, on or company(actor).started_on, now)
    else:
        judged = Judged(problems=list(reading.problems))
    errors, warnings = _sorted(judged.problems)
    bad = {problem.row_number for problem in errors}
    unused = "、".join(heading.label for heading in reading.mapping.unused)
    if unused:
        judged.notes.append(Note(f"没有用到的列:{unused}", f"Columns not used: {unused}"))
    good = [planned for planned in judged.planned if planned.row_number not in bad]
    return Checked(wanted, reading, judged, errors, warnings, good)


def _sorted(problems: list[CellProblem]) -> tuple[list[CellProblem], list[CellProblem]]:
    """Errors and warnings, by row and column, each cell's first reason only."""
    errors: dict[tuple[int, str], CellProblem] = {}
    warnings: dict[tuple[int, str, str], CellProblem] = {}
    for problem in problems:
        if problem.is_warning:
            warnings.setdefault((problem.row_number, problem.key, problem.text), problem)
        else:
            errors.setdefault((problem.row_number, problem.key or problem.code), problem)

    def place(problem: CellProblem) -> tuple[int, int, str]:
        return problem.row_number, len(problem.column), problem.column

    return sorted(errors.values(), key=place), sorted(warnings.values(), key=place)


def run_import(
    *,
    actor: Actor,
    kind: str,
    file: TableFile,
    now: datetime,
    choices: Choices | None = None,
    on: date | None = None,
    good_rows_only: bool = False,
    progress: Progress = no_progress,
) -> Imported:
    """Import the file when every row is right, or its good rows when asked for; the bad ones are listed (MD-07).

    Judged anew, under a lock that keeps other imports of the company out; ``ImportRunning`` when one is at work. Master
    data is written in blocks, opening balances document by document: stopped at any moment and run again, it goes on
    where it was, and nothing is there twice (F07).
    """
    with alone(actor.company_id):
        checked = check_import(actor=actor, kind=kind, file=file, now=now, choices=choices, on=on)
        return write_checked(
            checked, actor=actor, now=now, on=on, good_rows_only=good_rows_only, progress=progress
        )


def write_checked(
    checked: Checked,
    *,
    actor: Actor,
    now: datetime,
    on: date | None,
    good_rows_only: bool,
    progress: Progress = no_progress,
    made: Made = not_kept,
    run_id: int = 0,
) -> Imported:
    """Write what was judged just now, under the lock of ``alone``, when every row is right or the good ones may go."""
    done = Imported(
        skipped=len(checked.judged.skipped),
        problems=checked.problems,
        warnings=checked.warnings,
        notes=checked.judged.notes,
    )
    if not checked.is_clean and not (good_rows_only and checked.may_take_good):
        done.is_refused = True
        return done
    if not checked.good:
        return done
    work = Work(
        actor=actor,
        planned=checked.good,
        judged=checked.judged,
        reading=checked.reading,
        on=on or company(actor).started_on,
        now=now,
        progress=progress,
        made=made,
        run_id=run_id,
    )
    written = checked.kind.write(work)
    done.created, done.documents = written.created, written.documents
    done.problems = [*done.problems, *written.problems]
    return done


@contextmanager
def alone(company_id: int) -> Iterator[None]:
    """One import per company at a time. The lock is the session's: it goes with the connection, whatever happens."""
    with sql.held(_LOCK, company_id) as is_held:
        if not is_held:
            raise ImportRunning
        yield
