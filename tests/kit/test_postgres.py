"""The embedded server: what it keeps when killed, who may start it, what the roles may do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from hengku.kit.postgres import Cluster, PostgresProblem, external, open_cluster, passwords
from hengku.kit.postgres.external import ExternalServer
from hengku.kit.postgres.identity import namespace_allowed
from hengku.kit.postgres.layout import SOCKET_PATH_MAX, Layout
from hengku.kit.postgres.problems import ClusterBusy
from hengku.kit.postgres.processes import working_in


@pytest.fixture(scope="module")
def spare() -> Iterator[Cluster]:
    """A server of this file's own, to be killed; running again whenever a test gets it."""
    folder = Path(tempfile.mkdtemp(prefix="hk-spare-"))
    with open_cluster(folder) as running:
        running.create_database("shop")
        yield running
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def runs_again(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "spare" in request.fixturenames:
        running: Cluster = request.getfixturevalue("spare")
        if not running.is_running():
            running.restart()


class Writer(threading.Thread):
    """Inserts 0, 1, 2 … one transaction each, and notes what the server acknowledged."""

    def __init__(self, dsn: str, *, synchronous: bool) -> None:
        super().__init__(daemon=True)
        self.dsn, self.synchronous, self.acknowledged = dsn, synchronous, 0

    def run(self) -> None:
        try:
            with psycopg.connect(self.dsn, autocommit=True) as shop:
                shop.execute(f"SET synchronous_commit = {'on' if self.synchronous else 'off'}")
                for number in range(1_000_000):
                    shop.execute("INSERT INTO written VALUES (%s)", [number])
                    self.acknowledged = number + 1
        except psycopg.OperationalError:
            return  # the server was killed, as it should be


def kill_while_writing(spare: Cluster, *, synchronous: bool) -> tuple[int, int]:
    """Kill the server in the middle of inserts; how many were acknowledged, how many are there afterwards."""
    with psycopg.connect(spare.owner_dsn("shop"), autocommit=True) as shop:
        shop.execute("DROP TABLE IF EXISTS written")
        shop.execute("CREATE TABLE written (number integer PRIMARY KEY)")
    writer = Writer(spare.owner_dsn("shop"), synchronous=synchronous)
    writer.start()
    while writer.acknowledged < 200:
        time.sleep(0.001)
    spare.kill()
    writer.join(10)
    spare.restart()
    with psycopg.connect(spare.owner_dsn("shop")) as shop:
        (there,) = shop.execute(
            "SELECT count(*) FROM written WHERE number < %s", [writer.acknowledged]
        ).fetchone()
    return writer.acknowledged, there


class TestKill:
    def test_keeps_every_acknowledged_row(self, spare):
        for _ in range(3):
            acknowledged, there = kill_while_writing(spare, synchronous=True)
            assert there == acknowledged

    def test_loses_rows_when_commit_does_not_wait(self, spare):
        """The negative control: the test above can see a loss."""
        with psycopg.connect(spare.admin_dsn(), autocommit=True) as admin:
            admin.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            admin.execute("SELECT pg_reload_conf()")
        runs = [kill_while_writing(spare, synchronous=False) for _ in range(3)]
        with psycopg.connect(spare.admin_dsn(), autocommit=True) as admin:
            admin.execute("ALTER SYSTEM RESET ALL")
        assert any(there < acknowledged for acknowledged, there in runs)

    def test_leaves_no_process_behind(self, spare):
        spare.kill()
        assert working_in(spare.layout.pgdata) == []


class TestStart:
    def test_ignores_a_pid_file_that_names_somebody_else(self, spare):
        spare.kill()
        pid_file = spare.layout.pgdata / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
        spare.restart()
        assert spare.is_running()

    def test_ignores_a_pid_file_that_names_a_zombie(self, spare):
        spare.kill()
        zombie = subprocess.Popen(["true"])
        while f"{zombie.pid} (true) Z" not in Path(f"/proc/{zombie.pid}/stat").read_text():
            time.sleep(0.01)
        pid_file = spare.layout.pgdata / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(zombie.pid), *lines[1:]]) + "\n")
        spare.restart()
        zombie.wait()
        assert spare.is_running()

    @pytest.mark.parametrize("thread", [False, True], ids=["asked by the kernel to stop", "left running"])
    def test_takes_over_from_a_killed_supervisor(self, tmp_path_short, thread):
        """From another thread than the main one the kernel is not asked to stop it with us: a real orphan."""
        code = (
            "import os, pathlib, signal, sys, threading\n"
            "from hengku.kit.postgres import open_cluster\n"
            "def start():\n"
            "    open_cluster(pathlib.Path(sys.argv[1])).create_database('shop')\n"
            + ("one = threading.Thread(target=start); one.start(); one.join()\n" if thread else "start()\n")
            + "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        killed = subprocess.run([sys.executable, "-c", code, str(tmp_path_short)], check=False)
        assert killed.returncode == -signal.SIGKILL
        if thread:
            assert working_in(Layout(tmp_path_short).pgdata)
        started = time.monotonic()
        with open_cluster(tmp_path_short) as cluster:
            assert cluster.has_database("shop")
        assert time.monotonic() - started < 10

    def test_refuses_a_second_supervisor(self, spare):
        with pytest.raises(ClusterBusy) as busy:
            open_cluster(spare.data_dir)
        assert busy.value.holder["pid"] == os.getpid()

    def test_survives_the_loss_of_its_passwords(self, tmp_path_short):
        with open_cluster(tmp_path_short) as cluster:
            cluster.create_database("shop")
            before = passwords.embedded(tmp_path_short)
        (tmp_path_short / "secrets.json").unlink()
        with open_cluster(tmp_path_short) as cluster:
            assert passwords.embedded(tmp_path_short) != before
            psycopg.connect(cluster.app_dsn("shop")).close()

    def test_finds_a_short_place_for_its_socket(self, tmp_path_short):
        deep = tmp_path_short / ("很长的目录" * 8)
        with open_cluster(deep) as cluster:
            socket = cluster.layout.socket_dir / ".s.PGSQL.5432"
            assert socket.is_socket()
            assert len(os.fsencode(socket)) <= SOCKET_PATH_MAX
            assert deep not in socket.parents
        shutil.rmtree(cluster.layout.socket_dir)

    @pytest.mark.skipif(
        os.geteuid() != 0 or not namespace_allowed(), reason="the two ways to step down from root"
    )
    def test_steps_down_to_nobody_where_namespaces_are_forbidden(self, tmp_path_short):
        with open_cluster(tmp_path_short, forbid_namespace=True) as cluster:
            cluster.create_database("shop")
            assert cluster.layout.pgdata.stat().st_uid == 65534
            assert Path(f"/proc/{cluster.pid}").stat().st_uid == 65534
        with open_cluster(tmp_path_short) as cluster:  # stays with the owner of the files
            assert cluster.has_database("shop")


@pytest.fixture
def tmp_path_short() -> Iterator[Path]:
    """pytest's own temporary folder may be too deep for a socket and closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="hk-"))
    yield folder
    shutil.rmtree(folder)


class TestSettings:
    def test_keep_what_is_committed(self, spare):
        with psycopg.connect(spare.app_dsn("shop")) as shop:
            for name, value in {
                "fsync": "on",
                "synchronous_commit": "on",
                "full_page_writes": "on",
                "data_checksums": "on",
                "listen_addresses": "",
                "summarize_wal": "on",
                "TimeZone": "Asia/Shanghai",
                "server_encoding": "UTF8",
                "statement_timeout": "2min",
            }.items():
                assert (name, *shop.execute("SELECT current_setting(%s)", [name]).fetchone()) == (name, value)

    def test_search_chinese_names(self, spare):
        with psycopg.connect(spare.owner_dsn("shop")) as shop:
            shop.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            assert len(shop.execute("SELECT show_trgm('螺丝')").fetchone()[0]) == 3

    def test_let_a_local_file_have_the_last_word(self, tmp_path_short):
        (tmp_path_short / "postgres.local.conf").write_text("work_mem = 5MB\n")
        with open_cluster(tmp_path_short) as cluster, psycopg.connect(cluster.admin_dsn()) as admin:
            assert admin.execute("SHOW work_mem").fetchone() == ("5MB",)

    def test_ask_everybody_for_a_password(self, spare):
        words = psycopg.conninfo.conninfo_to_dict(spare.app_dsn("shop"))
        for user in passwords.EMBEDDED_ROLES:
            with pytest.raises(psycopg.OperationalError, match=r"no password|password authentication failed"):
                psycopg.connect(**{**words, "user": user, "password": "guess"})
        assert (spare.data_dir / "secrets.json").stat().st_mode & 0o777 == 0o600

    def test_give_the_application_no_place_of_its_own(self, spare):
        with psycopg.connect(spare.app_dsn("shop"), autocommit=True) as shop:
            for words in (
                "CREATE TABLE mine (a integer)",
                "CREATE TEMPORARY TABLE inventory_move (a integer)",
                "CREATE SCHEMA mine",
                "CREATE ROLE mine",
                "CREATE DATABASE mine",
                "SET ROLE hengku_owner",
                "SET session_replication_role = replica",
                "ALTER ROLE hengku_app BYPASSRLS",
            ):
                with pytest.raises(errors.InsufficientPrivilege):
                    shop.execute(words)


class TestExternalServer:
    """The spare server stands for one that somebody else runs."""

    @pytest.fixture
    def url(self, spare, monkeypatch):
        monkeypatch.setenv("HENGKU_APP_ROLE", f"shop_app_{time.monotonic_ns()}")
        return psycopg.conninfo.make_conninfo(spare.admin_dsn("shop"))

    def test_gets_an_application_role(self, url, tmp_path):
        server = ExternalServer(url, tmp_path)
        server.prepare()
        server.prepare()  # a second time changes nothing
        with psycopg.connect(server.app_dsn()) as app:
            assert app.info.user == server.app_role
            with pytest.raises(errors.InsufficientPrivilege):
                app.execute("CREATE TABLE mine (a integer)")

    def test_is_refused_when_too_old(self, url, tmp_path, monkeypatch):
        monkeypatch.setattr(external, "VERSION_MIN", 99)
        with pytest.raises(PostgresProblem, match="99 或更新"):
            ExternalServer(url, tmp_path).prepare()

    def test_does_not_take_over_a_role_of_another_installation(self, url, tmp_path):
        ExternalServer(url, tmp_path / "one").prepare()
        with pytest.raises(PostgresProblem, match="没有它的口令"):
            ExternalServer(url, tmp_path / "two").prepare()

    def test_is_refused_when_the_owner_may_not_make_roles(self, spare, tmp_path, monkeypatch):
        monkeypatch.setenv("HENGKU_APP_ROLE", "shop_app_never")
        with pytest.raises(PostgresProblem, match="CREATEROLE"):
            ExternalServer(spare.owner_dsn("shop"), tmp_path).prepare()

    def test_is_refused_when_application_and_owner_are_one(self, spare, tmp_path, monkeypatch):
        monkeypatch.setenv("DATABASE_APP_URL", spare.owner_dsn("shop"))
        with pytest.raises(PostgresProblem, match="账簿没有保护"):
            ExternalServer(spare.owner_dsn("shop"), tmp_path).prepare()

    def test_that_does_not_answer_is_said(self, tmp_path):
        with pytest.raises(PostgresProblem, match="连不上"):
            ExternalServer(f"host={tmp_path} dbname=shop user=nobody", tmp_path).prepare()
