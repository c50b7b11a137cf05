"""先到期先出 (B4): which lots an issue would take, put onto its lines while it is a draft, for people to see and change.

Not at posting, where a line without a lot is refused — but at a counter (``posting.first_out``). A line that takes from
several lots or bins is split; amounts written on it are split with it, by instalments (C1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.catalog.queries_bills import parts_of
from hengku.catalog.unit_rules import UnitFraction, price_per_base
from hengku.documents.declaration import DocumentType, From, document_type
from hengku.documents.fields import KIT_LOTS
from hengku.documents.kit_lots import written
from hengku.documents.kit_rules import kits_of
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.reference import ProductFact, Reference, load_reference
from hengku.identity.actor import Actor
from hengku.inventory.lot_rules import (
    Alert,
    Demands,
    LotStock,
    Thresholds,
    alert_of,
    days_left,
    fefo_key,
    why_not,
)
from hengku.inventory.rules import AVAILABLE, STAGING
from hengku.kit import sql
from hengku.kit.numbers import ZERO_FEN, part_by_cumulative
from hengku.posting.lot_load import Pile, load_stock
from hengku.posting.lots import life_of

ZERO = Decimal(0)
THRESHOLDS = """
SELECT p.id, coalesce(p.yellow_days, c.yellow_days), coalesce(p.red_days, c.red_days)
FROM catalog_product AS p JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
WHERE p.company_id = %s AND p.id = ANY(%s::bigint[])
"""
HELD = """
SELECT line_id, lot_id, quantity FROM inventory_reservation
WHERE company_id = %s AND line_id = ANY(%s::bigint[]) AND lot_id > 0 AND quantity > 0 ORDER BY id
"""
COMPANY_DAYS = """
SELECT DISTINCT ON (key) key, value #>> '{}' FROM company_setting
WHERE company_id = %s AND key IN ('yellow_days', 'red_days') AND effective_on <= %s ORDER BY key, effective_on DESC
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A lot as a picker shows it: what there is of it at one place, how near its end it is, and whether it may go."""

    lot_id: int
    lot_no: str
    produced_on: date | None
    expires_on: date | None
    days_left: int | None
    alert: Alert
    quantity: Decimal
    status: str
    bin: str
    place: str
    reason: str  # why it may not go out: recalled, expired, frozen, too_short; "" when it may
    is_first: bool  # what first to expire, first out takes
    held: Decimal = ZERO  # beside ``quantity``, what is held for notices (硬预留)


def offers(
    *,
    actor: Actor,
    product_id: int,
    warehouse_id: int,
    on: date,
    party_id: int | None = None,
    owner_id: int = 0,
) -> list[Offer]:
    """The lots of a product in a warehouse, in the order in which they should go: of our goods, or of those of
    ``owner_id``. Needs ``catalog.view``.
    """
    actor.must("catalog.view")
    paper = Paper("", on, [PaperLine(product_id=product_id)], party_id=party_id)
    reference = load_reference(actor.company_id, [paper])
    product = reference.products.get(product_id)
    if product is None:
        return []
    demands, life = Demands() if owner_id else demands_of(paper, reference), life_of(product)
    thresholds = thresholds_of(actor.company_id, [product_id], on)[product_id]
    lying = load_stock(actor.company_id, [product_id], warehouse_id)
    piles = [one for one in lying if _is_here(one) and one.owner_id == owner_id]
    piles.sort(key=lambda one: (bool(why_not(one.stock, on, demands, life)), *fefo_key(one.stock), one.bin))
    found = []
    first = next((one for one in piles if one.free > 0 and not why_not(one.stock, on, demands, life)), None)
    for pile in piles:
        lot = pile.stock
        reason = why_not(lot, on, demands, life)
        left = None if lot.expires_on is None else days_left(lot.expires_on, on)
        alert = alert_of(lot.expires_on, on, thresholds, life)
        found.append(
            Offer(
                lot.lot_id,
                lot.lot_no,
                lot.produced_on,
                lot.expires_on,
                left,
                alert,
                pile.free,
                lot.status,
                pile.bin,
                pile.place,
                reason,
                pile is first,
                pile.pinned,
            )
        )
    return found


def thresholds_of(company_id: int, products: Iterable[int], on: date) -> dict[int, Thresholds]:
    """When lots of products turn yellow and red: of the product, else its category, else the company (B5)."""
    company = {key: int(value) for key, value in sql.rows(COMPANY_DAYS, (company_id, on))}
    usual = Thresholds(company.get("yellow_days", 7), company.get("red_days", 3))
    return {
        product: Thresholds(
            usual.yellow_days if yellow is None else yellow, usual.red_days if red is None else red
        )
        for product, yellow, red in sql.rows(THRESHOLDS, (company_id, sql.array([*products])))
    }


def takes_lots(kind: DocumentType) -> bool:
    """Whether goods of ours leave a warehouse by documents of this type, so that lots can be proposed. Those of others
    go on as what their source line says.
    """
    if kind.of_others:
        return False
    if kind.is_order:  # a notice holds of lots what will go
        return kind.field("lot_no") is not None
    return not kind.is_red and (kind.goods == "out" or kind.field("warehouse_to") is not None or _picks(kind))


def _picks(kind: DocumentType) -> bool:
    """Whether goods are put ready by it that a notice holds."""
    return any(document_type(one.type_code).field("lot_no") for one in kind.sources if _is_notice(one))


def _is_notice(source: From) -> bool:
    return document_type(source.type_code).is_order


def fill_lots(*, actor: Actor, paper: Paper) -> dict[int, Decimal]:
    """Put lots onto the lines that need one and say none. Changes ``paper``; nothing else is written.

    Gives what no lot could be found for, in base units by line number of the new lines. A line of several lots is
    split. Nothing is read when the type takes no lots or no product is told apart by them.
    """
    kind = document_type(paper.type_code)
    if not takes_lots(kind) or not paper.warehouse_id:
        return {}
    reference = load_reference(actor.company_id, [paper])
    for number, line in enumerate(paper.lines, 1):
        line.line_no = number  # the parts of a line keep its number
    waiting = [line for line in paper.lines if needs_lot(line, reference)]
    sets = _kits_without_lots(actor.company_id, paper, kind, reference)
    if not waiting and not sets:
        return {}
    components = {product.id for needs in sets.values() for product, _ in needs}
    products = sorted({line.product_id or 0 for line in waiting} | components)
    stock = load_stock(actor.company_id, products, paper.warehouse_id)
    left = left_of([pile for pile in stock if pile.owner_id == kind.owner_of(paper.party_id)], paper.lines, reference)
    held = _Held(actor.company_id, waiting, stock)
    demands = demands_of(paper, reference) if kind.party == "customer" else Demands()
    lines: list[PaperLine] = []
    missing: dict[int, Decimal] = {}
    for line in paper.lines:
        for product, need in sets.get(line.line_no, ()):
            piles = in_order(left, product, paper.business_on, demands, any_lot=False)
            picks, _ = take_in_order(piles, left, need, line.bin) if product.tracking == "lot" else ([], ZERO)
            said = [written(product, quantity, _said(pile)) for pile, quantity in picks]
            if product.tracking == "none":  # room for what it weighs
                said = [written(product, need, {})]
            line.data[KIT_LOTS.key] = "; ".join(filter(None, (line.data.get(KIT_LOTS.key), *said)))
        if not needs_lot(line, reference):
            lines.append(line)
            continue
        product = reference.products[line.product_id or 0]
        piles = in_order(left, product, paper.business_on, demands, any_lot=kind.takes_any_lot)
        kept, rest = held.take(line, _base(line, reference))
        picks, short = take_in_order(piles, left, rest, line.bin)
        picks = kept + picks
        lines.extend(split_by_lot(line, picks, short, product, reference))
        if short:
            missing[len(lines)] = short
    paper.lines = lines
    return missing


def _kits_without_lots(
    company_id: int, paper: Paper, kind: DocumentType, reference: Reference
) -> dict[int, list[tuple[ProductFact, Decimal]]]:
    """Kits that leave as they are and name no lots yet: which components need lots or a weight, and how much of each in
    base units, by line number. Two statements where there are any.
    """
    lines = [line for line in paper.lines if not line.data.get(KIT_LOTS.key) and line.quantity > 0]
    wanted = kits_of([(replace(paper, lines=lines), kind)], reference)
    kits = parts_of(company_id, sorted(wanted))
    more = load_reference(company_id, [], {part.component_id for parts in kits.values() for part in parts})
    found: dict[int, list[tuple[ProductFact, Decimal]]] = {}
    for line in lines:
        for part in kits.get(line.product_id or 0, ()) if not line.source_line_id else ():
            component = more.products[part.component_id]
            if component.tracking == "lot" or component.is_weighed:
                found.setdefault(line.line_no, []).append((component, part.of(_base(line, reference))))
    return found


class _Held:
    """What notices hold of lots for the lines that are carried on from them: it goes first."""

    def __init__(self, company_id: int, lines: list[PaperLine], piles: list[Pile]) -> None:
        asked = [line.source_line_id for line in lines if line.source_line_id]
        rows = sql.rows(HELD, (company_id, sql.array(asked))) if asked else []
        self.left = {(line_id, lot_id): quantity for line_id, lot_id, quantity in rows}
        self.lies = {pile: pile.pinned for pile in piles if pile.pinned > 0}

    def take(self, line: PaperLine, need: Decimal) -> tuple[list[tuple[Pile, Decimal]], Decimal]:
        """What goes of what its notice holds, and what is still needed."""
        picks = []
        for pile in sorted(self.lies, key=lambda one: (fefo_key(one.stock), one.bin != STAGING, one.bin)):
            key = (line.source_line_id or 0, pile.stock.lot_id)
            is_same = pile.product_id == line.product_id and (not line.bin or line.bin == pile.bin)
            taken = min(self.left.get(key, ZERO), self.lies[pile], need) if is_same else ZERO
            if taken > 0:
                self.left[key] -= taken
                self.lies[pile] -= taken
                need -= taken
                picks.append((pile, taken))
        return picks, need


def needs_lot(line: PaperLine, reference: Reference) -> bool:
    """Whether its goods are told apart by lot, and it names none."""
    product = reference.products.get(line.product_id or 0)
    is_tracked = product is not None and product.tracking == "lot"
    return is_tracked and not line.lot_no and not line.lot_id and line.quantity > 0


def _is_here(pile: Pile) -> bool:
    return pile.role == "stock" and pile.stock.lot_id > 0


def demands_of(paper: Paper, reference: Reference) -> Demands:
    """What the party of a paper asks of lots."""
    party = reference.parties.get(paper.party_id or 0)
    return Demands(days=party.minimum_days_left if party else 0)


def _base(line: PaperLine, reference: Reference) -> Decimal:
    """The quantity in base units; as written where the unit is none of the product's, which is refused elsewhere."""
    return reference.base_quantity(line) or line.quantity


