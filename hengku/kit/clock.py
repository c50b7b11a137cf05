"""The clock, read in one place, for the moment at which something was written down.

Business dates are never read from it: they are passed in, so that a rule says the same whenever it is asked.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with its time zone."""
    return timezone.now()


def day_of(moment: datetime) -> date:
    """The day it is at that moment where the books are kept; early in the morning it is still yesterday elsewhere."""
    return timezone.localtime(moment).date()
