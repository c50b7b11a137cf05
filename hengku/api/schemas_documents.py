"""What the answers about documents look like, for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from hengku.api.schemas import Answer, Named, ProblemAnswer
from hengku.api.schemas_beside import (
    AttachmentAnswer,
    BalanceAnswer,
    ChangeAnswer,
    CommentAnswer,
    PictureAnswer,
    TargetAnswer,
)


class TotalsAnswer(Answer):
    """Sums in yuan; null where the actor may not see them."""

    amount_net: str | None
    amount_tax: str | None
    amount_incl: str | None


class DocumentRow(TotalsAnswer):
    """A document in a list. Of an order to make goods ``made`` is the product, and ``progress`` how much of how much
    is there; "" for others.
    """

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
    handler: Named | None
    fund_account: Named | None
    is_red: bool
    source_number: str
    remark: str
    created_by_name: str
    created_at: str
    posted_by_name: str
    posted_at: str | None
    revision: int
    version: int
    made: str
    progress: str


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


class EventAnswer(Answer):
    """Who did what, when, on which device. ``data`` holds texts that depend on the action: name, reason, number."""

    at: str
    user_name: str
    action: str
    device: str
    data: dict[str, str]
    changes: list[ChangeAnswer]
    changes_more: int


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


class HeldLotAnswer(Answer):
    """Goods that a line of a document holds; ``lot_no`` empty is of any lot. ``bins`` where sound goods of it lie."""

    line_no: int
    code: str
    name: str
    unit: str
    quantity: str
    lot_no: str
    expires_on: str | None
    warehouse: str
    bins: str


class OtherLotAnswer(Answer):
    """A line of a pick or issue that took another lot than the one held, and why (a word of the dictionary)."""

    document_id: str
    number: str
    type_code: str
    business_on: str
    posted_at: str
    posted_by_name: str
    code: str
    name: str
    unit: str
    quantity: str
    lot_no: str
    reason: str


class DocumentHoldsAnswer(Answer):
    """What a document holds now, and what moved it to other lots."""

    held: list[HeldLotAnswer]
    moved: list[OtherLotAnswer]


class DoneAnswer(Answer):
    """It was done."""

    id: str


class PrepaymentAnswer(Answer):
    """A payment in advance for an order."""

    id: str
    number: str
    business_on: str
    amount: str


class PrepaidAnswer(Answer):
    """What was paid in advance for an order, and what its terms let be paid still, in yuan."""

    paid: str
    left: str
    payments: list[PrepaymentAnswer]


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
    """What posting would do; nothing is written. ``refolded``: how many later events of the same goods are costed
    again with it, the document being dated before them; with very many posting takes its time.
    """

    sentences: list[str]
    refolded: int
    stock: list[dict[str, Any]]
    items: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    totals: TotalsAnswer
    lines: list[dict[str, Any]]
