"""Master data in blocks: each is one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection

from hengku.kit.errors import Problem, Problems
from hengku.opening.imports.declaration import Work, Written

BLOCK: Final = 1000


#: Creates a block of items, all or none, and tells ``then`` what was made before it commits.
Create = Callable[[Sequence[Any], Callable[[Sequence[Any]], None]], object]


def write_blocks(work: Work, kind: str, create: Create) -> Written:
    """Give the items to ``create`` a thousand at a time.

    A block that clashes with what somebody made meanwhile stops the import there, with its reasons by row; running it
    again goes on, as what is there already is skipped.
    """
    items = [planned.item for planned in work.planned]
    written = Written()
    for start in range(0, len(items), BLOCK):
        block = items[start : start + BLOCK]
        forget_plans()
        try:
            create(block, lambda made: work.made(kind, [one.pk for one in made]))
        except Problem as problem:
            found = problem.problems if isinstance(problem, Problems) else [problem]
            for one in found:
                row_number = work.planned[start + (one.where.line_no or 1) - 1].row_number
                written.problems.append(work.reading.of(one, row_number, one.where.field or ""))
            break
        written.created += len(block)
        work.progress(written.created, len(items))
    return written


def forget_plans() -> None:
    """Let the server plan anew in this session, for tables that have grown since it first did.

    The checks of foreign keys keep the plan they got when the table was empty, which reads all rows of the company:
    without this the twelfth thousand of products takes ten times as long as the first.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
