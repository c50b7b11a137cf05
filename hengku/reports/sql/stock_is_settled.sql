-- Whether nothing moved or was valued after a day, so that the balances tell how things stood at its end.
SELECT NOT EXISTS (
           SELECT 1 FROM inventory_onhand WHERE company_id = %(company_id)s AND last_moved_on > %(as_of)s
       )
   AND NOT EXISTS (
           SELECT 1 FROM costing_pool WHERE company_id = %(company_id)s AND last_valued_on > %(as_of)s
       ) AS is_settled
