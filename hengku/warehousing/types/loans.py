"""借出、借入 (D-LOA, D-LOR, D-BOR, D-BRR): goods that change hands and not owner. Nothing is booked.

What we lend stays in its warehouse's figures as 借出在外: it is ours and cannot be promised. What we borrow lies in our
warehouse under its owner: it is no stock of ours, has no cost, and is listed apart (Q1).
"""

from collections.abc import Callable

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PARTY,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Problem
from hengku.posting.effects import SUPPLIER, AtPoolCost, Effects, Facts, Goods, stock

DUE_BACK = Field("due_on", "应还日期", "Due back", "date")
LINES = (PRODUCT, UNIT, QUANTITY, LINE_REMARK)
BACK_FROM = (BUSINESS_ON, PARTY, WAREHOUSE, REMARK)


def of_a_loan(label: str) -> Callable[[Facts], list[Problem]]:
    """Every line gives back goods of a line that took them."""
    return lambda facts: without_source(facts.lines, label)


def lend(facts: Facts) -> Effects:
    """AVAILABLE → LENT: on hand stays, what can be promised falls."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        return Goods(line, here, here, line.quantity_base, AtPoolCost(), "transfer", status_to="lent")

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def take_back(facts: Facts) -> Effects:
    """LENT → AVAILABLE."""
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = AtPoolCost()
        return Goods(
            line, here, here, line.quantity_base, cost, "transfer", status="lent", status_to="available"
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def borrow(facts: Facts) -> Effects:
    """Goods of the party come into our warehouse and stay the party's."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    return Effects(
        goods=tuple(
            Goods(x, SUPPLIER, here, x.quantity_base, AtPoolCost(), "transfer", owner_id=owner)
            for x in facts.lines
        )
    )


def give_back(facts: Facts) -> Effects:
    """Goods of the party leave our warehouse."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    return Effects(
        goods=tuple(
            Goods(x, here, SUPPLIER, x.quantity_base, AtPoolCost(), "transfer", owner_id=owner)
            for x in facts.lines
        )
    )


LOAN_OUT = DocumentType(
    code="loan_out",
    label="借出单",
    label_en="Loan out",
    prefix="LOA",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, PARTY, WAREHOUSE, DUE_BACK, REMARK),
    lines=LINES,
    effects=lend,
    party="party",
    goods="inside",
    weighs=True,
    makes_entry=False,
)
LOAN_RETURN = DocumentType(
    code="loan_return",
    label="借出归还单",
    label_en="Loan return",
    prefix="LOR",
    department="warehousing",
    states=STOCK,
    header=BACK_FROM,
    lines=LINES,
    effects=take_back,
    check=of_a_loan("借出单行"),
    sources=(From("loan_out", less=("sales_issue",)),),
    party="party",
    goods="inside",
    weighs=True,
    makes_entry=False,
)
BORROW_IN = DocumentType(
    code="borrow_in",
    label="借入单",
    label_en="Borrowed goods in",
    prefix="BOR",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, PARTY, WAREHOUSE, DUE_BACK, REMARK),
    lines=LINES,
    effects=borrow,
    party="party",
    goods="in",
    of_others=True,
    weighs=True,
    makes_entry=False,
)
BORROW_RETURN = DocumentType(
    code="borrow_return",
    label="借入归还单",
    label_en="Return of borrowed goods",
    prefix="BRR",
    department="warehousing",
    states=STOCK,
    header=BACK_FROM,
    lines=LINES,
    effects=give_back,
    check=of_a_loan("借入单行"),
    sources=(From("borrow_in", less=("consign_in_settle",)),),
    party="party",
    goods="out",
    of_others=True,
    weighs=True,
    takes_any_lot=True,  # what expired or was recalled goes back to whose it is
    makes_entry=False,
)
