"""为什么 — every figure the pages show explains itself: the rows of the books that sum to it exactly (DIAG-02).

A figure carries its question: a kind (``kinds.py``) and what it is asked of (product, warehouse, party, account, days).
A kind is a declaration of a few lines: the flow in ``sql/`` its rows come from, the span of days, the column of the
report that shows it. ``queries.explain`` reads the figure through the report, as the page does, and the rows through
the flow, straight from the books; where the two differ it says so. Rows come document by document, newest first, a
page at a time, with a subtotal for each month; documents the asker may not see are summed in one line, so that the sum
still holds.

``pending.py`` tells what is not in the figure yet and would change it (还在路上); ``suspicious.py`` what of it looks
wrong (可疑): the invariants of ``hengku.diagnosis`` that touch the same keys, and signs of human error that are certain
enough to be worth a look. Nothing here writes.
"""
