"""What account roles are called (domain.md §1.5), in the groups in which the page of the mapping shows them."""

from __future__ import annotations

from typing import Final

#: Group → roles in it, each with its name in both languages.
_GROUPS: Final = {
    "money": """
cash 库存现金 | Cash on hand
bank 银行存款 | Cash in bank
other_monetary 其他货币资金(微信、支付宝) | Other monetary funds (WeChat, Alipay)
notes_receivable 应收票据 | Notes receivable
notes_payable 应付票据 | Notes payable""",
    "owed": """
ar 应收账款 | Accounts receivable
advance_received 预收账款 | Advances from customers
stored_value 储值卡余额 | Stored value cards
ap 应付货款 | Accounts payable
ap_estimated 暂估应付 | Estimated payables
prepay 预付账款 | Prepayments to suppliers
other_receivable 其他应收款 | Other receivables
other_payable 其他应付款 | Other payables
bad_debt_allowance 坏账准备 | Allowance for bad debts
payroll 应付职工薪酬 | Payroll payable
profit_payable 应付利润(股利) | Profit payable""",
    "stock": """
merchandise 库存商品 | Merchandise
raw_material 原材料 | Raw materials
turnover_material 周转材料 | Turnover materials
goods_dispatched 发出商品 | Goods dispatched
consigned_out 委托代销商品 | Goods with agents
outsourced_material 委托加工物资 | Materials at subcontractors
goods_in_transit 在途物资 | Goods in transit
material_purchase 材料采购 | Material purchases
cost_variance 材料成本差异 | Cost variance
markup 商品进销差价 | Retail markup
inventory_allowance 存货跌价准备 | Inventory allowance
suspense 待处理财产损溢 | Losses and gains pending
fixed_asset 固定资产 | Fixed assets
construction 在建工程 | Construction in progress""",
    "tax": """
vat_input 进项税额 | Input VAT
vat_output 销项税额 | Output VAT
vat_input_out 进项税额转出 | Input VAT transferred out
vat_small 应交增值税(小规模) | VAT of a small-scale taxpayer
vat_transfer_unpaid 转出未交增值税 | Unpaid VAT transferred out
vat_transfer_overpaid 转出多交增值税 | Overpaid VAT transferred out
vat_unpaid 未交增值税 | Unpaid VAT
vat_paid 已交税金 | VAT paid
vat_prepaid 预交增值税 | Prepaid VAT
vat_pending_input 待抵扣进项税额 | Input VAT to be deducted
vat_unverified_input 待认证进项税额 | Input VAT to be verified
vat_pending_output 待转销项税额 | Output VAT pending
vat_credit 增值税留抵税额 | VAT credit carried
vat_simplified 简易计税 | Simplified VAT
vat_relief 减免税款 | VAT relief
vat_output_deduction 销项税额抵减 | Output VAT deduction
vat_export_offset 出口抵减内销应纳税额 | Export offset
vat_export_refund 出口退税 | Export refund
vat_financial_goods 转让金融商品应交增值税 | VAT on financial goods
vat_withheld 代扣代交增值税 | VAT withheld
income_tax_payable 应交所得税 | Income tax payable
city_tax 应交城市维护建设税 | City construction tax
edu_tax 应交教育费附加 | Education surcharge
local_edu_tax 应交地方教育附加 | Local education surcharge
personal_tax 应交个人所得税 | Personal income tax
stamp_tax 应交印花税 | Stamp tax""",
    "equity": """
capital 实收资本 | Paid-in capital
capital_reserve 资本公积 | Capital reserve
surplus_reserve 盈余公积 | Surplus reserve
current_profit 本年利润 | Profit of the year
profit_dist 利润分配 | Profit distribution
opening_equity 期初差额 | Opening difference
prior_adjust 以前年度损益调整 | Adjustment of earlier years""",
    "making": """
wip 生产成本 | Production cost
overhead 制造费用 | Manufacturing overhead
rnd 研发支出 | Research and development""",
    "income": """
revenue 主营业务收入 | Revenue
other_revenue 其他业务收入 | Other revenue
cogs 主营业务成本 | Cost of goods sold
other_cost 其他业务成本 | Other cost
nonop_income 营业外收入 | Non-operating income
nonop_expense 营业外支出 | Non-operating expense
other_income 其他收益 | Other income
vat_exempt_income 减免的增值税 | VAT exempted""",
    "expense": """
selling 销售费用 | Selling expenses
admin 管理费用 | Administrative expenses
finance 财务费用 | Finance expenses
tax_surcharge 税金及附加 | Taxes and surcharges
income_tax 所得税费用 | Income tax expense
impairment 资产减值损失 | Impairment loss
bad_debt_writeoff 坏账损失 | Bad debts written off
cash_discount 销售现金折扣 | Cash discounts given""",
    "difference": """
count_gain 存货盘盈 | Count gains
count_loss_mgmt 存货盘亏(管理原因) | Count losses (management)
count_loss_disaster 存货盘亏(非常损失) | Count losses (disaster)
fx_gain 汇兑收益 | Exchange gains
fx_loss 汇兑损失 | Exchange losses
cash_over 现金长款 | Cash over
cash_short 现金短款 | Cash short
opening_fix_gain 期初更正(收益) | Opening corrections (gain)
opening_fix_loss 期初更正(损失) | Opening corrections (loss)""",
}


def _read() -> dict[str, tuple[str, str, str]]:
    words = {}
    for group, table in _GROUPS.items():
        for row in table.strip().splitlines():
            left, label_en = row.split(" | ")
            role, label = left.split(" ", 1)
            words[role] = (group, label, label_en)
    return words


#: Role → (group, name, English name), in the order of the page.
ROLE_WORDS: Final = _read()


def role_name(role: str) -> str:
    """The Chinese name of a role, for sentences; a word that is none as it is."""
    return ROLE_WORDS[role][1] if role in ROLE_WORDS else role


def role_name_en(role: str) -> str:
    """The English name of a role."""
    return ROLE_WORDS[role][2] if role in ROLE_WORDS else role
