"""诊断 — asks the books whether they agree, and names what does not.

An invariant (``invariants.py``) is a sentence that must hold, a severity, and a statement in ``sql/`` that
returns no row while it holds; each row it returns names the culprit documents, parties, products and amounts.
``queries.audit`` runs all of them over one company or every one, each in a read-only snapshot, and turns rows
into findings in Chinese. ``references.py`` makes the one statement that asks whether everything pointed at by
id is there (books carry no foreign keys). Nothing here writes, computes a business figure or repairs: a
repair is documents and postings like any other.

The same statements are ``hengku audit``, ``GET /api/audit``, and what every test with a book ends with. A new
invariant is an entry in ``INVARIANTS``, a file in ``sql/``, and a planted corruption in ``tests/diagnosis``
that it must catch.
"""
