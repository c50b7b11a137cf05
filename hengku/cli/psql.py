"""`hengku psql`: look into the database with PostgreSQL's own client."""

from __future__ import annotations

import argparse
import subprocess

NAME = "psql"
HELP = "用 psql 打开数据库(默认用只有应用权限的角色)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which role; everything after `--` goes to psql."""
    parser.add_argument("--owner", action="store_true", help="用数据库所有者的角色(可以改结构,请当心)")
    parser.add_argument("psql_arguments", nargs="*", metavar="参数", help="写在 -- 之后,原样交给 psql")


def run(options: argparse.Namespace) -> int:
    """The exit code is psql's."""
    from hengku.kit.postgres import connect
    from hengku.kit.postgres.binaries import find_binaries
    from hengku.kit.postgres.session import database

    with database(purpose=NAME):
        dsn = connect.dsn_for("owner" if options.owner else "app")
        return subprocess.run(
            [str(find_binaries() / "psql"), dsn, *options.psql_arguments], check=False
        ).returncode
