"""One batch of documents: made of what was asked, decided, and written in the transaction that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Problem
from hengku.posting import errors
from hengku.posting.decide import Batch, decide
from hengku.posting.explain import explain
from hengku.posting.reversal import paper_of_reversal
from hengku.posting.rows import Job
from hengku.posting.scope import refuse_out_of_sight
from hengku.posting.write import give_ids, write_outcome
from hengku.posting.write_documents import give_numbers, write_documents

DRAFTS = "SELECT id, type_code, number, state FROM documents_document WHERE company_id = %s AND id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """What became of one document of the call."""

    id: int
    number: str
    state: str
    type_code: str


@dataclass(frozen=True, slots=True)
class Posted:
    """The answer to a posting. ``repeated`` says that the same call was answered before."""

    documents: list[PostedDocument]
    repeated: bool = False


def post_batch(
    batch: Batch, key: str, hashed: str, now: datetime, *, with_them: Sequence[Job] = ()
) -> Posted:
    """Decide and write one batch. ``with_them`` are documents of later batches of this transaction that take their
    numbers now, since counters are locked in one statement.
    """
    try:
        decide(batch, now=now, give_ids=give_ids, locking=True)
    except Problem as problem:
        raise explain(problem, batch) from None
    refuse_out_of_sight(batch)
    with sql.together():
        write_outcome(batch, now=now)
        give_numbers(batch.company_id, [*batch.jobs, *with_them])
    posted = [
        PostedDocument(job.document_id, job.number, job.kind.states.posted, job.kind.code)
        for job in sorted(batch.jobs, key=lambda job: job.index)
    ]
    answer = {"documents": [asdict(one) for one in posted]}
    write_documents(batch, now=now, key=key, body_hash=hashed, answer=answer)
    return Posted(posted)


def batch_of(actor: Actor, documents: list[Paper]) -> Batch:
    """Jobs in posting order: by business date, then as given (G6). Drafts must still be drafts of their type."""
    jobs = [Job(index, paper, document_type(paper.type_code)) for index, paper in enumerate(documents)]
    jobs.sort(key=lambda job: (job.on, job.index))
    drafts = {paper.id: paper for paper in documents if paper.id}
    if drafts:
        found = {row[0]: row for row in sql.rows(DRAFTS, (actor.company_id, list(drafts)))}
        for document_id, paper in drafts.items():
            row = found.get(document_id)
            if row is None or row[1] != paper.type_code or row[3] != "draft":
                raise errors.DraftGone(document_id=document_id)
    return Batch(actor, jobs)


def batch_of_reversal(
    actor: Actor,
    asked: tuple[int, date | None, str],
    now: datetime,
    *,
    locking: bool = True,
    in_pair: bool = False,
) -> Batch:
    """The mirrored document as a batch of one, and the original's new state. ``asked`` is the document, the day and the
    reason; refused as ``paper_of_reversal`` refuses.
    """
    document_id, business_on, reason = asked
    today = day_of(now)
    job = paper_of_reversal(actor, document_id, business_on, reason, today, locking=locking, in_pair=in_pair)
    batch = Batch(actor, [job])
    batch.outcome.states[document_id] = "reversed"
    return batch
