"""Writing the documents of a batch: numbers, headers, lines, links, states, evidence and the key, all set-based."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from hengku.documents.uploads import bind_uploads
from hengku.kit import sql
from hengku.posting import errors
from hengku.posting.decide import Batch
from hengku.posting.rows import Job
from hengku.posting.write import as_json

COUNTERS = """
INSERT INTO documents_counter (company_id, kind, day, last)
SELECT %s, r.kind, r.day, r.n FROM unnest(%s::text[], %s::date[], %s::int[]) AS r(kind, day, n) ORDER BY r.kind, r.day
ON CONFLICT (company_id, kind, day) DO UPDATE SET last = documents_counter.last + excluded.last
RETURNING kind, day, last
"""
DOCUMENT_COLUMNS = """id, type_code, number, state, revision, business_on, due_on, party_id, warehouse_id,
warehouse_to_id, department_id, handler_id, fund_account_id, price_mode, amount_net, amount_tax, amount_incl, is_red,
reverses_id, source_system, source_number, remark, data"""
DOCUMENT_ARRAYS = """unnest(%(id)s::bigint[], %(type)s::text[], %(number)s::text[], %(state)s::text[],
%(revision)s::int[], %(on)s::date[], %(due)s::date[], %(party)s::bigint[], %(warehouse)s::bigint[],
%(warehouse_to)s::bigint[], %(department)s::bigint[], %(handler)s::bigint[], %(fund)s::bigint[], %(mode)s::text[],
%(net)s::numeric[], %(tax)s::numeric[], %(incl)s::numeric[], %(red)s::boolean[], %(reverses)s::bigint[],
%(system)s::text[], %(source_number)s::text[], %(remark)s::text[], %(data)s::jsonb[])"""
INSERT_DOCUMENTS = f"""
INSERT INTO documents_document (company_id, created_at, created_by, posted_at, posted_by, device, {DOCUMENT_COLUMNS})
SELECT %(company)s, %(now)s, %(user)s, %(posted_at)s, %(posted_by)s, %(device)s, r.*
FROM {DOCUMENT_ARRAYS} AS r({DOCUMENT_COLUMNS})
"""  # noqa: S608 - only our own column names are put in
UPDATE_DOCUMENTS = f"""
UPDATE documents_document AS d
SET number = r.number, state = r.state, revision = d.revision + 1, business_on = r.business_on, due_on = r.due_on,
    party_id = r.party_id, warehouse_id = r.warehouse_id, warehouse_to_id = r.warehouse_to_id,
    department_id = r.department_id, handler_id = r.handler_id, fund_account_id = r.fund_account_id,
    price_mode = r.price_mode,
    amount_net = r.amount_net, amount_tax = r.amount_tax, amount_incl = r.amount_incl, is_red = r.is_red,
    source_system = r.source_system, source_number = r.source_number, remark = r.remark, data = r.data,
    posted_at = %(posted_at)s, posted_by = %(posted_by)s, device = %(device)s
FROM {DOCUMENT_ARRAYS} AS r({DOCUMENT_COLUMNS})
WHERE d.company_id = %(company)s AND d.id = r.id AND d.state = 'draft'
"""  # noqa: S608
DELETE_LINES = "DELETE FROM documents_line WHERE company_id = %s AND document_id = ANY(%s)"
LINES = """
INSERT INTO documents_line (company_id, id, document_id, line_no, product_id, unit_id, quantity, unit_numerator,
    unit_denominator, quantity_base, price, discount_amount, tax_code_id, tax_rate, amount_net, amount_tax, amount_incl,
    is_gift, source_line_id, remark, data, lot_id)
SELECT %s, r.* FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::numeric[],
    %s::bigint[], %s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::bigint[], %s::numeric[], %s::numeric[],
    %s::numeric[], %s::numeric[], %s::boolean[], %s::bigint[], %s::text[], %s::jsonb[], %s::bigint[]) AS r
"""
LINKS = """
INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id, target_line_id,
                            target_type, quantity, amount)
SELECT %s, r.* FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::numeric[],
                           %s::numeric[]) AS r
