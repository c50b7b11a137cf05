"""Files that wait between upload and import: under the data folder, by a token, never by the name they came with (X35).

Beside each lies what has been said about it so far: mapping, corrected cells, day. So a closed page loses nothing.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings

from hengku.identity.actor import Actor
from hengku.kit.errors import NotFound
from hengku.kit.tables.limits import DEFAULT
from hengku.kit.tables.refusals import FileTooLarge

KEPT_SECONDS = 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{32}")

#: Row of the file → key of the wanted column → the text that stands there instead.
Edits = dict[int, dict[str, str]]


@dataclass(eq=False)
class UploadGone(NotFound):
    """No such upload of this person, or it waited longer than a day."""

    text = "上传的文件已过期或不存在。请重新上传。"


@dataclass(frozen=True, slots=True)
class Said:
    """What its owner said about a file: where columns come from, corrected cells, day of opening documents."""

    mapping: dict[str, str | None] = field(default_factory=dict)
    edits: Edits = field(default_factory=dict)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A waiting file. ``name`` is what its owner calls it."""

    token: str
    path: Path
    name: str
    kind: str
    sheet: str
    header_row: int | None
    said: Said = field(default_factory=Said)


def keep(
    actor: Actor,
    name: str,
    size: int,
    chunks: Iterable[bytes],
    *,
    kind: str,
    sheet: str,
    header_row: int | None,
) -> Upload:
    """Keep an uploaded file for a day; what waited longer goes. Refused when larger than a table may be."""
    name = name[:200]
    if size > DEFAULT.file_bytes:
        raise FileTooLarge(name=name, what="字节数", size=size, limit=DEFAULT.file_bytes)
    folder = _folder(actor.company_id, actor.user_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in _expired():
        old.unlink(missing_ok=True)
    token = token_hex(16)
    path = folder / token
    with path.open("xb") as target:
        for chunk in chunks:
            target.write(chunk)
    return say(Upload(token, path, name, kind, sheet, header_row), Said())


def say(upload: Upload, said: Said) -> Upload:
    """Remember what was said about a waiting file, in place of what was said before."""
    about = {
        "name": upload.name,
        "kind": upload.kind,
        "sheet": upload.sheet,
        "header_row": upload.header_row,
        "mapping": said.mapping,
        "edits": {str(row): cells for row, cells in said.edits.items()},
        "on": said.on.isoformat() if said.on else None,
    }
    written = upload.path.with_suffix(f".{token_hex(4)}")
    written.write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    written.replace(upload.path.with_suffix(".json"))
    return replace(upload, said=said)


def find(company_id: int, user_id: int, token: str) -> Upload:
    """The waiting file of this person in this company; ``UploadGone`` for any other."""
    if not TOKEN.fullmatch(token):
        raise UploadGone
    path = _folder(company_id, user_id) / token
    try:
        about: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except FileNotFoundError:
        raise UploadGone from None
    if not path.is_file():
        raise UploadGone
    said = Said(
        mapping=about["mapping"],
        edits={int(row): cells for row, cells in about["edits"].items()},
        on=date.fromisoformat(about["on"]) if about["on"] else None,
    )
    return Upload(token, path, about["name"], about["kind"], about["sheet"], about["header_row"], said)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def _folder(company_id: int, user_id: int) -> Path:
    return _root() / f"{company_id}-{user_id}"


def _expired() -> Iterator[Path]:
    until = time.time() - KEPT_SECONDS
    return (path for path in _root().glob("*/*") if path.stat().st_mtime < until)
