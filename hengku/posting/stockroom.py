"""From effects to moves, on-hand changes and reservations (Q6–Q8). Pure: works on loaded state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.documents.paper import PaperLine
from hengku.inventory.hold_rules import shortages_of_lots, spread_over, spread_pinned
from hengku.inventory.rules import (
    AVAILABLE,
    Flow,
    Hand,
    Key,
    Pile,
    Short,
    shortages,
    shortages_of_pile,
    spread,
)
from hengku.posting.effects import End, Goods
from hengku.posting.load import Places
from hengku.posting.rows import Job, MoveRow, Outcome

ZERO = Decimal(0)


@dataclass(slots=True)
class Plan:
    """The moves of a batch before anything is checked, by balance; what orders give back, by pile."""

    flows: dict[Key, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    released: dict[Pile, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    first_on: dict[Key, date] = field(default_factory=dict)
    #: what goes over from an order to its notice
    handed: dict[Pile, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    #: by how much what is held of each lot changes (硬预留): given back below zero
    pins: dict[Pile, dict[int, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )


def place_of(end: End, places: Places, line_bin: str = "") -> int:
    """The place id of a move's end; KeyError when the warehouse has none."""
    if end.role != "stock":
        return places.by_end[end.role, 0, ""]
    return places.by_end["stock", end.warehouse_id, line_bin if end.bin is None else end.bin]


def bins_of(goods: Goods) -> tuple[str, str]:
    """What the line says of the bins at the two ends, where an end does not say itself. Goods that become frozen, lent,
    another lot or somebody else's stay in their bin unless the line moves them.
    """
    line, is_inside = goods.line, goods.source.role == "stock" == goods.target.role
    if not is_inside:
        return line.bin, line.bin
    changes = (
        goods.status_to not in ("", goods.status)
        or goods.lot_to_id is not None
        or goods.owner_to_id not in (None, goods.owner_id)
    )
    stays = changes and goods.source.warehouse_id == goods.target.warehouse_id
    return line.bin, line.bin_to or (line.bin if stays else "")


def ends_of(goods: Goods, places: Places) -> tuple[Key, Key]:
    """The balances that goods leave and reach. At a place that is not ours there is no status (Q6)."""
    line: PaperLine = goods.line
    here, there = bins_of(goods) if line.data else ("", "")
    from_place, to_place = place_of(goods.source, places, here), place_of(goods.target, places, there)
    product = line.product_id or 0
    lot = line.lot_id if goods.lot_id is None else goods.lot_id
    lot_to = lot if goods.lot_to_id is None else goods.lot_to_id
    owner_to = goods.owner_id if goods.owner_to_id is None else goods.owner_to_id
    status = goods.status if from_place in places.real else AVAILABLE
    status_to = (goods.status_to or goods.status) if to_place in places.real else AVAILABLE
    source = Key(product, from_place, lot, status, goods.owner_id)
    return source, Key(product, to_place, lot_to, status_to, owner_to)


def stays(goods: Goods) -> bool:
    """Whether sound goods only go to another bin."""
    source, target = goods.source, goods.target
    is_inside = source.role == "stock" == target.role and source.warehouse_id == target.warehouse_id
    return is_inside and goods.status == AVAILABLE and goods.status_to in ("", AVAILABLE) and goods.owner_id == 0


def pile_of(key: Key, places: Places) -> Pile:
    """Where goods of this balance are promised: together with all that lies in the same warehouse."""
    return (key.product_id, places.main.get(key.place_id, key.place_id))


def make_moves(
    jobs: list[Job], places: Places, move_ids: Iterator[int], outcome: Outcome
) -> dict[int, list[MoveRow]]:
    """One move per ``Goods``, in posting order, by job index."""
    by_job: dict[int, list[MoveRow]] = {}
    for job in jobs:
        rows = []
        for number, goods in enumerate(job.effects.goods):
            source, target = ends_of(goods, places)
            rows.append(
                MoveRow(
                    id=next(move_ids),
                    seq=job.seqs[number],
                    source=source,
                    target=target,
                    quantity=goods.quantity,
                    document_id=job.document_id,
                    line_id=goods.line.id,
                    on=job.on,
                    weight=goods.weight,
                )
            )
        by_job[job.index] = rows
        outcome.moves.extend(rows)
    return by_job


