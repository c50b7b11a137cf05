-- 过账有据 (ORG-04): every posted document has the evidence of its posting, by the same person at the same
-- moment.
SELECT ARRAY[d.id] AS document_ids, d.posted_at, d.posted_by
FROM documents_document AS d
WHERE d.company_id = %(company_id)s AND d.posted_at IS NOT NULL
  AND NOT EXISTS (
      SELECT FROM audit_event AS e
      WHERE e.company_id = d.company_id AND e.entity_kind = 'document' AND e.entity_id = d.id
        AND e.action = d.type_code || CASE WHEN d.reverses_id IS NULL THEN '.post' ELSE '.reverse' END
        AND e.user_id = d.posted_by AND e.at = d.posted_at)
