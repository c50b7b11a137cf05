"""What the answers look like, for OpenAPI. The routes write them ready-made; tests/api checks that they agree."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field


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
    started_on: str


class SessionAnswer(Answer):
    """The session; ``user`` null when nobody is signed in."""

    user: UserAnswer | None
    company: CompanyAnswer | None
    companies: list[CompanyAnswer]
    permissions: list[str]
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


class FieldAnswer(Answer):
    """A field of header or line."""

    key: str
    label: str
    label_en: str
    kind: str
    required: bool
    choices: list[ChoiceAnswer]
    default: str | None
    help: str
    shows_cost: bool


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
    goods: str
    is_order: bool
    is_red: bool
    can_reverse: bool
    price_mode: str
    header: list[FieldAnswer]
    lines: list[FieldAnswer]
    sources: list[str]
    targets: list[str]
    may: MayAnswer


class TotalsAnswer(Answer):
    """Sums in yuan; null where the actor may not see them."""

    amount_net: str | None
    amount_tax: str | None
    amount_incl: str | None


class DocumentRow(TotalsAnswer):
    """A document in a list."""

    id: str
    type_code: str
    number: str
    state: str
    business_on: str
    due_on: str | None
    party: Named | None
    warehouse: Named | None
    is_red: bool
    remark: str
    created_by_name: str
    created_at: str
    posted_at: str | None
    revision: int


class DocumentListAnswer(Answer):
    """A page of documents; ``total`` and ``sums`` are of all pages."""

    rows: list[DocumentRow]
    total: int
    sums: TotalsAnswer


class Mention(Answer):
    """A document by name."""

    id: str
    number: str
    type_code: str
    state: str | None = None
    business_on: str | None = None


class ChainAnswer(Answer):
    """Where a document came from and what came of it, nearest first."""

    upstream: list[Mention]
    downstream: list[Mention]


class MoveAnswer(Answer):
    """Goods that went from one place to another; quantity in the base unit, above zero."""

    product: Named
    unit: str
    from_: str = Field(alias="from")
    to: str
    quantity: str


class ValueAnswer(Answer):
    """What goods were worth, above zero into stock; ``cause`` is the document that wrote it."""

    product: Named
    kind: str
    kind_label: str
    quantity: str
    amount: str
    business_on: str
    cause: Mention


class ApplicationAnswer(Answer):
    """核销: what was taken off an item, and the document on the other side."""

    document: Mention
    amount: str
    business_on: str


class ItemAnswer(Answer):
    """An open item 往来项."""

    id: str
    kind: str
    kind_label: str
    name: str = ""
    party: Named
    document: Mention
    amount: str
    residual: str
    due_on: str
    applications: list[ApplicationAnswer] = Field(default_factory=list)


class EntryLineAnswer(Answer):
    """分录行."""

    account_id: str | None = None
    account_code: str
    account_name: str
    debit: str
    credit: str
    party: str | None = None
    memo: str = ""


class EntryAnswer(Answer):
    """分录. ``hidden_line_count`` lines are not shown because they tell cost."""

    id: str
    purpose: str
    business_on: str
    summary: str
    voucher: str | None
    hidden_line_count: int
    lines: list[EntryLineAnswer]


class EffectsAnswer(Answer):
    """What a document did to the books."""

    moves: list[MoveAnswer]
    values: list[ValueAnswer]
    items: list[ItemAnswer]
    entries: list[EntryAnswer]


class EventAnswer(Answer):
    """Who did what, when, on which device."""

    at: str
    user_name: str
    action: str
    device: str


class DocumentDetailAnswer(Answer):
    """One document in full. Header and line carry the fields of the type beside the common ones."""

    document: dict[str, Any]
    lines: list[dict[str, Any]]
    chain: ChainAnswer
    effects: EffectsAnswer
    history: list[EventAnswer]


class SavedAnswer(Answer):
    """A draft as it was saved, with what must still be put right before it can be posted."""

    id: str
    number: str
    state: str
    revision: int
    problems: list[ProblemAnswer]


class DoneAnswer(Answer):
    """It was done."""

    id: str


class PostedDocumentAnswer(Answer):
    """A document as it was posted."""

    id: str
    number: str
    state: str
    type_code: str


class PostedAnswer(Answer):
    """What was posted; ``repeated`` when the same key was answered before."""

    documents: list[PostedDocumentAnswer]
    repeated: bool


class PreviewAnswer(Answer):
    """What posting would do; nothing is written."""

    sentences: list[str]
    stock: list[dict[str, Any]]
    items: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    totals: TotalsAnswer
    lines: list[dict[str, Any]]


class HitAnswer(Answer):
    """A hit of the search box."""

    kind: str
    id: str
    label: str
    detail: str
    type_code: str | None = None


class SearchAnswer(Answer):
    """Hits, the best first."""

    hits: list[HitAnswer]


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


class ReportColumnAnswer(StateAnswer):
    """A column of a report."""

    key: str
    kind: str


class ReportAnswer(Answer):
    """A report: rows by column key, each with a ``link`` to where its figure comes from."""

    name: str
    label: str
    label_en: str
    parameters: dict[str, str | None]
    columns: list[ReportColumnAnswer]
    rows: list[dict[str, Any]]
    totals: dict[str, str | None]
    row_count: int
    notes: list[str]


class StockAnswer(Answer):
    """现存量: a page of product × warehouse."""

    rows: list[dict[str, Any]]
    total: int
    sums: dict[str, str | None]


class RecordListAnswer(Answer):
    """A page of master data."""

    rows: list[dict[str, Any]]
    total: int
