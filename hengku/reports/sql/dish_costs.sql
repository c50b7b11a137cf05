-- after: dish_flow
-- 菜品成本卡 (R-34): a row for each ingredient of the recipe in use, what it costs in a portion at what stock is worth now,
-- and what a portion took in fact: the recipe's quantity × actual ÷ theoretical use of that ingredient.
, fact AS (
    SELECT product_id, sum(went) FILTER (WHERE measure IN ('due', 'differs')) AS used,
           sum(went) FILTER (WHERE measure = 'due') AS due
    FROM dish_flow
    GROUP BY product_id
), worth AS (
    SELECT product_id, sum(amount) / nullif(sum(quantity), 0) AS unit_cost
    FROM costing_pool
    WHERE company_id = %(company_id)s AND warehouse_id >= 0 AND quantity > 0
    GROUP BY product_id
)
SELECT dish.id AS dish_id, ingredient.id AS product_id, dish.code AS dish_code, dish.name AS dish, bill.version,
       dish.sale_price, ingredient.code AS product_code, ingredient.name AS product_name, ingredient.specification,
       unit.name AS unit, line.line_no,
       round(line.quantity / bill.makes, 6) AS each,
       round(line.quantity / bill.makes * fact.used / nullif(fact.due, 0), 6) AS actual,
       round((fact.used - fact.due) / nullif(fact.due, 0), 4) AS rate,
       round(coalesce(worth.unit_cost, ingredient.reference_cost), 8) AS unit_cost,
       round(line.quantity / bill.makes * coalesce(worth.unit_cost, ingredient.reference_cost), 4) AS cost,
       round(line.quantity / bill.makes * coalesce(worth.unit_cost, ingredient.reference_cost)
             / nullif(dish.sale_price / (1 + tax.rate), 0), 4) AS share
FROM catalog_bill AS bill
JOIN catalog_product AS dish ON dish.company_id = bill.company_id AND dish.id = bill.product_id
JOIN catalog_taxcode AS tax ON tax.company_id = dish.company_id AND tax.id = dish.tax_code_id
JOIN catalog_billline AS line ON line.company_id = bill.company_id AND line.bill_id = bill.id
JOIN catalog_product AS ingredient ON ingredient.company_id = bill.company_id AND ingredient.id = line.component_id
JOIN catalog_unit AS unit ON unit.company_id = bill.company_id AND unit.id = ingredient.base_unit_id
LEFT JOIN fact ON fact.product_id = ingredient.id
LEFT JOIN worth ON worth.product_id = ingredient.id
WHERE bill.company_id = %(company_id)s AND bill.kind = 'dish' AND bill.is_active
  AND (%(dish)s::bigint IS NULL OR dish.id = %(dish)s)
