"""What a count refuses (D-CNT)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.kit.errors import Invalid, NotFound, Refused


@dataclass(eq=False)
class CountNotFound(NotFound):
    """No such count in this company."""

    count_id: int
    text = "找不到盘点单(编号 {count_id})。"


@dataclass(eq=False)
class CountLineNotFound(NotFound):
    """No such line in this count."""

    line_id: int
    text = "盘点单里没有这一行(编号 {line_id})。请刷新后再试。"


@dataclass(eq=False)
class CountWrongState(Refused):
    """What is asked fits another state."""

    number: str
    state: str
    wanted: str
    text = "盘点单 {number} 现在是「{state}」,{wanted}时才能这样做。"


@dataclass(eq=False)
class NothingToCount(Refused):
    """The scope holds no goods."""

    text = "所选范围内没有商品。请放宽类别或商品,或勾选「包括零库存」。"


@dataclass(eq=False)
class NothingDue(Refused):
    """The plan asks for no count now."""

    text = "现在没有到期要盘的商品。请刷新盘点计划,或用「开始盘点」自己选范围。"


@dataclass(eq=False)
class CountOverlaps(Refused):
    """Goods are counted once at a time."""

    product: str
    count_number: str
    others: int
    text = "「{product}」等 {others} 种商品正在另一张盘点单 {count_number} 中。请缩小范围,或先结束那一张。"


@dataclass(eq=False)
class BinOverlaps(Refused):
    """A bin is counted once at a time."""

    bin: str
    count_number: str
    text = "库位 {bin} 的商品正在另一张盘点单 {count_number} 中。请换库位范围,或先结束那一张。"


@dataclass(eq=False)
class ProductUnknownHere(Invalid):
    """What was scanned or typed names no product."""

    given: str
    text = "找不到编码或条码为「{given}」的商品。请核对,或先建商品资料。"


@dataclass(eq=False)
class NotInScope(Refused):
    """Found goods that this count does not hold still."""

    product: str
    text = "「{product}」不在本次盘点范围内。请作废后扩大范围重盘,或另开一张盘点单。"


@dataclass(eq=False)
class WhichPlace(Refused):
    """A product that lies in several places or lots must be counted by line."""

    product: str
    text = "「{product}」在本仓有多个库位、批次或货主,请在清单里选定那一行再录数量。"


@dataclass(eq=False)
class CountNotPositive(Invalid):
    """A count is zero or more."""

    quantity: Decimal
    text = "实盘数量不能是 {quantity}。没有货请填 0。"


@dataclass(eq=False)
class CountTooFine(Invalid):
    """Finer than the unit is counted."""

    quantity: Decimal
    unit: str
    places: int
    text = "数量 {quantity} 太细:单位「{unit}」最多 {places} 位小数。"


@dataclass(eq=False)
class NotCounted(Refused):
    """A line nobody counted, when the count is handed in."""

    product: str
    text = "「{product}」还没有盘。请补录,或选择「未盘的按账面」「未盘的按 0」。"


@dataclass(eq=False)
class NotRecounted(Refused):
    """A line that was to be counted again."""

    product: str
    text = "「{product}」须复盘,还没有复盘数量。"


@dataclass(eq=False)
class CountedBySamePerson(Refused):
    """S1 ⑤: who counted does not judge the differences; the second count is another's."""

    what: str
    text = "您录入过本次盘点的实盘数量,不能再{what}。请换一位同事。"


@dataclass(eq=False)
class GainWithoutCost(Refused):
    """Goods found that never had a cost (C3): the accountant says what they are worth."""

    product: str
    text = "盘盈的「{product}」没有可参考的成本。请由会计填写盘盈金额。"


@dataclass(eq=False)
class OwnerClaimMissing(Refused):
    """Goods of others are missing: the accountant says what their owner gets, 0 where the owner bears it."""

    product: str
    text = "少了代销或借入的「{product}」。请由会计填写应赔货主的金额;货主自己承担的填 0。"


@dataclass(eq=False)
class CompensationTooLarge(Invalid):
    """Nobody makes good more than was lost."""

    product: str
    compensation: Decimal
    amount: Decimal
    text = "「{product}」的赔偿 {compensation} 超过损失金额 {amount}。请改小。"


@dataclass(eq=False)
class SheetEmpty(Invalid):
    """A sheet without a quantity."""

    text = "表格里没有实盘数量(一次最多 10000 行)。请在「实盘数量」列填数后再传;没有货请填 0。"


@dataclass(eq=False)
class SheetRowUnreadable(Invalid):
    """A row of the sheet that is damaged."""

    row: int
    text = "第 {row} 行读不出来。请检查这一行有没有缺列、乱码。"


@dataclass(eq=False)
class CountedNothing(Invalid):
    """A cell that holds no number."""

    given: str
    text = "「{given}」不是数量。请填数字;没有货请填 0。"


@dataclass(eq=False)
class WeightWithoutPieces(Invalid):
    """A weight of goods of which none was found (B2)."""

    product: str
    weight: Decimal
    unit: str
    text = "「{product}」件数是 0,不能有重量 {weight} {unit}。请核对件数;没有货就不填重量。"


@dataclass(eq=False)
class PiecesWithoutWeight(Invalid):
    """Pieces that weigh nothing (B2)."""

    product: str
    unit: str
    text = "「{product}」有件数,重量({unit})不能是 0。没有称重就留空。"


@dataclass(eq=False)
class HalfWeighed(Invalid):
    """Some pieces of one line were weighed and others were not (B2)."""

    product: str
    unit: str
    text = (
        "「{product}」这一行的件数要么都称、要么都不称。请补上本次的重量({unit}),或在行里直接改写件数和重量。"
    )


@dataclass(eq=False)
class LabelWithoutUnit(Invalid):
    """A scale's label says kilograms, the product has no such unit (B3)."""

    product: str
    weight: Decimal
    text = "「{product}」没有千克单位,秤码上的 {weight} 千克用不上。请换算后手工填数量。"
