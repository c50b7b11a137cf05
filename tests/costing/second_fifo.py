"""First in, first out once more, from the rulebook alone (C11): the second opinion beside ``second_model``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.costing.second_model import NONE, Model, Pool, r2


@dataclass
class Chunk:
    """What is left of one receipt, or (``q`` < 0) what is missing of one issue."""

    line: int
    q: Fraction
    v: Fraction


@dataclass
class FifoModel(Model):
    """Pools are queues; ``drawn`` is the unit cost of the newest chunk that the last draw touched."""

    chunks: dict[Hashable, list[Chunk]] = field(default_factory=lambda: defaultdict(list))
    drawn: dict[Hashable, Fraction] = field(default_factory=dict)

    def queues(self) -> dict[Hashable, list[tuple[int, Fraction, Fraction]]]:
        """What every pool holds, oldest first."""
        return {key: [(one.line, one.q, one.v) for one in queue] for key, queue in self.chunks.items()}

    def receive_at_own_cost(self, key: Hashable, line: int, n: Fraction) -> Fraction | None:
        pool = self.pools[key]
        unit = pool.v / pool.q if pool.q else self.drawn.get(key, self.reference_cost)
        return None if unit is None else self._came(key, line, n, r2(n * unit))

    def issue(self, key: Hashable, line: int, n: Fraction) -> Fraction:
        return self._leave(key, line, n, None, 0)

    def issue_at(self, key: Hashable, line: int, n: Fraction, amount: Fraction, source: int = 0) -> Fraction:
        return self._leave(key, line, n, amount, source)

    def go_back(self, key: Hashable, line: int, n: Fraction, source: int, undoes: int = 0) -> Fraction:
        amount = self._share(source, n)
        self._undo(undoes, n, amount)
        return self._leave(key, line, n, amount, source)

    def transfer(self, key: Hashable, to: Hashable, line: int, n: Fraction, source: int = 0) -> Fraction:
        agreed = self._share(source, n) if source else None
        amount = self._leave(key, line, n, agreed, source)
        taken = self.lines[line]
        before = taken.q, taken.v
        self._came(to, line, n, amount)
        taken.q, taken.v = before
        return amount

    def _leave(self, key: Hashable, line: int, n: Fraction, agreed: Fraction | None, source: int) -> Fraction:
        queue = self.chunks[key]
        there = [one for one in queue if one.q > 0]
        own = [one for one in there if source and one.line == source]
        left, money, touched = n, NONE, []
        for chunk in own + [one for one in there if one not in own]:
            part = min(left, chunk.q)
            if not part:
                continue
            worth = chunk.v if part == chunk.q else r2(chunk.v * part / chunk.q)
            touched.append((queue.index(chunk), worth / part))
            chunk.q, chunk.v = chunk.q - part, chunk.v - worth
            left, money = left - part, money + worth
        if touched:
            self.drawn[key] = max(touched)[1]
        if left:
            unit = self.drawn.get(key, self.reference_cost) or NONE
            queue.append(Chunk(line, -left, -r2(left * unit)))
            money += r2(left * unit)
        amount = money if agreed is None else agreed
        self.cogs += money - amount
        self._settle(key)
        self._count(line, n, amount)
        return amount

    def _came(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        queue = self.chunks[key]
        gap = -sum(one.q for one in queue if one.q < 0)
        fills = min(n, Fraction(gap))
        actual = amount if fills == n else r2(amount * fills / n)
        left = fills
        for chunk in [one for one in queue if one.q < 0]:
            part = min(left, -chunk.q)
            if not part:
                break
            provisional = -chunk.v if part == -chunk.q else r2(chunk.v * part / chunk.q)
            chunk.q, chunk.v, left = chunk.q + part, chunk.v + provisional, left - part
            self.cogs -= provisional
        if fills:
            self.cogs += actual
        if n > fills:
            queue.append(Chunk(line, n - fills, amount - actual))
        self._settle(key)
        self._count(line, n, amount)
        return amount

    def _settle(self, key: Hashable) -> None:
        self.chunks[key] = queue = [one for one in self.chunks[key] if one.q]
        self.pools[key] = Pool(sum((one.q for one in queue), NONE), sum((one.v for one in queue), NONE))
