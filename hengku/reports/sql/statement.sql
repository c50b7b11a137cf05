-- 对账单 (R-26, R-32): what a party was charged and what it paid, with the balance after each, above zero what is owed.
-- From the open items: what lessens a debt is an item below zero, an advance is an item of its own on the other side.
-- So the last balance is the sum of all items up to that day, of what is open of them, and of the party's accounts.
WITH line AS (
    SELECT i.id, i.kind, i.document_id, i.business_on, i.due_on,
           CASE WHEN i.kind IN ('advance_received', 'prepay') THEN -i.amount ELSE i.amount END AS change
    FROM settlement_item AS i
    WHERE i.company_id = %(company_id)s
      AND i.party_id = %(party)s
      AND i.kind = ANY(%(kinds)s)
      AND i.business_on <= %(to)s
),
running AS (
    SELECT line.*,
           sum(change) OVER so_far AS balance,
           row_number() OVER so_far AS row_number
    FROM line
    WINDOW so_far AS (ORDER BY business_on, id ROWS UNBOUNDED PRECEDING)
)
SELECT 0::bigint AS row_number,
       NULL::bigint AS item_id,
       NULL::bigint AS document_id,
       NULL::date AS business_on,
       NULL::date AS due_on,
       'opening_balance' AS type_code,
       NULL AS number,
       NULL AS kind,
       NULL AS remark,
       NULL::numeric AS charged,
       NULL::numeric AS settled,
       coalesce(sum(change), 0) AS balance,
       coalesce(sum(change), 0) AS change
FROM line
WHERE business_on < %(from)s
UNION ALL
SELECT running.row_number,
       running.id,
       running.document_id,
       running.business_on,
       running.due_on,
       document.type_code,
       document.number,
       running.kind,
       document.remark,
       CASE WHEN running.change > 0 THEN running.change END,
       CASE WHEN running.change < 0 THEN -running.change END,
       running.balance,
       running.change
FROM running
JOIN documents_document AS document
    ON document.company_id = %(company_id)s AND document.id = running.document_id
WHERE running.business_on >= %(from)s
