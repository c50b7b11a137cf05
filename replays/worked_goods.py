"""Goods made, taken apart, given away, found and missed (C17, T7, C19) through real documents.

What no document can say, such as a component that nobody has in stock, is answered by the rules themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.costing.models import Value
from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN, exact_text, price_from_amount
from hengku.ledger.rules import Standard
from hengku.warehousing.actions_count import Entry, Scope, enter_counts, hand_in, start_count
from hengku.warehousing.actions_count_review import LineWord, approve_count, post_count, say_of_lines
from hengku.warehousing.models import CountLine
from hengku.warehousing.reasons import BY_CODE
from hengku.warehousing.types.count_result import CAUSES
from replays.worked_compare import Side
from replays.worked_making import parent_amount, percents_of
from replays.worked_reading import Fields, money
from replays.worked_shop import MAIN, Shop, ShopPlan
from replays.worked_vat import cause_of

ON: Final = date(2026, 1, 6)
#: The purpose of a 赠品样品出库单, where it has one for what the case speaks of.
PURPOSES: Final = {"GIFT_TO_CUSTOMER": "sample", "PROMOTION": "promotion"}


@dataclass(frozen=True, slots=True)
class Part:
    """A component: how many, what lies there of it, and how its share is found."""

    name: str
    quantity: Decimal
    held: Decimal
    amount: Decimal
    reference_cost: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """One thing put together of parts, or taken apart into them. ``given`` is the case for the rules."""

    output: Decimal
    fee: Decimal
    parent: Decimal
    parts: tuple[Part, ...]
    given: Fields

    @property
    def has_documents(self) -> bool:
        """Whether a document says it: enough of every component, each named once, and a fee that is none or more."""
        names = {part.name for part in self.parts}
        enough = all(part.held >= part.quantity and part.amount > 0 for part in self.parts)
        return bool(names) and len(names) == len(self.parts) and enough and self.fee >= 0


def read_assembly(fields: Fields) -> Making:
    """Read an assembly: what is made, of what."""
    fields.text("type", "ASSEMBLY")
    rows = fields.rows("components")
    pools = [row.inner("pool") for row in rows]
    parts = tuple(
        Part(row.text("sku"), row.quantity("qty"), pool.number("qty"), pool.amount("amount"))
        for row, pool in zip(rows, pools, strict=True)
    )
    fee = fields.amount("fee", ZERO_FEN)
    return Making(fields.quantity("output_qty"), fee, ZERO_FEN, parts, fields)


def play_assembly(case: Making, standard: Standard) -> dict[str, Any]:
    """kind assembly: stock of the components, one 组装单, what it valued."""
    shop = Shop(ShopPlan((ON,)), standard)
    ids = shop.more_products(part.name for part in case.parts)
    for part, product_id in zip(case.parts, ids, strict=True):
        shop.open_stock(part.held, part.amount, product_id=product_id)
    used = [
        PaperLine(product_id=product_id, quantity=part.quantity, data={"direction": "out"})
        for part, product_id in zip(case.parts, ids, strict=True)
    ]
    made = shop.goods(case.output, data={"direction": "in"})
    document = shop.post("assembly", ON, made, *used, warehouse=MAIN, data=_fee(case))
    worth = _worth(shop, document)
    whole = worth[shop.product_id]
    return {
        "components": [
            {"sku": part.name, "amount": money(-worth[product_id])}
            for part, product_id in zip(case.parts, ids, strict=True)
        ],
        "output_amount": money(whole),
        "output_unit_cost": exact_text(price_from_amount(whole, case.output), 8),
    }


def read_disassembly(fields: Fields) -> Making:
    """Read a disassembly: what the whole cost, and its parts."""
    fields.text("type", "DISASSEMBLY")
    rows = fields.rows("components")
    parts = tuple(
        Part(
            name=row.text("sku"),
            quantity=row.quantity("qty"),
            held=row.quantity("qty"),
            amount=Decimal("0.01"),
            reference_cost=row.number("ref_cost", None),
            percent=percent,
        )
        for row, percent in zip(rows, percents_of(fields, rows), strict=True)
    )
    fee = fields.amount("fee", ZERO_FEN)
    return Making(Decimal(1), fee, parent_amount(fields), parts, fields)


def play_disassembly(case: Making, standard: Standard) -> dict[str, Any]:
    """kind disassembly: stock of the whole, one 拆卸单, what it valued."""
    shop = Shop(ShopPlan((ON,)), standard)
    shop.open_stock(Decimal(1), case.parent)
    ids = [
        shop.more_products([part.name], number, reference_cost=part.reference_cost)[0]
        for number, part in enumerate(case.parts, 1)
    ]
    parts = [
        PaperLine(product_id=product_id, quantity=part.quantity, data={"direction": "in"} | _share(part))
        for part, product_id in zip(case.parts, ids, strict=True)
    ]
    whole = shop.goods(Decimal(1), data={"direction": "out"})
    document = shop.post("disassembly", ON, whole, *parts, warehouse=MAIN, data=_fee(case))
    worth = _worth(shop, document)
    return {
        "components": [
            {"sku": part.name, "amount": money(worth[product_id])}
            for part, product_id in zip(case.parts, ids, strict=True)
        ]
    }


def _share(part: Part) -> dict[str, str]:
    return {} if part.percent is None else {"share": exact_text(part.percent)}


def _fee(case: Making) -> dict[str, str]:
    return {"fee": money(case.fee), "fee_to": "payroll"}


def _worth(shop: Shop, document_id: int) -> dict[int, Decimal]:
    """What a document valued, by product; below zero what left."""
    rows = Value.objects.visible_to(shop.actor).filter(document_id=document_id)
    return dict(rows.values_list("product_id", "amount"))


@dataclass(frozen=True, slots=True)
class Gift:
    """Goods given away, and what they would fetch. ``given`` is the case for the rules."""

    cost: Decimal
    value: Decimal | None
    rate: Decimal
    purpose: str
    given: Fields

    @property
    def has_documents(self) -> bool:
        """Whether the document says it: somebody knows the fair price, and goods were given to customers."""
        return self.value is not None and self.purpose in PURPOSES and self.cost > 0


def read_gift(fields: Fields) -> Gift:
    """Read goods given away."""
    purpose = fields.text("purpose", "GIFT_TO_CUSTOMER")
    value = fields.amount("market_price_net", None)
    return Gift(fields.amount("cost"), value, fields.number("rate"), purpose, fields)


def play_gift(case: Gift, standard: Standard) -> dict[str, Any]:
    """kind deemed_sale: stock of one piece, one 赠品样品出库单, its entry."""
    shop = Shop(ShopPlan((ON,)), standard)
    (product_id,) = shop.more_products(["赠品"], tax_code=shop.tax_code(case.rate))
    shop.open_stock(Decimal(1), case.cost, product_id=product_id)
    line = PaperLine(product_id=product_id, quantity=Decimal(1), price=case.value)
    document = shop.post(
        "gift_issue",
        ON,
        line,
        warehouse=MAIN,
        party_id=shop.customer_party,
        data={"purpose": PURPOSES[case.purpose]},
    )
    return {
        "output_vat": money(shop.document(document).amount_tax),
        "fair_value": money(shop.document(document).amount_net),
        "entries": shop.entries(summed(shop.entry(document))),
    }


def summed(lines: list[Side]) -> list[Side]:
    """The lines of an entry by account and side: what an account has twice stands together, as cases have it."""
    found: dict[tuple[str, bool], Side] = {}
    for one in lines:
        before = found.get((one.code, bool(one.debit)), Side("", one.code, ZERO_FEN, ZERO_FEN))
        both = before.debit + one.debit, before.credit + one.credit
        found[one.code, bool(one.debit)] = Side("", one.code, *both)
    return [side for side in found.values() if side.debit or side.credit]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a count found more (``cause`` "") or less. ``given`` is the case for the rules."""

    amount: Decimal
    cause: str
    profile: str
    rate: Decimal
    compensation: Decimal
    given: Fields
    is_expired: bool = False

    @property
    def has_documents(self) -> bool:
        """Whether a count says it: its causes, and goods bought with tax of a rate or none to be taken out."""
        if not self.cause:
            return self.amount > 0
        is_plain = self.profile == "ADDED" or not BY_CODE[self.cause].takes_vat_out
        is_plain = is_plain and not self.is_expired and "freight_cost" not in self.given
        return self.amount > 0 and self.cause in CAUSES and is_plain


