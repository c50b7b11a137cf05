"""The words in which a document type says what a document does to the books.

Controlled accounts cannot be named freely: stock is booked only through ``Goods`` and ``Revalue``, receivables and
payables only through ``Owed``. So a sub-ledger cannot drift from its control account (I12, I17): the entry line and
the sub-ledger row come from the same word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.company.dictionary import Word
from hengku.company.rules import Policy
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.reference import NamedFact, PartyFact, ProductFact, TaxFact
from hengku.documents.sources import Source
from hengku.identity.actor import Actor
from hengku.inventory.rules import AVAILABLE
from hengku.posting.ledger_openings import Opened

ZERO = Decimal(0)
ZERO_FEN = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Given:
    """The goods come in at this amount, ≥ 0 (C3). ``kind`` is a given ``ValueKind``: opening, actual or estimated."""

    amount: Decimal
    kind: str = "actual"


@dataclass(frozen=True, slots=True)
class AtPoolCost:
    """Out by the costing method (C4), or in at the pool's own unit cost (C7 without source, 盘盈)."""


@dataclass(frozen=True, slots=True)
class AtSourceCost:
    """The share of what the source line cost, by cumulative difference (C6, C7, R5).

    It follows the source when that is recast, unless it is ``agreed`` with somebody at the day's value (采购退货).
    ``part`` (before, upto, whole): the share by what was received of what the goods go into, not by quantity (C18);
    its line keeps it under ``making.SHARE`` for the day it is recast.
    """

    source_line_id: int
    agreed: bool = False
    undoes_line_id: int = 0  # when a return is reversed: the line it had taken back from
    part: tuple[Decimal, Decimal, Decimal] | None = None
    amount: Decimal | None = (
        None  # agreed beforehand, where it is not the plain share (C6: fees stay with the rest)
    )


@dataclass(frozen=True, slots=True)
class FromGoods:
    """Made of the other goods of this document (C17): a share of what all that left cost, and of ``fee``.

    The share is ``weight`` of ``whole``, after the ``before`` of earlier lines, by cumulative difference (C1), so that
    the parts are worth exactly what went in. It follows the goods when they are recast. Book ``against=CONVERTED``.
    """

    weight: Decimal = Decimal(1)
    before: Decimal = ZERO
    whole: Decimal = Decimal(1)
    fee: Decimal = ZERO_FEN


#: The other side of goods that turn into other goods: no account, both ends are stock of one document.
CONVERTED = "conversion"

Cost = Given | AtPoolCost | AtSourceCost | FromGoods


@dataclass(frozen=True, slots=True)
class End:
    """One end of a move: a place role, with the warehouse when the role is ``stock``.

    ``bin`` None is what the line says: its 库位 for goods that come or leave, its 移入库位 where they go from one own
    place to another. "" is the warehouse itself.
    """

    role: str
    warehouse_id: int = 0
    bin: str | None = None


TRANSIT = End("transit")
CONSIGNED = End("consigned")
OUTSOURCED = End("outsourced")
SUPPLIER = End("supplier")
CUSTOMER = End("customer")
LOSS = End("loss")
ADJUSTMENT = End("adjustment")
OPENING = End("opening")
PRODUCTION = End("production")


def stock(warehouse_id: int | None) -> End:
    """The stock place of a warehouse."""
    return End("stock", warehouse_id or 0)


