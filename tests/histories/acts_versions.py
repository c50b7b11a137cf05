"""Versions of an order to a supplier (D-PO 改价): what has not come is ordered anew, and again where goods turn out not to
have come. Only the newest version is received; what came keeps its price.
"""

from __future__ import annotations

from fractions import Fraction

from hengku.documents.models import Document
from hengku.documents.versions import version_of
from hengku.kit.numbers import D
from hengku.posting.actions_revise import LineChange, Revision, revise
from tests.histories.dice import Dice
from tests.histories.flows import Line
from tests.histories.shop import Done, Shop, Step
from tests.posting.desk import NOW, Doc, new_key

CAME = ("carried", "arrived")


def think_revise(shop: Shop, dice: Dice) -> Step | None:
    step = dice.line_of(shop, "order")
    if step is None:
        return None
    quantity = dice.of(("", "", "0", dice.pieces(9)))
    price = "" if quantity == "0" else dice.of(("", dice.money(100, 2000), dice.money(100, 2000)))
    return {"of": step["of"], "day": step["day"], "n": quantity, "price": price}


def do_revise(shop: Shop, number: int, step: Step) -> None:
    """The rest of every line goes on to the next version, one of them changed or taken out."""
    old, at = shop.done[step["of"][0]], step["of"][1]
    change = LineChange(
        shop.source_id(step), D(step["n"]) if step["n"] else None, D(step["price"]) if step["price"] else None
    )
    asked = Revision(old.doc.id, shop.book.day(step["day"]), "供应商调价", (change,))
    (posted,) = revise(actor=shop.book.actor, asked=asked, key=new_key(), now=NOW).documents
    rest = _goes_on(shop, old)
    if step["n"] == "0":  # taken out: nobody waits for it any more
        old.lines[at].taken["anew"] -= rest.get((old.step, at), Fraction(0))
    if step["n"]:
        rest[old.step, at] = Fraction(step["n"])
    _put(
        shop,
        number,
        step["day"],
        old,
        posted.id,
        {line: n for line, n in rest.items() if n},
        step["price"],
        at,
    )


def order_again(shop: Shop, number: int, day: int, receipt: Done) -> None:
    """Goods of a receipt, or of an arrival, did not come: where their order was revised since, its newest version makes room for another,
    that waits for the rest and for them, at the newest terms.
    """
    for told, kind, n in receipt.takes:
        order = shop.done[told.line[0]]
        if kind not in CAME or order.kind != "order" or "went" not in order.extra:
            continue
        n = min(n, told.n - max(told.taken[one] for one in CAME) - told.taken["anew"])
        if n <= 0:
            continue  # it stands at the door still, or others came in its place
        newest = order
        while "went" in newest.extra:
            newest = shop.done[newest.extra["next"]]
        if not newest.is_live:
            continue
        reached = told.line
        while reached in (went := shop.done[reached[0]].extra.get("went", {})):
            reached = went[reached]
        rest = _goes_on(shop, newest)
        rest[reached] = rest.get(reached, Fraction(0)) + n
        told.taken["anew"] += n
        first, version = version_of(Document.objects.get(pk=newest.doc.id))
        found = Document.objects.get(company_id=shop.book.company_id, number=f"{first}-{version + 1}")
        again = _put(shop, -number, max(day, newest.day), newest, found.pk, rest)
        order.extra["went"][told.line] = (again.step, list(rest).index(reached))


def _rest(order: Done) -> dict[Line, Fraction]:
    left = {told.line: told.n - told.taken["carried"] for told in order.lines}
    return {line: n for line, n in left.items() if n > 0}


def _goes_on(shop: Shop, order: Done) -> dict[Line, Fraction]:
    """What the next version waits for instead of this one."""
    rest = _rest(order)
    for (step, line), n in rest.items():
        shop.done[step].lines[line].taken["anew"] += n
    return rest


def _put(
    shop: Shop,
    number: int,
    day: int,
    old: Done,
    document_id: int,
    rest: dict[Line, Fraction],
    price: str = "",
    at: int = -1,
) -> Done:
    """Remember the version that takes the place of another: so much of each line, at its price or the one of ``at``."""
    found = Document.objects.get(pk=document_id)
    ids = tuple(found.lines.order_by("line_no").values_list("id", flat=True))
    done = Done(number, "order", day, Doc(found.pk, found.number, found.state, ids), old.party)
    shop.done[number] = done
    rows = []
    for step, line in rest:
        row = {**shop.done[step].extra["rows"][line], "n": str(rest[step, line])}
        rows.append({**row, "price": price} if price and (step, line) == (old.step, at) else row)
    done.extra["rows"] = rows
    for n, row in enumerate(rows):
        shop.told(done, n, row, place=old.lines[0].place)
    old.is_live = False
    old.extra.update(
        next=number, went={line: (number, n) for n, line in enumerate(rest) if line[0] == old.step}
    )
    return done


ACTS = {"revise": (think_revise, do_revise, 3)}
