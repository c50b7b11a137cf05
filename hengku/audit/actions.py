"""Writing evidence: called inside the transaction of the action it tells of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from hengku.audit.models import Event


class Who(Protocol):
    """Who acted: an ``identity.actor.Actor``; this room knows no people."""

    @property
    def user_id(self) -> int: ...
    @property
    def company_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def address(self) -> str: ...


def record(
    *,
    actor: Who,
    at: datetime,
    action: str,
    entity_kind: str,
    entity_id: int,
    data: dict[str, Any] | None = None,
) -> None:
    """Append one event (ORG-04). Takes no lock; ``action`` is a reverse-domain verb such as
    ``catalog.product.created``.
    """
    Event.objects.create(
        company_id=actor.company_id,
        at=at,
        user_id=actor.user_id,
        user_name=actor.name,
        action=action,
        entity_kind=entity_kind,
        entity_id=entity_id,
        data=data or {},
        device=actor.device,
        address=actor.address,
    )
