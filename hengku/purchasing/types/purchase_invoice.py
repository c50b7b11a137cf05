"""采购发票 (D-PINV): the invoice replaces the estimate of what it covers, and the difference goes to the goods (C15)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from hengku.catalog.input_tax_rules import InvoiceLine, Tolerance, check_invoice
from hengku.documents.declaration import MONEY, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    AMOUNT_NET,
    AMOUNT_TAX,
    BUSINESS_ON,
    DUE_ON,
    INVOICE_NUMBER,
    LINE_REMARK,
    PRICE_MODE,
    REMARK,
    SUPPLIER,
    TAX_CODE,
)
from hengku.documents.fields import PRICE as PRICE_FIELD
from hengku.documents.paper import PART, PRODUCT_PART, PaperLine
from hengku.documents.sources import NOTHING, Source
from hengku.documents.weigh_rules import is_priced_by_weight
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO, ZERO_FEN, part_by_cumulative, price_from_amount, product_to_fen, ratio
from hengku.posting.effects import Book, Effects, Facts, Memo, Owed, Revalue
from hengku.purchasing.cost import cost_of_purchase, deducts
from hengku.purchasing.inspection import invoiceable, to_credit

PURPOSES = (
    Choice("goods_in_transit", "在途物资(货未到)", "Goods in transit"),
    Choice("selling", "销售费用", "Selling expense"),
    Choice("admin", "管理费用", "Administrative expense"),
    Choice("overhead", "制造费用", "Overhead"),
)

#: D-OSR: what a processor is paid for is the work; its invoice lifts the receipt's estimate.
OUTSOURCED = "outsource_receipt"
#: D-RACK: what was signed for in a firm without stock lies in 在途物资 once it is invoiced.
ACKNOWLEDGED = "receipt_ack"
MATCHED = frozenset({"purchase_receipt", OUTSOURCED, ACKNOWLEDGED})
#: In a line's data: it invoices what was signed for, so that a red invoice may take it back without a return.
NO_STOCK = "no_stock"


def work_of(source: Source) -> Decimal:
    """What of a processor's line may be invoiced, base units: of the goods that came, not of our material in them."""
    return abs(source.quantity_base) if source.data.get(PART) == PRODUCT_PART else ZERO


def released(line: PaperLine, facts: Facts) -> Decimal:
    """The estimate that this line's quantity lifts, by cumulative difference (C1); returns have lifted theirs."""
    source = facts.sources[line.source_line_id or 0]
    sign = -1 if source.type_code == "purchase_return" else 1
    whole = source.posted_cost if sign < 0 else estimate_of(source, facts)
    invoices = ("purchase_invoice", "purchase_invoice_red")
    done = abs(source.carried_measure(*invoices)) + abs(source.carried_measure("purchase_return"))
    given = sign * source.carried_amount(*invoices) + abs(source.carried_amount("purchase_return"))
    this = abs(line.measure)
    done -= this  # the present line was counted when it was checked
    return sign * part_by_cumulative(abs(whole), done, this, abs(source.measure), given)


def estimate_of(source: Source, facts: Facts) -> Decimal:
    """What a receipt line was estimated at when it came in: as ``cost_of_purchase`` of that line."""
    is_deducted = facts.policy.taxpayer == "general" and facts.deductible.get(source.tax_code_id or 0, True)
    return source.amount_net if is_deducted else source.amount_incl


@dataclass(eq=False)
class RedMoreThanBlue(Refused):
    """More is taken back than the blue invoice has left."""

    number: str
    asked: Decimal
    left: Decimal
    text = "红字金额 {asked} 超过蓝字发票 {number} 剩余可红冲的 {left}。请改小金额。"


@dataclass(eq=False)
class GoodsComeBackByReturn(Refused):
    """A red invoice for goods follows the return of the goods."""

    number: str
    text = "蓝字发票 {number} 有入库商品:请先做采购退货单,再由退货单生成红字发票。"


@dataclass(eq=False)
class SoldForAFee(Refused):
    """D-CIS: goods sold for a fee never became ours, so nobody invoices them to us."""

    number: str
    text = "受托代销结算单 {number} 是收取手续费方式,货不归我方,不能据此登记采购发票。"


@dataclass(eq=False)
class InvoiceAmountOff(Refused):
    """T3: the amount of a line is not its quantity times its price, by more than is tolerated."""

    difference: Decimal
    tolerance: Decimal
    text = "票面金额与 数量×单价 相差 {difference},超过容差 {tolerance}。请核对票面;确认无误请勾选「差异已核对」再过账。"


