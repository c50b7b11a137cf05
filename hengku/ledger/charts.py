"""The two charts of accounts as published by 财政部, as data (domain.md §1.5, §3.1, R10).

小企业会计准则 (2013): all 66 accounts. 企业会计准则 (application guide 2006 with the names and accounts of
the later standards): all but those that the guide itself reserves for banks, insurers and brokers.
Each also has the sub-accounts this product posts to (220201, 220202, 2221xx) and the two that a small
business may add (1406, 1409). Numbers that no publication fixes: 2205, 6115 (customary) and the 2221xx
(domain.md §3.1).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from hengku.ledger.rules import ACCOUNT_CODE, Standard


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account 科目 of a chart. Only leaves are posted to."""

    code: str
    name: str
    name_en: str
    category: str  # asset liability equity cost profit
    direction: str  # the side it grows on: debit credit
    parent: str  # code of the account above, "" at the top
    is_leaf: bool
    control: str  # the sub-ledger that owns it, "" when vouchers may touch it by hand
    auxiliaries: tuple[str, ...]  # what every line on it must name (R10)
    is_fund: bool  # holds money: fund accounts 资金账户 hang here


@cache
def chart(standard: Standard, *, is_general_taxpayer: bool) -> tuple[AccountRow, ...]:
    """The chart of a new book, by code.

    A small-scale taxpayer posts VAT to 222101 itself and has none of its columns (§3.1).
    """
    small = standard is Standard.SMALL_BUSINESS
    listed = _read(_SMALL_BUSINESS if small else _ENTERPRISE) | _read(_PAYABLE_PARTS) | _read(_TAXES)
    if is_general_taxpayer:
        listed |= _read(_GENERAL_TAXPAYER)
    parents = {code: _parent_of(code, listed) for code in listed}
    above = set(parents.values())
    digits = _SMALL_BUSINESS_CATEGORIES if small else _ENTERPRISE_CATEGORIES
    return tuple(
        AccountRow(
            code=code,
            name=name,
            name_en=name_en,
            category=digits[code[0]],
            direction=direction,
            parent=parents[code],
            is_leaf=code not in above,
            control=_CONTROL.get(code, ""),
            auxiliaries=_auxiliaries(code, small=small),
            is_fund=code in _FUNDS,
        )
        for code, (direction, name, name_en) in sorted(listed.items())
    )


@cache
def role_accounts(standard: Standard, *, is_general_taxpayer: bool) -> dict[str, str]:
    """Role → code for every role whose account is a leaf of the chart: the mapping a new book starts with."""
    leaves = {row.code for row in chart(standard, is_general_taxpayer=is_general_taxpayer) if row.is_leaf}
    side = 0 if standard is Standard.SMALL_BUSINESS else 1
    return {role: codes[side] for role, codes in ACCOUNT_CODE.items() if codes[side] in leaves}


def _read(table: str) -> dict[str, tuple[str, str, str]]:
    """code → (direction, name, English name) from lines of `code side name | English name`."""
    accounts = {}
    for row in table.strip().splitlines():
        left, name_en = row.split(" | ")
        code, side, name = left.split(" ", 2)
        accounts[code] = ("debit" if side == "借" else "credit", name, name_en)
    return accounts


def _parent_of(code: str, listed: dict[str, tuple[str, str, str]]) -> str:
    return next((code[:size] for size in range(len(code) - 2, 3, -2) if code[:size] in listed), "")


def _auxiliaries(code: str, *, small: bool) -> tuple[str, ...]:
    named = _AUXILIARIES.get(code, ())
    return named or (_SMALL_BUSINESS_AUXILIARIES if small else _ENTERPRISE_AUXILIARIES).get(code, ())


_SMALL_BUSINESS_CATEGORIES: Final = {
    "1": "asset", "2": "liability", "3": "equity", "4": "cost", "5": "profit",
}  # fmt: skip
# Class 3 共同类 (derivatives, hedges) may be an asset or a liability by its balance; it is kept with assets.
_ENTERPRISE_CATEGORIES: Final = {
    "1": "asset", "2": "liability", "3": "asset", "4": "equity", "5": "cost", "6": "profit",
}  # fmt: skip

