"""委外发料单, 委外退料单 (D-OSI): material goes to a processor and stays ours, and what is left of it comes back.

It lies in the 委外仓 under a cost pool of its own: 借 委托加工物资 贷 原材料 at the costing method's cost; what comes back
does so at what it was issued at, in red. It is on hand and cannot be promised (1.10).
"""


from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Problem
from hengku.manufacturing.outsourcing import FOR_ORDER, ISSUE, ORDER, PROCESSOR, RECEIPT, STATUS
from hengku.manufacturing.parts import quota
from hengku.posting.effects import OUTSOURCED, AtPoolCost, AtSourceCost, Effects, Facts, Goods, stock


def check_issue(facts: Facts) -> list[Problem]:
    """Every line is a component of an order; which order that is, is written down (C18: material is kept by order)."""
    problems: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None:
            problems.append(FieldRequired(label="委外订单子件行").at(line_no=line.line_no, field="source_line"))
        else:
            line.data[FOR_ORDER] = str(source.document_id)
    return problems


def check_return(facts: Facts) -> list[Problem]:
    """Every line is of an issue: it comes back at what it cost."""
    return without_source(facts.lines, "委外发料单行")


def send(facts: Facts) -> Effects:
    """借 委托加工物资 贷 存货, at the cost of the day."""
    here = stock(facts.paper.warehouse_id)
    return Effects(
        goods=tuple(
            Goods(x, here, OUTSOURCED, x.quantity_base, AtPoolCost(), "transfer", status_to=STATUS)
            for x in facts.lines
        )
    )


def take_back(facts: Facts) -> Effects:
    """The issue's entry in red, at what the material cost when it was issued."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = AtSourceCost(line.source_line_id or 0)
        return Goods(
            line,
            OUTSOURCED,
            here,
            line.quantity_base,
            cost,
            "transfer",
            red=True,
            status=STATUS,
            status_to="available",
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


OUTSOURCE_ISSUE = DocumentType(
    code="outsource_issue",
    label="委外发料单",
    label_en="Issue to processor",
    prefix="OSI",
    department="manufacturing",
    states=STOCK,
    header=(BUSINESS_ON, PROCESSOR, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=send,
    check=check_issue,
    sources=(From(ORDER, tolerance="over_issue_pct", limit=quota, fulfils=True),),
    party="supplier",
    goods="inside",
    weighs=True,
)
OUTSOURCE_RETURN = DocumentType(
    code="outsource_return",
    label="委外退料单",
    label_en="Material return from processor",
    prefix="OSB",
    department="manufacturing",
    states=STOCK,
    header=(BUSINESS_ON, PROCESSOR, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=take_back,
    check=check_return,
    sources=(From(ISSUE, less=(RECEIPT,)),),
    party="supplier",
    goods="inside",
    weighs=True,
)
