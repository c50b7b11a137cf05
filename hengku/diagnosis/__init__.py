"""诊断 — asks the books whether they agree, and names what does not.

An invariant (``invariants.py``) is a sentence that must hold, a severity, and a statement in ``sql/`` that
returns no row while it holds; each row it returns names the culprit documents, parties, products and amounts.
``queries.audit`` runs all of them over one company or every one, each in a read-only snapshot, and turns rows
into findings in Chinese. ``references.py`` makes the one statement that asks whether everything pointed at by
id is there (books carry no foreign keys). Nothing here computes a business figure or repairs: a repair is
documents and postings like any other. ``actions.check_up`` asks and keeps when it did and how many do not hold, so
that the first page tells of the last check and does not ask again.

The same statements are ``hengku audit``, ``/api/audit``, the daily check of ``hengku work``, and what every test
with a book ends with. A new invariant is an entry in ``INVARIANTS``, a file in ``sql/``, and a planted corruption in
``tests/diagnosis`` that it must catch.
"""
