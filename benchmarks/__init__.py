"""How fast we post, beside the same rows written by hand.

    bed         a durable server of its own, with a company, products, stock and ANALYZE
    bed_lots    a second company beside it: goods with lots, first in first out, sold from orders that hold them
    papers      what is posted: the same documents for both sides
    orders      the orders behind them, made before the clock runs
    limit       the hand-written limit: the same rows in the same tables by plain psycopg
    limit_lots  the same for goods with lots
    limit_sql   the statements of both
    same_rows   proof that both sides write the same rows
    client      one client process, which can post by either side
    fleet       the client processes of one figure, and the rounds A B A B
    posting     the figures; __main__ prints them

Only ratios taken in one run mean something: both sides run in turn on the same server, so that a machine that drifts
drifts for both. Every figure is ours divided by the limit's (or, for growth, big divided by small).
"""
