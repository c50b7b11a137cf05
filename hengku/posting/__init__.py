"""过账 — the one door: documents in, all books written, or nothing.

``actions.post`` takes many documents as it takes one: lock, load, decide in pure code (``fold.py``), write set-based,
commit (architecture §5). A type's ``effects`` says in ``effects.py``'s words what a document does; the fold
turns that into moves, values, open items and entries, or into every reason for refusal. Preview is the same
fold without writing.
"""
