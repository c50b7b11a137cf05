"""Who supervises a data folder, and who else uses its server. Two locks of the kernel (flock), so that a
killed process leaves none behind:

* `supervisor.lock`  exclusive: the process whose child postgres is; its text says who that is;
* `users.lock`       shared by all who use the server; its supervisor takes it exclusively before stopping.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hengku.kit.postgres.problems import ClusterBusy, PostgresProblem


def _open(path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as problem:
        raise PostgresProblem(f"写不了 {path.parent}:数据目录属于另一个系统用户") from problem


class SupervisorLock:
    """Held from before the server starts until after it has stopped."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "supervisor.lock"
        self._handle: int | None = None

    def take(self, **about: object) -> None:
        """Become the supervisor; raises ClusterBusy, naming the holder, when somebody else is."""
        handle = _open(self._path)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            os.close(handle)
            raise ClusterBusy(self.holder()) from problem
        self._handle = handle
        self.describe(**about)

    def describe(self, **about: object) -> None:
        """Write for others who we are (pid is added)."""
        assert self._handle is not None, "only the holder describes itself"
        text = json.dumps({"pid": os.getpid(), **about}, ensure_ascii=False).encode()
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, text, 0)

    def holder(self) -> dict[str, object]:
        """What the last holder wrote about itself; empty while it is writing."""
        try:
            return dict(json.loads(self._path.read_text("utf-8")))
        except (FileNotFoundError, ValueError):
            return {}

    def release(self) -> None:
        """Let the next one supervise; harmless when not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def using(data_dir: Path) -> Iterator[None]:
    """Be counted as a user of the server; waits while its supervisor is just stopping it."""
    handle = _open(data_dir / "users.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextmanager
def without_users(data_dir: Path) -> Iterator[None]:
    """Wait until nobody else uses the server, and keep it so inside the block."""
    handle = _open(data_dir / "users.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
