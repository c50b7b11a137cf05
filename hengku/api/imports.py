"""Importing tables: upload and see what was understood, correct mapping and cells, import in the background, undo."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, P, PathEx, Router, UploadedFile
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer
from hengku.api.values import Day
from hengku.api.wire import reply
from hengku.desk.work.undo import ROWS_AT_ONCE
from hengku.identity.actor import Actor
from hengku.opening.imports.actions import KINDS, Checked, check_import, import_kind
from hengku.opening.imports.marked import write_marked
from hengku.opening.imports.offered import offered_lists
from hengku.opening.imports.reading import read_file
from hengku.opening.imports.runs import earlier_run, remembered_mapping, run_of, runs_of, start_run
from hengku.opening.imports.template import write_template
from hengku.opening.imports.told import checked_data
from hengku.opening.imports.undo import consequences, undo_run
from hengku.opening.imports.uploads import Said, Upload, UploadGone, find, keep, say
from hengku.opening.models import ImportRun

router = Router(tags=["导入"])

Kind = PathEx[str, P(max_length=40)]
Token = PathEx[str, P(max_length=64)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EDITS_MAX = 5_000


class SaidBody(Body):
    """Where each wanted column comes from: a heading, ``=text`` for all rows, null for nothing; absent is proposed.

    ``edits`` are cells corrected by hand: row of the file → column key → text. What is
    left out stays as it was said last.
    """

    mapping: dict[str, str | None] | None = Field(default=None, max_length=200)
    edits: dict[int, dict[str, str]] | None = Field(default=None, max_length=EDITS_MAX)
    on: Day = None


class CommitBody(SaidBody):
    """… and whether the good rows go without the others."""

    good_rows_only: bool = False


class RunOut(Answer):
    """An import: ``state`` is waiting, running, done, stopped or undone; ``result`` is there once it has ended."""

    id: str
    kind: str
    file_name: str
    user_name: str
    state: str
    rows_all: int
    rows_done: int
    skipped: int
    good_rows_only: bool
    created_at: str
    ended_at: str | None
    undone_at: str | None
    undone_by: str
    result: dict[str, Any]


class BlockedOut(Answer):
    """Something that is in use, and the document that uses it."""

    what: str
    by: str


class ConsequencesOut(Answer):
    """What undoing would do; refused while ``blocked`` is not empty (its first hundred). ``is_large``: so many rows
    that it is better started as a background task.
    """

    removed: int
    switched_off: int
    lists: int
    documents: list[str]
    blocked_count: int
    blocked: list[BlockedOut]
    is_large: bool


@router.get("", response=list[dict[str, Any]], summary="可导入的资料")
def read_kinds(request: HttpRequest) -> HttpResponse:
    """What this person may import."""
    actor = actor_of(request)
    return reply(
        [
            {"kind": kind.code, "label": kind.label, "label_en": kind.label_en}
            for kind in KINDS
            if all(actor.may(word) for word in kind.permissions)
        ]
    )


@router.get("/runs", response=list[RunOut], summary="导入记录")
def read_runs(request: HttpRequest) -> HttpResponse:
    """The company's last fifty imports, the latest first, without their results."""
    return reply([{**_run(one), "result": {}} for one in runs_of(actor_of(request))])


@router.get("/runs/{run_id}", response=RunOut, summary="导入进度与结果")
def read_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far an import is; its result once it has ended."""
    return reply(_run(run_of(actor_of(request), run_id)))


@router.get("/runs/{run_id}/undo", response=ConsequencesOut, summary="撤销导入的后果")
def read_consequences(request: HttpRequest, run_id: int) -> HttpResponse:
    """What undoing this import would do. Writes nothing."""
    actor = actor_of(request)
    run = run_of(actor, run_id)
    found = consequences(actor, run)
    return reply(
        {
            "removed": found.removed,
            "switched_off": found.switched_off,
            "lists": found.lists,
            "documents": list(found.documents),
            "blocked_count": len(found.blocked),
            "blocked": [{"what": what, "by": by} for what, by in found.blocked[:100]],
            "is_large": run.rows_done > ROWS_AT_ONCE,
        }
    )


@router.post("/runs/{run_id}/undo", response=RunOut, summary="撤销导入")
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take a whole import back, all or nothing. Refused with names when something was built on it."""
    return reply(_run(undo_run(actor=actor_of(request), run_id=run_id, now=timezone.localtime())))


