"""How a ticket was paid, and what of it must be found in the till when the day is closed (D-POS, D-POSD)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengku.documents.declaration import Field
from hengku.documents.errors import AmountNotPositive, FieldRequired
from hengku.documents.paper import Paper
from hengku.documents.sources import Source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Facts

#: The type whose amounts are paid back.
REFUND: Final = "pos_refund"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to pay. ``owed_as`` is the kind of open item it makes, "" for money that is there; ``account`` the field of
    the close that says where that money lies.
    """

    code: str
    label: str
    label_en: str
    account: str = ""
    owed_as: str = ""

    @property
    def paid(self) -> str:
        """The field of a ticket: what was paid in this way, with tax, ≥ 0."""
        return f"paid_{self.code}"

    @property
    def counted(self) -> str:
        """The field of a close: what was found of it."""
        return f"counted_{self.code}"


METHODS: Final = (
    Method("cash", "现金", "Cash", account="fund_account"),
    Method("scan", "扫码", "QR payment", account="fund_account_scan"),
    Method("card", "银行卡", "Card", account="fund_account_card"),
    Method("platform", "平台代收", "Delivery platform", owed_as="other_receivable"),
    Method("credit", "挂账", "On account", owed_as="ar"),
)
MONEY_METHODS: Final = tuple(one for one in METHODS if one.account)
OWED_METHODS: Final = tuple(one for one in METHODS if one.owed_as)


@dataclass(eq=False)
class PaidOtherwise(Invalid):
    """D-POS: what was paid is what the goods come to."""

    paid: Decimal
    total: Decimal
    text = "支付合计 {paid} 与小票金额 {total} 不相等。请改支付金额(找零后实收),或改商品行。"


def payment_fields(*, is_refund: bool = False) -> tuple[Field, ...]:
    """The fields of a ticket, or of a refund, for each way of paying."""
    told, told_en = ("退", "refunded") if is_refund else ("付", "paid")
    return tuple(
        Field(
            one.paid,
            one.label if one.owed_as else one.label + ("退款" if is_refund else "收款"),
            f"{one.label_en} {told_en}",
            "amount",
            help=f"须选客户:由谁{told}" if one.owed_as else "",
            help_en="Name the customer: who owes it" if one.owed_as else "",
        )
        for one in METHODS
    )


def paid_in(data: dict[str, Any], method: Method) -> Decimal:
    """What the header of a ticket says was paid in one way, in yuan with tax; 0 where it says nothing."""
    return D(str(data.get(method.paid) or 0))


def taken_in(ticket: Source, method: Method) -> Decimal:
    """What the day took by a ticket in one way: below zero of a refund."""
    return taken_of(ticket, paid_in(ticket.header, method))


def taken_of(ticket: Source, amount: Decimal) -> Decimal:
    """An amount of a ticket, or of a line of it, as the day takes it: below zero of a refund."""
    return -amount if ticket.type_code == REFUND else amount


def check_payments(facts: Facts) -> list[Problem]:
    """What was paid is the total, nothing is below zero, and what is owed is owed by somebody."""
    paper: Paper = facts.paper
    problems: list[Problem] = []
    amounts = {one: paid_in(paper.data, one) for one in METHODS}
    for method, amount in amounts.items():
        if amount < 0:
            problems.append(AmountNotPositive(amount=amount).at(field=method.paid))
        elif amount and method.owed_as and not paper.party_id:
            problems.append(FieldRequired(label="客户").at(field="party"))
    paid = sum(amounts.values(), ZERO_FEN)
    if paid != paper.amount_incl:
        problems.append(PaidOtherwise(paid=paid, total=paper.amount_incl).at(field=METHODS[0].paid))
    return problems
