"""How fast we post, beside the same rows written by hand.

    bed         a durable server of its own, with a company, products, stock and ANALYZE
    papers      what is posted: the same documents for both sides
    limit       the hand-written limit: the same rows in the same tables by plain psycopg
    same_rows   proof that both sides write the same rows
    client      one client process, which can post by either side
    fleet       the client processes of one figure, and the rounds A B A B
    posting     the figures; __main__ prints them

Only ratios taken in one run mean something: both sides run in turn on the same server, so that a machine that drifts
drifts for both. Every figure is ours divided by the limit's (or, for growth, big divided by small).
"""
