"""Work over many documents, and exports of lists: started here, driven by the page, finished by the worker."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

import orjson
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import DocumentQuery, Key, asked
from hengku.api.schemas import Answer
from hengku.api.values import ID_MAX, Id, Text
from hengku.api.wire import reply
from hengku.desk import batches, exports
from hengku.identity.actor import Actor

router = Router(tags=["批量与导出"])

BatchId = PathEx[int, P(ge=1, le=ID_MAX)]


class ListBody(Body):
    """A list as its address asks it, without pages."""

    type: str = ""
    state: str = ""
    party: Id = None
    warehouse: Id = None
    q: str = ""
    first: str = Field(default="", alias="from")
    last: str = Field(default="", alias="to")
    sort: str = "-business_on"
    filter: str = Field(default="", max_length=20_000)
    older: bool = False


class BatchBody(Body):
    """What to do with which documents: ids, or everything that a list finds."""

    kind: Literal["post", "close", "cancel"]
    ids: list[Id] = Field(default_factory=list, max_length=20_000)
    query: ListBody | None = None
    reason: Text = ""


class ColumnBody(Body):
    """A column and the words over it."""

    key: str = Field(max_length=64)
    label: str = Field(min_length=1, max_length=64)


class ExportBody(Body):
    """A list as it is shown."""

    query: ListBody
    columns: list[ColumnBody] = Field(min_length=1, max_length=60)
    language: Literal["zh", "en"] = "zh"
    title: str = Field(min_length=1, max_length=64)


class RefusedAnswer(Answer):
    """A document that was left as it is, and why."""

    id: str
    number: str
    said: str


class BatchAnswer(Answer):
    """How far it is. ``state``: running, done, stopped, failed."""

    id: str
    kind: str
    state: str
    total: int
    done: int
    refused_count: int
    said: str
    created_at: str
    refused: list[RefusedAnswer]


@router.post("", response={201: BatchAnswer}, summary="开始批量操作")
def create(request: HttpRequest, payload: BatchBody, key: str = Key) -> HttpResponse:
    """Write down what is wished; nothing is done until it is run. The same key starts once."""
    actor = actor_of(request)
    query = None if payload.query is None else asked(actor, list_query(payload.query))
    wish = batches.Wish(payload.kind, tuple(pk for pk in payload.ids if pk), query, payload.reason)
    return reply(batches.start_batch(actor=actor, wish=wish, key=key, now=timezone.localtime()), 201)


@router.post("/exports", response={201: BatchAnswer}, summary="开始导出列表")
def create_export(request: HttpRequest, payload: ExportBody, key: str = Key) -> HttpResponse:
    """Write down an export of exactly these columns, under these words. The same key starts once."""
    actor = actor_of(request)
    wanted = exports.Export(
        query=_kept(actor, payload.query),
        columns=tuple((one.key, one.label) for one in payload.columns),
        language=payload.language,
        title=payload.title,
    )
    return reply(batches.start_export(actor=actor, wanted=wanted, key=key, now=timezone.localtime()), 201)


@router.get("", response=list[BatchAnswer], summary="我的批量操作")
def read_list(request: HttpRequest) -> HttpResponse:
    """The last ones, newest first: what a page closed in between finds again."""
    return reply(batches.batches_of(actor_of(request)))


@router.get("/{batch_id}", response=BatchAnswer, summary="批量操作的进度")
def read_one(request: HttpRequest, batch_id: BatchId) -> HttpResponse:
    """How far it is, and what was refused."""
    return reply(batches.read_batch(actor_of(request), batch_id))


@router.post("/{batch_id}/run", response=BatchAnswer, summary="继续批量操作")
def run(request: HttpRequest, batch_id: BatchId) -> HttpResponse:
    """Do the next slice, unless somebody is at it already."""
    return reply(batches.run_batch(actor=actor_of(request), batch_id=batch_id))


@router.post("/{batch_id}/stop", response=BatchAnswer, summary="停止批量操作")
def stop(request: HttpRequest, batch_id: BatchId) -> HttpResponse:
    """Leave the rest undone."""
    return reply(batches.stop_batch(actor=actor_of(request), batch_id=batch_id))


@router.get("/{batch_id}/file", summary="下载导出的文件")
def read_file(request: HttpRequest, batch_id: BatchId) -> HttpResponseBase:
    """The workbook of an export that is done."""
    path, name = exports.file_of(actor_of(request), batch_id)
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def list_query(body: ListBody) -> DocumentQuery:
    """The question as the list itself reads it."""
    return DocumentQuery.model_validate(body.model_dump(by_alias=True))


def _kept(actor: Actor, body: ListBody) -> dict[str, object]:
    """A question as JSON: read once to refuse what is wrong, its filter kept as it was sent."""
    question = asked(actor, list_query(body))
    kept = asdict(question)
    for name in ("page", "size", "cursor"):
        kept.pop(name)
    for name in ("first", "last"):
        kept[name] = kept[name].isoformat() if kept[name] else None
    return {**kept, "filter": orjson.loads(body.filter) if body.filter.strip() else None}
