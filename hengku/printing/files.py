"""Finished prints wait an hour under the data folder, by a token, for the person they were made for (X35).

Beside each stands how far it has come, so that whoever asks sees the progress, whichever process works on it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from django.conf import settings

from hengku.identity.actor import Actor
from hengku.printing.errors import PrintGone

KEPT_SECONDS: Final = 3600
#: Work that told nothing for so long has ended with the process that did it.
SILENT_SECONDS: Final = 120
TOKEN: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class Progress:
    """How far a print has come. ``state``: working, done, failed, lost."""

    token: str
    name: str
    total: int
    done: int = 0
    state: str = "working"
    problems: list[dict[str, Any]] = field(default_factory=list)  # of documents that were not printed
    notes: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            key: getattr(self, key)
            for key in ("token", "name", "total", "done", "state", "problems", "notes")
        }


def begin(actor: Actor, *, name: str, total: int) -> Progress:
    """A new print of this person; what waited longer than an hour goes."""
    folder = _folder(actor)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in _expired():
        old.unlink(missing_ok=True)
    progress = Progress(token_hex(16), name, total)
    tell(actor, progress)
    return progress


def tell(actor: Actor, progress: Progress) -> None:
    """Write down how far it is, so that no reader sees half of it."""
    path = _folder(actor) / f"{progress.token}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(progress.data(), ensure_ascii=False), "utf-8")
    fresh.replace(path)


def keep(actor: Actor, progress: Progress, content: bytes) -> None:
    """The finished file, then that it is finished."""
    (_folder(actor) / f"{progress.token}.pdf").write_bytes(content)
    progress.state, progress.done = "done", progress.total
    tell(actor, progress)


def progress_of(actor: Actor, token: str) -> Progress:
    """How far a print of this person is; ``PrintGone`` for any other. One that fell silent is ``lost``."""
    path = _folder(actor) / f"{token}.json"
    if not TOKEN.fullmatch(token) or not path.is_file():
        raise PrintGone
    progress = Progress(**json.loads(path.read_text("utf-8")))
    if progress.state == "working" and path.stat().st_mtime < time.time() - SILENT_SECONDS:
        progress.state = "lost"
    return progress


def ended_prints(actor: Actor) -> list[tuple[Progress, datetime]]:
    """Prints of several sheets of this person that ended and still wait, with when they did."""
    found = []
    folder = _folder(actor)
    for path in folder.glob("*.json") if folder.is_dir() else ():
        try:
            progress, at = progress_of(actor, path.stem), datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        except (PrintGone, FileNotFoundError):  # another process cleared it away meanwhile
            continue
        if progress.state != "working" and progress.total > 1:
            found.append((progress, at))
    return found


def content_of(actor: Actor, token: str) -> bytes:
    """The finished file; ``PrintGone`` when there is none."""
    path = _folder(actor) / f"{token}.pdf"
    if not TOKEN.fullmatch(token) or not path.is_file():
        raise PrintGone
    return path.read_bytes()


def _root() -> Path:
    return Path(settings.DATA_DIR) / "prints"


def _folder(actor: Actor) -> Path:
    return _root() / f"{actor.company_id}-{actor.user_id}"


def _expired() -> Iterator[Path]:
    until = time.time() - KEPT_SECONDS
    return (path for path in _root().glob("*/*") if path.stat().st_mtime < until)
