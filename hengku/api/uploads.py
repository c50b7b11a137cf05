"""待附的文件: sent before their document is saved, then named in its ``uploads``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, P, PathEx, Query, Router, UploadedFile
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.beside import as_file, file_name
from hengku.api.documents import Key
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.values import ID_MAX
from hengku.api.wire import reply
from hengku.documents.actions_uploads import add_upload, drop_upload
from hengku.documents.models import Upload
from hengku.documents.queries_beside import read_upload

router = Router(tags=["待附的文件"])

UploadId = PathEx[int, P(ge=1, le=ID_MAX)]


class UploadQuery(QueryBody):
    """What the file is meant for."""

    type: str = Field(max_length=48, description="将附在哪种单据上")


class UploadAnswer(Answer):
    """A file that waits for its document; ``size`` in bytes, ``width`` and ``height`` in pixels of a picture."""

    id: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None
    sha256: str


@router.post("", response={201: UploadAnswer}, summary="上传待附的文件")
def create_upload(
    request: HttpRequest,
    query: Query[UploadQuery],
    file: File[UploadedFile],
    key: str = Key,
) -> HttpResponse:
    """Keep a JPG, PNG or PDF of at most 10 MB until its document is saved or posted with its id in ``uploads``. The
    same file sent again under the same key is kept once.
    """
    name = file_name(file)
    upload = add_upload(
        actor=actor_of(request),
        type_code=query.type,
        key=key,
        name=name,
        content=file.read(),
        now=timezone.localtime(),
    )
    return reply(upload_answer(upload), 201)


@router.get("/{upload_id}", summary="下载待附的文件")
def read_content(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """The caller's own file, to be kept, not to be run."""
    return as_file(read_upload(actor_of(request), upload_id))


@router.get("/{upload_id}/thumbnail", summary="待附图片的缩略图(JPEG)")
def read_thumbnail(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """A small picture of a picture."""
    return as_file(read_upload(actor_of(request), upload_id, thumbnail=True))


@router.delete("/{upload_id}", response=DoneAnswer, summary="移除待附的文件")
def drop(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Forget a file that is on no document yet. Forgetting it twice is no mistake."""
    drop_upload(actor=actor_of(request), upload_id=upload_id)
    return reply({"id": str(upload_id)})


def upload_answer(upload: Upload) -> dict[str, Any]:
    """``UploadAnswer`` of an upload."""
    names = ("name", "kind", "size", "width", "height", "sha256")
    return {"id": str(upload.pk), **{name: getattr(upload, name) for name in names}}