_FUNDS: Final = frozenset({"1001", "1002", "1012"})

_CONTROL: Final = {
    **dict.fromkeys(("1403", "1405", "1406", "1408", "1409", "1411"), "inventory"),
    "1122": "ar",
    "1123": "prepay",
    "220201": "ap",
    "220202": "ap_estimated",
    "2203": "advance_received",
}

_AUXILIARIES: Final[dict[str, tuple[str, ...]]] = {
    "1002": ("fund_account",),
    "1012": ("fund_account",),
    "1122": ("customer",),
    "2203": ("customer",),
    "1123": ("supplier",),
    "220201": ("supplier",),
    "220202": ("supplier",),
    **dict.fromkeys(("1403", "1405", "1406", "1408", "1409", "1411"), ("category",)),
}
# The same code is production cost in one standard and revenue in the other.
_SMALL_BUSINESS_AUXILIARIES: Final[dict[str, tuple[str, ...]]] = {
    "4001": ("production_order",),
    "5601": ("department", "expense_item"),
    "5602": ("department", "expense_item"),
}
_ENTERPRISE_AUXILIARIES: Final[dict[str, tuple[str, ...]]] = {
    "5001": ("production_order",),
    "6601": ("department", "expense_item"),
    "6602": ("department", "expense_item"),
}

_SMALL_BUSINESS: Final = """
1001 借 库存现金 | Cash on hand
1002 借 银行存款 | Cash in bank
1012 借 其他货币资金 | Other monetary funds
1101 借 短期投资 | Short-term investments
1121 借 应收票据 | Notes receivable
1122 借 应收账款 | Accounts receivable
1123 借 预付账款 | Prepayments to suppliers
1131 借 应收股利 | Dividends receivable
1132 借 应收利息 | Interest receivable
1221 借 其他应收款 | Other receivables
1401 借 材料采购 | Materials purchased
1402 借 在途物资 | Goods in transit
1403 借 原材料 | Raw materials
1404 借 材料成本差异 | Materials cost variance
1405 借 库存商品 | Merchandise inventory
1406 借 发出商品 | Goods dispatched
1407 贷 商品进销差价 | Markup on merchandise
1408 借 委托加工物资 | Materials with processors
1409 借 委托代销商品 | Goods out on consignment
1411 借 周转材料 | Turnover materials
1421 借 消耗性生物资产 | Consumable biological assets
1501 借 长期债券投资 | Long-term bond investments
1511 借 长期股权投资 | Long-term equity investments
1601 借 固定资产 | Fixed assets
1602 贷 累计折旧 | Accumulated depreciation
1604 借 在建工程 | Construction in progress
1605 借 工程物资 | Construction materials
1606 借 固定资产清理 | Disposal of fixed assets
1621 借 生产性生物资产 | Productive biological assets
1622 贷 生产性生物资产累计折旧 | Accumulated depreciation of productive biological assets
1701 借 无形资产 | Intangible assets
1702 贷 累计摊销 | Accumulated amortization
1801 借 长期待摊费用 | Long-term deferred expenses
1901 借 待处理财产损溢 | Property gains and losses pending
2001 贷 短期借款 | Short-term loans
2201 贷 应付票据 | Notes payable
2202 贷 应付账款 | Accounts payable
2203 贷 预收账款 | Advances from customers
2211 贷 应付职工薪酬 | Employee benefits payable
2221 贷 应交税费 | Taxes payable
2231 贷 应付利息 | Interest payable
2232 贷 应付利润 | Profit payable
2241 贷 其他应付款 | Other payables
2401 贷 递延收益 | Deferred income
2501 贷 长期借款 | Long-term loans
2701 贷 长期应付款 | Long-term payables
3001 贷 实收资本 | Paid-in capital
3002 贷 资本公积 | Capital reserve
3101 贷 盈余公积 | Surplus reserve
3103 贷 本年利润 | Profit for the year
3104 贷 利润分配 | Profit distribution
4001 借 生产成本 | Production costs
4101 借 制造费用 | Manufacturing overhead
4301 借 研发支出 | Research and development
4401 借 工程施工 | Construction contract costs
4403 借 机械作业 | Machinery operation costs
5001 贷 主营业务收入 | Revenue from main operations
5051 贷 其他业务收入 | Revenue from other operations
5111 贷 投资收益 | Investment income
5301 贷 营业外收入 | Non-operating income
5401 借 主营业务成本 | Cost of main operations
5402 借 其他业务成本 | Cost of other operations
5403 借 税金及附加 | Taxes and surcharges
5601 借 销售费用 | Selling expenses
5602 借 管理费用 | Administrative expenses
5603 借 财务费用 | Financial expenses
5711 借 营业外支出 | Non-operating expenses
5801 借 所得税费用 | Income tax expense
"""

