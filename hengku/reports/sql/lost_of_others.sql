-- Goods of others: what came, what is left of it, and what of that was lost while we kept it (D-CIN, D-BOR, C19).
-- A loss names the owner and the product, not the receipt: it is taken off the oldest receipts of which something is
-- left, wherever the goods lay by then. What a count found of an owner's goods more stands like a receipt. Put before
-- the statements that tell of it: 受托代销与借入 and the questions behind it.
WITH receipt AS (
    SELECT line.id, line.document_id, line.line_no, line.product_id, line.quantity_base,
           document.type_code, document.number, document.business_on, document.due_on, document.party_id,
           document.warehouse_id, gone.back, gone.settled,
           line.quantity_base - gone.back - gone.settled AS kept
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(link.quantity) FILTER (
                   WHERE link.target_type IN ('borrow_return', 'consign_in_return')), 0) AS back,
               coalesce(sum(link.quantity) FILTER (WHERE link.target_type = 'consign_in_settle'), 0) AS settled
        FROM documents_link AS link
        WHERE link.company_id = line.company_id AND link.source_line_id = line.id
    ) AS gone
    WHERE document.company_id = %(company_id)s
      AND document.type_code IN ('consign_in', 'borrow_in', 'count_gain')
      AND document.party_id IS NOT NULL
      AND document.state = 'posted' AND document.reverses_id IS NULL
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
), loss AS (
    SELECT line.id, line.document_id, line.product_id, line.quantity_base, document.business_on, document.party_id,
           coalesce(nullif(line.data ->> 'owner_claim', '')::numeric, 0) AS claim
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND (document.type_code IN ('count_loss', 'loss_report')
           OR document.type_code = 'transfer_in' AND line.data ->> 'outcome' = 'lost')
      AND document.party_id IS NOT NULL
      AND document.state = 'posted' AND document.reverses_id IS NULL
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
      AND (%(product)s::bigint IS NULL OR line.product_id = %(product)s)
), kept AS (  -- each receipt is a stretch of all that is left of the owner's product, the oldest first
    SELECT receipt.id, party_id, product_id, sum(kept) OVER so_far - kept AS first, sum(kept) OVER so_far AS last
    FROM receipt
    WHERE kept > 0
    WINDOW so_far AS (PARTITION BY party_id, product_id ORDER BY business_on, id)
), lost AS (  -- and each loss a stretch of all that was lost
    SELECT loss.*, sum(quantity_base) OVER so_far - quantity_base AS first, sum(quantity_base) OVER so_far AS last
    FROM loss
    WHERE quantity_base > 0
    WINDOW so_far AS (PARTITION BY party_id, product_id ORDER BY business_on, id)
), lost_part AS (
    SELECT kept.id AS receipt_line_id, lost.id AS line_id, lost.document_id, lost.business_on,
           least(kept.last, lost.last) - greatest(kept.first, lost.first) AS quantity,
           -- shares of what the owner gets, so that they sum to it (T10)
           round(lost.claim * (least(kept.last, lost.last) - lost.first) / lost.quantity_base, 2)
           - round(lost.claim * (greatest(kept.first, lost.first) - lost.first) / lost.quantity_base, 2) AS claim
    FROM kept
    JOIN lost ON lost.party_id = kept.party_id AND lost.product_id = kept.product_id
     AND lost.first < kept.last AND kept.first < lost.last
), part AS (
    SELECT lost_part.receipt_line_id, sum(lost_part.quantity) AS quantity, sum(lost_part.claim) AS claim,
           bool_or(EXISTS (SELECT FROM settlement_item AS item
                           WHERE item.company_id = %(company_id)s AND item.document_id = lost_part.document_id
                             AND item.residual <> 0)) AS is_unpaid
    FROM lost_part
    GROUP BY lost_part.receipt_line_id
), shown AS (  -- something is here, or its owner still waits for money
    SELECT receipt.*, coalesce(part.quantity, 0) AS lost, coalesce(part.claim, 0) AS owed,
           receipt.kept - coalesce(part.quantity, 0) AS quantity_left
    FROM receipt
    LEFT JOIN part ON part.receipt_line_id = receipt.id
    WHERE (receipt.kept > coalesce(part.quantity, 0) OR part.is_unpaid)
      AND (%(warehouse)s::bigint IS NULL OR receipt.warehouse_id = %(warehouse)s)
)