def read_loss(fields: Fields) -> Difference:
    """Read a loss."""
    cause, is_expired = cause_of(fields)
    fields.amount("freight_cost", ZERO_FEN)
    if cause not in BY_CODE:
        raise fields.malformed("cause", f"{cause} 不是标准原因")
    return Difference(
        amount=fields.amount("loss_cost"),
        cause=cause,
        profile=fields.text("input_vat_profile", "NONE"),
        rate=fields.number("rate", ZERO_FEN),
        compensation=fields.amount("compensation", ZERO_FEN),
        given=fields,
        is_expired=is_expired,
    )


def read_gain(fields: Fields) -> Difference:
    """Read goods found."""
    return Difference(fields.amount("gain_cost"), "", "", ZERO_FEN, ZERO_FEN, fields)


def play_difference(case: Difference, standard: Standard) -> dict[str, Any]:
    """kinds stock_loss and stock_gain: stock, a count that finds a piece less or more, what the document it made
    booked: first into 待处理财产损溢, then out of it (C19).
    """
    shop = Shop(ShopPlan((ON,)), standard)
    (product_id,) = shop.more_products(["盘点商品"], tax_code=shop.tax_code(case.rate))
    shop.open_stock(Decimal(1), case.amount, product_id=product_id)
    document = _counted(shop, case, "0" if case.cause else "2")
    entry = shop.entry(document)
    suspense = shop.code_of("suspense")
    found, approved = _halves(entry, suspense, is_loss=bool(case.cause))
    taken = [side.credit for side in found if side.code == shop.code_of("vat_input_out")]
    return {
        "vat_transfer_out": money(sum(taken, ZERO_FEN)),
        "entries_discovery": shop.entries(summed(found)),
        "entries_approval": shop.entries(summed(approved)),
    }


