"""What the data dictionary tells of its entries beside what they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import Answer
from hengku.api.wire import UnknownAddress, reply
from hengku.reports.dictionary import facts_of
from hengku.reports.lists import LISTS

router = Router(tags=["数据字典"])


class EntryFactsAnswer(Answer):
    """How many use an entry, and who changed it last."""

    id: str
    used: int
    changed_at: str | None
    changed_by: str


@router.get("/{name}", response=list[EntryFactsAnswer], summary="数据字典:使用次数和最后修改")
def read(request: HttpRequest, name: str) -> HttpResponse:
    """Entries of a short list that are used or were changed."""
    if name not in LISTS or name in ("products", "parties"):
        raise UnknownAddress(path=f"/api/dictionary/{name[:40]}")
    return reply(facts_of(actor_of(request), name))
