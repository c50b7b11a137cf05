"""What is said once: an invoice is reimbursed once, a number of the bank's booked once (D-EXP, D-FTR).

A line field declared ``once`` may not say what a line of another posted document of its type says. An invoice is good
for one of the firm's companies only (全租户): all are looked at, but those made for trying. Several lines of one
document may name the same invoice. What is reimbursed is not booked as a purchase invoice too, nor the other way round:
``once_with`` names the types whose header says such numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hengku.documents.declaration import Field, registry
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

#: Two postings that say the same wait for one another; sorted, so that none waits for one that waits for it.
LOCK: Final = """
SELECT count(pg_advisory_xact_lock(k.key))
FROM (SELECT DISTINCT hashtextextended(v.said, 0) AS key FROM unnest(%s::text[]) AS v(said) ORDER BY 1) AS k
"""
#: One statement for each key: the index is of that key's values.
TAKEN: Final = """
SELECT DISTINCT ON (d.type_code, l.data ->> '{key}')
       d.type_code, l.data ->> '{key}', d.number || CASE WHEN c.id = own.id THEN '' ELSE '(' || c.name || ')' END
FROM company_company AS own
JOIN company_company AS c
  ON c.id = own.id OR NOT (c.is_demo OR c.is_practice OR own.is_demo OR own.is_practice)
JOIN documents_line AS l ON l.company_id = c.id AND l.data ->> '{key}' = ANY(%(values)s::text[]) AND l.data ? '{key}'
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE own.id = %(company)s AND d.type_code = ANY(%(types)s::text[]) AND d.reverses_id IS NULL
  AND d.state NOT IN ('draft', 'cancelled', 'reversed')
ORDER BY 1, 2, c.id = own.id DESC, d.id
"""
#: The same of numbers in the header.
TAKEN_ABOVE: Final = """
SELECT DISTINCT ON (d.data ->> '{key}')
       d.data ->> '{key}', d.number || CASE WHEN c.id = own.id THEN '' ELSE '(' || c.name || ')' END
FROM company_company AS own
JOIN company_company AS c
  ON c.id = own.id OR NOT (c.is_demo OR c.is_practice OR own.is_demo OR own.is_practice)
JOIN documents_document AS d
  ON d.company_id = c.id AND d.data ->> '{key}' = ANY(%(values)s::text[]) AND d.data ? '{key}'
WHERE own.id = %(company)s AND d.type_code = ANY(%(types)s::text[]) AND d.reverses_id IS NULL
  AND d.state NOT IN ('draft', 'cancelled', 'reversed')
ORDER BY 1, c.id = own.id DESC, d.id
"""


@dataclass(eq=False)
class SaidBefore(Refused):
    """Another document says it already: booked again, it would be paid or counted twice."""

    label: str
    value: str
    number: str
    text = "{label} {value} 已经记在 {number} 上,不能再记一次。请核对;那一张记错了就先红冲它。"


@dataclass(slots=True)
class _Said:
    """What the documents of a batch say under one key: on lines of types that say it once, and in the headers of types
    beside them (``once_with``).
    """

    lines: list[tuple[Job, PaperLine, Field, str]] = field(default_factory=list)
    above: list[tuple[Job, Field, str]] = field(default_factory=list)

    @property
    def values(self) -> list[str]:
        return [value for *_, value in self.lines] + [value for *_, value in self.above]


def check_taken(batch: Batch, *, locking: bool) -> None:
    """Refuse what another document, posted or of this batch, says already. No statement where nothing is said once.

    With ``locking`` what is said is locked until commit, after the periods (docs/locks.md).
    """
    said: dict[str, _Said] = defaultdict(_Said)
    for job in batch.jobs:
        if not job.paper.reverses_id:
            _gather(job, said)
    if not said:
        return
    if locking:
        keys = [f"{key}:{value}" for key, found in said.items() for value in found.values]
        sql.run(LOCK, (sql.array(keys),))
    for key, found in said.items():
        _check_lines(batch, key, found.lines)
        _check_above(batch, key, found)


def _gather(job: Job, said: dict[str, _Said]) -> None:
    for one in (one for one in job.kind.lines if one.once):
        for line in job.paper.lines:
            if value := str(line.data.get(one.key) or "").strip():
                line.data[one.key] = value
                said[one.key].lines.append((job, line, one, value))
    for key in beside().get(job.kind.code, {}):
        if value := str(job.paper.data.get(key) or "").strip():
            label = next(one for one in job.kind.header if one.key == key)
            said[key].above.append((job, label, value))


@cache
def beside() -> dict[str, dict[str, tuple[str, ...]]]:
    """By type whose header says numbers that lines of others say once: by field, the types of those lines."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for kind in registry().values():
        for one in kind.lines:
            for code in one.once_with:
                found[code][one.key] = (*found[code].get(one.key, ()), kind.code)
    return dict(found)


def _check_lines(batch: Batch, key: str, rows: list[tuple[Job, PaperLine, Field, str]]) -> None:
    if not rows:
        return
    asked = _asked(batch, (value for *_, value in rows), {job.kind.code for job, *_ in rows})
    found = {(row[0], row[1]): row[2] for row in sql.rows(TAKEN.format(key=key), asked)}
    partners = {code for *_, one, _ in rows for code in one.once_with}
    asked = _asked(batch, (value for *_, value in rows), partners)
    above: dict[str, str] = dict(sql.rows(TAKEN_ABOVE.format(key=key), asked)) if partners else {}
    first: dict[tuple[str, str], Job] = {}
    for job, line, one, value in rows:
        before = first.setdefault((job.kind.code, value), job)
        number = found.get((job.kind.code, value)) or above.get(value, "")
        if not number and before is not job:
            number = _of_batch(before)
        if number:
            twice = SaidBefore(label=one.label, value=value, number=number)
            job.problems.append(twice.at(line_no=line.line_no, field=key))


def _check_above(batch: Batch, key: str, said: _Said) -> None:
    if not said.above:
        return
    types = {code for job, *_ in said.above for code in beside()[job.kind.code][key]}
    asked = _asked(batch, (value for *_, value in said.above), types)
    found = {row[1]: row[2] for row in sql.rows(TAKEN.format(key=key), asked)}
    here = {value: _of_batch(job) for job, _, _, value in said.lines}
    for job, one, value in said.above:
        if number := found.get(value) or here.get(value, ""):
            job.problems.append(SaidBefore(label=one.label, value=value, number=number).at(field=key))


def _asked(batch: Batch, values: Iterable[str], types: Collection[str]) -> dict[str, Any]:
    return {"company": batch.company_id, "values": sql.array(list(values)), "types": sql.array(sorted(types))}


def _of_batch(job: Job) -> str:
    return f"{job.kind.label}(同一批第 {job.index + 1} 张)"
