"""信用控制 (D-SO): what a customer owes and will owe stays within the limit, however many sell to them at once.

The party's row is locked before what is open is read, so that of two orders the second sees the first. Customers
without a limit, and documents that promise nothing new, cost no statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.company.rules import Policy
from hengku.documents.declaration import document_type
from hengku.documents.reference import PartyFact
from hengku.documents.sources import Source
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D
from hengku.parties.models import Party
from hengku.posting.load import load_policies
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

#: Who may sell beyond the limit, when a reason is written on the document (S3).
OVER_CREDIT: Final = "sales.over_credit"

LOCK_PARTIES = """
SELECT id FROM parties_party WHERE company_id = %s AND id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""
#: Of each party: receivables, orders in force neither sent nor invoiced ahead (and goods sent not yet invoiced, where
#: the invoice is the sale), tickets on account whose day is not closed, and the oldest day on
#: which something still open was due.
OPEN = """
SELECT wanted.id,
       (SELECT coalesce(sum(i.residual), 0) FROM settlement_item AS i
        WHERE i.company_id = %(company)s AND i.party_id = wanted.id AND i.kind = 'ar' AND i.residual <> 0),
       (SELECT coalesce(sum(round(l.amount_incl * greatest(0, l.quantity_base - coalesce(done.quantity, 0))
                                  / nullif(l.quantity_base, 0), 2)), 0)
        FROM documents_document AS d
        JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
        LEFT JOIN LATERAL (
            SELECT sum(k.quantity) AS quantity FROM documents_link AS k
            WHERE k.company_id = %(company)s AND k.source_line_id = l.id
              AND k.target_type = ANY(CASE WHEN d.type_code = 'sales_order' THEN ARRAY['sales_issue', 'sales_invoice']
                                           ELSE ARRAY['sales_invoice', 'sales_return'] END)
        ) AS done ON TRUE
        WHERE d.company_id = %(company)s AND d.party_id = wanted.id
          AND (d.type_code = 'sales_order' AND d.state IN ('approved', 'partial')
               OR %(on_invoice)s AND d.type_code = 'sales_issue' AND d.state = 'posted' AND NOT d.is_red
                  AND NOT l.data ? 'invoiced_ahead'))
       + (SELECT coalesce(sum(CASE d.type_code WHEN 'pos_refund' THEN -1 ELSE 1 END
                              * (d.data ->> 'paid_credit')::numeric), 0)
          FROM documents_document AS d
          WHERE d.company_id = %(company)s AND d.party_id = wanted.id AND d.type_code IN ('pos_ticket', 'pos_refund')
            AND d.state = 'posted' AND d.reverses_id IS NULL AND coalesce(d.data ->> 'paid_credit', '') <> ''
            AND NOT EXISTS (
                SELECT FROM documents_link AS k
                WHERE k.company_id = d.company_id AND k.source_document_id = d.id AND k.target_type = 'pos_daily_close'
                GROUP BY k.source_line_id HAVING sum(k.quantity) <> 0)),
       (SELECT min(i.due_on) FROM settlement_item AS i
        WHERE i.company_id = %(company)s AND i.party_id = wanted.id AND i.kind = 'ar' AND i.residual > 0)
FROM unnest(%(parties)s::bigint[]) AS wanted(id)
"""


@dataclass(eq=False)
class CreditExceeded(Refused):
    """D-SO: 应收余额 + 未开票 + 未出库订单 + this document is more than the limit."""

    party: str
    limit: Decimal
    receivable: Decimal
    on_the_way: Decimal
    asked: Decimal
    over: Decimal
    text = (
        "客户「{party}」信用额度 {limit},应收 {receivable},未出库和未开票 {on_the_way},本单 {asked},"
        "超出 {over}。请先收款、减小本单,或由有「超信用额度销售」权限的人填写特批原因后审核。"
    )


@dataclass(eq=False)
class CreditOverdue(Refused):
    """D-SO: something this customer owes is overdue by more days than the company allows."""

    party: str
    due_on: date
    days: int
    allowed: int
    text = (
        "客户「{party}」有 {due_on} 到期的应收款,已超期 {days} 天(允许 {allowed} 天)。"
        "请先收款,或由有「超信用额度销售」权限的人填写特批原因后审核。"
    )


@dataclass(slots=True)
class Open:
    """What a party has open, and what the documents of this batch add to it."""

    receivable: Decimal
    on_the_way: Decimal
    first_due_on: date | None
    added: Decimal = ZERO_FEN


