-- 应付账款周转天数 (R-25): by supplier, what was owed at both ends of the days, what was added and paid between;
-- 周转天数 = (期初 + 期末) / 2 / 当期采购(含税) × 天数.
WITH flow AS (
    SELECT line.party_id,
           sum(line.credit - line.debit) FILTER (WHERE line.business_on < %(from)s) AS opening,
           sum(line.credit) FILTER (WHERE line.business_on >= %(from)s) AS purchased,
           sum(line.debit) FILTER (WHERE line.business_on >= %(from)s) AS paid
    FROM ledger_account AS account
    JOIN ledger_entryline AS line ON line.company_id = account.company_id AND line.account_id = account.id
    WHERE account.company_id = %(company_id)s AND account.control = 'ap' AND line.business_on <= %(to)s
      AND (%(party)s::bigint IS NULL OR line.party_id = %(party)s)
    GROUP BY line.party_id
), whole AS (
    SELECT party_id, coalesce(opening, 0) AS opening, coalesce(purchased, 0) AS purchased, coalesce(paid, 0) AS paid
    FROM flow
)
SELECT whole.party_id, party.code AS party_code, party.name AS party, whole.opening, whole.purchased, whole.paid,
       whole.opening + whole.purchased - whole.paid AS closing,
       round((2 * whole.opening + whole.purchased - whole.paid) / 2 / nullif(whole.purchased, 0)
             * (%(to)s::date - %(from)s::date + 1), 1) AS days
FROM whole
LEFT JOIN parties_party AS party ON party.company_id = %(company_id)s AND party.id = whole.party_id
WHERE whole.opening <> 0 OR whole.purchased <> 0 OR whole.paid <> 0
