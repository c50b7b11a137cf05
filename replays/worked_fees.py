"""Bought services of goods received (C16): freight and the like, into what the goods cost or into expense.

Goods are received, sold as far as the case says, their month is closed or not; then the fee is shared out over their
receipts and what it changed is read from the books. Without goods a fee is an invoice of an expense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.costing.models import Pool
from hengku.documents.models import Line, Link
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO, ZERO_FEN, exact_text, ratio
from hengku.ledger.rules import Standard
from replays.worked_estimate import cost_of_issue, recosts, turned
from replays.worked_reading import CaseUnsupported, Fields, InputDisagrees, count, money
from replays.worked_shop import MAIN, Shop, ShopPlan, every_day

RECEIVED_ON: Final = date(2026, 1, 5)
ISSUED_ON: Final = date(2026, 1, 10)
CHARGED_ON: Final = {"OPEN_PERIOD": date(2026, 1, 20), "CLOSED_PERIOD": date(2026, 2, 10)}
TAXPAYERS: Final = {"GENERAL": "general", "SMALL_SCALE": "small_scale"}
METHODS: Final = ("MOVING_AVERAGE", "FIFO")
#: How cases call the bases, and how the document does.
BASES: Final = {"AMOUNT": "AMOUNT", "QTY": "QUANTITY", "QUANTITY": "QUANTITY", "WEIGHT": "WEIGHT", "VOLUME": "VOLUME",
                "MANUAL": "MANUAL"}  # fmt: skip
MEASURED: Final = ("WEIGHT", "VOLUME", "MANUAL")
#: Who puts freight into expense unless told otherwise (§1.5, C16).
TRADERS: Final = ("WHOLESALE_RETAIL", "WHOLESALE", "RETAIL")


@dataclass(frozen=True, slots=True)
class Received:
    """Goods of one receipt: what they cost, by what the fee is shared out, and what of their pool is left by then."""

    id: str
    sku: str
    on: date
    quantity: Decimal
    amount: Decimal
    measure: Decimal | None
    pool: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Sold:
    """Goods sold before the fee came, and what the case says they were posted at, if it does."""

    id: str
    sku: str
    on: date
    quantity: Decimal
    posted: Decimal | None


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as the case states it; without ``goods`` an expense."""

    policy: str
    net: Decimal
    tax: Decimal
    basis: str
    on: date
    is_closed: bool
    goods: tuple[Received, ...]
    sold: tuple[Sold, ...]
    has_list: bool  # of goods, so that answers are by line
    plan: ShopPlan


def read_fee(fields: Fields) -> Fee:
    """Read a fee. Its policy is said, or follows from the standard and the trade (C16)."""
    policy = _policy(fields)
    taxpayer = fields.text("taxpayer", "GENERAL")
    if taxpayer not in TAXPAYERS:
        raise fields.malformed("taxpayer", f"{taxpayer} 应为 GENERAL 或 SMALL_SCALE")
    method = fields.text("method", "MOVING_AVERAGE")
    if method not in METHODS:
        raise CaseUnsupported(f"计价方法 {method}")
    basis = fields.text("basis", "AMOUNT")
    if basis not in BASES:
        raise fields.malformed("basis", f"{basis} 应为 {'、'.join(BASES)}")
    rows = [row for key in ("receipts", "lines") for row in fields.rows(key)]
    goods = [_received(row, BASES[basis], number) for number, row in enumerate(rows, 1)]
    if not rows:
        goods = _one_receipt(fields, BASES[basis])
    if policy == "CAPITALIZE" and not goods:
        raise fields.malformed("receipt", "缺少:费用进存货,须说明是哪些入库(receipt,或 receipts 列表)")
    sold = tuple(_sold(row, number) for number, row in enumerate(fields.rows("issues_after_receipt"), 1))
    _same_goods(fields, goods, sold)
    is_closed = _is_closed(fields, goods)
    on = fields.day("biz_date", CHARGED_ON["CLOSED_PERIOD" if is_closed else "OPEN_PERIOD"])
    days = every_day([on, *(one.on for one in goods), *(one.on for one in sold), RECEIVED_ON, ISSUED_ON])
    plan = ShopPlan(days, settings={"costing_method": method}, taxpayer=TAXPAYERS[taxpayer])
    net, tax = _net_and_tax(fields)
    return Fee(policy, net, tax, BASES[basis], on, is_closed, tuple(goods), sold, bool(rows), plan)


def _policy(fields: Fields) -> str:
    standard, industry = fields.text("standard", ""), fields.text("industry", "")
    usual = "EXPENSE" if standard == "SBE" and industry in TRADERS else "CAPITALIZE"
    policy = fields.text("policy", usual) if standard else fields.text("policy")
    if policy not in ("CAPITALIZE", "EXPENSE"):
        raise CaseUnsupported(f"采购费用 {policy}")
    return policy