_ENTERPRISE: Final = """
1001 借 库存现金 | Cash on hand
1002 借 银行存款 | Cash in bank
1012 借 其他货币资金 | Other monetary funds
1101 借 交易性金融资产 | Financial assets held for trading
1121 借 应收票据 | Notes receivable
1122 借 应收账款 | Accounts receivable
1123 借 预付账款 | Prepayments to suppliers
1131 借 应收股利 | Dividends receivable
1132 借 应收利息 | Interest receivable
1221 借 其他应收款 | Other receivables
1231 贷 坏账准备 | Allowance for bad debts
1401 借 材料采购 | Materials purchased
1402 借 在途物资 | Goods in transit
1403 借 原材料 | Raw materials
1404 借 材料成本差异 | Materials cost variance
1405 借 库存商品 | Merchandise inventory
1406 借 发出商品 | Goods dispatched
1407 贷 商品进销差价 | Markup on merchandise
1408 借 委托加工物资 | Materials with processors
1411 借 周转材料 | Turnover materials
1421 借 消耗性生物资产 | Consumable biological assets
1461 借 融资租赁资产 | Assets for finance lease
1471 贷 存货跌价准备 | Inventory write-down allowance
1501 借 债权投资 | Debt investments
1502 贷 债权投资减值准备 | Impairment allowance for debt investments
1503 借 其他债权投资 | Other debt investments
1504 借 其他权益工具投资 | Other equity instrument investments
1511 借 长期股权投资 | Long-term equity investments
1512 贷 长期股权投资减值准备 | Impairment allowance for long-term equity investments
1521 借 投资性房地产 | Investment property
1531 借 长期应收款 | Long-term receivables
1532 贷 未实现融资收益 | Unrealized financing income
1601 借 固定资产 | Fixed assets
1602 贷 累计折旧 | Accumulated depreciation
1603 贷 固定资产减值准备 | Impairment allowance for fixed assets
1604 借 在建工程 | Construction in progress
1605 借 工程物资 | Construction materials
1606 借 固定资产清理 | Disposal of fixed assets
1611 借 未担保余值 | Unguaranteed residual value
1621 借 生产性生物资产 | Productive biological assets
1622 贷 生产性生物资产累计折旧 | Accumulated depreciation of productive biological assets
1623 借 公益性生物资产 | Public welfare biological assets
1631 借 油气资产 | Oil and gas assets
1632 贷 累计折耗 | Accumulated depletion
1701 借 无形资产 | Intangible assets
1702 贷 累计摊销 | Accumulated amortization
1703 贷 无形资产减值准备 | Impairment allowance for intangible assets
1711 借 商誉 | Goodwill
1801 借 长期待摊费用 | Long-term deferred expenses
1811 借 递延所得税资产 | Deferred tax assets
1901 借 待处理财产损溢 | Property gains and losses pending
2001 贷 短期借款 | Short-term loans
2101 贷 交易性金融负债 | Financial liabilities held for trading
2201 贷 应付票据 | Notes payable
2202 贷 应付账款 | Accounts payable
2203 贷 预收账款 | Advances from customers
2205 贷 合同负债 | Contract liabilities
2211 贷 应付职工薪酬 | Employee benefits payable
2221 贷 应交税费 | Taxes payable
2231 贷 应付利息 | Interest payable
2232 贷 应付股利 | Dividends payable
2241 贷 其他应付款 | Other payables
2401 贷 递延收益 | Deferred income
2501 贷 长期借款 | Long-term loans
2502 贷 应付债券 | Bonds payable
2701 贷 长期应付款 | Long-term payables
2702 借 未确认融资费用 | Unrecognized financing charges
2711 贷 专项应付款 | Special payables
2801 贷 预计负债 | Provisions
2901 贷 递延所得税负债 | Deferred tax liabilities
3101 借 衍生工具 | Derivatives
3201 借 套期工具 | Hedging instruments
3202 借 被套期项目 | Hedged items
4001 贷 实收资本 | Paid-in capital
4002 贷 资本公积 | Capital reserve
4003 贷 其他综合收益 | Other comprehensive income
4101 贷 盈余公积 | Surplus reserve
4103 贷 本年利润 | Profit for the year
4104 贷 利润分配 | Profit distribution
4201 借 库存股 | Treasury shares
5001 借 生产成本 | Production costs
5101 借 制造费用 | Manufacturing overhead
5201 借 劳务成本 | Cost of services
5301 借 研发支出 | Research and development
5401 借 工程施工 | Construction contract costs
5402 贷 工程结算 | Construction contract billings
5403 借 机械作业 | Machinery operation costs
6001 贷 主营业务收入 | Revenue from main operations
6041 贷 租赁收入 | Lease income
6051 贷 其他业务收入 | Revenue from other operations
6101 贷 公允价值变动损益 | Gains and losses from changes in fair value
6111 贷 投资收益 | Investment income
6115 贷 资产处置损益 | Gains and losses on disposal of assets
6117 贷 其他收益 | Other income
6301 贷 营业外收入 | Non-operating income
6401 借 主营业务成本 | Cost of main operations
6402 借 其他业务成本 | Cost of other operations
6403 借 税金及附加 | Taxes and surcharges
6601 借 销售费用 | Selling expenses
6602 借 管理费用 | Administrative expenses
6603 借 财务费用 | Financial expenses
6604 借 勘探费用 | Exploration expenses
6701 借 资产减值损失 | Asset impairment losses
6702 借 信用减值损失 | Credit impairment losses
6711 借 营业外支出 | Non-operating expenses
6801 借 所得税费用 | Income tax expense
6901 贷 以前年度损益调整 | Prior year profit and loss adjustments
"""

