"""销售发票 (D-SINV): by default it only marks what is invoiced and books a difference; with revenue on invoice
it is the sale (T11). Drawn from an order it comes before the goods: 借 应收 贷 预收(净额)、销项 (先票后货).
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.ahead_rules import left_ahead, not_invoiced
from hengku.documents.declaration import MONEY, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    AMOUNT_NET,
    AMOUNT_TAX,
    BUSINESS_ON,
    CUSTOMER,
    DUE_ON,
    INVOICE_NUMBER,
    LINE_REMARK,
    PRICE,
    PRICE_MODE,
    REMARK,
    TAX_CODE,
)
from hengku.documents.paper import AHEAD, PaperLine
from hengku.documents.sources import NOTHING, Source
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN, part_by_cumulative, ratio
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.sales.revenue import invoiced_vat_role, output_vat_role

PURPOSES = (
    Choice("service", "主营业务收入(无出库)", "Revenue without goods"),
    Choice("other", "其他业务收入", "Other revenue"),
)
CREDIT = {"service": "revenue", "other": "other_revenue"}


def issued_share(whole: Decimal, line: PaperLine, source: Source) -> Decimal:
    """What this line's quantity stands for of an amount of the issue, by cumulative difference (C1); what was
    invoiced before and what came back have theirs.
    """
    before = source.carried_measure("sales_invoice", "sales_return") - line.measure
    upto = ratio(whole, before + line.measure, source.measure)
    return upto - ratio(whole, before, source.measure)


def effects(facts: Facts) -> Effects:
    """Lines of an issue follow ``revenue_mode``; lines without goods are revenue now."""
    party = facts.paper.party_id or 0
    vat = invoiced_vat_role(facts)
    receivable = waiting = ZERO_FEN
    book: list[Book] = []
    carried: list[tuple[PaperLine, Decimal]] = []
    for line in facts.lines:
        net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
        source = facts.source_of(line)
        if AHEAD in line.data:  # and of one that takes such a line back
            receivable += net + tax
            waiting += net
            book.append(Book(vat, credit=tax))
        elif source is None or source.type_code == "sales_invoice":
            written = source.data if source is not None else line.data
            purpose = written.get("purpose") or "service"
            receivable += net + tax
            book.append(Book(CREDIT.get(purpose, "revenue"), credit=net))
            book.append(Book(vat, credit=tax))
        elif facts.policy.revenue_mode == "ON_INVOICE":
            receivable += net + tax
            book.append(Book("revenue", credit=net))
            book.append(Book(vat, credit=tax))
            cost = _dispatched(line, source)
            carried.append((line, cost))
            book.append(Book("cogs", debit=cost))
            book.append(Book("goods_dispatched", credit=cost))
        else:
            receivable += _difference(line, source, facts, vat, book)
    settles = red_of(facts)
    amounts = (("ar", receivable), ("invoiced_ahead", waiting))
    owed = tuple(
        Owed(kind, party, amount, facts.due_on, settles_documents=settles)
        for kind, amount in amounts
        if amount
    )
    return Effects(owed=owed, book=tuple(book), carried=tuple(carried))


def red_of(facts: Facts) -> tuple[tuple[int, None], ...]:
    """Invoices that a red one takes back from: it settles what is still owed for them."""
    lines = [facts.sources[x.source_line_id] for x in facts.lines if x.source_line_id]
    return tuple((d, None) for d in sorted({s.document_id for s in lines if s.type_code == "sales_invoice"}))


@dataclass(eq=False)
class RedMoreThanBlue(Refused):
    """More is taken back than the blue invoice has left."""

    number: str
    asked: Decimal
    left: Decimal
    text = "红字金额 {asked} 超过蓝字发票 {number} 剩余可红冲的 {left}。请改小金额。"


@dataclass(eq=False)
class RedMoreThanAhead(Refused):
    """Goods of the invoice went already: they come back by a return. Or a notice holds them."""

    number: str
    asked: Decimal
    left: Decimal
    text = "发票 {number} 已开未出的只有 {left},不能红冲 {asked}。已出库的请做销售退货单,已通知发货的请先关闭发货通知单。"


@dataclass(eq=False)
class WeighedAhead(Refused):
    """B2: what weighed goods cost is known when they leave."""

    product: str
    text = "「{product}」是称重商品,出库称重后才知道金额,不能先开票。请出库后再开票。"


@dataclass(eq=False)
class GoodsComeBackByReturn(Refused):
    """A red invoice for goods follows the return of the goods."""

    number: str
    text = "蓝字发票 {number} 有出库商品:请先做销售退货单,金额在退货单中红冲。"


def check(facts: Facts) -> list[Problem]:
    """What is weighed as it leaves cannot be invoiced before."""
    return [
        WeighedAhead(product=product.name).at(line_no=line.line_no, field="source_line")
        for line in facts.lines
        if AHEAD in line.data and (product := facts.products[line.product_id or 0]).is_weighed
    ]


def check_red(facts: Facts) -> list[Problem]:
    """D-SINVR: a red invoice takes back no more than its blue one has left, and goods come back by a return."""
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None or source.type_code != "sales_invoice":
            continue
        if AHEAD in source.data:
            rest = left_ahead(source)
            if rest < 0:
                problems.append(_went_already(line, source, rest))
            continue
        left = source.amount_net - abs(source.carried.get("sales_invoice_red", NOTHING)[2])
        if source.product_id:
            problems.append(
                GoodsComeBackByReturn(source.number).at(line_no=line.line_no, field="source_line")
            )
        elif left < 0:
            left_before = left - (line.amount_net or ZERO_FEN)
            more = RedMoreThanBlue(
                source.number, abs(line.amount_net or ZERO_FEN), max(left_before, ZERO_FEN)
            )
            problems.append(more.at(line_no=line.line_no, field="amount_net"))
    return problems


def _went_already(line: PaperLine, source: Source, rest: Decimal) -> Problem:
    """Of goods that were invoiced ahead only those can be taken back by a red invoice that did not go."""
    asked = abs(line.quantity_base)
    return RedMoreThanAhead(source.number, asked, max(rest + asked, Decimal(0))).at(
        line_no=line.line_no, field="quantity"
    )


def _dispatched(line: PaperLine, source: Source) -> Decimal:
    """Cost of the invoiced part of goods that lie in 发出商品; what came back does not, and the link keeps how
    much was taken so far.
    """
    there = source.measure - source.carried_measure("sales_return")
    before = source.carried_measure("sales_invoice") - line.measure
    given = source.carried_amount("sales_invoice")
    return part_by_cumulative(source.cost, before, line.measure, there, given)


def _difference(line: PaperLine, source: Source, facts: Facts, vat: str, book: list[Book]) -> Decimal:
    """On issue everything was booked: move the pending tax, and book only what the invoice says differently."""
    net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
    issued_net = issued_share(source.amount_net, line, source)
    issued_tax = issued_share(source.amount_tax, line, source)
    pending = output_vat_role(facts)
    if pending != vat:
        book.append(Book(pending, debit=issued_tax))
        book.append(Book(vat, credit=tax))
    else:
        book.append(Book(vat, credit=tax - issued_tax))
    book.append(Book("revenue", credit=net - issued_net))
    return (net + tax) - (issued_net + issued_tax)


LINES = (
    Field("product", "商品", "Product", "product"),
    Field("unit", "单位", "Unit", "unit"),
    Field("quantity", "数量", "Quantity", "quantity"),
    PRICE,
    TAX_CODE,
    AMOUNT_NET,
    AMOUNT_TAX,
    Field("purpose", "无出库时", "Without goods", "choice", choices=PURPOSES),
    LINE_REMARK,
)
HEADER = (BUSINESS_ON, CUSTOMER, INVOICE_NUMBER, DUE_ON, PRICE_MODE, REMARK)

SALES_INVOICE = DocumentType(
    code="sales_invoice",
    label="销售发票",
    label_en="Sales invoice",
    prefix="SINV",
    department="sales",
    states=MONEY,
    header=HEADER,
    lines=LINES,
    effects=effects,
    check=check,
    sources=(
        From("sales_issue", less=("sales_return",), limit=not_invoiced),
        From("sales_order", less=("sales_issue", "delivery_notice"), passes=True, ahead=True),
    ),
    party="customer",
    amounts="given",
    period_part="arap",
    wants_source_cost=True,
)

SALES_INVOICE_RED = DocumentType(
    code="sales_invoice_red",
    label="红字销售发票",
    label_en="Red sales invoice",
    prefix="SINVR",
    department="sales",
    states=MONEY,
    header=HEADER,
    lines=LINES,
    effects=effects,
    check=check_red,
    sources=(From("sales_invoice", at_its_amounts=True),),
    party="customer",
    amounts="given",
    period_part="arap",
    is_red=True,
)