def _net_and_tax(fields: Fields) -> tuple[Decimal, Decimal]:
    """By any of the names that cases use; once."""
    named = [key for key in ("freight", "fee") if f"{key}_net" in fields or f"{key}_tax" in fields]
    if len(named) > 1:
        raise fields.malformed("fee_net", "费用写了两次")
    if named:
        return fields.amount(f"{named[0]}_net"), fields.amount(f"{named[0]}_tax", ZERO_FEN)
    if "total" in fields:
        return fields.amount("total"), fields.amount("tax", ZERO_FEN)
    if "net" in fields:
        return fields.amount("net"), fields.amount("tax", ZERO_FEN)
    return fields.amount("freight_net"), ZERO_FEN


def _is_closed(fields: Fields, goods: Sequence[Received]) -> bool:
    """As ``mode`` says, else closed where the case says what the pool holds when the fee comes (ES-02)."""
    usual = "CLOSED_PERIOD" if any(one.pool for one in goods) else "OPEN_PERIOD"
    mode = fields.text("mode", usual)
    if mode not in CHARGED_ON:
        raise CaseUnsupported(f"期间 {mode}")
    return mode == "CLOSED_PERIOD"


def _one_receipt(fields: Fields, basis: str) -> list[Received]:
    pool = _pool_of(fields)
    if "receipt" in fields:
        inner = fields.inner("receipt")
        return [_received(inner, basis, 1, pool)]
    if "receipt_qty" in fields:
        amount = fields.amount("receipt_amount", pool[1] if pool else None)
        if amount is None:
            raise fields.malformed("receipt_amount", "缺少")
        on = RECEIVED_ON
        return [Received("1", "", on, fields.quantity("receipt_qty"), amount, None, pool)]
    return []


def _received(row: Fields, basis: str, number: int, pool: tuple[Decimal, Decimal] | None = None) -> Received:
    """A receipt. ``weight`` is what its basis weighs by, where that is not said otherwise: LC-01 writes it so."""
    weight = row.stock("weight", None)
    amount = next((row.amount(key) for key in ("amount", "estimated_amount", "net") if key in row), None)
    quantity = row.quantity("qty", weight if basis == "QUANTITY" and weight else None)
    if amount is None:
        if basis != "AMOUNT" or weight is None:
            raise row.malformed("amount", "缺少")
        amount = weight
    elif basis == "AMOUNT" and weight is not None and weight != amount:
        raise row.malformed("weight", f"{weight} 与金额 {amount} 不同,而分摊按金额")
    if quantity is None:
        quantity = Decimal(1)
    measure = weight
    for key in ("volume", "share"):
        if key in row:
            measure = row.stock(key)
    on = row.day("biz_date", RECEIVED_ON)
    name = row.text("id", str(number))
    return Received(name, row.text("sku", ""), on, quantity, amount, measure, _pool_of(row) or pool)


def _pool_of(fields: Fields) -> tuple[Decimal, Decimal] | None:
    for key in ("pool_at_invoice", "pool"):
        if fields.given(key) is not None:
            pool = fields.inner(key)
            return pool.stock("qty"), pool.amount("amount")
    return None


def _sold(row: Fields, number: int) -> Sold:
    on = row.day("biz_date", ISSUED_ON)
    name = row.text("id", f"s{number}")
    return Sold(name, row.text("sku", ""), on, row.quantity("qty"), row.amount("posted_amount", None))


def _same_goods(fields: Fields, goods: Sequence[Received], sold: Sequence[Sold]) -> None:
    """What is sold was received; where goods are several, it is said which."""
    known = {one.sku for one in goods}
    if "" in known and len(known) > 1:
        raise fields.malformed("receipts", "有的行写了 sku,有的没有")
    for one in sold:
        if one.sku not in known:
            raise fields.malformed("issues_after_receipt", f"{one.id} 的 sku “{one.sku}”没有入库")


def play_fee(case: Fee, standard: Standard) -> dict[str, Any]:
    """kind landed_cost: what the fee came to by line, what of it is in stock and what was sold, and its entries."""
    if not case.goods:
        return _play_expense(case, standard)
    shop = Shop(case.plan, standard)
    yard = _Yard(shop, case)
    receipts = [yard.receive(one) for one in case.goods]
    issues = {one.id: yard.issue(one.sku, one.on, one.quantity) for one in case.sold}
    old = {name: cost_of_issue(shop, document) for name, document in issues.items()}
    for number, one in enumerate(case.sold):
        if one.posted is not None and one.posted != old[one.id]:
            path = f"input.issues_after_receipt[{number}].posted_amount"
            raise InputDisagrees(path, money(one.posted), money(old[one.id]))
    for received in case.goods:
        if received.pool is not None:
            yard.bring_to(received)
    if case.is_closed:
        shop.close_stock(RECEIVED_ON)
    before = shop.balance("merchandise"), shop.balance("cogs")
    fee = yard.charge(receipts)
    to_stock, to_cogs = shop.balance("merchandise") - before[0], shop.balance("cogs") - before[1]
    new = {name: cost_of_issue(shop, document) for name, document in issues.items()}
    booked, recost = shop.entry(fee), shop.entry(fee, purpose="recost")
    amounts = yard.amounts(fee)
    entries = shop.entries(booked, other_form=turned(shop, booked, shop.entry(fee, is_cost=True)))
    pools = {one.sku or one.id: yard.pool(one.sku) for one in case.goods}
    pool_after = pools if case.has_list else next(iter(pools.values()))
    return {
        "amounts": [money(one) for one in amounts],
        "lines": [
            {"id": one.id, "amount": money(amount)} for one, amount in zip(case.goods, amounts, strict=True)
        ],
        "difference": money(to_stock + to_cogs),
        "to_inventory": money(to_stock),
        "to_cogs": money(to_cogs),
        "pool_change": money(to_stock),
        "pool_after": pool_after,
        "closing": pool_after,
        "recost": recosts(old, new),
        "entries": entries,
        "entries_fee": entries,
        "entries_recost": shop.entries(recost, other_form=turned(shop, recost, recost)),
    }


