"""Attachments and comments of documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, P, PathEx, Router, UploadedFile
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import DocumentId, Key
from hengku.api.schemas_beside import AttachmentListAnswer, CommentListAnswer
from hengku.api.security import POLICY_OF_FILES
from hengku.api.values import ID_MAX, Text
from hengku.api.wire import reply
from hengku.documents import queries_beside
from hengku.documents.actions_beside import (
    COMMENT_MAX,
    add_attachment,
    add_comment,
    may_attach,
    withdraw_attachment,
)
from hengku.documents.attachment_rules import BYTES_MAX, MEDIA_TYPES, clean_name
from hengku.documents.declaration import document_type
from hengku.documents.errors import AttachmentNotFound, AttachmentTooLarge
from hengku.documents.models import Document
from hengku.documents.queries_beside import attachments_of, comments_of, read_attachment
from hengku.documents.queries_detail import find_document
from hengku.documents.uploads import FILES_MAX
from hengku.identity.actor import Actor

router = Router(tags=["单据"])

AttachmentId = PathEx[int, P(ge=1, le=ID_MAX)]


class WithdrawalBody(Body):
    """Why an attachment is withdrawn; required on a posted document."""

    reason: Text = ""


class CommentBody(Body):
    """What to say."""

    text: str = Field(max_length=COMMENT_MAX)


@router.get("/{document_id}/attachments", response=AttachmentListAnswer, summary="附件列表")
def read_attachments(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
    """Attachments of a document, withdrawn ones marked, and the limits that hold."""
    actor = actor_of(request)
    document, _ = find_document(actor, document_id)
    return reply(attachments_answer(actor, document))


@router.post("/{document_id}/attachments", response=AttachmentListAnswer, summary="上传附件")
def create_attachment(
    request: HttpRequest, document_id: DocumentId, file: File[UploadedFile]
) -> HttpResponse:
    """Keep a JPG, PNG or PDF with a document: multipart, field ``file``. Sent again, the same file is kept once."""
    actor = actor_of(request)
    name = file_name(file)
    add_attachment(
        actor=actor, document_id=document_id, name=name, content=file.read(), now=timezone.localtime()
    )
    document, _ = find_document(actor, document_id)
    return reply(attachments_answer(actor, document))


@router.get("/{document_id}/attachments/{attachment_id}", summary="下载附件")
def read_content(request: HttpRequest, document_id: DocumentId, attachment_id: AttachmentId) -> HttpResponse:
    """The file itself, to be kept, not to be run."""
    return as_file(read_attachment(actor_of(request), document_id, attachment_id))


@router.get("/{document_id}/attachments/{attachment_id}/thumbnail", summary="附件缩略图(JPEG)")
def read_thumbnail(
    request: HttpRequest, document_id: DocumentId, attachment_id: AttachmentId
) -> HttpResponse:
    """A small picture of a picture."""
    return as_file(read_attachment(actor_of(request), document_id, attachment_id, thumbnail=True))


@router.get("/{document_id}/attachments/{attachment_id}/pdf", summary="预览附件(PDF)")
def read_pdf(request: HttpRequest, document_id: DocumentId, attachment_id: AttachmentId) -> HttpResponse:
    """A PDF to be shown in a frame of our own page; scripts in it do not run."""
    file = read_attachment(actor_of(request), document_id, attachment_id)
    if file.media_type != MEDIA_TYPES["pdf"]:
        raise AttachmentNotFound(attachment_id=attachment_id)
    return HttpResponse(file.content, content_type=file.media_type)


@router.post(
    "/{document_id}/attachments/{attachment_id}/withdraw", response=AttachmentListAnswer, summary="撤回附件"
)
def create_withdrawal(
    request: HttpRequest, document_id: DocumentId, attachment_id: AttachmentId, payload: WithdrawalBody
) -> HttpResponse:
    """Mark an attachment as withdrawn. It can still be read."""
    actor = actor_of(request)
    withdraw_attachment(
        actor=actor,
        document_id=document_id,
        attachment_id=attachment_id,
        reason=payload.reason,
        now=timezone.localtime(),
    )
    document, _ = find_document(actor, document_id)
    return reply(attachments_answer(actor, document))


@router.post("/{document_id}/comments", response=CommentListAnswer, summary="留言")
def create_comment(
    request: HttpRequest, document_id: DocumentId, payload: CommentBody, key: str = Key
) -> HttpResponse:
    """Say something beside a document one may see."""
    actor = actor_of(request)
    add_comment(actor=actor, document_id=document_id, text=payload.text, key=key, now=timezone.localtime())
    return reply({"comments": comments_of(actor, document_id)})


def attachments_answer(actor: Actor, document: Document) -> dict[str, Any]:
    """``AttachmentListAnswer`` of a document the actor may see."""
    return {
        "attachments": attachments_of(actor, document.pk),
        "may_attach": may_attach(actor, document_type(document.type_code)),
        "bytes_max": BYTES_MAX,
        "files_max": FILES_MAX,
    }


def file_name(file: UploadedFile) -> str:
    """The name a file was sent under; refused when it is larger than an attachment may be, before it is in memory."""
    name = str(file.name or "")
    if (file.size or 0) > BYTES_MAX:
        raise AttachmentTooLarge(name=clean_name(name), megabytes_max=BYTES_MAX // 1024**2)
    return name


def as_file(file: queries_beside.File) -> HttpResponse:
    """An attachment as a download that can run nothing."""
    response = HttpResponse(file.content, content_type=file.media_type)
    plain = file.name.encode("ascii", "ignore").decode().replace('"', "") or "file"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    response["Content-Security-Policy"] = POLICY_OF_FILES
    return response
