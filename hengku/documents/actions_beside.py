"""What people put beside a document, whatever its state: attachments and comments. Nothing of it changes a book."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum

from hengku.audit.actions import record
from hengku.documents import errors
from hengku.documents.attachment_rules import check_attachment
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.models import Attachment, AttachmentContent, Comment, Document
from hengku.documents.uploads import DOCUMENT_BYTES_MAX, FILES_MAX
from hengku.identity.actor import Actor, MissingPermission

COMPANY_BYTES_MAX = 20 * 1024**3
COMMENT_MAX = 1000
#: Who may do any of these to a document may add what proves it.
WRITING = ("create", "post", "reverse", "close")


def may_attach(actor: Actor, kind: DocumentType) -> bool:
    """Whether the actor works with documents of this type, and does not only look at them."""
    return actor.may(f"{kind.code}.view") and any(actor.may(f"{kind.code}.{verb}") for verb in WRITING)


@transaction.atomic(durable=True)
def add_attachment(*, actor: Actor, document_id: int, name: str, content: bytes, now: datetime) -> Attachment:
    """Keep a file with a document, in whatever state that is. The same bytes sent again give the first attachment.

    Locks the document's row against changes of its key only. Refused when the file is none of JPG, PNG, PDF by its
    content, too large, or one too many; also for who may only look at documents of this type.
    """
    document, kind = _locked(actor, document_id)
    if not may_attach(actor, kind):
        raise MissingPermission(permission=f"{kind.code}.create")
    sha256 = hashlib.sha256(content).hexdigest()
    beside = Attachment.objects.visible_to(actor).filter(document_id=document.pk)
    same: Attachment | None = beside.filter(sha256=sha256, withdrawn_at__isnull=True).first()
    if same is not None:
        return same
    checked = check_attachment(name, content)
    _refuse_too_many(actor, document, len(content))
    attachment = Attachment(
        company_id=actor.company_id,
        document_id=document.pk,
        name=checked.name,
        kind=checked.kind,
        size=len(content),
        width=checked.width,
        height=checked.height,
        sha256=sha256,
        added_at=now,
        added_by=actor.user_id,
        device=actor.device,
    )
    attachment.save(force_insert=True)
    AttachmentContent.objects.create(
        company_id=actor.company_id,
        attachment_id=attachment.pk,
        content=content,
        thumbnail=checked.thumbnail,
    )
    _record(actor, now, kind, document, "attach", {"name": checked.name, "sha256": sha256})
    return attachment


@transaction.atomic(durable=True)
def withdraw_attachment(
    *, actor: Actor, document_id: int, attachment_id: int, reason: str, now: datetime
) -> None:
    """撤回 an attachment: it stays, marked with who, when and why. Who added it may, or who may reverse the type.

    Locks the document's row. On a posted document a reason is required.
    """
    document, kind = _locked(actor, document_id)
    attachment = (
        Attachment.objects.visible_to(actor).filter(pk=attachment_id, document_id=document.pk).first()
    )
    if attachment is None:
        raise errors.AttachmentNotFound(attachment_id=attachment_id)
    if attachment.added_by != actor.user_id or not may_attach(actor, kind):
        actor.must(f"{kind.code}.reverse")
    if attachment.withdrawn_at is not None:
        raise errors.AlreadyWithdrawn(name=attachment.name)
    if document.posted_at is not None and not reason.strip():
        raise errors.FieldRequired(label="撤回原因").at(field="reason")
    attachment.withdrawn_at, attachment.withdrawn_by = now, actor.user_id
    attachment.withdrawn_reason = reason.strip()[:200]
    attachment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    told = {"name": attachment.name, "sha256": attachment.sha256, "reason": attachment.withdrawn_reason}
    _record(actor, now, kind, document, "withdraw", told)


@transaction.atomic(durable=True)
def add_comment(*, actor: Actor, document_id: int, text: str, key: str, now: datetime) -> Comment:
    """Say something beside a document one may see. The same ``key`` sent again gives the first comment."""
    document, _ = _locked(actor, document_id)
    said = text.strip()
    if not said:
        raise errors.FieldRequired(label="留言").at(field="text")
    if len(said) > COMMENT_MAX:
        raise errors.CommentTooLong(characters_max=COMMENT_MAX).at(field="text")
    earlier: Comment | None = (
        Comment.objects.visible_to(actor).filter(document_id=document.pk, key=key).first()
    )
    if earlier is not None:
        return earlier
    comment = Comment(
        company_id=actor.company_id,
        document_id=document.pk,
        text=said,
        said_at=now,
        said_by=actor.user_id,
        device=actor.device,
        key=key,
    )
    comment.save(force_insert=True)
    return comment


def _locked(actor: Actor, document_id: int) -> tuple[Document, DocumentType]:
    """The document, locked so that what is counted beside it stays counted; posting it waits."""
    document = (
        Document.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=document_id).first()
    )
    if document is None:
        raise errors.DocumentNotFound(document_id=document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.view")
    return document, kind


def _refuse_too_many(actor: Actor, document: Document, size: int) -> None:
    """Withdrawn attachments count too: they are kept."""
    everything = Attachment.objects.visible_to(actor)
    here = everything.filter(document_id=document.pk).aggregate(files=Count("id"), total=Sum("size"))
    if here["files"] >= FILES_MAX or (here["total"] or 0) + size > DOCUMENT_BYTES_MAX:
        raise errors.TooManyAttachments(files_max=FILES_MAX, megabytes_max=DOCUMENT_BYTES_MAX // 1024**2)
    total = everything.aggregate(total=Sum("size"))["total"] or 0
    if total + size > COMPANY_BYTES_MAX:
        raise errors.NoRoomForAttachments(gigabytes_max=COMPANY_BYTES_MAX // 1024**3)


def _record(
    actor: Actor, now: datetime, kind: DocumentType, document: Document, verb: str, data: dict[str, str]
) -> None:
    record(
        actor=actor,
        at=now,
        action=f"{kind.code}.{verb}",
        entity_kind="document",
        entity_id=document.pk,
        data=data,
    )
