"""Documents of any type: list, detail, chain, carrying on, reversing, closing short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, P, PathEx, Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.fields import FIELDS, only, wanted_fields
from hengku.api.filters import field_answer, filter_from
from hengku.api.previews import closing_answer, reversal_answer
from hengku.api.queries import QueryBody, split
from hengku.api.schemas_documents import (
    DocumentDetailAnswer,
    DocumentHoldsAnswer,
    DocumentListAnswer,
    DocumentRow,
    DocumentTotalsAnswer,
    DoneAnswer,
    FilterFieldAnswer,
    PeekAnswer,
    PostedAnswer,
    PrepaidAnswer,
    SavedAnswer,
)
from hengku.api.schemas_undo import ClosingPreviewAnswer, ReversalPreviewAnswer
from hengku.api.types import follows
from hengku.api.values import ID_MAX, Day, Id, Text
from hengku.api.wire import reply
from hengku.documents.actions import Draft
from hengku.documents.actions_beside import may_attach
from hengku.documents.actions_copy import copy_to_draft
from hengku.documents.declaration import DocumentType, document_type, registry
from hengku.documents.filter_rules import Filter
from hengku.documents.queries import (
    ListQuery,
    document_totals,
    filter_fields,
    hides_money,
    list_documents,
)
from hengku.documents.queries_beside import attachments_of, comments_of
from hengku.documents.queries_carry import NOT_A_SOURCE, carry, left_of
from hengku.documents.queries_detail import document_detail, find_document
from hengku.documents.queries_peek import document_peek
from hengku.identity.actor import Actor
from hengku.inventory.queries_holds import holds_of
from hengku.posting.actions import Posted, close_short, reverse
from hengku.posting.preview_undo import preview_closing, preview_reversal
from hengku.printing import renderer
from hengku.reports.chain import chain_picture
from hengku.reports.effects import carry_money, effects_of, money_left, name_changes, name_references
from hengku.reports.prepaid import (
    carry_offset,
    carry_prepayment,
    is_offset,
    is_prepayment,
    money_targets,
    prepaid_of,
)
from hengku.warehousing.queries_count import count_named
from hengku.warehousing.types.count_result import COUNT_NUMBER

router = Router(tags=["单据"])

DocumentId = PathEx[int, P(ge=1, le=ID_MAX)]
Key = Header(
    alias="Idempotency-Key", min_length=1, max_length=64, description="每次操作唯一;重发同一请求用同一个键"
)


class DocumentQuery(QueryBody):
    """Filters of the list; several values with commas."""

    type: str = ""
    state: str = ""
    party: Id = None
    warehouse: Id = None
    q: str = ""
    first: Day = Field(default=None, alias="from")
    last: Day = Field(default=None, alias="to")
    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=50, ge=1, le=500)
    sort: str = "-business_on"
    filter: str = Field(
        default="",
        max_length=20_000,
        description='条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 /documents/fields',
    )
    older: bool = Field(default=False, description="也列出已变更订单的旧版本;默认只列最新版")
    cursor: str = Field(
        default="", max_length=400, description="上一次回答里的 next 或 previous;end 为最后一页"
    )
    totals: Literal["exact", "none"] = Field(
        default="exact", description="none:不计总数与合计(另用 /documents/totals),一百万张时首屏更快"
    )


class PageQuery(DocumentQuery):
    """The list's filters, and which fields of a row."""

    fields: str = FIELDS


class DetailQuery(QueryBody):
    """Which parts of a document; effects, attachments and comments that are not asked for are not read."""

    fields: str = FIELDS


def asked(actor: Actor, query: DocumentQuery) -> ListQuery:
    """The query string as a question; the filter read against what this actor may ask."""
    types = split(query.type)
    return ListQuery(
        types=types,
        states=split(query.state),
        party_id=query.party,
        warehouse_id=query.warehouse,
        text=query.q,
        first=query.first,
        last=query.last,
        filter=filter_of(actor, types, query.filter),
        page=query.page,
        size=query.size,
        sort=query.sort,
        cursor=query.cursor,
        older=query.older,
    )


def filter_of(actor: Actor, types: tuple[str, ...], text: str) -> Filter:
    """The filter in JSON; empty text is none."""
    return filter_from(text, filter_fields(actor, types))


class ReversalQuery(QueryBody):
    """The day of the red document; none: the original's or today."""

    business_on: Day = None


