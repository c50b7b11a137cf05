"""采购订单 (D-PO): promises goods; what is not yet received is 采购在途. Touches no book."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hengku.documents.declaration import ORDER, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    DISCOUNT,
    IS_GIFT,
    LINE_REMARK,
    PRICE,
    PRICE_MODE,
    PRODUCT,
    QUANTITY,
    REMARK,
    SUPPLIER,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.versions import REVISED
from hengku.documents.weigh_rules import is_priced_by_weight
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D, NotANumber, product_to_fen
from hengku.posting.effects import Facts, moves_nothing

PROMISED_ON = "promised_on"
#: An order that was revised stays as it was posted; the next version stands in its place.
STATES = replace(ORDER, labels={**ORDER.labels, REVISED: ("已变更", "Revised")})
TOLERANCES = (("over_pct", "超收容差"), ("short_pct", "短交容差"))


@dataclass(eq=False)
class PromisedTooEarly(Invalid):
    """D-PO: 交期 ≥ 下单日."""

    on: str
    text = "交货日期 {on} 早于下单日期。请核对。"


@dataclass(eq=False)
class ToleranceOutOfRange(Invalid):
    """A tolerance is a share of the quantity, from nothing to all of it."""

    label: str
    given: str
    text = "「{label}」{given} 不正确:按比例填写,0.05 表示 5%,最多 1。"


@dataclass(eq=False)
class OverPriceLimit(Refused):
    """D-PO: the price with tax is above the product's limit."""

    product: str
    price: Decimal
    limit: Decimal
    text = "「{product}」每基本单位含税价 {price} 超过采购限价 {limit}。请重新议价,或由有权修改商品资料的人先调整限价。"


@dataclass(eq=False)
class TaxCodeNotAllowed(Refused):
    """D-PO, PUR-05: the supplier cannot invoice at this rate."""

    party: str
    allowed: str
    text = "供应商「{party}」只能开具 {allowed} 的发票。请改选税码,或在往来单位资料中修改「可开税码」。"


@dataclass(eq=False)
class OfferOfAnother(Refused):
    """An order goes to the supplier who made the offer."""

    number: str
    text = "询价单 {number} 的这一行是别的供应商的报价。请只引用本供应商的报价行。"


def promised_on(line: PaperLine, facts: Facts) -> date | None:
    """The day a line was promised for: its own, or that of the order."""
    own = line.data.get(PROMISED_ON)
    return date.fromisoformat(str(own)) if own else facts.paper.due_on


def check(facts: Facts) -> list[Problem]:
    """D-PO: promised days, tolerances, the supplier's tax codes, price limits, and whose offer was taken."""
    problems: list[Problem] = []
    for line in facts.lines:
        found = [*_terms(line, facts), *_price(line, facts), *_offer(line, facts)]
        problems.extend(problem.at(line_no=line.line_no) for problem in found)
    return problems


def _terms(line: PaperLine, facts: Facts) -> list[Problem]:
    found: list[Problem] = []
    on = promised_on(line, facts)
    if on is not None and on < facts.paper.business_on:
        found.append(PromisedTooEarly(on=on.isoformat()).at(field=PROMISED_ON))
    for key, label in TOLERANCES:
        given = line.data.get(key)
        if given in (None, ""):
            continue
        try:
            is_share = 0 <= D(str(given)) <= 1
        except NotANumber:
            is_share = False
        if not is_share:
            found.append(ToleranceOutOfRange(label=label, given=str(given)).at(field=key))
    return found


def _price(line: PaperLine, facts: Facts) -> list[Problem]:
    found: list[Problem] = []
    allowed = facts.party.tax_codes if facts.party else ""
    tax = facts.taxes.get(line.tax_code_id or 0)
    if allowed and (tax is None or tax.code not in allowed.split(",")):
        found.append(TaxCodeNotAllowed(facts.party.name if facts.party else "", allowed).at(field="tax_code"))
    product = facts.products.get(line.product_id or 0)
    if product is None or product.price_limit is None or line.is_gift:
        return found
    measure = line.weight if is_priced_by_weight(line) else line.quantity_base
    if (line.amount_incl or ZERO_FEN) > product_to_fen(measure, product.price_limit):
        price = ((line.amount_incl or ZERO_FEN) / measure).quantize(Decimal("0.0001"))
        found.append(OverPriceLimit(product.name, price, product.price_limit).at(field="price"))
    return found


def _offer(line: PaperLine, facts: Facts) -> list[Problem]:
    source = facts.source_of(line)
    if source is None or source.type_code != "purchase_rfq":
        return []
    is_own = str(source.data.get("supplier")) == str(facts.paper.party_id)
    return [] if is_own else [OfferOfAnother(source.number).at(field="source_line")]


PURCHASE_ORDER = DocumentType(
    code="purchase_order",
    label="采购订单",
    label_en="Purchase order",
    prefix="PO",
    department="purchasing",
    shows_purchase_price=True,
    states=STATES,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        WAREHOUSE,
        Field("due_on", "交货日期", "Promised date", "date"),
        PRICE_MODE,
        Field(
            "prepay_pct",
            "预付比例",
            "Prepay",
            "rate",
            help="0.3 = 先付订单金额的 30%;空着按订单金额",
            help_en="0.3 = pay 30% of the order first; empty means the whole order",
        ),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        PRICE,
        DISCOUNT,
        TAX_CODE,
        Field(
            PROMISED_ON,
            "交期",
            "Promised",
            "date",
            help="空着就按表头的交货日期",
            help_en="Empty takes the date of the header",
        ),
        Field(
            "over_pct",
            "超收容差",
            "Over-receipt",
            "rate",
            help="0.05 = 可多收 5%;空着按账套设置",
            help_en="0.05 = up to 5 % more; empty takes the company's setting",
        ),
        Field(
            "short_pct",
            "短交容差",
            "Short tolerance",
            "rate",
            help="少交不超过这个比例就算完成",
            help_en="Done when no more than this share is missing",
        ),
        IS_GIFT,
        LINE_REMARK,
    ),
    effects=moves_nothing,
    check=check,
    sources=(
        From("purchase_requisition", fulfils=True, returns=True),
        From("purchase_rfq", counts=False, after_close=True),
        From(
            "store_requisition", less=("transfer_out", "purchase_receipt", "branch_in"), fulfils=True, returns=True
        ),
    ),
    party="supplier",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
    can_reopen=True,
    takes_prepayment=True,
)
