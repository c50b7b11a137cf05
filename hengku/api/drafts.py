"""未完成的录入: what a person is typing, kept as it stands, so that a crash or another computer loses nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.values import Amount, Id, Text
from hengku.api.wire import reply
from hengku.desk.actions import Form, drop_unfinished, keep_unfinished
from hengku.desk.queries import unfinished, unfinished_form

router = Router(tags=["未完成的录入"])

Local = PathEx[str, P(min_length=1, max_length=48, pattern=r"^[0-9A-Za-z_-]+$")]


class FormBody(Body):
    """The form as it stands, incomplete and wrong as it may be. ``form`` is the client's own and not looked into."""

    type_code: str = Field(max_length=48)
    key: str = Field(min_length=1, max_length=64, description="过账时将使用的 Idempotency-Key")
    writer: str = Field(min_length=1, max_length=48, description="浏览器窗口的编号")
    version: int = Field(default=0, ge=0, le=2**31 - 1, description="这一份所依据的版本,新录入为 0")
    force: bool = Field(default=False, description="覆盖别处保存的更新版本")
    document_id: Id = None
    number: Text = Field(default="", max_length=48)
    party_name: Text = ""
    line_count: int = Field(default=0, ge=0, le=100_000)
    amount: Amount = None
    form: dict[str, Any]


class KeptAnswer(Answer):
    """It was kept, as this version."""

    version: int


class UnfinishedAnswer(Answer):
    """A form somebody has not finished."""

    local: str
    type_code: str
    key: str
    version: int
    document_id: str | None
    number: str
    party_name: str
    line_count: int
    amount: str | None
    device: str
    started_at: str
    saved_at: str


class UnfinishedFormAnswer(UnfinishedAnswer):
    """The same with its content."""

    form: dict[str, Any]


@router.get("", response=list[UnfinishedAnswer], summary="未完成的录入")
def read_list(request: HttpRequest) -> HttpResponse:
    """The caller's own forms, the latest first, without their content. What was posted meanwhile is not among them."""
    return reply(unfinished(actor_of(request)))


@router.get("/{local}", response=UnfinishedFormAnswer, summary="取回一份未完成的录入")
def read_one(request: HttpRequest, local: Local) -> HttpResponse:
    """A form in full, to go on with it on another computer."""
    return reply(unfinished_form(actor_of(request), local))


@router.put("/{local}", response=KeptAnswer, summary="暂存未完成的录入")
def keep(request: HttpRequest, local: Local, payload: FormBody) -> HttpResponse:
    """Keep the form. Refused with ``UNFINISHED_CHANGED`` when another window saved a newer one, unless ``force``."""
    kept = Form(
        local=local,
        type_code=payload.type_code,
        key=payload.key,
        writer=payload.writer,
        form=payload.form,
        document_id=payload.document_id,
        number=payload.number,
        party_name=payload.party_name[:128],
        line_count=payload.line_count,
        amount=payload.amount,
    )
    version = keep_unfinished(
        actor=actor_of(request),
        kept=kept,
        version=payload.version,
        is_forced=payload.force,
        now=timezone.localtime(),
    )
    return reply({"version": version})


@router.delete("/{local}", response=DoneAnswer, summary="放弃未完成的录入")
def drop(request: HttpRequest, local: Local) -> HttpResponse:
    """Forget a form. Forgetting it twice is no mistake."""
    drop_unfinished(actor=actor_of(request), local=local)
    return reply({"id": local})
