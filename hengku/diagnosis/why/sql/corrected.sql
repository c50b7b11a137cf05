-- after: corrected
-- Documents counted one by one (R-47, R-49).
SELECT business_on, id AS seq, id AS document_id, NULL::bigint AS line_id, 1::numeric AS amount, '' AS note
FROM written
WHERE CASE %(measure)s
          WHEN 'document' THEN NOT is_reversal
          WHEN 'reversal' THEN is_reversal
          WHEN 'wrong' THEN is_wrong_type
          WHEN 'adjustment' THEN is_adjustment
          ELSE is_reversal OR is_adjustment
      END