@dataclass(eq=False)
class InvoiceOutOfTolerance(Refused):
    """T3: the tax of the paper differs from what it should be by more than is tolerated."""

    difference: Decimal
    tolerance: Decimal
    text = "票面税额与 金额×税率 相差 {difference},超过容差 {tolerance}。请核对票面;确认无误请勾选「差异已核对」再过账。"


def check_red(facts: Facts) -> list[Problem]:
    """D-PINVR: a red invoice takes back no more than its blue one has left, and goods come back by a return."""
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None or source.type_code != "purchase_invoice":
            continue
        left = source.amount_net - abs(source.carried.get("purchase_invoice_red", NOTHING)[2])
        if source.product_id and NO_STOCK not in source.data:
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


@dataclass(eq=False)
class DearerThanAgreed(Refused):
    """D-PINV 三单匹配: the invoiced price is above what was ordered, or received at where there was no order."""

    product: str
    price: Decimal
    agreed: Decimal
    source: str
    text = "「{product}」发票不含税单价 {price},{source}单价 {agreed},超过三单匹配容差。请核对;确认无误请勾选「差异已核对」。"


def check_match(facts: Facts) -> list[Problem]:
    """The price of each line against the order's, else the receipt's; quantities are held by what is left (I28)."""
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None or source.type_code not in MATCHED or source.is_gift:
            continue
        agreed = source.origin or source
        is_weighed = bool(line.weight and agreed.weight)
        this, whole = (line.weight, agreed.weight) if is_weighed else (line.quantity_base, agreed.quantity_base)
        limit = ratio(agreed.amount_net, this, whole)
        limit += (
            product_to_fen(limit, facts.policy.match_price_tolerance) + facts.policy.invoice_net_tolerance
        )
        if (line.amount_net or ZERO_FEN) > limit:
            product = facts.products.get(line.product_id or 0)
            dearer = DearerThanAgreed(
                product=product.name if product else "",
                price=price_from_amount(line.amount_net or ZERO_FEN, this, 4),
                agreed=price_from_amount(agreed.amount_net, whole, 4),
                source="订单" if source.origin else "入库",
            )
            problems.append(dearer.at(line_no=line.line_no, field="amount_net"))
    return problems


def check(facts: Facts) -> list[Problem]:
    """T3 and the three-way match, unless the clerk confirmed the paper."""
    problems: list[Problem] = check_red(facts)
    for line in facts.lines:
        source = facts.source_of(line)
        if source is not None and source.type_code == ACKNOWLEDGED:
            line.data[NO_STOCK] = True
        if source is not None and source.header.get("way") == "COMMISSION":
            problems.append(SoldForAFee(source.number).at(line_no=line.line_no, field="source_line"))
    if facts.paper.data.get("is_tolerance_confirmed") in (True, "true", "1"):
        return problems
    return problems + check_match(facts) + check_paper(facts)


def check_paper(facts: Facts) -> list[Problem]:
    """T3: the arithmetic of the paper, line by line, and its tax as a whole."""
    policy = facts.policy
    allowed = Tolerance(
        policy.invoice_net_tolerance, policy.invoice_tax_tolerance, policy.invoice_total_tolerance
    )
    lines = [line for line in facts.lines if line.tax_code_id]
    checked = check_invoice([_on_paper(facts, line) for line in lines], allowed)
    problems: list[Problem] = []
    for line, one in zip(lines, checked.lines, strict=True):
        if abs(one.amount_difference) > allowed.line_amount:
            off = InvoiceAmountOff(abs(one.amount_difference), allowed.line_amount)
            problems.append(off.at(line_no=line.line_no, field="amount_net"))
        if abs(one.tax_difference) > allowed.line_tax:
            wrong = InvoiceOutOfTolerance(abs(one.tax_difference), allowed.line_tax)
            problems.append(wrong.at(line_no=line.line_no, field="amount_tax"))
    if not problems and not checked.is_ok:
        problems.append(InvoiceOutOfTolerance(abs(checked.tax_difference), allowed.document_tax))
    return problems


def _on_paper(facts: Facts, line: PaperLine) -> InvoiceLine:
    """A line as the supplier wrote it. A price that was only taken over from what was received says nothing."""
    source = facts.source_of(line)
    is_own = facts.paper.price_mode == "EXCL" and line.price is not None
    price = line.price if is_own and (source is None or line.price != source.price) else None
    measure = line.weight if is_priced_by_weight(line) else line.quantity
    return InvoiceLine(
        net=line.amount_net or ZERO_FEN,
        rate=line.tax_rate,
        tax=line.amount_tax or ZERO_FEN,
        quantity=measure or None,
        price=price,
    )