def left_of(piles: list[Pile], lines: list[PaperLine], reference: Reference) -> dict[Pile, Decimal]:
    """What there is, less what other lines of the paper take of the same lots by name."""
    left = {pile: pile.free for pile in piles if _is_here(pile)}
    for line in lines:
        if not line.lot_no or line.product_id not in reference.products:
            continue
        taken = _base(line, reference)
        for pile in left:
            is_same = pile.product_id == line.product_id and pile.stock.lot_no == line.lot_no
            if is_same and (not line.produced_on or pile.stock.produced_on == line.produced_on):
                less = min(left[pile], taken)
                left[pile] -= less
                taken -= less
    return left


def in_order(
    left: dict[Pile, Decimal], product: ProductFact, on: date, demands: Demands, *, any_lot: bool
) -> list[Pile]:
    """Piles that may go, first to expire first; for what is written off or sent back the worst comes first."""

    def may_go(lot: LotStock) -> bool:
        return any_lot or not why_not(lot, on, demands, life_of(product))

    piles = [pile for pile in left if pile.product_id == product.id and may_go(pile.stock)]
    return sorted(piles, key=lambda pile: (pile.stock.status == AVAILABLE, *fefo_key(pile.stock), pile.bin))


def take_in_order(
    piles: list[Pile], left: dict[Pile, Decimal], need: Decimal, bin_: str
) -> tuple[list[tuple[Pile, Decimal]], Decimal]:
    """So much of these piles in their order, of one bin where it is named, and what is missing. Lessens ``left``."""
    picks = []
    for pile in piles:
        if need <= 0:
            break
        if left[pile] <= 0 or (bin_ and pile.bin != bin_):
            continue
        taken = min(left[pile], need)
        left[pile] -= taken
        need -= taken
        picks.append((pile, taken))
    return picks, max(need, ZERO)


