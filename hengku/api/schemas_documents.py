"""What the answers about documents look like, for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from hengku.api.schemas import Answer, Named, ProblemAnswer


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
    warehouse_to: Named | None
    department: Named | None
    fund_account: Named | None
    is_red: bool
    source_number: str
    remark: str
    created_by_name: str
    created_at: str
    posted_by_name: str
    posted_at: str | None
    revision: int


class DocumentListAnswer(Answer):
    """A page of documents; ``total`` and ``sums`` are of all pages. ``next`` and ``previous`` are cursors of the
    neighbouring pages, empty where there are none or the order has none.
    """

    rows: list[DocumentRow]
    total: int
    sums: TotalsAnswer
    next: str
    previous: str


class DocumentTotalsAnswer(Answer):
    """Number and sums of a whole list; not exact means at least so many. ``hidden``: what the filters hide when they
    leave nothing.
    """

    total: int
    is_exact: bool
    sums: TotalsAnswer
    hidden: int | None


class FilterFieldAnswer(Answer):
    """A field a list can be filtered by."""

    key: str
    label: str
    label_en: str
    kind: str
    nullable: bool
    choices: list[str]
    operators: list[str]


class PeekLineAnswer(Answer):
    """A line at a glance."""

    line_no: int
    product: dict[str, Any] | None
    unit: dict[str, Any] | None
    quantity: str
    price: str | None
    amount_incl: str | None
    remark: str


class PeekAnswer(TotalsAnswer):
    """A document at a glance."""

    id: str
    type_code: str
    number: str
    state: str
    business_on: str
    is_red: bool
    party: Named | None
    warehouse: Named | None
    warehouse_to: Named | None
    remark: str
    created_by_name: str
    posted_at: str | None
    line_count: int
    lines: list[PeekLineAnswer]
    upstream_count: int
    downstream_count: int


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
    from_warehouse: str | None = None
    to_warehouse: str | None = None
    quantity: str


class BalanceAnswer(Answer):
    """What lay in one place before and after the document, as it was posted; null where too much happened since."""

    product: Named
    unit: str
    place: str
    warehouse: str | None
    change: str
    before: str | None
    after: str | None


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
    voucher_id: str | None = None
    hidden_line_count: int
    lines: list[EntryLineAnswer]


class EffectsAnswer(Answer):
    """What a document did to the books."""

    moves: list[MoveAnswer]
    balances: list[BalanceAnswer]
    values: list[ValueAnswer]
    items: list[ItemAnswer]
    entries: list[EntryAnswer]


class ChangeAnswer(Answer):
    """What somebody changed: a field of the header, or of the line ``line_no``; ``what`` is changed, added, removed.

    Values are as they were shown then; of a line that was added or removed, what it said.
    """

    what: str
    line_no: int | None
    key: str
    old: str
    new: str


class EventAnswer(Answer):
    """Who did what, when, on which device. ``data`` holds texts that depend on the action: name, reason, number."""

    at: str
    user_name: str
    action: str
    device: str
    data: dict[str, str] = Field(default_factory=dict)
    changes: list[ChangeAnswer] = Field(default_factory=list)
    changes_more: int = 0


class AttachmentAnswer(Answer):
    """附件. ``kind`` is jpg, png or pdf, by content; pictures have a size in pixels and a thumbnail."""

    id: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None
    sha256: str
    added_at: str
    added_by_name: str
    is_mine: bool
    device: str
    withdrawn_at: str | None
    withdrawn_by_name: str
    withdrawn_reason: str


class AttachmentListAnswer(Answer):
    """Everything attached, oldest first, what was withdrawn too."""

    attachments: list[AttachmentAnswer]
    may_attach: bool
    bytes_max: int
    files_max: int


class CommentAnswer(Answer):
    """留言."""

    id: str
    text: str
    said_at: str
    said_by_name: str
    is_mine: bool
    device: str


class CommentListAnswer(Answer):
    """What was said, oldest first."""

    comments: list[CommentAnswer]


class NodeAnswer(Answer):
    """A document of the chain; ``amount`` null where it has none or it is not the reader's to see."""

    id: str
    number: str
    type_code: str
    state: str
    business_on: str
    is_red: bool
    is_self: bool
    amount: str | None


class EdgeAnswer(Answer):
    """What joins two documents: ``carried`` (lines, and quantity where the unit is one), ``settled``, ``reversed``."""

    source: str
    target: str
    kind: str
    lines: int
    quantity: str | None
    unit: str
    amount: str | None


class PictureAnswer(Answer):
    """The whole chain, nearest first; ``is_cut`` when there is more than is shown."""

    nodes: list[NodeAnswer]
    edges: list[EdgeAnswer]
    is_cut: bool


class TargetAnswer(Answer):
    """A type that can be made from the document: lines with something left, how much (base unit), or what is owed."""

    type_code: str
    lines: int
    quantity: str | None
    unit: str
    amount: str | None


class DocumentDetailAnswer(Answer):
    """One document in full. Header and line carry the fields of the type beside the common ones."""

    document: dict[str, Any]
    lines: list[dict[str, Any]]
    chain: ChainAnswer
    effects: EffectsAnswer
    history: list[EventAnswer]
    picture: PictureAnswer
    targets: list[TargetAnswer]
    attachments: list[AttachmentAnswer]
    may_attach: bool
    comments: list[CommentAnswer]


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


class ValueChangeAnswer(Answer):
    """What goods will be worth more, or less."""

    product: Named
    kind: str
    kind_label: str
    quantity: str
    amount: str


class ResidualChangeAnswer(Answer):
    """An open item that will be open by another amount."""

    kind: str
    kind_label: str
    party: str
    document: Mention
    before: str
    after: str


class StateChangeAnswer(Answer):
    """A document whose state will be another."""

    document: Mention
    before: str
    after: str


class ReversalPreviewAnswer(PreviewAnswer):
    """What a reversal would do; nothing is written."""

    business_on: str
    values: list[ValueChangeAnswer]
    residuals: list[ResidualChangeAnswer]
    states: list[StateChangeAnswer]


class OrderedLineAnswer(Answer):
    """A line of an order in base units."""

    line_no: int
    product: Named
    unit: str
    ordered: str
    done: str
    left: str


class FreedAnswer(Answer):
    """Reserved goods that become available."""

    product: Named
    unit: str
    place: str
    quantity: str


class ClosingPreviewAnswer(Answer):
    """What closing an order short would do; nothing is written. ``state`` is what the order will be."""

    state: str
    lines: list[OrderedLineAnswer]
    freed: list[FreedAnswer]
