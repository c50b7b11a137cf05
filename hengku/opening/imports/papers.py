"""Documents of opening balances: asked of the engine before anything is written, then posted one by one.

Each document is posted under a key made of its content, so that the same import running twice at once posts it once.
What an earlier run posted is found among the documents and left out by the kind, not by the key: a document that was
reversed since may be imported anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem, Problems
from hengku.kit.tables.convert import CellProblem
from hengku.opening.imports.blocks import forget_plans
from hengku.opening.imports.declaration import Planned, Work, Written
from hengku.opening.imports.reading import Reading
from hengku.posting.actions import post
from hengku.posting.preview import preview

LINES_MAX: Final = 500
KEY_LONGEST: Final = 64
#: Documents and lines in one posting.
POST_DOCUMENTS: Final = 100
POST_LINES: Final = 500


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line before it stands in a document: lines of one ``group`` go into one. Kept apart from the ``PaperLine``,
    which the engine completes in place.
    """

    group: Hashable
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A document to be posted and the rows its lines come from, in order."""

    paper: Paper
    row_numbers: list[int]


#: The header of the document of a group.
HeaderOf = Callable[[Any], Paper]


def sheaves(planned: Sequence[Planned], header_of: HeaderOf) -> list[Sheaf]:
    """Fresh documents: one per group in order of appearance, a new one after every 500 lines."""
    made: list[Sheaf] = []
    open_: dict[Hashable, Sheaf] = {}
    for one in planned:
        line: DraftLine = one.item
        sheaf = open_.get(line.group)
        if sheaf is None or len(sheaf.paper.lines) == LINES_MAX:
            sheaf = open_[line.group] = Sheaf(header_of(line.group), [])
            made.append(sheaf)
        sheaf.paper.lines.append(PaperLine(**{**line.values, "data": dict(line.values.get("data", {}))}))
        sheaf.row_numbers.append(one.row_number)
    return made


def ask_engine(
    actor: Actor, made: Sequence[Sheaf], reading: Reading, now: datetime, keys: dict[str, str]
) -> list[CellProblem]:
    """What posting would refuse, at the row and column it is about. ``keys`` maps fields of documents to columns."""
    if not made:
        return []
    try:
        preview(actor=actor, documents=[sheaf.paper for sheaf in made], now=now)
    except Problem as problem:
        return _by_row(problem, made, reading, keys)
    return []


def _by_row(
    problem: Problem, made: Sequence[Sheaf], reading: Reading, keys: dict[str, str]
) -> list[CellProblem]:
    """A refusal of a whole document is said once, as row 0: then nothing of the file can be posted."""
    found: list[CellProblem] = []
    said: set[str] = set()
    for one in problem.problems if isinstance(problem, Problems) else [problem]:
        sheaf = made[one.where.document or 0]
        key = keys.get(one.where.field or "", one.where.field or "")
        if one.where.line_no is not None:
            row_number = sheaf.row_numbers[one.where.line_no - 1]
            found.append(reading.of(one, row_number, key))
        elif str(one.message()) not in said:
            said.add(one.message())
            found.append(reading.of(one, 0, key))
    return found


def post_all(work: Work, header_of: HeaderOf, type_code: str, keys: dict[str, str]) -> Written:
    """Post the good rows: few documents at a time, each posting all or nothing.

    A refusal stops the import there with its reasons; what was posted stays, and running it again goes on.
    """
    written = Written()
    made = sheaves(work.planned, header_of)
    generation = _reversed_count(work.actor, type_code)
    while made:
        part = _next_part(made)
        del made[: len(part)]
        papers = [sheaf.paper for sheaf in part]
        forget_plans()
        try:
            posted = post(
                actor=work.actor,
                documents=papers,
                key=_key(work, papers, generation),
                now=work.now,
            )
        except Problem as problem:
            written.problems = _by_row(problem, part, work.reading, keys)
            break
        written.created += sum(len(sheaf.row_numbers) for sheaf in part)
        written.documents += [document.number for document in posted.documents]
        work.made("document", [document.id for document in posted.documents])
        work.progress(written.created, len(work.planned))
    return written


def _next_part(made: Sequence[Sheaf]) -> list[Sheaf]:
    part: list[Sheaf] = []
    lines = 0
    for sheaf in made[:POST_DOCUMENTS]:
        lines += len(sheaf.row_numbers)
        if part and lines > POST_LINES:
            break
        part.append(sheaf)
    return part


def key_start(run_id: int) -> str:
    """How the keys of everything begin that a run posts: by them it finds what it posted just before it was killed."""
    return f"imp{run_id}-"


def _key(work: Work, papers: list[Paper], generation: int) -> str:
    """The file's hash and what is posted of it. ``generation`` makes a document that was reversed postable again."""
    said = [work.reading.file.digest, generation, [asdict(paper) for paper in papers]]
    digest = hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
    return (key_start(work.run_id) + digest)[:KEY_LONGEST] if work.run_id else digest


def _reversed_count(actor: Actor, type_code: str) -> int:
    return Document.objects.visible_to(actor).filter(type_code=type_code, state="reversed").count()