class ReversalBody(Body):
    """When and why."""

    business_on: Day = None
    reason: Text = ""


class ClosingBody(Body):
    """Why the rest will not be delivered."""

    reason: Text = ""


@router.get("", response=DocumentListAnswer, summary="单据列表")
def read_list(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """Documents the actor may view, newest first unless ``sort`` says otherwise (``-`` for descending). ``fields``
    chooses among those of a row.
    """
    actor = actor_of(request)
    names = wanted_fields(query.fields, DocumentRow.model_fields)
    found = list_documents(actor, asked(actor, query), with_sums=query.totals == "exact")
    return reply(
        {
            "rows": [only(row, names) for row in found.rows] if query.fields else found.rows,
            "total": found.total,
            "sums": found.sums,
            "next": found.next,
            "previous": found.previous,
        }
    )


@router.get("/totals", response=DocumentTotalsAnswer, summary="单据列表的总数与合计")
def read_totals(request: HttpRequest, query: Query[DocumentQuery]) -> HttpResponse:
    """Number and sums of all pages, and how many documents the filters hide. Where counting takes too long,
    ``is_exact`` is false: at least so many.
    """
    actor = actor_of(request)
    wanted = asked(actor, query)
    found = document_totals(actor, wanted)
    everything = replace(wanted, states=(), party_id=None, warehouse_id=None, text="", first=None, last=None,
                         filter=Filter(), older=True)  # fmt: skip
    hidden = None
    if found.total == 0 and everything != wanted:
        hidden = document_totals(actor, everything).total
    return reply({"total": found.total, "is_exact": found.is_exact, "sums": found.sums, "hidden": hidden})


@router.get("/fields", response=list[FilterFieldAnswer], summary="单据列表可筛选的字段")
def read_fields(request: HttpRequest, type: str = "") -> HttpResponse:  # noqa: A002 - the name on the wire
    """What a list of these types can be filtered by, with the operators of each."""
    fields = filter_fields(actor_of(request), split(type))
    return reply([field_answer(one) for one in fields.values()])


@router.get("/{document_id}/holds", response=DocumentHoldsAnswer, summary="单据占用的批次")
def read_holds(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """What the document holds of goods by lot, where they lie, and which picks and issues took another lot, and why."""
    held, moved = holds_of(actor_of(request), document_id)
    return reply({"held": held, "moved": moved})


@router.get("/{document_id}", response=DocumentDetailAnswer, summary="单据详情", by_alias=True)
def read_one(request: HttpRequest, document_id: DocumentId, query: Query[DetailQuery]) -> HttpResponse:
    """Header, lines, chain, effects on the four books, history; ``fields`` chooses among these parts. ``count`` of the
    header is the count that made the document, for who may see counts.
    """
    renderer.warm()  # who reads a document may print it
    actor = actor_of(request)
    names = wanted_fields(query.fields, DocumentDetailAnswer.model_fields)
    detail = document_detail(actor, document_id)
    kind = document_type(detail["document"]["type_code"])
    name_references(actor.company_id, kind, detail)
    name_changes(actor.company_id, kind, detail["history"])
    header = detail["document"]
    header["count"] = count_named(actor, header.get(COUNT_NUMBER.key) or "")
    parts: dict[str, Callable[[], Any]] = {
        "effects": lambda: effects_of(actor, document_id, hides_money=hides_money(actor, kind)),
        "picture": lambda: chain_picture(actor, document_id),
        "targets": lambda: _targets(actor, document_id, kind, detail["document"]),
        "attachments": lambda: attachments_of(actor, document_id),
        "may_attach": lambda: may_attach(actor, kind),
        "comments": lambda: comments_of(actor, document_id),
    }
    return reply({name: parts[name]() if name in parts else detail[name] for name in names})


@router.get("/{document_id}/peek", response=PeekAnswer, summary="单据速览")
def read_peek(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """Head, first lines and neighbours of one document, for a glance from a list."""
    return reply(document_peek(actor_of(request), document_id))


@router.get("/{document_id}/carry", response=dict[str, Any], summary="下推:生成下游单据的内容")
def read_carry(request: HttpRequest, document_id: DocumentId, to: str) -> HttpResponse:
    """A body for a new document of type ``to``, with what is left of each line."""
    actor = actor_of(request)
    kind = find_document(actor, document_id)[1]
    if is_prepayment(kind, to):
        body = carry_prepayment(actor, document_id)
    elif is_offset(kind, to):
        body = carry_offset(actor, document_id)
    elif document_type(to).amounts == "money":
        body = carry_money(actor, document_id, to)
    else:
        body = carry(actor, document_id, to)
    return reply({"business_on": timezone.localdate(), **body})


@router.get("/{document_id}/prepaid", response=PrepaidAnswer, summary="订单的预付款")
def read_prepaid(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """What was paid in advance for an order, and what its terms let be paid still."""
    return reply(prepaid_of(actor_of(request), document_id))


@router.get("/{document_id}/reversal", response=ReversalPreviewAnswer, summary="预览红冲")
def read_reversal(request: HttpRequest, document_id: DocumentId, query: Query[ReversalQuery]) -> HttpResponse:
    """What a reversal would take back, or why it would be refused and by which documents. Writes nothing."""
    actor = actor_of(request)
    _, kind = find_document(actor, document_id)
    found = preview_reversal(
        actor=actor, document_id=document_id, business_on=query.business_on, now=timezone.localtime()
    )
    return reply(reversal_answer(actor, kind, found))


@router.get("/{document_id}/closing", response=ClosingPreviewAnswer, summary="预览短交关闭")
def read_closing(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """What will not be delivered any more and what is freed when an order is closed short. Writes nothing."""
    return reply(closing_answer(preview_closing(actor=actor_of(request), document_id=document_id)))


@router.post("/{document_id}/copy", response={201: SavedAnswer}, summary="复制为新草稿")
def create_copy(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """The same lines in a new draft of the same type, dated today. What is wrong with it is said when it is posted."""
    draft = copy_to_draft(
        actor=actor_of(request),
        document_id=document_id,
        business_on=timezone.localdate(),
        now=timezone.localtime(),
    )
    return reply(saved_answer(draft), 201)


@router.post("/{document_id}/reverse", response=PostedAnswer, summary="红冲")
def create_reversal(
    request: HttpRequest, document_id: DocumentId, payload: ReversalBody, key: str = Key
) -> HttpResponse:
    """Take the whole effect back with a mirrored document, once."""
    posted = reverse(
        actor=actor_of(request),
        document_id=document_id,
        business_on=payload.business_on,
        reason=payload.reason,
        key=key,
        now=timezone.localtime(),
    )
    return reply(posted_answer(posted))


@router.post("/{document_id}/close", response=DoneAnswer, summary="短交关闭")
def create_closing(request: HttpRequest, document_id: DocumentId, payload: ClosingBody) -> HttpResponse:
    """Close an order of which the rest will not come."""
    close_short(
        actor=actor_of(request), document_id=document_id, reason=payload.reason, now=timezone.localtime()
    )
    return reply({"id": str(document_id)})


def _targets(
    actor: Actor, document_id: int, kind: DocumentType, header: dict[str, Any]
) -> list[dict[str, Any]]:
    """What can be made from the document, with how much is left for each."""
    targets = left_of(actor, document_id)
    is_live = (
        header["posted_at"] is not None and header["state"] not in NOT_A_SOURCE and not header["reverses"]
    )
    for other in registry().values() if is_live else ():
        is_money = other.source(kind.code) is None and follows(kind, other)
        if is_money and actor.may(f"{other.code}.create") and not hides_money(actor, kind):
            left = money_left(actor, document_id, other.party)
            if left is not None:
                told = {"lines": 1 if left else 0, "quantity": None, "unit": "", "amount": left}
                targets.append({"type_code": other.code, **told})
    if is_live:
        targets.extend(money_targets(actor, document_id, kind))
    return targets


def saved_answer(draft: Draft) -> dict[str, Any]:
    """A draft as ``SavedAnswer``."""
    return {
        "id": str(draft.id),
        "number": draft.number,
        "state": draft.state,
        "revision": draft.revision,
        "problems": [problem.as_data() for problem in draft.problems],
    }


def posted_answer(posted: Posted) -> dict[str, Any]:
    """A posting as ``PostedAnswer``."""
    return {
        "documents": [
            {"id": str(one.id), "number": one.number, "state": one.state, "type_code": one.type_code}
            for one in posted.documents
        ],
        "repeated": posted.repeated,
    }