_PAYABLE_PARTS: Final = """
220201 贷 应付货款 | Accounts payable for goods invoiced
220202 贷 暂估应付 | Accounts payable estimated, not invoiced
"""

# What both kinds of taxpayer have (§3.1).
_TAXES: Final = """
222101 贷 应交增值税 | VAT payable
222110 贷 代扣代缴增值税 | VAT withheld
222111 贷 应交企业所得税 | Corporate income tax payable
222112 贷 应交城市维护建设税 | City maintenance and construction tax payable
222113 贷 应交教育费附加 | Education surcharge payable
222114 贷 应交地方教育附加 | Local education surcharge payable
222115 贷 应交个人所得税 | Individual income tax payable
222116 贷 应交印花税 | Stamp duty payable
"""

_GENERAL_TAXPAYER: Final = """
22210101 借 进项税额 | Input VAT
22210102 借 销项税额抵减 | Deduction from output VAT
22210103 借 已交税金 | VAT paid in the month
22210104 借 转出未交增值税 | Unpaid VAT transferred out
22210105 借 减免税款 | VAT relief
22210106 借 出口抵减内销产品应纳税额 | Export offset against domestic VAT
22210107 贷 销项税额 | Output VAT
22210108 贷 出口退税 | Export VAT refund
22210109 贷 进项税额转出 | Input VAT transferred out
22210110 贷 转出多交增值税 | Overpaid VAT transferred out
222102 贷 未交增值税 | VAT unpaid
222103 借 预交增值税 | VAT prepaid
222104 借 待抵扣进项税额 | Input VAT to be deducted
222105 借 待认证进项税额 | Input VAT to be verified
222106 贷 待转销项税额 | Output VAT to be transferred
222107 借 增值税留抵税额 | VAT credit carried forward
222108 贷 简易计税 | VAT by the simplified method
222109 贷 转让金融商品应交增值税 | VAT on transfer of financial products
"""
