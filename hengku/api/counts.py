"""盘点 (D-CNT): opening a count, counting on desk and phone, judging the differences, posting them."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, P, PathEx, Query, Router, Schema
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body, ReasonBody
from hengku.api.queries import QueryBody
from hengku.api.schemas_pages import CountDocumentAnswer
from hengku.api.values import ID_MAX, Day, SomeId, Text
from hengku.api.wire import reply
from hengku.desk.work.counts import LINES_AT_ONCE
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.kit.clock import day_of
from hengku.warehousing.actions_count import Entry, Scope, cancel_count, enter_counts, hand_in, start_count
from hengku.warehousing.actions_count_review import (
    LineWord,
    approve_count,
    ask_recount,
    post_count,
    say_of_lines,
)
from hengku.warehousing.models import Count, CountLine
from hengku.warehousing.queries_count import (
    Look,
    counts_of,
    documents_of,
    find_count,
    lines_of,
    sees_book,
    shown_line,
    summaries,
    told_apart,
)

router = Router(tags=["盘点"])

CountId = PathEx[int, P(ge=1, le=ID_MAX)]
LINES_MAX = 10_000
EntriesKey = Header(
    default="",
    alias="Idempotency-Key",
    max_length=64,
    description="可不带;带了,重发同一请求只记一次(手机离线盘点)",
)


class StartBody(Body):
    """What is to be counted, and how. Nothing said of categories, products or classes: the whole warehouse."""

    warehouse: SomeId
    business_on: Day = None
    mode: Literal["lock", "live"] = Field(default="lock", description="lock 盘点中停止收发;live 不停业")
    is_blind: bool = Field(default=True, description="盲盘:录入时看不到账面")
    categories: list[SomeId] = Field(default_factory=list, max_length=1_000)
    products: list[SomeId] = Field(default_factory=list, max_length=LINES_MAX)
    classes: list[Literal["A", "B", "C"]] = Field(default_factory=list, max_length=3)
    with_empty: bool = False
    bin_from: Text = Field(default="", description="库位范围的第一个库位;空着不按库位")
    bin_to: Text = Field(default="", description="最后一个库位;空着只盘第一个")
    lots: list[Text] = Field(default_factory=list, max_length=1_000, description="批号;空着不按批次")
    remark: Text = ""


class EntryBody(Body):
    """A quantity found: of a line, or of the product that a code or barcode names."""

    quantity: Text
    weight: Text = Field(default="", description="实称重量,只用于双计量商品;不填即未称")
    line: SomeId | None = None
    code: Text = ""
    lot_no: Text | None = Field(default=None, description="批号:同一商品有几个批次在盘时,说是哪一个")
    adds: bool = Field(default=False, description="加到已录的数量上(连续扫码)")
    row: int = Field(default=0, ge=0, le=1_000_000, description="它在表格里的行号,拒绝时说的是这一行;0 按顺序数")


class EntriesBody(Body):
    """Quantities, all written or none. ``round`` 2 is the second count of what is to be counted again."""

    entries: list[EntryBody] = Field(min_length=1, max_length=LINES_MAX)
    round: Literal[1, 2] = 1

    def read(self) -> list[Entry]:
        """As the count takes them."""
        return [
            Entry(one.quantity, one.line or 0, one.code.strip(), one.adds, one.row, one.weight, one.lot_no or "")
            for one in self.entries
        ]


class HandInBody(Body):
    """What becomes of lines nobody counted: refuse, book 按账面, zero 按 0."""

    uncounted: Literal["refuse", "book", "zero"] = "refuse"


class RecountBody(Body):
    """The lines to be counted again; none: every one with a difference."""

    lines: list[SomeId] = Field(default_factory=list, max_length=LINES_MAX)


class WordBody(Body):
    """What is said of a difference."""

    line: SomeId
    cause: Literal["COUNT_LOSS", "THEFT_LOST", "DAMAGE", "SPOILAGE", "DISASTER"] = "COUNT_LOSS"
    responsible: Text = ""
    compensation: Text = "0"
    given_amount: Text = ""
    remark: Text = ""


class WordsBody(Body):
    """Causes and compensations of some lines."""

    lines: list[WordBody] = Field(min_length=1, max_length=LINES_MAX)


class LinesQuery(QueryBody):
    """Which lines: all, those not counted, those with a difference, those to be counted again."""

    show: Literal["all", "open", "differences", "recount"] = "all"
    q: str = ""
    page: int = Field(default=1, ge=1, le=100_000)
    size: int = Field(default=200, ge=1, le=1_000)


class CountAnswer(Schema):
    """A count and how far it is. Amounts and what the books say are null where they may not be seen. ``is_large``: so
    many lines that handing in, approving and posting are better started as background tasks.
    """

    id: str
    number: str
    state: str
    state_label: str
    warehouse: str
    warehouse_id: str
    business_on: str
    mode: str
    is_blind: bool
    sees_book: bool
    bins: list[str]
    lots: list[str]
    remark: str
    base_at: str | None
    created_by: str
    reviewed_by: str
    approved_by: str
    line_count: int
    is_large: bool
    counted_count: int
    difference_count: int | None
    recount_count: int
    gain_amount: str | None
    loss_amount: str | None
    gain_document_id: str | None
    loss_document_id: str | None
    documents: list[CountDocumentAnswer]
    may: dict[str, bool]


class CountListAnswer(Schema):
    """Counts, the newest first."""

    rows: list[CountAnswer]
    total: int


class CountLineAnswer(Schema):
    """One line; book, difference and amount are null in a blind count that is under way."""

    id: str
    product_id: str
    code: str
    name: str
    specification: str
    unit: str
    bin: str
    lot: str
    owner: str  # whose goods they are, "" ours
    status: str
    book: str | None
    first: str | None
    second: str | None
    found: str | None
    difference: str | None
    weight_unit: str
    book_weight: str | None
    first_weight: str | None
    second_weight: str | None
    found_weight: str | None
    weight_difference: str | None
    is_doubtful: bool
    amount: str | None
    must_recount: bool
    counted_by: str
    recounted_by: str
    cause: str
    responsible: str
    compensation: str
    given_amount: str | None
    needs_cost: bool
    remark: str


class CountLineListAnswer(Schema):
    """Lines of one page, in the order of product codes."""

    rows: list[CountLineAnswer]
    total: int


class EnteredAnswer(Schema):
    """The lines that took an entry, as they are now."""

    lines: list[CountLineAnswer]


def told_of(actor: Actor, count: Count, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """A count as ``CountAnswer`` shows it to who asks; in a list, with ``facts``, without the documents it made."""
    documents = documents_of(actor, count) if facts is None else []
    seen = sees_book(actor, count)
    sees_cost = seen and (actor.may("cost.view") or actor.may("stock_count.approve_amount"))
    if facts is None:
        facts = summaries(count.company_id, [count.pk])[count.pk]
    names = names_of([one for one in (count.created_by, count.reviewed_by, count.approved_by) if one])
    ids = {key: getattr(count, key) for key in ("gain_document_id", "loss_document_id")}
    rights = ("create", "count", "approve", "approve_amount")
    return {
        "id": str(count.pk),
        "number": count.number,
        "state": count.state,
        "state_label": count.get_state_display(),
        "warehouse": count.warehouse.name,
        "warehouse_id": str(count.warehouse_id),
        "business_on": count.business_on,
        "mode": count.mode,
        "is_blind": count.is_blind,
        "sees_book": seen,
        "bins": count.scope.get("bins", []),
        "lots": count.scope.get("lots", []),
        "remark": count.remark,
        "base_at": count.base_at,
        "created_by": names.get(count.created_by, ""),
        "reviewed_by": names.get(count.reviewed_by or 0, ""),
        "approved_by": names.get(count.approved_by or 0, ""),
        "line_count": facts["line_count"],
        "is_large": facts["line_count"] > LINES_AT_ONCE,
        "counted_count": facts["counted_count"],
        "difference_count": facts["difference_count"] if seen else None,
        "recount_count": facts["recount_count"],
        "gain_amount": facts["gain_amount"] if sees_cost else None,
        "loss_amount": facts["loss_amount"] if sees_cost else None,
        **{key: None if value is None else str(value) for key, value in ids.items()},
        "documents": documents,
        "may": {
            **{right: actor.may(f"stock_count.{right}") for right in rights},
            "post": actor.may("count_gain.post") and actor.may("count_loss.post"),
        },
    }


@router.get("", response=CountListAnswer, summary="盘点单列表")
def read_counts(request: HttpRequest) -> HttpResponse:
    """The last hundred counts, those under way first."""
    actor = actor_of(request)
    found = counts_of(actor)
    facts = summaries(actor.company_id, [one.pk for one in found])
    return reply({"rows": [told_of(actor, one, facts[one.pk]) for one in found], "total": len(found)})


@router.post("", response=CountAnswer, summary="开始盘点")
def start(request: HttpRequest, payload: StartBody) -> HttpResponse:
    """Open a count: the books are asked at this moment, and with ``lock`` the goods stand still until it ends."""
    actor, now = actor_of(request), timezone.localtime()
    count = start_count(
        actor=actor,
        warehouse_id=payload.warehouse,
        business_on=payload.business_on or day_of(now),
        scope=Scope(
            tuple(payload.categories),
            tuple(payload.products),
            tuple(payload.classes),
            payload.with_empty,
            bins=(payload.bin_from.strip(), payload.bin_to.strip() or payload.bin_from.strip())
            if payload.bin_from.strip()
            else (),
            lots=tuple(one.strip() for one in payload.lots if one.strip()),
        ),
        mode=payload.mode,
        is_blind=payload.is_blind,
        remark=payload.remark,
        now=now,
    )
    return reply(told_of(actor, find_count(actor, count.pk)))


@router.get("/{count_id}", response=CountAnswer, summary="盘点单")
def read_count(request: HttpRequest, count_id: CountId) -> HttpResponse:
    """One count, how far it is, and what one may do with it."""
    actor = actor_of(request)
    return reply(told_of(actor, find_count(actor, count_id)))


@router.get("/{count_id}/lines", response=CountLineListAnswer, summary="盘点明细")
def read_lines(request: HttpRequest, count_id: CountId, query: Query[LinesQuery]) -> HttpResponse:
    """The lines, by page; the books stay unseen in a blind count that is under way."""
    actor = actor_of(request)
    count = find_count(actor, count_id)
    look = Look(query.show, query.q, query.page, query.size)
    rows, total = lines_of(actor, count, look)
    return reply({"rows": _lines(actor, count, rows), "total": total})


def _lines(actor: Actor, count: Count, rows: list[CountLine]) -> list[dict[str, Any]]:
    people = {one for row in rows for one in (row.counted_by, row.recounted_by) if one}
    names = names_of(sorted(people))
    where = told_apart(actor.company_id, rows)
    return [shown_line(actor, count, row, names, where[row.pk]) for row in rows]


@router.post("/{count_id}/entries", response=EnteredAnswer, summary="录入实盘")
def enter(
    request: HttpRequest, count_id: CountId, payload: EntriesBody, key: str = EntriesKey
) -> HttpResponse:
    """Write what was found, by line, code or barcode; every entry that cannot be read is told by its number. Under a
    key the same entries are taken once: sent again they answer no lines.
    """
    actor = actor_of(request)
    done = enter_counts(
        actor=actor, count_id=count_id, entries=payload.read(), as_round=payload.round, key=key,
        now=timezone.localtime(),
    )  # fmt: skip
    if done.repeated:
        return reply({"lines": []})
    count = find_count(actor, count_id)
    rows, _ = lines_of(actor, count, Look(ids=tuple(done.lines[-200:])))
    return reply({"lines": _lines(actor, count, rows)})


@router.post("/{count_id}/hand-in", response=CountAnswer, summary="提交盘点")
def submit(request: HttpRequest, count_id: CountId, payload: HandInBody) -> HttpResponse:
    """The counting is done; differences are fixed and wait to be judged."""
    actor = actor_of(request)
    hand_in(actor=actor, count_id=count_id, uncounted=payload.uncounted, now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))


@router.post("/{count_id}/recount", response=CountAnswer, summary="要求复盘")
def recount(request: HttpRequest, count_id: CountId, payload: RecountBody) -> HttpResponse:
    """Lines are to be counted again by somebody else."""
    actor = actor_of(request)
    ask_recount(actor=actor, count_id=count_id, line_ids=tuple(payload.lines), now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))


@router.post("/{count_id}/words", response=CountAnswer, summary="差异原因与赔偿")
def explain(request: HttpRequest, count_id: CountId, payload: WordsBody) -> HttpResponse:
    """Why goods are missing, who answers for them, and what found goods are worth that never had a cost."""
    actor = actor_of(request)
    words = [
        LineWord(one.line, one.cause, one.responsible, one.compensation, one.given_amount, one.remark)
        for one in payload.lines
    ]
    say_of_lines(actor=actor, count_id=count_id, words=words, now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))


@router.post("/{count_id}/approve", response=CountAnswer, summary="审核差异")
def approve(request: HttpRequest, count_id: CountId) -> HttpResponse:
    """By who did not count; differences beyond the company's limit need the accountant's word after the manager's."""
    actor = actor_of(request)
    approve_count(actor=actor, count_id=count_id, now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))


@router.post("/{count_id}/post", response=CountAnswer, summary="盘点过账")
def finish(request: HttpRequest, count_id: CountId) -> HttpResponse:
    """Post 盘盈单 and 盘亏单; asked twice it answers the same."""
    actor = actor_of(request)
    post_count(actor=actor, count_id=count_id, now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))


@router.post("/{count_id}/cancel", response=CountAnswer, summary="作废盘点")
def cancel(request: HttpRequest, count_id: CountId, payload: ReasonBody) -> HttpResponse:
    """Nothing is booked; the goods may move again."""
    actor = actor_of(request)
    cancel_count(actor=actor, count_id=count_id, reason=payload.reason, now=timezone.localtime())
    return reply(told_of(actor, find_count(actor, count_id)))
