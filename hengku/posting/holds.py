"""What orders and notices hold (Q8, Q3d): given back by goods that leave, taken over, moved to another lot.

An order holds of any lot (软预留). A notice (D-DN) of goods told apart by lot holds of lots (硬预留): those its line
names, else the first to expire. What goes for a notice takes of what it holds; another lot than that needs a reason,
and moves the hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.documents.paper import PaperLine
from hengku.inventory.hold_rules import Free, pick_lots
from hengku.inventory.lot_rules import LotStock
from hengku.inventory.rules import Key, Pile, leaving_and_coming
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.posting import effects, errors, lot_errors
from hengku.posting.load import Places
from hengku.posting.lots import may_be_sent
from hengku.posting.reserved import Reserved, holder_of
from hengku.posting.rows import Hold, Job
from hengku.posting.stockroom import flows_of, held_from, pile_of, stays

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO = Decimal(0)
Slot = tuple[int, int, int]  # line, place, lot
Picked = dict[tuple[int, int], Decimal]  # of a line of a notice, of a lot
PICKED = """
SELECT k.source_line_id, l.lot_id, sum(CASE WHEN k.target_type = 'pick_list' THEN k.quantity ELSE -k.quantity END)
FROM documents_link AS k
JOIN documents_line AS l ON l.company_id = k.company_id AND l.id = k.target_line_id
WHERE k.company_id = %s AND k.source_line_id = ANY(%s) AND k.target_type IN ('pick_list', 'sales_issue')
GROUP BY k.source_line_id, l.lot_id
"""


@dataclass(slots=True)
class Book:
    """What source lines hold, as it changes from one document of the batch to the next."""

    was: dict[Slot, Reserved] = field(default_factory=dict)
    left: dict[Slot, Decimal] = field(default_factory=dict)
    by_line: dict[int, list[Slot]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Reserved) -> Slot:
        """Note what a line holds of a lot; the place it has here."""
        slot = (row.line_id, row.place_id, row.lot_id)
        self.was[slot], self.left[slot] = row, Decimal(row.quantity)
        self.by_line[row.line_id].append(slot)
        return slot

    def of(self, line_id: int, lot_id: int) -> list[Slot]:
        """What a line holds, in the order in which goods of a lot use it up: of that lot, of any, of others."""
        slots = self.by_line.get(line_id, [])
        return sorted(slots, key=lambda slot: (slot[2] != lot_id, slot[2] != 0, self.was[slot].id))


def plan_releases(batch: Batch, jobs: list[Job]) -> None:
    """Goods that leave for an order line give back what that line holds (Q8), at most what it holds."""
    if not batch.reservations:
        return
    book = Book()
    for rows in batch.reservations.values():
        for row in rows:
            book.add(row)
    picked = _picked_before(batch, jobs, book)
    for job in jobs:
        if not job.paper.reverses_id:  # what is put back on its shelf stays held of the lot that it is
            _move_pins(batch, job, book, picked)
        leaving = _leaving(job)
        for line in job.paper.lines:
            wanted = leaving.get(line.id, ZERO)
            if wanted and line.source_line_id:
                _release(batch, job, line, wanted, book)
    for slot, row in book.was.items():
        if book.left[slot] != row.quantity:
            held = Hold(row.line_id, row.document_id, row.product_id, row.place_id, book.left[slot])
            held.lot_id = row.lot_id
            held.id = row.id if row.quantity else 0  # what was moved to another lot has no row of its own yet
            batch.outcome.holds.append(held)


def _leaving(job: Job) -> dict[int, Decimal]:
    """What each line gives back, by line id, in base units."""
    leaving: dict[int, Decimal] = {}
    for goods in job.effects.goods:
        if goods.source.role == "stock" and goods.target.role != "stock" and goods.owner_id == 0:
            leaving[goods.line.id] = leaving.get(goods.line.id, ZERO) + goods.quantity
    leaving |= {hold.line.id: hold.quantity for hold in job.effects.holds if hold.takes_over}
    leaving |= {line.id: quantity for line, quantity in job.effects.releases}
    return leaving


def _release(batch: Batch, job: Job, line: PaperLine, wanted: Decimal, book: Book) -> None:
    plan, source = batch.plan, batch.sources.get(line.source_line_id or 0)
    rule = job.kind.source(source.type_code) if source is not None else None
    if rule is not None and not rule.counts:
        return  # beside what was promised (D-MSC): the order's own goods stay held for it
    for slot in book.of(holder_of(line, batch.sources), line.lot_id):
        row, taken = book.was[slot], min(book.left[slot], wanted)
        if taken <= 0:
            continue
        book.left[slot] -= taken
        wanted -= taken
        pile = (row.product_id, row.place_id)
        plan.released[pile] += taken
        if row.lot_id:
            plan.pins[pile][row.lot_id] -= taken
            _ask_why(batch, job, line, row)
        if job.effects.holds:
            plan.handed[pile] += taken


def _picked_before(batch: Batch, jobs: list[Job], book: Book) -> Picked:
    """What was picked for each line of a notice and is not sent yet, by lot. One statement, and only where something is
    picked for a line that holds lots.
    """
    lines = {
        goods.line.source_line_id or 0
        for job in jobs
        for goods in job.effects.goods
        if stays(goods) and any(lot for _, _, lot in book.by_line.get(goods.line.source_line_id or 0, ()))
    }
    picked: Picked = defaultdict(Decimal)
    for line_id, lot_id, quantity in sql.rows(PICKED, (batch.company_id, list(lines))) if lines else ():
        picked[line_id, lot_id] = max(quantity, ZERO)
    return picked


def _move_pins(batch: Batch, job: Job, book: Book, picked: Picked) -> None:
    """What is picked of another lot than is held is held from now on, in place of the other (D-PK). What is held of a
    lot covers a pick once: what was picked of it before and is not sent yet has used it up.
    """
    for goods in job.effects.goods:
        line = goods.line
        if not (line.lot_id and line.source_line_id) or not stays(goods):
            continue
        slots = book.of(line.source_line_id, line.lot_id)
        if not any(lot for _, _, lot in slots):
            continue  # held of any lot
        mine = next((slot for slot in slots if slot[2] == line.lot_id), None)
        source = batch.sources.get(line.source_line_id)
        is_other = source is not None and source.lot_id not in (0, line.lot_id)
        key = (line.source_line_id, line.lot_id)
        covered = max(book.left[mine] - picked[key], ZERO) if mine and not is_other else ZERO
        picked[key] += goods.quantity
        need = goods.quantity - covered
        for slot in slots:
            row, taken = book.was[slot], min(book.left[slot], need)
            if slot == mine or taken <= 0:
                continue
            _take_lot(batch, job, line, row, taken)
            book.left[slot] -= taken
            need -= taken
            if mine is None:
                mine = book.add(row._replace(quantity=ZERO, lot_id=line.lot_id, lot_no=line.lot_no))
            book.left[mine] += taken


def _take_lot(batch: Batch, job: Job, line: PaperLine, row: Reserved, quantity: Decimal) -> None:
    """Hold ``quantity`` of the line's lot instead of what ``row`` holds; a problem where others hold it."""
    pile = (row.product_id, row.place_id)
    free = free_of_lots(batch, pile).get(line.lot_id, ZERO)
    if free < quantity:
        job.problems.append(_taken(batch, line, row, quantity, max(free, ZERO)))
    if row.lot_id:
        batch.plan.pins[pile][row.lot_id] -= quantity
        _ask_why(batch, job, line, row)
    batch.plan.pins[pile][line.lot_id] += quantity


