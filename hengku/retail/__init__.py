"""门店 — the counter: what a store sells for money at once, its close of the day, and goods that are only signed for.

Only document types live here: each file of ``types/`` declares one, and its ``effects`` is the whole
accounting of it.
"""
