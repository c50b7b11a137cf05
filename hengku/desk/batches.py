"""One wish over many documents: post these drafts, close these orders, cancel these drafts, export this list.

What is wished is written down first, document by document; then it is done in slices, each document in its own
transaction, by whoever holds the lease: the page that waits, or the worker when the page was closed. A crash loses
nothing and does nothing twice: a posting has the key of its place in the batch, and what is already as wished is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from hengku.desk import exports
from hengku.desk.errors import (
    BatchNotFound,
    BatchReasonMissing,
    NothingChosen,
    TooManyForBatch,
    UnknownBatchKind,
)
from hengku.desk.models import Batch, BatchItem
from hengku.documents.actions import cancel_draft
from hengku.documents.models import Document
from hengku.documents.queries import ListQuery, each_document
from hengku.documents.queries_draft import paper_of_draft
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.kit import sight
from hengku.kit.clock import now as clock
from hengku.kit.errors import Busy, Problem
from hengku.posting.actions import close_short, post
from hengku.posting.models import Key

Row = dict[str, Any]

DOCUMENTS_MAX = 20_000
LEASE = timedelta(seconds=30)
ABANDONED = timedelta(seconds=8)
SLICE_SECONDS = 1.0
SAID_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What to do: ``kind`` with the chosen ids, or with everything that ``query`` finds."""

    kind: str
    ids: tuple[int, ...] = ()
    query: ListQuery | None = None
    reason: str = ""


@transaction.atomic(durable=True)
def start_batch(*, actor: Actor, wish: Wish, key: str, now: datetime) -> Row:
    """Write down what is wished; nothing is done yet. The same ``key`` starts once and gives the first batch again.

    Rights are asked of each document when its turn comes. Refused: an unknown kind, nothing chosen, too many.
    """
    known = Batch.objects.visible_to(actor).filter(key=own_key(actor, key)).first()
    if known is not None:
        return progress(known)
    if wish.kind not in DOES:
        raise UnknownBatchKind(kind=wish.kind[:32]).at(field="kind")
    if wish.kind == "close" and not wish.reason.strip():
        raise BatchReasonMissing().at(field="reason")
    chosen = _chosen(actor, wish)
    batch = new_batch(actor, wish.kind, key, now, len(chosen), {"reason": wish.reason.strip()})
    if batch is None:
        return progress(Batch.objects.visible_to(actor).get(key=own_key(actor, key)))
    BatchItem.objects.bulk_create(
        BatchItem(company_id=actor.company_id, batch=batch, position=n, document_id=pk, number=number)
        for n, (pk, number) in enumerate(chosen, 1)
    )
    return progress(batch)


@transaction.atomic(durable=True)
def start_export(*, actor: Actor, wanted: exports.Export, key: str, now: datetime) -> Row:
    """Write down an export; the columns are checked, nothing is read yet. The same ``key`` starts once."""
    known = Batch.objects.visible_to(actor).filter(key=own_key(actor, key)).first()
    if known is not None:
        return progress(known)
    exports.check(actor, wanted)
    batch = new_batch(actor, "export", key, now, 0, wanted.as_data())
    return progress(batch or Batch.objects.visible_to(actor).get(key=own_key(actor, key)))


def run_batch(*, actor: Actor, batch_id: int, seconds: float | None = None) -> Row:
    """Do the next slice of one's own batch, unless somebody is at it; how far it is now."""
    batch = _own_batch(actor, batch_id)
    if _lease(batch):
        _work(actor, batch, SLICE_SECONDS if seconds is None else seconds)
    return read_batch(actor, batch_id)


def stop_batch(*, actor: Actor, batch_id: int) -> Row:
    """Leave the rest undone; what is done stays done."""
    batch = _own_batch(actor, batch_id)
    Batch.objects.visible_to(actor).filter(pk=batch.pk, state="running").update(state="stopped")
    return read_batch(actor, batch_id)


