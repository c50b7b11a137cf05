"""Moving average once more, written from the rulebook alone with exact fractions: the second opinion of the property tests.

Shares no code with ``hengku.costing``. Amounts are fractions of a yuan that are whole fen; quantities are fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

NONE = Fraction(0)


def r2(amount: Fraction) -> Fraction:
    """G2: to fen, half away from zero."""
    fen = floor(abs(amount) * 100 + Fraction(1, 2))
    return Fraction(fen if amount >= 0 else -fen, 100)


@dataclass
class Pool:
    """C2: quantity, amount, and the most recent unit cost."""

    q: Fraction = NONE
    v: Fraction = NONE
    last: Fraction | None = None

    def note(self) -> None:
        if self.q:
            self.last = self.v / self.q


@dataclass
class Taken:
    """Of one line: its goods and their cost, and how much of both came back or went back."""

    q: Fraction = NONE
    v: Fraction = NONE
    back_q: Fraction = NONE
    back_v: Fraction = NONE


@dataclass
class Model:
    """Pools by key, lines by id, and what was paid to cost of sales beside the goods."""

    reference_cost: Fraction | None = None
    pools: dict[Hashable, Pool] = field(default_factory=lambda: defaultdict(Pool))
    lines: dict[int, Taken] = field(default_factory=lambda: defaultdict(Taken))
    cogs: Fraction = NONE

    def receive(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        """C3: at a given amount."""
        return self._came(key, line, n, amount)

    def receive_at_own_cost(self, key: Hashable, line: int, n: Fraction) -> Fraction | None:
        """C7 without source, 盘盈: the pool's unit cost, the last one, the reference cost; None when nobody knows."""
        pool = self.pools[key]
        unit = pool.v / pool.q if pool.q else pool.last
        unit = self.reference_cost if unit is None else unit
        return None if unit is None else self._came(key, line, n, r2(n * unit))

    def issue(self, key: Hashable, line: int, n: Fraction) -> Fraction:
        """C4, C5 ① ②."""
        return self._went(key, line, n, self._cost_of(key, n))

    def issue_at(self, key: Hashable, line: int, n: Fraction, amount: Fraction, source: int = 0) -> Fraction:
        """At a given amount: what was agreed, or 0 when only a quantity is corrected."""
        return self._went(key, line, n, amount)

    def come_back(self, key: Hashable, line: int, n: Fraction, source: int, undoes: int = 0) -> Fraction:
        """C7: at the source's final cost, by instalments."""
        amount = self._share(source, n)
        self._undo(undoes, n, amount)
        return self._came(key, line, n, amount)

    def go_back(self, key: Hashable, line: int, n: Fraction, source: int, undoes: int = 0) -> Fraction:
        """C6, R5: at the source's cost, by instalments."""
        amount = self._share(source, n)
        self._undo(undoes, n, amount)
        return self._went(key, line, n, amount)

    def transfer(self, key: Hashable, to: Hashable, line: int, n: Fraction, source: int = 0) -> Fraction:
        """C2: out of one pool with its cost, into the other; back again at what it had carried (R5)."""
        amount = self._share(source, n) if source else self._cost_of(key, n)
        self._went(key, line, n, amount)
        taken = self.lines[line]
        before = taken.q, taken.v
        self._came(to, line, n, amount)
        taken.q, taken.v = before  # one line, counted once
        return amount

    def adjust(self, key: Hashable, amount: Fraction) -> None:
        """C10: into stock that is there, else into cost of sales."""
        pool = self.pools[key]
        if pool.q > 0:
            pool.v += amount
            pool.note()
        else:
            self.cogs += amount

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────

    def _cost_of(self, key: Hashable, n: Fraction) -> Fraction:
        pool = self.pools[key]
        if n == pool.q:
            return pool.v
        if n < pool.q or pool.q < 0:
            return r2(pool.v * n / pool.q)
        missing = n - pool.q
        unit = pool.v / pool.q if pool.q else pool.last
        if unit is None:
            unit = self.reference_cost or NONE
        return pool.v + r2(missing * unit)

    def _went(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        pool = self.pools[key]
        pool.note()
        pool.q, pool.v = pool.q - n, pool.v - amount
        # C8; beyond its letter, goods that are missing are never worth something either
        if pool.v and (not pool.q or (pool.q > 0 and pool.v < 0) or (pool.q < 0 and pool.v > 0)):
            self.cogs += pool.v
            pool.v = NONE
        pool.note()
        self._count(line, n, amount)
        return amount

    def _came(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        pool = self.pools[key]
        pool.note()
        gap = -pool.q
        if gap <= 0:
            pool.q, pool.v = pool.q + n, pool.v + amount
        elif n >= gap:  # C5 ③
            actual = amount if n == gap else r2(amount * gap / n)
            self.cogs += actual - -pool.v
            pool.q, pool.v = n - gap, amount - actual
        else:
            provisional = r2(-pool.v * n / gap)
            self.cogs += amount - provisional
            pool.q, pool.v = pool.q + n, pool.v + provisional
        pool.note()
        self._count(line, n, amount)
        return amount

    def _count(self, line: int, n: Fraction, amount: Fraction) -> None:
        self.lines[line].q += n
        self.lines[line].v += amount

    def _share(self, source: int, n: Fraction) -> Fraction:
        """C1: R2(T x accumulated / whole) less what was given."""
        taken = self.lines[source]
        amount = r2(taken.v * (taken.back_q + n) / taken.q) - taken.back_v
        taken.back_q, taken.back_v = taken.back_q + n, taken.back_v + amount
        return amount

    def _undo(self, line: int, n: Fraction, amount: Fraction) -> None:
        if line:
            self.lines[line].back_q -= n
            self.lines[line].back_v -= amount
