"""The decisions a company can take about itself: their keys, values and defaults.

Each is kept in ``company_setting`` with the day from which it holds. A key that is not here cannot be set; a value is
read by its key's ``read``, which refuses what makes no sense.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengku.company.editions import DEFAULT_EDITION, EDITION_CODES
from hengku.kit.errors import Invalid, NotFound
from hengku.kit.numbers import D, exact_text


@dataclass(eq=False)
class SettingUnknown(NotFound):
    """No such decision."""

    key: str
    text = "没有名为 {key} 的设置。请从设置列表中选择。"


@dataclass(eq=False)
class ChoiceUnknown(Invalid):
    """Not among the values the key may have."""

    label: str
    given: str
    allowed: tuple[str, ...]
    text = "“{label}”不能设为 {given}。可选:{allowed}。"


@dataclass(eq=False)
class OutOfRange(Invalid):
    """Too small or too large to make sense."""

    label: str
    given: Decimal
    least: Decimal
    most: Decimal
    text = "“{label}”不能设为 {given}:应在 {least} 与 {most} 之间。"


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One decision. ``read`` turns what was given or stored into its value, ``default`` holds until one is taken."""

    key: str
    label: str
    label_en: str
    rule: str  # where the rulebook speaks of it
    default: str
    read: Callable[[SettingKey, Any], Decimal | int | str]
    choices: tuple[str, ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)

    def value(self, given: Any) -> Decimal | int | str:
        """The value in its own type; refuses what makes no sense."""
        return self.read(self, given)

    def stored(self, given: Any) -> str:
        """The value as text for the table (G1: no number of JSON's)."""
        value = self.value(given)
        return exact_text(value) if isinstance(value, Decimal) else str(value)


def _choice(key: SettingKey, given: Any) -> str:
    if given not in key.choices:
        raise ChoiceUnknown(label=key.label, given=str(given)[:40], allowed=key.choices)
    return str(given)


def _decimal(key: SettingKey, given: Any) -> Decimal:
    value = D(given)
    if not key.least <= value <= key.most:
        raise OutOfRange(label=key.label, given=value, least=key.least, most=key.most)
    return value


def _count(key: SettingKey, given: Any) -> int:
    value = _decimal(key, given)
    if value != value.to_integral_value():
        raise ChoiceUnknown(label=key.label, given=str(given)[:40], allowed=("整数",))
    return int(value)


def _text(key: SettingKey, given: Any) -> str:
    if not isinstance(given, str) or len(given) > 32:
        raise ChoiceUnknown(label=key.label, given=str(given)[:40], allowed=("32 个字以内的文字",))
    return given


_ONE: Final = Decimal(1)

