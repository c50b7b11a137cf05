-- 核销不超额: an item's residual = its amount less what was applied, and no more was applied than it is.
WITH applied AS (
    SELECT x.item_id, sum(x.amount) AS amount
    FROM (
        SELECT a.item_id, a.amount FROM settlement_application AS a WHERE a.company_id = %(company_id)s
        UNION ALL
        SELECT a.against_id, -a.amount FROM settlement_application AS a WHERE a.company_id = %(company_id)s
    ) AS x
    GROUP BY x.item_id
)
SELECT ARRAY[i.document_id] AS document_ids, i.id AS item_id, i.kind, i.party_id, i.amount AS item_amount,
       coalesce(a.amount, 0) AS applied_amount, i.residual AS residual_amount
FROM settlement_item AS i LEFT JOIN applied AS a ON a.item_id = i.id
WHERE i.company_id = %(company_id)s
  AND (i.residual <> i.amount - coalesce(a.amount, 0) OR i.residual * i.amount < 0
       OR abs(i.residual) > abs(i.amount))
