"""What long work is told: who wants what done, under which key, and whom it tells how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from hengku.desk.models import Batch
from hengku.identity.actor import Actor
from hengku.kit.course import Course
from hengku.kit.errors import Invalid

Row = dict[str, Any]

MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
ABOUT_MAX: Final = 200


@dataclass(eq=False)
class TaskMonthInvalid(Invalid):
    """A task about a month that is none."""

    given: str
    text = "月份“{given}”不正确,应如 2026-01。"


@dataclass(frozen=True, slots=True)
class Order:
    """What a task is to do: ``month`` as 2026-01, ``part`` of it to close, ``run`` of estimates, ``subject`` the id of
    a count or an import or the name of a report, with ``detail`` as its kind asks; empty where not meant.

    ``about`` says it to people: the number of the count, the name of the file. The task fills it in.
    """

    kind: str
    month: str = ""
    part: str = ""
    run: str = ""
    subject: str = ""
    detail: Row = field(default_factory=dict)
    about: str = ""

    @property
    def first(self) -> date:
        """The first day of the month; ``TaskMonthInvalid``."""
        found = MONTH.fullmatch(self.month)
        if found is None:
            raise TaskMonthInvalid(given=self.month[:20]).at(field="month")
        return date(int(found[1]), int(found[2]), 1)

    @property
    def subject_id(self) -> int:
        """The subject as an id; 0, which nothing has, when it is none."""
        return int(self.subject) if self.subject.isdecimal() and len(self.subject) < 19 else 0

    def named(self, about: str) -> Order:
        """With what people call it."""
        return replace(self, about=about[:ABOUT_MAX])


@dataclass(frozen=True, slots=True)
class Job:
    """A task at work: who wants what, the key it is done under, and whom it tells how far it is."""

    actor: Actor
    order: Order
    batch: Batch
    now: datetime
    course: Course

    @property
    def key(self) -> str:
        """What the task does in the books is kept under it: begun again, it finds what was done."""
        return f"task-{self.batch.pk}"


def as_it_is(_actor: Actor, order: Order) -> Order:
    """Nothing can be told before the work."""
    return order


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task: what it does, the rights it needs (asked when it is started and again when it is begun), what
    can be refused at once, and the page that shows what came of it. ``forgets``: its detail is thousands of rows, which
    nobody asks for when it has ended.
    """

    does: Callable[[Job], Row]
    permissions: tuple[str, ...] = ()
    prepare: Callable[[Actor, Order], Order] = as_it_is
    page: Callable[[Order], str] = lambda _order: ""
    forgets: bool = False