_LISTED: Final = (
    SettingKey("cost_scope", "成本口径", "Cost scope", "C2", "ORG", _choice, ("ORG", "WAREHOUSE")),
    SettingKey(
        "costing_method",
        "计价方法",
        "Costing method",
        "C2",
        "MOVING_AVERAGE",
        _choice,
        ("MOVING_AVERAGE", "FIFO", "MONTHLY_AVERAGE", "SPECIFIC", "STANDARD"),
    ),
    SettingKey(
        "revenue_mode",
        "收入确认时点",
        "Revenue recognition",
        "T11",
        "ON_ISSUE",
        _choice,
        ("ON_ISSUE", "ON_INVOICE"),
    ),
    SettingKey(
        "vat_on_issue", "出库时的销项税", "VAT at issue", "T11", "OUTPUT", _choice, ("OUTPUT", "DEFERRED")
    ),
    SettingKey(
        "estimate_mode",
        "暂估处理方式",
        "Estimate handling",
        "C15",
        "ON_INVOICE",
        _choice,
        ("ON_INVOICE", "DIFF_ONLY", "MONTH_BEGIN"),
    ),
    SettingKey("over_receipt_pct", "超收比例", "Over-receipt", "1.1.3", "0", _decimal, most=_ONE),
    SettingKey("over_issue_pct", "超发比例", "Over-issue", "1.1.3", "0", _decimal, most=_ONE),
    SettingKey(
        "writeoff_tolerance", "核销尾差", "Write-off tolerance", "D-WOF", "1", _decimal, most=Decimal(100)
    ),
    SettingKey(
        "invoice_net_tolerance", "发票行金额容差", "Invoice line tolerance", "T3", "0.01", _decimal, most=_ONE
    ),
    SettingKey(
        "invoice_tax_tolerance", "发票行税额容差", "Invoice tax tolerance", "T3", "0.06", _decimal, most=_ONE
    ),
    SettingKey(
        "invoice_total_tolerance",
        "发票税额合计容差",
        "Invoice total tolerance",
        "T3",
        "1.27",
        _decimal,
        most=Decimal(10),
    ),
    SettingKey(
        "allow_future_days", "允许提前的天数", "Days ahead allowed", "G20", "0", _count, most=Decimal(31)
    ),
    SettingKey(
        "yellow_days", "临期提醒天数(黄)", "Near expiry, yellow", "B5", "7", _count, most=Decimal(3650)
    ),
    SettingKey("red_days", "临期提醒天数(红)", "Near expiry, red", "B5", "3", _count, most=Decimal(3650)),
    # D-SO refuses an order over the limit until somebody approves it; without approvals the refusal is what is left.
    # A customer without a limit is not checked.
    SettingKey(
        "credit_check", "信用额度检查", "Credit check", "D-SO", "REFUSE", _choice, ("REFUSE", "WARN", "OFF")
    ),
    SettingKey(
        "credit_overdue_days",
        "信用:允许超期天数",
        "Overdue days allowed",
        "D-SO",
        "30",
        _count,
        most=Decimal(3650),
    ),
    SettingKey(
        "atp_check", "可承诺量检查", "Promise check", "D-SO", "WARN", _choice, ("OFF", "WARN", "REFUSE")
    ),
    SettingKey(
        "count_approval_amount",
        "盘点差异终审金额",
        "Count difference needing approval",
        "D-CNT",
        "1000",
        _decimal,
        most=Decimal(10) ** 9,
    ),
    SettingKey("abc_a_share", "ABC 分类:A 类累计到", "ABC: A up to", "R-09", "0.8", _decimal, most=_ONE),
    SettingKey("abc_b_share", "ABC 分类:B 类累计到", "ABC: B up to", "R-09", "0.95", _decimal, most=_ONE),
    SettingKey(
        "count_days_a",
        "A 类几天盘一次",
        "Days between counts, A",
        "D-CNT",
        "7",
        _count,
        least=_ONE,
        most=Decimal(366),
    ),
    SettingKey(
        "count_days_b",
        "B 类几天盘一次",
        "Days between counts, B",
        "D-CNT",
        "30",
        _count,
        least=_ONE,
        most=Decimal(366),
    ),
    SettingKey(
        "count_days_c",
        "C 类几天盘一次",
        "Days between counts, C",
        "D-CNT",
        "91",
        _count,
        least=_ONE,
        most=Decimal(366),
    ),
    SettingKey(
        "count_at_month_end", "月末全盘", "Whole count at month's end", "D-CNT", "ON", _choice, ("ON", "OFF")
    ),
    SettingKey(
        "count_due_closing",
        "结账前到期未盘的商品",
        "Counts due before closing",
        "4.3",
        "WARN",
        _choice,
        ("WARN", "BLOCK", "OFF"),
    ),
    SettingKey(
        "weighed_tolerance",
        "称重商品盘点相符容差",
        "Counts of weighed goods agree within",
        "R-17",
        "0.01",
        _decimal,
        most=_ONE,
    ),
    SettingKey(
        "accuracy_target", "库存准确率目标", "Stock accuracy aimed at", "4.3", "0.98", _decimal, most=_ONE
    ),
    SettingKey(
        "landed_cost",
        "采购费用",
        "Landed cost",
        "C16",
        "BY_STANDARD",
        _choice,
        ("BY_STANDARD", "CAPITALIZE", "EXPENSE"),
    ),
    SettingKey(
        "match_price_tolerance",
        "三单匹配价格容差",
        "Three-way match, price",
        "D-PINV",
        "0.2",
        _decimal,
        most=_ONE,
    ),
    SettingKey(
        "inspection_mode", "来料检验方式", "Incoming inspection", "D-IQC", "BEFORE", _choice, ("BEFORE", "AFTER")
    ),
    SettingKey(
        "inspection_days", "待检期限(天)", "Days to inspect within", "4.3", "2", _count, most=Decimal(365)
    ),
    SettingKey(
        "transit_days", "调拨在途期限(天)", "Days to be on the way", "4.3", "7", _count, most=Decimal(365)
    ),
    SettingKey("edition", "版本", "Edition", "1.2", DEFAULT_EDITION, _choice, EDITION_CODES),
    SettingKey("default_tax_code", "默认税码", "Default tax code", "T1", "", _text),
)

SETTING_KEYS: Final[dict[str, SettingKey]] = {one.key: one for one in _LISTED}


def setting_key(key: str) -> SettingKey:
    """The decision of that key; ``SettingUnknown`` when there is none."""
    try:
        return SETTING_KEYS[key]
    except KeyError:
        raise SettingUnknown(key=key[:64]) from None
