"""`with ready("audit"):` the database runs and is up to date, Django is set up. For every command but `up`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hengku.kit.postgres import PostgresProblem
from hengku.kit.postgres.session import database


@contextmanager
def ready(purpose: str) -> Iterator[None]:
    """Start or join the server (stopping it at the end if we started it) and set Django up.

    Refused when another process runs the server with a different version of the program: it would work on
    tables that are not as it knows them.
    """
    with database(purpose=purpose) as server:
        set_django_up()
        from django.db import connections

        from hengku.identity.actions_ready import bring_ready_roles_up_to_date
        from hengku.kit.schema import is_current, prepare_schema

        try:
            if server is not None:
                prepare_schema()
                bring_ready_roles_up_to_date()
            elif not is_current():
                raise PostgresProblem("正在运行的衡库与本程序版本不同;请先重启它(hengku up),再运行本命令")
            yield
        finally:
            connections.close_all()


def set_django_up() -> None:
    """Read settings and load the rooms; only after the passwords exist, which opening the server sees to."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengku.settings")
    django.setup()
