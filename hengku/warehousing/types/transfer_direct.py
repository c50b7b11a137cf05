"""一步调拨单 (D-TR1): goods go from one warehouse to another at once; costs go with them only where pools are per
warehouse (C2). They go as whose they are: goods of others have no cost.
"""

from dataclasses import dataclass

from hengku.documents.declaration import STOCK, DocumentType, Field
from hengku.documents.fields import (
    BIN,
    BIN_TO,
    BUSINESS_ON,
    GOODS_OF,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE_TO,
)
from hengku.kit.errors import Invalid, Problem
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock


@dataclass(eq=False)
class SameWarehouse(Invalid):
    """Nothing would move."""

    text = "调出仓库与调入仓库相同。请改选其中一个。"


def check(facts: Facts) -> list[Problem]:
    """Two different warehouses."""
    same = facts.paper.warehouse_id == facts.paper.warehouse_to_id
    return [SameWarehouse().at(field="warehouse_to")] if same else []


def effects(facts: Facts) -> Effects:
    """One out, one in; nothing is booked, the account stays the same."""
    owner = facts.paper.party_id or 0
    here, there = stock(facts.paper.warehouse_id), stock(facts.paper.warehouse_to_id)
    return Effects(
        goods=tuple(
            Goods(x, here, there, x.quantity_base, AtPoolCost(), against="transfer", owner_id=owner)
            for x in facts.lines
        )
    )


TRANSFER_DIRECT = DocumentType(
    code="transfer_direct",
    label="一步调拨单",
    label_en="Direct transfer",
    prefix="TR1",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        Field("warehouse", "调出仓库", "From warehouse", "warehouse", required=True),
        WAREHOUSE_TO,
        GOODS_OF,
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, BIN, BIN_TO, LINE_REMARK),
    effects=effects,
    check=check,
    party="party",
    names_owner=True,
    goods="both",
    weighs=True,
    makes_entry=False,
)
