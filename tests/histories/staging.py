"""Which place goods leave that nobody named, in a warehouse with bins (D-PK): 待发区 STAGING, or the warehouse itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tests.histories.company import STAGING
from tests.histories.flows import NONE, Spot

HOUSE = "W1"
#: What sends goods to somebody outside.
SENDS = ("issue", "sent_ahead", "rung", "gift", "send_back", "given_back", "commission")


def leaves_unnamed(here: Spot, there: Spot | None, warehouses: set[str], kind: str) -> bool:
    """Whether goods leave the warehouse itself by a paper that names no bin; a count names what it counted."""
    is_moved = there is not None and there.place in warehouses
    return here.place == HOUSE and not here.bin and not is_moved and kind not in ("count", "count_others")


def where_it_lies(
    hands: Mapping[tuple[str, Spot], Fraction],
    product: str,
    goods: Fraction,
    here: Spot,
    there: Spot | None,
    kind: str,
) -> Spot:
    """What is sent to somebody goes from STAGING first, anything else from the warehouse itself, where there is enough of
    it; else from where there is more.
    """
    staged = replace(here, bin=STAGING)
    first, second = (staged, here) if there is not None or kind in SENDS else (here, staged)
    for spot in (first, second):
        if hands.get((product, spot), NONE) >= goods:
            return spot
    return max((here, staged), key=lambda spot: hands.get((product, spot), NONE))
