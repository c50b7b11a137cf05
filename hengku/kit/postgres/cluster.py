"""One embedded cluster: its server process, its roles, its databases."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from hengku.kit.postgres import layout as folders
from hengku.kit.postgres import passwords, server
from hengku.kit.postgres.binaries import find_binaries
from hengku.kit.postgres.identity import RunAs, choose
from hengku.kit.postgres.lock import SupervisorLock

OWNER, APP = "hengku_owner", "hengku_app"

# The application's role is set so that a stuck request never holds locks for long (scale.md §6 rule 15).
APP_SETTINGS = {
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "120s",
    "lock_timeout": "15s",
}


class Cluster:
    """A running server and this process as its supervisor. Made by `open_cluster`."""

    def __init__(self, data_dir: Path, *, purpose: str = "", forbid_namespace: bool = False) -> None:
        self.data_dir = data_dir.resolve()
        self.layout = folders.Layout(self.data_dir)
        self.lock = SupervisorLock(self.data_dir)
        self._purpose = purpose
        self._forbid_namespace = forbid_namespace
        self._run_as: RunAs | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Take the data folder's lock (ClusterBusy when another process has it), start, make the roles."""
        self.lock.take(purpose=self._purpose)
        try:
            self._run_as = choose(
                self.layout.pgdata, find_binaries(), forbid_namespace=self._forbid_namespace
            )
            folders.prepare_folders(self.layout, self._run_as)
            self._initialise(self._run_as)
            self._start_process()
        except BaseException:
            self.stop()
            raise

    def _initialise(self, run_as: RunAs) -> None:
        known = "embedded" in passwords.read(self.data_dir)
        admin = passwords.embedded(self.data_dir)["postgres"]
        existed = self.layout.pgdata.exists()
        folders.initialise(self.layout, run_as, admin_password=admin)
        folders.write_configuration(self.layout, run_as)
        if existed and not known:
            server.clear_orphan(self.layout)
            folders.reset_admin_password(self.layout, run_as, admin)

    def _start_process(self) -> None:
        assert self._run_as is not None
        self._process = server.start(self.layout, self._run_as)
        server.wait_until_answering(self._process, self.layout, self._dsn("postgres", "postgres"))
        self._make_roles()

    def _make_roles(self) -> None:
        """Both roles with the passwords we keep; neither is superuser, the application cannot pass by RLS."""
        with psycopg.connect(self._dsn("postgres", "postgres"), autocommit=True) as admin:
            have = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles")}
            self._make_role(admin, OWNER, "CREATEDB", exists=OWNER in have)
            self._make_role(admin, APP, "NOCREATEDB", exists=APP in have)
            for name, value in APP_SETTINGS.items():
                words = sql.SQL("ALTER ROLE {} SET {} = {}")
                admin.execute(words.format(sql.Identifier(APP), sql.Identifier(name), sql.Literal(value)))
            admin.execute(sql.SQL("GRANT pg_read_all_stats TO {}").format(sql.Identifier(OWNER)))
        with psycopg.connect(self._dsn("postgres", "template1"), autocommit=True) as template:
            template.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")

    def _make_role(self, admin: psycopg.Connection, role: str, may: str, *, exists: bool) -> None:
        # The verifier is computed here: a password in plain would be seen in pg_stat_statements.
        password = passwords.embedded(self.data_dir)[role].encode()
        verifier = admin.pgconn.encrypt_password(password, role.encode(), b"scram-sha-256").decode()
        admin.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {} PASSWORD {}"
            ).format(
                sql.SQL("ALTER" if exists else "CREATE"),
                sql.Identifier(role),
                sql.SQL(may),
                sql.Literal(verifier),
            )
        )

    def _dsn(self, role: str, dbname: str) -> str:
        return embedded_dsn(self.data_dir, role, dbname)

    def owner_dsn(self, dbname: str) -> str:
        """libpq words to connect as the role that owns and migrates."""
        return self._dsn(OWNER, dbname)

    def app_dsn(self, dbname: str) -> str:
        """libpq words to connect as the application: owns nothing, no way past row-level security."""
        return self._dsn(APP, dbname)

    def admin_dsn(self, dbname: str = "postgres") -> str:
        """libpq words of the superuser: base backups and tests of walls, nothing else."""
        return self._dsn("postgres", dbname)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database of the owner role, or a copy of a template (nobody may be connected to that)."""
        create_database(self.owner_dsn("postgres"), name, app_role=APP, template=template)

    def drop_database(self, name: str) -> None:
        """Drop it if it exists, ending its connections."""
        with psycopg.connect(self.owner_dsn("postgres"), autocommit=True) as owner:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def has_database(self, name: str) -> bool:
        """Whether there is a database of that name."""
        with psycopg.connect(self.owner_dsn("postgres")) as owner:
            found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        return found is not None

    def is_running(self) -> bool:
        """Whether our child lives; reaps it when it has ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        assert self._process is not None, "not started"
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL postmaster and all its children, and reap: a crash, for tests. `restart` brings it back."""
        if self._process is not None:
            server.kill(self._process, self.layout)

    def restart(self) -> None:
        """Stop if it runs, start again; also after `kill` or when it died by itself."""
        if self._process is not None:
            server.stop(self._process, self.layout)
        self._start_process()

    def stop(self) -> None:
        """Fast shutdown, reap, give the data folder free. Harmless when stopped already."""
        if self._process is not None:
            server.stop(self._process, self.layout)
            self._process = None
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def embedded_dsn(data_dir: Path, role: str, dbname: str) -> str:
    """libpq words for a role of the embedded server; its password is made now when there is none yet."""
    return make_conninfo(
        "",
        host=str(folders.Layout(data_dir.resolve()).socket_dir),
        port=5432,
        dbname=dbname,
        user=role,
        password=passwords.embedded(data_dir.resolve())[role],
    )


def create_database(dsn: str, name: str, *, app_role: str, template: str | None = None) -> None:
    """Make a database which only its owner and the application's role may connect to."""
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template1")
            )
        )
        database, app = sql.Identifier(name), sql.Identifier(app_role)
        owner.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))


def open_cluster(data_dir: Path, *, purpose: str = "", forbid_namespace: bool = False) -> Cluster:
    """Make the cluster when there is none, start it as our child, return when it answers.

    Raises ClusterBusy when another process supervises this folder (see `session.database` for sharing).
    """
    cluster = Cluster(data_dir, purpose=purpose, forbid_namespace=forbid_namespace)
    cluster.start()
    return cluster
