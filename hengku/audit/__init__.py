"""审计 — append-only evidence of who did what, when, from which device.

Every action that changes something writes one event in its own transaction. The table takes only INSERT from the
application's database role. Events name an entity by kind and id and carry what changed as data.
"""