def check_credit(batch: Batch, *, locking: bool) -> None:
    """Put a problem to every document that goes beyond its customer's limit. Locks the parties, with ``locking``."""
    asked = [(job, party) for job in batch.jobs if (party := _counted(batch, job)) is not None]
    if not asked:
        return
    company_id, parties = batch.company_id, sorted({party.id for _, party in asked})
    if locking:
        sql.rows(LOCK_PARTIES, (company_id, parties))
    policy = batch.policies[asked[0][0].on]
    bound = {"company": company_id, "parties": parties, "on_invoice": policy.revenue_mode != "ON_ISSUE"}
    found = {row[0]: Open(*row[1:]) for row in sql.rows(OPEN, bound)}
    for job, party in asked:
        job.problems.extend(_problems(batch, job, party, found[party.id]))


def _counted(batch: Batch, job: Job) -> PartyFact | None:
    """The customer whose limit this document uses up, or None where it uses none or somebody allowed it."""
    party = batch.reference.parties.get(job.paper.party_id or 0)
    if not job.kind.takes_credit or job.paper.reverses_id or party is None or party.credit_limit is None:
        return None
    if batch.policies[job.on].credit_check != "REFUSE" or not taken(job, batch.sources):
        return None
    reason = str(job.paper.data.get("approval_reason") or "").strip()
    return None if reason and batch.actor.may(OVER_CREDIT) else party


def taken(job: Job, sources: dict[int, Source]) -> Decimal:
    """What a document promises anew, with tax: lines carried from an order in force were counted there; of a ticket
    what is on account.
    """
    if job.kind.credit_in:
        return D(str(job.paper.data.get(job.kind.credit_in) or 0))
    amount = ZERO_FEN
    for line in job.paper.lines:
        source = sources.get(line.source_line_id or 0)
        if source is None or not (line.order_line_id or document_type(source.type_code).takes_credit):
            amount += line.amount_incl or ZERO_FEN
    return amount


def _problems(batch: Batch, job: Job, party: PartyFact, stands: Open) -> list[Problem]:
    asked = taken(job, batch.sources)
    stands.added += asked
    limit = party.credit_limit or ZERO_FEN
    return _judged(batch.policies[job.on], party.name, limit, stands, asked, job.on)


def _judged(
    policy: Policy, name: str, limit: Decimal, stands: Open, asked: Decimal, on: date
) -> list[Problem]:
    """What is wrong with ``asked`` more, which ``stands.added`` holds already."""
    found: list[Problem] = []
    over = stands.receivable + stands.on_the_way + stands.added - limit
    if over > 0:
        exceeded = CreditExceeded(
            party=name,
            limit=limit,
            receivable=stands.receivable,
            on_the_way=stands.on_the_way + stands.added - asked,
            asked=asked,
            over=over,
        )
        found.append(exceeded.at(field="party"))
    allowed = policy.credit_overdue_days
    if stands.first_due_on is not None and stands.first_due_on + timedelta(days=allowed) < on:
        late = (on - stands.first_due_on).days
        overdue = CreditOverdue(party=name, due_on=stands.first_due_on, days=late, allowed=allowed)
        found.append(overdue.at(field="party"))
    return found


def opened_again(actor: Actor, party: Party, on: date, reopen: Callable[[], None]) -> list[Problem]:
    """What is wrong with taking an order of this customer in force again by ``reopen``: its rest is promised anew, and
    credit is asked for it as of ``on``. Nothing where the customer has no limit, the company does not refuse, or the
    actor may sell beyond it: the reason of the reopening is theirs. Locks the party.
    """
    policy = load_policies(actor.company_id, [on])[on]
    if party.credit_limit is None or policy.credit_check != "REFUSE" or actor.may(OVER_CREDIT):
        reopen()
        return []
    sql.rows(LOCK_PARTIES, (actor.company_id, [party.pk]))
    bound = {
        "company": actor.company_id,
        "parties": [party.pk],
        "on_invoice": policy.revenue_mode != "ON_ISSUE",
    }
    stands = Open(*sql.rows(OPEN, bound)[0][1:])
    reopen()
    stands.added = Open(*sql.rows(OPEN, bound)[0][1:]).on_the_way - stands.on_the_way
    return _judged(policy, party.name, party.credit_limit, stands, stands.added, on)
