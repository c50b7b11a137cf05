"""销售发票 (D-SINV): by default it only marks what is invoiced and books a difference; with revenue on invoice
it is the sale (T11).
"""

from decimal import Decimal

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
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit.numbers import ZERO_FEN, part_by_cumulative
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.sales.revenue import invoiced_vat_role, output_vat_role

PURPOSES = (
    Choice("service", "主营业务收入(无出库)", "Revenue without goods"),
    Choice("other", "其他业务收入", "Other revenue"),
)
CREDIT = {"service": "revenue", "other": "other_revenue"}


def share(whole: Decimal, line: PaperLine, source: Source, done: Decimal) -> Decimal:
    """This line's part of an amount of the issue, by cumulative difference (C1); it has the line's sign."""
    carried = source.carried_quantity("sales_invoice", "sales_invoice_red")
    before = abs(carried - line.quantity_base)
    part = part_by_cumulative(
        abs(whole), before, abs(line.quantity_base), abs(source.quantity_base), abs(done)
    )
    return part if line.quantity_base > 0 else -part


def effects(facts: Facts) -> Effects:
    """Lines of an issue follow ``revenue_mode``; lines without goods are revenue now."""
    party = facts.paper.party_id or 0
    vat = invoiced_vat_role(facts)
    receivable = ZERO_FEN
    book: list[Book] = []
    for line in facts.lines:
        net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
        source = facts.sources.get(line.source_line_id or 0)
        if source is None:
            purpose = line.data.get("purpose") or "service"
            receivable += net + tax
            book.append(Book(CREDIT.get(purpose, "revenue"), credit=net))
            book.append(Book(vat, credit=tax))
        elif facts.policy.revenue_mode == "ON_INVOICE":
            receivable += net + tax
            book.append(Book("revenue", credit=net))
            book.append(Book(vat, credit=tax))
            cost = _dispatched(line, source)
            book.append(Book("cogs", debit=cost))
            book.append(Book("goods_dispatched", credit=cost))
        else:
            receivable += _difference(line, source, facts, vat, book)
    owed = (Owed("ar", party, receivable, facts.due_on),) if receivable else ()
    return Effects(owed=owed, book=tuple(book))


def _dispatched(line: PaperLine, source: Source) -> Decimal:
    """Cost of the invoiced part of goods that lie in 发出商品; the link keeps how much was taken so far."""
    given = source.carried_amount("sales_invoice", "sales_invoice_red")
    return share(source.cost, line, source, given)


def _difference(line: PaperLine, source: Source, facts: Facts, vat: str, book: list[Book]) -> Decimal:
    """On issue everything was booked: move the pending tax, and book only what the invoice says differently."""
    _, _, net_done, tax_done = source.carried.get("sales_invoice", (ZERO_FEN, ZERO_FEN, ZERO_FEN, ZERO_FEN))
    net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
    issued_net = share(source.amount_net, line, source, net_done - net)
    issued_tax = share(source.amount_tax, line, source, tax_done - tax)
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
    sources=(From("sales_issue", less=("sales_return",)),),
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
    sources=(),
    party="customer",
    amounts="given",
    period_part="arap",
    is_red=True,
)
