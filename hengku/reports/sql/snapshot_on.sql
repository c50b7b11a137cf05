-- The last day up to ``as_of`` that has a snapshot of stock (P9).
SELECT max(business_on) AS business_on
FROM inventory_snapshotday
WHERE company_id = %(company_id)s AND is_made AND business_on <= %(as_of)s
