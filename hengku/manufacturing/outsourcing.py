"""What the documents of 委外加工 share: who the processor is, what a line is, and what is said wrong about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hengku.documents.declaration import Choice, Field
from hengku.documents.fields import PRICE, SUPPLIER
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, PaperLine
from hengku.kit.errors import Invalid, Refused
from hengku.posting.effects import Facts

ORDER: Final = "outsource_order"
ISSUE: Final = "outsource_issue"
RETURN: Final = "outsource_return"
RECEIPT: Final = "outsource_receipt"
#: Q6: what material at a processor is; on hand, and not to be promised.
STATUS: Final = "outsourced"
#: In the data of an issued line: the order it was issued for. Written by the rules alone.
FOR_ORDER: Final = "for_order"
PROCESSOR: Final = replace(SUPPLIER, label="加工商", label_en="Processor")
FEE_PRICE: Final = replace(PRICE, label="加工单价", label_en="Price of the work")
PART_FIELD: Final = Field(
    PART,
    "类别",
    "Part",
    "choice",
    required=True,
    choices=(Choice(PRODUCT_PART, "产成品", "Product"), Choice(COMPONENT_PART, "子件", "Component")),
    default=COMPONENT_PART,
)


@dataclass(eq=False)
class OneProductAnOrder(Invalid):
    """A processor's order makes one thing."""

    count: int
    text = "一张委外订单只能有一行「产成品」,现有 {count} 行。请把类别改正,或分成几张订单。"


@dataclass(eq=False)
class NoMaterial(Invalid):
    """Without material of ours it is a purchase."""

    text = "没有「子件」。请录入要发给加工商的材料;材料全由对方提供的,请改用采购订单。"


@dataclass(eq=False)
class ComponentHasNoPrice(Invalid):
    """The processor is paid for the work; the material is ours."""

    product: str
    text = "「{product}」是发给加工商的子件,材料是本公司的,不填加工单价。请清空单价,或把类别改为「产成品」。"


@dataclass(eq=False)
class WorkNeededTooEarly(Invalid):
    """Goods are not needed before they are ordered."""

    on: str
    text = "交货日期 {on} 早于下单日期。请核对。"


@dataclass(eq=False)
class OneProductAReceipt(Invalid):
    """What the material went into must be one thing, or its cost would have to be guessed apart."""

    count: int
    text = "一张委外入库单只能有一行成品,现有 {count} 行。请分成几张单据;不同批次的成品也请分开入库。"


@dataclass(eq=False)
class MaterialOfAnotherOrder(Refused):
    """Material issued for one order is not used up by another."""

    source_number: str
    text = "发料单 {source_number} 的这一行不是本次入库成品所属委外订单的材料。请改选本订单的发料行。"


@dataclass(eq=False)
class NothingIssued(Refused):
    """C18: what comes from a processor is made of what was given to it."""

    order_number: str
    text = "委外订单 {order_number} 没有可用的发料,成品没有材料成本。请先做委外发料单,再入库。"


def lines_of(facts: Facts, part: str) -> list[PaperLine]:
    """The lines of an order that are that part of it."""
    return [line for line in facts.lines if (line.data.get(PART) or COMPONENT_PART) == part]
