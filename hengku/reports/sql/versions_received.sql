-- 变更前已入库 (D-PO 改价): what came of earlier versions of an order, with tax, at the prices of those versions.
SELECT coalesce(sum(round(line.amount_incl * least(came.quantity, line.quantity_base) / line.quantity_base, 2)), 0)
       AS amount
FROM documents_document AS document
JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
CROSS JOIN LATERAL (
    SELECT greatest(coalesce(sum(k.quantity), 0), 0) AS quantity
    FROM documents_link AS k
    WHERE k.company_id = line.company_id AND k.source_line_id = line.id AND k.target_type = 'purchase_receipt'
) AS came
WHERE document.company_id = %(company_id)s AND document.type_code = %(type)s AND document.number = ANY(%(numbers)s)
