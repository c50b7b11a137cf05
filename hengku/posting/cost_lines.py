"""The entry lines of what goods cost: between the inventory account and its other side, blue or red (G9). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from hengku.costing.rules import Event
from hengku.kit.numbers import ZERO_FEN, product_to_fen
from hengku.posting.effects import CONVERTED, Goods
from hengku.posting.history import VAT_OUT
from hengku.posting.load import CONSIGNED_POOL, OUTSOURCED_POOL
from hengku.posting.rows import BookLine, Job

OUT_EVENTS: Final = frozenset({"out", "out_source", "out_given", "out_at"})
VARIANCE: Final = "cost_variance"
#: The account a set-off goes to, where it is not cost of sales.
SET_OFF_ROLES: Final = {"variance": VARIANCE}
#: The account of goods that others hold for us, by the warehouse part of their pool.
ROLE_OF_POOL: Final = {CONSIGNED_POOL: "consigned_out", OUTSOURCED_POOL: "outsourced_material"}


def cost_line(role: str, amount: Decimal) -> BookLine:
    """> 0 a debit; less is a red debit of cost of sales (C8), and a credit of 1404 (C14: 节约差异)."""
    if role == VARIANCE and amount < 0:
        return BookLine(role, ZERO_FEN, -amount, is_cost=True)
    return BookLine(role, amount, ZERO_FEN, is_cost=True)


def pool_role(pool: Any, role: str) -> str:
    """The account role of a pool: the product's, or 委托代销商品 for what agents hold (D-CSO), 委托加工物资 for what
    processors hold (D-OSI).
    """
    return ROLE_OF_POOL.get(pool[1], role)


def transfer_lines(event: Event, amount: Decimal, is_red: bool, role: str, category: int) -> list[BookLine]:
    """Entry lines of goods that go from one pool to another: none while they stay on one account. Red goods go back
    the way they came, so the first entry is booked negative on its own sides (G9).
    """
    here, there = pool_role(event.pool, role), pool_role(event.pool_to, role)
    if here == there:
        return []
    if is_red:
        here, there, amount = there, here, -amount
    return [
        BookLine(there, amount, ZERO_FEN, category_id=category, is_cost=True),
        BookLine(here, ZERO_FEN, amount, category_id=category, is_cost=True),
    ]


def goods_lines(
    kind: str, amount: Decimal, against: str, is_red: bool, role: str, category: int, department_id: int = 0
) -> list[BookLine]:
    """Entry lines of goods worth ``amount`` entering or leaving: blue on the usual sides, red as their
    negative (G9).
    """
    leaves = kind in OUT_EVENTS
    debit_inventory = leaves is is_red
    signed = -amount if is_red else amount
    inventory = BookLine(
        role,
        signed if debit_inventory else ZERO_FEN,
        ZERO_FEN if debit_inventory else signed,
        category_id=category,
        is_cost=True,
    )
    if not against or against == CONVERTED:
        return [inventory]
    other = BookLine(
        against,
        ZERO_FEN if debit_inventory else signed,
        signed if debit_inventory else ZERO_FEN,
        department_id=department_id,
        is_cost=True,
    )
    return [inventory, other] if debit_inventory else [other, inventory]


def passing_lines(
    amount: Decimal, against: str, via: str, vat_out_rate: Decimal, department_id: int
) -> list[BookLine]:
    """C19, T7: the loss passes 待处理财产损溢 with the input tax it takes out, and ends where its reason says."""
    tax = product_to_fen(amount, vat_out_rate) if vat_out_rate else ZERO_FEN
    lines = []
    if tax:
        lines = [
            BookLine(against, tax, ZERO_FEN, department_id=department_id),
            BookLine("vat_input_out", ZERO_FEN, tax),
        ]
    if via:
        lines += [BookLine(via, amount + tax, ZERO_FEN), BookLine(via, ZERO_FEN, amount + tax)]
    return lines


def keep_tax_rate(job: Job, goods: Goods) -> None:
    """T7: the line keeps the rate by which its cost took input tax out, for the day it is recast; a reversal has it."""
    rate = goods.vat_out_rate or goods.vat_back_rate
    if rate:
        goods.line.data[VAT_OUT] = str(rate)
    elif not job.paper.reverses_id:
        goods.line.data.pop(VAT_OUT, None)


def recast_tax_lines(before: Decimal, now: Decimal, rate: Decimal, against: str, is_red: bool) -> list[BookLine]:
    """C9, T7: the input tax transferred out is a share of the cost, so it follows where that is recast."""
    tax = product_to_fen(now, rate) - product_to_fen(before, rate)
    tax = -tax if is_red else tax
    return [BookLine(against, tax, ZERO_FEN), BookLine("vat_input_out", ZERO_FEN, tax)] if tax else []


def set_off_lines(against: str, delta: Decimal, role: str, category: int) -> list[BookLine]:
    """C5 ③, C8, C10, C14: what a pool pays to cost of sales, or to 1404, beside its goods."""
    return [
        cost_line(against, delta),
        BookLine(role, ZERO_FEN, delta, category_id=category, is_cost=True),
    ]


def set_off(lines: list[BookLine], role: str, amounts: Iterable[tuple[str, Decimal]]) -> None:
    """Take amounts out of the inventory line and book them on their accounts: > 0 costs more there."""
    for against, amount in amounts:
        if not amount:
            continue
        stock = next(line for line in lines if line.role == role)
        is_debit = stock.debit != 0 if stock.debit or stock.credit else lines.index(stock) == 0
        if is_debit:
            stock.debit -= amount
        else:
            stock.credit += amount
        lines.append(cost_line(against, amount))


def merged(lines: Iterable[BookLine]) -> list[BookLine]:
    """Lines of one account, auxiliaries, side and colour as one, in order of first appearance; zeros are
    dropped (R3).
    """
    found: dict[tuple[object, ...], BookLine] = {}
    for line in lines:
        amount = line.debit or line.credit
        if not amount:
            continue
        key = (line.role, line.account_id, line.party_id, line.category_id, line.department_id, line.fund_account_id,
               line.is_cost, bool(line.debit), amount < 0, line.memo)  # fmt: skip
        same = found.get(key)
        if same is None:
            found[key] = line
        else:
            same.debit += line.debit
            same.credit += line.credit
    return [line for line in found.values() if line.debit or line.credit]
