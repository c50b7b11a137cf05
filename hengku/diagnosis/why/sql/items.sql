-- What was made owed and what was taken off it: one row per open item (R-26). Applications join two items of one kind
-- and party, so they cancel; only one that joins an item of a later day does not, and stands here with its document.
WITH item AS (
    SELECT id, kind, document_id, amount, business_on
    FROM settlement_item
    WHERE company_id = %(company_id)s AND kind = ANY(%(kinds)s)
      AND (%(party)s::bigint IS NULL OR party_id = %(party)s)
),
early AS (
    SELECT a.id, a.document_id, a.business_on, item.kind, a.amount
    FROM settlement_application AS a
    JOIN item AS later ON later.id = a.item_id AND later.business_on > %(last)s
    JOIN item ON item.id = a.against_id AND item.business_on <= %(last)s
    WHERE a.company_id = %(company_id)s
    UNION ALL
    SELECT a.id, a.document_id, a.business_on, item.kind, -a.amount
    FROM settlement_application AS a
    JOIN item AS later ON later.id = a.against_id AND later.business_on > %(last)s
    JOIN item ON item.id = a.item_id AND item.business_on <= %(last)s
    WHERE a.company_id = %(company_id)s
)
SELECT business_on, id AS seq, document_id, NULL::bigint AS line_id,
       CASE WHEN kind = ANY(%(less_kinds)s) THEN -amount ELSE amount END AS amount,
       kind AS note
FROM item
UNION ALL
SELECT business_on, id, document_id, NULL, CASE WHEN kind = ANY(%(less_kinds)s) THEN -amount ELSE amount END, 'applied'
FROM early
