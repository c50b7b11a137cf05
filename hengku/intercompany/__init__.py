"""组织间 — trade between companies of one group (D-ICT).

``Link`` says which of our parties is which other company; it stands in both companies or in none. A trade is one
command: the seller's 销售出库 (and invoice) and the buyer's 采购入库 (and invoice) are posted in one transaction, under
one number, and taken back in one. Two companies of one legal person transfer at cost instead: no revenue, no tax.

``rules`` price and elimination, pure; ``actions_links`` who is who; ``actions`` trading and taking back; ``queries``
what was traded and the profit that still lies in stock.
"""
