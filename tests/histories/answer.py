"""The model's answer: what lies where, what it cost, what is owed and booked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from tests.costing.second_model import Model
from tests.histories.costs import Average
from tests.histories.flows import Flow, Key, Line, Spot

#: Accounts whose sub-ledger is kept by party, and the side they stand on.
PARTIES = {"ar": 1, "prepay": 1, "other_receivable": 1, "ap": -1, "ap_estimated": -1, "advance_received": -1,
           "other_payable": -1, "invoiced_ahead": -1}  # fmt: skip


@dataclass
class Books:
    """The answer."""

    hands: dict[tuple[str, Spot], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    weights: dict[tuple[str, Spot], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    pieces: dict[tuple[str, str], int] = field(
        default_factory=lambda: defaultdict(int)
    )  # serial number, place
    accounts: dict[tuple[str, str, int], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    short: list[str] = field(default_factory=list)  # where stock was below zero at some time
    costs: Model = field(default_factory=Average)
    worth: dict[Line, Fraction] = field(default_factory=dict)
    kept: dict[tuple[int | str, ...], Fraction] = field(default_factory=dict)

    def pools(self) -> dict[Key, tuple[Fraction, Fraction]]:
        """Quantity and amount of every pool that is not empty."""
        held = {key: (one.q, one.v) for key, one in self.costs.pools.items()}
        return {key: both for key, both in held.items() if any(both)}  # type: ignore[misc]

    def parties(self) -> dict[tuple[str, str], Fraction]:
        """What is open by kind and party, above zero on the kind's own side."""
        found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for (role, party, _), amount in self.accounts.items():
            # 1221 bears what a count makes somebody answer for as well, who is no party
            if role in PARTIES and (party or role != "other_receivable"):
                found[role, party] += amount * PARTIES[role]
        return {key: amount for key, amount in found.items() if amount}

    def by_role(self) -> dict[tuple[str, int], Fraction]:
        """Debit less credit by account role and month."""
        found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for (role, _, month), amount in self.accounts.items():
            found[role, month] += amount
        return {key: amount for key, amount in found.items() if amount}


def short_of(flow: Flow, held: dict[tuple[str, ...], Fraction], allowed: frozenset[str]) -> list[str]:
    """Q7: what of a flow's goods was not there at that time, by warehouse and whose they are; of a lot nowhere."""
    found = []
    for spot, sign in ((flow.here, -1), (flow.there, 1)):
        if spot is None:
            continue
        keys: list[tuple[str, ...]] = [(flow.product, spot.place, spot.owner)]
        keys += [(*keys[0], spot.lot)] if spot.lot else []
        for key in keys:
            held[key] += sign * flow.goods
            if held[key] < 0 and sign < 0 and (len(key) > 3 or spot.place not in allowed):
                found.append(f"{' '.join(key)} on day {flow.on}: {held[key]}")
    return found
