"""商品 — what is bought, stocked and sold: products, units, barcodes, categories, tax codes.

A product has one base unit in which stock is kept; other units convert by an exact fraction (B1). Barcodes belong to
a product and a unit. Tax codes carry a rate with the dates it holds; no rate stands in the code. Pure rules for tax,
units, barcodes and search keys are in ``*_rules.py``.
"""
