"""Permission words (domain.md §1.2, §6.1): ``<document type>.<verb>`` or ``<room>.<verb>``. There are no others."""

from __future__ import annotations

from typing import Final

DOCUMENT_VERBS: Final = ("view", "create", "post", "reverse", "close")

DOCUMENT_TYPES: Final = (
    "opening_stock",
    "opening_arap",
    "opening_gl",
    "purchase_requisition",
    "purchase_rfq",
    "purchase_order",
    "goods_arrival",
    "incoming_inspection",
    "purchase_receipt",
    "purchase_return",
    "purchase_invoice",
    "purchase_invoice_red",
    "estimate_run",
    "landed_cost",
    "ap_bill",
    "payment",
    "quotation",
    "sales_order",
    "delivery_notice",
    "sales_issue",
    "sales_return",
    "sales_allowance",
    "sales_invoice",
    "sales_invoice_red",
    "gift_issue",
    "receipt",
    "ar_bill",
    "settlement",
    "fund_transfer",
    "store_requisition",
    "expense",
    "transfer_direct",
    "transfer_out",
    "transfer_in",
    "branch_out",
    "branch_in",
    "consign_in",
    "consign_in_settle",
    "consign_in_return",
    "consign_out",
    "consign_settle",
    "consign_return",
    "pick_list",
    "stock_status_change",
    "loan_out",
    "loan_return",
    "borrow_in",
    "borrow_return",
    "stock_adjustment",
    "loss_report",
    "recall",
    "other_in",
    "other_out",
    "internal_issue",
    "internal_issue_return",
    "count_gain",
    "count_loss",
    "assembly",
    "disassembly",
    "production_order",
    "material_issue",
    "material_extra",
    "material_return",
    "production_receipt",
    "cost_adjustment",
    "cost_month",
    "standard_cost",
    "voucher",
)

#: What we buy at: prices and amounts of purchase documents, the purchase price of a product, what suppliers are owed.
PURCHASE_PRICES: Final = "purchase_price.view"

#: Words that belong to no document type, with what they allow.
ROOM_PERMISSIONS: Final[dict[str, str]] = {
    "catalog.view": "查看商品资料",
    "catalog.edit": "新增和修改商品资料",
    "parties.view": "查看往来单位和资金账户",
    "parties.edit": "新增和修改往来单位和资金账户",
    "company.view": "查看账套设置",
    "company.edit": "修改仓库、部门和打印模板",
    "company.settings": "修改账套资料和参数",
    "ledger.view": "查看科目和账簿",
    "ledger.edit": "修改科目和科目映射",
    "reports.view": "查看报表",
    "cost.view": "查看成本和毛利",
    "purchase_price.view": "查看采购价、采购金额和应付",
    "identity.edit": "管理用户和岗位",
    "audit.view": "查看操作日志",
    "import.run": "批量导入",
    "period.close": "结账",
    "period.reopen": "反结账",
    "desk.share": "共享列表视图",
    "inspection.concede": "让步接收(有瑕疵的来料)",
    "stock.release": "质检放行(解冻、待检转合格)",
    "stock_count.view": "查看盘点",
    "stock_count.create": "发起和作废盘点",
    "stock_count.count": "录入实盘数量",
    "stock_count.approve": "审核盘点差异",
    "stock_count.approve_amount": "终审大额盘点差异",
    "sales.below_floor": "低于底价销售(须写原因)",
    "sales.refund": "改退款金额、扣退货手续费(须写说明)",
    "sales.over_credit": "超信用额度销售(须写原因)",
    "sales.edit": "维护价目表",
    "intercompany.view": "查看组织间交易",
    "lots.override": "批次例外:短效收货、不按先到期先出、非本客户序列号退回",
}

VERB_LABELS: Final[dict[str, str]] = {
    "view": "查看",
    "create": "制单",
    "post": "过账",
    "reverse": "红冲",
    "close": "关闭",
}

#: Every word there is: what a role may be given.
PERMISSIONS: Final = frozenset(ROOM_PERMISSIONS) | {
    f"{type_code}.{verb}" for type_code in DOCUMENT_TYPES for verb in DOCUMENT_VERBS
}
