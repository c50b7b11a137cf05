-- What each party owes us (or we owe them) at the end of a day, by how long it is overdue (R-31, R-24).
-- An item's open part is its amount less what was applied up to that day; only what is still to be paid is aged, what
-- lessens it and is not applied yet stands in a column of its own, and so do advances, below zero.
WITH taken AS (
    SELECT item_id, sum(amount) AS amount
    FROM (
        SELECT item_id, amount
        FROM settlement_application
        WHERE company_id = %(company_id)s AND business_on <= %(as_of)s
        UNION ALL
        SELECT against_id, -amount
        FROM settlement_application
        WHERE company_id = %(company_id)s AND business_on <= %(as_of)s
    ) AS application
    GROUP BY item_id
),
open_item AS (
    SELECT i.party_id, i.kind, i.amount - coalesce(taken.amount, 0) AS residual, %(as_of)s::date - i.due_on AS days
    FROM settlement_item AS i
    LEFT JOIN taken ON taken.item_id = i.id
    WHERE i.company_id = %(company_id)s
      AND i.kind = ANY(%(kinds)s)
      AND i.business_on <= %(as_of)s
      AND (%(party)s::bigint IS NULL OR i.party_id = %(party)s)
),
aged AS (
    SELECT party_id,
           coalesce(sum(residual) FILTER (WHERE kind = ANY(%(owed_kinds)s) AND residual > 0 AND days <= 0), 0)
               AS not_due,
           coalesce(sum(residual) FILTER (
               WHERE kind = ANY(%(owed_kinds)s) AND residual > 0 AND days BETWEEN 1 AND 30), 0) AS days_1_30,
           coalesce(sum(residual) FILTER (
               WHERE kind = ANY(%(owed_kinds)s) AND residual > 0 AND days BETWEEN 31 AND 60), 0) AS days_31_60,
           coalesce(sum(residual) FILTER (
               WHERE kind = ANY(%(owed_kinds)s) AND residual > 0 AND days BETWEEN 61 AND 90), 0) AS days_61_90,
           coalesce(sum(residual) FILTER (WHERE kind = ANY(%(owed_kinds)s) AND residual > 0 AND days > 90), 0)
               AS days_over_90,
           coalesce(sum(residual) FILTER (WHERE kind = ANY(%(owed_kinds)s) AND residual < 0), 0) AS unapplied,
           coalesce(-sum(residual) FILTER (WHERE kind = %(advance_kind)s), 0) AS advance,
           coalesce(sum(residual) FILTER (WHERE kind = 'ap_estimated'), 0) AS estimated,
           coalesce(sum(residual) FILTER (WHERE kind = 'invoiced_ahead'), 0) AS invoiced_ahead,
           coalesce(sum(residual) FILTER (WHERE kind = %(other_kind)s), 0) AS other_owed,
           bool_or(residual <> 0) AS is_open
    FROM open_item
    GROUP BY party_id
)
SELECT party.id AS party_id,
       party.code AS party_code,
       party.name AS party,
       aged.not_due,
       aged.days_1_30,
       aged.days_31_60,
       aged.days_61_90,
       aged.days_over_90,
       aged.unapplied,
       aged.advance,
       aged.not_due + aged.days_1_30 + aged.days_31_60 + aged.days_61_90 + aged.days_over_90
           + aged.unapplied + aged.advance AS total,
       aged.other_owed,
       aged.estimated,
       aged.invoiced_ahead
FROM aged
JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = aged.party_id
WHERE aged.is_open
