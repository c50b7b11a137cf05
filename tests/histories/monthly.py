"""全月一次加权 once more, from the rulebook alone (C12): what leaves in a month costs what the whole month's goods cost.

The stock of a product is known at the end of a month only; so the model is asked when both months were costed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.costing.second_model import NONE, Model, Taken, r2
from tests.histories.company import MADE

if TYPE_CHECKING:
    from tests.histories.flows import Flow, Line, Money


class NobodyKnows(Exception):
    """C12, 分母≤0: what left cannot be costed by what came in."""


def given_in(flow: Flow, lines: dict[Hashable, Taken], planned: dict[Hashable, Fraction]) -> Fraction:
    """What goods that are no issue of the month came in at, or went back at (C1, C6, C7, C17); ``planned`` is what those
    cost that they were made of.
    """
    if flow.how == "share":
        source = lines[flow.source]
        amount = r2(source.v * (source.back_q + flow.n) / source.q) - source.back_v
        source.back_q, source.back_v = source.back_q + flow.n, source.back_v + amount
        if flow.undoes:
            lines[flow.undoes].back_q -= flow.n
            lines[flow.undoes].back_v -= amount
        return amount
    if flow.made is not None:
        used, before, upto, parts, fee = flow.made
        total = sum((planned[one] for one in used), NONE) + fee
        return r2(total * upto / parts) - r2(total * before / parts)
    return NONE if flow.how == "none" else flow.amount + flow.more


@dataclass
class Monthly(Model):
    """Pools whose issues were ``planned`` when their month began."""

    planned: dict[Hashable, Fraction] = field(default_factory=dict)

    def begin(self, flows: list[Flow], monies: list[Money]) -> None:
        """Cost the issues of a month: U = (期初 + 收入) / 数量, of all its goods and money."""
        products = sorted({one.product for one in [*flows, *monies]}, key=lambda code: (code in MADE, code))
        for product in products:
            own = sorted(
                (one for one in [*flows, *monies] if one.product == product),
                key=lambda one: (one.on, one.seq),
            )
            self._plan((product, "", ""), own)

    def _plan(self, key: Hashable, events: list[Flow | Money]) -> None:
        pool = self.pools[key]
        issued: dict[Line, int] = {}
        quantity, whole, closing = pool.q, pool.v, pool.q
        flows = []
        lines: dict[Hashable, Taken] = defaultdict(
            Taken, {line: copy(one) for line, one in self.lines.items()}
        )
        for flow in events:
            if not hasattr(flow, "here"):
                if closing > 0 or flow.kept is not None:  # C10: without stock it is cost of sales
                    whole += flow.amount if flow.kept is None else flow.kept
                continue
            flows.append(flow)
            sign = 1 if flow.here is None or flow.here.owner else -1
            closing += sign * flow.n
            if (flow.how == "pool" and sign < 0) or (flow.how == "share" and flow.source in issued):
                issued[flow.line] = sign
                continue
            amount = given_in(flow, lines, self.planned)
            lines[flow.line].q, lines[flow.line].v = flow.n, amount
            quantity, whole = quantity + sign * flow.n, whole + sign * amount
        if issued and quantity <= 0:
            raise NobodyKnows
        self._give(flows, issued, whole, quantity, is_last_rest=not closing)

    def _give(
        self,
        flows: Iterable[Flow],
        issued: dict[Line, int],
        whole: Fraction,
        quantity: Fraction,
        *,
        is_last_rest: bool,
    ) -> None:
        left, last = whole, max(issued, key=list(issued).index, default=None)
        for flow in flows:
            if flow.line not in issued:
                continue
            sign = issued[flow.line]
            amount = -sign * left if is_last_rest and flow.line == last else r2(flow.n * whole / quantity)
            self.planned[flow.line] = amount
            left += sign * amount

    def end(self) -> dict[Hashable, Fraction]:
        """C8 at the end of the month: money without goods is cost of sales, by pool."""
        rests = {}
        for key, pool in self.pools.items():
            if pool.v and (not pool.q or pool.v < 0):
                rests[key], pool.v = pool.v, NONE
                self.cogs += rests[key]
        return rests

    # ── as the month goes on ──────────────────────────────────────────────────────────────────────────────

    def _cost_of(self, key: Hashable, n: Fraction) -> Fraction:
        raise AssertionError("an issue that was not planned")

    def issue(self, key: Hashable, line: int, n: Fraction) -> Fraction:
        return self._went(key, line, n, self.planned[line])

    def _share(self, source: int, n: Fraction) -> Fraction:
        if self._now in self.planned:
            amount, taken = self.planned[self._now], self.lines[source]
            taken.back_q, taken.back_v = taken.back_q + n, taken.back_v + amount
            return amount
        return super()._share(source, n)

    def come_back(self, key: Hashable, line: int, n: Fraction, source: int, undoes: int = 0) -> Fraction:
        self._now: Hashable = line
        return super().come_back(key, line, n, source, undoes)

    def go_back(self, key: Hashable, line: int, n: Fraction, source: int, undoes: int = 0) -> Fraction:
        self._now = line
        return super().go_back(key, line, n, source, undoes)

    def correct(self, key: Hashable, line: Hashable, n: Fraction) -> None:
        """A quantity at no value."""
        self.issue_at(key, line, n, NONE)  # type: ignore[arg-type]

    def adjust(self, key: Hashable, amount: Fraction) -> None:
        if self.pools[key].q > 0:
            self.pools[key].v += amount
        else:
            self.cogs += amount

    def fix(self, key: Hashable, amount: Fraction, of: Hashable = None) -> None:
        """Taken back from where it went."""
        self.pools[key].v += amount

    def _went(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        return self._changed(key, line, n, -n, amount, -amount)

    def _came(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        return self._changed(key, line, n, n, amount, amount)

    def _changed(
        self, key: Hashable, line: int, n: Fraction, more: Fraction, amount: Fraction, worth: Fraction
    ) -> Fraction:
        pool = self.pools[key]
        pool.q, pool.v = pool.q + more, pool.v + worth
        self._count(line, n, amount)
        return amount
