"""How much work something was: seconds of a processor, which a busy machine does not make longer."""

from __future__ import annotations

import os
from pathlib import Path


def worked(pid: int) -> float:
    """The seconds this process has had of a processor so far; with it those of the children it has waited for."""
    told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(int(one) for one in told[11:15]) / os.sysconf("SC_CLK_TCK")
