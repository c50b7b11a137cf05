"""库存 — where goods are: places, moves between them, on-hand balances and reservations.

A move takes a positive quantity from one place to another; suppliers, customers and losses are places too, so every
move has two ends and all on-hand rows of a product add up to zero (I02). ``inventory_move`` is the book,
``inventory_on_hand`` its cache, updated in the same transaction and checked against the moves (I01).
"""
