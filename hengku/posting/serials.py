"""Serial numbers in a batch (B7): as many as pieces, in and out once, back only from who bought them.

Nothing is asked for goods that have neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hengku.documents.paper import PaperLine
from hengku.documents.reference import ProductFact
from hengku.inventory.models import REAL_PLACES, SerialState
from hengku.kit.errors import Problem
from hengku.posting import lot_errors as errors
from hengku.posting.effects import Goods, Hold
from hengku.posting.lot_load import SerialFact, load_serials, load_serials_of
from hengku.posting.lots import OVERRIDE, has_told_apart
from hengku.posting.rows import Job
from hengku.posting.stockroom import ends_of, stays

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

HERE = (SerialState.IN_STOCK, SerialState.RETURNED)
#: What becomes of a piece that leaves, by where it goes.
GONE = {"customer": SerialState.SOLD, "supplier": SerialState.SENT_BACK, "loss": SerialState.SCRAPPED}


@dataclass(frozen=True, slots=True)
class SerialStep:
    """What a document does with one piece. ``known`` is None when it comes in for the first time."""

    serial_no: str
    known: SerialFact | None
    product_id: int
    job: Job
    line: PaperLine
    state: str
    from_place: int
    to_place: int
    party_id: int  # who has bought it, after
    held_by: int = 0  # the line of a notice it is kept for, after
    owner_id: int = 0  # whose it is, after: 0 ours


@dataclass(frozen=True, slots=True)
class PieceHold:
    """A piece is kept for a line, from now on; for none with ``line`` None."""

    serial_id: int
    line: PaperLine | None


def settle_pieces(batch: Batch, jobs: list[Job], *, locking: bool) -> list[Job]:
    """Serial numbers of goods that have them; the jobs that nothing speaks against."""
    if has_told_apart(batch):
        settle_serials(batch, jobs, locking=locking)
    return [job for job in jobs if not job.problems]


def settle_serials(batch: Batch, jobs: list[Job], *, locking: bool) -> None:
    """Judge and plan what happens to pieces with serial numbers. Locks them; fills ``batch.lots.steps``."""
    goods = [(job, one, product) for job in jobs for one, product in _tracked(job, batch)]
    held = [(job, one, product) for job in jobs for one, product in _held(job, batch)]
    back = [job for job in jobs if job.paper.reverses_id and _has_serials(job, batch)]
    if back:
        _take_back(batch, back, locking=locking)
    if not goods and not held:
        return
    lines = [one.line for _, one, _ in goods] + [one.line for _, one, _ in held]
    numbers = sorted({one for line in lines for one in line.serials})
    sources = sorted({line.source_line_id for line in lines if line.source_line_id})
    known = load_serials(batch.company_id, numbers, sources, locking=locking) if numbers else {}
    _keep_pieces(batch, held, known)
    seen: set[str] = set()
    for job, one, product in goods:
        given = one.line.serials
        if len(given) != one.quantity or len(set(given)) != len(given) or seen & set(given):
            wrong = errors.SerialCount(product=product.name, quantity=one.quantity, given=len(given))
            job.problems.append(_at(wrong, one.line))
            continue
        seen.update(given)
        source, target = ends_of(one, batch.places)
        keeps = _change_pieces(batch, job, one, product, known)
        for serial_no in given:
            fact = known.get(serial_no)
            problem = _refusal(job, one, product, serial_no, fact, source.place_id, batch)
            if problem is not None:
                job.problems.append(_at(problem, one.line))
                continue
            batch.lots.steps.append(
                SerialStep(
                    serial_no,
                    fact,
                    product.id,
                    job,
                    one.line,
                    _state_after(one),
                    source.place_id,
                    target.place_id,
                    _party_after(job, one, fact),
                    (keeps or (fact.held_by if fact else 0)) if stays(one) else 0,
                    one.owner_id if one.owner_to_id is None else one.owner_to_id,
                )
            )


def _held(job: Job, batch: Batch) -> Iterator[tuple[Hold, ProductFact]]:
    """What a notice holds of pieces that it names."""
    for hold in job.effects.holds:
        product = batch.reference.products.get(hold.line.product_id or 0)
        if hold.takes_over and product is not None and product.tracking == "serial" and hold.line.serials:
            yield hold, product


def _keep_pieces(
    batch: Batch, held: list[tuple[Job, Hold, ProductFact]], known: dict[str, SerialFact]
) -> None:
    """Pieces that notices name are kept for their lines: as many as are to be sent, here, and kept for nobody else."""
    seen: set[str] = set()
    for job, hold, product in held:
        given = hold.line.serials
        if len(given) != hold.quantity or len(set(given)) != len(given) or seen & set(given):
            wrong = errors.SerialCount(product=product.name, quantity=hold.quantity, given=len(given))
            job.problems.append(_at(wrong, hold.line))
            continue
        seen.update(given)
        for serial_no in given:
            fact = known.get(serial_no)
            is_ours = fact is not None and fact.product_id == product.id and fact.state in HERE and not fact.owner_id
            if fact is None or not is_ours or fact.warehouse_id != hold.warehouse_id:
                state = str(SerialState(fact.state).label) if fact else "没有入过库"
                missing = errors.SerialNotHere(product=product.name, serial_no=serial_no, state=state)
                job.problems.append(_at(missing, hold.line))
            elif fact.held_by:
                taken = errors.SerialHeld(product=product.name, serial_no=serial_no, number=fact.held_for)
                job.problems.append(_at(taken, hold.line))
            else:
                batch.lots.kept.append(PieceHold(fact.id, hold.line))


def _change_pieces(
    batch: Batch, job: Job, goods: Goods, product: ProductFact, known: dict[str, SerialFact]
) -> int:
    """Pieces that go for a notice in place of those kept for it: the others are free again. Needs a reason at the line
    (B4). Gives the line that pieces are kept for, 0 when it keeps none.
    """
    line = goods.line
    kept = [fact for fact in known.values() if line.source_line_id and fact.held_by == line.source_line_id]
    if not kept or goods.source.role not in REAL_PLACES:
        return 0
    given = set(line.serials)
    others = len(given) - sum(fact.serial_no in given for fact in kept)
    if not others:
        return line.source_line_id or 0
    rest = sorted((fact for fact in kept if fact.serial_no not in given), key=lambda fact: fact.id)
    if rest and not line.data.get("lot_reason"):
        left = errors.HeldPieceLeft(product=product.name, held="、".join(fact.serial_no for fact in rest[:5]))
        job.problems.append(left.at(line_no=line.line_no, field="lot_reason"))
    for fact in rest[:others]:
        batch.lots.kept.append(PieceHold(fact.id, None))
        fact.held_by = 0
    return line.source_line_id or 0


def _tracked(job: Job, batch: Batch) -> Iterator[tuple[Goods, ProductFact]]:
    if job.paper.reverses_id:
        return
    for goods in job.effects.goods:
        product = batch.reference.products.get(goods.line.product_id or 0)
        if product is not None and product.tracking == "serial":
            yield goods, product


def _has_serials(job: Job, batch: Batch) -> bool:
    products = batch.reference.products
    return any(products[goods.line.product_id or 0].tracking == "serial" for goods in job.effects.goods)


def _state_after(goods: Goods) -> str:
    if goods.target.role in REAL_PLACES:
        return SerialState.RETURNED if goods.source.role == "customer" else SerialState.IN_STOCK
    return GONE.get(goods.target.role, SerialState.OUT)


def _party_after(job: Job, goods: Goods, known: SerialFact | None) -> int:
    if goods.target.role == "customer":
        return job.paper.party_id or 0
    return known.party_id if known else 0


def _refusal(
    job: Job,
    goods: Goods,
    product: ProductFact,
    serial_no: str,
    known: SerialFact | None,
    from_place: int,
    batch: Batch,
) -> Problem | None:
    """What speaks against one piece."""
    if known is not None and known.product_id != product.id:
        return errors.SerialInStock(serial_no=serial_no, product="另一种商品")
    if goods.source.role in REAL_PLACES:
        if known is None or known.state not in HERE or known.place_id != from_place:
            state = str(SerialState(known.state).label) if known else "没有入过库"
            return errors.SerialNotHere(product=product.name, serial_no=serial_no, state=state)
        if known.owner_id != goods.owner_id:
            return errors.SerialOfOthers(product=product.name, serial_no=serial_no, owner=known.owner or "本公司")
        if known.held_by not in (0, goods.line.source_line_id) and not stays(goods):
            return errors.SerialHeld(product=product.name, serial_no=serial_no, number=known.held_for)
        return None
    if known is not None and known.state in HERE:
        return errors.SerialInStock(serial_no=serial_no, product=product.name)
    if goods.source.role == "customer":
        is_theirs = (
            known is not None and known.state == SerialState.SOLD and known.party_id == job.paper.party_id
        )
        if not is_theirs and not (goods.line.data.get("lot_reason") and batch.actor.may(OVERRIDE)):
            return errors.SerialNotSoldToThem(serial_no=serial_no, product=product.name)
    return None


def _take_back(batch: Batch, jobs: list[Job], *, locking: bool) -> None:
    """A reversal puts every piece back as it was, when nothing happened to it since."""
    by_document = {job.paper.reverses_id: job for job in jobs}
    done = load_serials_of(batch.company_id, [one for one in by_document if one], locking=locking)
    for one in done:
        job = by_document[one.document_id]
        line = next(iter(job.paper.lines))
        if (one.serial.state, one.serial.place_id) != (one.to_state, one.to_place):
            job.problems.append(errors.SerialMovedOn(serial_no=one.serial.serial_no))
            continue
        if one.serial.held_by and one.to_place != one.from_place:
            held = errors.SerialHeld(product="", serial_no=one.serial.serial_no, number="发货通知单")
            job.problems.append(held)
            continue
        state = one.from_state or SerialState.SENT_BACK
        batch.lots.steps.append(
            SerialStep(
                one.serial.serial_no,
                one.serial,
                one.serial.product_id,
                job,
                line,
                state,
                one.to_place,
                one.from_place,
                one.from_party,
                owner_id=one.from_owner,
            )
        )


def _at(problem: Problem, line: PaperLine) -> Problem:
    return problem.at(line_no=line.line_no, field="serials")
