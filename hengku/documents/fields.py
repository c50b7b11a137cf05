"""Fields that many types share, so that one thing has one label everywhere."""

from __future__ import annotations

from typing import Any

from hengku.company.dictionary import word_list
from hengku.documents.declaration import Choice, Field


def from_list(
    list_code: str, key: str, label: str, label_en: str, kind: str = "choice", **more: Any
) -> Field:
    """A field whose choices are a list of the data dictionary: here the ready-made ones, a company's own beside them.

    A field of kind ``text`` proposes them and takes any text.
    """
    choices = tuple(Choice(one.code, one.name, one.label_en) for one in word_list(list_code).ready)
    return Field(key, label, label_en, kind, choices=choices, listed=list_code, **more)


BUSINESS_ON = Field("business_on", "业务日期", "Date", "date", required=True)
DUE_ON = Field("due_on", "到期日", "Due", "date")
SUPPLIER = Field("party", "供应商", "Supplier", "supplier", required=True)
CUSTOMER = Field("party", "客户", "Customer", "customer", required=True)
PARTY = Field("party", "往来单位", "Party", "party", required=True)
GOODS_OF = Field(
    "party",
    "货主",
    "Owner",
    "party",
    help="不填是本公司的货;代销、借入的货填它的货主",
    help_en="Empty: our own goods. For goods held for sale or borrowed, whose they are",
)
WAREHOUSE = Field("warehouse", "仓库", "Warehouse", "warehouse", required=True)
WAREHOUSE_TO = Field("warehouse_to", "调入仓库", "To warehouse", "warehouse", required=True)
DEPARTMENT = Field("department", "部门", "Department", "department")
HANDLER = Field("handler", "经手人", "Handled by", "employee")
FUND_ACCOUNT = Field("fund_account", "资金账户", "Fund account", "fund_account", required=True)
FUND_ACCOUNT_TO = Field("fund_account_to", "转入账户", "To account", "fund_account", required=True)
BANK_SERIAL = Field(
    "bank_serial",
    "银行流水号",
    "Bank serial no.",
    "text",
    once=True,
    help="同一个流水号只能记一次",
    help_en="A number of the bank's is booked once",
)
PRICE_MODE = Field(
    "price_mode",
    "价格方式",
    "Prices",
    "choice",
    choices=(Choice("INCL", "含税", "Tax included"), Choice("EXCL", "不含税", "Tax excluded")),
)
REMARK = Field("remark", "备注", "Remark", "text")
DOCUMENT_DISCOUNT = Field(
    "document_discount",
    "整单优惠",
    "Document discount",
    "amount",
    help="按行金额分摊到各行(赠品不分),再逐行算税",
    help_en="Shared out over the lines by amount (not to gifts), then taxed line by line",
)
APPROVAL_REASON = from_list(
    "approval_reason",
    "approval_reason",
    "特批原因",
    "Reason for approval",
    "text",
    help="低于底价或超信用额度时填写;须有相应权限的人审核",
    help_en="For a price below the floor or beyond the credit limit; somebody with that right must post it",
)

PRODUCT = Field("product", "商品", "Product", "product", required=True)
UNIT = Field("unit", "单位", "Unit", "unit")
QUANTITY = Field("quantity", "数量", "Quantity", "quantity", required=True)
PRICE = Field("price", "单价", "Price", "price")
DISCOUNT = Field("discount_amount", "折扣额", "Discount", "amount")
TAX_CODE = Field("tax_code", "税码", "Tax code", "tax_code")
AMOUNT_NET = Field("amount_net", "金额", "Net", "amount")
AMOUNT_TAX = Field("amount_tax", "税额", "Tax", "amount")
AMOUNT_INCL = Field("amount_incl", "价税合计", "Total", "amount")
COST = Field("amount_net", "成本金额", "Cost", "amount", shows_cost=True)
MONEY = Field("amount_incl", "金额", "Amount", "amount", required=True)
IS_GIFT = Field("is_gift", "赠品", "Gift", "flag")
BIN = Field(
    "bin",
    "库位",
    "Bin",
    "text",
    help="只在分库位的仓库填写;不填时,收货放仓库本身(待上架),发货先取待发区 STAGING 再取未上架的货",
    help_en="Only in warehouses with bins. Empty: goods come into the warehouse itself, and leave from STAGING first",
)
BIN_TO = Field(
    "bin_to",
    "移入库位",
    "To bin",
    "text",
    help="只在分库位的仓库填写;不填即仓库本身",
    help_en="Only in warehouses with bins; empty is the warehouse itself",
)
LINE_REMARK = Field("remark", "行备注", "Remark", "text")

