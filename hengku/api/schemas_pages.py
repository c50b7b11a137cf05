"""What the answers of the hand-made pages look like, for OpenAPI; tests/api checks that they agree."""

from __future__ import annotations

from hengku.api.schemas import Answer, Named


class LinkAnswer(Answer):
    """A page of the web client and what is asked of it."""

    path: str
    query: dict[str, str]


class TaskAnswer(Answer):
    """A kind of work: how much of it waits, how much is late, and what both amount to; ``question`` asks why."""

    key: str
    count: int
    amount: str | None
    late: int
    late_amount: str | None
    link: LinkAnswer
    question: dict[str, str] | None


class StretchAnswer(Answer):
    """What was sold in some days; ``profit`` null for who may not see cost."""

    first: str
    last: str
    net: str
    profit: str | None
    document_count: int


class AgainstAnswer(Answer):
    """A stretch and the same stretch before; ``change`` is a fraction, null when nothing was sold before."""

    key: str
    now: StretchAnswer
    before: StretchAnswer
    change: str | None


class SoldDayAnswer(Answer):
    """One day of the chart."""

    on: str
    net: str
    profit: str | None
    document_count: int


class SoldAnswer(Answer):
    """What was sold."""

    stretches: list[AgainstAnswer]
    days: list[SoldDayAnswer]


class BestAnswer(Answer):
    """A product that sold well in the last thirty days."""

    product: Named
    specification: str
    unit: str
    quantity: str
    net: str
    profit: str | None


class MovedDayAnswer(Answer):
    """How many documents brought goods in and took goods out."""

    on: str
    in_count: int
    out_count: int


class HomeAnswer(Answer):
    """The first page. ``sold`` null and lists empty where the reader has no right to them."""

    today: str
    tasks: list[TaskAnswer]
    stuck: list[TaskAnswer]
    sold: SoldAnswer | None
    best: list[BestAnswer]
    moved: list[MovedDayAnswer]
    ageing: dict[str, dict[str, str]]


class MentionAnswer(Answer):
    """A document by its number."""

    id: str
    number: str
    type_code: str


class PriceAnswer(Answer):
    """The last price with a party, per ``unit`` as it stood on the paper."""

    is_buying: bool
    party: Named
    document: MentionAnswer
    on: str
    price: str
    unit: str
    quantity: str
    has_tax: bool


class HoldAnswer(Answer):
    """An order that holds the product (reserved) brings it (on_order) or makes it (on_mo), in base units."""

    kind: str
    party: str | None
    warehouse: str | None
    due_on: str | None
    quantity: str
    lots: str  # 硬预留: the lots it holds, with how much of each
    document: MentionAnswer


class ProductDocumentAnswer(MentionAnswer):
    """A document in which the product stands, with its quantity in base units."""

    type_label: str
    state: str
    business_on: str
    is_red: bool
    party: str | None
    warehouse: str | None
    quantity: str


class ProductPageAnswer(Answer):
    """What a product's page shows beside the record."""

    prices: list[PriceAnswer]
    holds: list[HoldAnswer]
    documents: list[ProductDocumentAnswer]
    sees_buying_prices: bool


class ProductDayAnswer(Answer):
    """A product at the end of a day. Money is null for who may not see cost; of goods that are weighed ``unit_cost`` is
    of one unit of weight, of others ``weight`` is 0.
    """

    on: str
    in_quantity: str
    out_quantity: str
    quantity: str
    weight: str
    amount: str | None
    unit_cost: str | None


class SideAnswer(Answer):
    """One side of a party; above zero is what is owed. ``buckets`` hold what is still to be paid, by days overdue."""

    balance: str
    advance: str
    unapplied: str
    overdue: str
    buckets: dict[str, str]
    estimated: str | None = None


class PartyPageAnswer(Answer):
    """What is open with a party; a side is null for who does not work with it."""

    receivable: SideAnswer | None
    payable: SideAnswer | None
    credit_left: str | None


class CostedDocumentAnswer(Answer):
    """A document that costed goods of a month."""

    id: str
    number: str


class MonthCostAnswer(Answer):
    """What costing a month posted; nothing when nothing differed."""

    documents: list[CostedDocumentAnswer]


class ClosingCheckAnswer(Answer):
    """One line of the check before closing; ``level`` is block or warn, fine when ``count`` is 0."""

    key: str
    level: str
    count: int
    link: LinkAnswer | None
    sentences: list[str]


class CountDocumentAnswer(Answer):
    """A gain or loss that a count made: of our own goods (``owner`` "") or of somebody else's."""

    id: str
    type_code: str
    number: str
    owner: str
