"""The parent's side: a few children that set pages, lent to one job at a time.

At most ``CHILDREN`` run and ``WAITING`` threads wait for one: more are told to come again, so that printing can never
take every thread of the web server from who posts. A child that dies, hangs or has grown fat is replaced.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

import orjson

from hengku.printing import errors
from hengku.printing.fonts import font_files

CHILDREN: Final = 2
WAITING: Final = 3
WAIT_SECONDS: Final = 20
JOB_SECONDS: Final = 60
START_SECONDS: Final = 20
#: A child at rest holds 60 MB; to start one takes 0.3 s of who looks next.
IDLE_SECONDS: Final = 1800
MEMORY_BYTES: Final = 2 * 1024**3
#: A child that has used more goes after its job: what the compiler keeps for the next one grows with every job.
FAT_KB: Final = 600 * 1024
FRAME_MAX: Final = 256 * 1024**2

PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from hengku.printing.child import main; main(sys.argv[2])"
)
#: Sets one empty page: templates and fonts are read before somebody waits for them.
WARMING: Final = ({"do": "compile", "format": "svg"}, [b'{"title":"","author":""}'])
_ROOT: Final = Path(__file__).resolve().parents[2]
_TEMPLATES: Final = Path(__file__).resolve().parent / "typst"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came back: pages or one file, how many pages there are, which characters no font has."""

    blobs: list[bytes]
    pages: int
    missing: tuple[str, ...] = ()


