-- 科目余额表 (R-51): opening balance, turnover and closing balance of every account; an account above is the sum below it.
-- 本年累计 is what was turned over since the year began: entries of openings are none of it, and what was turned over
-- before books that begin within the year is said on 科目期初 (D-OPNG).
WITH RECURSIVE below AS (
    SELECT id AS account_id, id AS leaf_id
    FROM ledger_account
    WHERE company_id = %(company_id)s
    UNION ALL
    SELECT account.parent_id, below.leaf_id
    FROM below
    JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.id = below.account_id
    WHERE account.parent_id IS NOT NULL
),
posted AS (
    SELECT account_id,
           coalesce(sum(debit - credit) FILTER (WHERE business_on < %(from)s), 0) AS opening,
           coalesce(sum(debit) FILTER (WHERE business_on >= %(from)s), 0) AS debit,
           coalesce(sum(credit) FILTER (WHERE business_on >= %(from)s), 0) AS credit,
           coalesce(sum(debit) FILTER (WHERE business_on >= %(year_from)s), 0) AS year_debit,
           coalesce(sum(credit) FILTER (WHERE business_on >= %(year_from)s), 0) AS year_credit,
           bool_or(business_on >= %(from)s) AS has_moved
    FROM ledger_entryline
    WHERE company_id = %(company_id)s AND business_on <= %(to)s
    GROUP BY account_id
),
opened AS (
    SELECT account_id, -debit AS year_debit, -credit AS year_credit
    FROM ledger_entryline
    WHERE company_id = %(company_id)s AND business_on BETWEEN %(year_from)s AND %(to)s AND entry_id = ANY(ARRAY(
        SELECT id FROM ledger_entry WHERE company_id = %(company_id)s AND document_id = ANY(ARRAY(
            SELECT id FROM documents_document
            WHERE company_id = %(company_id)s AND type_code IN ('opening_stock', 'opening_arap', 'opening_gl')))))
    UNION ALL
    SELECT (line.data ->> 'account')::bigint, coalesce((line.data ->> 'year_debit')::numeric, 0),
           coalesce((line.data ->> 'year_credit')::numeric, 0)
    FROM documents_document AS document
    JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
    WHERE document.company_id = %(company_id)s AND document.type_code = 'opening_gl' AND document.state = 'posted'
      AND document.reverses_id IS NULL AND document.business_on BETWEEN %(year_from)s AND %(to)s
),
moved AS (
    SELECT account_id, opening, debit, credit, year_debit, year_credit, has_moved FROM posted
    UNION ALL
    SELECT account_id, 0, 0, 0, year_debit, year_credit, false FROM opened
),
summed AS (
    SELECT below.account_id,
           sum(moved.opening) AS opening,
           sum(moved.debit) AS debit,
           sum(moved.credit) AS credit,
           sum(moved.year_debit) AS year_debit,
           sum(moved.year_credit) AS year_credit,
           sum(moved.opening + moved.debit - moved.credit) AS closing,
           bool_or(moved.has_moved) AS has_moved
    FROM below
    JOIN moved ON moved.account_id = below.leaf_id
    GROUP BY below.account_id
)
SELECT account.id AS account_id,
       account.code,
       account.name,
       CASE account.direction WHEN 'debit' THEN '借' ELSE '贷' END AS direction,
       account.is_leaf,
       greatest(summed.opening, 0) AS opening_debit,
       greatest(-summed.opening, 0) AS opening_credit,
       summed.debit,
       summed.credit,
       summed.year_debit,
       summed.year_credit,
       greatest(summed.closing, 0) AS closing_debit,
       greatest(-summed.closing, 0) AS closing_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN greatest(summed.opening, 0) END AS top_opening_debit,
       CASE WHEN %(leaves_only)s
           OR account.parent_id IS NULL THEN greatest(-summed.opening, 0) END AS top_opening_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.debit END AS top_debit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.credit END AS top_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.year_debit END AS top_year_debit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.year_credit END AS top_year_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN greatest(summed.closing, 0) END AS top_closing_debit,
       CASE WHEN %(leaves_only)s
           OR account.parent_id IS NULL THEN greatest(-summed.closing, 0) END AS top_closing_credit
FROM summed
JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.id = summed.account_id
WHERE (summed.has_moved OR summed.opening <> 0 OR summed.year_debit <> 0 OR summed.year_credit <> 0)
  AND (NOT %(leaves_only)s OR account.is_leaf)
