-- 存货价值 = 总账存货科目, by inventory account role. A product may go to another category of the same role, so that
-- its pool and its old entry lines stand in two categories but always under one role.
WITH pooled AS (
    SELECT c.inventory_role, sum(p.amount) AS amount
    FROM costing_pool AS p
    JOIN catalog_product AS i ON i.company_id = p.company_id AND i.id = p.product_id
    JOIN catalog_category AS c ON c.company_id = i.company_id AND c.id = i.category_id
    WHERE p.company_id = %(company_id)s AND p.warehouse_id >= 0  -- what agents and processors hold: I12b
    GROUP BY c.inventory_role
), booked AS (
    SELECT coalesce(c.inventory_role, '') AS inventory_role, sum(l.debit - l.credit) AS amount
    FROM ledger_account AS a
    JOIN ledger_entryline AS l ON l.company_id = a.company_id AND l.account_id = a.id
    LEFT JOIN catalog_category AS c ON c.company_id = l.company_id AND c.id = l.category_id
    WHERE a.company_id = %(company_id)s AND a.control = 'inventory'
      AND NOT a.code LIKE ANY(%(away_codes)s::text[])
      AND NOT EXISTS (  -- estimates reversed on the first of a month move the ledger alone (C15)
          SELECT FROM ledger_entry AS e
          WHERE e.company_id = l.company_id AND e.id = l.entry_id AND e.purpose = 'estimate')
    GROUP BY coalesce(c.inventory_role, '')
)
SELECT ARRAY[]::bigint[] AS document_ids, inventory_role, coalesce(p.amount, 0) AS pool_amount,
       coalesce(b.amount, 0) AS booked_amount,
       coalesce(p.amount, 0) - coalesce(b.amount, 0) AS difference_amount
FROM pooled AS p FULL JOIN booked AS b USING (inventory_role)
WHERE coalesce(p.amount, 0) <> coalesce(b.amount, 0)
