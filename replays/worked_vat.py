"""Input tax, VAT of a period, and the entries of tax events, through the rules (T5–T9, C19)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.bookkeeping.tax_rules import (
    VatMonth,
    deemed_sale_entry,
    extra_input_entry,
    loss_approved_entry,
    loss_found_entry,
    purchase_entry,
    small_scale_return,
    small_scale_sale,
    surcharges,
    vat_close,
)
from hengku.catalog.input_tax_rules import (
    InputVatProfile,
    Purchase,
    deemed_output_vat,
    fair_value,
    farmer_purchase,
    import_taxes,
    input_vat_out,
    purchase,
    small_scale_farm_purchase,
)
from hengku.catalog.tax_rules import Amounts, add_tax, split_tax
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.ledger.rules import credit, debit, lines_of
from hengku.warehousing.reasons import BY_CODE
from replays.worked_compare import entries_of_roles
from replays.worked_reading import CaseUnsupported, Fields, money

# Parameters of §3.0 where a case does not state them, as of 2026.
AGRI_DEDUCT_RATE: Final = Decimal("0.09")
AGRI_EXTRA_RATE: Final = Decimal("0.01")
AGRI_LEVY_RATE: Final = Decimal("0.03")
REDUCED_LEVY_RATE: Final = Decimal("0.01")
#: T5: farm goods that go into something else than goods of 13 %, such as meals, get nothing more.
NO_EXTRA: Final = ("9PCT", "6PCT", "CATERING", "SALE", "EXEMPT")
FREIGHT_RATE: Final = Decimal("0.09")
FAIR_VALUE_MARKUP: Final = Decimal("0.10")
#: What the buyer of a gift's purpose is an expense of.
GIFT_ROLES: Final = {
    "GIFT_TO_CUSTOMER": "selling",
    "SAMPLE": "selling",
    "PROMOTION": "selling",
    "DONATION": "nonop_expense",
    "EMPLOYEE_WELFARE": "payroll",
}
#: Goods made by the company itself, or for it, that its people use (T7, D-REQ).
OWN_USE: Final = frozenset({"SELF_MADE_WELFARE", "WELFARE_SELF_PRODUCED", "SELF_PRODUCED_WELFARE", "OWN_GOODS_WELFARE"})
#: Who pays less surcharge: 六税两费减半 (T9).
HALF: Final = Decimal("0.5")
#: From this day 未达到 is less than the threshold (T6).
VAT_LAW: Final = date(2026, 1, 1)
#: Below this a small-scale taxpayer owes nothing, unless the case says otherwise (T6).
THRESHOLDS: Final = {"MONTH": Decimal("100000.00"), "QUARTER": Decimal("300000.00")}


def play_agri(fields: Fields) -> dict[str, Any]:
    """kind agri: what farm goods cost and what input tax they give, by the paper they came with (T5)."""
    source = fields.text("source")
    read = next((read for words, read in AGRI_SOURCES if any(word in source.upper() for word in words)), None)
    if read is None:
        raise CaseUnsupported(f"农产品来源 {source}")
    bought = read(fields)
    role = fields.text("inventory_role", "raw_material")
    return {
        "input_vat": money(bought.input_vat),
        "inventory_cost": money(bought.cost),
        "entries": entries_of_roles(purchase_entry(bought, role)),
    }


def _from_farmer(fields: Fields) -> Purchase:
    price = fields.amount(fields.called("purchase_price", "price", "amount", "incl"))
    return farmer_purchase(price, fields.number("deduct_rate", AGRI_DEDUCT_RATE))


def _from_small_scale(fields: Fields) -> Purchase:
    """A 3 % special invoice is deducted at the agricultural rate on its net, one of 1 % as it stands (T5)."""
    is_one = any(word in fields.text("source").upper() for word in ("1PCT", "1PERCENT", "_1"))
    usual = REDUCED_LEVY_RATE if is_one else AGRI_LEVY_RATE
    levy = fields.number(fields.called("levy_rate", "invoice_rate", "rate"), usual)
    amounts = _on_paper(fields, levy)
    if levy != AGRI_LEVY_RATE:
        return purchase(amounts, is_deductible=True)
    return small_scale_farm_purchase(amounts, fields.number("deduct_rate", AGRI_DEDUCT_RATE))


def _from_general(fields: Fields) -> Purchase:
    return purchase(_on_paper(fields, fields.number("rate", AGRI_DEDUCT_RATE)), is_deductible=True)


def _exempt(fields: Fields) -> Purchase:
    """Exempt vegetables, meat and eggs from a dealer: nothing may be deducted."""
    key = fields.called("purchase_price", "net", "price", "amount", "incl")
    for said in ("rate", "deduct_rate"):  # of an exempt sale neither takes part
        fields.number(said, None)
    return purchase(Amounts(fields.amount(key), fields.amount("tax", ZERO_FEN)), is_deductible=False)


def _on_paper(fields: Fields, rate: Decimal) -> Amounts:
    whole = fields.amount(fields.called("incl", "invoice_incl", "purchase_price"), None)
    named = fields.called("net", "invoice_net", "face_net")
    net = split_tax(whole, rate).net if whole is not None and named not in fields else fields.amount(named)
    usual = whole - net if whole is not None else add_tax(net, rate).tax
    return Amounts(net, fields.amount(fields.called("tax", "invoice_tax", "face_tax"), usual))


#: What the paper is called, by a word in it; the first that fits (T5).
AGRI_SOURCES: Final[tuple[tuple[tuple[str, ...], Callable[[Fields], Purchase]], ...]] = (
    (("FARMER", "SELF_PRODUCED", "ACQUISITION"), _from_farmer),
    (("EXEMPT", "CIRCULATION", "WHOLESALE", "RETAIL", "TAX_FREE"), _exempt),
    (("SMALL",), _from_small_scale),
    (("GENERAL", "SPECIAL"), _from_general),
)


def play_agri_extra(fields: Fields) -> dict[str, Any]:
    """kind agri_extra: the further 1 % when farm goods go into goods of 13 % (T5)."""
    event = fields.text("event")
    if "13PCT" not in event and not any(word in event for word in NO_EXTRA):
        raise CaseUnsupported(f"加计事项 {event}")
    deducted = fields.amount("deducted_at_9pct_in_issue")
    extra, entry = extra_input_entry(
        deducted if "13PCT" in event else ZERO_FEN,
        deduct_rate=fields.number("deduct_rate", AGRI_DEDUCT_RATE),
        extra_rate=fields.number("extra_rate", AGRI_EXTRA_RATE),
    )
    return {"extra_input_vat": money(extra), "entries": entries_of_roles(entry)}


def play_import(fields: Fields) -> dict[str, Any]:
    """kind import: duty, consumption tax, VAT and cost of an import (T5)."""
    taxes = import_taxes(
        fields.amount("dutiable_value"),
        duty_rate=fields.number("duty_rate"),
        consumption_rate=fields.number("consumption_rate", ZERO),
        vat_rate=fields.number("vat_rate"),
    )
    return {
        "duty": money(taxes.duty),
        "consumption_tax": money(taxes.consumption_tax),
        "vat": money(taxes.vat),
        "inventory_cost": money(taxes.inventory_cost),
        "composite_price": money(taxes.inventory_cost),
    }


def play_small_scale(fields: Fields) -> dict[str, Any]:
    """kind small_scale: accrue the period's tax, and take back what is exempt below the threshold (T6)."""
    taxpayer, period = fields.text("taxpayer", "SMALL_SCALE"), fields.text("period", "QUARTER")
    if taxpayer != "SMALL_SCALE":
        raise fields.malformed("taxpayer", f"{taxpayer} 应为 SMALL_SCALE")
    if period not in ("QUARTER", "MONTH"):
        raise fields.malformed("period", f"{period} 应为 QUARTER 或 MONTH")
    rate = fields.number("rate")
    sale, entry = small_scale_sale(fields.amount("sales_incl"), rate)
    special = add_tax(fields.amount("special_invoice_net", ZERO_FEN), fields.number("special_rate", rate))
    told = small_scale_return(
        sale,
        special,
        threshold=fields.amount("threshold", THRESHOLDS[period]),
        threshold_inclusive=fields.flag("threshold_inclusive", default=_was_inclusive(fields)),
    )
    return {
        "net": money(told.net),
        "vat": money(told.vat),
        "exempt_vat": money(told.exempt_vat),
        "payable_vat": money(told.payable_vat),
        "entries_sale": entries_of_roles(entry),
        "entries_exempt": entries_of_roles(told.entry_exempt),
    }


