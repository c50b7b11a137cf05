-- 该有分录的单据恰有一份: exactly one entry for a posted document that owes, values or was written as a voucher, none
-- for a type that books nothing. Recosts come beside it; rows of a recost (at another document's moment) are
-- no money of this one.
WITH money AS (
    SELECT i.document_id FROM settlement_item AS i WHERE i.company_id = %(company_id)s
    UNION
    SELECT v.document_id FROM costing_value AS v
    WHERE v.company_id = %(company_id)s AND v.amount <> 0
      AND v.against <> 'conversion' -- goods that turn into goods of the same account book nothing (D-ASM)
      AND v.kind NOT IN (
          'recost', 'transfer_in', 'transfer_out', 'true_up', 'residual', 'value_only', 'return_difference',
          'variance', 'converted')
    UNION
    SELECT v.document_id FROM costing_value AS v
    JOIN inventory_move AS m
      ON m.company_id = v.company_id AND m.id = v.move_id AND m.document_id = v.document_id
    WHERE v.company_id = %(company_id)s AND v.amount <> 0
      AND v.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance')
), booked AS (
    SELECT e.document_id, count(*) AS entry_count FROM ledger_entry AS e
    WHERE e.company_id = %(company_id)s AND e.purpose = 'post'
    GROUP BY e.document_id
)
SELECT ARRAY[d.id] AS document_ids, d.type_code, coalesce(b.entry_count, 0) AS entry_count,
       m.document_id IS NOT NULL AS has_money
FROM documents_document AS d
JOIN json_to_recordset(%(types)s::json) AS t(code text, makes_entry boolean) ON t.code = d.type_code
LEFT JOIN money AS m ON m.document_id = d.id
LEFT JOIN booked AS b ON b.document_id = d.id
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND (coalesce(b.entry_count, 0) > 1
       OR ((m.document_id IS NOT NULL OR d.type_code = 'voucher') AND coalesce(b.entry_count, 0) <> 1)
       OR (NOT t.makes_entry AND m.document_id IS NULL AND b.entry_count > 0))
