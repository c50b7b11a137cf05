"""往来与核销 — what is owed, and what settles what.

``settlement_item`` is an amount owed by or to a party, by kind (应收, 应付, 其他应收, 其他应付, 暂估应付, 预收,
预付, 已票未出); ``settlement_application`` 核销 takes an amount off two items at once. Both are books; ``residual`` on
the item is a cache. The open items of a kind and a party always equal that party's balance of the control account
(I17, I18); of 其他应收款 and 其他应付款 that is what stands there with a party, for vouchers may touch them.
"""
