"""期初 — opening a company: its first tables, and the balances it brings along.

``actions_company.open_company`` makes everything a new company needs in one transaction; the document types
bring in stock and what is owed. Opening balances are posted like everything else.
"""
