"""采购 — orders, receipts, returns and invoices with suppliers.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
