"""`hengku status`: does it run, where, and where is the data."""

from __future__ import annotations

import argparse

from hengku.cli.output import show

NAME = "status"
HELP = "看衡库是否在运行、网址与数据目录"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: argparse.Namespace) -> int:
    """0 when it runs, 1 when not."""
    from hengku.kit.postgres import connect
    from hengku.kit.postgres.lock import SupervisorLock
    from hengku.kit.postgres.problems import ClusterBusy

    data_dir = connect.data_dir()
    lock = SupervisorLock(data_dir)
    holder: dict[str, object] = {}
    try:
        if data_dir.exists():
            lock.take(purpose=NAME)
            lock.release()
    except ClusterBusy as busy:
        holder = busy.holder
    running = holder.get("purpose") == "up"
    lines = [
        f"正在运行:{holder.get('url', '(正在启动)')}(进程号 {holder.get('pid')})"
        if running
        else "没有运行。",
        f"数据目录:{data_dir}",
    ]
    show(options, {"running": running, "data": str(data_dir), **(holder if running else {})}, lines)
    return 0 if running else 1
