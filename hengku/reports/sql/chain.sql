-- What was carried between documents of which one is in the frontier: per pair, how many lines, how much, in which unit
-- when it is one. A reversal takes back: its quantities are below zero.
SELECT link.source_document_id AS source_id, link.target_document_id AS target_id,
       count(*) AS lines, sum(link.quantity) AS quantity,
       count(DISTINCT product.base_unit_id) AS units, min(unit.name) AS unit
FROM documents_link AS link
JOIN documents_line AS line ON line.company_id = link.company_id AND line.id = link.source_line_id
LEFT JOIN catalog_product AS product ON product.company_id = line.company_id AND product.id = line.product_id
LEFT JOIN catalog_unit AS unit ON unit.company_id = product.company_id AND unit.id = product.base_unit_id
WHERE link.company_id = %(company_id)s
  AND (link.source_document_id = ANY(%(frontier)s) OR link.target_document_id = ANY(%(frontier)s))
GROUP BY link.source_document_id, link.target_document_id
ORDER BY link.source_document_id, link.target_document_id
LIMIT %(limit)s
