"""The folders and the configuration of one cluster: initdb, hengku.conf, pg_hba.conf, the socket's folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hengku.kit.postgres.identity import RunAs
from hengku.kit.postgres.problems import DidNotStart, PostgresProblem

SOCKET_PATH_MAX = 103  # bytes; sun_path is 104 on macOS and 108 on Linux
SOCKET_NAME = ".s.PGSQL.5432"

# The collation is PostgreSQL's own, the same on every machine. The character type must be a UTF-8 one all
# the same: with plain "C" the trigrams of Chinese text are empty and every search by name reads all rows.
CTYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")

CONF = """\
# Written at every start. Your own settings: postgres.local.conf in the data folder, read after this file.
max_connections = 120
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
wal_compression = pglz
summarize_wal = on
shared_preload_libraries = 'pg_stat_statements'
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
datestyle = 'iso, ymd'
client_encoding = utf8
password_encryption = 'scram-sha-256'
logging_collector = on
log_filename = 'postgres-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] %q%u@%d %a '
log_min_duration_statement = 2s
log_lock_waits = on
deadlock_timeout = 500ms
"""

HBA = """\
# Only the socket, only with a password.
local all all scram-sha-256
local replication postgres scram-sha-256
"""


@dataclass(frozen=True)
class Layout:
    """Where the parts of a cluster are; all under one data folder but, for a long path, the socket."""

    data_dir: Path

    @property
    def pgdata(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def log_dir(self) -> Path:
        return self.data_dir / "logs"

    @property
    def start_log(self) -> Path:
        """What postgres says before its log collector runs."""
        return self.log_dir / "postgres-start.log"

    @property
    def socket_dir(self) -> Path:
        """`run/` in the data folder; where that path is too long, a temp folder named by its hash."""
        near = self.data_dir / "run"
        if len(os.fsencode(near / SOCKET_NAME)) <= SOCKET_PATH_MAX:
            return near
        name = "hengku-" + hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        far = Path(tempfile.gettempdir()) / name
        is_short = len(os.fsencode(far / SOCKET_NAME)) <= SOCKET_PATH_MAX
        return far if is_short else Path("/tmp") / name  # noqa: S108


def clean_environment() -> dict[str, str]:
    """Ours without PG* and LC_*: nothing of the caller's may steer the server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def prepare_folders(layout: Layout, run_as: RunAs) -> None:
    """Make the folders the server writes to; refuse a socket folder that somebody else put there."""
    layout.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    run_as.give(layout.socket_dir)
    run_as.give(layout.log_dir)
    found = layout.socket_dir.lstat()
    ours = found.st_uid in {os.geteuid(), run_as.uid}
    if not stat.S_ISDIR(found.st_mode) or not ours or found.st_mode & 0o077:
        raise PostgresProblem(f"{layout.socket_dir} 不是只属于本用户的目录,请检查并删除它后重试")


def initialise(layout: Layout, run_as: RunAs, *, admin_password: str) -> None:
    """Make PGDATA when there is none. It appears complete or not at all: a crash leaves no half cluster."""
    if (layout.pgdata / "PG_VERSION").exists():
        _check_major(layout, run_as)
        return
    new = layout.pgdata.with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    run_as.give(new)
    password_file = layout.socket_dir / "admin.password"
    password_file.write_text(admin_password, "utf-8")
    run_as.give(layout.socket_dir)
    try:
        _initdb_in_any(CTYPES, new, run_as, password_file)
    finally:
        password_file.unlink()
    (new / "pg_hba.conf").write_text(HBA, "utf-8")
    new.rename(layout.pgdata)


def _initdb_in_any(ctypes: tuple[str, ...], new: Path, run_as: RunAs, password_file: Path) -> None:
    """Use the first character type this system knows."""
    said = [""]
    for ctype in ctypes:
        said.append(_initdb(new, run_as, password_file, ctype))
        if not said[-1]:
            return
    raise DidNotStart("建立数据库失败", said[1])


def _initdb(pgdata: Path, run_as: RunAs, password_file: Path, ctype: str) -> str:
    """Run initdb; the empty text when it worked, else what it said."""
    done = subprocess.run(
        run_as.command(
            "initdb", "-D", str(pgdata), "-U", "postgres", f"--pwfile={password_file}",
            "--auth=scram-sha-256", "-E", "UTF8", "--data-checksums",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--lc-collate=C", f"--lc-ctype={ctype}", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C",
            "--lc-time=C", "--text-search-config=simple",
        ),
        capture_output=True, text=True, check=False, env=clean_environment(), **run_as.popen,
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stderr + done.stdout


def _check_major(layout: Layout, run_as: RunAs) -> None:
    """A cluster is only opened by its own major version."""
    have = (layout.pgdata / "PG_VERSION").read_text("utf-8").strip()
    version = subprocess.run(
        [str(run_as.bin_dir / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    if version.split(".")[0] != have:
        raise PostgresProblem(
            f"数据目录是 PostgreSQL {have} 建的,而安装的程序是 {version};"
            "请先用原来的版本备份(hengku backup),再在新版本里恢复"
        )


def write_configuration(layout: Layout, run_as: RunAs) -> None:
    """Write our settings anew at each start; the user's own file is read after them and wins."""
    (layout.pgdata / "hengku.conf").write_text(CONF, "utf-8")
    main = layout.pgdata / "postgresql.conf"
    include = (
        "# 衡库: settings are in hengku.conf (ours) and postgres.local.conf in the data folder (yours).\n"
        "include = 'hengku.conf'\n"
        "include_if_exists = '../postgres.local.conf'\n"
    )
    if main.read_text("utf-8") != include:
        main.write_text(include, "utf-8")
    run_as.give_file(layout.pgdata / "hengku.conf")


def reset_admin_password(layout: Layout, run_as: RunAs, password: str) -> None:
    """Give the superuser this password without a server: for a PGDATA whose secrets.json was lost."""
    arguments = ("--single", "-j", "-D", str(layout.pgdata), "-c", "logging_collector=off", "postgres")
    done = subprocess.run(
        run_as.command("postgres", *arguments),
        input=f"ALTER ROLE postgres PASSWORD '{password}';\n\n", capture_output=True, text=True,
        check=False, env=clean_environment(), **run_as.popen,
    )  # fmt: skip
    if done.returncode != 0:
        raise DidNotStart("secrets.json 遗失,重设口令失败", done.stderr + done.stdout)
