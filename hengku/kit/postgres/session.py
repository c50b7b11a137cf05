"""`with database():` around whatever needs the database: a command, a script, the web server's supervisor.

The embedded server is started when it does not run and stopped at the end by the one who started it, but not
while another process still uses it. With DATABASE_URL there is nothing to start; the server is only checked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg

from hengku.kit.postgres import connect, lock
from hengku.kit.postgres.cluster import OWNER, Cluster, embedded_dsn, open_cluster
from hengku.kit.postgres.external import ExternalServer
from hengku.kit.postgres.problems import ClusterBusy, PostgresProblem

JOIN_SECONDS_MAX = 120


@contextmanager
def database(*, purpose: str = "") -> Iterator[Cluster | ExternalServer | None]:
    """Have a running server with our database in it.

    Yields the cluster when this process supervises it, the external server when there is one, None when
    another process of ours runs the embedded one.
    """
    server = connect.external()
    if server is not None:
        server.prepare()
        yield server
        return
    with ExitStack() as leaving:
        cluster = _open_or_join(purpose, leaving)
        if cluster is not None:
            ensure_database(cluster)
        yield cluster


def ensure_database(cluster: Cluster) -> None:
    """Make this installation's database when the cluster does not have it yet."""
    if not cluster.has_database(connect.database_name()):
        cluster.create_database(connect.database_name())


def _open_or_join(purpose: str, leaving: ExitStack) -> Cluster | None:
    """Start the server, or wait until the one that another process starts (or stops) has settled.

    What has to be undone at the end is put on `leaving`.
    """
    data_dir = connect.data_dir()
    until = time.monotonic() + JOIN_SECONDS_MAX
    while True:
        try:
            cluster = open_cluster(data_dir, purpose=purpose)
            leaving.callback(_stop_after_users, cluster)
            return cluster
        except ClusterBusy as busy:
            with ExitStack() as joined:
                joined.enter_context(lock.using(data_dir))
                if _answers():
                    leaving.push(joined.pop_all())  # counted as a user until the end, without a gap
                    return None
            if time.monotonic() > until:
                raise PostgresProblem(f"{busy},但数据库迟迟没有应答") from busy
        time.sleep(0.1)


def _stop_after_users(cluster: Cluster) -> None:
    with lock.without_users(cluster.data_dir):
        cluster.stop()


def _answers() -> bool:
    """Whether our database in the embedded server can be used."""
    try:
        dsn = embedded_dsn(connect.data_dir(), OWNER, connect.database_name())
        psycopg.connect(dsn, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
