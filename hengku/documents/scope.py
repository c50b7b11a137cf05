"""Which papers somebody limited to warehouses may write (S2, §6.2). Pure."""

from __future__ import annotations

from hengku.documents.errors import WarehouseOutOfScope
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor


def paper_problems(actor: Actor, paper: Paper) -> list[WarehouseOutOfScope]:
    """A paper of no warehouse is anybody's; one that names any must name one of the actor's.

    A transfer to another warehouse may be written by who sends the goods; whether it may be posted is for the engine,
    which knows where they go.
    """
    named = [pk for pk in (paper.warehouse_id, paper.warehouse_to_id) if pk]
    if not named or any(actor.works_in(pk) for pk in named):
        return []
    return [WarehouseOutOfScope(label="仓库").at(field="warehouse")]
