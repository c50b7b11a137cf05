-- after: sold
-- 首页: what was sold day by day.
SELECT business_on, count(DISTINCT document_id) FILTER (WHERE net <> 0 OR quantity <> 0) AS document_count,
       sum(net) AS net, sum(net) - sum(cost) AS profit
FROM sold
GROUP BY business_on
ORDER BY business_on