def plan_flows(jobs: list[Job], places: Places) -> Plan:
    """What flows into and out of each balance, before ids and seqs are given. Jobs come in order of business dates."""
    plan = Plan()
    move = 0
    for job in jobs:
        on, index = job.on, job.index
        for goods in job.effects.goods:
            source, target = ends_of(goods, places)
            quantity, line_no = goods.quantity, goods.line.line_no
            move += 1
            weight = goods.weight
            for key, moved, weighed in ((source, -quantity, -weight), (target, quantity, weight)):
                plan.flows[key].append(Flow(key, moved, on, index, line_no, move, weighed))
                plan.first_on.setdefault(key, on)
    return plan


def held_from(product_id: int | None, warehouse_id: int, places: Places) -> Key:
    """The balance a reservation stands at: the warehouse's own place."""
    return Key(product_id or 0, places.by_end["stock", warehouse_id, ""])


def flows_of(keys: list[Key], plan: Plan) -> list[Flow]:
    """What flows in and out of these balances, in the order of posting."""
    found = [flow for key in keys for flow in plan.flows.get(key, ())]
    return sorted(found, key=lambda flow: flow.move) if len(keys) > 1 else found


def check_stock(plan: Plan, hands: dict[Key, Hand], piles: dict[Pile, list[Key]]) -> list[Short]:
    """Every outflow of the batch that is not covered, by balance, in the order of posting."""
    found: list[Short] = []
    piled: set[Key] = set()
    for pile, keys in piles.items():
        released = plan.released.get(pile, ZERO)
        if len(keys) > 1:
            piled.update(keys)
            known = {key: hands[key] for key in keys}
            short = shortages_of_pile(known, flows_of(keys, plan), released)
            found.extend(short or _short_of_lots(pile, known, plan))
        elif keys[0] in plan.flows:
            piled.add(keys[0])
            short = _shortages(hands[keys[0]], plan.flows[keys[0]], released)
            found.extend(short or _short_of_lots(pile, {keys[0]: hands[keys[0]]}, plan))
    for key, flows in plan.flows.items():
        if key not in piled:
            found.extend(_shortages(hands[key], flows, ZERO))
    return found


def _short_of_lots(pile: Pile, hands: dict[Key, Hand], plan: Plan) -> list[Short]:
    """Outflows that would take goods of a lot that others hold; nothing to ask where no lot is held."""
    if not any(hand.pinned for hand in hands.values()) and pile not in plan.pins:
        return []
    return shortages_of_lots(hands, flows_of([*hands], plan), plan.pins.get(pile, {}))


def _shortages(hand: Hand, flows: list[Flow], released: Decimal) -> list[Short]:
    if hand.may_go_negative and hand.reserved <= released:
        return []
    ordered = sorted(flows, key=lambda flow: flow.on) if hand.later else flows
    return shortages(hand, ordered, released)


def change_hands(plan: Plan, hands: dict[Key, Hand], piles: dict[Pile, list[Key]], outcome: Outcome) -> None:
    """What each balance changes by: quantity, reserved, and the latest business date moved on it."""
    changes = outcome.hand_changes
    for key, flows in plan.flows.items():
        moved = sum((flow.quantity for flow in flows), ZERO)
        changes[key] = (moved, ZERO, flows[-1].on)  # flows are in order of business dates
        if any(flow.weight for flow in flows):
            outcome.weight_changes[key] = sum((flow.weight for flow in flows), ZERO)
    for pile, keys in piles.items():
        released = plan.released.get(pile, ZERO)
        before = {key: hands[key].reserved for key in keys}
        total = sum(before.values(), ZERO) - released
        if not released and not total:
            continue
        pins = pile in plan.pins or any(hands[key].pinned for key in keys)
        after = {keys[0]: total}
        if len(keys) > 1 or pins:
            lies = {key: hands[key].quantity + changes.get(key, (ZERO, ZERO, date.min))[0] for key in keys}
            known = {key: hands[key] for key in keys}
            pinned = spread_pinned(lies, known, plan.pins.get(pile, {})) if pins else {}
            after = spread_over(lies, before, total, pinned) if pins else spread(lies, before, total)
            for key, held in pinned.items():
                if held != hands[key].pinned:
                    outcome.pins[key] = held - hands[key].pinned
        for key, held in after.items():
            if held != before[key] or key in outcome.pins:
                moved, _, on = changes.get(key, (ZERO, ZERO, date.min))
                changes[key] = (moved, held - before[key], on)
