"""Refusing what is not the actor's to post: documents and goods of warehouses they do not work in, and of customers
and suppliers they do not see (S2, §6.2).

The engine itself reads and folds every warehouse, whoever asks; so it asks here before it writes, and before it tells
of stock that is short.
"""

from __future__ import annotations

from hengku.documents.errors import WarehouseOutOfScope
from hengku.documents.models import Document
from hengku.documents.scope import paper_problems
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem, raise_all
from hengku.parties.scope import PartyOutOfScope, party_problems, reach_said
from hengku.posting.decide import Batch
from hengku.posting.rows import Job


def refuse_out_of_sight(batch: Batch) -> None:
    """Raise every document that names no warehouse or a party not of the actor's, moves goods elsewhere or follows what
    they cannot see. Asks nothing of who sees everything; at most two statements for the others.
    """
    actor = batch.actor
    if actor.part is None:
        return
    problems: list[Problem] = []
    for job in batch.jobs:
        problems += [one.at(document=job.index) for one in _of_job(actor, job)]
    named_parties = {job.paper.party_id for job in batch.jobs} | {
        owed.party_id for job in batch.jobs for owed in job.effects.owed
    }
    problems += [one.at(document=batch.jobs[0].index) for one in party_problems(actor, named_parties)]
    named = {source.document_id for source in batch.sources.values()}
    named |= {job.paper.id for job in batch.jobs if job.paper.id}
    seen = set(Document.objects.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True))
    if named - seen and not problems:
        problems.append(
            PartyOutOfScope(seen=reach_said(actor)).at(document=batch.jobs[0].index, field="party")
            if actor.warehouses is None
            else WarehouseOutOfScope(label="来源单据的仓库").at(document=batch.jobs[0].index, field="warehouse")
        )
    raise_all(problems)


def _of_job(actor: Actor, job: Job) -> list[Problem]:
    problems: list[Problem] = list(paper_problems(actor, job.paper))
    ends = {end.warehouse_id for goods in job.effects.goods for end in (goods.source, goods.target)}
    if not problems and not actor.works_in(*ends):
        field = "warehouse" if not actor.works_in(job.paper.warehouse_id) else "warehouse_to"
        problems.append(
            WarehouseOutOfScope(label="调入仓库" if field == "warehouse_to" else "仓库").at(field=field)
        )
    return problems
