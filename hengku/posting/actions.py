"""The one door: post, preview, reverse."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import psycopg
from django.db import IntegrityError, OperationalError, transaction

from hengku.documents.declaration import document_type
from hengku.documents.errors import DocumentNotFound, DuplicateSource
from hengku.documents.models import Document
from hengku.documents.paper import PAIRED, Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sight, sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Busy, Problem, raise_all
from hengku.kit.memory import collector_paused
from hengku.posting import asked_once, errors, load
from hengku.posting.batches import Posted as Posted
from hengku.posting.batches import PostedDocument as PostedDocument
from hengku.posting.batches import batch_of, batch_of_reversal, post_batch
from hengku.posting.close_order import close_order
from hengku.posting.decide import Batch
from hengku.posting.ordered_again import order_again
from hengku.posting.reversal import paper_of_reversal
from hengku.posting.rows import Job

Values = list[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]  # of every field: headers, and their lines

ATTEMPTS = 3  # a deadlock or a serialization failure is tried again under the same key
HEADER_NAMES = tuple(one.name for one in fields(Paper) if one.name != "lines")
LINE_NAMES = tuple(one.name for one in fields(PaperLine))
_header_of = attrgetter(*HEADER_NAMES)
_line_of = attrgetter(*LINE_NAMES)
SEEN = "SELECT body_hash, answer FROM posting_key WHERE company_id = %s AND key = %s"


@dataclass(frozen=True, slots=True)
class Reversals:
    """Documents to be reversed together."""

    document_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Remade:
    """A document that is reversed and another of its type in its place, together."""

    document_id: int
    reason: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Together(ABC):
    """Other writing and postings in one transaction under one key: both happen, or neither."""

    @abstractmethod
    def write(self, actor: Actor, key: str, hashed: str, now: datetime) -> Posted:
        """Write everything in the transaction that is open, ``post_batch`` last. May run again after a deadlock."""


def post(*, actor: Actor, documents: list[Paper], key: str, now: datetime) -> Posted:
    """Post documents: all of them, into all books, in one transaction, or none (G7).

    Papers are completed in place. Refuses with every problem of every document at once. The same ``key``
    with the same body returns the first answer; with another body it is refused (1.1.6). Locks as in
    ``posting.load``.
    """
    if not documents:
        raise errors.NothingToPost
    for type_code in {paper.type_code for paper in documents}:
        actor.must(f"{document_type(type_code).code}.post")
    if any(paper.source_system == PAIRED for paper in documents):
        raise errors.OneSideAlone().at(field="source_system")
    return _answered(actor, documents, key, body_hash(documents), now)


def reverse(
    *, actor: Actor, document_id: int, business_on: date | None, reason: str, key: str, now: datetime
) -> Posted:
    """红冲: a mirrored document takes the whole effect back, once (R5). ``business_on`` None = the original's
    date or today.

    Refused, naming what stands in the way, when something live was made from it, its items are settled, or
    stock is gone.
    """
    text = f"reverse {document_id} {business_on} {reason}"
    hashed = hashlib.sha256(text.encode()).hexdigest()
    return _answered(actor, (document_id, business_on, reason), key, hashed, now)


def reverse_all(*, actor: Actor, document_ids: Sequence[int], reason: str, key: str, now: datetime) -> Posted:
    """红冲 of several documents in one transaction, each on its own business date: all, or none with every reason (R5).

    Refused as ``reverse`` refuses each of them.
    """
    if not document_ids:
        raise errors.NothingToPost
    text = f"reverse all {sorted(document_ids)} {reason}"
    hashed = hashlib.sha256(text.encode()).hexdigest()
    return _answered(actor, Reversals(tuple(sorted(document_ids)), reason), key, hashed, now)


def remake(*, actor: Actor, document_id: int, reason: str, paper: Paper, key: str, now: datetime) -> Posted:
    """重做: the document is reversed and ``paper`` posted in its place, in one transaction (D-IQC 重检). The answer is the
    reversal and the new document.

    Refused as ``reverse`` refuses the one and ``post`` the other, and where they are of different types.
    """
    actor.must(f"{document_type(paper.type_code).code}.post")
    hashed = body_hash([paper])
    text = f"remake {document_id} {reason} {hashed}"
    hashed = hashlib.sha256(text.encode()).hexdigest()
    return _answered(actor, Remade(document_id, reason, paper), key, hashed, now)


def carry_out(*, actor: Actor, asked: Together, key: str, now: datetime) -> Posted:
    """Do ``asked`` once: the same again under ``key`` returns the first answer, another is refused (1.1.6)."""
    return _answered(actor, asked, key, hashlib.sha256(repr(asked).encode()).hexdigest(), now)


def body_hash(documents: list[Paper]) -> str:
    """A hash of what was asked, before anything is completed: of the values of every field, in their order."""
    return hashlib.sha256(repr(_values_of(documents)).encode()).hexdigest()


def _values_of(documents: list[Paper]) -> Values:
    return [(_header_of(paper), [_line_of(line) for line in paper.lines]) for paper in documents]


def _put_back(documents: list[Paper], written: Values) -> None:
    """Papers as they were written: what is completed by shares of a source may be other shares next time."""
    for paper, (header, lines) in zip(documents, written, strict=True):
        for name, value in zip(HEADER_NAMES, header, strict=True):
            setattr(paper, name, value)
        if len(paper.lines) != len(lines):  # kits were taken apart
            paper.lines = [PaperLine() for _ in lines]
        for line, values in zip(paper.lines, lines, strict=True):
            for name, value in zip(LINE_NAMES, values, strict=True):
                setattr(line, name, value)


@sight.whole()
def _answered(actor: Actor, asked: Any, key: str, hashed: str, now: datetime) -> Posted:
    if not key or len(key) > 64:
        raise errors.KeyMissing
    papers = [asked.paper] if isinstance(asked, Remade) else asked if isinstance(asked, list) else []
    written = _values_of(papers)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _once(actor, asked, key, hashed, now)
        except Problem:
            # the same command may have won the race: then its answer holds, whatever the stock says now
            repeated = _stored(actor, key, hashed)
            if repeated is not None:
                return repeated
            raise
        except (IntegrityError, psycopg.IntegrityError) as refused:
            repeated = _stored(actor, key, hashed)
            if repeated is not None:
                return repeated
            raise _named(refused, asked, actor.company_id) from refused
        except (OperationalError, psycopg.OperationalError) as failed:
            if attempt == ATTEMPTS or not may_retry(failed):
                raise Busy from failed
            if written:
                _put_back(papers, written)
    raise AssertionError("unreachable")


@transaction.atomic(durable=True)
def _once(actor: Actor, asked: Any, key: str, hashed: str, now: datetime) -> Posted:
    found: sql.Rows = []
    with sql.together():
        load.enter(actor.company_id)
        sql.by_key()
        sql.ask(SEEN, (actor.company_id, key), found.extend)
    repeated = _repeated(found, key, hashed)
    if repeated is not None:
        return repeated
    with collector_paused():
        return _written(actor, asked, key, hashed, now)


def _written(actor: Actor, asked: Any, key: str, hashed: str, now: datetime) -> Posted:
    """Decide and write, in the transaction that is open."""
    if isinstance(asked, Together):
        return asked.write(actor, key, hashed, now)
    if isinstance(asked, Reversals):
        batch = _batch_of_reversals(actor, asked, now)
    elif isinstance(asked, Remade):
        batch = _batch_of_remade(actor, asked, now)
    elif isinstance(asked, list):
        batch = batch_of(actor, asked)
    else:
        batch = batch_of_reversal(actor, asked, now)
    posted = post_batch(batch, key, hashed, now)
    if not isinstance(asked, list):
        order_again(batch, key=key, now=now)
    return posted


def _batch_of_remade(actor: Actor, asked: Remade, now: datetime) -> Batch:
    """The reversal first, then the new paper: on one day, so that what the first gives back the second may take."""
    batch = batch_of_reversal(actor, (asked.document_id, asked.paper.business_on, asked.reason), now)
    if batch.jobs[0].kind.code != asked.paper.type_code:
        raise DocumentNotFound(document_id=asked.document_id)
    (again,) = batch_of(actor, [asked.paper]).jobs
    again.index = 1
    batch.jobs.append(again)
    return batch


def _batch_of_reversals(actor: Actor, asked: Reversals, now: datetime) -> Batch:
    """One job a document, in the order of their ids, in which they are also locked."""
    jobs: list[Job] = []
    problems: list[Problem] = []
    for document_id in asked.document_ids:
        on = (
            Document.objects.visible_to(actor)
            .filter(pk=document_id)
            .values_list("business_on", flat=True)
            .first()
        )
        try:
            job = paper_of_reversal(actor, document_id, on, asked.reason, day_of(now))
        except Problem as problem:
            problems.append(problem.at(document=len(jobs) + len(problems)))
            continue
        job.index = len(jobs)
        jobs.append(job)
    raise_all(problems)
    batch = Batch(actor, jobs)
    batch.outcome.states.update(dict.fromkeys(asked.document_ids, "reversed"))
    return batch


def _stored(actor: Actor, key: str, hashed: str) -> Posted | None:
    """The answer already given under this key, if any."""
    return _repeated(sql.rows(SEEN, (actor.company_id, key)), key, hashed)


def _repeated(found: sql.Rows, key: str, hashed: str) -> Posted | None:
    if not found:
        return None
    if found[0][0] != hashed:
        raise errors.KeyReused(key=key)
    return Posted([PostedDocument(**one) for one in found[0][1]["documents"]], repeated=True)


def _named(refused: Exception, asked: Any, company_id: int) -> Exception:
    """A named constraint as its error; anything else stays what it was."""
    cause = refused.__cause__ if isinstance(refused, IntegrityError) else refused
    name = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
    if name == "documents_source_number_unique" and isinstance(asked, list):
        paper = next((p for p in asked if p.source_system), asked[0])
        return DuplicateSource(source_system=paper.source_system, source_number=paper.source_number)
    if name in asked_once.CONSTRAINTS and isinstance(asked, list):
        return asked_once.clash(asked, company_id) or refused
    return refused


def may_retry(failed: Exception) -> bool:
    """Whether the database ended it for others' sake: a deadlock, a serialization failure, a lock not got."""
    cause = failed.__cause__ if isinstance(failed, OperationalError) else failed
    return isinstance(cause, psycopg.Error) and cause.sqlstate in ("40001", "40P01", "55P03")


@sight.whole()
@transaction.atomic(durable=True)
def close_short(*, actor: Actor, document_id: int, reason: str, now: datetime) -> None:
    """短交关闭 an order with a reason (D-PO, D-SO): what is not delivered is no longer expected, reservations
    are released. An order that nothing was carried from is cancelled.

    Locks the order, its reservations and their on-hand rows. Refused unless it is approved or partly done.
    """
    close_order(actor, document_id, reason, now)