@dataclass(frozen=True, slots=True)
class Goods:
    """``quantity`` (base units, > 0) of a line's product goes from one place to another.

    The value is booked inventory ↔ ``against``; with ``against`` = "" only inventory is booked and an
    ``Owed`` is the other side. ``red`` books a negative of the usual side (G9: a purchase return is a red
    debit of inventory, not a credit). Between two own places of one pool nothing is booked; goods that agents or
    processors hold have pools of their own under 委托代销商品 and 委托加工物资.

    ``status`` is that of the goods here (Q6); ``status_to`` what they become, "" the same. ``lot_id`` None is the
    line's, ``lot_to_id`` None the same. ``owner_id`` is whose goods they are, 0 ours: those of others have no cost and
    no entry; ``owner_to_id`` None the same owner after. At the places of others goods are neither sound nor unsound.
    """

    line: PaperLine
    source: End
    target: End
    quantity: Decimal
    cost: Cost
    against: str
    red: bool = False
    department_id: int = 0
    via: str = ""  # the value passes this account on its way (待处理财产损溢), debit and credit
    vat_out_rate: Decimal = ZERO  # T7: input tax of this share of the cost is transferred out to ``against``
    vat_back_rate: Decimal = ZERO  # … and comes back with goods whose type books it itself; what is recast follows
    status: str = AVAILABLE
    status_to: str = ""
    lot_id: int | None = None
    lot_to_id: int | None = None
    owner_id: int = 0
    owner_to_id: int | None = None
    weight: Decimal = ZERO  # B2: in the second unit, of goods that are weighed; settled by the engine, not by types
    piece: int = 0  # C13: the serial number whose pool they are valued in; settled by the engine, not by types


@dataclass(frozen=True, slots=True)
class Revalue:
    """Only money: ``quantity`` of the goods received by ``receipt_line_id`` cost ``actual`` and not
    ``released`` (C15).

    Books inventory red by ``released`` and blue by ``actual``, or only by their difference with
    ``by_difference``; the other side is an ``Owed``; ``is_booked`` False: the entry lines stand elsewhere.
    ``via``: they are booked on this account role, and only the difference passes on into inventory.
    In an open period the receipt itself is revalued and its pool folds again (C9); when the receipt's period
    is closed, the part still in stock goes to inventory and the rest to cost of sales, on the document's date.
    """

    line: PaperLine
    receipt_line_id: int
    released: Decimal
    actual: Decimal
    quantity: Decimal
    by_difference: bool = False
    is_booked: bool = True
    is_late: bool = False  # takes back what came when the month of the receipt was closed: not from the receipt
    via: str = ""
    undoes_restatement: bool = (
        False  # the difference stands in the receipt's month, apart from the document's entry
    )


@dataclass(frozen=True, slots=True)
class Adjust:
    """C10: ``amount`` more (or less, < 0) for the stock of a line's product, no goods: 借 存货 贷 ``against``.

    What finds no stock goes to cost of sales. With ``against`` = "" an ``Owed`` is the other side. ``kept`` is given by
    a reversal: the part of the amount that lies in stock, the rest is taken back from cost of sales.
    """

    line: PaperLine
    warehouse_id: int
    amount: Decimal
    against: str
    kept: Decimal | None = None
    reverses_line_id: int = 0
    lot_id: int = 0  # C13: of the lot (of a piece below zero); settled by the engine, given by a reversal


@dataclass(frozen=True, slots=True)
class CostMonth:
    """What left of a line's product in the document's month is costed at its end (C12, C14). The month folds again."""

    line: PaperLine


@dataclass(frozen=True, slots=True)
class SetStandard:
    """C14: one base unit of a line's product has this standard cost from the document's date on; stock is revalued
    against 1404.
    """

    line: PaperLine
    unit_cost: Decimal


CostAct = Adjust | CostMonth | SetStandard


@dataclass(frozen=True, slots=True)
class Owed:
    """An open item and its entry line on the control account. ``amount`` > 0 on the kind's natural side.

    ``contra`` books a lessening on the other side instead of red: a payment debits 应付, a red invoice is a red credit.
    ``amount`` None means the value of the document's goods, known after valuation (采购退货); it is then < 0.
    ``settles`` takes this item off others at once: (item id, amount > 0). ``is_booked`` False: the entry
    line stands elsewhere. ``on`` dates the item before the document, where its month is open.
    """

    kind: str
    party_id: int
    amount: Decimal | None
    due_on: date
    contra: bool = False
    settles: tuple[tuple[int, Decimal], ...] = ()
    # documents whose open items of this kind are taken off first: (document id, amount at most, or None for
    # all of it)
    settles_documents: tuple[tuple[int, Decimal | None], ...] = ()
    is_booked: bool = True
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """核销 of two existing items of one kind: ``amount`` > 0 off the positive and the negative one."""

    item_id: int
    against_id: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Book:
    """A free entry line by account role (or by account id, for vouchers). Zero amounts are dropped (R3)."""

    role: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    party_id: int = 0
    category_id: int = 0
    department_id: int = 0
    fund_account_id: int = 0
    account_id: int = 0
    memo: str = ""
    is_cost: bool = False  # belongs to what goods cost, which moves on when they are recast


