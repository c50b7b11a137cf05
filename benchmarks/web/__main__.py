"""``python -m benchmarks.web [--json]``: the interface in front of a million documents; fails when an aim is missed.

The firm is made once (minutes) in ``.artifacts/bench-web`` or where ``HENGKU_BENCH_DATA`` says; ``make web`` first.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.web import data

ROOT = Path(__file__).resolve().parents[2]
#: What is told of each figure, its unit, and the most it may be (None: told, not asked).
FIGURES: dict[str, tuple[str, str, int | None]] = {
    "list_ms": ("单据列表首屏(一百万张,空缓存)", "ms", 1000),
    "home_ms": ("首页(一百万张单据、十万商品,什么都能看的人)", "ms", 1000),
    "home_first_ms": ("首页,服务器启动后第一次", "ms", None),
    "list_bytes": ("首屏发送的字节", "B", None),
    "script_kb": ("首屏脚本(gzip)", "KB", 350),
    "echo_ms": ("操作回应", "ms", 100),
    "filter_ms": ("换一个筛选", "ms", None),
    "long_ms": ("打开 500 行的单据", "ms", None),
    "search_ms": ("搜索(十万商品、一百万单据)", "ms", 100),
    "search_p95_ms": ("搜索,20 次里最慢的", "ms", None),
    "export_s": ("导出 10 万行", "s", None),
    "export_rows": ("导出的行数", "行", None),
    "export_mb": ("导出的文件", "MB", None),
}


def main() -> int:
    """Measure, print, and say by the exit code whether the aims are reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--json", action="store_true", help="只输出 JSON")
    options = parser.parse_args()
    if not (ROOT / "web" / "dist" / "index.html").exists():
        sys.stderr.write("没有构建网页:请先运行 make web\n")
        return 2
    from benchmarks.web import measure
    from tests.web.chromium import chromium

    with running() as (url, made), chromium() as browser:
        figures = measure.everything(browser, measure.Place(url, made))
    missed = [name for name, (_, _, most) in FIGURES.items() if most is not None and figures[name] > most]
    if not options.json:
        print(table(figures))
    print(json.dumps({"web": {name: round(value, 1) for name, value in figures.items()}, "missed": missed}))
    return 1 if missed else 0


def table(figures: dict[str, Any]) -> str:
    """The medians for people, with the aims beside them."""
    lines = []
    for name, (words, unit, most) in FIGURES.items():
        reached = "" if most is None else f"目标 ≤ {most:,} {unit}  {'达到' if figures[name] <= most else '未达'}"
        lines.append(f"{figures[name]:>12,.1f} {unit:<3} {words}  {reached}")
    return "\n".join(lines)


@contextmanager
def running() -> Iterator[tuple[str, data.Made]]:
    """The firm, made if need be, behind its own server on a free port."""
    folder = data.folder()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_", "DJANGO_"))}
    environment |= {"HENGKU_BENCH_DATA": str(folder)}
    if data.made(folder) is None:
        sys.stderr.write(f"正在 {folder} 准备一百万张单据(只做一次,几分钟)…\n")
        subprocess.run([sys.executable, "-m", "benchmarks.web.make"], cwd=ROOT, env=environment, check=True)
    made = data.made(folder)
    assert made is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment |= {"HENGKU_DATA": str(folder), "HENGKU_DEMO": "0", "PORT": str(port)}
    up = subprocess.Popen(
        [sys.executable, "-m", "hengku.cli.main", "up"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/api/session", up)
        yield url, made
    finally:
        up.terminate()
        up.wait(120)


def _wait_for(url: str, up: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError as problem:
            if up.poll() is not None:
                raise RuntimeError("hengku up ended: does another one run on this folder?") from problem
            time.sleep(0.3)
    raise RuntimeError("the server did not answer")


if __name__ == "__main__":
    sys.exit(main())
