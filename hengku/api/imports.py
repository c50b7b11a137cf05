"""Importing tables: upload and see what was understood, correct the mapping, then write."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, P, PathEx, Router, UploadedFile
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.uploads import Upload, drop, find, keep
from hengku.api.values import Day
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.opening.imports.actions import KINDS, check_import, import_kind, run_import
from hengku.opening.imports.reading import read_file
from hengku.opening.imports.template import write_template
from hengku.opening.imports.told import checked_data, imported_data

router = Router(tags=["导入"])

Kind = PathEx[str, P(max_length=40)]
Token = PathEx[str, P(max_length=64)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MappingBody(Body):
    """Where each wanted column comes from: a heading, ``=text`` for all rows, null for nothing; absent is proposed."""

    mapping: dict[str, str | None] = Field(default_factory=dict, max_length=200)
    on: Day = None


class CommitBody(MappingBody):
    """… and whether the good rows go without the others."""

    good_rows_only: bool = False


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


@router.get("/{kind}/template", summary="下载模板(xlsx)")
def read_template(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The empty table to fill in, with an explanation of every column."""
    wanted = import_kind(kind)
    target = BytesIO()
    write_template(wanted, target)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{wanted.code}.xlsx"'
    return response


@router.post("/{kind}", response=dict[str, Any], summary="上传表格")
def create_upload(
    request: HttpRequest,
    kind: Kind,
    file: File[UploadedFile],
    sheet: str = "",
    header_row: int | None = None,
) -> HttpResponse:
    """Keep the file for a day and say what was understood of it. Writes nothing."""
    actor = actor_of(request)
    for permission in import_kind(kind).permissions:
        actor.must(permission)
    upload = keep(actor, file, sheet=sheet, header_row=header_row)
    return reply(_checked(actor, kind, upload, MappingBody()))


@router.post("/{kind}/{token}/check", response=dict[str, Any], summary="按列对应关系检查")
def create_check(request: HttpRequest, kind: Kind, token: Token, payload: MappingBody) -> HttpResponse:
    """Everything that importing would do and everything wrong with it. Writes nothing."""
    actor = actor_of(request)
    return reply(_checked(actor, kind, find(actor, token), payload))


@router.post("/{kind}/{token}/commit", response=dict[str, Any], summary="导入")
def create_import(request: HttpRequest, kind: Kind, token: Token, payload: CommitBody) -> HttpResponse:
    """Import when every row is right, or the good rows when asked for. ``is_refused`` when nothing was written."""
    actor = actor_of(request)
    upload = find(actor, token)
    done = run_import(
        actor=actor,
        kind=kind,
        file=_read(upload),
        now=timezone.localtime(),
        choices=payload.mapping,
        on=payload.on,
        good_rows_only=payload.good_rows_only,
    )
    if not done.is_refused and not done.problems:
        drop(upload)
    return reply(imported_data(done))


def _read(upload: Upload) -> Any:
    return read_file(upload.path, name=upload.name, sheet=upload.sheet, header_row=upload.header_row)


def _checked(actor: Actor, kind: str, upload: Upload, body: MappingBody) -> dict[str, Any]:
    checked = check_import(
        actor=actor,
        kind=kind,
        file=_read(upload),
        now=timezone.localtime(),
        choices=body.mapping,
        on=body.on,
    )
    return {"token": upload.token, "kind": kind, **checked_data(checked)}
