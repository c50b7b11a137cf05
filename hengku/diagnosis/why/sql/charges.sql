-- What a party was charged, or what it settled (R-26, R-32): open items by the side of the balance they stand on.
SELECT business_on, id AS seq, document_id, NULL::bigint AS line_id, abs(amount) AS amount, kind AS note
FROM settlement_item
WHERE company_id = %(company_id)s AND party_id = %(party)s AND kind = ANY(%(kinds)s)
  AND sign(amount) * CASE WHEN kind = ANY(%(less_kinds)s) THEN -1 ELSE 1 END = %(side)s