def _taken(batch: Batch, line: PaperLine, row: Reserved, asked: Decimal, free: Decimal) -> Problem:
    product = batch.reference.products[row.product_id].name
    held = lot_errors.LotNotFree(product=product, lot_no=line.lot_no, asked=asked, available=free)
    return held.at(line_no=line.line_no, field="lot_no")


def _ask_why(batch: Batch, job: Job, line: PaperLine, row: Reserved) -> None:
    """B4: who takes another lot than the one held says why, at the line."""
    if line.lot_id in (0, row.lot_id) or line.data.get("lot_reason"):
        return
    product = batch.reference.products[row.product_id].name
    other = lot_errors.HeldLotLeft(product=product, lot_no=line.lot_no, held=row.lot_no)
    job.problems.append(other.at(line_no=line.line_no, field="lot_reason"))


def free_of_lots(batch: Batch, pile: Pile) -> dict[int, Decimal]:
    """What of each lot is there and held by nobody, after all that the batch moves and holds so far."""
    free: dict[int, Decimal] = defaultdict(Decimal)
    keys = batch.piles.get(pile, [])
    for key in keys:
        hand = batch.hands[key]
        free[key.lot_id] += hand.quantity - hand.pinned
    for flow in flows_of(keys, batch.plan):
        free[flow.key.lot_id] += flow.quantity
    for lot, change in batch.plan.pins.get(pile, {}).items():
        free[lot] -= change
    return free


