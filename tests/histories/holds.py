"""What notices hold (Q3d, Q8 hard): so much of each lot, and the very pieces.

What was sent and taken back is looked for anew, of any lot: then only the most and the least of it are known.
"""

from __future__ import annotations

from fractions import Fraction

from tests.histories.flows import NONE
from tests.histories.shop import Shop


def held_lots(shop: Shop) -> dict[tuple[str, str, str], tuple[Fraction, Fraction]]:
    """What is held of each lot at least and at most: product, warehouse, lot."""
    found: dict[tuple[str, str, str], tuple[Fraction, Fraction]] = {}
    for notice in shop.live("notice"):
        for told in notice.lines:
            if told.pieces:
                continue
            key = told.product, told.place, told.lot
            least, most = found.get(key, (NONE, NONE))
            left = told.n - told.taken["sent"]
            found[key] = least + max(left - told.taken["let go"], NONE), most + left
    return found


def held_pieces(shop: Shop) -> tuple[set[str], set[str]]:
    """The pieces that are held, at least and at most."""
    least, most = set[str](), set[str]()
    for notice in shop.live("notice"):
        for told in notice.lines:
            sent = {piece for one in shop.live("issue", "sent_ahead") for piece in one.extra.get(told.line, ())}
            most |= set(told.pieces) - sent
            least |= set(told.pieces) - sent if not told.taken["let go"] else set()
    return least, most
