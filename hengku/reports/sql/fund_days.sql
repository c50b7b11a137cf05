-- 资金日报 (R-45): of each account and day on which money moved, 日初 + 收 − 支 = 日末.
WITH day AS (
    SELECT l.fund_account_id, l.business_on, sum(l.debit) AS money_in, sum(l.credit) AS money_out
    FROM ledger_entryline AS l
    WHERE l.company_id = %(company_id)s AND l.fund_account_id <> 0 AND l.business_on <= %(to)s
      AND (%(fund_account)s::bigint IS NULL OR l.fund_account_id = %(fund_account)s)
    GROUP BY l.fund_account_id, l.business_on
),
running AS (
    SELECT day.*,
           sum(money_in - money_out) OVER (PARTITION BY fund_account_id ORDER BY business_on ROWS UNBOUNDED PRECEDING)
               AS closing
    FROM day
)
SELECT running.fund_account_id,
       running.business_on,
       fund.code AS fund_code,
       fund.name AS fund_account,
       running.closing - running.money_in + running.money_out AS opening,
       running.money_in,
       running.money_out,
       running.closing
FROM running
JOIN parties_fundaccount AS fund ON fund.company_id = %(company_id)s AND fund.id = running.fund_account_id
WHERE running.business_on >= %(from)s
