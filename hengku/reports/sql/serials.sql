-- 序列号追踪 (R-05): every piece, by which document it came in and by which it went, and who has it.
WITH first_in AS (
    SELECT DISTINCT ON (m.serial_id) m.serial_id, d.id, d.number, d.business_on
    FROM inventory_serialmove AS m
    JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
    WHERE m.company_id = %(company_id)s
    ORDER BY m.serial_id, m.id
),
last AS (
    SELECT DISTINCT ON (m.serial_id) m.serial_id, d.id, d.number, d.business_on, d.type_code
    FROM inventory_serialmove AS m
    JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
    WHERE m.company_id = %(company_id)s
    ORDER BY m.serial_id, m.id DESC
)
SELECT s.id, s.serial_no, s.state, p.id AS product_id, p.code AS product_code, p.name AS product_name, p.specification,
       coalesce(w.name, '') AS warehouse, coalesce(party.name, '') AS party, owner.name AS owner,
       first_in.number AS in_number, first_in.business_on AS in_on,
       last.id AS document_id, last.number, last.business_on, last.type_code
FROM inventory_serial AS s
JOIN catalog_product AS p ON p.company_id = s.company_id AND p.id = s.product_id
JOIN inventory_place AS place ON place.company_id = s.company_id AND place.id = s.place_id
LEFT JOIN company_warehouse AS w ON w.company_id = s.company_id AND w.id = place.warehouse_id
LEFT JOIN parties_party AS party ON party.company_id = s.company_id AND party.id = s.party_id
LEFT JOIN parties_party AS owner ON owner.company_id = s.company_id AND owner.id = s.owner_id
LEFT JOIN first_in ON first_in.serial_id = s.id
LEFT JOIN last ON last.serial_id = s.id
WHERE s.company_id = %(company_id)s
  AND (%(product)s::bigint IS NULL OR s.product_id = %(product)s)
  AND (%(party)s::bigint IS NULL OR s.party_id = %(party)s)
  AND (%(pattern)s::text IS NULL OR s.serial_no ILIKE %(pattern)s)
  AND (%(state)s = '' OR s.state = %(state)s)
