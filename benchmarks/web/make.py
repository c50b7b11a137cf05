"""``python -m benchmarks.web.make``: makes the firm that is measured, once; run in a process of its own."""

from __future__ import annotations

import os
import sys

from benchmarks.web import data


def main() -> None:
    """Make it unless it is there."""
    folder = data.folder()
    if data.made(folder) is not None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(HENGKU_DATA=str(folder), HENGKU_DEMO="0", DJANGO_SETTINGS_MODULE="hengku.settings")
    from hengku.cli.ready import ready

    with ready("bench-web"):
        data.make(folder)
    sys.stderr.write(f"made in {folder}\n")


if __name__ == "__main__":
    main()
