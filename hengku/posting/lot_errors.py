"""Why goods of a lot or a serial number may not come in or go out (B2, B4–B7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.kit.errors import Invalid, Refused


@dataclass(eq=False)
class LotMissing(Invalid):
    """Goods told apart by lot never move without one; none is chosen behind anybody's back."""

    product: str
    text = "「{product}」按批次管理,请填批号。出库时点「选批次」可按先到期先出带出。"


@dataclass(eq=False)
class LotUnknown(Invalid):
    """Nothing of that lot ever came in."""

    product: str
    lot_no: str
    text = "「{product}」没有批号 {lot_no}。请从批次列表中选择,或核对包装上的批号。"


@dataclass(eq=False)
class SameLot(Invalid):
    """A lot is corrected to another one."""

    product: str
    lot_no: str
    text = "“{product}”本来就是批号 {lot_no},没有要更正的。请填写另一个批号。"


@dataclass(eq=False)
class LotUnclear(Invalid):
    """The number was used for goods made on several days."""

    product: str
    lot_no: str
    text = "「{product}」批号 {lot_no} 有几个生产日期。请同时填生产日期。"


@dataclass(eq=False)
class LotDatesDiffer(Refused):
    """A lot has one expiry date."""

    product: str
    lot_no: str
    known: date
    given: date
    text = "「{product}」批号 {lot_no} 的到期日是 {known},本行填了 {given}。请核对包装;确是另一批时请换一个批号。"


@dataclass(eq=False)
class LotDatesWrong(Invalid):
    """Made after it expires, or in the future."""

    produced_on: date
    limit: date
    text = "生产日期 {produced_on} 不正确:不能晚于 {limit}。"


@dataclass(eq=False)
class ProducedOnMissing(Invalid):
    """Without it nobody knows how long the goods keep (B5)."""

    product: str
    text = "「{product}」入库须填生产日期(有保质期的,也可改填到期日)。"


@dataclass(eq=False)
class LotRefused(Refused):
    """The lot is expired, recalled, or too near its end for this customer; ``instead`` is what there is."""

    product: str
    lot_no: str
    reason: str
    instead: list[dict[str, Any]] = field(default_factory=list)
    text = "「{product}」批号 {lot_no} 不能出库:{reason}。请换用其他批次。"


@dataclass(eq=False)
class LotTooOld(Refused):
    """Goods with too little of their life left are not taken in (B5)."""

    product: str
    lot_no: str
    left: Decimal
    least: Decimal
    text = "「{product}」批号 {lot_no} 只剩保质期的 {left},低于入库要求 {least}。请拒收;主管同意收货时填写「批次说明」。"


@dataclass(eq=False)
class LotOverrideForbidden(Refused):
    """Only who may answer for it takes in goods that are too old, or a return that was not sold to this customer."""

    text = "您没有「批次例外」权限,不能放行。请让仓库主管过账。"


@dataclass(eq=False)
class LotOutOfTurn(Refused):
    """Another lot than the first to expire goes out, and the line does not say why (B4)."""

    product: str
    lot_no: str
    first: str
    expires_on: date | None
    text = "「{product}」应先出批号 {first}({expires_on} 到期)。要出 {lot_no},请在该行填「批次说明」。"


@dataclass(eq=False)
class HeldLotLeft(Refused):
    """Another lot goes than the notice holds, and the line does not say why (B4)."""

    product: str
    lot_no: str
    held: str
    text = "「{product}」发货通知占用的是批号 {held}。要改出 {lot_no},请在该行填「批次说明」。"


@dataclass(eq=False)
class LotNotFree(Refused):
    """A hold is moved to a lot of which too little is free (Q3d)."""

    product: str
    lot_no: str
    asked: Decimal
    available: Decimal
    text = "「{product}」批号 {lot_no} 未被占用的只有 {available},本行要 {asked}。请换批次或改小数量。"


@dataclass(eq=False)
class SerialOfOthers(Refused):
    """A piece lies here and is not whose the document says; ``owner`` is "" where it is ours."""

    product: str
    serial_no: str
    owner: str
    text = "「{product}」序列号 {serial_no} 的货主不对:它是{owner}的货。请换一件;代销、借入的货先做结算单买下再出库。"


@dataclass(eq=False)
class SerialHeld(Refused):
    """A piece that is held for another line does not leave (Q3d)."""

    product: str
    serial_no: str
    number: str
    text = "「{product}」序列号 {serial_no} 已为 {number} 预留。请换一件,或先关闭该通知单。"


