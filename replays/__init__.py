"""Replays: real histories played through the public functions, as a person or an import would have entered them.

Each replay is a command, ``python -m replays.NAME DIR``. It reads files from outside, makes a company of its own,
posts day by day through ``posting.actions.post`` and prints what the books say afterwards. Nothing here writes a
table directly, and nothing remembers where it stopped: a command that was killed finds out from the books.
"""