LOT_NO = Field("lot_no", "批号", "Lot", "lot", shown_for="lot")
PRODUCED_ON = Field("produced_on", "生产日期", "Produced", "date", shown_for="lot")
EXPIRES_ON = Field("expires_on", "到期日", "Expires", "date", shown_for="lot")
SERIALS = Field(
    "serials",
    "序列号",
    "Serial numbers",
    "serials",
    help="几个之间用空格或逗号分开",
    help_en="Separate several by blanks or commas",
    shown_for="serial",
)
AUX_QUANTITY = Field("aux_quantity", "实称数量", "Weighed", "quantity", shown_for="weight")
#: What is said in ``documents.kit_lots``.
KIT_LOTS = Field(
    "kit_lots",
    "组成批次",
    "Lots of components",
    "kit_lots",
    help="套装直接出库时各组成商品的批号、序列号、重量,写成 编码:批号*数量,称重的后面写 =重量,几个之间用分号隔开",
    help_en="Lots, serial numbers or weights of the components of a kit: code:lot*quantity, =weight behind what is "
    "weighed, several separated by semicolons",
    shown_for="kit",
)
#: What is said in ``documents.dish_rules``.
RECIPE_CHANGES = Field(
    "recipe_changes",
    "加料去料",
    "Extras",
    "recipe_changes",
    help="一份菜品里比配方多或少的原料,写成 编码:+数量、编码:-数量,整样不要写 编码:-,几个之间用分号隔开;加料的价钱写在单价里",
    help_en="What one portion has more or less of than its recipe: code:+quantity, code:-quantity, code:- for none "
    "of it, several separated by semicolons; what an extra costs goes into the price",
    shown_for="dish",
)
PRICE_BY = Field(
    "price_by",
    "计价",
    "Price of",
    "choice",
    choices=(Choice("weight", "按重量", "Weight"), Choice("piece", "按件", "Piece")),
    help="称重商品的单价是每千克的,还是每件的;不选为按重量",
    help_en="Whether the price of weighed goods is that of a unit of weight (the default) or of a piece",
    shown_for="weight",
)
LOT_REASON = from_list(
    "lot_reason",
    "lot_reason",
    "批次说明",
    "Lot note",
    help="没有按先到期先出、短效收货、称重超允差或非本客户序列号时,说明原因",
    help_en="Why not first to expire first out, goods near their date, a weight out of tolerance, or a serial number "
    "of another customer",
    shown_for="any",
)
LOT_TO = Field("lot_to", "更正为批号", "To lot", "text", help="批次更正:这些货其实是哪个批次",
               help_en="Lot correction: the lot these goods really are of", shown_for="lot")  # fmt: skip
PRODUCED_ON_TO = Field("produced_on_to", "更正为生产日期", "Produced (to)", "date", shown_for="lot")
EXPIRES_ON_TO = Field("expires_on_to", "更正为到期日", "Expires (to)", "date", shown_for="lot")
LOT_LINE = (LOT_NO, PRODUCED_ON, EXPIRES_ON, SERIALS, AUX_QUANTITY, LOT_REASON)

#: B3.3: the label is what the customer pays; quantity × price may miss it by what the label's quantity was rounded.
LABEL_AMOUNT = Field(
    "label_amount",
    "标签金额",
    "Label amount",
    "amount",
    help="电子秤标签上的金额(含税),这一行按它收;改了数量或单价就不再按它",
    help_en="The amount on the scale's label, tax included: what the line is sold for, until quantity or price change",
    shown_for="label",
)

PRICED_LINE = (PRODUCT, UNIT, QUANTITY, PRICE, DISCOUNT, TAX_CODE, IS_GIFT, LINE_REMARK)
INVOICE_NUMBER = Field("invoice_number", "发票号码", "Invoice number", "text")
