"""接口 — the product over HTTP: JSON in, one action or one query, JSON out. Nothing is decided here.

    app.py       the NinjaAPI with all routers          urls.py     where it is mounted
    wire.py      reading and writing JSON, with limits  values.py   numbers, ids and dates as text
    errors.py    which refusal has which status         auth.py     session cookie, CSRF, actor
    bodies.py    a typed body per document type, made from its declaration
    security.py  headers of every answer

Every unsafe call carries the CSRF token: all auth classes derive from ``APIKeyCookie``, because django-ninja exempts
its views from Django's own check (reliability X26). Numbers, ids and dates travel as text; a JSON float is
refused (G1).
"""
