"""Running the invariants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg.rows import dict_row

from hengku.audit.models import Event
from hengku.diagnosis.invariants import BY_CODE, INVARIANTS, Invariant
from hengku.diagnosis.labels import Labels, data_of
from hengku.diagnosis.parameters import parameters
from hengku.diagnosis.references import references_statement
from hengku.kit import sight
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.models import CompanyModel

SQL = Path(__file__).parent / "sql"
FINDINGS_MAX = 100  # of one invariant in one company
#: Evidence that the books were asked, about the company as a whole.
CHECKED, CHECKED_KIND = "diagnosis.books.checked", "books"
#: Who may read what is wrong with the books, by any of these rights: findings name amounts and people of the whole
#: company.
READERS = ("audit.view", "ledger.view")
#: Plans that stay linear whatever the statistics say (fresh tables have none, and a loop over two of them is
#: quadratic), made once per connection; sums in memory; no compiling for what takes milliseconds.
SETTINGS = """
SET LOCAL enable_nestloop = off; SET LOCAL plan_cache_mode = force_generic_plan;
SET LOCAL work_mem = '64MB'; SET LOCAL jit = off
"""
HOMELESS = "表 {table} 有 {row_count} 行属于不存在的账套(编号 {company_id})。"
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
COMPANIES = """
SELECT id, code FROM company_company
WHERE %(company_id)s::bigint IS NULL OR id = %(company_id)s ORDER BY id
"""

Row = dict[str, Any]
Query = Callable[[str, Mapping[str, Any]], list[Row]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where an invariant does not hold. ``company`` is the company's code, ``data`` the figures.

    ``documents`` are ``{"id", "number"}`` of what is named, the culprit first where one can be told.
    """

    invariant: str
    severity: str
    title: str
    company: str
    what: str
    documents: list[dict[str, Any]]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """``violations`` counts every row of every invariant; ``findings`` are at most 100 of each."""

    invariants: int
    violations: int
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # violations by invariant

    def as_data(self) -> dict[str, Any]:
        """For JSON: invariants, violations, findings."""
        return {
            "invariants": self.invariants,
            "violations": self.violations,
            "findings": [asdict(one) for one in self.findings],
        }


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When the books were asked last, and what came of it. ``checked_at`` is None where nobody has asked yet."""

    checked_at: datetime | None
    invariants: int
    violations: int


def last_check(company_id: int) -> LastCheck:
    """The newest evidence of a check of that company; one row by index, whatever the size of the books."""
    kept = Event.objects.filter(company_id=company_id, entity_kind=CHECKED_KIND, entity_id=company_id)
    event = kept.filter(action=CHECKED).order_by("-id").values_list("at", "data").first()
    if event is None:
        return LastCheck(None, len(INVARIANTS), 0)
    at, told = event
    return LastCheck(at, told["invariants"], told["violations"])


@sight.whole()  # whoever asks: a part of the books does not agree with itself
def audit(
    company_id: int | None = None, *, using: str = DEFAULT_DB_ALIAS, course: Course = UNWATCHED
) -> AuditReport:
    """Ask every invariant of one company, or of all companies (and whether rows belong to one at all).

    Reads only; one snapshot, so that a posting under way is seen wholly or not at all. ``using`` is the
    connection; in a transaction that has begun, what that transaction sees is audited. ``course`` hears of every
    invariant that was asked, company by company.
    """
    findings: list[Finding] = []
    counts: dict[str, int] = {}

    def add(invariant: Invariant, company: str, what: str, row: Row, documents: list[dict[str, Any]]) -> None:
        data = data_of(row)
        findings.append(
            Finding(invariant.code, invariant.severity, invariant.title, company, what, documents, data)
        )

    with reading(using) as query:
        for company in query(COMPANIES, {"company_id": company_id}):
            found = list(_violations(query, company["id"], course))
            for row, count in found:
                counts[row["code"]] = counts.get(row["code"], 0) + count
            if not found:
                continue
            labels = Labels(query, company["id"], [row for row, _ in found])
            for row, _ in found:
                invariant = BY_CODE[row["code"]]
                what = invariant.says.format_map(labels.words(row))
                add(invariant, company["code"], what, row, labels.documents(row["document_ids"]))
        if company_id is None:
            for row in query(_homeless_statement(), {}):
                counts["I35"] = counts.get("I35", 0) + row["row_count"]
                add(BY_CODE["I35"], "", HOMELESS.format_map(row), row, [])
    return AuditReport(len(INVARIANTS), sum(counts.values()), findings, counts)


def _violations(query: Query, company_id: int, course: Course) -> Iterator[tuple[Row, int]]:
    """Rows in the order of invariants, and how many violations each stands for."""
    common = parameters(company_id)
    course.step("audit", len(INVARIANTS))
    for place, invariant in enumerate(INVARIANTS):
        course.count(place)
        if invariant.told_by:
            continue
        rows = query(_limited(invariant), {**common, "kinds": list(invariant.kinds)})
        for number, row in enumerate(rows):
            untold = row.pop("violation_count") - len(rows)
            row.setdefault("code", invariant.code)
            yield row, 1 + (untold if number == 0 else 0)


@cache
def _limited(invariant: Invariant) -> str:
    """The statement with its full count beside each row, newest documents first."""
    return f"""SELECT f.*, count(*) OVER () AS violation_count
FROM (
{statement_of(invariant)}
) AS f ORDER BY f.document_ids DESC LIMIT {FINDINGS_MAX}"""  # noqa: S608


@cache
def statement_of(invariant: Invariant) -> str:
    """The text of the invariant's file in ``sql/``, or the statement made of the references."""
    if invariant.statement == "references":
        return references_statement()
    return (SQL / f"{invariant.statement or invariant.code}.sql").read_text("utf-8").strip().rstrip(";")


@cache
def _homeless_statement() -> str:
    """Rows of any business table whose company does not exist; evidence of what concerns no company has 0."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, CompanyModel)]
    return "\nUNION ALL\n".join(
        f"""SELECT '{table}' AS "table", x.company_id, count(*) AS row_count FROM {table} AS x
WHERE x.company_id <> 0 AND NOT EXISTS (SELECT FROM company_company AS c WHERE c.id = x.company_id)
GROUP BY x.company_id"""  # noqa: S608
        for table in tables
    )


@contextmanager
def reading(using: str) -> Iterator[Query]:
    """A read-only snapshot and a way to ask it; within a transaction that has begun, that transaction."""
    connection = connections[using]
    begun = connection.in_atomic_block
    with (
        transaction.atomic(using=using),
        psycopg.Cursor(connection.connection, row_factory=dict_row) as cursor,
    ):
        if not begun:
            cursor.execute(SNAPSHOT)
        cursor.execute(SETTINGS)

        def query(statement: str, bound: Mapping[str, Any]) -> list[Row]:
            # prepared: planning forty statements takes longer than running them over a small company
            return cursor.execute(statement, bound, prepare=True).fetchall()

        yield query
