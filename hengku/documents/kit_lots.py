"""批次 of the components of a kit that leaves at once (KT-01, B4): one text on the line of the kit. Pure.

``TEA:L2301*10; TEA:L2302@2026-01-02#A-01*2; CUP:SN001 SN002; HAM:*2=5.215`` — code of the component, its lot with the
production date and the bin where they are needed, and how many base units; without a number all that is left of it. Of
goods with serial numbers these stand in place of the lot; of goods that are weighed their weight stands last (B2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.paper import AUX_QUANTITY
from hengku.documents.reference import ProductFact
from hengku.kit.errors import Invalid
from hengku.kit.numbers import ZERO, D, NotANumber, exact_text

BETWEEN: Final = re.compile("[;\uff1b\n]+")
SERIALS: Final = re.compile(r"[\s,\uff0c、]+")


@dataclass(eq=False)
class KitLotsWrong(Invalid):
    """What a line says of the lots of its components is wrong; how, says its kind."""

    said: str
    text = "组成批次「{said}」不对。写成「组成编码:批号*数量」,几个之间用分号隔开。"


@dataclass(eq=False)
class KitPartUnknown(KitLotsWrong):
    """It does not begin with the code of a component, or says nothing of it."""

    codes: str
    text = "组成批次「{said}」不对:组成编码是 {codes}。写成「组成编码:批号*数量」,几个之间用分号隔开。"


@dataclass(eq=False)
class KitLotUnnamed(KitLotsWrong):
    """No lot stands before the quantity."""

    text = "组成批次「{said}」没有批号。写成「组成编码:批号*数量」,几个之间用分号隔开。"


@dataclass(eq=False)
class KitLotDay(KitLotsWrong):
    """A production date that is none."""

    day: str
    text = "组成批次「{said}」的生产日期 {day} 不对,应像 2026-01-31。"


@dataclass(eq=False)
class KitLotNumber(KitLotsWrong):
    """A quantity or a weight that is no number above zero."""

    number: str
    text = "组成批次「{said}」的数量或重量 {number} 应是大于 0 的数。"


@dataclass(eq=False)
class KitLotsTooMany(KitLotsWrong):
    """More is named than goes out of the component."""

    product: str
    quantity: Decimal
    text = "组成批次「{said}」多了:「{product}」一共只出 {quantity}。"


@dataclass(frozen=True, slots=True)
class Pick:
    """So much of a component in base units, and what its line says of it; ``quantity`` None is what is left."""

    quantity: Decimal | None
    data: Mapping[str, str]


def read_kit_lots(said: str, components: Iterable[ProductFact]) -> dict[int, list[Pick]]:
    """What is picked of each component, in the order in which it is written. Refuses what it cannot read."""
    by_code = {one.code.upper(): one for one in components}
    found: dict[int, list[Pick]] = {}
    for entry in filter(None, (part.strip() for part in BETWEEN.split(said))):
        code, colon, rest = entry.replace("\uff1a", ":").partition(":")
        component = by_code.get(code.strip().upper())
        if component is None or not colon or not rest.strip():
            raise KitPartUnknown(said=entry, codes="、".join(one.code for one in by_code.values()))
        pick = _pick(entry, rest.strip(), component)
        if pick is not None:
            found.setdefault(component.id, []).append(pick)
    return found


def _pick(entry: str, rest: str, component: ProductFact) -> Pick | None:
    """What one entry says after the code; None where it only leaves room for a weight."""
    rest, is_said, weighed = rest.partition("=") if component.is_weighed else (rest, "", "")
    told = {AUX_QUANTITY: exact_text(_number(entry, weighed))} if weighed.strip() else {}
    if component.tracking == "serial":
        numbers = [one for one in SERIALS.split(rest) if one]
        return Pick(Decimal(len(numbers)), {"serials": " ".join(numbers), **told})
    named, star, many = rest.replace("×", "*").rpartition("*")
    lot, quantity = (named, _number(entry, many)) if star else (rest, None)
    if component.tracking != "lot" and component.is_weighed and not lot.strip():
        return Pick(quantity, told) if told or not is_said else None
    read = _lot(entry, lot)
    return Pick(quantity, {**read, **told})


def _lot(entry: str, lot: str) -> dict[str, str]:
    data: dict[str, str] = {}
    for sign, key in (("#", "bin"), ("@", "produced_on")):
        lot, found, value = lot.partition(sign) if sign in lot else (lot, "", "")
        if found:
            data[key] = value.strip()
    if "produced_on" in data and not _is_day(data["produced_on"]):
        raise KitLotDay(said=entry, day=data["produced_on"])
    if not lot.strip():
        raise KitLotUnnamed(said=entry)
    return {"lot_no": lot.strip(), **data}


def _number(entry: str, text: str) -> Decimal:
    try:
        number = D(text.strip())
    except NotANumber:
        number = ZERO
    if number <= 0:
        raise KitLotNumber(said=entry, number=text.strip())
    return number


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parts_by_lot(
    component: ProductFact, quantity: Decimal, picks: Iterable[Pick]
) -> list[tuple[Decimal, dict[str, Any]]]:
    """A component's quantity by what its lines say: each pick, and without a word what was not picked."""
    left, found = quantity, []
    for pick in picks:
        taken = left if pick.quantity is None else pick.quantity
        if taken > left or taken <= 0:
            said = f"{component.code}:{' '.join(pick.data.values())}*{exact_text(taken)}"
            raise KitLotsTooMany(said=said, product=component.name, quantity=quantity)
        left -= taken
        found.append((taken, dict(pick.data)))
    if left:
        found.append((left, {}))
    return found


def written(component: ProductFact, quantity: Decimal, data: Mapping[str, Any]) -> str:
    """One entry of the text: so much of a component of a lot, with room for what it weighs."""
    day = f"@{data['produced_on']}" if data.get("produced_on") else ""
    shelf = f"#{data['bin']}" if data.get("bin") else ""
    weight = "=" if component.is_weighed else ""
    return f"{component.code}:{data.get('lot_no', '')}{day}{shelf}*{exact_text(quantity)}{weight}"
