-- 逐单: what a document put into stock value = what its entries booked on inventory accounts, by inventory
-- account role.
WITH stock AS (
    SELECT v.document_id, c.inventory_role, sum(v.amount) AS amount
    FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
     AND p.warehouse_id >= 0  -- what agents and processors hold: I12b
    JOIN catalog_product AS i ON i.company_id = v.company_id AND i.id = v.product_id
    JOIN catalog_category AS c ON c.company_id = i.company_id AND c.id = i.category_id
    WHERE v.company_id = %(company_id)s
    GROUP BY v.document_id, c.inventory_role
), booked AS (
    SELECT e.document_id, coalesce(c.inventory_role, '') AS inventory_role, sum(l.debit - l.credit) AS amount
    FROM ledger_account AS a
    JOIN ledger_entryline AS l ON l.company_id = a.company_id AND l.account_id = a.id
    JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
    LEFT JOIN catalog_category AS c ON c.company_id = l.company_id AND c.id = l.category_id
    WHERE a.company_id = %(company_id)s AND a.control = 'inventory'
      AND NOT a.code LIKE ANY(%(away_codes)s::text[])
      AND e.purpose <> 'estimate'  -- reversed on the first of a month, in the ledger alone (C15)
    GROUP BY e.document_id, coalesce(c.inventory_role, '')
)
SELECT ARRAY[document_id] AS document_ids, inventory_role, coalesce(s.amount, 0) AS valued_amount,
       coalesce(b.amount, 0) AS booked_amount
FROM stock AS s FULL JOIN booked AS b USING (document_id, inventory_role)
WHERE coalesce(s.amount, 0) <> coalesce(b.amount, 0)
