"""领用单、领用退回 (D-REQ, D-REQR): goods we use ourselves are an expense of whoever uses them, at cost."""

from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit.numbers import ZERO_FEN, product_to_fen, ratio
from hengku.posting.effects import ADJUSTMENT, AtPoolCost, AtSourceCost, Book, Effects, Facts, Goods, stock

#: What it is used for, and the account role that bears it.
ACCOUNTS = {
    "office": "admin",
    "selling": "selling",
    "workshop": "overhead",
    "research": "rnd",
    "construction": "construction",
    "welfare": "payroll",
}
PURPOSES = (
    Choice("office", "办公", "Office"),
    Choice("selling", "销售部门", "Selling"),
    Choice("workshop", "车间", "Workshop"),
    Choice("research", "研发", "Research"),
    Choice("construction", "在建工程", "Construction"),
    Choice("welfare", "集体福利", "Welfare"),
)
PURPOSE = Field("purpose", "用途", "Purpose", "choice", required=True, choices=PURPOSES, default="office")
WITH_DEPARTMENT = frozenset({"admin", "selling"})


def _input_tax_rate(line: PaperLine, facts: Facts, purpose: str) -> Decimal:
    """The rate by which input tax of welfare goods is transferred out (T7); 0 where none was deducted."""
    tax_code = facts.products[line.product_id or 0].tax_code_id or 0
    if purpose != "welfare" or facts.policy.taxpayer != "general" or not facts.deductible.get(tax_code, True):
        return Decimal(0)
    return facts.tax_rates.get(tax_code, Decimal(0))


def _goods(line: PaperLine, facts: Facts, purpose: str, is_back: bool) -> Goods:
    """Out at the pool's cost with the input tax of welfare goods, or back at what it had cost."""
    role, here = ACCOUNTS[purpose], stock(facts.paper.warehouse_id)
    cost = AtSourceCost(line.source_line_id) if is_back and line.source_line_id else AtPoolCost()
    rate = _input_tax_rate(line, facts, purpose)
    return Goods(
        line,
        ADJUSTMENT if is_back else here,
        here if is_back else ADJUSTMENT,
        line.quantity_base,
        cost,
        role,
        red=is_back,
        department_id=(facts.paper.department_id or 0) if role in WITH_DEPARTMENT else 0,
        vat_out_rate=Decimal(0) if is_back else rate,
        vat_back_rate=rate if is_back and line.source_line_id else Decimal(0),
    )


def _tax_back(line: PaperLine, source: Source, rate: Decimal) -> Decimal:
    """The input tax that comes back with the goods (REQR 同分录红字): the tax on what is still out, less the tax on what
    stays out after this, so that the last return brings back all of it (G10).
    """
    out = source.measure - source.carried_measure("internal_issue_return") + line.measure
    stays = ratio(source.cost, out - line.measure, out)
    return product_to_fen(source.cost, rate) - product_to_fen(stays, rate)


def issue_effects(facts: Facts) -> Effects:
    """借 the expense of the purpose (welfare with its input tax), 贷 存货."""
    return Effects(goods=tuple(_goods(line, facts, line.data["purpose"], False) for line in facts.lines))


def return_effects(facts: Facts) -> Effects:
    """The issue's entry in red, at what the goods had cost (C7), with the input tax of welfare goods (T7)."""
    found: list[Goods] = []
    tax = ZERO_FEN
    for line in facts.lines:
        source = facts.source_of(line)
        purpose = str((source.data if source is not None else line.data).get("purpose") or "office")
        found.append(_goods(line, facts, purpose, True))
        rate = _input_tax_rate(line, facts, purpose)
        if source is not None and rate:
            tax += _tax_back(line, source, rate)
    booked = (Book("payroll", debit=-tax), Book("vat_input_out", credit=-tax)) if tax else ()
    return Effects(goods=tuple(found), book=booked)


HEADER = (
    BUSINESS_ON,
    WAREHOUSE,
    Field("department", "部门", "Department", "department", required=True),
    Field("user", "领用人", "Used by", "text"),
    REMARK,
)

INTERNAL_ISSUE = DocumentType(
    code="internal_issue",
    label="领用单",
    label_en="Internal issue",
    prefix="REQ",
    department="warehousing",
    states=STOCK,
    header=HEADER,
    lines=(PRODUCT, UNIT, QUANTITY, PURPOSE, LINE_REMARK),
    effects=issue_effects,
    goods="out",
    weighs=True,
)

INTERNAL_ISSUE_RETURN = DocumentType(
    code="internal_issue_return",
    label="领用退回单",
    label_en="Internal issue return",
    prefix="REQR",
    department="warehousing",
    states=STOCK,
    header=HEADER,
    lines=(PRODUCT, UNIT, QUANTITY, PURPOSE, LINE_REMARK),
    effects=return_effects,
    sources=(From("internal_issue"),),
    wants_source_cost=True,
    goods="in",
    weighs=True,
)
