"""From effects to moves, on-hand changes and reservations (Q7, Q8). Pure: works on loaded state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.inventory.rules import Flow, Hand, Short, shortages
from hengku.posting.effects import End
from hengku.posting.load import Places
from hengku.posting.rows import Hold, Job, MoveRow, Outcome

Key = tuple[int, int]
ZERO = Decimal(0)


@dataclass(slots=True)
class Plan:
    """The moves of a batch before anything is checked, by balance."""

    flows: dict[Key, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    released: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    first_on: dict[Key, date] = field(default_factory=dict)

    def balances(self) -> list[Key]:
        """Every balance that is touched, in the order in which it must be locked."""
        return sorted({*self.flows, *self.released})


def place_of(end: End, places: Places) -> int:
    """The place id of a move's end; KeyError when the warehouse has none."""
    return places.by_end[end.role, end.warehouse_id]


def make_moves(
    jobs: list[Job], places: Places, move_ids: Iterator[int], outcome: Outcome
) -> dict[int, list[MoveRow]]:
    """One move per ``Goods``, in posting order, by job index."""
    by_job: dict[int, list[MoveRow]] = {}
    for job in jobs:
        rows = []
        for number, goods in enumerate(job.effects.goods):
            rows.append(
                MoveRow(
                    id=next(move_ids),
                    seq=job.seqs[number],
                    product_id=goods.line.product_id or 0,
                    from_place=place_of(goods.source, places),
                    to_place=place_of(goods.target, places),
                    quantity=goods.quantity,
                    document_id=job.document_id,
                    line_id=goods.line.id,
                    on=job.on,
                )
            )
        by_job[job.index] = rows
        outcome.moves.extend(rows)
    return by_job


def plan_flows(jobs: list[Job], places: Places) -> Plan:
    """What flows into and out of each balance, before ids and seqs are given. Jobs come in order of business dates."""
    plan = Plan()
    for job in jobs:
        on, index = job.on, job.index
        for goods in job.effects.goods:
            line, quantity = goods.line, goods.quantity
            for end, moved in ((goods.source, -quantity), (goods.target, quantity)):
                key = (line.product_id or 0, place_of(end, places))
                plan.flows[key].append(Flow(key, moved, on, index, line.line_no))
                plan.first_on.setdefault(key, on)
    return plan


def plan_releases(
    jobs: list[Job], reservations: dict[int, list[tuple[int, ...]]], plan: Plan, outcome: Outcome
) -> None:
    """Goods that leave for an order line give back what that line holds (Q8), at most what it holds."""
    left = {row[0]: Decimal(row[5]) for rows in reservations.values() for row in rows}
    for job in jobs:
        leaving = {goods.line.id: goods for goods in job.effects.goods if goods.source.role == "stock"}
        for line in job.paper.lines:
            goods = leaving.get(line.id)
            if goods is None or not line.source_line_id:
                continue
            wanted = goods.quantity
            for row_id, _, _, product, place, _ in reservations.get(line.source_line_id, []):
                taken = min(left[row_id], wanted)
                if taken > 0:
                    left[row_id] -= taken
                    wanted -= taken
                    plan.released[product, place] += taken
    for rows in reservations.values():
        for row_id, line_id, document_id, product, place, quantity in rows:
            if left[row_id] != quantity:
                outcome.holds.append(Hold(line_id, document_id, product, place, left[row_id]))


def plan_holds(jobs: list[Job], places: Places, hands: dict[Key, Hand], plan: Plan, outcome: Outcome) -> None:
    """Q8: an approved order holds what is available, no more; the rest stays open demand.

    What goes in and out before it in the batch counts; of goods that went out and came in again only what was left
    between, so that nothing that comes before an order fails for it.
    """
    keys = set(hold_keys(jobs, places))
    flows: dict[int, list[Flow]] = defaultdict(list)
    for key in keys:
        for flow in plan.flows.get(key, []):
            flows[flow.document].append(flow)
    now = {key: hands[key].quantity for key in keys}
    lowest: dict[Key, Decimal] = {}
    taken: dict[Key, Decimal] = defaultdict(Decimal)
    for job in jobs:
        for flow in flows[job.index]:
            now[flow.key] += flow.quantity
            if flow.quantity < 0:
                lowest[flow.key] = min(lowest.get(flow.key, now[flow.key]), now[flow.key])
        for hold in job.effects.holds:
            key = (hold.line.product_id or 0, place_of(End("stock", hold.warehouse_id), places))
            hand = hands[key]
            available = min(now[key], lowest.get(key, now[key])) - hand.reserved - taken[key]
            quantity = max(min(hold.quantity, available), ZERO)
            taken[key] += quantity
            plan.released[key] -= quantity
            outcome.holds.append(Hold(hold.line.id, job.document_id, key[0], key[1], quantity))


def hold_keys(jobs: list[Job], places: Places) -> list[Key]:
    """Balances that orders want to hold from."""
    return [
        (hold.line.product_id or 0, place_of(End("stock", hold.warehouse_id), places))
        for job in jobs
        for hold in job.effects.holds
    ]


def check_stock(plan: Plan, hands: dict[Key, Hand]) -> list[Short]:
    """Every outflow of the batch that is not covered, by (product, place), in the order of posting."""
    found: list[Short] = []
    for key, flows in plan.flows.items():
        hand = hands[key]
        if hand.may_go_negative and hand.reserved <= plan.released.get(key, ZERO):
            continue
        ordered = sorted(flows, key=lambda flow: flow.on) if hand.later else flows
        found.extend(shortages(hand, ordered, plan.released.get(key, ZERO)))
    return found


def change_hands(plan: Plan, outcome: Outcome) -> None:
    """What each balance changes by: quantity, reserved, and the latest business date moved on it."""
    for key in plan.balances():
        flows = plan.flows.get(key, [])
        moved = sum((flow.quantity for flow in flows), ZERO)
        on = flows[-1].on if flows else date.min  # flows are in order of business dates
        outcome.hand_changes[key] = (moved, -plan.released.get(key, ZERO), on)