def _counted(shop: Shop, case: Difference, found: str) -> int:
    """Count the goods, say why they differ, approve and post; the document that came of it."""
    actor, now = shop.actor, shop.now
    warehouse_id = shop.warehouse_ids[MAIN]
    count = start_count(actor=actor, warehouse_id=warehouse_id, business_on=ON, scope=Scope(), now=now)
    line = CountLine.objects.visible_to(actor).get(count=count)
    enter_counts(actor=actor, count_id=count.pk, entries=[Entry(found, line_id=line.pk)], now=now)
    hand_in(actor=actor, count_id=count.pk, now=now)
    word = LineWord(line.pk, case.cause or "COUNT_LOSS", "仓管员", money(case.compensation))
    say_of_lines(actor=actor, count_id=count.pk, words=[word], now=now)
    approve_count(actor=actor, count_id=count.pk, now=now)
    post_count(actor=actor, count_id=count.pk, now=now)
    made = Document.objects.visible_to(actor).filter(type_code__in=("count_loss", "count_gain"))
    return int(made.get().pk)


def _halves(entry: list[Side], suspense: str, *, is_loss: bool) -> tuple[list[Side], list[Side]]:
    """The entry as the rulebook writes it: into 1901 with what goods and tax are against it, and out of it."""
    into = [side for side in entry if side.code == suspense and bool(side.debit) == is_loss]
    out = [side for side in entry if side.code == suspense and bool(side.debit) != is_loss]
    rest = [side for side in entry if side.code != suspense]
    goods = [side for side in rest if bool(side.credit) == is_loss]
    return into + goods, out + [side for side in rest if side not in goods]
