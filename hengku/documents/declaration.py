"""What a document type says about itself, and the registry of all types.

From one declaration come, without another line: routes and their schema, permissions, list and entry page, menu,
numbering, states, copy-to, import and export columns — and the contract tests (docs/new-document-type.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from hengku.documents.errors import UnknownDocumentType


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field may have."""

    code: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of header or line. ``kind`` decides parsing, editor and column format.

    Kinds: text, date, quantity, price, amount, rate, flag, choice, and the references supplier, customer, party,
    warehouse, department, employee, fund_account, product, unit, tax_code, account, item (open item), line (source
    line). A key that is a column of the table is stored there, any other in ``data``.
    """

    key: str
    label: str
    label_en: str
    kind: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    help: str = ""
    help_en: str = ""
    shows_cost: bool = False  # hidden from who may not see cost (cost.view)
    shown_for: str = ""  # lot, serial, weight, kit, label: shown only beside products that are told apart so; forecast
    listed: str = ""  # the list of the data dictionary its choices are from; a text field only proposes them
    once: bool = False  # no other posted document of its type has a line that says the same (``posting.taken``)
    #: … nor a posted document of these types in its header, and theirs none that a line says here
    once_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class From:
    """A type whose lines can be carried here (1.1.4).

    ``tolerance`` names the policy field by which the source quantity may be exceeded; ``less`` lists target
    types that use up the same quantity beside this one; ``counts`` = False carries a reference only, without
    a limit. ``fulfils`` makes the source order partly or wholly done by what is carried; ``after_close``
    lets goods that came anyway be linked to an order closed short (D-PO). ``passes`` hands the order line on to what
    follows this type, so that goods that came by way of an arrival or an inspection fulfil the order they were
    promised by; ``limit`` says how much of a source line may be carried where that is not its quantity (≥ 0, base
    units); ``afterwards`` lets a posted line without a source be linked later.
    ``returns``: what an order of this type does not get before it is closed is asked for again. ``at_cost``: the
    effects look at what the goods of such a source line cost. ``starts_over``: what follows fulfils no order again
    (goods in place of those sent back). ``unpriced``: its goods are ours and are used up here, without a price.
    ``ahead``: it is invoiced before its goods go (T11), and stands between the
    order and its goods until they do; what came by way of goods is not counted. ``at_its_amounts``: goods of a line
    that was invoiced ahead are sold for what it says. ``to_store``: goods go to the source's warehouse, which becomes
    the one this document sends them to. ``in_pairs``: only by a trade between two companies, not offered by hand.
    ``sent_back_by``: a type whose lines send goods of this one back on their way: what comes back is asked for again.
    ``other_store``: the warehouse the source sends from is the one of this document. ``said_anew``: no quantity is
    proposed, for it has nothing to do with what is left. ``too_much`` is the refusal of
    what goes beyond, a ``CarriesTooMuch`` that says what else can be done.
    """

    type_code: str
    tolerance: str = ""
    less: tuple[str, ...] = ()
    counts: bool = True
    fulfils: bool = False
    after_close: bool = False
    passes: bool = False
    limit: Callable[[Any], Decimal] | None = None  # Source → quantity
    afterwards: bool = False
    returns: bool = False
    at_cost: bool = False
    starts_over: bool = False
    unpriced: bool = False
    ahead: bool = False
    at_its_amounts: bool = False
    to_store: bool = False
    in_pairs: bool = False
    other_store: bool = False
    sent_back_by: str = ""
    said_anew: bool = False
    too_much: type[Any] | None = None


@dataclass(frozen=True, slots=True)
class States:
    """State set of 1.1.5. ``posted`` is the state a posting leads to."""

    code: str
    posted: str
    labels: dict[str, tuple[str, str]]  # state → (中文, English)


ORDER = States(
    "O",
    "approved",
    {
        "draft": ("草稿", "Draft"),
        "approved": ("已审核", "Approved"),
        "partial": ("部分执行", "Partly done"),
        "done": ("已完成", "Done"),
        "closed_short": ("短交关闭", "Closed short"),
        "cancelled": ("已作废", "Cancelled"),
        "reversed": ("已红冲", "Reversed"),
    },
)
STOCK = States(
    "S",
    "posted",
    {
        "draft": ("草稿", "Draft"),
        "posted": ("已过账", "Posted"),
        "reversed": ("已红冲", "Reversed"),
        "cancelled": ("已作废", "Cancelled"),
    },
)
MONEY = States("F", "posted", STOCK.labels)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A declaration. ``effects(Facts) -> Effects`` is pure and is the whole accounting of the document.

    ``amounts`` says where line amounts come from: ``priced`` (T2 from quantity and price), ``given`` (typed as on the
    paper, T2 where absent), ``source`` (T10 shares of the source line where absent), ``money`` (one amount a
    line), ``shares`` (given to the lines by the type itself) or ``none``. ``goods`` is the direction of stock: in,
    out, both, to_transit, from_transit, inside (they stay ours and where they are, or lie with an agent),
    from_consigned, from_outsourced (material at a processor becomes goods), from_custody (goods of others become ours
    or are sold for them) or "" (I07, I07b).
    """

    code: str
    label: str
    label_en: str
    prefix: str
    department: str  # the room it belongs to, and its place in the menu
    states: States
    header: tuple[Field, ...]
    lines: tuple[Field, ...]
    effects: Callable[[Any], Any]
    check: Callable[[Any], list[Any]] | None = None  # pure: refusals of its own, after the common ones
    sources: tuple[From, ...] = ()
    party: str = ""  # supplier, customer, party or "" when it has none
    amounts: str = "none"
    goods: str = ""
    period_part: str = "stock"  # which part of the period must be open (P1): stock, arap, ledger
    makes_entry: bool = True
    is_order: bool = False
    can_reverse: bool = True
    is_red: bool = False  # every document of this type is red: quantities and amounts are below zero
    price_mode: str = "INCL"
    opens_stock: bool = False  # D-OPNS: refused for goods that a document of another type has moved
    opens_ledger: bool = False  # D-OPNG: says what accounts stood at when the books began
    adjusts_cost: bool = False  # its effects put money into stock (C10), which a reversal takes out again
    wants_source_cost: bool = False  # its effects look at what the goods of a source line cost
    is_offered: bool = True  # False: made by itself, not offered on the page of each document it follows
    explodes_kits: bool = False  # a kit on it leaves as its components (KT-01)
    draws: str = ""  # the type that sent out the material of what it brings; the posting puts it on the paper (C18)
    can_reopen: bool = False  # an order closed short may be opened again (1.1.5)
    takes_prepayment: bool = False  # D-PO: money may be paid in advance for it, by the share its terms say
    takes_credit: bool = False  # D-SO: refused beyond the customer's credit limit
    credit_in: str = ""  # … by what this header field says of it, not by its lines (D-POS 挂账)
    picks_lots: bool = False  # goods of a lot that it does not name go first to expire, first out (D-POS)
    proofs: tuple[int, int] | None = None  # least and most attachments a document may be posted with (§1.8)
    made_by: str = ""  # not made by hand: papers must name this maker, and nobody is offered a new one
    takes_any_lot: bool = False  # its goods may be of a lot that is expired, frozen or recalled
    of_others: bool = False  # its goods are not ours, or were not until then
    names_owner: bool = False  # its goods are those of the party it names, ours where it names nobody (Q1)
    recalls: bool = False  # freezes all there is of the lots its lines name (D-RCL)
    #: Whether more was taken of a source line than it gives, as it stands after the batch: then a document of this type
    #: that gave it cannot be taken back (an inspection whose goods were invoiced).
    overdrawn: Callable[[Any], bool] | None = None  # Source → whether
    weighs: bool = False  # may move goods that are weighed piece by piece (B2); others refuse them
    weighs_alone: bool = False  # … and a weight without a piece: none is left, or a count found it otherwise
    taxed_as_said: bool = False  # a line without a tax code has no tax, where others have the usual one (D-EXP)
    #: Header fields (columns, or text in ``data``) that no two documents in force may share: 幂 beyond the number.
    once_for: tuple[str, ...] = ()
    made_by_bill: bool = False  # its effects look at which bills its products have in use (D-MO)
    backflushes: bool = False  # brings what an order makes, and may take its components with it (D-FIN 倒冲)
    unmakes: bool = False  # takes that back to the work of the order, and components that were taken with it (完工退库)
    #: An order: the type that brings back what was taken for it. Nothing may be out when it ends without a result.
    brought_back_by: str = ""
    #: Its documents belong to the day of their store, which a document of this type closes (D-POSD).
    day_closed_by: str = ""
    cooks: bool = False  # a dish on it takes its ingredients with it (D-POS)
    throws_away: bool = False  # what comes back on it may be thrown away at once (D-POS 不退料)
    shows_purchase_price: bool = False  # prices and amounts are hidden from who may not see buying prices

    def owner_of(self, party_id: int | None) -> int:
        """Whose goods are there for a document that names this party: 0 ours."""
        return (party_id or 0) if self.names_owner or self.of_others else 0

    def source(self, type_code: str) -> From | None:
        """The ``From`` that takes lines of ``type_code``, or None."""
        return next((s for s in self.sources if s.type_code == type_code), None)

    def stands_before_goods(self, order_type: str) -> bool:
        """Whether it lies between an order of this type and its goods: a notice, or an invoice given ahead of them."""
        rule = self.source(order_type)
        return rule is not None and rule.passes and (self.is_order or rule.ahead)

    def field(self, key: str) -> Field | None:
        """Header or line field by key."""
        return next((f for f in (*self.header, *self.lines) if f.key == key), None)