def run_abandoned() -> int:
    """For the worker: go on with batches that no page drives any more; how many were worked on."""
    now = clock()
    waiting = Batch.objects.filter(state="running", kind__in=KINDS, touched_at__lt=now - ABANDONED).filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    )
    worked = 0
    for batch in waiting.order_by("id")[:10]:
        if not _lease(batch):
            continue
        worked += 1
        try:
            actor = actor_for(
                user_id=batch.user_id, company_id=batch.company_id, device=batch.device, address=batch.address
            )
        except Problem as refused:  # switched off, or without a role here by now
            _end(batch, "failed", str(refused))
            continue
        with sight.limited_to(actor.part):
            _work(actor, batch, SLICE_SECONDS)
    exports.clear_away(now)
    return worked


def read_batch(actor: Actor, batch_id: int) -> Row:
    """How far one's own batch is, with what was refused and why (the first hundred)."""
    batch = _own_batch(actor, batch_id)
    refused = (
        BatchItem.objects.visible_to(actor)
        .filter(batch_id=batch.pk, state="refused")
        .order_by("position")
        .values("document_id", "number", "said")[:100]
    )
    told = [{"id": str(one["document_id"]), "number": one["number"], "said": one["said"]} for one in refused]
    return progress(batch) | {"refused": told}


def batches_of(actor: Actor) -> list[Row]:
    """One's own last batches, newest first."""
    mine = Batch.objects.visible_to(actor).filter(user_id=actor.user_id, kind__in=KINDS).order_by("-id")
    return [progress(one) for one in mine[:20]]


def progress(batch: Batch) -> Row:
    """A batch as a page shows it."""
    return {
        "id": str(batch.pk),
        "kind": batch.kind,
        "state": batch.state,
        "total": batch.total,
        "done": batch.done_count,
        "refused_count": batch.refused_count,
        "said": batch.said,
        "created_at": batch.created_at,
        "refused": [],
    }


