"""Kit: what every room stands on and what knows no business.

numbers   decimals: rounding half up, sharing out without losing a fen (domain.md G1-G3, G10, C1)
errors    the five ways to say no: Refused, Invalid, Forbidden, NotFound, Busy, and many at once

Nothing here has a table of the business or a word of it, and nothing here imports another room.
Dates and the clock, locks, idempotency keys and pages live here too, each in its own file.
A newcomer reads numbers.py first: all amounts in the product are rounded by its functions.
"""
