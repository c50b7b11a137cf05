"""What lists of master data can be filtered by. Labels are those of the forms; kinds as in documents' lists."""

from __future__ import annotations

from hengku.documents.filter_rules import FilterField

#: By list. Numbers that may be empty pass no condition while they are.
FIELDS: dict[str, tuple[FilterField, ...]] = {
    "products": (
        FilterField("code", "编码", "Code", "text"),
        FilterField("name", "名称", "Name", "text"),
        FilterField("specification", "规格", "Specification", "text", nullable=True),
        FilterField("brand", "品牌", "Brand", "text", nullable=True),
        FilterField("category", "类别", "Category", "reference", nullable=True),
        FilterField("base_unit", "基本单位", "Base unit", "reference"),
        FilterField("tax_code", "税码", "Tax code", "reference", nullable=True),
        FilterField("sale_price", "售价(含税)", "Sale price (tax in)", "amount"),
        FilterField("floor_price", "底价(含税)", "Floor price (tax in)", "amount"),
        FilterField("purchase_price", "采购价(不含税)", "Purchase price (net)", "amount"),
        FilterField("reference_cost", "参考成本", "Reference cost", "amount"),
        FilterField("stock_minimum", "最低库存", "Least stock", "amount"),
        FilterField("stock_maximum", "最高库存", "Most stock", "amount"),
        FilterField("must_inspect", "来料检验", "Inspect on arrival", "flag"),
        FilterField("is_active", "在用", "In use", "flag"),
    ),
    "parties": (
        FilterField("code", "编码", "Code", "text"),
        FilterField("name", "名称", "Name", "text"),
        FilterField("is_customer", "客户", "Customer", "flag"),
        FilterField("is_supplier", "供应商", "Supplier", "flag"),
        FilterField("tax_number", "税号", "Tax number", "text", nullable=True),
        FilterField("contact", "联系人", "Contact", "text", nullable=True),
        FilterField("phone", "电话", "Phone", "text", nullable=True),
        FilterField("address", "地址", "Address", "text", nullable=True),
        FilterField("bank_name", "开户行", "Bank", "text", nullable=True),
        FilterField("level", "客户等级", "Customer level", "text", nullable=True),
        FilterField("settlement_term", "结算方式", "Settlement term", "text", nullable=True),
        FilterField("credit_limit", "信用额度", "Credit limit", "amount"),
        FilterField("is_active", "在用", "In use", "flag"),
    ),
}
