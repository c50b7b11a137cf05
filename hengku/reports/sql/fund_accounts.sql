-- 资金账户余额表 (R-45): each account with what it began and ended with; one that is out of use only where it has figures.
WITH moved AS (
    SELECT fund_account_id,
           coalesce(sum(debit - credit) FILTER (WHERE business_on < %(from)s), 0) AS opening,
           coalesce(sum(debit) FILTER (WHERE business_on >= %(from)s), 0) AS money_in,
           coalesce(sum(credit) FILTER (WHERE business_on >= %(from)s), 0) AS money_out
    FROM ledger_entryline
    WHERE company_id = %(company_id)s AND fund_account_id <> 0 AND business_on <= %(to)s
    GROUP BY fund_account_id
)
SELECT fund.id AS fund_account_id,
       fund.code AS fund_code,
       fund.name AS fund_account,
       fund.role,
       fund.bank_name,
       fund.bank_account,
       coalesce(moved.opening, 0) AS opening,
       coalesce(moved.money_in, 0) AS money_in,
       coalesce(moved.money_out, 0) AS money_out,
       coalesce(moved.opening + moved.money_in - moved.money_out, 0) AS closing
FROM parties_fundaccount AS fund
LEFT JOIN moved ON moved.fund_account_id = fund.id
WHERE fund.company_id = %(company_id)s
  AND (fund.is_active OR moved.opening <> 0 OR moved.money_in <> 0 OR moved.money_out <> 0)
