"""仓储 — transfers, adjustments and losses inside the company.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
