"""Random passwords of the database roles, kept in `<data>/secrets.json` (mode 0600)."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from hengku.kit.postgres.problems import PostgresProblem

EMBEDDED_ROLES = ("postgres", "hengku_owner", "hengku_app")


def _file(data_dir: Path) -> Path:
    return data_dir / "secrets.json"


def read(data_dir: Path) -> dict[str, Any]:
    """Return everything kept for this data folder; empty when nothing is kept yet."""
    try:
        return dict(json.loads(_file(data_dir).read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except PermissionError as problem:
        raise PostgresProblem(
            f"读不了 {_file(data_dir)}:数据目录属于另一个系统用户,请用当初启动衡库的用户运行"
        ) from problem


def write(data_dir: Path, kept: dict[str, Any]) -> None:
    """Replace the file in one step, so that a crash leaves either the old or the new one."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = _file(data_dir).with_suffix(f".{os.getpid()}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(kept, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    new.replace(_file(data_dir))


def embedded(data_dir: Path) -> dict[str, str]:
    """Return role → password of the embedded server, making them at first use."""
    kept = read(data_dir)
    if "embedded" not in kept:
        kept["embedded"] = {role: secrets.token_urlsafe(32) for role in EMBEDDED_ROLES}
        write(data_dir, kept)
    return dict(kept["embedded"])