def split_by_lot(
    line: PaperLine,
    picks: list[tuple[Pile, Decimal]],
    short: Decimal,
    product: ProductFact,
    reference: Reference,
) -> list[PaperLine]:
    """One line for each pick, and one more without a lot for what is missing."""
    if not picks:
        return [line]
    parts = [(taken, _said(pile)) for pile, taken in picks] + ([(short, {})] if short else [])
    whole = sum((quantity for quantity, _ in parts), ZERO)
    unit_id, numerator, denominator = _unit(line, [quantity for quantity, _ in parts], product, reference)
    done = ZERO
    given: dict[str, Decimal] = {}
    lines = []
    for quantity, said in parts:
        amounts: dict[str, Any] = {}
        for key in ("amount_net", "amount_tax", "amount_incl", "discount_amount"):
            amount = getattr(line, key)
            if amount is None or len(parts) == 1:
                continue
            share = part_by_cumulative(amount, done, quantity, whole, given.get(key, ZERO_FEN))
            amounts[key] = share
            given[key] = given.get(key, ZERO_FEN) + share
        price = line.price
        if price is not None and unit_id != line.unit_id:  # a price is of one unit
            top, bottom = reference.units[product.id, line.unit_id or 0]
            price = price_per_base(price, UnitFraction("", top, bottom))
        lines.append(
            replace(
                line,
                quantity=quantity * denominator / numerator,
                unit_id=unit_id,
                price=price,
                data={**line.data, **said},
                **amounts,
            )
        )
        done += quantity
    return lines


def _said(pile: Pile) -> dict[str, Any]:
    """What a line says of the lot it takes."""
    lot = pile.stock
    said = {
        "lot_no": lot.lot_no,
        "produced_on": lot.produced_on,
        "expires_on": lot.expires_on,
        "bin": pile.bin,
    }
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in said.items() if value
    }


def _unit(
    line: PaperLine, parts: list[Decimal], product: ProductFact, reference: Reference
) -> tuple[int | None, int, int]:
    """The line's unit where every part comes out even in it, else the base unit (B1)."""
    if not line.unit_id or line.unit_id == product.base_unit_id:
        return line.unit_id, 1, 1
    numerator, denominator = reference.units.get((product.id, line.unit_id), (1, 1))
    precision = reference.unit_names.get(line.unit_id, ("", 0))[1]
    step = Decimal(1).scaleb(-precision)
    if all((part * denominator / numerator) % step == 0 for part in parts):
        return line.unit_id, numerator, denominator
    return product.base_unit_id, 1, 1
