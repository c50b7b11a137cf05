-- 首页: how much of each kind of work waits, how much of it is late, and what it amounts to; a row for each kind that the
-- reader may see. Conditions on the reader's rights are constants: the server skips what is not asked.
SELECT 'my_drafts' AS key, count(*) AS count, NULL::numeric AS amount, 0 AS late, NULL::numeric AS late_amount
FROM documents_document
WHERE company_id = %(company_id)s AND state = 'draft' AND created_by = %(user_id)s
UNION ALL
SELECT 'to_post', count(*), NULL, 0, NULL
FROM documents_document
WHERE company_id = %(company_id)s AND state = 'draft' AND created_by <> %(user_id)s
  AND type_code = ANY(%(types_posted)s)
UNION ALL
SELECT 'to_receive', count(*), NULL, count(*) FILTER (WHERE due_on < %(today)s), NULL
FROM documents_document
WHERE %(sees_purchase_orders)s AND company_id = %(company_id)s AND type_code = 'purchase_order'
  AND state IN ('approved', 'partial')
UNION ALL
SELECT 'to_ship', count(*), NULL, count(*) FILTER (WHERE due_on < %(today)s), NULL
FROM documents_document
WHERE %(sees_sales_orders)s AND company_id = %(company_id)s AND type_code = 'sales_order'
  AND state IN ('approved', 'partial')
UNION ALL
SELECT 'to_invoice', count(DISTINCT document_id), sum(residual),
       count(DISTINCT document_id) FILTER (WHERE business_on < %(today)s::date - 30),
       sum(residual) FILTER (WHERE business_on < %(today)s::date - 30)
FROM settlement_item
WHERE %(sees_purchase_invoices)s AND company_id = %(company_id)s AND kind = 'ap_estimated' AND residual <> 0
UNION ALL
SELECT 'to_collect', count(*) FILTER (WHERE residual > 0), sum(residual),
       count(*) FILTER (WHERE residual > 0 AND due_on < %(today)s),
       sum(residual) FILTER (WHERE residual > 0 AND due_on < %(today)s)
FROM settlement_item
WHERE %(sees_receivables)s AND company_id = %(company_id)s AND kind IN ('ar', 'other_receivable') AND residual <> 0
UNION ALL
SELECT 'to_pay', count(*) FILTER (WHERE residual > 0), sum(residual),
       count(*) FILTER (WHERE residual > 0 AND due_on < %(today)s),
       sum(residual) FILTER (WHERE residual > 0 AND due_on < %(today)s)
FROM settlement_item
WHERE %(sees_payables)s AND company_id = %(company_id)s AND kind IN ('ap', 'other_payable') AND residual <> 0
UNION ALL
SELECT 'vouchers', count(*), sum(entry.amount), 0, NULL
FROM ledger_entry AS entry
WHERE %(sees_ledger)s AND entry.company_id = %(company_id)s AND entry.business_on > %(today)s::date - 60
  AND NOT EXISTS (
      SELECT 1 FROM ledger_voucherentry AS on_voucher
      WHERE on_voucher.company_id = entry.company_id AND on_voucher.entry_id = entry.id
  )
UNION ALL
SELECT 'periods', count(*), NULL, count(*) FILTER (WHERE ends_on < %(today)s::date - 31), NULL
FROM company_period
WHERE %(closes_periods)s AND company_id = %(company_id)s AND ends_on < %(today)s AND NOT is_ledger_closed
UNION ALL
SELECT 'short', count(*), NULL, 0, NULL
FROM catalog_product AS product
WHERE %(sees_stock)s AND product.company_id = %(company_id)s AND product.is_active AND product.stock_minimum > 0
  AND product.stock_minimum > coalesce((
    SELECT sum(CASE WHEN lot.expires_on < %(today)s THEN 0 ELSE h.quantity END - h.reserved)
    FROM inventory_onhand AS h
    JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id
        AND place.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    LEFT JOIN inventory_lot AS lot ON lot.company_id = h.company_id AND lot.id = h.lot_id
    WHERE h.company_id = product.company_id AND h.product_id = product.id AND h.owner_id = 0
      AND h.status = 'available'), 0)
UNION ALL
SELECT 'negative', count(*), NULL, count(*), NULL
FROM inventory_onhand AS h
JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id
    AND place.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
