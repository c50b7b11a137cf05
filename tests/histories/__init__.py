"""Random histories through the real engine, beside a second model of the books written from the rulebook alone.

model.py      what the books must say: goods, cost, debts, accounts; shares no code with the engine
flows.py      what documents say, in the words of the model; answer.py what the model says then
company.py    the kinds of company, and what they deal in; shop.py one of them, and what has happened in it
acts_*.py     what a shop does: how a document is thought up, posted, and told to the model; acts_apart.py the same with
              goods by weight (B2) and pieces with serial numbers (B7)
costs.py, monthly.py, variances.py      what goods cost by each method; the last two at the end of a month
holds.py      what notices hold; staging.py which place goods leave that nobody named
history.py    a history: its steps as plain data, so that it can be played again, and made shorter
books.py      the books of a company as the model says them, and where the two differ

Not in yet: picks of another lot than a notice holds (B4), picks of lots for an order itself (nobody says which lot then);
work given out where months are costed, and pieces or weighed goods in what is made.

python -m tests.histories --steps 100000      the long run by hand; prints its seeds, and a failing history
"""
