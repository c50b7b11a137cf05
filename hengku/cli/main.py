"""The entry point `hengku`: reads the command line, runs one command, says problems as people need them.

A command is a module with `NAME`, `HELP`, `add_arguments(parser)` and `run(options) -> exit code`, named in
COMMANDS. Every command takes `--json`. Modules here import Django and the rooms inside `run`, so that
`hengku --help` is quick and nothing reads settings before the database is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Protocol

from hengku.cli import audit, company, import_table, migrate, openapi, psql, report, status, up, work
from hengku.kit.errors import Problem
from hengku.kit.postgres import PostgresProblem


class Command(Protocol):
    """What a command's module offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


COMMANDS: tuple[Command, ...] = (
    up,
    status,
    company,
    audit,
    report,
    import_table,
    openapi,
    work,
    migrate,
    psql,
)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="hengku",
        description="衡库:开源进销存,自带财务账。",
        epilog="数据目录由 HENGKU_DATA 指定,默认 .data",
    )
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令", required=True)
    for command in COMMANDS:
        one = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        one.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
        command.add_arguments(one)
        one.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 refused or found something, 2 wrong usage, 130 interrupted."""
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (PostgresProblem, Problem) as problem:
        _say(problem, as_json=options.json)
        return 1
    except KeyboardInterrupt:
        return 130


def _say(problem: PostgresProblem | Problem, *, as_json: bool) -> None:
    if as_json:
        known = problem.as_data() if isinstance(problem, Problem) else {"message": str(problem)}
        sys.stdout.write(json.dumps({"error": known}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{problem}\n")


if __name__ == "__main__":
    sys.exit(main())
