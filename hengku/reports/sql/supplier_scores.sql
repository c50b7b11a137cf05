-- 供应商评分 (R-23): on time = lines wholly in within a day of the promised one / lines promised in these days; passed =
-- released / inspected; short = not delivered / ordered; price index = paid / the same goods at the average price of as
-- many days before. Of a version that was revised only what came of it was promised. 总分 = 40 parts quality, 30 on time,
-- 20 price, 10 delivered in full; what nothing is known of does not count.
WITH due AS (
    SELECT document.party_id, line.id, document.state,
           CASE document.state WHEN 'revised' THEN of_it.came ELSE line.quantity_base END AS quantity_base,
           CASE document.state WHEN 'revised' THEN of_it.came ELSE line.quantity_base
                * (1 - coalesce((line.data ->> 'short_pct')::numeric, 0)) END AS wanted,
           coalesce((line.data ->> 'promised_on')::date, document.due_on) AS promised_on
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    LEFT JOIN LATERAL (
        SELECT least(coalesce(sum(k.quantity), 0), line.quantity_base) AS came
        FROM documents_link AS k
        WHERE k.company_id = line.company_id AND k.source_line_id = line.id AND k.target_type = 'purchase_receipt'
    ) AS of_it ON document.state = 'revised'
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_order'
      AND (document.state IN ('approved', 'partial', 'done', 'closed_short') OR of_it.came > 0)
      AND coalesce((line.data ->> 'promised_on')::date, document.due_on) BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
), came AS (
    SELECT due.id, sum(k.quantity) AS quantity, max(receipt.business_on) AS last_on
    FROM due
    JOIN documents_link AS k ON k.company_id = %(company_id)s AND k.source_line_id = due.id
     AND k.target_type = 'purchase_receipt'
    JOIN documents_document AS receipt ON receipt.company_id = k.company_id AND receipt.id = k.target_document_id
    WHERE receipt.reverses_id IS NULL AND receipt.state <> 'reversed'
    GROUP BY due.id
), delivered AS (
    SELECT due.party_id, count(*) AS line_count, sum(due.quantity_base) AS ordered,
           count(*) FILTER (WHERE came.quantity >= due.wanted
                              AND abs(came.last_on - due.promised_on) <= 1) AS on_time_count,
           sum(greatest(due.wanted - coalesce(came.quantity, 0), 0))
               FILTER (WHERE due.state = 'closed_short' OR due.promised_on < %(today)s) AS short
    FROM due LEFT JOIN came ON came.id = due.id
    GROUP BY due.party_id
), inspected AS (
    SELECT document.party_id, sum(line.quantity_base) AS inspected,
           sum(line.quantity_base - sign(line.quantity_base)
               * coalesce((line.data ->> 'rejected_base')::numeric, 0)) AS passed
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'incoming_inspection' AND document.posted_at IS NOT NULL
      AND document.business_on BETWEEN %(from)s AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
    GROUP BY document.party_id
), bought AS (
    SELECT document.party_id, line.product_id,
           sum(measured.quantity) FILTER (WHERE document.business_on >= %(from)s) AS quantity,
           sum(line.amount_net) FILTER (WHERE document.business_on >= %(from)s) AS amount,
           sum(line.amount_net) FILTER (WHERE document.business_on < %(from)s)
               / nullif(sum(measured.quantity) FILTER (WHERE document.business_on < %(from)s), 0) AS before
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    CROSS JOIN LATERAL (SELECT documents_measure(line.data, line.quantity_base) AS quantity) AS measured  -- B2
    WHERE document.company_id = %(company_id)s
      AND document.type_code = 'purchase_receipt' AND document.posted_at IS NOT NULL AND NOT line.is_gift
      AND document.business_on BETWEEN %(from)s::date - (%(to)s::date - %(from)s::date + 1) AND %(to)s
      AND (%(party)s::bigint IS NULL OR document.party_id = %(party)s)
    GROUP BY document.party_id, line.product_id
), priced AS (
    SELECT party_id, sum(amount) AS amount,
           sum(amount) FILTER (WHERE before > 0) / nullif(sum(quantity * before) FILTER (WHERE before > 0), 0) AS index
    FROM bought WHERE quantity > 0
    GROUP BY party_id
), rated AS (
    SELECT party.id AS party_id, party.code AS party_code, party.name AS party,
           delivered.line_count, delivered.on_time_count,
           delivered.on_time_count::numeric / nullif(delivered.line_count, 0) AS on_time,
           inspected.inspected, inspected.passed / nullif(inspected.inspected, 0) AS quality,
           coalesce(delivered.short, 0) / nullif(delivered.ordered, 0) AS short,
           priced.amount, priced.index AS price_index
    FROM parties_party AS party
    LEFT JOIN delivered ON delivered.party_id = party.id
    LEFT JOIN inspected ON inspected.party_id = party.id
    LEFT JOIN priced ON priced.party_id = party.id
    WHERE party.company_id = %(company_id)s
      AND (delivered.party_id IS NOT NULL OR inspected.party_id IS NOT NULL OR priced.party_id IS NOT NULL)
)
SELECT party_id, party_code, party, line_count, on_time_count, inspected, amount,
       round(on_time, 4) AS on_time, round(quality, 4) AS quality, round(short, 4) AS short,
       round(price_index, 4) AS price_index,
       round((coalesce(40 * quality, 0) + coalesce(30 * on_time, 0)
              + CASE WHEN price_index > 0 THEN 20 * least(1, 1 / price_index) ELSE 0 END + coalesce(10 * (1 - short),
                  0))
             / nullif(CASE WHEN quality IS NULL THEN 0 ELSE 40 END + CASE WHEN on_time IS NULL THEN 0 ELSE 30 END
                      + CASE WHEN price_index IS NULL THEN 0 ELSE 20 END
                      + CASE WHEN short IS NULL THEN 0 ELSE 10 END, 0), 4) AS score
FROM rated
