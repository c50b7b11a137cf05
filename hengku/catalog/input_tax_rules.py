"""Tax on what is bought, lost and given away, as amounts (domain.md T3 tolerance, T5, T7).

Entries are made by the document types from these amounts. Rates and tolerances are parameters with
dates of their own (§3.0), never literals here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengku.catalog.tax_rules import Amounts
from hengku.kit.errors import Invalid
from hengku.kit.numbers import ZERO_FEN, divide, multiply, product_to_fen, ratio, to_fen, total


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a purchase costs in stock and what input tax it gives; together what is owed, save at customs."""

    cost: Decimal
    input_vat: Decimal


def purchase(amounts: Amounts, *, is_deductible: bool) -> Purchase:
    """T5 ordinary: a deductible invoice goes in at net; any other, and a small-scale buyer's, with its tax."""
    return Purchase(amounts.net, amounts.tax) if is_deductible else Purchase(amounts.incl, ZERO_FEN)


def can_deduct(kind: str, *, is_deductible: bool, is_general_taxpayer: bool) -> bool:
    """Whether input tax may be deducted (T1, T5): exempt and untaxed purchases carry none, zero rate may."""
    return is_general_taxpayer and is_deductible and kind not in ("exempt", "none")


def farmer_purchase(price: Decimal, deduct_rate: Decimal) -> Purchase:
    """T5: bought from a farmer; input = R2(price x rate) is computed out of the price itself (TX-06)."""
    input_vat = product_to_fen(price, deduct_rate)
    return Purchase(price - input_vat, input_vat)


def small_scale_farm_purchase(invoice: Amounts, deduct_rate: Decimal) -> Purchase:
    """T5: farm goods on a small-scale seller's 3% special invoice: input = R2(net x deduct rate).

    A 1% special invoice is no such case: it is deducted as it stands, see purchase().
    """
    input_vat = product_to_fen(invoice.net, deduct_rate)
    return Purchase(invoice.incl - input_vat, input_vat)


def extra_input_on_issue(deducted: Decimal, deduct_rate: Decimal, extra_rate: Decimal) -> Decimal:
    """T5: further input when farm goods are issued to make fully taxed goods: R2(deducted / rate x extra)."""
    return ratio(deducted, extra_rate, deduct_rate)


@dataclass(frozen=True, slots=True)
class Import:
    """Customs on an import. Duty and consumption tax are part of the cost; VAT is by the customs receipt."""

    duty: Decimal
    consumption_tax: Decimal
    vat: Decimal
    inventory_cost: Decimal


@dataclass(eq=False)
class ConsumptionRateInvalid(Invalid):
    """A consumption tax rate must be below 1, or there is no composite price."""

    rate: Decimal
    text = "消费税率 {rate} 应小于 1"


def import_taxes(
    dutiable_value: Decimal, *, duty_rate: Decimal, consumption_rate: Decimal, vat_rate: Decimal
) -> Import:
    """T5: composite price = (dutiable value + duty) / (1 - consumption rate); VAT on it; it is the cost."""
    if not 0 <= consumption_rate < 1:
        raise ConsumptionRateInvalid(rate=consumption_rate).at(field="consumption_rate")
    duty = product_to_fen(dutiable_value, duty_rate)
    composite = to_fen(divide(dutiable_value + duty, 1 - consumption_rate))
    return Import(
        duty=duty,
        # The rest, not rate x composite: cost = value + duty + consumption tax then holds to the fen.
        consumption_tax=composite - dutiable_value - duty or ZERO_FEN,
        vat=product_to_fen(composite, vat_rate),
        inventory_cost=composite,
    )


