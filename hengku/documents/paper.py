"""A document on its way in: what a person, an import or another program wrote, before it is in the books."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

ZERO = Decimal(0)
#: Key in a line's data under which the order line travels from document to document; written by the rules alone.
ORDER_LINE = "order_line"
#: Key in a line's data: what the pieces weigh, of goods that are weighed (B2).
AUX_QUANTITY: Final = "aux_quantity"
#: Key in a line's data: it moves no goods, though other lines of its type do. Written by the types' rules alone.
STAYS = "stays"
#: Key in a line's data: goods that came back on the line of that number and are thrown away at once; written by the
#: posting alone (D-POS).
WASTE: Final = "waste_of"
#: Key in a line's data: an ingredient of the dish on the line of that number; written by the posting alone (D-POS).
DISH_OF: Final = "dish_of"
#: Key in a line's data: it is invoiced ahead of its goods, or goods of such a line; the id of the document it follows.
AHEAD: Final = "invoiced_ahead"
#: Key in a line's data, beside that: the line of the invoice, where a notice lies between it and its goods.
INVOICE_LINE: Final = "invoice_line"
#: Source system of a document that stands with one in another company's books (D-ICT); written by the pair alone.
PAIRED: Final = "intercompany"
#: Key under which the components of a kit say which kit they were sold as (``kit_rules``).
KIT = "kit"
#: Key in a line's data, of orders that make goods and of what comes of them: what the line is (product, component,
#: byproduct). Only what an order is made for is expected (Q3c); its components are wanted (Q3d, Q3e).
PART: Final = "part"
PRODUCT_PART: Final = "product"
COMPONENT_PART: Final = "component"
BYPRODUCT_PART: Final = "byproduct"
#: In the data of a 完工退库单: its goods are reworked, and keep the components that are in them.
REWORK: Final = "rework"


def is_set(given: Any) -> bool:
    """Whether a flag kept in ``data`` is on, as a value or as its text."""
    return given in (True, "true", "1")


@dataclass(slots=True)
class PaperLine:
    """One line. Amounts that are None are computed (T2) or taken from the source line; signs as the type says."""

    product_id: int | None = None
    quantity: Decimal = ZERO  # in ``unit_id``
    unit_id: int | None = None  # None: the base unit
    price: Decimal | None = None  # per unit, with or without tax as the document's price_mode says
    discount_amount: Decimal = ZERO
    tax_code_id: int | None = None
    amount_net: Decimal | None = None
    amount_tax: Decimal | None = None
    amount_incl: Decimal | None = None
    is_gift: bool = False
    source_line_id: int | None = None
    remark: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    # completed by documents.rules.complete
    line_no: int = 0
    unit_numerator: int = 1
    unit_denominator: int = 1
    quantity_base: Decimal = ZERO
    tax_rate: Decimal = ZERO
    id: int = 0
    lot_id: int = 0  # of ``lot_no``, 0 = none
    weight: Decimal = ZERO  # ≥ 0, in the second unit, of goods that are weighed (B2)

    @property
    def measure(self) -> Decimal:
        """What cost and value of the line are shared by, with its sign: weight where it is weighed, else quantity."""
        return self.weight.copy_sign(self.quantity_base) if self.weight else self.quantity_base

    @property
    def lot_no(self) -> str:
        """批号 as written, "" for none. What a line says of its lot is kept in ``data``, as it was written."""
        return str(self.data.get("lot_no") or "")

    @property
    def lot_to(self) -> str:
        """批号 the goods turn out to be of, where a document corrects it; "" the same."""
        return str(self.data.get("lot_to") or "")

    @property
    def produced_on(self) -> date | None:
        """生产日期 as written."""
        return _day(self.data.get("produced_on"))

    @property
    def expires_on(self) -> date | None:
        """到期日 as written."""
        return _day(self.data.get("expires_on"))

    @property
    def serials(self) -> list[str]:
        """序列号 as written, in order; in a text they are parted by blanks, commas or new lines."""
        given = self.data.get("serials") or ""
        return _PARTED.split(given.strip()) if isinstance(given, str) and given.strip() else [str(one) for one in given]

    @property
    def bin(self) -> str:
        """库位码 of the warehouse the goods are taken from or put into; "" = the warehouse itself."""
        return str(self.data.get("bin") or "")

    @property
    def bin_to(self) -> str:
        """库位码 the goods go to, where they are moved inside our places."""
        return str(self.data.get("bin_to") or "")

    @property
    def order_line_id(self) -> int:
        """The order line these goods were promised by, where another document lies between; 0 when there is none."""
        return int(self.data.get(ORDER_LINE) or 0)

    @property
    def invoice_line_id(self) -> int:
        """The line invoiced ahead that a notice of its goods follows, or goods by that notice; 0: there is none."""
        return int(self.data.get(INVOICE_LINE) or 0)


_PARTED: Final = re.compile(r"[\s,,;;、]+")


def _day(given: Any) -> date | None:
    """A date that may be a date, its ISO text, or nothing."""
    if not given:
        return None
    return given if isinstance(given, date) else date.fromisoformat(str(given))


@dataclass(slots=True)
class Paper:
    """One document. ``id`` is that of its draft, or None when it is posted straight away."""

    type_code: str
    business_on: date
    lines: list[PaperLine] = field(default_factory=list)
    party_id: int | None = None
    warehouse_id: int | None = None
    warehouse_to_id: int | None = None
    department_id: int | None = None
    handler_id: int | None = None
    fund_account_id: int | None = None
    price_mode: str = ""
    due_on: date | None = None
    remark: str = ""
    source_system: str = ""
    source_number: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    id: int | None = None
    reverses_id: int | None = None
    made_by: str = ""  # what made it, where its type may not be made by hand (``DocumentType.made_by``)
    uploads: tuple[int, ...] = ()  # files sent before, to become its attachments (documents.uploads)
    # completed
    amount_net: Decimal = ZERO
    amount_tax: Decimal = ZERO
    amount_incl: Decimal = ZERO
    is_red: bool = False
