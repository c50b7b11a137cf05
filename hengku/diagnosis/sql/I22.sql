-- 关后无新行 (P5): nothing came into a closed part of a month after it was closed. Which came first is told by
-- the order of the evidence, not by clocks: a close waits for postings under way, and a posting for the
-- close. Where the close left no evidence, its moment decides.
WITH closed AS (
    SELECT p.starts_on, s.part, p.closed_at,
           (SELECT max(e.id) FROM audit_event AS e
            WHERE e.company_id = p.company_id AND e.entity_kind = 'period' AND e.entity_id = p.id
              AND e.action = 'company.period.closed' AND e.data ->> 'part' = s.part) AS event_id
    FROM company_period AS p
    CROSS JOIN LATERAL (
        VALUES ('stock', p.is_stock_closed), ('arap', p.is_arap_closed), ('ledger', p.is_ledger_closed)
    ) AS s(part, is_closed)
    WHERE p.company_id = %(company_id)s AND s.is_closed
), came AS (
    SELECT DISTINCT c.starts_on, c.part, x.document_id, x.posted_at, c.event_id, c.closed_at
    FROM inventory_move AS x
    JOIN closed AS c ON c.part = 'stock' AND c.starts_on = date_trunc('month', x.business_on)::date
    WHERE x.company_id = %(company_id)s
    UNION
    SELECT c.starts_on, c.part, x.document_id, x.posted_at, c.event_id, c.closed_at
    FROM costing_value AS x
    JOIN closed AS c ON c.part = 'stock' AND c.starts_on = date_trunc('month', x.business_on)::date
    WHERE x.company_id = %(company_id)s
    UNION
    SELECT c.starts_on, c.part, x.document_id, x.posted_at, c.event_id, c.closed_at
    FROM settlement_item AS x
    JOIN closed AS c ON c.part = 'arap' AND c.starts_on = date_trunc('month', x.business_on)::date
    WHERE x.company_id = %(company_id)s
    UNION
    SELECT c.starts_on, c.part, x.document_id, x.posted_at, c.event_id, c.closed_at
    FROM settlement_application AS x
    JOIN closed AS c ON c.part = 'arap' AND c.starts_on = date_trunc('month', x.business_on)::date
    WHERE x.company_id = %(company_id)s
    UNION
    SELECT c.starts_on, c.part, x.document_id, x.posted_at, c.event_id, c.closed_at
    FROM ledger_entry AS x
    JOIN closed AS c ON c.part = 'ledger' AND c.starts_on = date_trunc('month', x.business_on)::date
    WHERE x.company_id = %(company_id)s
)
SELECT ARRAY[z.document_id] AS document_ids, to_char(z.starts_on, 'YYYY-MM') AS month, z.part,
       max(z.posted_at) AS posted_at
FROM came AS z
LEFT JOIN audit_event AS w
  ON w.company_id = %(company_id)s AND w.entity_kind = 'document' AND w.entity_id = z.document_id
 AND (w.action LIKE '%%.post' OR w.action LIKE '%%.reverse')
WHERE CASE WHEN z.event_id IS NULL THEN z.posted_at > z.closed_at ELSE w.id > z.event_id END
GROUP BY z.document_id, z.starts_on, z.part
