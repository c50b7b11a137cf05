"""The 12 standard reasons of a stock adjustment (§1.8) and the four stages of a loss (§1.9). The list is
closed: no "other".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import Choice
from hengku.documents.paper import PaperLine
from hengku.posting.effects import Facts

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: which way goods go (+ − 0), where the value goes under each standard, whether it passes 待处理财产损溢,
    and whether input tax is transferred out unless the accountant says otherwise (T7)."""

    code: str
    number: str
    label: str
    label_en: str
    directions: str
    small: str
    enterprise: str
    via_suspense: bool = False
    takes_vat_out: bool = False
    only_counts: bool = False
    keeps_amount: bool = False  # only the quantity changes, the amount of stock stays

    def against(self, standard: str) -> str:
        """Account role on the other side of inventory."""
        return self.small if standard == "small" else self.enterprise


REASONS = (
    Reason("COUNT_GAIN", "01", "盘盈", "Count gain", "+", "nonop_income", "admin", True, only_counts=True),
    Reason("COUNT_LOSS", "02", "盘亏", "Count loss", "-", "nonop_expense", "admin", True, only_counts=True),
    Reason("OPENING_FIX", "03", "期初数据更正", "Opening correction", "+-", "suspense", "suspense"),
    Reason("ENTRY_ERROR", "04", "单据漏录、重录、错录更正", "Entry error", "+-", "suspense", "suspense"),
    Reason("RECEIPT_VARIANCE", "05", "收货短溢、途耗", "Receipt variance", "+-", "nonop_expense", "admin"),
    Reason("NATURAL_LOSS", "06", "自然损耗", "Natural loss", "-", "cogs", "cogs"),
    Reason("SPOILAGE", "07", "霉烂变质、过期", "Spoilage", "-", "nonop_expense", "admin", True, True),
    Reason("DAMAGE", "08", "破损、残次降级", "Damage", "-", "nonop_expense", "admin", True, True),
    Reason("THEFT_LOST", "09", "被盗、丢失", "Theft or loss", "-", "nonop_expense", "admin", True, True),
    Reason(
        "UOM_MEASURE", "10", "计量换算、称重误差", "Measuring error", "+-", "cogs", "cogs", keeps_amount=True
    ),
    Reason("BATCH_LOC_FIX", "11", "串批、串号、串位、串货更正", "Mix-up correction", "0", "cogs", "cogs"),
    Reason("DISASTER", "12", "自然灾害、不可抗力", "Disaster", "-", "nonop_expense", "nonop_expense", True),
)
BY_CODE = {reason.code: reason for reason in REASONS}
REASON_CHOICES = tuple(Choice(r.code, f"{r.number} {r.label}", f"{r.number} {r.label_en}") for r in REASONS)
LOSS_REASONS = ("NATURAL_LOSS", "SPOILAGE", "DAMAGE", "THEFT_LOST", "DISASTER")
LOSS_REASON_CHOICES = tuple(choice for choice in REASON_CHOICES if choice.code in LOSS_REASONS)
VAT_OUT_CHOICES = (
    Choice("auto", "按原因", "By reason"),
    Choice("yes", "转出", "Transfer out"),
    Choice("no", "不转出", "Keep"),
)
STAGES = (
    Choice("RECEIVING", "收货损耗", "Receiving"),
    Choice("STORAGE", "储存损耗", "Storage"),
    Choice("PROCESSING", "加工损耗", "Processing"),
    Choice("SELLING", "售卖损耗", "Selling"),
)


def vat_out_rate(line: PaperLine, reason: Reason, facts: Facts, asked: str | None) -> Decimal:
    """T7 (ADDED): the rate by which input tax on lost goods is transferred out; 0 when it is kept or never
    was deducted.
    """
    if facts.policy.taxpayer != "general":
        return ZERO
    wanted = reason.takes_vat_out if asked in (None, "", "auto") else asked == "yes"
    product = facts.products.get(line.product_id or 0)
    if not wanted or product is None or not facts.deductible.get(product.tax_code_id, True):
        return ZERO
    return facts.tax_rates.get(product.tax_code_id, ZERO)
