"""Posting into the books of two companies in one transaction: all documents of both sides, or none (D-ICT).

    post_pair(sides, pair)
        gates of both companies, in the order of their ids, before anything is read
        what the sides cost is asked beforehand (``prepare``), without a lock
        one company after the other, the smaller id first: its documents one after another, as ``post`` would post them
        what must hold between the two is looked at last (``settle``), and may ask for all of it again

No other posting locks rows of two companies, and this one locks the company of the smaller id first, so that two
clients trading in opposite directions wait for one another and never in a circle (docs/locks.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import psycopg
from django.db import IntegrityError, OperationalError, transaction

from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper
from hengku.documents.sources import lock_documents
from hengku.identity.actor import Actor
from hengku.kit import sight, sql
from hengku.kit.errors import Busy, Problem, Problems, raise_all
from hengku.posting import errors, load
from hengku.posting.actions import ATTEMPTS, SEEN, may_retry
from hengku.posting.batches import PostedDocument, batch_of, batch_of_reversal, post_batch
from hengku.posting.decide import Batch, decide
from hengku.posting.explain import explain
from hengku.posting.rows import Job
from hengku.posting.scope import refuse_out_of_sight
from hengku.posting.write import pretend_ids

ZERO = Decimal(0)

LOCK_HANDS = """
SELECT id FROM inventory_onhand
WHERE company_id = %(company)s AND product_id IN (
    SELECT product_id FROM documents_line WHERE company_id = %(company)s AND document_id = ANY(%(documents)s))
