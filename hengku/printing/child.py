"""The child process: sets pages with typst, within limits, one job after another until nobody asks any more.

A message is four bytes of length, so much JSON, and then the blobs whose lengths the JSON tells. The child opens no
file but the templates and fonts it was told of, writes none, has no environment, no database and no network. What
is to be printed reaches typst as JSON in ``sys.inputs``, so no text can be markup. No pickle, no Django here.
"""

from __future__ import annotations

import io
import json
import resource
import select
import struct
import sys
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO, Final

from fontTools.ttLib import TTFont

#: Stands for a character that no font has, as printers always did.
GETA: Final = "〓"
#: Characters of JSON itself, and those that are seen by nobody.
_UNSEEN: Final = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn")
_MISSING_TOLD: Final = 12
ZERO_WIDTH_SPACE: Final = 0x200B


def main(job_text: str) -> None:
    """Entry of the child: ``job_text`` is JSON with root, main, fonts and limits."""
    job = json.loads(job_text)
    out = sys.stdout.buffer
    typesetter = Typesetter(job["root"], job["main"], job["fonts"])
    limit(job["memory_bytes"])
    send(out, {"ready": True})
    stream = sys.stdin.buffer
    while select.select([stream], [], [], job["idle_seconds"])[0]:
        message = receive(stream)
        if message is None:
            return
        send(out, *typesetter.answer(*message))


def limit(memory_bytes: int) -> None:
    """From here on: bounded memory, nothing written to any file, no core dump."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def receive(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """The next message, or None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    message = json.loads(stream.read(struct.unpack(">I", head)[0]))
    return message, [stream.read(size) for size in message.get("blobs", ())]


def send(stream: BinaryIO, message: dict[str, Any], blobs: list[bytes] | None = None) -> None:
    """Write a message with its blobs."""
    blobs = blobs or []
    text = json.dumps({**message, "blobs": [len(one) for one in blobs]}).encode("ascii")
    stream.write(struct.pack(">I", len(text)) + text)
    stream.writelines(blobs)
    stream.flush()


class Typesetter:
    """One compiler with its fonts, kept warm between jobs."""

    def __init__(self, root: str, main: str, fonts: list[str]) -> None:
        import typst

        self._main = main
        self._known: set[int] = set(range(32)) | {0x200B}
        for number, font in enumerate(fonts):
            with TTFont(font, lazy=True) as opened:
                covered = set(opened.getBestCmap())
            self._known = (
                self._known | covered if number == 0 else self._known & (covered | set(range(32)) | {0x200B})
            )
        folders = sorted({str(Path(font).parent) for font in fonts})
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        if {one.weight for one in found.fonts()} != {400, 700}:  # typst would leave every text out in silence
            raise RuntimeError("Regular and Bold of the font are needed, and nothing else")
        self._compiler = typst.Compiler(main, root=root, font_paths=found, ignore_system_fonts=True)
        self._refused = typst.TypstError

    def answer(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """Do one job; what typst refuses is told, what exceeds the limits ends the process."""
        try:
            if job["do"] == "merge":
                return {"done": True}, [merged(blobs)]
            return self._compile(job, blobs[0].decode())
        except self._refused as refused:
            return {"failed": str(refused)[:300]}, []
        except MemoryError:
            return {"heavy": True}, []

    def _compile(self, job: dict[str, Any], text: str) -> tuple[dict[str, Any], list[bytes]]:
        text, missing = self.covered(text)
        # what the compiler knows of the formats is not known to its types, hence Any
        how: dict[str, Any] = {"pdf_tags": False} if job["format"] == "pdf" else {}
        pages: Any = self._compiler.compile(
            self._main, format=job["format"], sys_inputs={"data": text}, **how
        )
        found = pages if isinstance(pages, list) else [pages]
        most = job.get("pages") or len(found)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {"pages": len(found), "missing": missing, "used_kb": used}, [
            bytes(one) for one in found[:most]
        ]

    def covered(self, text: str) -> tuple[str, list[str]]:
        """``text`` (JSON) with a geta for each character no font has, said on its sheet; and the characters."""
        lost = {one for one in set(text) if ord(one) not in self._known}
        if not lost:
            return text, []
        unseen = {one for one in lost if unicodedata.category(one) in _UNSEEN}
        missing = sorted(lost - unseen)
        text = text.translate({ord(one): None for one in unseen} | {ord(one): GETA for one in missing})
        if missing:
            told = "、".join(f"U+{ord(one):04X}" for one in missing[:_MISSING_TOLD])
            data = json.loads(text)
            for sheet in data.get("sheets", ()):
                if GETA in json.dumps(sheet, ensure_ascii=False):
                    sheet["missing"] = told
            text = json.dumps(data, ensure_ascii=False)
        return text, missing


def merged(files: list[bytes]) -> bytes:
    """PDF files as one, in order."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for file in files:
        writer.append(io.BytesIO(file), import_outline=False)
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()
