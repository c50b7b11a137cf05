"""套装 on paper (KT-01, C17): a line of a kit becomes lines of its components, and these the kit again. Pure.

A draft keeps the kit as it was written. Posting takes it apart, because stock moves, promises, returns and tax are
those of the components; what was written is kept in the lines' ``data`` under ``KIT`` and travels with the goods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from hengku.catalog.bill_rules import Part, kit_amounts
from hengku.catalog.tax_rules import add_tax, split_tax
from hengku.documents.declaration import DocumentType
from hengku.documents.dish_rules import DishHasNoStock
from hengku.documents.errors import KitHasNoStock
from hengku.documents.fields import KIT_LOTS, LOT_LINE, LOT_REASON
from hengku.documents.kit_lots import KitLotsWrong, parts_by_lot, read_kit_lots
from hengku.documents.paper import KIT, Paper, PaperLine
from hengku.documents.reference import ProductFact, Reference
from hengku.documents.sources import Source
from hengku.documents.weigh_rules import BY_PIECE, PRICE_BY
from hengku.kit.errors import Problem
from hengku.kit.numbers import (
    ZERO,
    D,
    divide,
    exact_text,
    price_from_amount,
    product_to_fen,
    split_by_cumulative,
)

Kits = Mapping[int, Sequence[Part]]

#: What a line says of its goods cannot be said of the goods of several products; why a lot goes out of turn can.
_OF_ONE: Final = frozenset(field.key for field in (*LOT_LINE, KIT_LOTS) if field is not LOT_REASON)


def kits_of(papers: Iterable[tuple[Paper, DocumentType]], reference: Reference) -> set[int]:
    """Products that are to be taken apart in these papers: kits that are sold, not carried from a document."""
    return {
        line.product_id
        for paper, kind in papers
        if kind.explodes_kits and not paper.reverses_id
        for line in paper.lines
        if line.product_id and not line.source_line_id and _is_kit(line.product_id, reference)
    }


def _is_kit(product_id: int, reference: Reference) -> bool:
    product = reference.products.get(product_id)
    return product is not None and product.is_kit


def take_apart(
    paper: Paper, kits: Kits, reference: Reference, problems: list[Problem] | None = None
) -> dict[int, int]:
    """Put the components in the place of each kit; which written line each line comes from, by line number from 1.
    Empty when there was no kit.

    A kit whose amount cannot be told yet (no price, a discount larger than it) stays: completing says what is wrong.
    What is wrong with the lots it names goes into ``problems``.
    """
    lines: list[PaperLine] = []
    written: dict[int, int] = {}
    for number, line in enumerate(paper.lines, 1):
        parts = kits.get(line.product_id or 0, ()) if not line.source_line_id else ()
        try:
            apart = _parts_of(paper, number, line, parts, reference) if parts else None
        except KitLotsWrong as wrong:
            apart = None
            if problems is not None:
                problems.append(wrong.at(line_no=len(lines) + 1, field=KIT_LOTS.key))
        for one in apart or [line]:
            lines.append(one)
            written[len(lines)] = number
    if len(lines) == len(paper.lines) and all(a is b for a, b in zip(lines, paper.lines, strict=True)):
        return {}
    paper.lines = lines
    return written


def _parts_of(
    paper: Paper, number: int, line: PaperLine, parts: Sequence[Part], reference: Reference
) -> list[PaperLine] | None:
    product = reference.products[line.product_id or 0]
    base = reference.base_quantity(line) if line.quantity > 0 else None
    is_incl = (paper.price_mode or "INCL") == "INCL"
    amount = _amount_with_tax(line, product, reference, is_incl=is_incl)
    if not product.is_active or base is None or amount is None:
        return None
    told = {
        "product": str(product.id),
        "code": product.code,
        "name": product.name,
        "set": str(number),
        "parts": len(parts),
        "quantity": exact_text(line.quantity),
        "unit": str(line.unit_id or product.base_unit_id),
        "unit_name": product.base_unit_name,
        "price": exact_text(line.price) if line.price is not None else "",
        "discount": exact_text(line.discount_amount),
    }
    data = {key: value for key, value in line.data.items() if key not in _OF_ONE}
    components = [reference.products[part.component_id] for part in parts]
    picks = read_kit_lots(str(line.data.get(KIT_LOTS.key) or ""), components)
    found: list[PaperLine] = []
    for part, component, share in zip(parts, components, kit_amounts(amount, parts), strict=True):
        by_lot = parts_by_lot(component, part.of(base), picks.get(component.id, ()))
        shares = split_by_cumulative(share, [quantity for quantity, _ in by_lot])
        tax = reference.taxes.get(component.tax_code_id)
        for (quantity, lot), own in zip(by_lot, shares, strict=True):
            one = PaperLine(
                product_id=component.id,
                quantity=quantity,
                is_gift=line.is_gift,
                remark=line.remark,
                data={**data, **lot, KIT: {**told, "per": exact_text(divide(part.quantity, part.makes))}},
            )
            if component.is_weighed:  # a set has one price, whatever its parts weigh
                one.data[PRICE_BY] = BY_PIECE
            if not line.is_gift or amount:
                shown = own if is_incl or tax is None else split_tax(own, tax.rate).net
                one.amount_incl, one.price = own, price_from_amount(shown, quantity)
            found.append(one)
    return found


def _amount_with_tax(
    line: PaperLine, product: ProductFact, reference: Reference, *, is_incl: bool
) -> Decimal | None:
    """What the kit is charged, with tax (C17); None where the line does not say."""
    if line.price is None or line.price < 0:
        return line.amount_incl if line.amount_incl is not None else ZERO if line.is_gift else None
    amount = product_to_fen(line.quantity, line.price)
    if not 0 <= line.discount_amount <= amount:
        return None
    amount -= line.discount_amount
    tax = reference.taxes.get(line.tax_code_id or product.tax_code_id)
    return amount if is_incl or tax is None else add_tax(amount, tax.rate).incl


def hand_on_kit(line: PaperLine, source: Source) -> None:
    """Write down of which kit the goods of a source line were sold; its set is told apart from those of others."""
    kit = source.data.get(KIT)
    if kit:
        line.data[KIT] = kit if "." in kit["set"] else {**kit, "set": f"{source.document_id}.{kit['set']}"}


def kit_problems(product: ProductFact, kind: DocumentType) -> list[Problem]:
    """A kit where goods are asked for that could not be taken apart, a dish where nobody makes it."""
    wants_goods = bool(kind.goods or kind.is_order)
    if product.is_kit and wants_goods and not kind.explodes_kits:
        return [KitHasNoStock(product=product.name).at(field="product")]
    if product.is_dish and wants_goods and not kind.cooks:
        return [DishHasNoStock(product=product.name).at(field="product")]
    return []


@dataclass(frozen=True, slots=True)
class KitShare:
    """A component on paper: of which kit and set, how much of it is in one, how much there is, what it is charged."""

    kit: Mapping[str, Any]
    component: str
    quantity: Decimal


def whole_sets(shares: Sequence[KitShare]) -> Decimal | None:
    """How many whole sets these components of one set are; None when a component is missing or the numbers differ."""
    counts: dict[str, Decimal] = {}
    for share in shares:
        counts[share.component] = counts.get(share.component, ZERO) + divide(
            share.quantity, D(share.kit["per"])
        )
    found = set(counts.values())
    if len(counts) != shares[0].kit["parts"] or len(found) != 1:
        return None
    return found.pop()


def put_together(lines: Sequence[PaperLine]) -> list[PaperLine]:
    """The lines of a posted document with its kits as they were written: what a copy of it begins with. Components that
    were carried from another document stay what they are.
    """
    found: list[PaperLine] = []
    seen: set[str] = set()
    for line in lines:
        kit = line.data.pop(KIT, None)
        if not kit or "." in kit["set"]:
            found.append(line)
        elif kit["set"] not in seen:
            seen.add(kit["set"])
            found.append(
                replace(
                    line,
                    product_id=int(kit["product"]),
                    quantity=D(kit["quantity"]),
                    unit_id=int(kit["unit"]),
                    price=D(kit["price"]) if kit["price"] and line.price is not None else None,
                    discount_amount=D(kit["discount"]),
                    tax_code_id=None,
                    amount_net=None,
                    amount_tax=None,
                    amount_incl=None,
                )
            )
    return found
