"""The child process: gives up what it does not need, reads one file from standard input, answers in frames.

A frame is its length in four bytes and that many bytes of JSON. First come facts about the file and its sheets,
then batches of rows, at last {"end": true} or {"refused": kind, …}. A child that ends without either has died.
No pickle, no path, no name, no environment: the child knows the bytes, the limits and nothing else.
"""

import json
import resource
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from hengku.kit.tables import archive, delimited, workbook
from hengku.kit.tables.answers import Refusal, suspicious
from hengku.kit.tables.archive import Contents
from hengku.kit.tables.limits import Limits

#: A batch goes out when it has this many rows or about this many characters.
_BATCH_ROWS = 1_000
_BATCH_CHARS = 500_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How a file begins, and what it is called to people. Asked in this order.
_BEGINNINGS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "空的压缩包"),
    (_OLE, "ole"),
    (b"\x1f\x8b", "gz"),
    (b"%PDF", " PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", " RAR 压缩包"),
    (b"7z\xbc\xaf", " 7z 压缩包"),
    (b"SQLite format", "数据库"),
)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")


def main(job_text: str) -> None:
    """Entry of the child: `job_text` is JSON with suffix, is_packed and limits."""
    job = json.loads(job_text)
    limits = Limits(**job["limits"])
    give_up_rights(limits)
    out = _Frames(sys.stdout.buffer)
    try:
        read(sys.stdin.buffer, job["suffix"], job["is_packed"], limits, out)
        out.finish({"end": True})
    except Refusal as refusal:
        out.finish({"refused": refusal.kind, **refusal.data})
    except MemoryError:
        # Rows that were waiting to go out are given back first, so that there is room for the answer.
        out.batch.clear()
        out.finish({"refused": "too_heavy", "what": "内存"})


def give_up_rights(limits: Limits) -> None:
    """From here on: no new file, no file to write, bounded memory and time, no core dump."""
    delimited.prepare()
    memory, seconds = limits.memory_bytes, limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


@dataclass(slots=True)
class _Frames:
    out: BinaryIO
    batch: list[list[Any]] = field(default_factory=list)
    chars: int = 0

    def send(self, message: dict[str, Any]) -> None:
        self.flush()
        self._write(message)

    def row(self, row: list[Any], chars: int) -> None:
        self.batch.append(row)
        self.chars += chars
        if len(self.batch) >= _BATCH_ROWS or self.chars >= _BATCH_CHARS:
            self.flush()

    def flush(self) -> None:
        if self.batch:
            self._write({"rows": self.batch})
            self.batch = []
            self.chars = 0

    def finish(self, message: dict[str, Any]) -> None:
        self.send(message)
        self.out.flush()

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps(message, separators=(",", ":")).encode("ascii")
        self.out.write(struct.pack(">I", len(body)))
        self.out.write(body)


def read(stream: BinaryIO, suffix: str, is_packed: bool, limits: Limits, out: _Frames) -> None:
    """Make sure that the content is what the name says, then read it."""
    kind = _kind_of(stream)
    if suffix in (".xlsx", ".xls"):
        contents = _admit_workbook(stream, suffix, kind, limits)
        _send_workbook(workbook.read(stream, contents, limits), out)
    else:
        if kind != ("gz" if is_packed else "text"):
            raise Refusal("wrong_type", found=_called(kind))
        _send_text(stream, suffix, is_packed, limits, out)


def _kind_of(stream: BinaryIO) -> str:
    stream.seek(0)
    head = stream.read(4096)
    if not head:
        raise Refusal("not_readable", reason="文件是空的")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "网页(HTML)"
    if start.startswith(b"<?xml"):
        return " XML 文件"
    return "text"


def _called(kind: str) -> str:
    names = {
        "zip": " .xlsx 工作簿或压缩包",
        "ole": "旧版 Office 文件(.xls)",
        "gz": "压缩文件(.gz)",
        "text": "纯文本",
    }
    return names.get(kind, kind)


def _admit_workbook(stream: BinaryIO, suffix: str, kind: str, limits: Limits) -> Contents:
    """Encrypted, renamed and doubled-up files are told apart here; archives get the long look."""
    if kind == "ole" and _is_encrypted_package(stream):
        raise Refusal("encrypted")
    if kind != {".xlsx": "zip", ".xls": "ole"}[suffix]:
        raise Refusal("wrong_type", found=_called(kind))
    if kind == "zip":
        return archive.inspect(stream, limits)
    if archive.ends_as_archive(stream):
        raise suspicious("一个文件里套着两种格式")
    return Contents()


def _is_encrypted_package(stream: BinaryIO) -> bool:
    """Whether the old container only wraps an encrypted .xlsx: its directory then names the package."""
    stream.seek(0)
    return _ENCRYPTED_PART in stream.read()


def _send_workbook(found: Iterator[dict[str, Any] | tuple[int, list[Any]]], out: _Frames) -> None:
    for item in found:
        if isinstance(item, dict):
            out.send(item)
        else:
            number, cells = item
            out.row([number, cells], sum(len(cell) for cell in cells if type(cell) is str))


def _send_text(stream: BinaryIO, suffix: str, is_packed: bool, limits: Limits, out: _Frames) -> None:
    found = delimited.survey(stream, is_packed=is_packed, suffix=suffix, limits=limits)
    out.send({"encoding": found.encoding, "delimiter": found.delimiter})
    out.send({"sheet": "", "visible": True, "merges": []})
    for number, (cells, raw, reason) in delimited.records(stream, found, is_packed=is_packed, limits=limits):
        row = [number, cells, raw, reason] if reason else [number, cells]
        out.row(row, len(raw) + sum(map(len, cells)))
