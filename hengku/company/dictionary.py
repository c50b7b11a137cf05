"""The small lists of the data dictionary whose entries are words (ORG-07): reasons, shifts, customer levels, settlement
terms. Ready-made ones stand here; what a company adds, renames, stops or orders is a row of ``Entry`` over it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from hengku.kit.errors import NotFound

ENTRIES_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Word:
    """An entry as a company has it. ``days`` is what a settlement term allows until payment, None where it says none;
    ``role`` the account role an expense is booked to. ``is_ready`` came with the program.
    """

    code: str
    name: str
    name_en: str = ""
    position: int = 0
    is_active: bool = True
    days: int | None = None
    role: str = ""
    is_ready: bool = True

    @property
    def label_en(self) -> str:
        """Its English name, or the only one it has."""
        return self.name_en or self.name


@dataclass(frozen=True, slots=True)
class WordList:
    """One list. ``right`` changes it, ``needs`` shows it. To a list that ``is_closed`` nothing is added, nor renamed:
    each entry decides what is booked. A list that ``is_open`` offers words and refuses none.
    """

    code: str
    label: str
    label_en: str
    ready: tuple[Word, ...]
    right: str = "company.edit"
    needs: str = "company.view"
    is_closed: bool = False
    is_open: bool = False
    has_days: bool = False
    has_role: bool = False


#: Account roles an expense may be booked to (D-EXP).
EXPENSE_ROLES: Final = ("admin", "selling", "finance")


@dataclass(eq=False)
class WordListUnknown(NotFound):
    """No such list in the data dictionary."""

    list_code: str
    text = "数据字典里没有列表 {list_code}。"


def _words(*rows: tuple[str, str, str]) -> tuple[Word, ...]:
    return tuple(Word(code, name, name_en, place) for place, (code, name, name_en) in enumerate(rows, 1))


def _terms(*rows: tuple[str, str, str, int]) -> tuple[Word, ...]:
    return tuple(
        Word(code, name, name_en, place, days=days)
        for place, (code, name, name_en, days) in enumerate(rows, 1)
    )


def _expenses(*rows: tuple[str, str, str, str]) -> tuple[Word, ...]:
    return tuple(
        Word(code, name, name_en, place, role=role)
        for place, (code, name, name_en, role) in enumerate(rows, 1)
    )


_LISTS: Final = (
    WordList(
        "customer_level", "客户等级", "Customer levels",
        _words(("retail", "零售", "Retail"), ("wholesale", "批发", "Wholesale"), ("key", "重点客户", "Key account")),
        right="parties.edit", needs="parties.view",
    ),
    WordList(
        "settlement_term", "结算方式", "Settlement terms",
        _terms(
            ("cash", "现结", "Cash", 0), ("on_delivery", "货到付款", "On delivery", 0),
            ("in_advance", "款到发货", "In advance", 0), ("net_7", "账期 7 天", "Net 7", 7),
            ("net_15", "账期 15 天", "Net 15", 15), ("net_30", "账期 30 天", "Net 30", 30),
            ("net_60", "账期 60 天", "Net 60", 60), ("net_90", "账期 90 天", "Net 90", 90),
        ),
        has_days=True, right="parties.edit", needs="parties.view",
    ),
    WordList(
        "expense_item", "费用项目", "Expense items",
        _expenses(
            ("office", "办公费", "Office supplies", "admin"), ("travel", "差旅费", "Travel", "admin"),
            ("local_travel", "市内交通费", "Local transport", "admin"),
            ("entertainment", "业务招待费", "Entertainment", "admin"),
            ("phone", "通讯费", "Phone and internet", "admin"), ("utilities", "水电费", "Water and electricity", "admin"),
            ("rent", "房租物业费", "Rent", "admin"), ("repair", "维修费", "Repairs", "admin"),
            ("vehicle", "车辆费用", "Vehicles", "admin"), ("training", "培训费", "Training", "admin"),
            ("insurance", "保险费", "Insurance", "admin"), ("consulting", "中介咨询费", "Consulting", "admin"),
            ("freight", "运输快递费", "Freight and courier", "selling"),
            ("advertising", "广告宣传费", "Advertising", "selling"), ("packing", "包装费", "Packing", "selling"),
            ("bank_fee", "银行手续费", "Bank fees", "finance"), ("interest", "利息支出", "Interest", "finance"),
            ("other", "其他费用", "Other", "admin"),
        ),
        right="ledger.edit", has_role=True,
    ),
    WordList(
        "purchase_return_reason", "采购退货原因", "Purchase return reasons",
        _words(("quality", "质量问题", "Quality"), ("wrong_goods", "错发", "Wrong goods"), ("too_many", "多发", "Too many"),
               ("price", "价格", "Price"), ("recall", "召回", "Recall")),
    ),
    WordList(
        "sales_return_reason", "销售退货、折让原因", "Sales return reasons",
        _words(("quality", "质量问题", "Quality"), ("wrong_goods", "发错货", "Wrong goods"),
               ("unwanted", "客户不要", "Not wanted"), ("damaged", "运输破损", "Damaged"), ("recall", "召回", "Recall")),
    ),
    WordList(
        "status_reason", "状态变更原因", "Status change reasons",
        _words(("quality", "质量问题", "Quality"), ("inspected", "检验放行", "Inspected"), ("expired", "过期", "Expired"),
               ("damaged", "破损", "Damaged"), ("dispute", "纠纷待查", "In dispute"), ("bin", "移库位", "Another bin"),
               ("lot", "批次更正", "Lot corrected")),
    ),
    WordList(
        "short_pick_reason", "短拣原因", "Short pick reasons",
        _words(("not_found", "库位无货", "Not in the bin"), ("damaged", "破损", "Damaged"),
               ("expired", "临期或过期", "Near or past its date")),
    ),
    WordList(
        "lot_reason", "批次说明", "Notes on lots",
        _words(("CUSTOMER", "客户指定", "Customer's wish"), ("QUALITY", "包装或外观", "Packing or looks"),
               ("PLACE", "拿取方便", "Within reach"), ("CLEARANCE", "先清库存", "Clearance"),
               ("AGREED", "主管同意", "Agreed by manager")),
    ),
    WordList(
        "refusal_reason", "拒收原因", "Why goods are refused",
        _words(("damaged", "包装破损", "Packing damaged"), ("near_date", "临期", "Near its date"),
               ("wrong_goods", "与订单不符", "Not as ordered"), ("no_papers", "缺少合格证", "Papers missing"),
               ("temperature", "温度不合格", "Wrong temperature")),
        is_open=True,
    ),
    WordList(
        "defect", "检验缺陷", "Defects found by inspection",
        _words(("none", "无缺陷", "No defect"), ("appearance", "外观破损", "Appearance"),
               ("size", "规格尺寸不符", "Size"), ("function", "性能不合格", "Function"),
               ("expiry", "保质期不足", "Shelf life"), ("papers", "资料不全(检验报告、检疫证)", "Papers missing"),
               ("wrong", "错发", "Wrong goods")),
    ),
    WordList(
        "reversal_reason", "红冲原因", "Why documents are reversed",
        _words(("wrong_type", "单据类型用错", "Wrong document type"), ("wrong_quantity", "数量录错", "Wrong quantity"),
               ("wrong_price", "单价录错", "Wrong price"), ("wrong_party", "往来单位选错", "Wrong party"),
               ("wrong_goods", "商品选错", "Wrong product"), ("twice", "重复录入", "Entered twice"),
               ("cancelled", "业务取消", "Deal cancelled")),
        is_open=True,
    ),
    WordList(
        "close_reason", "短交关闭原因", "Why orders are closed short",
        _words(("supplier_out", "供应商缺货", "Supplier is out"), ("customer_cancels", "客户取消余量", "Customer cancels"),
               ("too_late", "交期过长", "Too late"), ("price", "价格谈不拢", "Price not agreed")),
        is_open=True,
    ),
    WordList(
        "approval_reason", "特批原因", "Why a sale is approved",
        _words(("regular", "老客户,信誉好", "Regular customer in good standing"),
               ("clearance", "清库存、临期", "Clearance, near its date"), ("paying", "已约定付款日", "Payment agreed"),
               ("match", "跟同行价", "Meets a competitor's price"), ("project", "项目价", "Project price"),
               ("owner", "老板同意", "Agreed by the owner")),
        is_open=True,
    ),
    WordList(
        "cost_adjustment_reason", "成本调整原因", "Why cost is adjusted",
        _words(("price_difference", "采购差价", "Difference in purchase price"),
               ("allowance", "供应商返利、折让", "Supplier's rebate or allowance"),
               ("freight", "补记运费、费用", "Freight and fees booked late"),
               ("entry_error", "录错更正", "Entry corrected"), ("write_down", "跌价", "Write-down"),
               ("residual", "零头结清", "Residual cleared")),
        is_open=True,
    ),
    WordList(
        "recall_reason", "召回原因", "Why goods are recalled",
        _words(("authority", "监管部门通知", "Ordered by the authority"),
               ("supplier", "供应商通知", "Announced by the supplier"), ("complaint", "客户投诉", "Complaints"),
               ("inspection", "抽检不合格", "Failed inspection"), ("label", "标签标识错误", "Wrong label"),
               ("contamination", "混入异物、污染", "Contamination")),
        is_open=True,
    ),
    WordList(
        "shift", "班次", "Shifts",
        _words(("morning", "早班", "Morning"), ("noon", "中班", "Noon"), ("evening", "晚班", "Evening"),
               ("night", "夜班", "Night")),
    ),
    WordList(
        "wave", "要货波次", "Waves of store requisitions",
        _words(("first", "第一波", "First"), ("second", "第二波", "Second"), ("third", "第三波", "Third"),
               ("extra", "加急", "Urgent")),
    ),
    WordList(
        "adjust_reason", "库存调整原因", "Stock adjustment reasons",
        _words(("COUNT_GAIN", "盘盈", "Count gain"), ("COUNT_LOSS", "盘亏", "Count loss"),
               ("OPENING_FIX", "期初数据更正", "Opening correction"),
               ("ENTRY_ERROR", "单据漏录、重录、错录更正", "Entry error"),
               ("RECEIPT_VARIANCE", "收货短溢、途耗", "Receipt variance"), ("NATURAL_LOSS", "自然损耗", "Natural loss"),
               ("SPOILAGE", "霉烂变质、过期", "Spoilage"), ("DAMAGE", "破损、残次降级", "Damage"),
               ("THEFT_LOST", "被盗、丢失", "Theft or loss"), ("UOM_MEASURE", "计量换算、称重误差", "Measuring error"),
               ("BATCH_LOC_FIX", "串批、串号、串位、串货更正", "Mix-up correction"),
               ("DISASTER", "自然灾害、不可抗力", "Disaster")),
        is_closed=True,
    ),
)  # fmt: skip
WORD_LISTS: Final[Mapping[str, WordList]] = {one.code: one for one in _LISTS}


def word_list(code: str) -> WordList:
    """The list of ``code``; ``WordListUnknown`` when there is none."""
    try:
        return WORD_LISTS[code]
    except KeyError:
        raise WordListUnknown(list_code=code[:40]) from None


def merged(listed: WordList, own: Iterable[Word]) -> list[Word]:
    """The ready-made words with what the company says of them and its own beside, in its order."""
    found = {word.code: word for word in listed.ready}
    for word in own:
        found[word.code] = replace(word, is_ready=word.code in found)
    return sorted(found.values(), key=lambda word: (word.position, not word.is_ready, word.code))
