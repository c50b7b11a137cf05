"""Goods that are told apart: by the piece, with serial numbers (B7), or weighed (B2). They do what other goods do."""

from __future__ import annotations

from tests.histories import acts_buying, acts_custody, acts_selling, acts_stock
from tests.histories.company import PIECES, WEIGHED
from tests.histories.dice import Dice
from tests.histories.shop import Shop, Step

OTHERS = {**acts_buying.ACTS, **acts_selling.ACTS, **acts_stock.ACTS, **acts_custody.ACTS}
#: What they do without following an earlier document; that they do as all goods.
DOES = (*("receive",) * 4, *("issue",) * 4, "transfer", "transfer", "send", "lose", "fix", "other", "use", "make", "state",
        "gift", "lend", "custody", "consign")  # fmt: skip


def think_apart(shop: Shop, dice: Dice) -> Step | None:
    """A step of any other kind, of such goods."""
    return _of(shop, dice, dice.of((WEIGHED, WEIGHED, PIECES)), dice.of(DOES))


def think_first(shop: Shop, dice: Dice, number: int) -> Step | None:
    """A receipt of such goods, or of others, that a history begins with."""
    code = {3: WEIGHED, 6: PIECES}.get(number, "")
    return _of(shop, dice, code, "receive") if code else OTHERS["receive"][0](shop, dice)


def _of(shop: Shop, dice: Dice, code: str, do: str) -> Step | None:
    step = OTHERS[do][0](shop, dice)
    if step is None:
        return None
    side = "rows" if do != "make" else "out" if step["code"] == "assembly" else "in"
    if side not in step:
        return {**step, "do": do}
    comes_in = do in ("receive", "custody") or side == "in" or step.get("in") is True
    row = dice.told_apart(shop, code, step["place"], comes_in=comes_in)
    if row is None:
        return None
    said = {key: step[side][0][key] for key in ("price", "incl") if key in step[side][0]}
    return {**step, "do": do, side: [{**said, **row}]}


ACTS = {"apart": (think_apart, None, 14)}
