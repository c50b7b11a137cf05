"""成本 — what goods are worth: cost pools, and every value that entered or left them.

``costing_value`` is the book: each row puts a signed quantity and amount into a pool, names the move it
values and the account role on the other side. ``costing_pool`` is its cache. The rule (``rules.py``) is a
pure fold over events in (business date, seq) order; a back-dated event folds the pool again from its date
and writes only the differences as new rows (C9). Cost always comes from quantity and amount, never from a
rounded unit price (G3).
"""
