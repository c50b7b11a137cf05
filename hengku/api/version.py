"""Which version of the program answers."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("hengku")
except PackageNotFoundError:  # run from a folder that was never installed
    VERSION = "0"
