-- after: demand
-- 安全库存 of what was sold or used at all (R-03, R-11).
SELECT product_id, safety FROM demand
