"""Why a document is refused: one class per reason, its data, and what to do, in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengku.kit.errors import Forbidden, Invalid, NotFound, Refused


@dataclass(eq=False)
class UnknownDocumentType(NotFound):
    """No type has this code."""

    type_code: str
    text = "没有单据类型 {type_code}。请从菜单中选择单据。"


@dataclass(eq=False)
class DocumentNotFound(NotFound):
    """No such document in this company."""

    document_id: int
    text = "找不到单据(编号 {document_id})。它可能属于别的账套,或草稿已被删除。"


@dataclass(eq=False)
class NoLines(Invalid):
    """A document must say something."""

    text = "单据没有明细行。请至少录入一行。"


@dataclass(eq=False)
class FieldRequired(Invalid):
    """A required field is empty."""

    label: str
    text = "「{label}」必须填写。"


@dataclass(eq=False)
class WarehouseOutOfScope(Forbidden):
    """The actor works in other warehouses (S2)."""

    label: str
    text = "「{label}」不在您的数据权限内。请改选您负责的仓库,或请管理员调整您可用的仓库。"


@dataclass(eq=False)
class UnknownReference(Invalid):
    """A field points at a record that is not in this company."""

    label: str
    reference: int
    text = "「{label}」引用的记录(编号 {reference})不存在。请重新选择。"


@dataclass(eq=False)
class Inactive(Invalid):
    """A record in use is switched off (G20)."""

    label: str
    name: str
    text = "{label}「{name}」已停用。请改选,或先在基础资料中启用。"


@dataclass(eq=False)
class WrongParty(Invalid):
    """A supplier where a customer is wanted, or the other way round."""

    name: str
    wanted: str
    text = "「{name}」不是{wanted}。请改选{wanted},或在往来单位中勾选「{wanted}」。"


@dataclass(eq=False)
class QuantityNotPositive(Invalid):
    """G20: quantity must be above zero."""

    quantity: Decimal
    text = "数量 {quantity} 不正确:必须大于 0。退回请用退货单或红冲。"


@dataclass(eq=False)
class QuantityTooFine(Invalid):
    """More decimal places than the unit allows (B1, G3)."""

    quantity: Decimal
    unit: str
    precision: int
    text = "数量 {quantity} 的小数位超过单位「{unit}」允许的 {precision} 位。请改数量,或换用更小的单位。"


@dataclass(eq=False)
class UnitNotOfProduct(Invalid):
    """The unit has no conversion for the product."""

    product: str
    unit: str
    text = "商品「{product}」没有单位「{unit}」的换算。请改用已有单位,或先在商品中添加。"


@dataclass(eq=False)
class PriceNegative(Invalid):
    """A price below zero."""

    price: Decimal
    text = "单价 {price} 不能小于 0。"


@dataclass(eq=False)
class PriceMissing(Invalid):
    """Neither price nor amount nor source."""

    product: str
    text = "「{product}」没有单价。请填写单价或金额。"


@dataclass(eq=False)
class NumberTooLarge(Invalid):
    """More than the books can hold: a slip of the finger."""

    label: str
    number: Decimal
    text = "「{label}」{number} 太大,请检查是否多打了几位。"


@dataclass(eq=False)
class NumberTooFine(Invalid):
    """More decimal places than the books keep (G3): rounding it would make the paper say something else."""

    label: str
    number: Decimal
    places: int
    text = "「{label}」{number} 的小数位超过 {places} 位。请改为最多 {places} 位小数。"


@dataclass(eq=False)
class DiscountAgainstAmount(Invalid):
    """A discount that would raise the amount."""

    discount: Decimal
    text = "折扣 {discount} 会使金额变大。加价请直接改单价。"


@dataclass(eq=False)
class DiscountTooLarge(Invalid):
    """The discount exceeds the line amount."""

    discount: Decimal
    amount: Decimal
    text = "折扣 {discount} 超过行金额 {amount}。请改小折扣。"


@dataclass(eq=False)
class TaxCodeNotValid(Invalid):
    """T1: the tax code does not hold on the document's date."""

    tax_code: str
    on: date
    text = "税码 {tax_code} 在 {on} 不在有效期内。请改选当日有效的税码。"


@dataclass(eq=False)
class AmountsDisagree(Invalid):
    """Typed amounts do not add up: net + tax ≠ incl, or a wrong sign."""

    amount_net: Decimal
    amount_tax: Decimal
    amount_incl: Decimal
    text = "金额 {amount_net} + 税额 {amount_tax} ≠ 价税合计 {amount_incl}。请核对票面。"


@dataclass(eq=False)
class AmountNotPositive(Invalid):
    """An amount of money must be above zero."""

    amount: Decimal
    text = "金额 {amount} 不正确:必须大于 0。"


@dataclass(eq=False)
class RedAmountNotNegative(Invalid):
    """A red document carries amounts below zero (G9)."""

    amount: Decimal
    text = "红字单据的金额必须小于 0,现为 {amount}。"


@dataclass(eq=False)
class WrongSource(Invalid):
    """The source line is not of a type this document can follow, or another party's, or not posted."""

    source_number: str
    reason: str
    text = "不能引用上游单据 {source_number}:{reason}。请重新选择来源。"


@dataclass(eq=False)
class CarriesTooMuch(Refused):
    """1.1.4: more carried than the source line has left (I28)."""

    source_number: str
    line_source_no: int
    product: str
    asked: Decimal
    left: Decimal
    text = (
        "「{product}」本次 {asked},超过上游 {source_number} 第 {line_source_no} 行剩余的 {left}。请改小数量。"
    )


