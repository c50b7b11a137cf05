"""硬预留 (Q3d): goods of a lot that are held for one line, beside what is promised of any lot. Pure.

What is held of a lot stands on its balances as ``pinned``, a part of what is reserved there. Nobody else's goods may
leave the lot below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from hengku.inventory.lot_rules import LotStock, fefo_key
from hengku.inventory.rules import Flow, Hand, Key, Short, leaving_and_coming, shortages, spread

ZERO = Decimal(0)


class Free(NamedTuple):
    """So much of a lot is there and held by nobody, in base units."""

    lot: LotStock
    quantity: Decimal


def by_lot(hands: Mapping[Key, Hand]) -> dict[int, list[Key]]:
    """The balances of a pile by lot, in key order; goods without a lot are not told apart."""
    found: dict[int, list[Key]] = {}
    for key in sorted(hands):
        if key.lot_id:
            found.setdefault(key.lot_id, []).append(key)
    return found


def shortages_of_lots(
    hands: Mapping[Key, Hand], flows: Sequence[Flow], changes: Mapping[int, Decimal]
) -> list[Short]:
    """The outflows that would take goods of a lot that are held for others.

    ``hands`` are the balances of one pile, ``flows`` all that moves on them. ``changes`` is by how much what is held of
    a lot changes with these documents (< 0: given back). What only moves between bins takes nothing.
    """
    found: list[Short] = []
    for lot, keys in by_lot(hands).items():
        pinned = sum((hands[key].pinned for key in keys), ZERO) + changes.get(lot, ZERO)
        if pinned <= 0:
            continue
        quantity = sum((hands[key].quantity for key in keys), ZERO)
        own = leaving_and_coming([flow for flow in flows if flow.key in keys])
        short = shortages(Hand(0, quantity, pinned, False, None), own, ZERO)
        found.extend(replace(one, lot_id=lot) for one in short)
    return found


def pick_lots(free: Iterable[Free], need: Decimal) -> list[tuple[LotStock, Decimal]]:
    """``need`` from these lots, the first to expire first (B4); less where they hold less."""
    picks: list[tuple[LotStock, Decimal]] = []
    for lot, quantity in sorted(free, key=lambda one: fefo_key(one.lot)):
        taken = min(quantity, need)
        if taken > 0:
            picks.append((lot, taken))
            need -= taken
    return picks


def spread_pinned(
    lies: Mapping[Key, Decimal], hands: Mapping[Key, Hand], changes: Mapping[int, Decimal]
) -> dict[Key, Decimal]:
    """How what is held of each lot lies over the lot's balances after ``changes``; ``lies`` is what will be there."""
    after: dict[Key, Decimal] = {}
    for lot, keys in by_lot(hands).items():
        before = {key: hands[key].pinned for key in keys}
        total = sum(before.values(), ZERO) + changes.get(lot, ZERO)
        if total or any(before.values()):
            after |= spread({key: lies[key] for key in keys}, before, total)
    return after


def spread_over(
    lies: Mapping[Key, Decimal],
    before: Mapping[Key, Decimal],
    total: Decimal,
    pinned: Mapping[Key, Decimal],
) -> dict[Key, Decimal]:
    """``total`` reserved goods over the balances of a pile, of which ``pinned`` lie where they must."""
    rest = {key: quantity - pinned.get(key, ZERO) for key, quantity in lies.items()}
    soft = {key: max(quantity - pinned.get(key, ZERO), ZERO) for key, quantity in before.items()}
    held = spread(rest, soft, total - sum(pinned.values(), ZERO))
    return {key: quantity + pinned.get(key, ZERO) for key, quantity in held.items()}
