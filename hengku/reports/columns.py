"""What reports ask and show alike: parameters and columns by one name, so that the same thing is called the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.reports.declaration import Choice, Column, Note, Parameter, Row

FROM = Parameter("from", "开始日期", "From", "date", default="month_start", required=True)
TO = Parameter("to", "结束日期", "To", "date", default="today", required=True)
AS_OF = Parameter("as_of", "截止日期", "As of", "date", default="today", required=True)
PRODUCT = Parameter("product", "商品", "Product", "product")
CATEGORY = Parameter("category", "类别", "Category", "category")
WAREHOUSE = Parameter("warehouse", "仓库", "Warehouse", "warehouse")
PARTY = Parameter("party", "往来单位", "Party", "party")
CUSTOMER = Parameter("party", "客户", "Customer", "customer")
SUPPLIER = Parameter("party", "供应商", "Supplier", "supplier")
#: A supplier that makes goods of our material.
PROCESSOR = Parameter("party", "加工商", "Processor", "supplier")
MAKER = Parameter("maker", "制单人", "Made by", "maker")
SALESPERSON = Parameter("handler", "业务员", "Salesperson", "employee")
BUYER = Parameter("handler", "采购员", "Buyer", "employee")
LATE_ONLY = Parameter("late_only", "只看逾期", "Late only", "flag", default="false")


def one_of(key: str, label: str, label_en: str, *choices: Choice, default: str = "") -> Parameter:
    """A parameter with these choices."""
    return Parameter(key, label, label_en, "choice", default=default, choices=choices)


def only(*choices: Choice, default: str = "") -> Parameter:
    """Which of the rows."""
    return one_of("only", "只看", "Only", *choices, default=default)


def by(*choices: Choice, default: str = "product") -> Parameter:
    """How the figures are added up."""
    return one_of("by", "汇总方式", "Group by", *choices, default=default)


PRODUCT_CODE = Column("product_code", "商品编码", "Code", "text")
PRODUCT_NAME = Column("product_name", "商品名称", "Product", "text")
SPECIFICATION = Column("specification", "规格", "Specification", "text")
CATEGORY_NAME = Column("category", "类别", "Category", "text")
UNIT = Column("unit", "单位", "Unit", "text")
#: A product, in full, without its category, and in short.
PRODUCT_COLUMNS = (PRODUCT_CODE, PRODUCT_NAME, SPECIFICATION, CATEGORY_NAME, UNIT)
GOODS = (PRODUCT_CODE, PRODUCT_NAME, SPECIFICATION, UNIT)
GOODS_SHORT = (PRODUCT_CODE, PRODUCT_NAME, UNIT)
#: Whatever the figures are added up by.
NAMED = (
    Column("code", "编码", "Code", "text"),
    Column("name", "名称", "Name", "text"),
    SPECIFICATION,
    CATEGORY_NAME,
    UNIT,
)

DATE = Column("business_on", "日期", "Date", "date")
NUMBER = Column("number", "单号", "Document", "text")
TYPE_LABEL = Column("type_label", "单据类型", "Type", "text", can_sort=False)
LINE_HEAD = (DATE, NUMBER, TYPE_LABEL)
STATE_LABEL = Column("state_label", "状态", "State", "text", can_sort=False)
STATUS_LABEL = Column("status_label", "状态", "Status", "text", can_sort=False)
REASON = Column("reason", "原因", "Reason", "text", can_sort=False)
SUMMARY = Column("summary", "摘要", "Summary", "text")

WAREHOUSE_NAME = Column("warehouse", "仓库", "Warehouse", "text")
PARTY_CODE = Column("party_code", "编码", "Code", "text")
PARTY_NAME = Column("party", "往来单位", "Party", "text")
CUSTOMER_NAME = Column("party", "客户", "Customer", "text")
SUPPLIER_NAME = Column("party", "供应商", "Supplier", "text")
PROCESSOR_NAME = Column("party", "加工商", "Processor", "text")
MAKER_NAME = Column("maker", "制单人", "Made by", "text")
SALESPERSON_NAME = Column("handler", "业务员", "Salesperson", "text")

DUE_ON = Column("due_on", "到期日", "Due", "date")
DAYS = Column("days", "天数", "Days", "count")
DAYS_LATE = Column("days_late", "逾期天数", "Days late", "count")

ON_HAND = Column("on_hand", "现存量", "On hand", "quantity", total="on_hand")
#: As people count it, 41 瓶 as 3箱5瓶 (B1); of products that have larger units.
IN_UNITS = Column(
    "in_units", "折合", "In larger units", "text", can_sort=False, is_seldom=True, beside="has_larger_units"
)
#: Of goods that are weighed (B2), in their second unit.
WEIGHT = Column("weight", "重量", "Weight", "quantity", total="weight", is_seldom=True)
WEIGHT_UNIT = Column("weight_unit", "重量单位", "Weight unit", "text", is_seldom=True)
AVAILABLE = Column("available", "可用量", "Available", "quantity", total="available")
ON_ORDER = Column("on_order", "采购在途", "On order", "quantity", total="on_order")
ON_MO = Column("on_mo", "在制", "Being made", "quantity", total="on_mo")
IN_TRANSIT = Column("in_transit", "调拨在途", "In transit", "quantity", total="in_transit")
#: 1.65 × deviation of a day's demand × √lead time (R-11); shown where it was worked out.
SAFETY = Column("safety", "安全库存", "Safety stock", "decimal", is_seldom=True)
STOCK_MINIMUM = Column("stock_minimum", "最低库存", "Minimum", "quantity")
UNIT_COST = Column("unit_cost", "单位成本", "Unit cost", "price", shows_cost=True)
AMOUNT = Column("amount", "金额", "Amount", "amount", total="amount", shows_cost=True)
#: What came and went of goods that are weighed (B2): the columns come and go together.
WEIGHTS = (
    Column("in_weight", "收入重量", "In weight", "quantity", total="in_weight", is_seldom=True),
    Column("out_weight", "发出重量", "Out weight", "quantity", total="out_weight", is_seldom=True),
)
#: What came and what went (G9).
SIDES = (
    Column("in_quantity", "收入数量", "In qty", "quantity", total="in_quantity"),
    Column("in_amount", "收入金额", "In", "amount", total="in_amount", shows_cost=True),
    Column("out_quantity", "发出数量", "Out qty", "quantity", total="out_quantity"),
    Column("out_amount", "发出金额", "Out", "amount", total="out_amount", shows_cost=True),
)

PRICED_BY_WEIGHT = Note(
    "称重商品的单价是每一重量单位的(见「重量单位」),其他商品是每一基本单位的。",
    "Prices of goods that are weighed are of one unit of weight (see the weight unit), of others of one base unit.",
)


def priced_by_weight(rows: list[Row], _values: Mapping[str, Any]) -> list[Note]:
    """Said above prices where any of the goods are weighed (B2)."""
    return [PRICED_BY_WEIGHT] if any(row["weight_unit"] for row in rows) else []