# What is newly held -----------------------------------------------------------------------------------


def plan_holds(batch: Batch, jobs: list[Job]) -> None:
    """Q8: an approved order holds what is available, no more; the rest stays open demand.

    What goes in and out before it in the batch counts; of goods that went out and came in again only what was left
    between, so that nothing that comes before an order fails for it.
    """
    places, hands, piles, plan = batch.places, batch.hands, batch.piles, batch.plan
    wanted = {pile_of(key, places) for key in hold_keys(jobs, places)}
    flows: dict[int, list[tuple[Pile, Decimal]]] = defaultdict(list)
    now: dict[Pile, Decimal] = {}
    reserved: dict[Pile, Decimal] = {}
    for pile in wanted:
        now[pile] = sum((hands[key].quantity for key in piles[pile]), ZERO)
        reserved[pile] = sum((hands[key].reserved for key in piles[pile]), ZERO)
        for flow in leaving_and_coming(flows_of(piles[pile], plan)):
            flows[flow.document].append((pile, flow.quantity))
    lowest: dict[Pile, Decimal] = {}
    taken: dict[Pile, Decimal] = defaultdict(Decimal)
    for job in jobs:
        for pile, moved in flows[job.index]:
            now[pile] += moved
            if moved < 0:
                lowest[pile] = min(lowest.get(pile, now[pile]), now[pile])
        for hold in job.effects.holds:
            pile = pile_of(held_from(hold.line.product_id, hold.warehouse_id, places), places)
            available = min(now[pile], lowest.get(pile, now[pile])) - reserved[pile] - taken[pile]
            if hold.takes_over:
                available += plan.handed.get(pile, ZERO)
            quantity = max(min(hold.quantity, available), ZERO)
            held = _held(batch, job, hold, pile, quantity)
            taken[pile] += quantity
            plan.released[pile] -= quantity
            batch.outcome.holds.extend(held)


def _held(batch: Batch, job: Job, hold: effects.Hold, pile: Pile, quantity: Decimal) -> list[Hold]:
    """The reservations of one line: of lots where a notice holds goods that are told apart by them."""
    line_id, waits = hold.line.id, quantity < hold.quantity
    if not hold.takes_over:
        return [Hold(line_id, job.document_id, *pile, quantity, waits)]
    lots = batch.lots.to_hold.get(hold.line.product_id or 0)
    if lots is None:
        if waits:
            job.problems.append(_not_all_there(job, hold, quantity))
        return [Hold(line_id, job.document_id, *pile, quantity, waits)]
    free = free_of_lots(batch, pile)
    named = hold.line.lot_id
    may = [lot for lot in lots if lot.lot_id == named] if named else _may_go(batch, job, hold, lots)
    picks = pick_lots((Free(lot, free.get(lot.lot_id, ZERO)) for lot in may), quantity)
    there = sum((taken for _, taken in picks), ZERO)
    if there < hold.quantity:
        job.problems.append(_not_all_there(job, hold, there))
    for lot, taken in picks:
        batch.plan.pins[pile][lot.lot_id] += taken
    if len(picks) == 1 and not named:
        _write_lot(hold.line, picks[0][0])
    return [Hold(line_id, job.document_id, *pile, taken, lot_id=lot.lot_id) for lot, taken in picks]


def _may_go(batch: Batch, job: Job, hold: effects.Hold, lots: Sequence[LotStock]) -> list[LotStock]:
    product = batch.reference.products[hold.line.product_id or 0]
    return [lot for lot in lots if may_be_sent(batch, job, product, lot)]


def _write_lot(line: PaperLine, lot: LotStock) -> None:
    """Say on the line which lot was chosen for it."""
    said = {"lot_no": lot.lot_no, "produced_on": lot.produced_on, "expires_on": lot.expires_on}
    line.lot_id = lot.lot_id
    line.data = {**line.data, **{key: str(value) for key, value in said.items() if value}}


def _not_all_there(job: Job, hold: effects.Hold, available: Decimal) -> Problem:
    """A notice that could not be sent: less is there than it promises."""
    product = job.facts.products.get(hold.line.product_id or 0) if job.facts else None
    short = errors.NotAllThere(
        product=product.name if product else "", asked=hold.quantity, available=available
    )
    return short.at(line_no=hold.line.line_no, field="quantity")


def hold_keys(jobs: Iterable[Job], places: Places) -> list[Key]:
    """Balances that orders want to hold from."""
    return [
        held_from(hold.line.product_id, hold.warehouse_id, places)
        for job in jobs
        for hold in job.effects.holds
    ]