WHERE %(sees_stock)s AND h.company_id = %(company_id)s AND h.quantity < 0
UNION ALL
SELECT 'near_expiry', count(*), NULL, count(*) FILTER (WHERE lot.expires_on < %(today)s), NULL
FROM inventory_lot AS lot
WHERE %(sees_stock)s AND lot.company_id = %(company_id)s AND lot.alerted <> '' AND EXISTS (
    SELECT FROM inventory_onhand AS h
    JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id
        AND place.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    WHERE h.company_id = lot.company_id AND h.product_id = lot.product_id AND h.lot_id = lot.id AND h.owner_id = 0
      AND h.quantity > 0)
UNION ALL
SELECT 'slow', count(*), coalesce(sum(pool.amount), 0), 0, NULL
FROM (
    SELECT h.product_id
    FROM inventory_onhand AS h
    JOIN inventory_place AS place ON place.company_id = h.company_id AND place.id = h.place_id
        AND place.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
    WHERE %(sees_stock)s AND h.company_id = %(company_id)s AND h.owner_id = 0
    GROUP BY h.product_id
    HAVING sum(h.quantity) > 0
) AS held
LEFT JOIN (
    SELECT product_id, sum(amount) AS amount
    FROM costing_pool
    WHERE %(sees_stock)s AND company_id = %(company_id)s
    GROUP BY product_id
) AS pool ON pool.product_id = held.product_id
-- two looks into the index of moves for each product that lies there, and not a sum over all moves there ever were
WHERE EXISTS (
    SELECT FROM inventory_move AS m
    WHERE m.company_id = %(company_id)s AND m.product_id = held.product_id AND m.owner_id = 0
      AND m.business_on <= %(today)s::date - 90)
  AND NOT EXISTS (
    SELECT FROM inventory_move AS m
    JOIN inventory_place AS target ON target.company_id = m.company_id AND target.id = m.to_place_id
        AND target.role = 'customer'
    WHERE m.company_id = %(company_id)s AND m.product_id = held.product_id AND m.owner_id = 0
      AND m.business_on > %(today)s::date - 90)
UNION ALL
SELECT 'to_inspect', count(DISTINCT d.id), NULL,
       count(DISTINCT d.id) FILTER (WHERE d.business_on < %(today)s::date
           - coalesce((SELECT s.value #>> '{}' FROM company_setting AS s
                       WHERE s.company_id = %(company_id)s AND s.key = 'inspection_days'
                         AND s.effective_on <= %(today)s ORDER BY s.effective_on DESC LIMIT 1), '2')::int), NULL
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
LEFT JOIN catalog_product AS p ON p.company_id = d.company_id AND p.id = l.product_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE %(sees_inspections)s AND d.company_id = %(company_id)s AND d.state = 'posted' AND d.reverses_id IS NULL
  AND d.business_on > %(today)s::date - 90
  AND (d.type_code = 'purchase_receipt' AND l.data ? 'held'
           AND EXISTS (SELECT FROM inventory_onhand AS h
                       WHERE h.company_id = %(company_id)s AND h.status = 'qc_hold' AND h.quantity > 0)
       OR d.type_code = 'goods_arrival' AND (p.must_inspect OR party.must_inspect)
           AND coalesce(nullif(p.inspection_mode, ''), nullif(party.inspection_mode, ''),
                        coalesce((SELECT s.value #>> '{}' FROM company_setting AS s
                                  WHERE s.company_id = %(company_id)s AND s.key = 'inspection_mode'
                  AND s.effective_on <= %(today)s ORDER BY s.effective_on DESC LIMIT 1), 'BEFORE')) = 'BEFORE')
  AND l.quantity_base > coalesce((
      SELECT sum(k.quantity) FROM documents_link AS k
      WHERE k.company_id = l.company_id AND k.source_line_id = l.id
        AND k.target_type IN ('incoming_inspection', 'purchase_receipt', 'purchase_return')), 0)
UNION ALL
SELECT 'never_received', count(DISTINCT d.id), NULL, 0, NULL
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE %(sees_purchase_orders)s AND d.company_id = %(company_id)s AND d.type_code = 'purchase_order'
  AND d.business_on > %(today)s::date - 180
  AND (d.state IN ('done', 'closed_short')
       OR d.state IN ('approved', 'partial')
          AND coalesce((l.data ->> 'promised_on')::date, d.due_on, d.business_on) + 30 < %(today)s)
  AND NOT EXISTS (SELECT FROM documents_link AS k
                  WHERE k.company_id = l.company_id AND k.source_line_id = l.id
                    AND k.target_type = 'purchase_receipt')
