"""`hengku openapi`: the description of the whole API, for programs and for making clients."""

from __future__ import annotations

import argparse
import json
import sys

NAME = "openapi"
HELP = "输出接口的 OpenAPI 描述(JSON)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose; the output is JSON with or without --json."""


def run(options: argparse.Namespace) -> int:
    """Writes the document to standard output. The database is opened, since settings read its passwords."""
    from hengku.cli.ready import ready

    with ready(NAME):
        from hengku.api.app import schema

        told = json.loads(json.dumps(schema(), default=str))  # status codes are numbers until they are JSON
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
        sys.stdout.write("\n")
    return 0
