"""幂 beyond the number (1.1.6): documents of which only one may stand for the same store, day and wave (D-SREQ)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.once import NOT_IN_FORCE, ONCE
from hengku.documents.paper import Paper
from hengku.documents.rules import HEADER_COLUMNS, HEADER_REFERENCES
from hengku.kit import sql
from hengku.kit.errors import Refused

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

#: The constraints that hold what this file says, for two that are posted at the same moment.
CONSTRAINTS: Final = frozenset(one.name for one in ONCE)


@dataclass(eq=False)
class AskedAlready(Refused):
    """Another document stands for the same."""

    label: str
    number: str
    same: str
    text = "同一{same}已有{label} {number}。请在那一张上改(先关闭或作废它),或换一个。"


def check_once(batch: Batch) -> None:
    """Refuse a document that says of ``once_for`` what another in force says, naming that. A query a type, and none for
    types that say nothing of it.
    """
    jobs = [job for job in batch.jobs if job.kind.once_for and not job.paper.reverses_id and not job.problems]
    for kind in {job.kind.code: job.kind for job in jobs}.values():
        own = [(job, _key(job.paper, kind)) for job in jobs if job.kind.code == kind.code]
        found = sql.rows(
            _statement(kind), (batch.company_id, *map(list, zip(*(key for _, key in own), strict=True)))
        )
        known = {tuple(str(one) for one in row[1:]): row[0] for row in found}
        for job, key in own:
            text = tuple(str(one) for one in key)
            if text in known:
                job.problems.append(asked_already(kind, known[text]).at(field=kind.once_for[-1]))
            known[text] = "(本次)"


def asked_already(kind: DocumentType, number: str) -> AskedAlready:
    """The refusal, naming what the two have in common."""
    labels = [field.label for key in kind.once_for if (field := kind.field(key)) is not None]
    return AskedAlready(label=kind.label, number=number, same="、".join(labels))


def _key(paper: Paper, kind: DocumentType) -> tuple[Any, ...]:
    return tuple(
        getattr(paper, f"{key}_id" if key in HEADER_REFERENCES else key)
        if key in HEADER_COLUMNS
        else str(paper.data.get(key) or "")
        for key in kind.once_for
    )


def _statement(kind: DocumentType) -> str:
    """Typed so that the index of the constraint answers it."""
    columns, types = [], []
    for key in kind.once_for:
        is_reference = key in HEADER_REFERENCES
        columns.append(
            f"d.{key}_id" if is_reference else f"d.{key}" if key in HEADER_COLUMNS else f"d.data ->> '{key}'"
        )
        types.append("bigint" if is_reference else "date" if key in ("due_on", "business_on") else "text")
    states = ", ".join(f"'{state}'" for state in NOT_IN_FORCE)
    given = ", ".join(f"%s::{one}[]" for one in types)
    names = ", ".join(f"k{n}" for n in range(len(columns)))
    same = " AND ".join(f"{column} = k{n}" for n, column in enumerate(columns))
    return f"""
WITH own AS (SELECT %s::bigint AS company_id, r.* FROM unnest({given}) AS r({names}))
SELECT d.number, {names} FROM own
JOIN documents_document AS d ON d.company_id = own.company_id AND {same}
WHERE d.type_code = '{kind.code}' AND NOT d.state IN ({states}) AND d.reverses_id IS NULL
"""  # noqa: S608 - every name is a declaration's


def clash(papers: list[Paper], company_id: int) -> AskedAlready | None:
    """What the constraint refused, as the sentence; the number of the other is read now that it is there."""
    for paper in papers:
        kind = document_type(paper.type_code)
        if not kind.once_for:
            continue
        found = sql.rows(_statement(kind), (company_id, *([one] for one in _key(paper, kind))))
        if found:
            return asked_already(kind, found[0][0])
    return None