def _was_inclusive(fields: Fields) -> bool:
    """T6: until the end of 2025 "以下" meant the threshold too."""
    named = fields.called("period_end", "as_of", "date", "biz_date")
    return named in fields and fields.day(named) < VAT_LAW


def play_vat_close(fields: Fields) -> dict[str, Any]:
    """kind vat_close: what a general taxpayer's month comes to, and the surcharges on it (T8, T9)."""
    closed = vat_close(
        VatMonth(
            output=fields.amount("output"),
            input=fields.amount("input"),
            input_out=fields.amount("input_transfer_out", ZERO_FEN),
            opening_credit=fields.amount("opening_credit", ZERO_FEN),
            relief=fields.amount(fields.called("relief", "reduction", "exemption"), ZERO_FEN),
            prepaid=fields.amount("prepaid", ZERO_FEN),
        )
    )
    asked = fields.inner("surcharge")
    rates = {key: asked.number(key) for key in ("city", "edu", "local_edu") if key in asked}
    named = fields.called("surcharge_halved", "half_surcharge", "six_taxes_two_fees_half")
    relief = HALF if fields.flag(named) else ZERO
    due = surcharges(closed.payable, rates, relief_share=relief)
    paid = lines_of(debit("vat_unpaid", closed.payable), credit("bank", closed.payable))
    return {
        "payable": money(closed.payable),
        "closing_credit": money(closed.closing_credit),
        "overpaid": money(closed.overpaid),
        "surcharges": {key: money(amount) for key, amount in due.amounts.items()},
        "entries_vat": entries_of_roles(closed.entry),
        "surcharge_total": money(due.total),
        "entries_surcharge": entries_of_roles(due.entry),
        "entries_payment": entries_of_roles(paid),
    }


