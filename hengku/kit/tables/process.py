"""The parent's side of the child: start it, read its frames, and turn whatever happens to it into a refusal.

The child gets the open file as its standard input, so it needs no path and no right to open anything. It may
be killed by its own limits, crash inside the parser, or hang: the parent notices, reaps it, and says so.
"""

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from hengku.kit.tables import refusals
from hengku.kit.tables.cells import Number
from hengku.kit.tables.limits import Limits

#: Isolated (no environment, no user site, no working directory on the path), with this very package.
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from hengku.kit.tables.child import main; main(sys.argv[2])"
)
_ROOT: Final = str(Path(__file__).resolve().parents[3])
_MOST_IN_FRAME: Final = 64_000_000

_KINDS: Final[dict[str, Callable[..., refusals.FileRefused]]] = {
    "too_large": refusals.FileTooLarge,
    "suspicious": refusals.FileSuspicious,
    "encrypted": refusals.FileEncrypted,
    "macros": refusals.FileHasMacros,
    "wrong_type": refusals.FileWrongType,
    "not_readable": refusals.FileNotReadable,
    "too_heavy": refusals.FileTooHeavy,
}


class Child:
    """One child reading one file. Use as a context manager: leaving it ends the child, read out or not."""

    def __init__(self, source: IO[bytes], *, name: str, suffix: str, is_packed: bool, limits: Limits) -> None:
        job = json.dumps({"suffix": suffix, "is_packed": is_packed, "limits": asdict(limits)})
        self._name, self._suffix = name, suffix
        self._wait_left = limits.wait_seconds * 1_000_000_000
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", PROGRAM, _ROOT, job],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )
        assert self._process.stdout is not None
        self._pipe = self._process.stdout.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child if it still runs, and reap it."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def frames(self) -> Iterator[dict[str, Any]]:
        """Every message of the child up to its end. Raises a FileRefused when it refuses, dies or hangs."""
        while True:
            head = self._read(4)
            (size,) = struct.unpack(">I", head)
            if size > _MOST_IN_FRAME:
                raise refusals.FileTooHeavy(name=self._name, what="内存")
            message = json.loads(
                self._read(size),
                object_hook=_object,
                parse_float=_number,
                parse_int=Number,
                parse_constant=str,
            )
            if "end" in message:
                return
            if "refused" in message:
                raise self._refusal(message)
            yield message

    def _refusal(self, message: dict[str, Any]) -> refusals.FileRefused:
        kind = message.pop("refused")
        data = {key: int(value) if isinstance(value, Number) else value for key, value in message.items()}
        if kind == "wrong_type":
            data["expected"] = self._suffix
        return _KINDS[kind](name=self._name, **data)

    def _read(self, size: int) -> bytes:
        """Exactly that many bytes. Only the time spent waiting here counts: a slow reader of rows does not."""
        parts: list[bytes] = []
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        while size:
            before = time.monotonic_ns()
            if not poll.poll(max(0, self._wait_left // 1_000_000)):
                raise refusals.FileTooHeavy(name=self._name, what="等待时间")
            self._wait_left -= time.monotonic_ns() - before
            part = os.read(self._pipe, min(size, 1 << 20))
            if not part:
                raise self._death()
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _death(self) -> refusals.FileRefused:
        """What it means that the child ended without a last word."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -signal.SIGXCPU:
            return refusals.FileTooHeavy(name=self._name, what="计算时间")
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            # The parser aborts when it gets no more memory; the system kills when it has none left.
            return refusals.FileTooHeavy(name=self._name, what="内存")
        return refusals.FileNotReadable(name=self._name, reason="解析时出错")


def _number(text: str) -> Number:
    """A fraction exactly as the child wrote it, without an exponent: 1e-07 → 0.0000001."""
    return Number(format(Decimal(text), "f") if "e" in text else text)


def _object(value: dict[str, Any]) -> Any:
    """{"d": "2026-11-21"} is a date or datetime; every other object is a message."""
    if len(value) == 1 and "d" in value:
        return _moment(value["d"])
    return value


def _moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
