"""Ledger: accounts 科目, entries and vouchers 凭证 (domain.md §1.4, §1.5, §3.1).

rules    the entry line by account role, the balance of an entry, role → account for both standards
charts   the two charts of accounts as data: 小企业会计准则 and 企业会计准则

Documents speak in account roles ("merchandise", "vat_output"), never in codes: the same code means
different things in the two standards (5001 is revenue in one and production cost in the other), and
a company may map a role to another account. Red entries keep the side and negate the amount (G9).
"""
