"""What trade inside a group refuses (D-ICT)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.kit.errors import Invalid, NotFound, Refused


@dataclass(eq=False)
class NotLinked(Refused):
    """The two companies do not know each other, or not both of them."""

    company: str
    text = "与「{company}」还没有建立关联,或已停用。请先在「组织间交易 → 关联账套」中关联,两边都要有。"


@dataclass(eq=False)
class LinkedToItself(Invalid):
    """A company does not trade with itself."""

    text = "不能与本账套关联。账套内部请用调拨单。"


@dataclass(eq=False)
class PartyLinkedOtherwise(Refused):
    """A party stands for one company."""

    name: str
    text = "往来单位「{name}」已经代表另一个关联账套。请选别的往来单位,或先解除那一个。"


@dataclass(eq=False)
class LinkPartyWrong(Invalid):
    """The other company is sold to and bought from: its party must be both."""

    name: str
    text = "往来单位「{name}」须同时是客户和供应商,并已启用。请先在往来单位资料中勾选。"


@dataclass(eq=False)
class ProductNotThere(Refused):
    """Products of two companies are told to be the same by their code."""

    product_code: str
    name: str
    company: str
    text = "「{company}」没有编码为 {product_code} 的启用商品({name})。请先在那边建立同编码的商品。"


@dataclass(eq=False)
class OtherUnit(Refused):
    """One piece here must be one piece there."""

    product_code: str
    unit: str
    other_unit: str
    company: str
    text = "商品 {product_code} 在本账套的基本单位是「{unit}」,在「{company}」是「{other_unit}」,不能直接交易。请统一基本单位。"


@dataclass(eq=False)
class WeighedOtherwise(Refused):
    """What one weighs the other weighs too, in one unit: both books cost it by the weight the seller wrote (B2)."""

    product_code: str
    unit: str
    other_unit: str
    company: str
    text = (
        "商品 {product_code} 的称重单位在本账套是「{unit}」,在「{company}」是「{other_unit}」,不能直接交易。"
        "请把两边设成一样(都称重且单位相同,或都不称重)。"
    )


@dataclass(eq=False)
class TaxCodeNotThere(Refused):
    """Both sides tax alike, or seller and buyer would not agree on the total."""

    tax_code: str
    company: str
    text = "「{company}」没有税码 {tax_code}。请先在那边建立同名税码。"


@dataclass(eq=False)
class SidesDiffer(Refused):
    """What one side sells is not what the other buys; nothing was written."""

    seller: Decimal
    buyer: Decimal
    text = "卖方价税合计 {seller},买方 {buyer},两侧不一致,已全部撤回。请核对两边同名税码的税率。"


@dataclass(eq=False)
class PriceOrMarkup(Invalid):
    """An agreed price is written on the line."""

    text = "按协议价时每行都要填不含税单价。"


@dataclass(eq=False)
class MarkupWrong(Invalid):
    """A markup is a part of the cost, 0.10 = 10 %."""

    markup: Decimal
    text = "成本加成率 {markup} 不对:应在 0 到 10 之间,0.10 表示加成 10%。"


@dataclass(eq=False)
class NoInvoiceInside(Invalid):
    """Within one legal person nothing is sold, so nothing is invoiced."""

    text = "同一法人的两个账套之间是调拨,不确认收入、不开发票。请取消「同时开票」。"


@dataclass(eq=False)
class TradeNotFound(NotFound):
    """No such trade of this company."""

    ict_id: int
    text = "找不到组织间交易(编号 {ict_id})。"


@dataclass(eq=False)
class LineNotOfTrade(Invalid):
    """A line that the trade does not have on both sides."""

    line_no_said: int
    text = "这笔组织间交易没有第 {line_no_said} 行。请刷新后再试。"


@dataclass(eq=False)
class ReturnOfReturn(Refused):
    """What came back is sold anew, or its return is taken back."""

    text = "这是一笔组织间退货,不能再退。退错了请成对红冲;要再给对方,请另做一笔交易。"
