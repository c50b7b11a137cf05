"""Tax on lines of documents: which code, how much, where the fen goes (domain.md T1-T4).

Amounts are in the book's currency, in fen; a red document's amounts are negative. Rates are given,
never written here (§3.0). Pure: no database, no clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from hengku.kit.errors import Invalid
from hengku.kit.numbers import (
    ZERO,
    ZERO_FEN,
    divide,
    price_from_amount,
    product_to_fen,
    split_by_cumulative,
    to_fen,
    total,
)


class PriceMode(StrEnum):
    """Whether the prices of a document have the tax in them."""

    INCL = "INCL"  # 含税价
    EXCL = "EXCL"  # 不含税价


class Rounding(StrEnum):
    """Where the tax is split off (T3). DOCUMENT is only for tickets and daily closes."""

    LINE = "LINE"
    DOCUMENT = "DOCUMENT"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Net and tax of one thing; what is paid is their sum, never a third number of its own."""

    net: Decimal
    tax: Decimal

    @property
    def incl(self) -> Decimal:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What was entered on a line. Quantity, amount and discounts are negative on a red line.

    `amount`, where given, is quantity x price as somebody wrote it: it is kept, and the price derived
    from it. A discount is either a rate (the part taken off, 0.05 = 5% less) or an amount, in the price
    mode of the document.
    """

    quantity: Decimal
    price: Decimal | None
    rate: Decimal
    amount: Decimal | None = None
    discount_rate: Decimal = ZERO
    discount_amount: Decimal = ZERO_FEN
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """A line with its tax. `price` is in the document's mode and as entered, or to 8 places when derived."""

    price: Decimal
    rate: Decimal
    discount_amount: Decimal  # the line's own discount
    document_discount: Decimal  # its share of the document's
    amount_net: Decimal
    amount_tax: Decimal
    amount_incl: Decimal


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What all lines of one rate come to."""

    rate: Decimal
    amount_net: Decimal
    amount_tax: Decimal
    amount_incl: Decimal


@dataclass(eq=False)
class PriceMissing(Invalid):
    """Neither a price nor an amount was given."""

    text = "请填写单价或金额"


@dataclass(eq=False)
class AmountWithoutQuantity(Invalid):
    """An amount was given for a quantity of 0."""

    amount: Decimal
    text = "数量为 0 时金额应为 0,现为 {amount};请填写数量"


@dataclass(eq=False)
class TwoDiscounts(Invalid):
    """Both a discount rate and a discount amount were given."""

    text = "折扣率和折扣额只能填一个"


@dataclass(eq=False)
class DiscountTooLarge(Invalid):
    """A discount must be of the sign of the amount and not more than it."""

    discount: Decimal
    amount: Decimal
    text = "折扣 {discount} 应在 0 与金额 {amount} 之间"


@dataclass(eq=False)
class DocumentDiscountTooLarge(Invalid):
    """The discount of the document is more than all that it may be shared out to (gifts excluded)."""

    discount: Decimal
    amount: Decimal
    text = "整单优惠 {discount} 应在 0 与可优惠金额 {amount}(不含赠品)之间"


def split_tax(amount_incl: Decimal, rate: Decimal) -> Amounts:
    """Net and tax of an amount with tax in it: net = R2(incl / (1 + rate)), tax = the rest (T2)."""
    net = to_fen(divide(amount_incl, 1 + rate))
    return Amounts(net, amount_incl - net)


def add_tax(amount_net: Decimal, rate: Decimal) -> Amounts:
    """Net and tax of an amount without tax: tax = R2(net x rate) (T2)."""
    return Amounts(amount_net, product_to_fen(amount_net, rate))


def tax_lines(
    lines: Sequence[TaxLine],
    mode: PriceMode,
    *,
    document_discount: Decimal = ZERO_FEN,
    rounding: Rounding = Rounding.LINE,
) -> tuple[TaxedLine, ...]:
    """Discounts and tax of all lines, in their order (T2, T3, T4).

    The document's discount is shared out by what the lines come to after their own discounts, in the
    mode of the document (C1); gifts get none of it. Raises Invalid with the line number (from 1) as
    its place for a missing price or a discount that does not fit.
    """
    firsts = [_line_amount(line, line_no) for line_no, line in enumerate(lines, 1)]
    shares = _share_document_discount(lines, [amount for _, _, amount in firsts], document_discount)
    amounts = [amount - share for (_, _, amount), share in zip(firsts, shares, strict=True)]
    rates = [line.rate for line in lines]
    if rounding is Rounding.LINE:
        taxed = [_taxed(amount, rate, mode) for amount, rate in zip(amounts, rates, strict=True)]
    else:
        taxed = _tax_by_document(amounts, rates, mode)
    return tuple(
        TaxedLine(
            price=price,
            rate=rate,
            discount_amount=discount,
            document_discount=share,
            amount_net=tax.net,
            amount_tax=tax.tax,
            amount_incl=tax.incl,
        )
        for (price, discount, _), rate, share, tax in zip(firsts, rates, shares, taxed, strict=True)
    )


def totals_by_rate(lines: Sequence[TaxedLine]) -> tuple[RateTotal, ...]:
    """What taxed lines come to, by rate, the highest first (TX-18)."""
    rates = sorted({line.rate for line in lines}, reverse=True)
    return tuple(
        RateTotal(
            rate=rate,
            amount_net=total(line.amount_net for line in lines if line.rate == rate),
            amount_tax=total(line.amount_tax for line in lines if line.rate == rate),
            amount_incl=total(line.amount_incl for line in lines if line.rate == rate),
        )
        for rate in rates
    )


def totals(lines: Sequence[TaxedLine]) -> Amounts:
    """Net and tax of the whole document."""
    return Amounts(
        to_fen(total(line.amount_net for line in lines)), to_fen(total(line.amount_tax for line in lines))
    )


def _line_amount(line: TaxLine, line_no: int) -> tuple[Decimal, Decimal, Decimal]:
    """(price, discount, amount after discount) of one line, in the document's price mode."""
    if line.amount is not None:
        gross = to_fen(line.amount)
        if not line.quantity:
            if gross:
                raise AmountWithoutQuantity(amount=gross).at(line_no=line_no, field="amount")
            price = line.price or ZERO
        else:
            price = price_from_amount(gross, line.quantity)
    elif line.price is not None:
        price, gross = line.price, product_to_fen(line.quantity, line.price)
    else:
        raise PriceMissing().at(line_no=line_no, field="price")
    if line.discount_rate and line.discount_amount:
        raise TwoDiscounts().at(line_no=line_no, field="discount_amount")
    discount = product_to_fen(gross, line.discount_rate) if line.discount_rate else line.discount_amount
    discount = to_fen(discount)
    if not _is_part_of(discount, gross):
        raise DiscountTooLarge(discount=discount, amount=gross).at(line_no=line_no, field="discount_amount")
    return price, discount, gross - discount or ZERO_FEN


