-- after: corrected
-- 红冲和调整明细 (R-47, R-49): each document that puts something right, and why.
SELECT written.id AS document_id,
       written.business_on,
       written.number,
       written.type_code,
       written.original_number,
       written.original_on,
       written.business_on - written.original_on AS days,
       party.name AS party,
       maker.display_name AS maker,
       corrector.display_name AS corrector,
       written.remark AS reason,
       written.is_wrong_type,
       written.amount_incl AS amount
FROM written
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = written.party_id
LEFT JOIN identity_user AS maker ON maker.id = written.maker_id
LEFT JOIN identity_user AS corrector ON corrector.id = written.created_by
WHERE written.is_reversal OR written.is_adjustment