def new_batch(actor: Actor, kind: str, key: str, now: datetime, total: int, arguments: Row) -> Batch | None:
    """A new batch, in the caller's transaction; None when another request with the same key was faster."""
    batch = Batch(
        company_id=actor.company_id, kind=kind, key=own_key(actor, key), arguments=arguments, total=total,
        user_id=actor.user_id, device=actor.device, address=actor.address, created_at=now, touched_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError as taken:
        if "desk_batch_starts_once" not in str(taken):
            raise
        return None
    return batch


def own_key(actor: Actor, key: str) -> str:
    """What a page calls its wish, told apart from what others call theirs."""
    return f"{actor.user_id}:{key}"[:64]


def _chosen(actor: Actor, wish: Wish) -> list[tuple[int, str]]:
    if wish.query is None:
        ids = list(dict.fromkeys(wish.ids))[: DOCUMENTS_MAX + 1]
        numbers = dict(Document.objects.visible_to(actor).filter(pk__in=ids).values_list("id", "number"))
        chosen = [(pk, numbers.get(pk, "")) for pk in ids]
    else:
        chosen = []
        for rows in each_document(actor, wish.query):
            chosen += [(int(row["id"]), row["number"]) for row in rows]
            if len(chosen) > DOCUMENTS_MAX:
                break
    if not chosen:
        raise NothingChosen
    if len(chosen) > DOCUMENTS_MAX:
        raise TooManyForBatch(count_max=DOCUMENTS_MAX)
    return chosen


def _own_batch(actor: Actor, batch_id: int) -> Batch:
    return own_batch(actor, batch_id, KINDS)


def own_batch(actor: Actor, batch_id: int, kinds: Sequence[str]) -> Batch:
    """One's own batch of these kinds; ``BatchNotFound`` else."""
    mine = Batch.objects.visible_to(actor).filter(pk=batch_id, user_id=actor.user_id, kind__in=kinds)
    batch: Batch | None = mine.first()
    if batch is None:
        raise BatchNotFound(batch_id=batch_id)
    return batch


def _lease(batch: Batch) -> bool:
    """Take the batch for some seconds; False when it has ended or somebody is at it. One statement, so one winner."""
    now = clock()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    taken = Batch.objects.of_company(batch.company_id).filter(free, pk=batch.pk, state="running")
    return bool(taken.update(leased_until=now + LEASE, touched_at=now))


def _work(actor: Actor, batch: Batch, seconds: float) -> None:
    if batch.kind == "export":
        try:
            rows = exports.run(actor, exports.Export.of(batch.arguments), batch, keep=_kept)
        except Problem as refused:
            _end(batch, "failed", str(refused))
        else:
            Batch.objects.of_company(batch.company_id).filter(pk=batch.pk).update(
                done_count=rows, total=rows, result=exports.rights_of(actor)
            )
            _end(batch, "done", "")
        return
    until = monotonic() + seconds
    while monotonic() < until:
        items = list(_waiting(batch)[:20])
        if not items:
            _end(batch, "done", "")
            return
        for item in items:
            if monotonic() >= until or not _still_running(batch):
                break
            _do(actor, batch, item)
        else:
            continue
        break
    Batch.objects.of_company(batch.company_id).filter(pk=batch.pk).update(
        leased_until=None, touched_at=clock()
    )


def _waiting(batch: Batch) -> Any:
    items = BatchItem.objects.of_company(batch.company_id).filter(batch_id=batch.pk, state="waiting")
    return items.order_by("position")


def _still_running(batch: Batch) -> bool:
    return bool(_kept(batch))


def _kept(batch: Batch, **changes: Any) -> bool:
    """Hold the lease on, with what else is to be written down; False when it was stopped."""
    now = clock()
    mine = Batch.objects.of_company(batch.company_id).filter(pk=batch.pk, state="running")
    return bool(mine.update(leased_until=now + LEASE, touched_at=now, **changes))


def _do(actor: Actor, batch: Batch, item: BatchItem) -> None:
    """One document: done, or refused with its reason. What others hold just now waits for the next slice."""
    try:
        number = DOES[batch.kind](actor, batch, item)
    except Busy:
        return
    except Problem as refused:
        _mark(batch, item, "refused", item.number, str(refused)[:SAID_MAX])
    else:
        _mark(batch, item, "done", number or item.number, "")


@transaction.atomic(durable=True)
def _mark(batch: Batch, item: BatchItem, state: str, number: str, said: str) -> None:
    mine = BatchItem.objects.of_company(batch.company_id).filter(pk=item.pk, state="waiting")
    if mine.update(state=state, number=number, said=said):
        counted = "done_count" if state == "done" else "refused_count"
        Batch.objects.of_company(batch.company_id).filter(pk=batch.pk).update(**{counted: F(counted) + 1})


def _end(batch: Batch, state: str, said: str) -> None:
    now = clock()
    ended = Batch.objects.of_company(batch.company_id).filter(pk=batch.pk, state="running")
    ended.update(state=state, said=said[:500], leased_until=None, touched_at=now)


def _post(actor: Actor, batch: Batch, item: BatchItem) -> str:
    key = f"batch-{batch.pk}-{item.position}"
    if Key.objects.visible_to(actor).filter(key=key).exists():  # posted, but not marked: a crash lay between
        return str(Document.objects.visible_to(actor).get(pk=item.document_id).number)
    paper = paper_of_draft(actor, item.document_id)
    return post(actor=actor, documents=[paper], key=key, now=clock()).documents[0].number


def _close(actor: Actor, batch: Batch, item: BatchItem) -> str:
    if not _is_now(actor, item, ("closed_short",)):
        close_short(actor=actor, document_id=item.document_id, reason=batch.arguments["reason"], now=clock())
    return item.number


def _cancel(actor: Actor, _batch: Batch, item: BatchItem) -> str:
    if not _is_now(actor, item, ("cancelled",)):
        cancel_draft(actor=actor, document_id=item.document_id, now=clock())
    return item.number


def _is_now(actor: Actor, item: BatchItem, states: Sequence[str]) -> bool:
    return Document.objects.visible_to(actor).filter(pk=item.document_id, state__in=states).exists()


DOES: dict[str, Callable[[Actor, Batch, BatchItem], str]] = {
    "post": _post,
    "close": _close,
    "cancel": _cancel,
}
KINDS = (*DOES, "export")
