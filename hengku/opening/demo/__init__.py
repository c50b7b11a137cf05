"""The demo company: a convenience store made up by us, from a seed, posted through the one door like anything else.

``make_demo(owner, until)`` opens 衡家便利 with about 200 products and three months of documents that end the day before
``until``: opening balances, orders, receipts, sales, returns, losses, transfers, invoices, payments, collections.
The same seed and day give the same books.
"""

from hengku.opening.demo.shop import DEMO_CODE, make_demo

__all__ = ["DEMO_CODE", "make_demo"]
