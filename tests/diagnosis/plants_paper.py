"""Corruptions of documents, links, keys and evidence."""

from __future__ import annotations

from tests.diagnosis.planting import (
    DENIED,
    FROZEN,
    LINES_FROZEN,
    NOWHERE,
    Plant,
    entry_lines,
    of,
)

ORPHAN = f"""
INSERT INTO settlement_application (company_id, item_id, against_id, amount, document_id, business_on,
    posted_at)
VALUES (%(company)s, {NOWHERE}, {NOWHERE} + 1, 1, %(paid)s, '2026-02-01', '2026-11-21T08:00:00Z')"""

SECOND_LINK = """
INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id,
   target_line_id, target_type, quantity, amount)
SELECT company_id, source_document_id, source_line_id, target_document_id, target_line_id, target_type, 0, 0
FROM documents_link WHERE company_id = %(company)s AND target_document_id = %(invoice)s"""

PAPER = (
    Plant(
        "a line's tax is off",
        ("I20",),
        (
            of("documents_line", "amount_tax = amount_tax + 1, amount_net = amount_net - 1", "tea_out"),
            of(
                "documents_document",
                "amount_tax = amount_tax + 1, amount_net = amount_net - 1",
                "tea_out",
                column="id",
            ),
        ),
        culprit="tea out",
        wall=LINES_FROZEN,
    ),
    Plant(
        "a header's total is off",
        ("I20b",),
        (
            of(
                "documents_document",
                "amount_net = amount_net + 1, amount_incl = amount_incl + 1",
                "tea_out",
                column="id",
            ),
        ),
        culprit="tea out",
        wall=FROZEN,
    ),
    Plant(
        "a document came into a month after it was closed",
        ("I22",),
        (
            """UPDATE audit_event SET id = (SELECT max(id) + 1 FROM audit_event)
               WHERE company_id = %(company)s AND entity_kind = 'document' AND entity_id = %(tea_in)s""",
        ),
        culprit="tea in",
        wall=DENIED,
        says="2026-01 的库存结账之后",
    ),
    Plant(
        "a month is closed without evidence before what stands in it",
        ("I22",),
        (
            """UPDATE company_period SET is_stock_closed = true, closed_at = '2026-03-01T00:00:00Z'
               WHERE company_id = %(company)s AND starts_on = '2026-02-01'""",
        ),
        culprit="tea again",
    ),
    Plant(
        "a document is called reversed",
        ("I27",),
        (of("documents_document", "state = 'reversed'", "tea_out", column="id"),),
        culprit="tea out",
        says="却没有已过账的红冲单",
    ),
    Plant(
        "a reversed document is called posted",
        ("I27",),
        (of("documents_document", "state = 'posted'", "mistake", column="id"),),
        culprit="undone",
    ),
    Plant(
        "a draft has an entry",
        ("I27", "I15", "I16"),
        (of("ledger_entry", "document_id = %(draft)s", "voucher"),),
        culprit="draft",
        wall=DENIED,
        says="尚未过账,却已影响账簿",
    ),
    Plant(
        "a state that no type has",
        ("I27",),
        (of("documents_document", "state = 'posted'", "purchase_order", column="id"),),
        culprit="purchase order",
        says="不在类型声明之内",
    ),
    Plant(
        "a reversal books revenue elsewhere",
        ("I27b",),
        (
            entry_lines(
                "account_id = (SELECT account_id FROM ledger_roleaccount"
                " WHERE company_id = %(company)s AND role = 'other_revenue')",
                "undone",
                "revenue",
            ),
        ),
        culprit="undone",
        wall=DENIED,
        says="分录",
    ),
    Plant(
        "a blue document is called red",
        ("I27c",),
        (of("documents_document", "is_red = true", "tea_out", column="id"),),
        culprit="tea out",
        wall=FROZEN,
    ),
    Plant(
        "more was invoiced than received",
        ("I28",),
        (
            of("documents_line", "quantity = 70, quantity_base = 70", "late_invoice"),
            of("documents_link", "quantity = 70", "late_invoice", column="target_document_id"),
        ),
        culprit="late invoice",
        wall=LINES_FROZEN,
        says="数量 60,累计下推 105",
    ),
    Plant(
        "a link says less than its line",
        ("I28b",),
        (of("documents_link", "quantity = quantity - 1", "invoice", column="target_document_id"),),
        culprit="invoice",
        wall=DENIED,
    ),
    Plant(
        "a link is written twice",
        ("I28b",),
        (SECOND_LINK,),
        culprit="invoice",
    ),
    Plant(
        "an order is called done",
        ("I28c",),
        (of("documents_document", "state = 'done'", "purchase_order", column="id"),),
        culprit="purchase order",
        says="订 100、已执行 60,状态应为部分执行",
    ),
)

WHOLE = (
    Plant(
        "a value names a line that is not there",
        ("I29",),
        (of("costing_value", f"source_line_id = {NOWHERE}", "sales_return", "source_line_id IS NOT NULL"),),
        culprit="sales return",
        wall=DENIED,
        says=NOWHERE,
    ),
    Plant(
        "an orphan of no document",
        ("I29",),
        (ORPHAN,),
        culprit="paid",
    ),
    Plant(
        "a value names another company's line",
        ("I35",),
        (
            of(
                "costing_value",
                "source_line_id = %(foreign_line)s",
                "sales_return",
                "source_line_id IS NOT NULL",
            ),
        ),
        culprit="sales return",
        wall=DENIED,
        says="另一个账套",
    ),
    Plant(
        "a key is deleted",
        ("I31",),
        ("DELETE FROM posting_key WHERE company_id = %(company)s AND %(sale)s = ANY(document_ids)",),
        culprit="sale",
        wall=DENIED,
    ),
    Plant(
        "a document is given another number",
        ("I31", "I23"),
        (of("documents_document", "number = 'JV-20260211-0009'", "voucher", column="id"),),
        wall=FROZEN,
        says="键所答复的单号为 JV-20260211-0001",
    ),
    Plant(
        "the evidence of a posting is deleted",
        ("I34",),
        (
            """DELETE FROM audit_event
               WHERE company_id = %(company)s AND entity_kind = 'document' AND entity_id = %(sale)s""",
        ),
        culprit="sale",
        wall=DENIED,
    ),
    Plant(
        "a posting is put on somebody else",
        ("I34",),
        (of("documents_document", "posted_by = posted_by + 1", "sale", column="id"),),
        culprit="sale",
        wall=FROZEN,
    ),
)
