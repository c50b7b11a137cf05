"""期初 — opening a company, and what it brings along from before its books.

actions_company   a company ready for its first document, in one transaction
defaults          what it starts with, as data: units, tax codes, categories, fund accounts
types             opening documents: stock and open items on the day the books begin

This room stands above the master data, inventory and the ledger, and so may put all of them together.
"""
