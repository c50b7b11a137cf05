"""What the fold decides to write, one small record per row of a book. Ids are given before the fold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.documents.declaration import DocumentType
from hengku.documents.paper import Paper
from hengku.inventory.rules import Key
from hengku.kit.errors import Problem
from hengku.posting.effects import Effects, Facts

ZERO = Decimal(0)
NOT_GIVEN: Iterator[int] = iter(())


@dataclass(slots=True)
class Ids:
    """Ids and sequence numbers given out by the database before the fold, in order."""

    documents: Iterator[int] = NOT_GIVEN
    lines: Iterator[int] = NOT_GIVEN
    moves: Iterator[int] = NOT_GIVEN
    items: Iterator[int] = NOT_GIVEN
    seqs: Iterator[int] = NOT_GIVEN

    def fill(self, given: Iterable[list[int]]) -> None:
        """Take what the database gave: a list for each."""
        self.documents, self.lines, self.moves, self.items, self.seqs = (iter(sorted(ids)) for ids in given)


@dataclass(slots=True)
class MoveRow:
    """A row of inventory_move, from one balance to another."""

    id: int
    seq: int
    source: Key
    target: Key
    quantity: Decimal
    document_id: int
    line_id: int
    on: date
    weight: Decimal = ZERO  # in the second unit (B2)


@dataclass(slots=True)
class ValueRow:
    """A row of costing_value. ``pool`` is the pool's key until its id is put in when written."""

    seq: int
    pool: tuple[int, int, int]
    product_id: int
    move_id: int | None
    document_id: int
    line_id: int
    source_line_id: int | None
    quantity: Decimal
    amount: Decimal
    kind: str
    against: str
    is_red: bool
    on: date


@dataclass(slots=True)
class LayerRow:
    """A row of costing_layermove: into (> 0) or out of (< 0) a layer of a pool that is first in, first out."""

    pool: tuple[int, int, int]
    layer_seq: int
    layer_line_id: int
    layer_on: date
    seq: int
    on: date
    document_id: int
    quantity: Decimal
    amount: Decimal


@dataclass(slots=True)
class StandardRow:
    """A row of costing_standardcost: what one unit costs by standard from ``on`` on."""

    product_id: int
    unit_cost: Decimal
    on: date
    document_id: int
    line_id: int


@dataclass(slots=True)
class DispatchedRow:
    """A row of costing_dispatchedcost: goes from 发出商品 to cost of sales beside what invoices took of an issue line."""

    line_id: int
    document_id: int
    amount: Decimal
    on: date


@dataclass(slots=True)
class ItemRow:
    """A row of settlement_item; ``residual`` is what stays open after this posting."""

    id: int
    kind: str
    party_id: int
    document_id: int
    amount: Decimal
    residual: Decimal
    on: date
    due_on: date


@dataclass(slots=True)
class ApplicationRow:
    """A row of settlement_application: ``amount`` off the positive item and the negative one ``against``."""

    item_id: int
    against_id: int
    amount: Decimal
    document_id: int
    on: date


@dataclass(slots=True)
class BookLine:
    """A line of an entry before it has an account: by role, or by account id where a voucher named it."""

    role: str
    debit: Decimal
    credit: Decimal
    account_id: int = 0
    party_id: int = 0
    category_id: int = 0
    department_id: int = 0
    fund_account_id: int = 0
    is_cost: bool = False
    memo: str = ""


@dataclass(slots=True)
class EntryRow:
    """A row of ledger_entry with its lines; it gets its id when it is written."""

    document_id: int
    purpose: str
    on: date
    summary: str
    lines: list[BookLine]
    is_manual: bool = False


@dataclass(slots=True)
class LinkRow:
    """A row of documents_link; the target line's type says which kind of carrying it is."""

    source_document_id: int
    source_line_id: int
    target_document_id: int
    target_line_id: int
    target_type: str
    quantity: Decimal
    amount: Decimal


@dataclass(slots=True)
class Job:
    """One document on its way through the engine. Jobs are in posting order; ``index`` is the caller's."""

    index: int
    paper: Paper
    kind: DocumentType
    document_id: int = 0
    facts: Facts | None = None
    effects: Effects = field(default_factory=Effects)
    problems: list[Problem] = field(default_factory=list)
    written: dict[int, int] = field(default_factory=dict)  # line → line of the kit it was written as, if any was
    draft_number: str = ""
    number: str = ""
    # decided by the fold
    worth: list[Decimal] = field(default_factory=list)  # value of each of effects.goods, ≥ 0
    cost_lines: list[BookLine] = field(default_factory=list)
    seqs: list[int] = field(
        default_factory=list
    )  # of effects.goods, then effects.revalues, then effects.costs

    @property
    def on(self) -> date:
        """The business date."""
        return self.paper.business_on


@dataclass(slots=True)
class Hold:
    """A reservation after this posting."""

    line_id: int
    document_id: int
    product_id: int
    place_id: int
    quantity: Decimal
    waits: bool = False  # it wanted more than there was (Q8)
    lot_id: int = 0  # 硬预留 of this lot
    id: int = 0  # of the row that says so already; 0 where there may be none


@dataclass(slots=True)
class Outcome:
    """Everything that will be written, for preview and for writing alike."""

    moves: list[MoveRow] = field(default_factory=list)
    values: list[ValueRow] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    standards: list[StandardRow] = field(default_factory=list)
    dispatched: list[DispatchedRow] = field(default_factory=list)
    items: list[ItemRow] = field(default_factory=list)
    applications: list[ApplicationRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    residuals: dict[int, Decimal] = field(default_factory=dict)  # existing items: new residual
    hand_changes: dict[Key, tuple[Decimal, Decimal, date]] = field(default_factory=dict)
    weight_changes: dict[Key, Decimal] = field(default_factory=dict)  # of goods that are weighed (B2)
    pins: dict[Key, Decimal] = field(default_factory=dict)  # by how much what is held of its lot changes
    states: dict[int, str] = field(default_factory=dict)  # existing documents: new state
