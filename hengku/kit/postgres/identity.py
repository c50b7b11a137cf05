"""As which system user the server runs. PostgreSQL refuses root, and rightly; so as root we step down.

* ordinary user: as it is;
* root: inside a user namespace of its own where root's files belong to "nobody" (no user made, no chown,
  works inside a folder only root may enter);
* root where namespaces are forbidden (some containers): as the user `nobody`, who then owns PGDATA;
* root on a data folder which an ordinary user made: as that user.
"""

from __future__ import annotations

import functools
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hengku.kit.postgres.problems import PostgresProblem

NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


@dataclass(frozen=True)
class RunAs:
    """How to start a program of the server: words before it, arguments for Popen, the folder of programs."""

    bin_dir: Path
    prefix: tuple[str, ...] = ()
    popen: dict[str, Any] = field(default_factory=lambda: {"cwd": "/"})
    uid: int | None = None  # who must own the folders, when it is not us
    gid: int | None = None

    def command(self, program: str, *arguments: str) -> list[str]:
        """The words to execute."""
        return [*self.prefix, str(self.bin_dir / program), *arguments]

    def give(self, folder: Path) -> None:
        """Make a folder (mode 0700) which the server may write, with all that is in it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.uid is None:
            return
        for path in [folder, *folder.rglob("*")]:
            self.give_file(path)

    def give_file(self, path: Path) -> None:
        """Let the server own one file or folder."""
        if self.uid is not None and self.gid is not None and path.lstat().st_uid != self.uid:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


@functools.cache
def namespace_allowed() -> bool:
    """Whether this system lets root make a user namespace (util-linux present, not forbidden)."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def choose(pgdata: Path, bin_dir: Path, *, forbid_namespace: bool = False) -> RunAs:
    """Decide for this data folder; `forbid_namespace` is for trying the other way out."""
    if os.geteuid() != 0:
        return RunAs(bin_dir)
    owner = pgdata.stat().st_uid if pgdata.exists() else 0
    if owner == 0 and namespace_allowed() and not forbid_namespace:
        return RunAs(bin_dir, prefix=NAMESPACE)
    try:
        user = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError as problem:
        raise PostgresProblem(
            "以 root 运行,而系统不允许用户命名空间,也没有 nobody 用户;请用普通用户运行衡库"
        ) from problem
    _let_through(pgdata.parent, user)
    as_user = _as(user, bin_dir)
    return _as(user, _readable_programs(as_user, pgdata.parent))


def _as(user: pwd.struct_passwd, bin_dir: Path) -> RunAs:
    words = {"cwd": "/", "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return RunAs(bin_dir, popen=words, uid=user.pw_uid, gid=user.pw_gid)


def _can(as_user: RunAs, *words: str) -> bool:
    return subprocess.run([*words], capture_output=True, check=False, **as_user.popen).returncode == 0


def _let_through(data_dir: Path, user: pwd.struct_passwd) -> None:
    """The data folder itself may be entered; a closed folder above it is said, never opened by us."""
    data_dir.mkdir(parents=True, exist_ok=True)
    as_user = _as(user, data_dir)
    if not _can(as_user, "test", "-x", str(data_dir.resolve())):
        data_dir.chmod(data_dir.stat().st_mode | 0o011)
    if not _can(as_user, "test", "-x", str(data_dir.resolve())):
        raise PostgresProblem(
            f"以 root 运行时数据库要用系统用户 {user.pw_name},而它进不了 {data_dir};"
            "请用普通用户运行,或把 HENGKU_DATA 设到它进得了的目录(例如 /var/lib/hengku)"
        )


def _readable_programs(as_user: RunAs, data_dir: Path) -> Path:
    """The programs' folder, copied beside the data when that user cannot read where they were installed."""
    if _can(as_user, "test", "-x", str(as_user.bin_dir / "postgres")):
        return as_user.bin_dir
    installed = as_user.bin_dir.parent
    copy = data_dir / "postgres-programs"
    if not (copy / "bin" / "postgres").exists() or (
        (copy / "bin" / "postgres").stat().st_mtime != (installed / "bin" / "postgres").stat().st_mtime
    ):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(installed, copy, symlinks=True)
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    return copy / "bin"
