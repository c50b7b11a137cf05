"""Corruptions of entries, vouchers, open items and applications."""

from __future__ import annotations

from tests.diagnosis.planting import (
    CUSTOMER,
    DENIED,
    FROZEN,
    SUPPLIER,
    Plant,
    entry_lines,
    of,
)

SECOND_VOUCHER = """
INSERT INTO ledger_voucherentry (company_id, voucher_id, entry_id)
SELECT v.company_id, v.id, e.id FROM ledger_voucher AS v, ledger_entry AS e
WHERE v.company_id = %(company)s AND e.company_id = v.company_id AND e.document_id = %(voucher)s
 AND v.month = '2026-02-01' AND v.number = 1"""

SECOND_ENTRY = """
WITH copy AS (
   INSERT INTO ledger_entry (company_id, document_id, purpose, business_on, summary, amount, line_count,
                             is_manual, posted_at)
   SELECT company_id, document_id, purpose, business_on, summary, amount, line_count, is_manual, posted_at
   FROM ledger_entry WHERE company_id = %(company)s AND document_id = %(voucher)s
   RETURNING company_id, id)
INSERT INTO ledger_entryline (company_id, entry_id, line_no, account_id, debit, credit, party_id,
   category_id, department_id, fund_account_id, is_cost, business_on, memo)
SELECT c.company_id, c.id, l.line_no, l.account_id, l.debit, l.credit, l.party_id, l.category_id,
   l.department_id, l.fund_account_id, l.is_cost, l.business_on, l.memo
FROM copy AS c JOIN ledger_entryline AS l ON l.company_id = c.company_id AND l.entry_id = (
   SELECT id FROM ledger_entry WHERE company_id = %(company)s AND document_id = %(voucher)s)"""

LEDGER = (
    Plant(
        "an entry does not balance",
        ("I14",),
        (entry_lines("debit = debit + 1", "voucher", "admin"),),
        culprit="voucher",
        wall=DENIED,
        says="购办公用品",
    ),
    Plant(
        "an entry's head says another amount",
        ("I14",),
        (of("ledger_entry", "amount = amount + 1", "sale"),),
        culprit="sale",
        wall=DENIED,
    ),
    Plant(
        "an entry is missing",
        ("I15", "I29"),
        ("DELETE FROM ledger_entry WHERE company_id = %(company)s AND document_id = %(voucher)s",),
        culprit="voucher",
        wall=DENIED,
    ),
    Plant(
        "a document is booked twice",
        ("I15",),
        (SECOND_ENTRY,),
        culprit="voucher",
    ),
    Plant(
        "an entry of a sale is called manual",
        ("I16",),
        (of("ledger_entry", "is_manual = true", "sale"),),
        culprit="sale",
        wall=DENIED,
        says="应收账款",
    ),
    Plant(
        "a voucher touches the receivables",
        ("I16", "I17"),
        (
            entry_lines(
                "account_id = (SELECT account_id FROM ledger_roleaccount"
                " WHERE company_id = %(company)s AND role = 'ar')",
                "voucher",
                "admin",
            ),
        ),
        culprit="voucher",
        wall=DENIED,
    ),
    Plant(
        "an entry stands on two vouchers",
        ("I16b",),
        (
            "ALTER TABLE ledger_voucherentry DROP CONSTRAINT ledger_voucher_entry_once",
            SECOND_VOUCHER,
        ),
        culprit="voucher",
        wall="ledger_voucher_entry_once",
        as_application=(
            """INSERT INTO ledger_voucherentry (company_id, voucher_id, entry_id)
               SELECT company_id, voucher_id, entry_id FROM ledger_voucherentry
               WHERE company_id = %(company)s LIMIT 1""",
        ),
    ),
    Plant(
        "a document number leaves a gap",
        ("I23",),
        ("UPDATE documents_counter SET last = last + 1 WHERE company_id = %(company)s AND kind = 'JV'",),
        culprit="voucher",
        says="最大流水 1,编号器 2",
    ),
    Plant(
        "an order claims to be a version of one that is not there",
        ("I23",),
        (
            of(
                "documents_document",
                """data = data || '{"version": "2", "version_of": "PO-20260101-0099"}'""",
                "purchase_order",
                column="id",
            ),
        ),
        culprit="purchase order",
        wall=FROZEN,
        says="的单号与类型、日期不符",
    ),
    Plant(
        "a voucher number leaves a gap",
        ("I23b",),
        (
            """UPDATE ledger_voucher SET number = number + 100
               WHERE company_id = %(company)s AND month = '2026-02-01' AND number = 1""",
        ),
        wall=DENIED,
        says="2026-02「记」字凭证",
    ),
)

MONEY = (
    Plant(
        "a receivable is booked on another party",
        ("I17",),
        (entry_lines(f"party_id = {SUPPLIER}", "sale", "ar"),),
        culprit="sale",
        wall=DENIED,
        says="乙 的应收账款",
    ),
    Plant(
        "other receivables are booked with a party and no item",
        ("I17",),
        (
            entry_lines(
                "account_id = (SELECT account_id FROM ledger_roleaccount"
                f" WHERE company_id = %(company)s AND role = 'other_receivable'), party_id = {CUSTOMER}",
                "voucher",
                "admin",
            ),
        ),
        culprit="voucher",
        wall=DENIED,
        says="乙 的其他应收款",
    ),
    Plant(
        "a payable is booked on another party",
        ("I18",),
        (entry_lines(f"party_id = {CUSTOMER}", "invoice", "ap"),),
        culprit="invoice",
        wall=DENIED,
        says="甲 的应付账款",
    ),
    Plant(
        "an estimate is booked on another party",
        ("I18b",),
        (entry_lines(f"party_id = {CUSTOMER}", "cartons", "ap_estimated"),),
        culprit="cartons",
        wall=DENIED,
        says="甲 的暂估应付",
    ),
    Plant(
        "an item's amount is changed",
        ("I19",),
        (of("settlement_item", "amount = amount + 1", "sale"),),
        culprit="sale",
        wall=DENIED,
    ),
    Plant(
        "more was applied than is written off",
        ("I19",),
        (of("settlement_application", "amount = amount + 0.01", "paid"),),
        culprit="invoice",
        wall=DENIED,
        says="已核销 40.01",
    ),
    Plant(
        "a residual is lowered",
        ("I19", "I17"),
        (of("settlement_item", "residual = residual - 1", "sale"),),
        culprit="sale",
    ),
    Plant(
        "an item goes to another party after it was settled",
        ("I19b", "I18"),
        (of("settlement_item", f"party_id = {CUSTOMER}", "invoice", "kind = 'ap'"),),
        culprit="paid",
        wall=DENIED,
    ),
)
