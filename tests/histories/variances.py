"""标准成本 over its months once more, from the rulebook alone (C14): what leaves bears its share of the month's variance.

As with 全月一次加权 the model is asked when both months were costed; made goods come after what they are made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from tests.costing.second_model import NONE, Taken, r2
from tests.histories.company import MADE
from tests.histories.costs import Standard, at_standard
from tests.histories.monthly import given_in

if TYPE_CHECKING:
    from tests.histories.flows import Flow, Line, Money


@dataclass
class Shared(Standard):
    """Standard cost whose variance is shared out at the end of each month; ``held`` by product what is left of it."""

    standards: dict[str, Fraction] = field(default_factory=dict)
    held: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    planned: dict[Hashable, Fraction] = field(default_factory=dict)  # what a line costs, its share with it

    def begin(self, flows: list[Flow], monies: list[Money]) -> None:
        """率 = (期初差异 + 本期差异) / (期初标准 + 本期收入标准), of every product."""
        events: list[Flow | Money] = sorted([*flows, *monies], key=lambda one: (one.on, one.seq))
        for product in sorted({one.product for one in events}, key=lambda code: (code in MADE, code)):
            self._plan(product, [one for one in events if one.product == product])

    def _plan(self, product: str, events: list[Flow | Money]) -> None:
        standard, pool = self.standards[product], self.pools[product, "", ""]
        whole, received, closing = self.held[product], pool.v, pool.q
        lines: dict[Hashable, Taken] = defaultdict(
            Taken, {line: copy(one) for line, one in self.lines.items()}
        )
        issues: dict[Line, Flow] = {}
        worths: dict[Line, Fraction] = {}  # above zero, as they come and go
        q, v = pool.q, pool.v
        for one in events:
            if not hasattr(one, "here"):
                whole += one.amount
                continue
            sign = 1 if one.here is None or one.here.owner else -1
            closing += sign * one.n
            worth = at_standard(q, v, sign * one.n, standard)
            worths[one.line], q, v = sign * worth, q + sign * one.n, v + worth
            if (one.how == "pool" and sign < 0) or (one.how == "share" and one.source in issues):
                issues[one.line] = one
                continue
            amount = self._amount(one, lines, sign * worth)
            lines[one.line].q, lines[one.line].v = one.n, amount
            whole += sign * amount - worth
            received += worth
        left, last = whole, max(issues, key=list(issues).index, default=None)
        for line, flow in issues.items():
            worth = worths[line]
            if flow.how == "share":
                back = self._amount(flow, lines, worth)
                lines[line].q, lines[line].v = flow.n, back
                left += (back - worth) * (1 if flow.here is None else -1)
                continue
            share = r2(whole * worth / received) if received > 0 else NONE
            if line == last and not closing:
                share = left
            left -= share
            self.planned[line] = worth + share
            lines[line].q, lines[line].v = flow.n, worth + share

    def _amount(self, flow: Flow, lines: dict[Hashable, Taken], worth: Fraction) -> Fraction:
        """What goods came in at or went back at; those that nobody gave an amount for at what they are worth."""
        return worth if flow.how == "pool" else given_in(flow, lines, self.planned)

    # ── as the month goes on ──────────────────────────────────────────────────────────────────────────────

    def issue(self, key: Hashable, line: int, n: Fraction) -> Fraction:
        return self._went(key, line, n, self.planned[line])

    def adjust(self, key: Hashable, amount: Fraction) -> None:
        super().adjust(key, amount)
        self._hold(key, amount)

    def fix(self, key: Hashable, amount: Fraction, of: Hashable = None) -> None:
        super().fix(key, amount, of)
        self._hold(key, amount)

    def _at_standard(self, key: Hashable, line: int, n: Fraction, amount: Fraction) -> Fraction:
        self._hold(key, amount - self._worth(key, n))
        return super()._at_standard(key, line, n, amount)

    def _hold(self, key: Hashable, variance: Fraction) -> None:
        self.held[cast("tuple[str, str, str]", key)[0]] += variance