@cache
def registry() -> dict[str, DocumentType]:
    """All types by code, in menu order, from the explicit tuple in the settings."""
    types = [_answered_for(_told_apart(import_string(path))) for path in settings.HENGKU_DOCUMENT_TYPES]
    found = {t.code: t for t in types}
    if len(found) != len(types):
        raise ValueError("two document types share a code")
    return found


def _told_apart(kind: DocumentType) -> DocumentType:
    """Types that move goods have the fields by which goods are told apart (B2, B6, B7), after the quantity, where they
    do not name them themselves. They are shown only beside products that need them. Goods also lie in a bin.
    """
    from hengku.documents.fields import AUX_QUANTITY, BIN, KIT_LOTS, LOT_LINE, PRICE_BY

    is_priced = kind.field("price") is not None and kind.field("quantity") is not None
    if (not kind.goods or kind.is_order) and not is_priced:
        return kind
    own = {field.key for field in kind.lines}
    moves = bool(kind.goods) and not kind.is_order
    more = tuple(field for field in LOT_LINE if field.key not in own) if moves else (AUX_QUANTITY,)
    more = (*more, KIT_LOTS) if moves and kind.explodes_kits else more
    more = (*more, PRICE_BY) if is_priced else more
    at = next((n for n, field in enumerate(kind.lines, 1) if field.key == "quantity"), len(kind.lines))
    has_no_shelf = not moves or "bin" in own or kind.made_by or kind.recalls or kind.goods == "from_consigned"
    last = len(kind.lines) - (kind.lines[-1].key == "remark")
    bins = () if has_no_shelf else (BIN,)
    return replace(
        kind, lines=(*kind.lines[:at], *more, *kind.lines[at:last], *bins, *kind.lines[last:])
    )


#: What the person who answers for a document is called, by department. The ledger's own papers have none.
HANDLERS = {
    "sales": ("业务员", "Salesperson"),
    "purchasing": ("采购员", "Buyer"),
    "warehousing": ("经手人", "Handled by"),
    "manufacturing": ("经手人", "Handled by"),
    "retail": ("经手人", "Handled by"),
    "treasury": ("经手人", "Handled by"),
}


def _answered_for(kind: DocumentType) -> DocumentType:
    """Papers of trade name who answers for them (1.1.1 经手人), before the remark, where they do not themselves."""
    from hengku.documents.fields import HANDLER

    if kind.department not in HANDLERS or kind.field(HANDLER.key) is not None:
        return kind
    label, label_en = HANDLERS[kind.department]
    at = next((n for n, field in enumerate(kind.header) if field.key == "remark"), len(kind.header))
    named = replace(HANDLER, label=label, label_en=label_en)
    return replace(kind, header=(*kind.header[:at], named, *kind.header[at:]))


def document_type(code: str) -> DocumentType:
    """The type of ``code``; ``UnknownDocumentType`` when there is none."""
    try:
        return registry()[code]
    except KeyError:
        raise UnknownDocumentType(type_code=code) from None
