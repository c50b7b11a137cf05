"""Sending files before their document is saved, and taking them back."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from hengku.documents import errors
from hengku.documents.actions_beside import COMPANY_BYTES_MAX
from hengku.documents.attachment_rules import check_attachment
from hengku.documents.declaration import document_type
from hengku.documents.models import Attachment, Upload
from hengku.identity.actor import Actor
from hengku.kit import sql

#: Of one person, over all forms they have not finished.
UPLOADS_MAX = 200
#: Whoever has not saved a form by then has given it up.
KEPT = timedelta(days=90)

#: Takes turns of one person's uploads, so that what is counted stays counted.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic(durable=True)
def add_upload(*, actor: Actor, type_code: str, key: str, name: str, content: bytes, now: datetime) -> Upload:
    """Keep a file for a document of this type that is not saved yet. ``key`` names the form: the same bytes sent again
    under it give the first upload.

    Needs the right to make documents of the type. Takes turns with the person's other uploads. Refused when the file is
    none of JPG, PNG, PDF by its content, too large, or one too many.
    """
    actor.must(f"{document_type(type_code).code}.create")
    sha256 = hashlib.sha256(content).hexdigest()
    sql.rows(TAKE_TURNS, (f"uploads.{actor.company_id}.{actor.user_id}",))
    own = Upload.objects.visible_to(actor).filter(user_id=actor.user_id)
    same: Upload | None = own.defer("content", "thumbnail").filter(key=key, sha256=sha256).first()
    if same is not None:
        return same
    checked = check_attachment(name, content)
    own.filter(added_at__lt=now - KEPT).delete()
    if own.count() >= UPLOADS_MAX:
        raise errors.TooManyUploads(files_max=UPLOADS_MAX)
    if _bytes_kept(actor) + len(content) > COMPANY_BYTES_MAX:
        raise errors.NoRoomForAttachments(gigabytes_max=COMPANY_BYTES_MAX // 1024**3)
    return Upload.objects.create(
        company_id=actor.company_id,
        user_id=actor.user_id,
        key=key,
        name=checked.name,
        kind=checked.kind,
        size=len(content),
        width=checked.width,
        height=checked.height,
        sha256=sha256,
        content=content,
        thumbnail=checked.thumbnail,
        added_at=now,
        device=actor.device,
    )


@transaction.atomic(durable=True)
def drop_upload(*, actor: Actor, upload_id: int) -> None:
    """Take an own upload back before it is on a document. One that is not there is as good as taken back."""
    Upload.objects.visible_to(actor).filter(user_id=actor.user_id, pk=upload_id).delete()


def forget_uploads(actor: Actor, keys: list[str]) -> None:
    """Drop what was sent for forms that were given up; inside the caller's transaction."""
    Upload.objects.visible_to(actor).filter(user_id=actor.user_id, key__in=keys).delete()


def _bytes_kept(actor: Actor) -> int:
    kept = (model.objects.visible_to(actor).aggregate(total=Sum("size")) for model in (Attachment, Upload))
    return sum(one["total"] or 0 for one in kept)
