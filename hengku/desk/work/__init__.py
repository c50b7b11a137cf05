"""Kinds of long work (desk/tasks.py), each in the file of what it is about."""

from __future__ import annotations

from typing import Final

from hengku.desk.work.costing import COSTING
from hengku.desk.work.counts import COUNTS
from hengku.desk.work.months import MONTHS
from hengku.desk.work.orders import Kind
from hengku.desk.work.reports import REPORTS
from hengku.desk.work.undo import UNDO

#: By the name of the kind, which is in the table of batches and in the words of the client.
WORKS: Final[dict[str, Kind]] = {**MONTHS, **COUNTS, **COSTING, **UNDO, **REPORTS}
