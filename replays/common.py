"""What every replay shares: a company to play in, posting once, refused rows, stopping after the day."""

from __future__ import annotations

import csv
import signal
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType

from hengku.documents.paper import Paper
from hengku.identity.actor import Actor

#: Nanoseconds in a second: times are measured in whole ones.
SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of a file that is not posted: where it stands, why (``reason`` for programs), what stood there.

    ``row`` counts from 1 with the heading, as Excel shows it; 0 means the file itself.
    """

    file: str
    row: int
    reason: str
    text: str
    raw: str


class RowRefused(Exception):
    """This row cannot be right. Caught where rows are read; never leaves a replay."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason, self.text = reason, text


def csv_rows(folder: Path, pattern: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """File name, row number as Excel shows it, and row without spaces around, of every file of this pattern."""
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                yield path.name, number, {key: (text or "").strip() for key, text in row.items()}


def refusal_of(file: str, number: int, wrong: Exception, raw: Iterable[object]) -> Refusal:
    """A row that could not be read, by what reading it raised."""
    reason = wrong.reason if isinstance(wrong, RowRefused) else "BAD_VALUE"
    return Refusal(file, number, reason, str(wrong), ",".join("" if one is None else str(one) for one in raw))


@dataclass(slots=True)
class Stage:
    """The company a replay plays in, and what it has posted there so far.

    ``done`` are the keys of every posting that is in the books, whoever made it: the only memory of a replay.
    """

    actor: Actor
    done: set[str] = field(default_factory=set)
    documents_added: int = 0
    lines_added: int = 0
    posting_ns: int = 0

    def post_once(self, key: str, papers: list[Paper]) -> None:
        """Post these documents in one transaction, unless the books already have them."""
        from hengku.kit.clock import now
        from hengku.posting.actions import post

        if not papers or key in self.done:
            return
        began = time.perf_counter_ns()
        post(actor=self.actor, documents=papers, key=key, now=now())
        self.posting_ns += time.perf_counter_ns() - began
        self.done.add(key)
        self.documents_added += len(papers)
        self.lines_added += sum(len(paper.lines) for paper in papers)


def open_stage(*, code: str, name: str, started_on: date, until: date) -> Stage:
    """The company of this code, opened when it is new, with months up to ``until``. Needs Django set up.

    Its owner is the first user of the installation, who is made (and told on standard error) when there is
    none. Retail books of a general taxpayer under 小企业会计准则. Safe to repeat after a kill: each step is one
    transaction.
    """
    from django.db import transaction

    from hengku.cli.first_run import first_run
    from hengku.company.actions import ensure_periods
    from hengku.company.models import Company
    from hengku.identity.auth import actor_for
    from hengku.identity.models import User
    from hengku.opening.actions_company import open_company
    from hengku.posting.models import Key

    company = Company.objects.filter(code=code).first()
    if company is None:
        told = first_run()
        if told:
            say(told)
        company = open_company(
            code=code,
            name=name,
            standard="small",
            taxpayer="general",
            started_on=started_on,
            owner=User.objects.filter(is_active=True).order_by("pk")[0],
        )
    with transaction.atomic(durable=True):
        ensure_periods(company_id=company.pk, until=until)
    user_id = _member_of(company.pk)
    actor = actor_for(user_id=user_id, company_id=company.pk, device="replay")
    return Stage(actor, set(Key.objects.visible_to(actor).values_list("key", flat=True)))


def _member_of(company_id: int) -> int:
    """Its owner: who opened it."""
    from hengku.identity.models import Membership

    members = Membership.objects.of_company(company_id).filter(role__code="owner", user__is_active=True)
    return int(members.order_by("user_id").values_list("user_id", flat=True)[0])


def missing_codes(wanted: Collection[str], there: Collection[str]) -> list[str]:
    """Codes that are not there yet, in the order wanted."""
    known = set(there)
    return [code for code in wanted if code not in known]


def say(text: str) -> None:
    """Tell the person at the terminal; never mixes with the answer on standard output."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@dataclass(slots=True)
class Stopping:
    """Whether somebody asked to stop."""

    is_asked: bool = False


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Ctrl C asks once and interrupts the second time."""
    state = Stopping()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if state.is_asked:
            raise KeyboardInterrupt
        state.is_asked = True
        say("收到 Ctrl C:完成当天后停止;再按一次立即中断(已过账的不会丢)。")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield state
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(slots=True)
class Progress:
    """A line on standard error about once a second."""

    total: int
    began_ns: int = field(default_factory=time.perf_counter_ns)
    said_ns: int = 0

    def step(self, at: int, on: date, stage: Stage) -> None:
        """After day number ``at`` of ``total``."""
        now = time.perf_counter_ns()
        if now - self.said_ns < SECOND and at < self.total:
            return
        self.said_ns = now
        rate = stage.lines_added * SECOND // max(1, now - self.began_ns)
        say(
            f"{on} 第 {at}/{self.total} 天,新增单据 {stage.documents_added} 行 {stage.lines_added},每秒 {rate} 行"
        )

    @property
    def elapsed_ns(self) -> int:
        """Since the beginning."""
        return time.perf_counter_ns() - self.began_ns
