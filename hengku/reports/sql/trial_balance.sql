-- 科目余额表 (R-51): opening balance, turnover and closing balance of every account; an account above is the sum below it.
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
           bool_or(business_on >= %(from)s) AS has_moved
    FROM ledger_entryline
    WHERE company_id = %(company_id)s AND business_on <= %(to)s
    GROUP BY account_id
),
summed AS (
    SELECT below.account_id,
           sum(posted.opening) AS opening,
           sum(posted.debit) AS debit,
           sum(posted.credit) AS credit,
           sum(posted.opening + posted.debit - posted.credit) AS closing,
           bool_or(posted.has_moved) AS has_moved
    FROM below
    JOIN posted ON posted.account_id = below.leaf_id
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
       greatest(summed.closing, 0) AS closing_debit,
       greatest(-summed.closing, 0) AS closing_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN greatest(summed.opening, 0) END AS top_opening_debit,
       CASE WHEN %(leaves_only)s
           OR account.parent_id IS NULL THEN greatest(-summed.opening, 0) END AS top_opening_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.debit END AS top_debit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN summed.credit END AS top_credit,
       CASE WHEN %(leaves_only)s OR account.parent_id IS NULL THEN greatest(summed.closing, 0) END AS top_closing_debit,
       CASE WHEN %(leaves_only)s
           OR account.parent_id IS NULL THEN greatest(-summed.closing, 0) END AS top_closing_credit
FROM summed
JOIN ledger_account AS account ON account.company_id = %(company_id)s AND account.id = summed.account_id
WHERE (summed.has_moved OR summed.opening <> 0)
  AND (NOT %(leaves_only)s OR account.is_leaf)
