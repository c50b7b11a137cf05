-- What became of the ingredients of dishes in the stores that sell them (R-34): a row for each figure and move. due:
-- what was sold took, by recipe or by itself; differs: what counts and adjustments found missing (above zero) or over;
-- lost: 报损; came: everything else, net. Actual use is due + differs, so that 期初 + 入 − 期末 − 报损 is just that. Put
-- before the report and the questions behind it.
WITH ingredient AS (
    SELECT DISTINCT document.warehouse_id, line.product_id
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'pos_ticket' AND document.posted_at IS NOT NULL
      AND document.business_on BETWEEN %(from)s AND %(to)s AND line.data ? 'dish_of'
      AND (%(warehouse)s::bigint IS NULL OR document.warehouse_id = %(warehouse)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
), dish_flow AS (
    SELECT ingredient.warehouse_id, ingredient.product_id, move.business_on, move.seq, move.document_id, move.line_id,
           CASE WHEN other.role = 'customer' THEN 'due'
                WHEN other.role = 'loss' THEN 'lost'
                WHEN document.type_code IN ('count_gain', 'count_loss', 'stock_adjustment') THEN 'differs'
                ELSE 'came' END AS measure,
           move.quantity * CASE WHEN side.comes_in THEN -1 ELSE 1 END AS went
    FROM ingredient
    JOIN inventory_move AS move ON move.company_id = %(company_id)s AND move.product_id = ingredient.product_id
     AND move.business_on BETWEEN %(from)s AND %(to)s AND move.from_place_id <> move.to_place_id
    CROSS JOIN (VALUES (true), (false)) AS side(comes_in)
    JOIN inventory_place AS place ON place.company_id = move.company_id AND place.role = 'stock'
     AND place.id = CASE WHEN side.comes_in THEN move.to_place_id ELSE move.from_place_id END
     AND place.warehouse_id = ingredient.warehouse_id
    JOIN inventory_place AS other ON other.company_id = move.company_id
     AND other.id = CASE WHEN side.comes_in THEN move.from_place_id ELSE move.to_place_id END
    LEFT JOIN documents_document AS document
        ON document.company_id = move.company_id AND document.id = move.document_id
    WHERE CASE WHEN side.comes_in THEN move.to_owner_id ELSE move.owner_id END = 0
)
