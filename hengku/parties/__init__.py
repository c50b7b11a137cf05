"""往来 — customers and suppliers, and our own cash and bank accounts.

One party may be both customer and supplier. Credit limit and days are kept here; what a party owes is in
``settlement``. Missing bank data of a supplier stops a payment, never a receipt or a payable (§0.3).
"""
