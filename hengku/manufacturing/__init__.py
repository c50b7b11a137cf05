"""生产 — orders to make goods, in house or by a supplier: what they take, and what comes of it.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
