"""Why a posting is refused, beyond what is wrong with the paper itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.kit.errors import Invalid, NotFound, Refused


@dataclass(eq=False)
class PeriodClosed(Refused):
    """G20, P1: the period of the business date is closed for this kind of document."""

    month: str
    part: str
    text = "{month} 的{part}已结账,不能再过账到这个月。请把业务日期改到未结账的月份,或由财务主管反结账。"


@dataclass(eq=False)
class NoPeriod(Invalid):
    """The business date lies outside the company's periods."""

    on: date
    text = "业务日期 {on} 不在本账套的会计期间内。请检查日期(不能早于启用日期)。"


@dataclass(eq=False)
class InTheFuture(Invalid):
    """G20: the business date may not be later than today."""

    on: date
    today: date
    text = "业务日期 {on} 晚于今天({today})。请改为今天或更早。"


@dataclass(eq=False)
class KeyReused(Refused):
    """1.1.6: the key was used for another body."""

    key: str
    text = "幂等键 {key} 已用于另一份内容。请为新的操作换一个键。"


@dataclass(eq=False)
class KeyMissing(Invalid):
    """Every posting carries a key (G7)."""

    text = "缺少幂等键。请带上每次操作唯一的键,最长 64 个字符。"


@dataclass(eq=False)
class BeforeMethodChanged(Refused):
    """What was in stock went over to another costing method; its past is fixed (C2)."""

    changed_on: date
    text = "计价方法自 {changed_on} 起已变更,此前的日期不能再补录。请改用 {changed_on} 或以后的日期。"


@dataclass(eq=False)
class NegativeStock(Refused):
    """Q7: more goes out than is there; says where else there is some and who holds what is reserved (INV-02)."""

    code = "NEGATIVE_STOCK"
    product: str
    place: str
    asked: Decimal
    available: Decimal
    on_hand: Decimal
    reserved: Decimal
    on: date
    elsewhere: list[dict[str, Any]] = field(default_factory=list)
    held_by: list[dict[str, Any]] = field(default_factory=list)
    text = "「{product}」在「{place}」只有 {available} 可用(现存 {on_hand},预留 {reserved}),本次要出 {asked}({on})。请改小数量、换仓库或先入库。"


@dataclass(eq=False)
class LotHeld(NegativeStock):
    """Q3d: goods of a lot that are held for others do not leave it; says for whom."""

    code = "LOT_HELD"
    lot_no: str = ""
    held_for: str = ""
    text = (
        "「{product}」批号 {lot_no} 在「{place}」已为 {held_for} 预留 {reserved},只有 {available} 可动,本次要出 {asked}。"
        "请改小数量、换批次,或先关闭占用它的通知单。"
    )


@dataclass(eq=False)
class NotAllThere(Refused):
    """D-DN: a delivery notice is for goods that are there and that nobody else holds."""

    product: str
    asked: Decimal
    available: Decimal
    text = "「{product}」要通知发货 {asked},本仓能占用的只有 {available}。请改小数量、换仓库,或等到货。"


@dataclass(eq=False)
class NothingToPost(Invalid):
    """An empty call."""

    text = "没有要过账的单据。"


@dataclass(eq=False)
class NotInBalance(Refused):
    """R3: a manual voucher whose sides differ."""

    debit: Decimal
    credit: Decimal
    text = "借方合计 {debit} 与贷方合计 {credit} 不相等。请核对分录。"


@dataclass(eq=False)
class ControlledAccount(Refused):
    """I16: a controlled account moves only through its own documents."""

    account: str
    control: str
    text = "科目「{account}」由{control}明细账控制,不能手工记账。请用对应的业务单据。"


@dataclass(eq=False)
class AccountNotUsable(Invalid):
    """Not a leaf account, or switched off, or unknown."""

    account: str
    reason: str
    text = "科目「{account}」不能使用:{reason}。请选择启用的末级科目。"


@dataclass(eq=False)
class RoleWithoutAccount(Refused):
    """R2: no account is mapped, so the document cannot be posted."""

    role: str
    name: str
    name_en: str
    text = "「{name}」没有对应科目,单据不能过账。请会计在「科目映射」中设置后再过账。"


@dataclass(eq=False)
class ItemNotOpen(Refused):
    """An open item that is settled already, by less than asked, or another party's."""

    item_id: int
    asked: Decimal
    left: Decimal
    text = "往来项 {item_id} 只剩 {left} 未核销,本次要核销 {asked}。请改小金额。"


@dataclass(eq=False)
class ItemNotFound(NotFound):
    """No such open item, or of another party or kind."""

    item_id: int
    text = "找不到往来项 {item_id},或它不属于该往来单位。请重新选择。"


@dataclass(eq=False)
class CannotReverse(Refused):
    """R1, R5: what stands in the way is named."""

    number: str
    reason: str
    blocking: list[dict[str, Any]] = field(default_factory=list)
    text = "单据 {number} 不能红冲:{reason}。"


@dataclass(eq=False)
class OneSideAlone(Refused):
    """D-ICT: what stands in the books of two companies is written into both at once."""

    text = "来源系统 intercompany 只由「组织间交易」使用,不能单独过账一侧。请在「组织间交易」中办理。"


@dataclass(eq=False)
class BeforeItsSource(Invalid):
    """Goods that come or go back at what they cost cannot do so before they went or came (C6, C7, R5)."""

    on: date
    source_number: str
    source_on: date
    text = "业务日期 {on} 早于原单 {source_number} 的 {source_on}。请改为原单当日或之后。"


@dataclass(eq=False)
class TakenAlready(Refused):
    """What a document gave was taken by others since, so it cannot be taken back (D-IQC: accepted and invoiced)."""

    source_number: str
    text = "{source_number} 的这一行已按原结果开票或退货,不能再减少。请先红冲后面的发票或退货单。"


@dataclass(eq=False)
class DraftGone(NotFound):
    """The draft to be posted does not exist or was posted already."""

    document_id: int
    text = "草稿(编号 {document_id})不存在或已经过账。请刷新列表。"


@dataclass(eq=False)
class UnknownBin(Invalid):
    """The warehouse has no such bin, or the document names none."""

    bin: str
    text = "仓库里没有库位「{bin}」。请先在仓库资料里增加库位,或改填已有的库位码。"


@dataclass(eq=False)
class BeingCounted(Refused):
    """G20: goods that are being counted do not move."""

    warehouse: str
    count_number: str
    line_no_said: int
    text = "第 {line_no_said} 行的商品在“{warehouse}”正在盘点({count_number}),盘点过账或作废之前不能收发。"


@dataclass(eq=False)
class NotByHand(Refused):
    """Documents of this type are made by something else, not by a person (D-CGN, D-CLS)."""

    label: str
    maker: str
    text = "{label}不能手工录入,只能由{maker}生成。"
