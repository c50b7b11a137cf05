"""Looking at processes of the system: who still runs on a PGDATA, is this pid alive, a zombie, or gone.

A postmaster works with PGDATA as its current directory, and so do its children: that, and not a pid written
in a file, tells whether a cluster is in use. A pid may have been given to somebody else since.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path


def _state(pid: int) -> str:
    """One letter as in ps: Z is a zombie; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _working_in_by_lsof(folder: Path) -> list[int]:
    """For systems without /proc (macOS)."""
    found = subprocess.run(
        ["lsof", "-a", "-c", "postgres", "-d", "cwd", "-Fpn"], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    pids, pid = [], 0
    for line in found:
        if line.startswith("p"):
            pid = int(line[1:])
        elif line.startswith("n") and Path(line[1:]) == folder:
            pids.append(pid)
    return pids


def working_in(folder: Path) -> list[int]:
    """Pids of live processes whose current directory is this folder, oldest pid first."""
    folder = folder.resolve()
    if not Path("/proc/self/cwd").exists():
        return _working_in_by_lsof(folder)
    pids = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            at = (entry / "cwd").readlink()
            name = (entry / "comm").read_text("utf-8", "replace").strip()
        except OSError:  # ended meanwhile, or another user's: not one of ours
            continue
        if at == folder and name == "postgres" and _state(int(entry.name)) != "Z":
            pids.append(int(entry.name))
    return sorted(pids)


def signal_all(pids: list[int], number: signal.Signals) -> None:
    """Send a signal to each that still exists."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until_left(folder: Path, *, seconds: float) -> bool:
    """Wait until no postgres works in the folder; False when some still do after that time."""
    until = time.monotonic() + seconds
    while working_in(folder):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
