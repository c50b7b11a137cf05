"""Reading what stands beside a document: attachments with who and when, their bytes, comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hengku.documents.attachment_rules import MEDIA_TYPES
from hengku.documents.errors import AttachmentNotFound
from hengku.documents.models import Attachment, Comment, Upload
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.kit import sql

Row = dict[str, Any]

#: Bytes are read past Django: its cursors would make text of them first.
UPLOADED = "SELECT {column} FROM documents_upload WHERE company_id = %s AND id = %s"
CONTENT = "SELECT {column} FROM documents_attachmentcontent WHERE company_id = %s AND attachment_id = %s"


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of an attachment, or of its thumbnail."""

    name: str
    media_type: str
    content: bytes


def attachments_of(actor: Actor, document_id: int) -> list[Row]:
    """Attachments of a document the actor may see, oldest first, withdrawn ones marked. Two statements."""
    found = list(Attachment.objects.visible_to(actor).filter(document_id=document_id).order_by("id"))
    names = names_of([pk for one in found for pk in (one.added_by, one.withdrawn_by) if pk])
    return [
        {
            **{key: getattr(one, key) for key in ("name", "kind", "size", "width", "height", "sha256")},
            "id": str(one.pk),
            "added_at": one.added_at,
            "added_by_name": names.get(one.added_by, ""),
            "is_mine": one.added_by == actor.user_id,
            "device": one.device,
            "withdrawn_at": one.withdrawn_at,
            "withdrawn_by_name": names.get(one.withdrawn_by or 0, ""),
            "withdrawn_reason": one.withdrawn_reason,
        }
        for one in found
    ]


def read_attachment(actor: Actor, document_id: int, attachment_id: int, *, thumbnail: bool = False) -> File:
    """The bytes of an attachment, also of a withdrawn one. Who may see the document may read them.

    ``AttachmentNotFound`` for one of another document, and for the thumbnail of what is no picture.
    """
    document, _ = find_document(actor, document_id)
    found = Attachment.objects.visible_to(actor).filter(pk=attachment_id, document_id=document.pk).first()
    if found is None or (thumbnail and found.width is None):
        raise AttachmentNotFound(attachment_id=attachment_id)
    column = "thumbnail" if thumbnail else "content"
    ((content,),) = sql.rows(CONTENT.format(column=column), (actor.company_id, found.pk))
    return File(found.name, MEDIA_TYPES["jpg" if thumbnail else found.kind], bytes(content))


def read_upload(actor: Actor, upload_id: int, *, thumbnail: bool = False) -> File:
    """The bytes of an own upload, refused as ``read_attachment`` refuses."""
    own = Upload.objects.visible_to(actor).filter(user_id=actor.user_id)
    found = own.filter(pk=upload_id).values("name", "kind", "width").first()
    if found is None or (thumbnail and found["width"] is None):
        raise AttachmentNotFound(attachment_id=upload_id)
    column = "thumbnail" if thumbnail else "content"
    ((content,),) = sql.rows(UPLOADED.format(column=column), (actor.company_id, upload_id))
    return File(found["name"], MEDIA_TYPES["jpg" if thumbnail else found["kind"]], bytes(content))


def comments_of(actor: Actor, document_id: int) -> list[Row]:
    """What was said beside a document the actor may see, oldest first. Two statements."""
    found = list(Comment.objects.visible_to(actor).filter(document_id=document_id).order_by("id"))
    names = names_of([one.said_by for one in found])
    return [
        {
            "id": str(one.pk),
            "text": one.text,
            "said_at": one.said_at,
            "said_by_name": names.get(one.said_by, ""),
            "is_mine": one.said_by == actor.user_id,
            "device": one.device,
        }
        for one in found
    ]