class ChildDied(Exception):
    """The child ended; ``what`` is the limit it met, "" for none known."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Child:
    """One process. Not safe for two threads at once; the pool lends it to one."""

    def __init__(self, *, memory_bytes: int = MEMORY_BYTES, job_seconds: int = JOB_SECONDS) -> None:
        job = {
            "root": str(_TEMPLATES),
            "main": str(_TEMPLATES / "main.typ"),
            "fonts": font_files(),
            "memory_bytes": memory_bytes,
            "idle_seconds": IDLE_SECONDS,
        }
        self._seconds = job_seconds
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", PROGRAM, str(_ROOT), json.dumps(job)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"MALLOC_ARENA_MAX": "2"},
            cwd="/",
        )
        self.is_fat = False
        self._receive(time.monotonic() + START_SECONDS)

    @property
    def lives(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it, whatever it does, and reap it."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def ask(self, message: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """One job. Raises ``ChildDied`` when it ends, hangs or was gone already; then it is of no use any more."""
        assert self._process.stdin is not None
        text = json.dumps({**message, "blobs": [len(one) for one in blobs]}).encode()
        try:
            self._process.stdin.write(struct.pack(">I", len(text)) + text + b"".join(blobs))
            self._process.stdin.flush()
        except OSError:
            raise ChildDied(self._limit_met()) from None
        answer, given = self._receive(time.monotonic() + self._seconds)
        self.is_fat = int(answer.get("used_kb", 0)) > FAT_KB
        return answer, given

    def _receive(self, until: float) -> tuple[dict[str, Any], list[bytes]]:
        (size,) = struct.unpack(">I", self._read(4, until))
        answer = json.loads(self._read(size, until))
        return answer, [self._read(one, until) for one in answer.get("blobs", ())]

    def _read(self, size: int, until: float) -> bytes:
        assert self._process.stdout is not None
        if size > FRAME_MAX:
            raise ChildDied("文件大小")
        pipe, parts = self._process.stdout.fileno(), []
        while size:
            if not select.select([pipe], [], [], max(0, until - time.monotonic()))[0]:
                raise ChildDied("时间")
            part = os.read(pipe, min(size, 1 << 20))
            if not part:
                raise ChildDied(self._limit_met())
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _limit_met(self) -> str:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return ""
        return "内存" if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV) else ""


class Renderer:
    """The children of this process of the web server."""

    def __init__(self, children: int = CHILDREN, waiting: int = WAITING) -> None:
        self._free: list[Child] = []
        self._changed = Condition()
        self._children, self._waiting_max = children, waiting
        self._lent = self._waiting = 0

    def run(self, message: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """One job in a child of the pool. Refused when it is too heavy, when typst refuses, when all are busy."""
        with self._lend() as slot:
            for attempt in (1, 2):
                child = slot.child
                try:
                    answer, given = child.ask(message, blobs)
                    break
                except ChildDied as died:
                    slot.drop()
                    if died.what:
                        raise errors.PrintTooHeavy(what=died.what) from None
                    if attempt == 2:
                        raise errors.PrintFailed(reason="排版进程意外结束") from None
            if child.is_fat:
                slot.drop()
        if "failed" in answer:
            raise errors.PrintFailed(reason=answer["failed"])
        if "heavy" in answer:
            raise errors.PrintTooHeavy(what="内存")
        return answer, given

    def warm(self) -> None:
        """Start a child in the background when there is none and nobody starts one."""
        with self._changed:
            if self._free or self._lent:
                return
            self._lent += 1  # its place is taken while it starts
        Thread(target=self._start, daemon=True).start()

    def _start(self) -> None:
        slot = _Slot(None)
        try:
            slot.child.ask(*WARMING)
        except (errors.PrintFailed, errors.FontsMissing, ChildDied):
            slot.drop()  # who prints is told
        finally:
            with self._changed:
                self._lent -= 1
                if slot.kept is not None:
                    self._free.append(slot.kept)
                self._changed.notify()

    def close(self) -> None:
        """End every child that is not at work."""
        with self._changed:
            free, self._free = self._free, []
        for child in free:
            child.close()

    @contextmanager
    def _lend(self) -> Iterator[_Slot]:
        with self._changed:
            if self._lent >= self._children:
                if self._waiting >= self._waiting_max:
                    raise errors.PrintersBusy
                self._waiting += 1
                try:
                    if not self._changed.wait_for(lambda: self._lent < self._children, WAIT_SECONDS):
                        raise errors.PrintersBusy
                finally:
                    self._waiting -= 1
            self._lent += 1
            child = self._free.pop() if self._free else None
        slot = _Slot(child)
        try:
            yield slot
        except BaseException:
            slot.drop()  # nobody knows what it still has to say
            raise
        finally:
            with self._changed:
                self._lent -= 1
                if slot.kept is not None:
                    self._free.append(slot.kept)
                self._changed.notify()


class _Slot:
    """A place in the pool and the child in it, started when first needed."""

    def __init__(self, child: Child | None) -> None:
        self.kept = child

    @property
    def child(self) -> Child:
        if self.kept is not None and not self.kept.lives:
            self.drop()
        if self.kept is None:
            try:
                self.kept = Child()
            except ChildDied:
                raise errors.PrintFailed(reason="排版进程无法启动") from None
        return self.kept

    def drop(self) -> None:
        """End the child; the next job starts another."""
        if self.kept is not None:
            self.kept.close()
        self.kept = None


_renderer = Renderer()


def warm() -> None:
    """Have a child ready soon, without waiting for it: who looks at how to print sees a page next."""
    _renderer.warm()


def compile_pdf(data: dict[str, Any]) -> Rendered:
    """The sheets or labels of ``data`` as one PDF."""
    answer, blobs = _renderer.run({"do": "compile", "format": "pdf"}, [orjson.dumps(data)])
    return Rendered(blobs, int(answer["pages"]), tuple(answer["missing"]))


def compile_pages(data: dict[str, Any], *, most: int) -> Rendered:
    """The first ``most`` pages as SVG, and how many there are."""
    answer, blobs = _renderer.run({"do": "compile", "format": "svg", "pages": most}, [orjson.dumps(data)])
    return Rendered(blobs, int(answer["pages"]), tuple(answer["missing"]))


def merge(files: list[bytes]) -> bytes:
    """PDF files as one."""
    if len(files) == 1:
        return files[0]
    _, blobs = _renderer.run({"do": "merge"}, files)
    return blobs[0]


def draw(svg: str) -> None:
    """Draw a picture once, as PDF since pages in SVG carry it unread, and forget it: refused when it cannot be."""
    try:
        compile_pdf({"title": "", "author": "", "pictures": {"try": svg}})
    except errors.PrintFailed:
        raise errors.LogoRefused(reason="图片已损坏") from None
