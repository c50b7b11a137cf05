"""Master data in blocks: each is one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from hengku.kit.errors import Problem, Problems
from hengku.opening.imports.declaration import Work, Written

BLOCK: Final = 1000


def write_blocks(work: Work, create: Callable[[Sequence[Any]], object]) -> Written:
    """Give the items to ``create`` a thousand at a time.

    A block that clashes with what somebody made meanwhile stops the import there, with its reasons by row; running it
    again goes on, as what is there already is skipped.
    """
    items = [planned.item for planned in work.planned]
    written = Written()
    for start in range(0, len(items), BLOCK):
        block = items[start : start + BLOCK]
        try:
            create(block)
        except Problem as problem:
            found = problem.problems if isinstance(problem, Problems) else [problem]
            for one in found:
                row_number = work.planned[start + (one.where.line_no or 1) - 1].row_number
                written.problems.append(work.reading.of(one, row_number, one.where.field or ""))
            break
        written.created += len(block)
        work.progress(written.created, len(items))
    return written
