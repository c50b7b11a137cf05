"""账套 — the company that keeps one set of books, and what it decided about itself.

Owns the company, its warehouses and departments, its accounting periods and its settings. A setting has the date from
which it holds: looking up an old document uses the rule of its day. A company is the unit of posting, isolation and
(later) sharding; nothing below this room knows of it but by ``company_id``.
"""