@dataclass(eq=False)
class HeldPieceLeft(Refused):
    """Another piece goes than the notice keeps, and the line does not say why (B4)."""

    product: str
    held: str
    text = "「{product}」发货通知占用的是序列号 {held}。要改出其他件,请在该行填「批次说明」。"


@dataclass(eq=False)
class SerialCount(Invalid):
    """As many serial numbers as pieces (B7)."""

    product: str
    quantity: Decimal
    given: int
    text = "「{product}」按序列号管理:数量 {quantity},填了 {given} 个序列号。两者必须相等,且不能重复。"


@dataclass(eq=False)
class SerialNotHere(Refused):
    """What goes out must be in stock where it is taken from."""

    product: str
    serial_no: str
    state: str
    text = "「{product}」序列号 {serial_no} 不在这个仓库({state})。请核对序列号。"


@dataclass(eq=False)
class SerialInStock(Refused):
    """What is in stock cannot come in again; a number belongs to one product."""

    serial_no: str
    product: str
    text = "序列号 {serial_no} 已在账上({product}),不能重复入库。请核对序列号。"


@dataclass(eq=False)
class SerialNotSoldToThem(Refused):
    """A customer returns what they bought (B7)."""

    serial_no: str
    product: str
    text = "「{product}」序列号 {serial_no} 不是卖给该客户的。请核对;确需收回时由主管填写「批次说明」后过账。"


@dataclass(eq=False)
class SerialMovedOn(Refused):
    """A document cannot be reversed when its pieces were moved since."""

    serial_no: str
    text = "序列号 {serial_no} 之后又有单据。请先红冲后面的单据。"


@dataclass(eq=False)
class WeightMissing(Invalid):
    """Goods with a second unit are weighed at every move (B2)."""

    product: str
    unit: str
    text = "「{product}」须填实称数量({unit})。"


@dataclass(eq=False)
class WeightDoubtful(Refused):
    """What was weighed is far from what the pieces should weigh (B2)."""

    product: str
    weight: Decimal
    expected: Decimal
    unit: str
    percent: Decimal
    text = (
        "「{product}」实称 {weight} {unit},按标准应约 {expected} {unit},相差超过允差 {percent}%。"
        "请重称;确认无误时填写「批次说明」,由有「批次例外」权限的人过账。"
    )


@dataclass(eq=False)
class WeighedNotHere(Refused):
    """Documents of this type do not carry a second quantity (B2)."""

    product: str
    label: str
    text = "「{product}」按件收发、按重量核算,{label}不收这类商品。请改用能称重的单据。"


@dataclass(eq=False)
class WeightShort(Refused):
    """More weight leaves than the books have, or the last of it with pieces left (B2)."""

    product: str
    place: str
    asked: Decimal
    left: Decimal
    pieces: Decimal
    unit: str
    text = (
        "「{product}」在{place}账上只有 {pieces} 件、{left} {unit},本行出 {asked} {unit}:重量不够,或件数未尽而重量先尽。"
        "请核对秤;确属称重误差的,先用库存调整单(原因 10)调增重量。"
    )


@dataclass(eq=False)
class WeightAlone(Invalid):
    """A weight without a piece is a measuring error, by its reason (B2, §1.8 10)."""

    product: str
    text = "「{product}」件数为 0 时只能按原因「10 计量换算、称重误差」调整残余重量。件数有变的请填写件数。"


@dataclass(eq=False)
class WeightBeyondError(Refused):
    """What is put down to measuring is more than the scales may be wrong by (§1.8 10)."""

    product: str
    weight: Decimal
    allowed: Decimal
    percent: Decimal
    unit: str
    text = (
        "「{product}」残余重量 {weight} {unit} 超过称重允差 {percent}%(上次清零以来入库重量的允差为 {allowed} {unit})。"
        "请盘点,按盘亏(02)或盘盈(01)处理。"
    )


@dataclass(eq=False)
class CostedByLot(Refused):
    """C13: specific costing needs to know which goods they are."""

    product: str
    text = "「{product}」按个别计价核算成本,但没有按批次或序列号管理。请在商品资料中改为按批次或序列号跟踪。"


@dataclass(eq=False)
class SourceOfAnotherLot(Refused):
    """C13: what comes back goes into the lot it left from."""

    product: str
    source_number: str
    text = "「{product}」按个别计价,退回须与来源单据 {source_number} 同一批次。请改正批号。"


@dataclass(eq=False)
class PiecesMissing(Invalid):
    """C13: money is put onto pieces that are known."""

    product: str
    text = "「{product}」按序列号个别计价,请填写要调整成本的序列号,且都属于这个商品。"
