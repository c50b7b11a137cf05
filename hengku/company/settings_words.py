"""What each decision of ``settings_keys`` means, in plain words of both languages, for the settings page. Pure data.

A key without words, or a choice without a name, fails a test: nobody should have to decide about a code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hengku.company.editions import EDITIONS


@dataclass(frozen=True, slots=True)
class SettingWords:
    """``kind`` is how the value is entered: choice, percent (kept as a fraction), amount, count, tax_code, text."""

    group: str
    kind: str
    help: str
    help_en: str
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions that stand together on the page, in this order."""

    code: str
    label: str
    label_en: str


GROUPS: Final = (
    Group("general", "通用", "General"),
    Group("purchase", "采购与入库", "Purchase and receipt"),
    Group("sales", "销售与信用", "Sales and credit"),
    Group("stock", "库存与批次", "Stock and lots"),
    Group("cost", "成本核算", "Costing"),
    Group("tax", "税与发票", "Tax and invoices"),
)

SETTING_WORDS: Final[dict[str, SettingWords]] = {
    "edition": SettingWords(
        "general",
        "choice",
        "决定菜单里显示哪些功能。只是显示与否:已有单据不受影响,搜索仍能打开被收起的功能。",
        "Decides what the menu shows. Nothing more: documents stay, and search still opens what is left out.",
        {one.code: (one.label, one.label_en) for one in EDITIONS},
    ),
    "allow_future_days": SettingWords(
        "general",
        "count",
        "业务日期最多可以比今天晚几天。0 表示不允许填将来的日期。",
        "How many days a business date may lie ahead of today. 0 allows no future date.",
    ),
    "over_receipt_pct": SettingWords(
        "purchase",
        "percent",
        "收货可以比采购订单多多少。例:订 100,填 5% 则最多收 105;超过时拒绝过账。",
        "How much more than ordered may be received: with 5 %, at most 105 on an order of 100.",
    ),
    "estimate_mode": SettingWords(
        "purchase",
        "choice",
        "货到票未到时,发票来了以后怎样冲回暂估应付。",
        "What happens to the estimated payable of goods received before their invoice, once the invoice comes.",
        {
            "ON_INVOICE": (
                "收票时冲回暂估,按发票重记",
                "Reverse the estimate on the invoice, book the invoice",
            ),
            "DIFF_ONLY": ("收票时只记差额", "Book the difference only"),
            "MONTH_BEGIN": ("次月初全部冲回,收票时再记", "Reverse all at the start of the next month"),
        },
    ),
    "over_issue_pct": SettingWords(
        "sales",
        "percent",
        "发货可以比销售订单多多少。0 表示不允许超发。",
        "How much more than ordered may be issued. 0 allows nothing over.",
    ),
    "landed_cost": SettingWords(
        "purchase",
        "choice",
        "运费、装卸费等采购费用默认记到哪里。小企业会计准则的批发零售业按准则附录记销售费用。",
        "Where freight and the like go. Under the small-business standard a trader books them as selling expense.",
        {
            "BY_STANDARD": ("按会计准则", "By accounting standard"),
            "CAPITALIZE": ("计入存货成本", "Inventory cost"),
            "EXPENSE": ("计入销售费用", "Selling expense"),
        },
    ),
    "inspection_mode": SettingWords(
        "purchase",
        "choice",
        "须检验的来货,先检验后入库,还是先入库(待检,不可用)后检验。商品或供应商另有设置的按各自的。",
        "Whether goods that must be inspected are received after the inspection, or before it, on hold. What a "
        "product or its supplier says goes first.",
        {
            "BEFORE": ("先检后入:检验放行的才能入库", "Inspect first: only what is released is received"),
            "AFTER": ("先入后检:入库待检,检验后才可用", "Receive on hold: usable after inspection"),
        },
    ),
    "inspection_days": SettingWords(
        "purchase",
        "count",
        "来货或待检入库后几天内应检完,超过的在检验页标红,月结前提醒。",
        "Within how many days goods that came in should be inspected; later ones are marked and warned of at closing.",
    ),
    "match_price_tolerance": SettingWords(
        "purchase",
        "percent",
        "采购发票单价比订单(或入库)价高出不超过这个比例时直接通过;超过须勾选「差异已核对」。",
        "How much dearer than its order or receipt an invoice may be before somebody must confirm it.",
    ),
    "credit_check": SettingWords(
        "sales",
        "choice",
        "客户欠款加本单超过信用额度时怎么办。没有设额度的客户不检查。",
        "What happens when a customer's debt with this document exceeds the limit. No limit, no check.",
        {
            "REFUSE": ("拒绝过账", "Refuse"),
            "WARN": ("只提醒,可以过账", "Warn only"),
            "OFF": ("不检查", "Do not check"),
        },
    ),
    "credit_overdue_days": SettingWords(
        "sales",
        "count",
        "设了信用额度的客户,有应收款超过到期日几天还没收到时,不能再下单。和信用额度检查一起生效。",
        "A customer with a limit who owes something overdue by more days than this gets no further order.",
    ),
    "atp_check": SettingWords(
        "sales",
        "choice",
        "销售订单的数量,到交货日期是否供得上(现有可用加在途减其他订单)。供不上时怎么办。",
        "What happens when an order asks for more than stock, supply and other orders leave by its date.",
        {
            "OFF": ("不检查", "Do not check"),
            "WARN": ("只提醒,可以审核", "Warn only"),
            "REFUSE": ("拒绝审核", "Refuse"),
        },
    ),
    "transit_days": SettingWords(
        "stock",
        "count",
        "调拨发出后几天内应收到,超过还没收齐的,月结前提醒。",
        "Within how many days a transfer should arrive; closing warns of those that have not.",
    ),
    "count_approval_amount": SettingWords(
        "stock",
        "amount",
        "盘点差异的金额(盘盈加盘亏)超过这个数(元)时,主管审核之后还要会计终审才能过账。",
        "Count differences of more than this amount (yuan) need the accountant's approval after the manager's.",
    ),
    "abc_a_share": SettingWords(
        "stock",
        "percent",
        "盘点计划用:商品按近一年出库金额从大到小排,累计到这个比例的是 A 类。",
        "For the plan of counts: products by what went out in a year, largest first; A up to this share of all.",
    ),
    "abc_b_share": SettingWords(
        "stock",
        "percent",
        "累计到这个比例的是 B 类,其余是 C 类。应大于 A 类的比例。",
        "B up to this share of all, C the rest. More than for A.",
    ),
    "count_days_a": SettingWords(
        "stock",
        "count",
        "A 类商品离上次盘点满几天该再盘。7 即每周一次。",
        "How many days after its last count a product of class A is due again. 7 is once a week.",
    ),
    "count_days_b": SettingWords(
        "stock",
        "count",
        "B 类商品离上次盘点满几天该再盘。30 即每月一次。",
        "How many days after its last count a product of class B is due again. 30 is once a month.",
    ),
    "count_days_c": SettingWords(
        "stock",
        "count",
        "C 类商品离上次盘点满几天该再盘。91 即每季一次。",
        "How many days after its last count a product of class C is due again. 91 is once a quarter.",
    ),
    "count_at_month_end": SettingWords(
        "stock",
        "choice",
        "每月最后一天是否该把每个仓库整仓盘一次。月末前几天内盘过的不再催。",
        "Whether each warehouse is to be counted whole on the last day of a month; the last days before it will do.",
        {"ON": ("每月全盘", "Every month"), "OFF": ("不要求", "Not asked for")},
    ),
    "count_due_closing": SettingWords(
        "stock",
        "choice",
        "结库存时,到期还没有盘的商品怎么办。正在进行的盘点总是要先结束。",
        "What happens at closing when counts are due. A count that is under way must end first in any case.",
        {
            "WARN": ("只提醒,可以结账", "Warn only"),
            "BLOCK": ("盘完才能结账", "Close only when counted"),
            "OFF": ("不检查", "Do not check"),
        },
    ),
    "weighed_tolerance": SettingWords(
        "stock",
        "percent",
        "算库存准确率时,称重商品(单位带小数)的差异不超过账面的这个比例就算相符。计件商品必须一件不差。",
        "For stock accuracy, weighed goods (units with decimals) agree within this share of the books; pieces exactly.",
    ),
    "accuracy_target": SettingWords(
        "stock",
        "percent",
        "结账时,本月盘点的商品准确率(账实相符的商品数 ÷ 盘点的商品数)低于它就提醒。",
        "Closing warns when fewer of the products counted in the month agreed with the books than this share.",
    ),
    "writeoff_tolerance": SettingWords(
        "sales",
        "amount",
        "收付款核销时,差额不超过这个数(元)可以直接作为尾差结清。",
        "A difference up to this amount (yuan) may be written off at settlement.",
    ),
    "yellow_days": SettingWords(
        "stock",
        "count",
        "批次离到期还有几天时标黄。商品和类别另有设置的按各自的。",
        "How many days before its expiry a lot turns yellow, where product and category say nothing.",
    ),
    "red_days": SettingWords(
        "stock",
        "count",
        "批次离到期还有几天时标红,应少于标黄的天数。",
        "How many days before its expiry a lot turns red; fewer than for yellow.",
    ),
    "cost_scope": SettingWords(
        "cost",
        "choice",
        "同一商品在各仓库是同一个成本,还是每个仓库各算各的。有了出入库后,只能从年初、以前月份全部结账时变更,结存按各仓现存量分开或合并,总额不变。",
        "One cost of a product for all warehouses, or one for each. Once goods have moved it changes only on "
        "1 January, with every earlier month closed; stock is parted or joined by what lies where, its sum stays.",
        {
            "ORG": ("全公司一个成本", "One cost for the company"),
            "WAREHOUSE": ("每个仓库单独核算", "One cost for each warehouse"),
        },
    ),
    "costing_method": SettingWords(
        "cost",
        "choice",
        "发出商品按什么方法计算成本。有了出入库后,只能从年初、以前月份全部结账时变更,结存按原金额转换。"
        "全月加权和标准成本须做月末成本计算;个别计价要求商品按批次或序列号管理。",
        "How the cost of goods issued is found. Once goods have moved it changes only on 1 January, with every earlier "
        "month closed; stock keeps its amount. Monthly average and standard cost are finished by month-end costing.",
        {
            "MOVING_AVERAGE": ("移动加权平均", "Moving average"),
            "FIFO": ("先进先出", "First in, first out"),
            "MONTHLY_AVERAGE": ("全月一次加权平均", "Monthly average"),
            "SPECIFIC": ("个别计价", "Specific identification"),
            "STANDARD": ("标准成本", "Standard cost"),
        },
    ),
    "revenue_mode": SettingWords(
        "tax",
        "choice",
        "销售收入在发货时确认,还是在开票时确认。",
        "Whether revenue is recognised at issue or at the invoice.",
        {"ON_ISSUE": ("发货时", "At issue"), "ON_INVOICE": ("开票时", "At the invoice")},
    ),
    "vat_on_issue": SettingWords(
        "tax",
        "choice",
        "发货未开票时,销项税记入「销项税额」还是先记「待转销项税额」。",
        "Whether VAT of goods issued but not invoiced is output VAT at once, or deferred until the invoice.",
        {
            "OUTPUT": ("直接记销项税额", "Output VAT at once"),
            "DEFERRED": ("先记待转销项税额", "Deferred output VAT"),
        },
    ),
    "default_tax_code": SettingWords(
        "tax",
        "tax_code",
        "商品、类别和往来单位都没有指定税码时使用。",
        "Used where neither product, category nor party has a tax code.",
    ),
    "invoice_net_tolerance": SettingWords(
        "tax",
        "amount",
        "录入的发票行金额与「数量 × 单价」最多差多少元。",
        "How far the net amount of an invoice line may differ from quantity × price, in yuan.",
    ),
    "invoice_tax_tolerance": SettingWords(
        "tax",
        "amount",
        "录入的发票行税额与「金额 × 税率」最多差多少元。",
        "How far the tax of an invoice line may differ from amount × rate, in yuan.",
    ),
    "invoice_total_tolerance": SettingWords(
        "tax",
        "amount",
        "一张发票各行税额差额合计最多多少元。",
        "How large the sum of tax differences of one invoice may be, in yuan.",
    ),
}

#: What stands for a decision whose words are missing (a test forbids it on main).
NO_WORDS: Final = SettingWords("general", "text", "", "")


def words_of(key: str) -> SettingWords:
    """The words of a decision."""
    return SETTING_WORDS.get(key, NO_WORDS)
