"""What steps are thought up with."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from tests.histories.company import LOTS, WEIGHED
from tests.histories.shop import LAST_DAY, Shop, Step, Told


class Dice:
    """What a step is thought up with; the same seed gives the same history."""

    def __init__(self, seed: object) -> None:
        self.chance = random.Random(str(seed))

    def of(self, things: Any) -> Any:
        """One of them."""
        return self.chance.choice(list(things))

    def day(self, after: int = 2) -> int:
        """A day of the two months, often the last ones."""
        if self.chance.random() < 0.4:
            return self.chance.randint(max(after, 40), LAST_DAY)
        return self.chance.randint(min(after, LAST_DAY), LAST_DAY)

    def pieces(self, most: int = 8) -> str:
        """A number of pieces."""
        return str(self.chance.randint(1, most))

    def money(self, low: int, high: int) -> str:
        """An amount between these fen."""
        return f"{self.chance.randint(low, high) / 100:.2f}"

    def likely(self, of_ten: int) -> bool:
        """So many times of ten."""
        return self.chance.random() * 10 < of_ten

    def goods(self, shop: Shop, most: int = 8, codes: str = "ABCLMN") -> Step:
        """A line of goods."""
        code = self.of(codes)
        row: Step = {"product": code, "n": self.pieces(most)}
        lot = self.lot(shop, code)
        return {**row, "lot": lot} if lot else row

    def lot(self, shop: Shop, code: str) -> str:
        """A lot of goods that have some."""
        if shop.company.by_lot:
            return str(self.of(LOTS[:2]))
        return str(self.of(LOTS)) if code == "L" else ""

    def rows(self, shop: Shop, most: int = 8, codes: str = "ABCLMN") -> list[Step]:
        """One line, or two of different goods."""
        first = self.goods(shop, most, codes)
        if self.likely(6):
            return [first]
        second = self.goods(shop, most, codes)
        return [first] if second["product"] == first["product"] else [first, second]

    def part_of(self, shop: Shop, told: Told, place: str, most: int) -> Step:
        """So many pieces of the product of a line, of some lot, mostly no more than there are of it."""
        lot, n = self.lot(shop, told.product), Fraction(self.pieces(most))
        here = shop.note.there(told.product, place, lot)
        if 0 < here < n and not self.likely(1):
            n = here
        return {"n": str(n), **({"lot": lot} if lot else {})}

    def place(self, shop: Shop) -> str:
        """A warehouse."""
        return self.of(shop.warehouses)

    def line_of(self, shop: Shop, *kinds: str) -> Step | None:
        """A line of a standing document of these kinds: ``of``, the day from which it can be followed."""
        found = shop.live(*kinds)
        if not found:
            return None
        done = self.of(found[-12:])
        number = self.chance.randrange(len(done.lines))
        return {"of": [done.step, number], "day": self.day(done.day), **self.part(done.lines[number])}

    def part(self, source: Told) -> Step:
        """How much of a line to follow it with: of weighed goods what that part weighs, of pieces which they are."""
        n = self.pieces(5)
        if source.pieces:
            some = self.chance.sample(source.pieces, min(int(n), len(source.pieces)))
            return {"n": str(len(some)), "pieces": some}
        if source.count is None:
            return {"n": n}
        part = min(Fraction(n), source.count)
        return {"n": str(part), "kg": kilograms(source.n * part / source.count)}

    def told_apart(self, shop: Shop, code: str, place: str, *, comes_in: bool) -> Step | None:
        """A line of pieces with serial numbers, or of weighed goods; of pieces mostly such as are there, or are not."""
        if code == WEIGHED:
            n = Fraction(self.pieces(6))
            row = {"product": code, "n": str(n), "kg": kilograms(n * self.chance.randint(4700, 5700) / 1000)}
            lot = self.lot(shop, code)
            return {**row, "lot": lot} if lot else row
        here = shop.note.told().pieces
        known = [one for (one, where), n in here.items() if n and (comes_in or where == place)]
        among = [f"S{n}" for n in range(1, 16)] if comes_in else known
        if comes_in and not self.likely(1):
            among = [one for one in among if one not in known]
        if not among:
            return None
        some = self.chance.sample(among, min(self.chance.randint(1, 4), len(among)))
        return {"product": code, "n": str(len(some)), "pieces": some}


def kilograms(weight: Fraction) -> str:
    """To the gram, as text."""
    return f"{round(weight * 1000) / 1000:.3f}"
