"""从上游选单: what can still be carried into a document being typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.values import Id
from hengku.api.wire import reply
from hengku.documents.queries_pull import LIMIT_MAX, pullable

router = Router(tags=["录入"])


class PullQuery(QueryBody):
    """For which type, of which party; ``q`` looks into number and remark."""

    to: str
    party: Id = None
    warehouse: Id = None
    q: str = ""
    limit: int = Field(default=20, ge=1, le=LIMIT_MAX)


class PullableAnswer(Answer):
    """A source document: ``body`` is the header to take over, ``lines`` are for the new document, with what is left
    of each (``source.left`` in base units).
    """

    id: str
    type_code: str
    number: str
    state: str
    business_on: str
    due_on: str | None
    party: Named | None
    warehouse: Named | None
    remark: str
    body: dict[str, Any]
    lines: list[dict[str, Any]]


@router.get("", response=list[PullableAnswer], summary="可选的上游单据")
def read(request: HttpRequest, query: Query[PullQuery]) -> HttpResponse:
    """Source documents in force with something left, the latest first, with their lines."""
    found = pullable(
        actor_of(request),
        query.to,
        party_id=query.party,
        warehouse_id=query.warehouse,
        text=query.q,
        limit=query.limit,
    )
    return reply(found)
