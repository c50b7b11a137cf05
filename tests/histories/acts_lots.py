"""A lot is called back (D-RCL): all there is of it, in every warehouse and on its way, whoever owns it, is frozen at once."""

from __future__ import annotations

from hengku.documents.paper import PaperLine
from tests.histories.dice import Dice
from tests.histories.flows import NONE, Spot
from tests.histories.shop import Shop, Step


def think_recall(shop: Shop, dice: Dice) -> Step | None:
    if dice.likely(7):
        return None
    code = dice.of("ABL") if shop.company.by_lot else "L"
    return {"day": dice.day(45), "product": code, "lot": dice.lot(shop, code)}


def do_recall(shop: Shop, number: int, step: Step) -> None:
    """Nothing is booked; what was held of it is held no more."""
    code, lot = step["product"], step["lot"]
    line = PaperLine(product_id=shop.products[code].pk, data={"lot_no": lot})
    paper = shop.paper("recall", step["day"], [line], data={"reason": "检出超标"})
    lies = {
        spot: n
        for (product, spot), n in shop.note.told().hands.items()
        if (product, spot.lot, spot.status) == (code, lot, "available") and n > 0
    }
    done = shop.post(number, "recalled", paper)
    if not lies:  # of what is not here any more something may come back
        shop.told(done, 0, {"product": code, "n": "0", "lot": lot})
    for here, n in sorted(lies.items(), key=str):
        told = shop.told(done, 0, {"product": code, "n": str(n), "lot": lot})
        frozen = Spot(here.place, "frozen", lot, here.owner, here.bin)
        shop.goes(done, told, here, frozen, "pool")
    for notice in shop.live("notice"):
        for one in notice.lines:
            if (one.product, one.lot) == (code, lot):
                one.taken["let go"] += max(one.n - one.taken["sent"] - one.taken["let go"], NONE)


ACTS = {"recall": (think_recall, do_recall, 3)}
