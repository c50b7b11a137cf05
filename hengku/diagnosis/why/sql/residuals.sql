-- The items of one column of the ageing, and what was applied to each up to the day: together what is still open (R-24,
-- R-31).
WITH item AS (
    SELECT id, document_id, amount, business_on, due_on
    FROM settlement_item
    WHERE company_id = %(company_id)s AND kind = ANY(%(kinds)s) AND business_on <= %(last)s
      AND (%(party)s::bigint IS NULL OR party_id = %(party)s)
      AND (%(item)s::bigint IS NULL OR id = %(item)s)
      AND (%(items)s::bigint[] IS NULL OR id = ANY(%(items)s))
),
taken AS (
    SELECT a.id, a.item_id, a.document_id, a.business_on, a.amount
    FROM settlement_application AS a
    JOIN item ON item.id = a.item_id
    WHERE a.company_id = %(company_id)s AND a.business_on <= %(last)s
    UNION ALL
    SELECT a.id, a.against_id, a.document_id, a.business_on, -a.amount
    FROM settlement_application AS a
    JOIN item ON item.id = a.against_id
    WHERE a.company_id = %(company_id)s AND a.business_on <= %(last)s
),
open_item AS (
    SELECT item.*, item.amount - coalesce(sum(taken.amount), 0) AS residual, %(last)s::date - item.due_on AS days
    FROM item
    LEFT JOIN taken ON taken.item_id = item.id
    GROUP BY item.id, item.document_id, item.amount, item.business_on, item.due_on
),
chosen AS (
    SELECT id, document_id, amount, business_on
    FROM open_item
    WHERE CASE %(bucket)s
              WHEN 'not_due' THEN residual > 0 AND days <= 0
              WHEN 'days_1_30' THEN residual > 0 AND days BETWEEN 1 AND 30
              WHEN 'days_31_60' THEN residual > 0 AND days BETWEEN 31 AND 60
              WHEN 'days_61_90' THEN residual > 0 AND days BETWEEN 61 AND 90
              WHEN 'days_over_90' THEN residual > 0 AND days > 90
              WHEN 'owed' THEN residual > 0
              WHEN 'unapplied' THEN residual < 0
              ELSE true
          END
)
SELECT business_on, id AS seq, document_id, NULL::bigint AS line_id, amount, 'owed' AS note
FROM chosen
WHERE %(part)s IN ('amount', 'residual')
UNION ALL
SELECT taken.business_on, taken.id, taken.document_id, NULL,
       CASE WHEN %(part)s = 'applied' THEN taken.amount ELSE -taken.amount END, 'applied'
FROM taken
JOIN chosen ON chosen.id = taken.item_id
WHERE %(part)s IN ('applied', 'residual')
