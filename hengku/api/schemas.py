"""What the answers look like, for OpenAPI. The routes write them ready-made; tests/api checks that they agree."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import ConfigDict


class Answer(Schema):
    """Numbers, ids and dates are text."""

    model_config = ConfigDict(extra="forbid")


class WhereAnswer(Answer):
    """Which document of the call (from 0), which line (from 1), which field."""

    document: int | None = None
    line_no: int | None = None
    field: str | None = None


class ProblemAnswer(Answer):
    """Every refusal. ``code`` is stable; several at once have code PROBLEMS and stand in ``data.problems``."""

    code: str
    message: str
    data: dict[str, Any]
    where: WhereAnswer


class UserAnswer(Answer):
    """Who is signed in."""

    id: str
    username: str
    display_name: str
    must_change_password: bool


class CompanyAnswer(Answer):
    """A company 账套 the user has a role in."""

    id: str
    code: str
    name: str
    standard: str
    taxpayer: str
    is_demo: bool
    is_practice: bool
    started_on: str


class SessionAnswer(Answer):
    """The session; ``user`` null when nobody is signed in."""

    user: UserAnswer | None
    company: CompanyAnswer | None
    employee: Named | None
    companies: list[CompanyAnswer]
    permissions: list[str]
    sees_parties: list[str]  # how far customers, and suppliers, are seen: own, department or ""
    hidden_types: list[str]
    hidden_pages: list[str]
    may_open_company: bool
    today: str
    version: str


class Named(Answer):
    """A reference with its name."""

    id: str
    name: str
    code: str | None = None


class StateAnswer(Answer):
    """A state in two languages."""

    label: str
    label_en: str


class ChoiceAnswer(StateAnswer):
    """One value a field may have."""

    code: str


class FieldChoiceAnswer(ChoiceAnswer):
    """The same of a field; one that is stopped stays for documents that name it."""

    is_active: bool


class FieldAnswer(Answer):
    """A field of header or line."""

    key: str
    label: str
    label_en: str
    kind: str
    required: bool
    choices: list[FieldChoiceAnswer]
    default: str | None
    help: str
    help_en: str
    shows_cost: bool
    shown_for: str
    listed: str


class MayAnswer(Answer):
    """What the actor may do with documents of a type."""

    view: bool
    create: bool
    post: bool
    reverse: bool
    close: bool


class TypeAnswer(Answer):
    """A document type, enough to draw its list and entry page."""

    code: str
    label: str
    label_en: str
    prefix: str
    department: str
    states: dict[str, StateAnswer]
    posted_state: str
    party: str
    amounts: str
    hides_money: bool  # prices and amounts are kept from the reader
    goods: str
    is_order: bool
    is_red: bool
    can_reverse: bool
    price_mode: str
    takes_any_lot: bool  # expired, frozen and recalled lots too
    made_by: str  # never made by hand but by this: stock_count, intercompany
    proofs: list[int] | None  # least and most attachments it is posted with
    header: list[FieldAnswer]
    lines: list[FieldAnswer]
    sources: list[str]
    targets: list[str]
    may: MayAnswer


class HitAnswer(Answer):
    """A hit of the search box."""

    kind: str
    id: str
    label: str
    detail: str
    type_code: str | None = None
    is_exact: bool = False


class SearchAnswer(Answer):
    """Hits, the best first."""

    hits: list[HitAnswer]


class SearchKeysAnswer(Answer):
    """What a Chinese name can be typed by: lower case letters and digits."""

    initials: str
    pinyin: str


class ReportParameterAnswer(Answer):
    """What a report asks."""

    key: str
    label: str
    label_en: str
    kind: str
    default: str
    required: bool
    choices: list[ChoiceAnswer]


class ReportInfoAnswer(Answer):
    """A report of the menu."""

    name: str
    label: str
    label_en: str
    parameters: list[ReportParameterAnswer]
    groups: list[ChoiceAnswer]
    makes: str


class ReportColumnAnswer(StateAnswer):
    """A column of a report."""

    key: str
    kind: str
    can_sort: bool


class SubtotalAnswer(Answer):
    """Totals of the rows of one group; it stands after row ``after`` (from 0) of the page."""

    after: int
    value: str | None
    totals: dict[str, str | None]
    totals_questions: dict[str, dict[str, str]]
    row_count: int


class ReportAnswer(Answer):
    """A report: rows by column key, each with a ``link`` to where its figures come from and the ``questions`` that
    stand behind single figures. ``names`` are those of chosen records, by parameter. ``is_large``: so many rows that
    a file of all is better written as a background task.
    """

    name: str
    label: str
    label_en: str
    parameters: dict[str, str | None]
    columns: list[ReportColumnAnswer]
    rows: list[dict[str, Any]]
    totals: dict[str, str | None]
    totals_questions: dict[str, dict[str, str]]
    row_count: int
    is_large: bool
    notes: list[StateAnswer]
    names: dict[str, str]
    subtotals: list[SubtotalAnswer]


class StockAnswer(Answer):
    """现存量: a page of product × warehouse."""

    rows: list[dict[str, Any]]
    total: int
    sums: dict[str, str | None]
    sums_questions: dict[str, dict[str, str]]


class RecordListAnswer(Answer):
    """A page of master data."""

    rows: list[dict[str, Any]]
    total: int


class AuditAnswer(Answer):
    """核对: how many invariants were asked, how many rows violate one, and what they are."""

    invariants: int
    violations: int
    findings: list[dict[str, Any]]
