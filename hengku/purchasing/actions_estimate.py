"""暂估处理 of a whole month at once (C15 MONTH_BEGIN, P2 ⑤): what was not invoiced is reversed on the first and estimated
again at the end, of all warehouses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from hengku.catalog.models import TaxCode
from hengku.company.rules import month_end, month_start
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.sources import Source, load_sources
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.actions import Posted, post
from hengku.posting.load import load_policies
from hengku.purchasing.types.estimate_run import INVOICES, OtherMode, is_suspended

TYPE_CODE: Final = "estimate_run"
REVERSE, ESTIMATE = "REVERSE", "ESTIMATE"
#: Lines of one document: a month of many receipts takes several.
LINES_MAX: Final = 2000
#: Lines of receipts of earlier months whose estimate is still open, with the day they were last reversed on.
OPEN: Final = """
SELECT l.id, p.name, party.name, (
    SELECT max(r.business_on) FROM documents_link AS k
    JOIN documents_document AS r ON r.company_id = k.company_id AND r.id = k.target_document_id
    WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = 'estimate_run'
      AND r.state = 'posted' AND r.reverses_id IS NULL AND r.data ->> 'run' = 'REVERSE')
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE d.company_id = %(company)s AND d.type_code = 'purchase_receipt' AND d.state = 'posted'
  AND d.reverses_id IS NULL AND d.business_on < %(first)s
  AND EXISTS (SELECT FROM settlement_item AS i WHERE i.company_id = d.company_id AND i.document_id = d.id
              AND i.kind = 'ap_estimated' AND i.residual <> 0)
ORDER BY d.business_on, d.id, l.line_no
"""


@dataclass(frozen=True, slots=True)
class DueLine:
    """A receipt line that a run would take: ``amount`` in yuan, without tax that is deducted."""

    source: Source
    product: str
    party: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be run in a month, and on which day; nothing when ``lines`` is empty."""

    run: str
    on: date
    lines: tuple[DueLine, ...]

    @property
    def amount(self) -> Decimal:
        """What the run books in all, above zero."""
        return sum((line.amount for line in self.lines), ZERO_FEN)


def runs_due(actor: Actor, *, month: date, today: date) -> list[Run]:
    """月初回冲 and 月末重估 of a month as they would be posted now; [] for a company that does not work so, or for a
    month that has not begun. Reads only; the number of statements does not depend on the receipts.
    """
    first = month_start(month)
    policy = load_policies(actor.company_id, {first})[first]
    if policy.estimate_mode != "MONTH_BEGIN" or first > today:
        return []
    rows = sql.rows(OPEN, {"company": actor.company_id, "first": first})
    sources = load_sources(actor.company_id, [row[0] for row in rows])
    codes = TaxCode.objects.visible_to(actor).filter(is_deductible=False)
    undeducted = set(codes.values_list("pk", flat=True))
    due: dict[str, list[DueLine]] = {REVERSE: [], ESTIMATE: []}
    for line_id, product, party, reversed_on in rows:
        source = sources[line_id]
        is_net = policy.taxpayer == "general" and source.tax_code_id not in undeducted
        left = (source.amount_net if is_net else source.amount_incl) - _lifted(source)
        if left <= 0:
            continue
        line = DueLine(source, product, party, left)
        if is_suspended(source):
            due[ESTIMATE].append(line)
        elif reversed_on is None or reversed_on < first:
            due[REVERSE].append(line)
    last = min(month_end(month), today)
    return [Run(REVERSE, first, tuple(due[REVERSE])), Run(ESTIMATE, last, tuple(due[ESTIMATE]))]


def _lifted(source: Source) -> Decimal:
    """What invoices and returns took off a line's estimate."""
    return abs(source.carried_amount(*INVOICES)) + abs(source.carried_amount("purchase_return"))


def see_runs(actor: Actor, *, month: date, today: date) -> list[Run]:
    """``runs_due`` for who may see estimate runs and buying prices."""
    actor.must(f"{TYPE_CODE}.view")
    actor.must(PURCHASE_PRICES)
    return runs_due(actor, month=month, today=today)


def run_estimates(
    *, actor: Actor, month: date, run: str, key: str, now: datetime, course: Course = UNWATCHED
) -> Posted:
    """Post one of the two runs of a month over all that is due, in one transaction. Needs ``estimate_run.post``.

    Nothing is posted when nothing is due: the answer has no documents then. Refused for a company that reverses its
    estimates another way, and as any posting is.
    """
    actor.must(f"{TYPE_CODE}.post")
    course.step("finding")
    found = runs_due(actor, month=month, today=day_of(now))
    if not found:
        raise OtherMode
    due = next((one for one in found if one.run == run), None)
    if due is None or not due.lines:
        return Posted([])
    papers = [Paper(TYPE_CODE, due.on, lines, data={"run": run}) for lines in _parts(due.lines)]
    course.commit("posting")
    return post(actor=actor, documents=papers, key=key, now=now)


def _parts(lines: tuple[DueLine, ...]) -> Iterable[list[PaperLine]]:
    for start in range(0, len(lines), LINES_MAX):
        yield [
            PaperLine(quantity=abs(one.source.quantity_base), source_line_id=one.source.line_id)
            for one in lines[start : start + LINES_MAX]
        ]