@dataclass(frozen=True, slots=True)
class Memo:
    """An estimate that moves in the general ledger alone (C15 MONTH_BEGIN): 借 存货 贷 应付暂估, red below zero. It stands in
    an entry of its own, which no sub-ledger is compared with. ``amount`` None: what the goods of ``line`` turn out to
    be worth.
    """

    product_id: int
    party_id: int
    amount: Decimal | None
    line: PaperLine | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Reserve up to ``quantity`` of a line's product in a warehouse (Q8, soft).

    ``takes_over``: what the source line holds goes over to this line, and all of ``quantity`` must be there (hard).
    """

    line: PaperLine
    warehouse_id: int
    quantity: Decimal
    takes_over: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything one document does. The order of ``goods`` is the order of valuation."""

    goods: tuple[Goods, ...] = ()
    revalues: tuple[Revalue, ...] = ()
    costs: tuple[CostAct, ...] = ()
    owed: tuple[Owed, ...] = ()
    matches: tuple[Match, ...] = ()
    book: tuple[Book, ...] = ()
    holds: tuple[Hold, ...] = ()
    releases: tuple[tuple[PaperLine, Decimal], ...] = ()  # what the source line need not hold any more (D-PK)
    carried: tuple[
        tuple[PaperLine, Decimal], ...
    ] = ()  # what a line takes of its source, where it is not its net
    memos: tuple[Memo, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open item named by a payment, receipt or settlement line."""

    id: int
    kind: str
    party_id: int
    amount: Decimal
    residual: Decimal
    due_on: date
    document_id: int


@dataclass(frozen=True, slots=True)
class AccountFact:
    """An account that a line names."""

    id: int
    code: str
    name: str
    is_leaf: bool
    is_active: bool
    control: str
    auxiliaries: list[str] = field(default_factory=list)  # what every line on it must name (R10)


def nothing_allowed(_permission: str) -> bool:
    """What somebody may who is not known."""
    return False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a type's ``effects`` and ``check`` may look at."""

    paper: Paper
    policy: Policy
    lines: list[PaperLine]
    sources: dict[int, Source]  # by source line id
    items: dict[int, OpenItem]  # by item id
    products: dict[int, ProductFact]
    party: PartyFact | None = None
    fund_account_role: str = ""
    taxes: dict[int, TaxFact] = field(default_factory=dict)  # by tax code id
    accounts: dict[int, AccountFact] = field(default_factory=dict)  # accounts named by lines
    may: Callable[[str], bool] = nothing_allowed  # what the person who posts may do
    funds: dict[int, NamedFact] = field(default_factory=dict)  # fund accounts that paper or lines name
    words: dict[str, list[Word]] = field(default_factory=dict)  # lists of the data dictionary that it names
    opened: Opened | None = None  # what openings of stock and parties booked, where accounts are opened (D-OPNG)
    bills: Mapping[int, Sequence[str]] = field(default_factory=dict)  # versions in use by product (made_by_bill)
    actor: Actor | None = None  # who posts, where a rule asks for another person than before (S1)

    def source_of(self, line: PaperLine) -> Source | None:
        """The upstream line that a line names; None where it names none, or one that is not to be seen."""
        return self.sources.get(line.source_line_id or 0)

    @property
    def due_on(self) -> date:
        """The document's due date, or its date when none was written."""
        return self.paper.due_on or self.paper.business_on

    @property
    def deductible(self) -> dict[int, bool]:
        """Whether input tax may be deducted, by tax code id."""
        return {tax.id: tax.is_deductible for tax in self.taxes.values()}

    @property
    def tax_rates(self) -> dict[int, Decimal]:
        """Rates by tax code id."""
        return {tax.id: tax.rate for tax in self.taxes.values()}


def moves_nothing(_facts: Facts) -> Effects:
    """Of a paper that says what somebody wants, offers or saw (1.1.5, O): what moves and books is carried from it."""
    return Effects()