def _play_expense(case: Fee, standard: Standard) -> dict[str, Any]:
    """An invoice without goods, to 销售费用."""
    shop = Shop(case.plan, standard)
    line = PaperLine(amount_net=case.net, amount_tax=case.tax, data={"purpose": "selling"})
    confirmed = {"is_tolerance_confirmed": True}
    invoice = shop.post("purchase_invoice", case.on, line, party_id=shop.supplier_party, data=confirmed)
    moved = sum((amount for _, amount in shop.pools().values()), ZERO_FEN)
    return {"pool_change": money(moved), "entries": shop.entries(shop.entry(invoice))}


class _Yard:
    """The goods of a case in its company: a product for every name."""

    def __init__(self, shop: Shop, case: Fee) -> None:
        self.shop, self.case = shop, case
        names = list(dict.fromkeys(one.sku for one in case.goods))
        others = shop.more_products(names[1:]) if names[1:] else []
        self.products = dict(zip(names, [shop.product_id, *others], strict=True))

    def receive(self, one: Received, **more: Any) -> int:
        """Its document."""
        quantity, amount = more.get("quantity", one.quantity), more.get("amount", one.amount)
        line = PaperLine(product_id=self.products[one.sku], quantity=quantity, amount_net=amount)
        line.amount_tax = ZERO_FEN  # the case says what the goods cost, whatever of it was tax
        party = self.shop.supplier_party
        on = more.get("on", one.on)
        return self.shop.post("purchase_receipt", on, line, warehouse=MAIN, party_id=party)

    def issue(self, sku: str, on: date, quantity: Decimal) -> int:
        """Sold for nothing: no price matters here."""
        line = PaperLine(product_id=self.products[sku], quantity=quantity, amount_net=ZERO_FEN)
        return self.shop.post("sales_issue", on, line, warehouse=MAIN, party_id=self.shop.customer_party)

    def held(self, sku: str) -> tuple[Decimal, Decimal]:
        """Quantity and amount of a product's pool."""
        rows = Pool.objects.visible_to(self.shop.actor).filter(product_id=self.products[sku])
        found = rows.values_list("quantity", "amount").first()
        return found or (ZERO, ZERO_FEN)

    def pool(self, sku: str) -> dict[str, str]:
        """The same as cases write it."""
        quantity, amount = self.held(sku)
        return {"qty": count(quantity), "amount": money(amount)}

    def bring_to(self, one: Received) -> None:
        """Sell, and buy anew where that is not enough, until the pool holds what the case says (ES-02)."""
        quantity, amount = one.pool or (ZERO, ZERO_FEN)
        have = self.held(one.sku)
        sold = have[0] - quantity
        if 0 < sold < have[0] and have[1] - ratio(have[1], sold, have[0]) == amount:
            self.issue(one.sku, ISSUED_ON, sold)
        elif have != (quantity, amount):
            if have[0]:
                self.issue(one.sku, ISSUED_ON, have[0])
            if quantity or amount:
                self.receive(one, quantity=quantity, amount=amount, on=ISSUED_ON)
        now = self.held(one.sku)
        if now != (quantity, amount):
            raise InputDisagrees("input.pool_at_invoice", money(amount), money(now[1]))

    def charge(self, receipts: Sequence[int]) -> int:
        """The fee over the receipts, in the order of the case."""
        case, lines = self.case, []
        for one, receipt in zip(case.goods, receipts, strict=True):
            line = PaperLine(quantity=one.quantity, source_line_id=self.shop.line_of(receipt))
            if case.basis in MEASURED and one.measure is not None:
                line.data = {"measure": exact_text(one.measure)}
            lines.append(line)
        data = {"cost_type": "freight", "fee_net": money(case.net), "fee_tax": money(case.tax)}
        data |= {"basis": case.basis, "treatment": case.policy}
        return self.shop.post("landed_cost", case.on, *lines, party_id=self.shop.supplier_party, data=data)

    def amounts(self, fee: int) -> list[Decimal]:
        """What each line of the fee came to."""
        lines = Line.objects.visible_to(self.shop.actor).filter(document_id=fee).order_by("line_no")
        links = Link.objects.visible_to(self.shop.actor).filter(target_document_id=fee)
        put = {row.target_line_id: row.amount for row in links}
        is_put = self.case.policy == "CAPITALIZE"
        return [put.get(line.pk, ZERO_FEN) if is_put else line.amount_net for line in lines]
