"""身份 — who is acting, and what they may do.

Owns users, sessions, roles and the ``Actor`` that every action takes first. A user is one person and belongs to no
company; a membership gives the user a role inside one company. A permission is a word ``<room or type>.<verb>``, for
example ``purchase_receipt.post``; roles carry a list of them. Nothing is allowed that no role grants.
"""
