"""`hengku migrate`: bring the database up to date without starting the web server."""

from __future__ import annotations

import argparse

from hengku.cli.output import show

NAME = "migrate"
HELP = "把数据库更新到当前程序的版本(hengku up 会自动做)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--force` repeats every step even when nothing seems to have changed."""
    parser.add_argument("--force", action="store_true", help="即使看来没有变化也重做一遍")


def run(options: argparse.Namespace) -> int:
    """Opening does it; forcing repairs keys and rights that somebody changed by hand."""
    from hengku.cli.ready import ready

    with ready(NAME):
        if options.force:
            from hengku.kit.schema import prepare_schema

            prepare_schema(force=True)
    show(options, {"ok": True}, ["数据库已是当前版本。"])
    return 0
