-- 首页: what customers owe and what we owe, by how long it is overdue; only what is still to be paid.
SELECT CASE WHEN kind IN ('ar', 'other_receivable') THEN 'ar' ELSE 'ap' END AS side,
       CASE
           WHEN due_on >= %(today)s THEN 'not_due'
           WHEN %(today)s::date - due_on <= 30 THEN 'days_1_30'
           WHEN %(today)s::date - due_on <= 60 THEN 'days_31_60'
           WHEN %(today)s::date - due_on <= 90 THEN 'days_61_90'
           ELSE 'days_over_90'
       END AS bucket,
       count(*) AS count,
       sum(residual) AS amount
FROM settlement_item
WHERE company_id = %(company_id)s AND kind = ANY(%(kinds)s) AND residual > 0
GROUP BY 1, 2