@dataclass(eq=False)
class NotADraft(Refused):
    """Only a draft can be changed or cancelled."""

    number: str
    state: str
    text = "单据 {number} 的状态是「{state}」,不能修改。已过账的单据请用红冲更正。"


@dataclass(eq=False)
class DraftChanged(Refused):
    """Somebody saved a newer revision in between."""

    number: str
    revision: int
    text = "单据 {number} 已被他人修改(现为第 {revision} 版)。请刷新后再改。"


@dataclass(eq=False)
class CannotClose(Refused):
    """Only an approved or partly done order can be closed short."""

    number: str
    state: str
    text = "单据 {number} 的状态是「{state}」,不能短交关闭。"


@dataclass(eq=False)
class BadField(Invalid):
    """A value that does not fit the kind of its field."""

    label: str
    value: str
    reason: str
    text = "「{label}」的值「{value}」不正确:{reason}。"


@dataclass(eq=False)
class DuplicateSource(Refused):
    """K1: this external number is already in the books."""

    source_system: str
    source_number: str
    text = "来源 {source_system} 的单号 {source_number} 已经录入过,不能重复录入。"


@dataclass(eq=False)
class AttachmentTooLarge(Invalid):
    """More bytes than one attachment may have."""

    name: str
    megabytes_max: int
    text = "附件「{name}」超过 {megabytes_max} MB。请压缩图片或拆分 PDF 后再上传。"


@dataclass(eq=False)
class AttachmentNotAllowed(Invalid):
    """Its bytes are not those of a kind that is kept, whatever its name says."""

    name: str
    text = "「{name}」的内容不是 JPG、PNG 或 PDF。请拍照或转换格式后再上传。"


@dataclass(eq=False)
class AttachmentBroken(Invalid):
    """It begins like a picture or PDF and is none that can be opened."""

    name: str
    text = "「{name}」打不开,文件可能已损坏或没有传完。请重新上传。"


@dataclass(eq=False)
class PictureTooLarge(Invalid):
    """Few bytes that would become a picture too large to open."""

    name: str
    megapixels_max: int
    text = "图片「{name}」的像素太多,超过 {megapixels_max} 百万。请缩小后再上传。"


@dataclass(eq=False)
class TooManyAttachments(Refused):
    """The document has as many, or as large, as it may."""

    files_max: int
    megabytes_max: int
    text = "一张单据最多 {files_max} 个附件、共 {megabytes_max} MB(含已撤回的)。请合并文件,或附在相关单据上。"


@dataclass(eq=False)
class NoRoomForAttachments(Refused):
    """All attachments of the company together fill what they may."""

    gigabytes_max: int
    text = "本账套的附件已占满 {gigabytes_max} GB,不能再上传。请联系管理员。"


@dataclass(eq=False)
class AttachmentNotFound(NotFound):
    """No such attachment on this document."""

    attachment_id: int
    text = "找不到附件(编号 {attachment_id})。"


@dataclass(eq=False)
class UploadNotFound(Refused):
    """A file named for a document is not there: never sent by this person, or on another document by now."""

    upload_id: int
    text = "附件(编号 {upload_id})已不在待附的文件中:可能已附在别的单据上,或已过期。请重新上传。"


@dataclass(eq=False)
class ProofMissing(Invalid):
    """A document of this type is not posted without its proof (§1.8, D-ADJ)."""

    label: str
    least: int
    most: int
    text = "{label}过账前必须附凭据:照片或签字的单子(JPG、PNG、PDF),{least} 至 {most} 个。请先添加附件。"


@dataclass(eq=False)
class TooManyProofs(Invalid):
    """More attachments than a document of this type is posted with (§1.8)."""

    label: str
    count: int
    most: int
    text = "{label}最多附 {most} 个附件,现有 {count} 个。请移除一些,或合并成一个 PDF。"


@dataclass(eq=False)
class TooManyUploads(Refused):
    """One person holds as many files without a document as they may."""

    files_max: int
    text = "还没有附到单据上的文件已有 {files_max} 个。请先保存或放弃未完成的录入。"


@dataclass(eq=False)
class AlreadyWithdrawn(Refused):
    """An attachment is withdrawn once."""

    name: str
    text = "附件「{name}」已经撤回。"


@dataclass(eq=False)
class CannotCopy(Refused):
    """A reversal says what another document said, backwards; there is nothing to write again."""

    number: str
    text = "{number} 是红冲单,不能复制。请复制被它冲销的原单。"


@dataclass(eq=False)
class CommentTooLong(Invalid):
    """More than one comment may say; nothing of it is cut off in silence."""

    characters_max: int
    text = "留言最多 {characters_max} 个字。请分几条发送。"


@dataclass(eq=False)
class SourceTwice(Invalid):
    """One source line named by two lines of a posting: their shares could not be told apart."""

    source_number: str
    source_line_no: int
    text = "上游 {source_number} 第 {source_line_no} 行在本次过账中被引用了两次。请合并为一行,或分两次过账。"


@dataclass(eq=False)
class KitHasNoStock(Refused):
    """A kit is sold, and leaves as its components: nothing else can be done with it (KT-01)."""

    product: str
    text = "“{product}”是套装,没有自己的库存。请填写它的组成商品(商品页“组成”里看)。"
