"""状态转换单 (D-STS): goods are frozen, released, found defective, moved to another bin, or turn out to be of another
lot. What lies there stays; what can be promised changes (Q2, Q6). Nothing is booked.
"""

from dataclasses import dataclass

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.fields import (
    BIN,
    BIN_TO,
    BUSINESS_ON,
    EXPIRES_ON_TO,
    GOODS_OF,
    LINE_REMARK,
    LOT_TO,
    PRODUCED_ON_TO,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Forbidden, Invalid, Problem
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock

STATUSES = (
    Choice("available", "合格", "Sound"),
    Choice("qc_hold", "待检", "To be inspected"),
    Choice("frozen", "冻结", "Frozen"),
    Choice("defect", "不良", "Defective"),
)


@dataclass(eq=False)
class NothingChanges(Invalid):
    """Neither status nor bin nor lot would be another."""

    text = "这一行没有改变任何东西。请选择另一个状态,或填写移入库位、更正为批号。"


@dataclass(eq=False)
class MayNotRelease(Forbidden):
    """D-STS: who keeps goods does not declare them sound."""

    text = "把冻结、待检或不良的货转为合格,须由质检人员过账。请交给有「质检放行」权限的同事。"


def _statuses(line: PaperLine) -> tuple[str, str]:
    """The status of the goods of a line before and after."""
    return str(line.data.get("status") or "available"), str(line.data.get("status_to") or "available")


def check(facts: Facts) -> list[Problem]:
    """Something changes, and only a quality inspector makes goods sound (解冻须 qc)."""
    problems: list[Problem] = []
    for line in facts.lines:
        before, after = _statuses(line)
        product = facts.products.get(line.product_id or 0)
        turns = bool(line.lot_to) and product is not None and product.tracking == "lot"
        if before == after and line.bin == line.bin_to and not turns:
            problems.append(NothingChanges().at(line_no=line.line_no, field="status_to"))
        if before != after == "available" and not facts.may("stock.release"):
            problems.append(MayNotRelease().at(line_no=line.line_no, field="status_to"))
    return problems


def effects(facts: Facts) -> Effects:
    """From one status, bin or lot to the other, in the same warehouse; the lot is found by the engine."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0

    def goods(line: PaperLine) -> Goods:
        before, after = _statuses(line)
        return Goods(
            line,
            here,
            here,
            line.quantity_base,
            AtPoolCost(),
            "transfer",
            status=before,
            status_to=after,
            owner_id=owner,
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


STOCK_STATUS_CHANGE = DocumentType(
    code="stock_status_change",
    label="状态转换单",
    label_en="Stock status change",
    prefix="STS",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        WAREHOUSE,
        GOODS_OF,
        from_list("status_reason", "reason", "原因", "Reason", required=True),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field(
            "status", "原状态", "From status", "choice", required=True, choices=STATUSES, default="available"
        ),
        Field("status_to", "转为", "To status", "choice", required=True, choices=STATUSES, default="frozen"),
        BIN,
        BIN_TO,
        LOT_TO,
        PRODUCED_ON_TO,
        EXPIRES_ON_TO,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    party="party",
    names_owner=True,
    goods="inside",
    weighs=True,
    makes_entry=False,
)
