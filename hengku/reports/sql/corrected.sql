-- What was written and what of it had to be put right (R-47, R-49): every posted document of some days, and beside it
-- the one it takes back. Put before the statements that count or list them.
WITH written AS (
    SELECT d.id, d.type_code, d.number, d.business_on, d.amount_incl, d.remark, d.created_by, d.party_id, d.reverses_id,
           coalesce(original.created_by, d.created_by) AS maker_id,
           original.number AS original_number, original.business_on AS original_on,
           d.reverses_id IS NOT NULL AS is_reversal,
           d.reverses_id IS NOT NULL AND d.remark ~* %(wrong_type)s AS is_wrong_type,
           d.reverses_id IS NULL AND d.type_code = ANY(%(adjusting)s) AS is_adjustment
    FROM documents_document AS d
    LEFT JOIN documents_document AS original
        ON original.company_id = d.company_id AND original.id = d.reverses_id
    WHERE d.company_id = %(company_id)s AND d.business_on BETWEEN %(from)s AND %(to)s AND d.posted_at IS NOT NULL
      AND (%(maker)s::bigint IS NULL OR coalesce(original.created_by, d.created_by) = %(maker)s)
      AND (%(type)s::text IS NULL OR d.type_code = %(type)s)
)
