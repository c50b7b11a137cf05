"""资金 — payments, receipts, and what settles what.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
