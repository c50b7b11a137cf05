"""Amounts of a line that somebody wrote: as on a paper, or what is paid back instead of the share. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.catalog.tax_rules import add_tax, split_tax
from hengku.documents import errors
from hengku.documents.declaration import DocumentType
from hengku.documents.paper import COMPONENT_PART, DISH_OF, PART, WASTE, Paper, PaperLine
from hengku.documents.sources import Source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D, NotANumber, exact_text, product_to_fen, quantize

#: In a line's data: what is paid back, with tax, where it is not the share of the source line (D-SRT).
REFUND: Final = "refund"
#: Beside it: the share of the source line, which later lines go on from (C1, T10).
REFUND_OF: Final = "refund_of"
#: What the label of a scale says the line is sold for, tax included (B3.3).
LABEL_AMOUNT: Final = "label_amount"
#: What a label's quantity in kilograms was rounded by at most, and its amount.
HALF_GRAM: Final = Decimal("0.0005")
FEN: Final = Decimal("0.01")


@dataclass(eq=False)
class LabelDisagrees(Invalid):
    """B3.3: a label's amount is its quantity times the price, but for what rounding to grams makes."""

    label: Decimal
    amount: Decimal
    text = "标签金额 {label} 与数量、单价和折扣算出的 {amount} 对不上。请清空标签金额,或改回标签上的数量和单价。"


def take_refund(line: PaperLine, kind: DocumentType, source: Source | None) -> list[Problem]:
    """Put the refund in the place of the share of the source line, and keep the share in ``data`` (D-SRT 差额记折让)."""
    line.data.pop(REFUND_OF, None)
    if kind.field(REFUND) is None or line.data.get(REFUND) in (None, ""):
        return []
    try:
        refund = D(str(line.data[REFUND]))
    except NotANumber:
        return []  # told as a field that is no number
    if refund < 0:
        return [errors.AmountNotPositive(amount=refund).at(field=REFUND)]
    net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
    if refund == net + tax:
        return []
    if source is not None:
        line.data[REFUND_OF] = {"net": exact_text(net, 2), "tax": exact_text(tax, 2)}
    taxed = split_tax(refund, line.tax_rate)
    line.amount_net, line.amount_tax, line.amount_incl = taxed.net, taxed.tax, taxed.incl
    return []


def shares_of(line: PaperLine) -> tuple[Decimal, Decimal]:
    """Net and tax that a line takes of its source line: its own, or the share that a refund stands for."""
    share = line.data.get(REFUND_OF)
    if share:
        return D(share["net"]), D(share["tax"])
    return line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN


def has_no_price(line: PaperLine, kind: DocumentType, source: Source | None) -> bool:
    """Material of ours that goes into what is made: only the work is priced (D-OSO, D-OSR). Nor is what is thrown away
    (D-POS), or goes into a dish.
    """
    if WASTE in line.data or DISH_OF in line.data:
        return True
    rule = kind.source(source.type_code) if source is not None else None
    return line.data.get(PART) == COMPONENT_PART if rule is None else rule.unpriced


def single_amount(line: PaperLine, kind: DocumentType, key: str) -> list[Problem]:
    """One amount a line, of money or of cost: as typed, or quantity × price."""
    amount = line.amount_incl if key == "amount_incl" else line.amount_net
    if amount is None and line.price is not None:
        amount = product_to_fen(line.quantity, line.price)
    if amount is None:
        line.amount_net = line.amount_tax = line.amount_incl = ZERO_FEN
        field = kind.field(key)
        return [errors.FieldRequired(label=field.label).at(field=key)] if field and field.required else []
    line.amount_net, line.amount_tax, line.amount_incl = amount, ZERO_FEN, amount
    if amount < 0 or (amount == 0 and key == "amount_incl"):
        return [errors.AmountNotPositive(amount=amount).at(field=key)]
    return []


def given_amounts(line: PaperLine, kind: DocumentType) -> list[Problem]:
    """As on the paper: two of the three give the third; with only one the tax code splits it (T2, T3)."""
    net, tax, incl = line.amount_net, line.amount_tax, line.amount_incl
    if net is None and incl is not None:
        net = split_tax(incl, line.tax_rate).net if tax is None else incl - tax
    if tax is None:
        tax = (incl - net) if incl is not None else add_tax(net, line.tax_rate).tax  # type: ignore[operator,arg-type]
    if net is None or tax is None:
        raise AssertionError("one of net and incl is given here")
    if incl is None:
        incl = net + tax
    line.amount_net, line.amount_tax, line.amount_incl = net, tax, net + tax
    problems: list[Problem] = []
    if net + tax != incl:
        wrong = errors.AmountsDisagree(amount_net=net, amount_tax=tax, amount_incl=incl)
        problems.append(wrong.at(field="amount_net"))
    if kind.is_red and incl > 0:
        problems.append(errors.RedAmountNotNegative(amount=incl).at(field="amount_net"))
    if not kind.is_red and (net < 0 or tax < 0):
        problems.append(errors.AmountNotPositive(amount=net if net < 0 else tax).at(field="amount_net"))
    return problems


def of_label(paper: Paper, line: PaperLine) -> list[Problem]:
    """The line is sold for what the label of the scale says, tax included (B3.3). Its quantity is that amount over the
    price, rounded to grams: refused where the two do not belong together, for then one of them was changed.
    """
    try:
        said = D(str(line.data.get(LABEL_AMOUNT) or "0"))
    except NotANumber:
        return []  # told as a field that is no number
    if not said or line.price is None or line.amount_incl is None:
        return []
    amount = quantize(said, 2)
    with_tax = line.price * (1 + line.tax_rate) if paper.price_mode == "EXCL" else line.price
    if abs(amount - line.amount_incl) > with_tax * HALF_GRAM + FEN:
        return [LabelDisagrees(label=amount, amount=line.amount_incl).at(field=LABEL_AMOUNT)]
    taxed = split_tax(amount, line.tax_rate)
    line.amount_net, line.amount_tax, line.amount_incl = taxed.net, taxed.tax, taxed.incl
    return []
