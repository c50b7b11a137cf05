"""What a kind of figure says about itself, what a question is once it is read, and what an answer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
Question = dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One term of what a figure is made of. ``sign``: + − × ÷ or ½ (half of both); ``kind`` answers for it in its
    turn. ``weighed``: the kind that stands in its place, with its own column, for goods that are weighed (B2).
    """

    sign: str
    kind: str
    column: str  # of the report's row
    weighed: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A declaration. The rows of ``flow`` (a file in ``sql/``) within ``span`` sum to ``column`` of ``report``.

    ``span``: as_of (all up to that day), before (all before ``from``), until (all up to ``to``), period (from … to)
    or now (all there is). Without a flow the figure is a ratio and has parts only; without a report its rows are all
    there is to say. ``floor``: one side of a balance, never below zero. ``mirrored``: the page shows it with the other
    sign than the report's column. ``area`` decides what is looked at beside it.
    """

    code: str
    label: str
    label_en: str
    form: str  # quantity, amount, price, rate or count
    keys: tuple[str, ...]
    area: str
    span: str = ""
    flow: str = ""
    bind: Mapping[str, Any] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    report: str = ""
    or_report: str = ""  # shows the same figure to who may not open the first
    column: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)  # parameters of the report that are always these
    parts: tuple[Part, ...] = ()
    needs: tuple[str, ...] = ("reports.view",)
    floor: bool = False
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The total of a column of a report: only the rows which that report shows, asked with these parameters."""

    report: str
    column: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read: its kind, its values by key (None where nothing was said), and names for its ids.

    ``shown`` narrows it to the rows of a report; ``rows`` are the questions of their figures, once they were read.
    """

    kind: Kind
    company_id: int
    values: Row
    question: Question
    names: dict[str, str]
    unit: str
    first: date | None
    last: date | None
    shown: Shown | None = None
    rows: tuple[Question, ...] = ()

    @property
    def column(self) -> str:
        """The column that shows it, of the kind's own report or of the one whose total it is."""
        return self.kind.column or (self.shown.column if self.shown else "")

    @property
    def is_cut(self) -> bool:
        """Whether it asks for less than a figure of a report: one document or line, one moment of a day, some rows."""
        return self.shown is not None or any(
            self.values.get(key) is not None
            for key in ("document", "line", "seq", "upto", "status", "origin", "order_line")
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A part with its figure and the question that explains it."""

    sign: str
    label: str
    label_en: str
    form: str
    figure: Decimal | None
    question: Question


@dataclass(frozen=True, slots=True)
class Month:
    """What the rows of one month come to, and what the figure was at its end."""

    month: str  # 2026-01
    plus: Decimal
    minus: Decimal
    change: Decimal
    balance: Decimal
    documents: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one document did to the figure on one day. ``document`` is None for what no document did."""

    business_on: date
    document: Row | None
    line_nos: tuple[int, ...]
    person: str
    device: str
    posted_at: datetime | None
    party: str
    note: str
    change: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """``figure`` as the page shows it, ``total`` as the rows sum; both are equal, or ``agrees`` is False.

    ``opening`` is the figure at the start of ``since``; ``plus`` and ``minus`` came after, ``minus`` ≤ 0. ``steps`` are
    newest first; ``earlier`` sums the rows before them. ``hidden`` are rows of documents the asker may not see.
    """

    asked: Asked
    figure: Decimal | None
    total: Decimal | None
    agrees: bool
    since: date | None = None
    opening: Decimal = Decimal(0)
    plus: Decimal = Decimal(0)
    minus: Decimal = Decimal(0)
    documents: int = 0
    terms: tuple[Term, ...] = ()
    months: tuple[Month, ...] = ()
    steps: tuple[Step, ...] = ()
    earlier: Decimal = Decimal(0)
    earlier_documents: int = 0
    next: str = ""
    hidden: Decimal = Decimal(0)
    hidden_documents: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is not in the figure yet. ``effect`` is what it would add, None where that cannot be told."""

    why: str  # draft, order_in, order_out, reserved, closed_short, not_invoiced, later
    document: Row
    business_on: date
    party: str
    effect: Decimal | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that looks wrong. ``text`` says what and what to do; ``code`` and ``data`` are for other languages."""

    code: str
    severity: str
    text: str
    documents: tuple[Row, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