def red_of(facts: Facts) -> tuple[tuple[int, None], ...]:
    """Invoices that a red one takes back from: it settles what is still owed for them."""
    lines = [facts.sources[x.source_line_id] for x in facts.lines if x.source_line_id]
    return tuple(
        (d, None) for d in sorted({s.document_id for s in lines if s.type_code == "purchase_invoice"})
    )


def effects(facts: Facts) -> Effects:
    """Lift the estimate, book the invoice: inventory at the invoiced cost, 进项税额, and 应付 with tax."""
    paper, party = facts.paper, facts.paper.party_id or 0
    by_difference = facts.policy.estimate_mode == "DIFF_ONLY"
    revalues: list[Revalue] = []
    book: list[Book] = []
    lifted: dict[int, Decimal] = defaultdict(lambda: ZERO_FEN)
    memos: list[Memo] = []
    for line in facts.lines:
        actual = cost_of_purchase(line, facts)
        source = facts.source_of(line)
        if source is not None and source.type_code not in ("purchase_invoice", ACKNOWLEDGED):
            lift = released(line, facts)
            lifted[source.document_id] += lift
            if source.carried_amount("estimate_run") > 0:  # reversed on the first: it comes back to be lifted
                memos.append(Memo(line.product_id or 0, party, lift))
            if (
                source.type_code == "purchase_return"
            ):  # the goods are gone: a difference is cost of sales (C6)
                book.append(Book("cogs", debit=actual - lift))
                actual = lift
            revalues.append(
                Revalue(
                    line,
                    source.line_id,
                    lift,
                    actual,
                    abs(line.measure),
                    by_difference=by_difference,
                    via="outsourced_material" if source.type_code == OUTSOURCED else "",
                )
            )
        else:
            written = source.data if source is not None else line.data
            purpose = written.get("purpose") or "goods_in_transit"
            department = paper.department_id or 0
            book.append(
                Book(purpose, debit=actual, department_id=department if purpose != "goods_in_transit" else 0)
            )
        if deducts(line, facts):
            book.append(Book("vat_input", debit=line.amount_tax or ZERO_FEN))
    estimate = sum(lifted.values(), ZERO_FEN)
    settles = tuple((document, abs(amount)) for document, amount in sorted(lifted.items()))
    owed = (
        Owed(
            "ap_estimated",
            party,
            -estimate,
            paper.business_on,
            contra=by_difference,
            settles_documents=settles,
        ),
        Owed("ap", party, paper.amount_incl, facts.due_on, settles_documents=red_of(facts)),
    )
    return Effects(revalues=tuple(revalues), owed=owed, book=tuple(book), memos=tuple(memos))


LINES = (
    Field("product", "商品", "Product", "product"),
    Field("unit", "单位", "Unit", "unit"),
    Field("quantity", "数量", "Quantity", "quantity"),
    PRICE_FIELD,
    TAX_CODE,
    AMOUNT_NET,
    AMOUNT_TAX,
    Field("purpose", "无入库时记入", "Booked to", "choice", choices=PURPOSES),
    LINE_REMARK,
)
HEADER = (
    BUSINESS_ON,
    SUPPLIER,
    INVOICE_NUMBER,
    DUE_ON,
    PRICE_MODE,
    Field("is_tolerance_confirmed", "差异已核对", "Differences checked", "flag"),
    REMARK,
)

PURCHASE_INVOICE = DocumentType(
    code="purchase_invoice",
    label="采购发票",
    label_en="Purchase invoice",
    prefix="PINV",
    department="purchasing",
    shows_purchase_price=True,
    states=MONEY,
    header=HEADER,
    lines=LINES,
    effects=effects,
    check=check,
    sources=(
        From("purchase_receipt", less=("purchase_return",), limit=invoiceable),
        From("consign_in_settle"),
        From(OUTSOURCED, limit=work_of),
        From(ACKNOWLEDGED),
    ),
    party="supplier",
    amounts="given",
    period_part="arap",
)

PURCHASE_INVOICE_RED = DocumentType(
    code="purchase_invoice_red",
    label="红字采购发票",
    label_en="Red purchase invoice",
    prefix="PINVR",
    department="purchasing",
    shows_purchase_price=True,
    states=MONEY,
    header=HEADER,
    lines=LINES,
    effects=effects,
    check=check,
    sources=(From("purchase_return", limit=to_credit), From("purchase_invoice")),
    wants_source_cost=True,
    party="supplier",
    amounts="given",
    period_part="arap",
    is_red=True,
)
