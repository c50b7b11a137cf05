-- after: dish_flow
-- 理论与实际耗用 (R-34): a row for each ingredient in each store.
, told AS (
    SELECT warehouse_id, product_id,
           coalesce(sum(-went) FILTER (WHERE measure = 'came'), 0) AS came,
           coalesce(sum(went) FILTER (WHERE measure = 'lost'), 0) AS lost,
           coalesce(sum(went) FILTER (WHERE measure = 'due'), 0) AS due,
           coalesce(sum(went) FILTER (WHERE measure = 'differs'), 0) AS over
    FROM dish_flow
    GROUP BY warehouse_id, product_id
), lay AS (
    SELECT ingredient.warehouse_id, ingredient.product_id,
           coalesce(sum(CASE WHEN place.id = move.to_place_id THEN move.quantity ELSE -move.quantity END), 0) AS opening
    FROM ingredient
    JOIN inventory_place AS place ON place.company_id = %(company_id)s AND place.role = 'stock'
     AND place.warehouse_id = ingredient.warehouse_id
    LEFT JOIN inventory_move AS move ON move.company_id = place.company_id AND move.product_id = ingredient.product_id
     AND move.business_on < %(from)s AND move.from_place_id <> move.to_place_id
     AND (move.to_place_id = place.id AND move.to_owner_id = 0 OR move.from_place_id = place.id AND move.owner_id = 0)
    GROUP BY ingredient.warehouse_id, ingredient.product_id
)
SELECT told.warehouse_id, told.product_id, store.code AS warehouse_code, store.name AS warehouse,
       product.code AS product_code, product.name AS product_name, product.specification, unit.name AS unit,
       lay.opening, told.came, told.lost, lay.opening + told.came - told.lost - told.due - told.over AS closing,
       told.due + told.over AS used, told.due, told.over, round(told.over / nullif(told.due, 0), 4) AS rate
FROM told
JOIN lay ON lay.warehouse_id = told.warehouse_id AND lay.product_id = told.product_id
JOIN catalog_product AS product ON product.company_id = %(company_id)s AND product.id = told.product_id
JOIN catalog_unit AS unit ON unit.company_id = %(company_id)s AND unit.id = product.base_unit_id
JOIN company_warehouse AS store ON store.company_id = %(company_id)s AND store.id = told.warehouse_id