def _share_document_discount(
    lines: Sequence[TaxLine], amounts: Sequence[Decimal], discount: Decimal
) -> list[Decimal]:
    """T4. That the discount is no more than the whole keeps every share within its line, to the fen."""
    discount = to_fen(discount)
    if not discount:
        return [ZERO_FEN] * len(lines)
    weights = [ZERO if line.is_gift else amount for line, amount in zip(lines, amounts, strict=True)]
    whole = total(weights)
    if not _is_part_of(discount, whole):
        raise DocumentDiscountTooLarge(discount=discount, amount=whole).at(field="document_discount")
    return split_by_cumulative(discount, weights)


def _is_part_of(part: Decimal, whole: Decimal) -> bool:
    return ZERO <= part <= whole if whole >= 0 else whole <= part <= ZERO


def _taxed(amount: Decimal, rate: Decimal, mode: PriceMode) -> Amounts:
    return split_tax(amount, rate) if mode is PriceMode.INCL else add_tax(amount, rate)


def _tax_by_document(amounts: Sequence[Decimal], rates: Sequence[Decimal], mode: PriceMode) -> list[Amounts]:
    """T3 DOCUMENT: tax on the total of each rate, given back to its lines by their amounts (C1)."""
    taxed = [Amounts(ZERO_FEN, ZERO_FEN)] * len(amounts)
    for rate in set(rates):
        places = [place for place, line_rate in enumerate(rates) if line_rate == rate]
        parts = [amounts[place] for place in places]
        whole = _taxed(to_fen(total(parts)), rate, mode)
        # With tickets and refunds together the weights may cancel, and a share by weight would explode:
        # then the running total is taxed instead, which ends at the same sum.
        if all(part >= 0 for part in parts) or all(part <= 0 for part in parts):
            shares = split_by_cumulative(whole.net if mode is PriceMode.INCL else whole.tax, parts)
        else:
            shares = _running_shares(parts, rate, mode)
        for place, part, share in zip(places, parts, shares, strict=True):
            incl = mode is PriceMode.INCL
            taxed[place] = Amounts(share, part - share or ZERO_FEN) if incl else Amounts(part, share)
    return taxed


