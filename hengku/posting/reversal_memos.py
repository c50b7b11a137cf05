"""What a reversal takes back of estimates that stand in the general ledger alone (C15 MONTH_BEGIN)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.posting.effects import Memo

HAS_MEMO = "SELECT 1 FROM ledger_entry WHERE company_id = %s AND document_id = %s AND purpose = 'estimate'"
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


def mirrored_memos(
    company_id: int, original: Document, by_line: dict[int, PaperLine], links: list[tuple[Any, ...]]
) -> tuple[Memo, ...]:
    """What an estimate run booked; and what an invoice brought back to lift it, while its receipt is still reversed:
    estimated again since, the receipt's estimate stands as it should without it. ``links`` are (line, source line,
    quantity, amount).
    """
    if not sql.rows(HAS_MEMO, (company_id, original.pk)):
        return ()
    sources = [source for _, source, _, _ in links]
    if original.type_code == "estimate_run":
        sign = 1 if original.data.get("run") == "REVERSE" else -1
        parties = {row[0]: row[1] for row in sql.rows(SOURCE_PARTIES, (company_id, sources))}
        return tuple(  # the mirrored lines have their amounts turned round already
            Memo(line.product_id or 0, parties[line.source_line_id], -sign * (line.amount_net or Decimal(0)))
            for line in by_line.values()
        )
    reversed_now = {row[0] for row in sql.rows(STILL_REVERSED, (company_id, sources))}
    return tuple(
        Memo(by_line[target].product_id or 0, original.party_id or 0, -amount)
        for target, source, _, amount in links
        if source in reversed_now
    )
