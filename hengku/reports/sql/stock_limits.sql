-- after: goods
-- 超储缺货 (R-14): 缺货 = 可用 < 最低, 超储 = 现存 > 最高, as things stand now; 缺货率 = days of the period whose end found less
-- sound stock than the minimum, by all its days (what was reserved on a past day is not kept).
, limited AS (
    SELECT * FROM product WHERE stock_minimum IS NOT NULL OR stock_maximum IS NOT NULL
),
held AS (
    SELECT h.product_id, sum(h.quantity) AS on_hand,
           sum(CASE
               WHEN h.status = 'available' AND place.role <> 'transit' AND NOT EXISTS (
                   SELECT 1 FROM inventory_lot AS lot
                   WHERE lot.company_id = h.company_id AND lot.id = h.lot_id AND lot.expires_on < %(today)s
               ) THEN h.quantity
               ELSE 0
           END - h.reserved)
               AS available
    FROM inventory_onhand AS h
    JOIN place ON place.id = h.place_id AND place.is_ours
    WHERE h.company_id = %(company_id)s AND h.owner_id = 0 AND h.product_id IN (SELECT id FROM limited)
    GROUP BY h.product_id
),
leg AS (
    SELECT m.product_id, m.business_on, m.quantity
    FROM inventory_move AS m
    JOIN place ON place.id = m.to_place_id AND place.is_ours AND place.role <> 'transit'
    WHERE m.company_id = %(company_id)s AND m.to_owner_id = 0 AND m.to_status = 'available'
      AND m.business_on <= %(until)s AND m.product_id IN (SELECT id FROM limited)
    UNION ALL
    SELECT m.product_id, m.business_on, -m.quantity
    FROM inventory_move AS m
    JOIN place ON place.id = m.from_place_id AND place.is_ours AND place.role <> 'transit'
    WHERE m.company_id = %(company_id)s AND m.owner_id = 0 AND m.status = 'available'
      AND m.business_on <= %(until)s AND m.product_id IN (SELECT id FROM limited)
    UNION ALL
    SELECT id, %(from)s, 0 FROM limited
),
day AS (
    SELECT product_id, greatest(business_on, %(from)s::date) AS begins_on, sum(quantity) AS change
    FROM leg
    GROUP BY 1, 2
),
span AS (
    SELECT product_id, begins_on,
           lead(begins_on, 1, %(until)s::date + 1) OVER one AS ends_before,
           sum(change) OVER one AS sound
    FROM day
    WINDOW one AS (PARTITION BY product_id ORDER BY begins_on)
),
short AS (
    SELECT span.product_id, sum(span.ends_before - span.begins_on) AS days
    FROM span
    JOIN limited ON limited.id = span.product_id AND span.sound < limited.stock_minimum
    GROUP BY span.product_id
),
judged AS (
    SELECT limited.*, coalesce(held.on_hand, 0) AS on_hand, coalesce(held.available, 0) AS available,
           CASE WHEN limited.stock_minimum IS NOT NULL
                THEN greatest(%(until)s::date - %(from)s::date + 1, 0) END AS days,
           CASE WHEN limited.stock_minimum IS NOT NULL THEN coalesce(short.days, 0) END AS days_short
    FROM limited
    LEFT JOIN held ON held.product_id = limited.id
    LEFT JOIN short ON short.product_id = limited.id
)
SELECT id AS product_id,
       code AS product_code,
       name AS product_name,
       specification,
       category,
       unit,
       on_hand,
       available,
       stock_minimum,
       stock_maximum,
       CASE WHEN available < stock_minimum THEN stock_minimum - available END AS lacking,
       CASE WHEN on_hand > stock_maximum THEN on_hand - stock_maximum END AS excess,
       days_short,
       days,
       round(days_short::numeric / nullif(days, 0), 4) AS rate
FROM judged
WHERE CASE %(only)s
          WHEN 'short' THEN available < stock_minimum
          WHEN 'over' THEN on_hand > stock_maximum
          WHEN 'all' THEN true
          ELSE available < stock_minimum OR on_hand > stock_maximum
      END
