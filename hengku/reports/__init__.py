"""报表 — figures that are sums over the books, never stored anywhere (G8).

A report is one statement in ``sql/`` and one declaration beside its kin: ``stock.py`` (现存量, 收发存), ``owed.py``
(账龄), ``trade.py`` (销售, 采购, 毛利), ``orders.py`` (未完成订单, 未开票, 滞销), ``money.py`` (资金流水, 对账单) and
``ledger.py`` (科目余额, 明细账, 凭证). The declaration names parameters, columns, totals and where a row leads;
``run.run_report`` reads the parameters, runs the statement and adds up. ``home.py`` and ``pages.py`` read what the
first page and the page of a record show, ``effects.effects_of`` what one document did to the books. Columns that show
cost are left out for who may not see it, in rows and totals.

Each report has an identity test in ``tests/reports``: its total equals another book, to the fen (domain.md §8).
"""
