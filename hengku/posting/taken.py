"""What is said once: an invoice is reimbursed once, a number of the bank's booked once (D-EXP, D-FTR).

A line field declared ``once`` may not say what a line of another posted document of its type says. An invoice is good
for one of the firm's companies only (全租户): all are looked at, but those made for trying. Several lines of one
document may name the same invoice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hengku.documents.declaration import Field
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


@dataclass(eq=False)
class SaidBefore(Refused):
    """Another document says it already: booked again, it would be paid or counted twice."""

    label: str
    value: str
    number: str
    text = "{label} {value} 已经记在 {number} 上,不能再记一次。请核对;那一张记错了就先红冲它。"


def check_taken(batch: Batch, *, locking: bool) -> None:
    """Refuse what another document, posted or of this batch, says already. No statement where nothing is said once.

    With ``locking`` what is said is locked until commit, after the periods (docs/locks.md).
    """
    said: dict[str, list[tuple[Job, PaperLine, Field, str]]] = defaultdict(list)
    for job in batch.jobs:
        fields = [one for one in job.kind.lines if one.once]
        if not fields or job.paper.reverses_id:
            continue
        for line in job.paper.lines:
            for field in fields:
                if value := str(line.data.get(field.key) or "").strip():
                    line.data[field.key] = value
                    said[field.key].append((job, line, field, value))
    if not said:
        return
    if locking:
        sql.run(LOCK, (sql.array([f"{key}:{value}" for key, rows in said.items() for *_, value in rows]),))
    for key, rows in said.items():
        asked = {
            "company": batch.company_id,
            "values": sql.array([value for *_, value in rows]),
            "types": sql.array(sorted({job.kind.code for job, *_ in rows})),
        }
        found = {(row[0], row[1]): row[2] for row in sql.rows(TAKEN.format(key=key), asked)}
        first: dict[tuple[str, str], Job] = {}
        for job, line, field, value in rows:
            before = first.setdefault((job.kind.code, value), job)
            number = found.get((job.kind.code, value), "")
            if not number and before is not job:
                number = f"{job.kind.label}(同一批第 {before.index + 1} 张)"
            if number:
                twice = SaidBefore(label=field.label, value=value, number=number)
                job.problems.append(twice.at(line_no=line.line_no, field=key))
