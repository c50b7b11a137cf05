-- What queries of many rooms say of a line, said once. Plain SQL functions: the planner puts their text in the place of the
-- call (tests/documents/test_measures.py asks it), so that they cost nothing and indexes serve as before.

-- How much a line, or what a link carried of one, counts for: goods that are weighed by their weight (B2), other goods in base
-- units; with the sign of ``quantity``. ``data`` is that of the line, or of the line a link carried to.
CREATE OR REPLACE FUNCTION documents_measure(data jsonb, quantity numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(sign(quantity) * (data ->> 'aux_quantity')::numeric, quantity);

-- The weight alone (B2), with the sign of ``quantity``; 0 of goods that are not weighed.
CREATE OR REPLACE FUNCTION documents_weight(data jsonb, quantity numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(sign(quantity) * (data ->> 'aux_quantity')::numeric, 0);

-- The links by which delivery notices carried on an order's line, or an invoice of it that came before the goods (T11). The
-- text is read when it is used: whoever sees a part of a company only reads the views (kit/sight.py).
CREATE OR REPLACE FUNCTION documents_notices(company bigint, line bigint)
    RETURNS TABLE (id bigint, target_line_id bigint, target_document_id bigint, quantity numeric)
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT notice.id, notice.target_line_id, notice.target_document_id, notice.quantity
    FROM documents_link AS notice
    WHERE notice.company_id = company AND notice.target_type = 'delivery_notice'
      AND notice.source_line_id = ANY(ARRAY(
          SELECT line
          UNION ALL
          SELECT bill.target_line_id FROM documents_link AS bill
          WHERE bill.company_id = company AND bill.source_line_id = line AND bill.target_type = 'sales_invoice'))
$$;