# T3: what a supplier's invoice may be off by -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far an invoice may be off its own arithmetic, in fen."""

    line_amount: Decimal
    line_tax: Decimal
    document_tax: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line as it stands on the paper. Quantity and price may be absent from it."""

    net: Decimal
    rate: Decimal
    tax: Decimal
    quantity: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineCheck:
    """The differences of one line, paper less arithmetic, not rounded; is_ok when both are tolerated."""

    amount_difference: Decimal
    tax_difference: Decimal
    is_ok: bool


@dataclass(frozen=True, slots=True)
class InvoiceCheck:
    """All lines, and the document: it passes when every line does and the tax differences do together."""

    lines: tuple[LineCheck, ...]
    tax_difference: Decimal
    is_ok: bool


def check_invoice(lines: Sequence[InvoiceLine], tolerance: Tolerance) -> InvoiceCheck:
    """T3: compare net with quantity x price and tax with net x rate; what is over needs a person's consent.

    The document's difference is |Σ difference|: what is up on one line and down on another evens out.
    """
    checks = []
    for line in lines:
        amount_difference = ZERO_FEN
        if line.quantity is not None and line.price is not None:
            amount_difference = line.net - multiply(line.quantity, line.price)
        tax_difference = line.tax - multiply(line.net, line.rate)
        is_ok = abs(amount_difference) <= tolerance.line_amount and abs(tax_difference) <= tolerance.line_tax
        checks.append(LineCheck(amount_difference, tax_difference, is_ok))
    difference = total(check.tax_difference for check in checks)
    is_ok = all(check.is_ok for check in checks) and abs(difference) <= tolerance.document_tax
    return InvoiceCheck(tuple(checks), difference, is_ok)


# T7: input tax to be transferred out, and deemed sales ----------------------------------------------


class InputVatProfile(StrEnum):
    """How the input tax of a good came about, which decides how it is taken back (T7)."""

    NONE = "NONE"  # no input tax was deducted
    ADDED = "ADDED"  # on top of the cost
    AGRI_DEDUCT = "AGRI_DEDUCT"  # computed out of the price
    AGRI_SMALL = "AGRI_SMALL"  # from a small-scale seller's special invoice


def input_vat_out(
    cost: Decimal,
    profile: InputVatProfile,
    *,
    rate: Decimal,
    levy_rate: Decimal | None = None,
    freight_cost: Decimal = ZERO_FEN,
    freight_rate: Decimal | None = None,
) -> Decimal:
    """T7: the input tax to transfer out with goods of this cost, in fen.

    `rate` is the VAT rate for ADDED and the deduct rate for the two AGRI profiles. AGRI_SMALL needs the
    seller's `levy_rate`: of 100 net, 100 + levy was paid and `rate` deducted, so the cost of
    1 + levy - rate carries the tax of `rate` (9% on a 3% invoice: 9/94). `freight_cost`, part of `cost`,
    goes at its own rate. ValueError when a rate that is needed is not given.
    """
    if profile is InputVatProfile.NONE:
        return ZERO_FEN
    goods = cost - freight_cost
    if profile is InputVatProfile.ADDED:
        goods_vat = product_to_fen(goods, rate)
    elif profile is InputVatProfile.AGRI_DEDUCT:
        goods_vat = ratio(goods, rate, 1 - rate)
    elif levy_rate is None:
        raise ValueError("AGRI_SMALL needs the seller's levy rate")
    else:
        goods_vat = ratio(goods, rate, 1 + levy_rate - rate)
    if not freight_cost:
        return goods_vat
    if freight_rate is None:
        raise ValueError("freight in the cost needs its rate")
    return goods_vat + product_to_fen(freight_cost, freight_rate)


def fair_value(
    *,
    average_sale: Decimal | None,
    list_price: Decimal | None,
    cost: Decimal,
    markup_rate: Decimal,
) -> Decimal:
    """T7: the net value of what is given away: recent average sale, else price list, else cost x (1 + markup).

    The first two are net amounts of the whole quantity; None where there is none.
    """
    if average_sale is not None:
        return to_fen(average_sale)
    if list_price is not None:
        return to_fen(list_price)
    return product_to_fen(cost, 1 + markup_rate)


def deemed_output_vat(value_net: Decimal, rate: Decimal) -> Decimal:
    """T7: output tax on goods given away for nothing: R2(fair value x rate)."""
    return product_to_fen(value_net, rate)
