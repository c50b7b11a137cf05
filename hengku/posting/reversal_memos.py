"""What a reversal takes back of estimates that stand in the general ledger alone (C15 MONTH_BEGIN)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.posting import errors
from hengku.posting.effects import Memo

#: What takes of a receipt's estimate (C15): taken back, so much of it is left again.
TAKES: Final = frozenset({"purchase_invoice", "purchase_invoice_red", "purchase_return"})
SOURCE_PARTIES = """
SELECT l.id, d.party_id FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s AND l.id = ANY(%s)
"""
STILL_REVERSED = """
SELECT source_line_id FROM documents_link
WHERE company_id = %s AND source_line_id = ANY(%s) AND target_type = 'estimate_run'
GROUP BY source_line_id HAVING sum(amount) > 0
"""
#: Of a run's lines: what invoices and returns have taken of the estimate since the run.
SINCE = """
SELECT r.source_line_id, sum(k.amount)
FROM documents_link AS r
JOIN documents_link AS k ON k.company_id = r.company_id AND k.source_line_id = r.source_line_id AND k.id > r.id
     AND k.target_type IN ('purchase_invoice', 'purchase_invoice_red', 'purchase_return')
WHERE r.company_id = %s AND r.target_document_id = %s GROUP BY r.source_line_id
"""
LATER_RUNS = """
SELECT DISTINCT d.id, d.number, d.type_code
FROM documents_link AS r
JOIN documents_link AS k ON k.company_id = r.company_id AND k.source_line_id = r.source_line_id AND k.id > r.id
     AND k.target_type = 'estimate_run'
JOIN documents_document AS d ON d.company_id = k.company_id AND d.id = k.target_document_id
WHERE r.company_id = %s AND r.target_document_id = %s AND d.state = 'posted' AND d.reverses_id IS NULL
ORDER BY d.id
"""


def mirrored_memos(
    company_id: int, original: Document, by_line: dict[int, PaperLine], links: list[tuple[Any, ...]]
) -> tuple[Memo, ...]:
    """What an estimate run booked, as far as it is left of the estimate by now; and what an invoice or a return took of
    an estimate that is reversed now, whether it was so then or not: so much of it is left again, and reversed.
    Estimated again since, it stands as it should without that. ``links`` are (line, source line, quantity, amount).
    Refuses a run that another came after.
    """
    sources = [source for _, source, _, _ in links]
    if original.type_code == "estimate_run":
        return _mirrored_run(company_id, original, by_line, sources)
    if original.type_code not in TAKES or not sources:
        return ()
    reversed_now = {row[0] for row in sql.rows(STILL_REVERSED, (company_id, sources))}
    return tuple(
        Memo(by_line[target].product_id or 0, original.party_id or 0, -amount)
        for target, source, _, amount in links
        if source in reversed_now
    )


def _mirrored_run(
    company_id: int, original: Document, by_line: dict[int, PaperLine], sources: list[int]
) -> tuple[Memo, ...]:
    if later := sql.rows(LATER_RUNS, (company_id, original.pk)):
        numbers = "、".join(row[1] for row in later[:5])
        blocking = [{"document_id": row[0], "number": row[1], "type_code": row[2]} for row in later]
        reason = f"之后又做了暂估处理 {numbers},请先红冲后来的"
        raise errors.CannotReverse(number=original.number, reason=reason, blocking=blocking)
    since = {row[0]: row[1] for row in sql.rows(SINCE, (company_id, original.pk))}
    parties = {row[0]: row[1] for row in sql.rows(SOURCE_PARTIES, (company_id, sources))}
    sign = 1 if original.data.get("run") == "REVERSE" else -1
    memos = []
    for line in by_line.values():
        taken = since.get(line.source_line_id, Decimal(0))
        left = -(line.amount_net or Decimal(0)) - taken  # the mirrored lines have their amounts turned round already
        memos.append(Memo(line.product_id or 0, parties[line.source_line_id or 0], sign * left))
    return tuple(memos)
