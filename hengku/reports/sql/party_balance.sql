-- What is open with one party, by kind of item and by how long it is overdue; what lessens a debt is apart.
SELECT kind,
       CASE
           WHEN residual < 0 THEN 'unapplied'
           WHEN due_on >= %(today)s THEN 'not_due'
           WHEN %(today)s::date - due_on <= 30 THEN 'days_1_30'
           WHEN %(today)s::date - due_on <= 60 THEN 'days_31_60'
           WHEN %(today)s::date - due_on <= 90 THEN 'days_61_90'
           ELSE 'days_over_90'
       END AS bucket,
       count(*) AS count,
       sum(residual) AS amount
FROM settlement_item
WHERE company_id = %(company_id)s AND party_id = %(party)s AND residual <> 0
GROUP BY 1, 2
