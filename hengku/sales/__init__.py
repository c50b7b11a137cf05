"""销售 — orders, issues, returns and invoices with customers.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