@router.get("/{kind}/template", summary="下载模板(xlsx)")
def read_template(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The table to fill in: an example, notes in its cells, and lists of what the company has to choose from."""
    wanted = import_kind(kind)
    target = BytesIO()
    write_template(wanted, target, offered_lists(actor_of(request)))
    return _workbook(target, f"{wanted.code}.xlsx")


@router.post("/{kind}", response=dict[str, Any], summary="上传表格")
def create_upload(
    request: HttpRequest,
    kind: Kind,
    file: File[UploadedFile],
    sheet: str = "",
    header_row: int | None = None,
) -> HttpResponse:
    """Keep the file for a day and say what was understood of it; columns are matched as they were the last time a
    table with the same headings came in. Writes nothing.
    """
    actor = actor_of(request)
    for permission in import_kind(kind).permissions:
        actor.must(permission)
    upload = keep(
        actor,
        str(file.name or ""),
        file.size or 0,
        file.chunks(),
        kind=kind,
        sheet=sheet,
        header_row=header_row,
    )
    table = _read(upload)
    known = remembered_mapping(actor, kind, table.sheet.header)
    upload = say(upload, Said(mapping=known))
    return reply(_told(actor, upload, _check(actor, upload, table)))


@router.get("/{kind}/{token}", response=dict[str, Any], summary="继续处理已上传的表格")
def read_upload(request: HttpRequest, kind: Kind, token: Token) -> HttpResponse:
    """A waiting file with all that was said about it so far, judged anew."""
    actor = actor_of(request)
    upload = _find(actor, kind, token)
    return reply(_told(actor, upload, _check(actor, upload)))


@router.post("/{kind}/{token}/check", response=dict[str, Any], summary="按列对应与改正检查")
def create_check(request: HttpRequest, kind: Kind, token: Token, payload: SaidBody) -> HttpResponse:
    """Everything that importing would do and everything wrong with it; what was said is kept with the file."""
    actor = actor_of(request)
    upload = _said(_find(actor, kind, token), payload)
    return reply(_told(actor, upload, _check(actor, upload)))


@router.get("/{kind}/{token}/marked", summary="下载标出问题的表格(xlsx)")
def read_marked(request: HttpRequest, kind: Kind, token: Token) -> HttpResponse:
    """The file as it stands, corrections included, with a column that says what is wrong with each row."""
    actor = actor_of(request)
    upload = _find(actor, kind, token)
    target = BytesIO()
    write_marked(_check(actor, upload), target)
    return _workbook(target, f"{upload.name.rsplit('.', 1)[0]}-问题.xlsx")


@router.post("/{kind}/{token}/commit", response=RunOut, summary="开始导入")
def create_import(request: HttpRequest, kind: Kind, token: Token, payload: CommitBody) -> HttpResponse:
    """Start the import in the background and say which run it is. Sent twice, it is started once.

    The file is judged again when its turn comes: when a row is wrong then, nothing is written, unless the good ones
    were asked for.
    """
    actor = actor_of(request)
    upload = _said(_find(actor, kind, token), payload)
    run = start_run(
        actor=actor, upload=upload, good_rows_only=payload.good_rows_only, now=timezone.localtime()
    )
    return reply(_run(run))


def _find(actor: Actor, kind: str, token: str) -> Upload:
    for permission in import_kind(kind).permissions:
        actor.must(permission)
    upload = find(actor.company_id, actor.user_id, token)
    if upload.kind != kind:
        raise UploadGone
    return upload


def _said(upload: Upload, body: SaidBody) -> Upload:
    """What is said now, what was said before where nothing is."""
    said = Said(
        mapping=upload.said.mapping if body.mapping is None else body.mapping,
        edits=upload.said.edits if body.edits is None else body.edits,
        on=body.on or upload.said.on,
    )
    return upload if said == upload.said else say(upload, said)


def _read(upload: Upload) -> Any:
    return read_file(upload.path, name=upload.name, sheet=upload.sheet, header_row=upload.header_row)


def _check(actor: Actor, upload: Upload, table: Any = None) -> Checked:
    return check_import(
        actor=actor,
        kind=upload.kind,
        file=table or _read(upload),
        now=timezone.localtime(),
        choices=upload.said.mapping,
        on=upload.said.on,
        edits=upload.said.edits,
    )


def _told(actor: Actor, upload: Upload, checked: Checked) -> dict[str, Any]:
    earlier = earlier_run(actor, checked.reading.file.digest, but_token=upload.token)
    return {
        "token": upload.token,
        "kind": upload.kind,
        "file_name": upload.name,
        "on": upload.said.on,
        "edits": {str(row): cells for row, cells in upload.said.edits.items()},
        "earlier": _run(earlier) | {"result": {}} if earlier else None,
        **checked_data(checked),
    }


def _run(run: ImportRun) -> dict[str, Any]:
    return {
        "id": str(run.pk),
        "kind": run.kind,
        "file_name": run.file_name,
        "user_name": run.user_name,
        "state": run.state,
        "rows_all": run.rows_all,
        "rows_done": run.rows_done,
        "skipped": run.skipped,
        "good_rows_only": run.good_rows_only,
        "created_at": run.created_at,
        "ended_at": run.ended_at,
        "undone_at": run.undone_at,
        "undone_by": run.undone_by,
        "result": _result(run.result),
    }


def _result(told: dict[str, Any]) -> dict[str, Any]:
    """What a run did. Runs kept from before notes were in two languages hold them as plain text."""
    if "notes" not in told:
        return told
    notes = [{"label": one, "label_en": ""} if isinstance(one, str) else one for one in told["notes"]]
    return told | {"notes": notes}


def _workbook(target: BytesIO, name: str) -> HttpResponse:
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = (
        f'attachment; filename="{name.encode("ascii", "ignore").decode() or "table.xlsx"}"'
    )
    if not name.isascii():
        response["Content-Disposition"] = (
            f"attachment; filename=\"table.xlsx\"; filename*=UTF-8''{quote(name)}"
        )
    return response