ORDER BY product_id, place_id, lot_id, status, owner_id FOR UPDATE
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One document of a side: a paper made when the documents before it stand, or the reversal of one."""

    type_code: str
    on: date
    make: Callable[[list[Job]], Paper] | None = None
    reverses_id: int = 0
    reason: str = ""


@dataclass(slots=True)
class Side:
    """What happens in one company, in order; ``jobs`` is filled as it happens."""

    actor: Actor
    steps: list[Step]
    jobs: list[Job] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    """The command: its key and body, what is asked before anything is locked and what must hold after all is written.

    ``settle`` answers False when what was asked beforehand does not hold any more: all of it is done again.
    """

    key: str
    body: str
    now: datetime
    prepare: Callable[[], list[Side]]
    settle: Callable[[list[Side]], bool]


@dataclass(frozen=True, slots=True)
class PairPosted:
    """What became of the documents of each side, in the order of the sides."""

    sides: list[list[PostedDocument]]
    repeated: bool = False


class _Again(Exception):
    """The transaction is to be done once more."""


def post_pair(actors: Sequence[Actor], pair: Pair) -> PairPosted:
    """Post both sides. The same key with the same body returns the first answer; with another it is refused (1.1.6).

    Refuses with what speaks against the first document of each side at once, ``where.document`` being the side.
    """
    if not pair.key or len(pair.key) > 64:
        raise errors.KeyMissing
    hashed = hashlib.sha256(pair.body.encode()).hexdigest()
    with sight.whole():
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _once(actors, pair, hashed)
            except (IntegrityError, psycopg.IntegrityError, Problem):
                # the same command may have won the race: then its answer holds
                repeated = _stored(actors, pair.key, hashed)
                if repeated is not None:
                    return repeated
                raise
            except (OperationalError, psycopg.OperationalError, _Again) as failed:
                if attempt == ATTEMPTS or not (isinstance(failed, _Again) or may_retry(failed)):
                    raise Busy from failed
    raise AssertionError("unreachable")


def worth_of(actor: Actor, paper: Paper, now: datetime) -> tuple[dict[int, Decimal], Job]:
    """What the goods of each line would cost if the paper were posted now, by line number. Locks and writes nothing;
    refuses as a posting would.
    """
    batch = batch_of(actor, [paper])
    try:
        decide(batch, now=now, give_ids=pretend_ids, locking=False)
    except Problem as problem:
        raise explain(problem, batch) from None
    refuse_out_of_sight(batch)
    (job,) = batch.jobs
    return worth_by_line(job), job


def worth_by_line(job: Job) -> dict[int, Decimal]:
    """What the goods of each line of a decided document cost, by line number."""
    found: dict[int, Decimal] = {}
    for goods, worth in zip(job.effects.goods, job.worth, strict=True):
        found[goods.line.line_no] = found.get(goods.line.line_no, ZERO) + worth
    return found


@transaction.atomic(durable=True)
def _once(actors: Sequence[Actor], pair: Pair, hashed: str) -> PairPosted:
    with sql.together():
        for company_id in sorted({actor.company_id for actor in actors}):
            load.enter(company_id)
        sql.by_key()
    repeated = _stored(actors, pair.key, hashed)
    if repeated is not None:
        return repeated
    sides = pair.prepare()
    for side in sides:
        for step in side.steps:
            side.actor.must(f"{step.type_code}.{'reverse' if step.reverses_id else 'post'}")
    posted: dict[int, list[PostedDocument]] = {}
    problems: list[Problem] = []
    for number in in_lock_order(sides):
        try:
            posted[number] = _post_side(sides[number], number, pair, hashed)
        except Problem as problem:
            found = problem.problems if isinstance(problem, Problems) else [problem]
            problems += [one.at(document=number) for one in found]
    raise_all(problems)
    if not pair.settle(sides):
        raise _Again
    return PairPosted([posted[number] for number in range(len(sides))])


def in_lock_order(sides: Sequence[Side]) -> list[int]:
    """The sides by company id: the one order in which rows of two companies are locked."""
    return sorted(range(len(sides)), key=lambda number: sides[number].actor.company_id)


def _post_side(side: Side, number: int, pair: Pair, hashed: str) -> list[PostedDocument]:
    company_id = side.actor.company_id
    undone = [step.reverses_id for step in side.steps if step.reverses_id]
    if undone:  # all rows of all its documents, in the order in which one posting locks them
        lock_documents(company_id, undone, [])
        load.lock_items(company_id, [], undone)
        sql.rows(LOCK_HANDS, {"company": company_id, "documents": undone})
    later = [_numbered(step) for step in side.steps[1:]]
    done: list[PostedDocument] = []
    for n, step in enumerate(side.steps):
        batch = _batch(side, step, pair.now)
        (job,) = batch.jobs
        job.index = number
        if n:
            job.number = later[n - 1].number
        key = key_of(pair.key, n)
        done += post_batch(batch, key, hashed, pair.now, with_them=() if n else later).documents
        side.jobs.append(job)
    return done


def _batch(side: Side, step: Step, now: datetime) -> Batch:
    if step.make is None:
        return batch_of_reversal(side.actor, (step.reverses_id, step.on, step.reason), now, in_pair=True)
    return batch_of(side.actor, [step.make(side.jobs)])


def _numbered(step: Step) -> Job:
    """A place in the numbering for a document that is made when those before it stand."""
    return Job(0, Paper(step.type_code, step.on), document_type(step.type_code))


def key_of(key: str, n: int) -> str:
    """The key of the n-th document of a side: every company keeps its own."""
    return f"pair-{hashlib.sha256(f'{key}/{n}'.encode()).hexdigest()[:40]}"


def _stored(actors: Sequence[Actor], key: str, hashed: str) -> PairPosted | None:
    """The answer already given under this key, if any."""
    sides: list[list[PostedDocument]] = []
    for actor in actors:
        found: list[PostedDocument] = []
        for n in range(8):
            rows = sql.rows(SEEN, (actor.company_id, key_of(key, n)))
            if not rows:
                break
            if rows[0][0] != hashed:
                raise errors.KeyReused(key=key)
            found += [PostedDocument(**one) for one in rows[0][1]["documents"]]
        sides.append(found)
    return PairPosted(sides, repeated=True) if all(sides) else None
