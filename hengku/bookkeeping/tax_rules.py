"""VAT at the end of the period, surcharges, and the entries of tax events (domain.md T5-T9).

All amounts are in the book's currency, in fen. Entries are by account role, without lines of 0 (R3).
Pure: rates, thresholds and reliefs are given with every call (§3.0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.catalog.input_tax_rules import Purchase, deemed_output_vat, extra_input_on_issue
from hengku.catalog.tax_rules import Amounts, split_tax
from hengku.kit.numbers import ZERO, ZERO_FEN, multiply, product_to_fen, to_fen
from hengku.ledger.rules import EntryLine, credit, debit, lines_of

# T5, T7: entries of single events -------------------------------------------------------------------


def purchase_entry(
    bought: Purchase, inventory_role: str, *, input_role: str = "vat_input"
) -> tuple[EntryLine, ...]:
    """What a purchase books when goods and invoice come together: stock and input tax against payable (TX-06).

    `input_role` is vat_unverified_input while the invoice has not been ticked for deduction.
    """
    return lines_of(
        debit(inventory_role, bought.cost),
        debit(input_role, bought.input_vat),
        credit("ap", bought.cost + bought.input_vat),
    )


def extra_input_entry(
    deducted: Decimal, *, deduct_rate: Decimal, extra_rate: Decimal
) -> tuple[Decimal, tuple[EntryLine, ...]]:
    """The further input tax on farm goods issued to make fully taxed goods, and its entry (T5, TX-07)."""
    extra = extra_input_on_issue(deducted, deduct_rate, extra_rate)
    return extra, lines_of(debit("vat_input", extra), credit("wip", extra))


def deemed_sale_entry(
    *,
    cost: Decimal,
    value_net: Decimal,
    rate: Decimal,
    expense_role: str = "selling",
    inventory_role: str = "merchandise",
) -> tuple[Decimal, tuple[EntryLine, ...]]:
    """Goods given away: output tax on their fair value, stock out at cost, both an expense (T7, TX-17)."""
    vat = deemed_output_vat(value_net, rate)
    return vat, lines_of(
        debit(expense_role, cost + vat), credit(inventory_role, cost), credit("vat_output", vat)
    )


def loss_found_entry(
    cost: Decimal, vat_out: Decimal, inventory_role: str = "merchandise"
) -> tuple[EntryLine, ...]:
    """A loss of stock as it is found: cost and input tax out await approval in 1901 (C19, T7, IN-01)."""
    return lines_of(
        debit("suspense", cost + vat_out), credit(inventory_role, cost), credit("vat_input_out", vat_out)
    )


def loss_approved_entry(
    suspended: Decimal, compensation: Decimal, loss_role: str = "count_loss_mgmt"
) -> tuple[EntryLine, ...]:
    """The approval of a loss: what somebody pays for is a receivable, the rest the loss (C19, IN-01)."""
    return lines_of(
        debit("other_receivable", compensation),
        debit(loss_role, suspended - compensation),
        credit("suspense", suspended),
    )


# T6: small-scale taxpayers --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SmallScaleReturn:
    """A small-scale taxpayer's VAT of one return period. vat = exempt_vat + payable_vat."""

    net: Decimal
    vat: Decimal
    exempt_vat: Decimal
    payable_vat: Decimal
    entry_exempt: tuple[EntryLine, ...]


def small_scale_sale(amount_incl: Decimal, rate: Decimal) -> tuple[Amounts, tuple[EntryLine, ...]]:
    """A sale of a small-scale taxpayer: its tax is accrued on 222101 at once (T6, TX-10)."""
    sale = split_tax(amount_incl, rate)
    return sale, lines_of(debit("ar", sale.incl), credit("revenue", sale.net), credit("vat_small", sale.tax))


