"""Where the database is, from the environment. Settings read it; nothing is started here.

HENGKU_DATA       the data folder (default: .data in the checkout, else in the current folder)
DATABASE_URL      an external server, as its owner; without it the embedded server is used
DATABASE_APP_URL  there, the application's login, when the owner may not create roles
HENGKU_DB         the embedded server's database (default: hengku)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from hengku.kit.postgres.cluster import APP, OWNER, embedded_dsn
from hengku.kit.postgres.external import ExternalServer

Role = Literal["owner", "app"]


def data_dir() -> Path:
    """The folder that holds everything of this installation which is not code."""
    given = os.environ.get("HENGKU_DATA")
    if given:
        return Path(given).expanduser().resolve()
    checkout = Path(__file__).resolve().parents[3]
    home = checkout if (checkout / "pyproject.toml").exists() else Path.cwd()
    return home / ".data"


def external() -> ExternalServer | None:
    """The server of DATABASE_URL; None when the embedded one is used."""
    url = os.environ.get("DATABASE_URL")
    return ExternalServer(url, data_dir()) if url else None


def database_name() -> str:
    """The database this installation uses."""
    server = external()
    return server.dbname if server else os.environ.get("HENGKU_DB", "hengku")


def app_role() -> str:
    """The role that the application connects as, to which rights are granted."""
    server = external()
    return server.app_role if server else APP


def dsn_for(role: Role) -> str:
    """libpq words (`host=… dbname=… user=… password=…`) for the owner, who migrates, or the application."""
    server = external()
    if server is not None:
        return server.owner_dsn() if role == "owner" else server.app_dsn()
    return embedded_dsn(data_dir(), OWNER if role == "owner" else APP, database_name())
