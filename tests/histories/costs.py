"""What goods cost, by the second models of ``tests/costing``, with what the documents of a whole shop need beside them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction

from tests.costing.second_fifo import Chunk, FifoModel
from tests.costing.second_model import NONE, Model, r2


class Average(Model):
    """C2–C8 and C10."""

    def correct(self, key: Hashable, line: Hashable, n: Fraction) -> None:
        """§1.8 05, 10: goods gone of which only the quantity is corrected; their money stays with the rest."""
        self.issue_at(key, line, n, NONE)  # type: ignore[arg-type]

    def kept_of(self, key: Hashable, of: Hashable, n: Fraction, amount: Fraction) -> Fraction:
        """C15, closed: what of a difference for ``n`` pieces goes to those that are still here."""
        pool = self.pools[key]
        held = min(pool.q, n)
        return max(r2(amount * held / n), -pool.v) if held > 0 else NONE

    def fix(self, key: Hashable, amount: Fraction, of: Hashable = None) -> None:
        """The part of an adjustment that had gone into stock, taken back; what would fall below zero is cost of sales."""
        pool = self.pools[key]
        pool.v += amount
        if pool.v and (not pool.q or (pool.q > 0 and pool.v < 0) or (pool.q < 0 and pool.v > 0)):
            self.cogs += pool.v
            pool.v = NONE
        pool.note()


class Queue(FifoModel):
    """C11 and C10."""

    def adjust(self, key: Hashable, amount: Fraction) -> None:
        pool = self.pools[key]
        if pool.q <= 0:
            self.cogs += amount
            return
        self._spread(key, amount)

    def kept_of(self, key: Hashable, of: Hashable, n: Fraction, amount: Fraction) -> Fraction:
        """C15: what is left of the receipt's own layer."""
        own = self._own(key, of)
        return NONE if own is None else max(r2(amount * min(own.q, n) / n), -own.v)

    def _own(self, key: Hashable, of: Hashable) -> Chunk | None:
        return next((one for one in self.chunks[key] if of and one.line == of and one.q > 0), None)

    def fix(self, key: Hashable, amount: Fraction, of: Hashable = None) -> None:
        """As above: to the receipt's own layer, else to all there are."""
        pool, own = self.pools[key], self._own(key, of)
        if own is not None and own.v + amount >= 0:
            own.v += amount
            self._settle(key)
        elif pool.q > 0 and pool.v + amount >= 0:
            self._spread(key, amount)
        else:
            self.cogs += amount

    def correct(self, key: Hashable, line: Hashable, n: Fraction) -> None:
        """The money of what is gone stays with the oldest goods left; where there are none it is cost of sales."""
        before = self.cogs
        self.issue_at(key, line, n, NONE)  # type: ignore[arg-type]
        rest, queue = self.cogs - before, self.chunks[key]
        if rest and queue and queue[0].q > 0 and queue[0].v + rest >= 0:
            queue[0].v += rest
            self.cogs = before
            self._settle(key)

    def _spread(self, key: Hashable, amount: Fraction) -> None:
        """C1, by what the layers are worth, or by quantity when they are worth nothing."""
        pool, queue = self.pools[key], self.chunks[key]
        weights = [one.v if pool.v > 0 else one.q for one in queue]
        whole, upto, given = sum(weights, NONE), NONE, NONE
        for chunk, weight in zip(queue, weights, strict=True):
            upto += weight
            part = r2(amount * upto / whole) - given
            given += part
            chunk.v += part
        self._settle(key)


@dataclass
class Standard(Model):
    """C14 before the month is costed: stock is worth its standard, what goods cost beside it is variance (1404)."""

    standard: Fraction = NONE  # of the product whose goods move now
    variance: Fraction = NONE

    def _cost_of(self, key: Hashable, n: Fraction) -> Fraction:
        return -self._worth(key, -n)

    def _worth(self, key: Hashable, n: Fraction) -> Fraction:
        """By standard, to the fen; the last ones take what is there (C8)."""
        return at_standard(self.pools[key].q, self.pools[key].v, n, self.standard)

    def receive_at_own_cost(self, key: Hashable, line: int, n: Fraction) -> Fraction | None:
        return self._came(key, line, n, self._worth(key, n))

    def _went(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        return self._at_standard(key, line, -n, -amount)

    def _came(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        return self._at_standard(key, line, n, amount)

    def _at_standard(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        pool, worth = self.pools[key], self._worth(key, n)
        pool.q, pool.v = pool.q + n, pool.v + worth
        self.variance += amount - worth
        self._count(line, abs(n), abs(amount))
        return abs(amount)

    def adjust(self, key: Hashable, amount: Fraction) -> None:
        self.variance += amount

    def kept_of(self, key: Hashable, of: Hashable, n: Fraction, amount: Fraction) -> Fraction:
        """C14: stock stays at its standard, all of it is variance."""
        return amount

    def fix(self, key: Hashable, amount: Fraction, of: Hashable = None) -> None:
        """Taken back from where it went."""
        self.variance += amount

    def correct(self, key: Hashable, line: Hashable, n: Fraction) -> None:
        """A quantity at no value: what it was worth by standard is variance."""
        self.issue_at(key, line, n, NONE)  # type: ignore[arg-type]


def at_standard(q: Fraction, v: Fraction, n: Fraction, standard: Fraction) -> Fraction:
    """What goods that come (n > 0) or go are worth by standard where ``q`` are worth ``v``: below zero when they go."""
    return r2(n * standard) if q + n else -v
