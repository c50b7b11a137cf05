-- Orders all moves and values of a company (G6). Taken after the locks, so on one pool a later posting has greater numbers.
CREATE SEQUENCE IF NOT EXISTS posting_seq AS bigint;