"""
STATES = """
UPDATE documents_document AS d SET state = r.state FROM unnest(%s::bigint[], %s::text[]) AS r(id, state)
WHERE d.company_id = %s AND d.id = r.id
"""
EVIDENCE = """
INSERT INTO audit_event (company_id, at, user_id, user_name, action, entity_kind, entity_id, data, device, address)
SELECT %s, %s, %s, %s, r.action, 'document', r.id, r.data, %s, %s
FROM unnest(%s::text[], %s::bigint[], %s::jsonb[]) AS r(action, id, data)
"""
KEY = """
INSERT INTO posting_key (company_id, key, body_hash, document_ids, answer, created_at) VALUES (%s, %s, %s, %s, %s, %s)
"""


def give_numbers(company_id: int, jobs: list[Job]) -> None:
    """Official numbers, without gaps by type and day (1.1.3): ``PIN-20261121-0001``. Locks the counters
    until commit.
    """
    wanted: dict[tuple[str, date], list[Job]] = defaultdict(list)
    for job in jobs:
        if not job.number:
            wanted[job.kind.prefix, job.on].append(job)
    if not wanted:
        return
    rows = [(kind, day, len(found)) for (kind, day), found in wanted.items()]

    def take(counted: sql.Rows) -> None:
        for kind, day, last in counted:
            found = wanted[kind, day]
            for number, job in enumerate(found, last - len(found) + 1):
                job.number = f"{kind}-{day:%Y%m%d}-{number:04d}"

    sql.ask(COUNTERS, (company_id, *sql.columns(rows)), take)


def write_documents(batch: Batch, *, now: datetime, key: str, body_hash: str, answer: dict[str, Any]) -> None:
    """Headers, lines, links, states, evidence, key. A draft becomes the posted document under its own id."""
    posted = {"posted_at": now, "posted_by": batch.actor.user_id}
    new = [job for job in batch.jobs if not job.paper.id]
    drafts = [job for job in batch.jobs if job.paper.id]
    if drafts and put_headers(batch, UPDATE_DOCUMENTS, drafts, now, posted, "") != len(drafts):
        # somebody posted one of the drafts while we waited for its lock
        raise errors.DraftGone(document_id=drafts[0].document_id)
    with sql.together():
        if new:
            put_headers(batch, INSERT_DOCUMENTS, new, now, posted, "")
        if drafts:
            sql.run(DELETE_LINES, (batch.company_id, sql.array([job.document_id for job in drafts])))
        put_lines(batch.company_id, batch.jobs)
        _put_links(batch)
        _put_evidence(batch, now)
        bind_uploads(batch.actor, [(one, job.document_id) for job in batch.jobs for one in job.paper.uploads])
        ids = sql.array([job.document_id for job in batch.jobs])
        sql.run(KEY, (batch.company_id, key, body_hash, ids, as_json(answer), now))


def _put_links(batch: Batch) -> None:
    """What was carried from which line, and the states of documents that follow from it."""
    links = batch.outcome.links
    if links:
        rows = [
            (k.source_document_id, k.source_line_id, k.target_document_id, k.target_line_id, k.target_type, k.quantity,
             k.amount)
            for k in links
        ]  # fmt: skip
        sql.run(LINKS, (batch.company_id, *sql.columns(rows)))
    if batch.outcome.states:
        sql.run(STATES, (*sql.columns(sorted(batch.outcome.states.items())), batch.company_id))


def _put_evidence(batch: Batch, now: datetime) -> None:
    evidence = [
        (f"{job.kind.code}.{'reverse' if job.paper.reverses_id else 'post'}", job.document_id,
         as_json({"number": job.number, "amount_incl": job.paper.amount_incl}))
        for job in batch.jobs
    ]  # fmt: skip
    evidence += [
        (f"{job.kind.code}.attach", job.document_id, as_json({"name": one.name, "sha256": one.sha256}))
        for job in batch.jobs if job.paper.uploads
        for one in batch.files.of(job.paper)
    ]  # fmt: skip
    actor = batch.actor
    sql.run(
        EVIDENCE,
        (
            actor.company_id,
            now,
            actor.user_id,
            actor.name,
            actor.device,
            actor.address,
            *sql.columns(evidence),
        ),
    )


def put_headers(
    batch: Batch, statement: str, jobs: list[Job], now: datetime, posted: dict[str, Any], state: str
) -> int:
    """Insert or update headers; ``state`` "" means the state that posting leads to. How many rows it wrote."""
    rows = [
        (job.document_id, job.kind.code, job.number, state or job.kind.states.posted, 1, p.business_on, p.due_on,
         p.party_id, p.warehouse_id, p.warehouse_to_id, p.department_id, p.handler_id, p.fund_account_id,
         p.price_mode or "INCL", p.amount_net, p.amount_tax, p.amount_incl, p.is_red, p.reverses_id, p.source_system,
         p.source_number, p.remark, as_json(p.data))
        for job in jobs
        for p in (job.paper,)
    ]  # fmt: skip
    names = ("id", "type", "number", "state", "revision", "on", "due", "party", "warehouse", "warehouse_to",
             "department", "handler", "fund", "mode", "net", "tax", "incl", "red", "reverses", "system",
             "source_number", "remark", "data")  # fmt: skip
    actor = batch.actor
    parameters = {
        "company": actor.company_id,
        "now": now,
        "user": actor.user_id,
        "device": actor.device,
        **posted,
    }
    parameters.update(zip(names, sql.columns(rows), strict=True))
    return sql.run(statement, parameters)


def put_lines(company_id: int, jobs: list[Job]) -> None:
    """Insert the lines of all documents."""
    rows = [
        (x.id, job.document_id, x.line_no, x.product_id, x.unit_id, x.quantity, x.unit_numerator, x.unit_denominator,
         x.quantity_base, x.price, x.discount_amount, x.tax_code_id, x.tax_rate, x.amount_net, x.amount_tax,
         x.amount_incl, x.is_gift, x.source_line_id, x.remark, as_json(x.data), x.lot_id)
        for job in jobs
        for x in job.paper.lines
    ]  # fmt: skip
    if rows:
        sql.run(LINES, (company_id, *sql.columns(rows)))
