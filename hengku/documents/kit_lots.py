"""批次 of the components of a kit that leaves at once (KT-01, B4): one text on the line of the kit. Pure.

``TEA:L2301*10; TEA:L2302@2026-01-02#A-01*2; CUP:SN001 SN002`` — code of the component, its lot with the production date
and the bin where they are needed, and how many base units; without a number all that is left of it. Of goods with
serial numbers these stand in place of the lot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.reference import ProductFact
from hengku.kit.errors import Invalid
from hengku.kit.numbers import ZERO, D, NotANumber, exact_text

BETWEEN: Final = re.compile("[;\uff1b\n]+")
SERIALS: Final = re.compile(r"[\s,\uff0c、]+")


@dataclass(eq=False)
class KitLotsWrong(Invalid):
    """What a line says of the lots of its components cannot be read, or is more than goes out."""

    said: str
    reason: str
    text = "组成批次「{said}」不对:{reason}。写成「组成编码:批号*数量」,几个之间用分号隔开。"


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
            raise KitLotsWrong(
                said=entry, reason=f"组成编码是 {'、'.join(one.code for one in by_code.values())}"
            )
        read = _pieces if component.tracking == "serial" else _lot
        found.setdefault(component.id, []).append(read(entry, rest.strip()))
    return found


def _pieces(_entry: str, rest: str) -> Pick:
    numbers = [one for one in SERIALS.split(rest) if one]
    return Pick(Decimal(len(numbers)), {"serials": " ".join(numbers)})


def _lot(entry: str, rest: str) -> Pick:
    named, star, many = rest.replace("×", "*").rpartition("*")
    lot, quantity = (named, _number(entry, many)) if star else (rest, None)
    data: dict[str, str] = {}
    for sign, key in (("#", "bin"), ("@", "produced_on")):
        lot, found, value = lot.partition(sign) if sign in lot else (lot, "", "")
        if found:
            data[key] = value.strip()
    if "produced_on" in data and not _is_day(data["produced_on"]):
        raise KitLotsWrong(said=entry, reason=f"生产日期 {data['produced_on']} 应像 2026-01-31")
    if not lot.strip():
        raise KitLotsWrong(said=entry, reason="没有批号")
    return Pick(quantity, {"lot_no": lot.strip(), **data})


def _number(entry: str, text: str) -> Decimal:
    try:
        number = D(text.strip())
    except NotANumber:
        number = ZERO
    if number <= 0:
        raise KitLotsWrong(said=entry, reason=f"数量 {text.strip()} 应是大于 0 的数")
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
            raise KitLotsWrong(said=said, reason=f"「{component.name}」一共只出 {exact_text(quantity)}")
        left -= taken
        found.append((taken, dict(pick.data)))
    if left:
        found.append((left, {}))
    return found


def written(code: str, quantity: Decimal, data: Mapping[str, Any]) -> str:
    """One entry of the text: so much of a component of a lot."""
    day = f"@{data['produced_on']}" if data.get("produced_on") else ""
    shelf = f"#{data['bin']}" if data.get("bin") else ""
    return f"{code}:{data['lot_no']}{day}{shelf}*{exact_text(quantity)}"
