-- after: places
-- The products that are asked for. Put before the statements that are asked by product and category.
, product AS (
    SELECT p.id, p.code, p.name, p.specification, p.stock_minimum, p.stock_maximum,
           p.category_id, c.code AS category_code, c.name AS category, u.name AS unit, u.precision > 0 AS is_weighed,
           coalesce(a.name, '') AS weight_unit
    FROM catalog_product AS p
    JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
    JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
    LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
    WHERE p.company_id = %(company_id)s
      AND (%(product)s::bigint IS NULL OR p.id = %(product)s)
      AND (%(category_ids)s::bigint[] IS NULL OR p.category_id = ANY(%(category_ids)s))
)