def small_scale_return(
    sales: Amounts,
    special: Amounts,
    *,
    threshold: Decimal,
    threshold_inclusive: bool,
) -> SmallScaleReturn:
    """What is payable of the period's accrued tax, decided once for the period, not by document (T6).

    `sales` is everything as booked, `special` its part on special invoices 专票, which is always
    payable. Below the threshold (net) the rest is exempt and becomes income; at the threshold it is
    exempt only while the rule in force says "≤" (threshold_inclusive, until the end of 2025).
    """
    is_exempt = sales.net <= threshold if threshold_inclusive else sales.net < threshold
    exempt = sales.tax - special.tax if is_exempt else ZERO_FEN
    return SmallScaleReturn(
        net=sales.net,
        vat=sales.tax,
        exempt_vat=exempt or ZERO_FEN,
        payable_vat=sales.tax - exempt or ZERO_FEN,
        entry_exempt=lines_of(debit("vat_small", exempt), credit("vat_exempt_income", exempt)),
    )


# T8: a general taxpayer's month ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VatMonth:
    """The columns 专栏 of 应交增值税 for one month, each on its own side, and the credit brought forward."""

    output: Decimal
    input: Decimal
    input_out: Decimal = ZERO_FEN
    opening_credit: Decimal = ZERO_FEN
    relief: Decimal = ZERO_FEN
    prepaid: Decimal = ZERO_FEN


@dataclass(frozen=True, slots=True)
class VatClose:
    """What the month comes to: at most one of payable, and closing_credit/overpaid, is above 0."""

    payable: Decimal
    closing_credit: Decimal  # 留抵, carried to the next month without an entry
    overpaid: Decimal  # of what was paid within the month
    entry: tuple[EntryLine, ...]


def vat_close(month: VatMonth) -> VatClose:
    """T8: payable = output - (input - out) - opening credit - relief - prepaid, moved to 222102 when above 0.

    Below 0, what was paid within the month comes back first (222102 against 22210110); what is left is
    credit carried forward, for which nothing is booked.
    """
    due = month.output - (month.input - month.input_out) - month.opening_credit - month.relief
    payable = max(due - month.prepaid, ZERO_FEN)
    overpaid = max(min(month.prepaid, month.prepaid - due), ZERO_FEN)
    return VatClose(
        payable=payable,
        closing_credit=max(-due, ZERO_FEN),
        overpaid=overpaid,
        entry=lines_of(
            debit("vat_transfer_unpaid", payable),
            credit("vat_unpaid", payable),
            debit("vat_unpaid", overpaid),
            credit("vat_transfer_overpaid", overpaid),
        ),
    )


# T9: surcharges -------------------------------------------------------------------------------------

#: Surcharge by its name in the tax parameters → the role it is owed on, in the order of the entry.
SURCHARGE_ROLES: Final = {"city": "city_tax", "edu": "edu_tax", "local_edu": "local_edu_tax"}


@dataclass(frozen=True, slots=True)
class Surcharges:
    """The surcharges on a VAT payment, by name, and their entry."""

    amounts: dict[str, Decimal]
    total: Decimal
    entry: tuple[EntryLine, ...]


def surcharges(
    vat_paid: Decimal, rates: Mapping[str, Decimal], *, relief_share: Decimal = ZERO
) -> Surcharges:
    """T9: each surcharge = R2(VAT actually payable x rate x (1 - relief)), rounded on its own.

    `rates` is by the names of SURCHARGE_ROLES; the city rate depends on the district. `relief_share` is
    the part forgiven (0.5 under 六税两费减半). Nothing is due on a month without payment.
    ValueError for a surcharge it does not know, which would otherwise be left unpaid.
    """
    unknown = rates.keys() - SURCHARGE_ROLES.keys()
    if unknown:
        raise ValueError(f"unknown surcharges: {sorted(unknown)}")
    base = max(vat_paid, ZERO_FEN)
    amounts = {
        name: product_to_fen(base, multiply(rates[name], 1 - relief_share))
        for name in SURCHARGE_ROLES
        if name in rates
    }
    whole = to_fen(sum(amounts.values(), ZERO))
    owed = (credit(SURCHARGE_ROLES[name], amount) for name, amount in amounts.items())
    return Surcharges(amounts=amounts, total=whole, entry=lines_of(debit("tax_surcharge", whole), *owed))
