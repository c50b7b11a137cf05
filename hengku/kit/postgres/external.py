"""A PostgreSQL server that somebody else runs, given by DATABASE_URL (the owner's login, database included).

The application's role is made there by us, with a random password kept in our data folder, unless
DATABASE_APP_URL names a login that exists already (for servers where the owner may not create roles).
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hengku.kit.postgres import passwords
from hengku.kit.postgres.cluster import APP, APP_SETTINGS
from hengku.kit.postgres.problems import PostgresProblem

VERSION_MIN = 16


@dataclass(frozen=True)
class ExternalServer:
    """What `Cluster` is for the embedded server, without its process."""

    url: str
    data_dir: Path

    def owner_dsn(self, dbname: str | None = None) -> str:
        """libpq words to connect as the owner, to the URL's database or another one there."""
        return make_conninfo(self.url, **({"dbname": dbname} if dbname else {}))

    def app_dsn(self, dbname: str | None = None) -> str:
        """libpq words to connect as the application."""
        given = os.environ.get("DATABASE_APP_URL")
        if given:
            return make_conninfo(given, **({"dbname": dbname} if dbname else {}))
        return make_conninfo(
            self.owner_dsn(dbname), user=self.app_role, password=self._kept().get("password", "")
        )

    @property
    def app_role(self) -> str:
        """The role's name: of DATABASE_APP_URL, else HENGKU_APP_ROLE, else hengku_app."""
        given = os.environ.get("DATABASE_APP_URL")
        if given:
            return str(conninfo_to_dict(given).get("user") or APP)
        return os.environ.get("HENGKU_APP_ROLE", APP)

    @property
    def dbname(self) -> str:
        """The database the URL names (libpq's own default is the user's name)."""
        words = conninfo_to_dict(self.url)
        return str(words.get("dbname") or words.get("user") or "hengku")

    def prepare(self) -> None:
        """Check the version, make the application's role at first use. Raises PostgresProblem."""
        try:
            with psycopg.connect(self.owner_dsn(), autocommit=True, connect_timeout=10) as owner:
                self._refuse_old(owner)
                if "DATABASE_APP_URL" not in os.environ:
                    self._make_role(owner)
        except psycopg.OperationalError as problem:
            raise PostgresProblem(
                f"连不上 DATABASE_URL 指定的数据库服务器,请检查地址、账号与网络:{problem}"
            ) from problem
        self._refuse_privileged()

    def _refuse_old(self, owner: psycopg.Connection) -> None:
        if owner.info.server_version // 10_000 < VERSION_MIN:
            raise PostgresProblem(
                f"数据库服务器是 PostgreSQL {owner.info.parameter_status('server_version')},"
                f"衡库需要 {VERSION_MIN} 或更新的版本;请升级服务器,或去掉 DATABASE_URL 使用内置数据库"
            )

    def _key(self) -> str:
        words = conninfo_to_dict(self.url)
        return f"{words.get('host', '')}:{words.get('port', 5432)} {self.app_role}"

    def _kept(self) -> dict[str, str]:
        return dict(passwords.read(self.data_dir).get("external", {}).get(self._key(), {}))

    def _make_role(self, owner: psycopg.Connection) -> None:
        """The password is kept first: a crash between leaves one without a role, which the next run makes."""
        exists = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [self.app_role]).fetchone()
        if exists and not self._kept():
            raise PostgresProblem(
                f"服务器上已有角色 {self.app_role},而本数据目录没有它的口令;"
                "请带来原数据目录的 secrets.json,或设 HENGKU_APP_ROLE 换一个名字,"
                "或用 DATABASE_APP_URL 给出它的登录"
            )
        if exists:
            return
        password = self._kept().get("password") or secrets.token_urlsafe(32)
        kept = passwords.read(self.data_dir)
        kept.setdefault("external", {})[self._key()] = {"password": password}
        passwords.write(self.data_dir, kept)
        role = sql.Identifier(self.app_role)
        verifier = owner.pgconn.encrypt_password(password.encode(), self.app_role.encode(), b"scram-sha-256")
        try:
            with owner.transaction():
                owner.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(verifier.decode()))
                )
                for name, value in APP_SETTINGS.items():
                    words = sql.SQL("ALTER ROLE {} SET {} = {}")
                    owner.execute(words.format(role, sql.Identifier(name), sql.Literal(value)))
                owner.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                        sql.Identifier(owner.info.dbname), role
                    )
                )
        except psycopg.errors.InsufficientPrivilege as problem:
            raise PostgresProblem(
                "DATABASE_URL 的用户无权创建角色;请给它 CREATEROLE,"
                "或由管理员建好应用角色后用 DATABASE_APP_URL 给出它的登录"
            ) from problem

    def _refuse_privileged(self) -> None:
        """The walls of the books stand on this role being nobody special."""
        with psycopg.connect(self.app_dsn(), connect_timeout=10) as app:
            found = app.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            same = psycopg.conninfo.conninfo_to_dict(self.owner_dsn()).get("user") == app.info.user
        if same or (found and found[0]):
            raise PostgresProblem(
                "应用角色不能是超级用户、不能绕过行级安全,也不能就是 DATABASE_URL 的用户,否则账簿没有保护"
            )
