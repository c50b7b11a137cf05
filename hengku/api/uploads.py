"""Files that wait between upload and import: under the data folder, by a token, never by the name they came
with (X35).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from hengku.identity.actor import Actor
from hengku.kit.errors import NotFound
from hengku.kit.tables.limits import DEFAULT
from hengku.kit.tables.refusals import FileTooLarge

KEPT_SECONDS = 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(eq=False)
class UploadGone(NotFound):
    """No such upload of this person, or it waited longer than a day."""

    text = "上传的文件已过期或不存在。请重新上传。"


@dataclass(frozen=True, slots=True)
class Upload:
    """A waiting file. ``name`` is what its owner calls it."""

    token: str
    path: Path
    name: str
    sheet: str
    header_row: int | None


def keep(actor: Actor, file: UploadedFile, *, sheet: str, header_row: int | None) -> Upload:
    """Keep an uploaded file for a day; what waited longer goes. Refused when larger than a table may be."""
    name = str(file.name or "")[:200]
    size = file.size or 0
    if size > DEFAULT.file_bytes:
        raise FileTooLarge(name=name, what="字节数", size=size, limit=DEFAULT.file_bytes)
    folder = _folder(actor)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in _expired():
        old.unlink(missing_ok=True)
    token = token_hex(16)
    path = folder / token
    with path.open("xb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    about = {"name": name, "sheet": sheet, "header_row": header_row}
    path.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    return Upload(token, path, **about)  # type: ignore[arg-type]


def find(actor: Actor, token: str) -> Upload:
    """The waiting file of this person in this company; ``UploadGone`` for any other."""
    path = _folder(actor) / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        raise UploadGone
    about = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return Upload(token, path, **about)


def drop(upload: Upload) -> None:
    """It was imported; nobody needs it any more."""
    upload.path.unlink(missing_ok=True)
    upload.path.with_suffix(".json").unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def _folder(actor: Actor) -> Path:
    return _root() / f"{actor.company_id}-{actor.user_id}"


def _expired() -> Iterator[Path]:
    until = time.time() - KEPT_SECONDS
    return (path for path in _root().glob("*/*") if path.stat().st_mtime < until)