def _running_shares(parts: Sequence[Decimal], rate: Decimal, mode: PriceMode) -> list[Decimal]:
    shares: list[Decimal] = []
    so_far, given = ZERO, ZERO_FEN
    for part in parts:
        so_far += part
        taxed = _taxed(so_far, rate, mode)
        upto = taxed.net if mode is PriceMode.INCL else taxed.tax
        shares.append(upto - given or ZERO_FEN)
        given = upto
    return shares


# T1: which tax code ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaxChoice:
    """A tax code as a rule sees it. `valid_to` is the last day, None while it is open."""

    code: str
    rate: Decimal
    kind: str  # general simplified exempt none zero
    is_deductible: bool
    valid_from: date
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class HasDates(Protocol):
    """A tax code, whoever read it."""

    @property
    def code(self) -> str:
        """What people call it."""

    def is_in_force(self, on: date) -> bool:
        """Whether it may be used on a day."""


TaxCodeT = TypeVar("TaxCodeT", bound=HasDates)


#: Who may say which code applies, the strongest first (T1). `party` is what a supplier can issue at
#: all: a small-scale one invoices at its levy rate whatever it sells.
TAX_CODE_ORIGINS: Final = ("line", "source", "party_product", "party", "product", "category", "company")


@dataclass(eq=False)
class TaxCodeNotInForce(Invalid):
    """The code chosen by hand does not apply on the document's date."""

    tax_code: str
    on: date
    text = "税码 {tax_code} 在 {on} 未生效或已失效,请改选税码"


@dataclass(eq=False)
class NoTaxCode(Invalid):
    """Nothing says which tax code applies."""

    on: date
    text = "没有可用的税码({on}),请在单据行选择,或为商品、类别、账套设置默认税码"


def usual_tax_code(own: TaxCodeT | None, allowed: Sequence[TaxCodeT], on: date) -> TaxCodeT | None:
    """The code of a line for which nobody chose one: the product's ``own``, unless the supplier may invoice with
    others only: then the first ``allowed`` one in force (T1: a small-scale supplier invoices at its levy rate,
    whatever it sells). None where nothing is in force.
    """
    mine = own if own in allowed else None
    theirs = next((one for one in allowed if one.is_in_force(on)), None)
    try:
        return choose_tax_code({"party_product": mine, "party": theirs, "product": own}, on)[1]
    except NoTaxCode:
        return None


def choose_tax_code(candidates: Mapping[str, TaxCodeT | None], on: date) -> tuple[str, TaxCodeT]:
    """The origin and the code that apply on a date, by precedence of TAX_CODE_ORIGINS (T1).

    Defaults that are not in force are passed over; a code chosen by hand on the line is not, but
    raises TaxCodeNotInForce. Raises NoTaxCode when no candidate is left.
    """
    chosen = candidates.get("line")
    if chosen is not None and not chosen.is_in_force(on):
        raise TaxCodeNotInForce(tax_code=chosen.code, on=on).at(field="tax_code")
    for origin in TAX_CODE_ORIGINS:
        candidate = candidates.get(origin)
        if candidate is not None and candidate.is_in_force(on):
            return origin, candidate
    raise NoTaxCode(on=on).at(field="tax_code")