def play_deemed_sale(fields: Fields) -> dict[str, Any]:
    """kind deemed_sale: goods given away at cost, with output tax on what they would fetch (T7)."""
    purpose = fields.text("purpose", "GIFT_TO_CUSTOMER")
    if purpose not in GIFT_ROLES and purpose not in OWN_USE:
        raise CaseUnsupported(f"视同应税用途 {purpose}")
    cost = fields.amount("cost")
    value = fields.amount("market_price_net", None)
    if value is None:
        value = fair_value(
            average_sale=fields.amount("average_sale_net", None),
            list_price=fields.amount("list_price_net", None),
            cost=cost,
            markup_rate=fields.number("markup_rate", FAIR_VALUE_MARKUP),
        )
    rate = fields.number("rate")
    if purpose in OWN_USE:  # D-REQ: what one made oneself is sold to those who get it
        vat = deemed_output_vat(value, rate)
        sold = lines_of(
            debit("payroll", value + vat),
            credit("revenue", value),
            credit("vat_output", vat),
            debit("cogs", cost),
            credit("merchandise", cost),
        )
        return {"output_vat": money(vat), "fair_value": money(value), "entries": entries_of_roles(sold)}
    vat, entry = deemed_sale_entry(cost=cost, value_net=value, rate=rate, expense_role=GIFT_ROLES[purpose])
    return {"output_vat": money(vat), "fair_value": money(value), "entries": entries_of_roles(entry)}


def cause_of(fields: Fields) -> tuple[str, bool]:
    """The standard reason (§1.8), and whether goods merely passed their date: no tax goes out for that (T7)."""
    cause = fields.text("cause")
    return ("SPOILAGE", True) if cause in ("EXPIRED", "EXPIRY") else (cause, False)


def play_stock_loss(fields: Fields) -> dict[str, Any]:
    """kind stock_loss: a loss as it is found, with the input tax it takes out, and as approved (C19, T7)."""
    cause, is_expired = cause_of(fields)
    if cause not in BY_CODE or "-" not in BY_CODE[cause].directions:
        raise fields.malformed("cause", f"{cause} 不是会减少库存的标准原因")
    profile = fields.text("input_vat_profile", "NONE")
    if profile not in tuple(InputVatProfile):
        raise fields.malformed("input_vat_profile", f"{profile} 应为 {'、'.join(InputVatProfile)} 之一")
    cost, rate = fields.amount("loss_cost"), fields.number("rate", ZERO)
    takes_out = BY_CODE[cause].takes_vat_out and not is_expired
    taken = InputVatProfile(profile) if takes_out else InputVatProfile.NONE
    levy = fields.number("levy_rate", AGRI_LEVY_RATE)
    freight = fields.amount("freight_cost", ZERO_FEN)
    freight_rate = fields.number("freight_rate", FREIGHT_RATE)
    vat = input_vat_out(cost, taken, rate=rate, levy_rate=levy, freight_cost=freight, freight_rate=freight_rate)
    role = "count_loss_disaster" if cause == "DISASTER" else "count_loss_mgmt"
    return {
        "vat_transfer_out": money(vat),
        "entries_discovery": entries_of_roles(loss_found_entry(cost, vat)),
        "entries_approval": entries_of_roles(
            loss_approved_entry(cost + vat, fields.amount("compensation", ZERO_FEN), role)
        ),
    }
