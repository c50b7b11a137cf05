-- Where 收发存 of a period begins and ends in the daily snapshots (P9): the last day before it and the last day up to its
-- end that have one, and whether the books hold anything before the period.
SELECT max(business_on) FILTER (WHERE business_on < %(from)s) AS before_on,
       max(business_on) AS until_on,
       EXISTS (SELECT FROM inventory_move WHERE company_id = %(company_id)s AND business_on < %(from)s)
       OR EXISTS (SELECT FROM costing_value WHERE company_id = %(company_id)s AND business_on < %(from)s) AS has_before
FROM inventory_snapshotday
WHERE company_id = %(company_id)s AND is_made AND business_on <= %(to)s
