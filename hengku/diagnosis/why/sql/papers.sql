-- Amounts of posted documents of some types, as their heads say them; types that take back count below zero.
SELECT document.business_on, document.id AS seq, document.id AS document_id, NULL::bigint AS line_id,
       CASE WHEN document.type_code = ANY(%(less_types)s) THEN -1 ELSE 1 END
           * CASE WHEN %(measure)s = 'net' THEN document.amount_net ELSE document.amount_incl END AS amount,
       '' AS note
FROM documents_document AS document
WHERE document.company_id = %(company_id)s AND document.posted_at IS NOT NULL
  AND document.type_code = ANY(%(types)s)
  AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
