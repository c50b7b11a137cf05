"""The days of the supermarket as documents, posted in order. What is in the books is not posted again.

A day is one posting of all its goods (receipts, sales, returns, loss) and one of its money. After a Sunday
come the week's invoices, then their payments. Each posting has a key made of its day and kind, so a run that
was killed finds the first one missing; cash and invoices read what they settle from the books, never from
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hengku.documents.paper import Paper, PaperLine
from replays.common import Progress, Stage, Stopping, missing_codes
from replays.vegetables_facts import Facts, Item
from replays.vegetables_plan import Day, Goods, Plan, week_end

SYSTEM: Final = "cumcm2023c"
UNIT: Final = "千克"
#: Vegetables are exempt from VAT in trade (财税〔2011〕137号), edible fungi among them.
TAX_CODE: Final = "EXEMPT"
WALK_IN: Final = "0000"
WEEK: Final = timedelta(days=7)

#: Id, party and what is left of an open item.
OpenItem = tuple[int, int, Decimal]


@dataclass(slots=True)
class Shop:
    """The ids a document needs, by the codes of the set."""

    stage: Stage
    warehouse_id: int
    walk_in_id: int
    cash_id: int
    products: dict[str, int] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> set[str]:
        """Keys of all postings in the books."""
        return self.stage.done


def set_up_shop(stage: Stage, facts: Facts) -> Shop:
    """Make what is missing of categories, products and suppliers (one a category), and find their ids."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.actions_lists import create_category
    from hengku.catalog.models import Category, Product
    from hengku.company.models import Warehouse
    from hengku.parties.actions import create_parties
    from hengku.parties.models import FundAccount, Party
    from hengku.parties.records import PartyRecord

    actor = stage.actor
    items = sorted(facts.items.values(), key=lambda item: item.code)
    categories = {item.category_code: item.category for item in items}
    there = Category.objects.visible_to(actor).values_list("code", flat=True)
    for code in missing_codes(sorted(categories), there):
        create_category(actor=actor, code=code, name=categories[code])
    there = set(Product.objects.visible_to(actor).values_list("code", flat=True))
    new = [item for item in items if item.code not in there]
    if new:
        create_products(actor=actor, records=_product_records(new))
    suppliers = {f"S{code}": code for code in sorted(categories)}
    there = Party.objects.visible_to(actor).values_list("code", flat=True)
    absent = missing_codes(list(suppliers), there)
    if absent:
        create_parties(
            actor=actor,
            records=[
                PartyRecord(one, f"{categories[suppliers[one]]}批发商", is_supplier=True) for one in absent
            ],
        )
    parties = dict(Party.objects.visible_to(actor).values_list("code", "pk"))
    return Shop(
        stage=stage,
        warehouse_id=Warehouse.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True)[0],
        walk_in_id=parties[WALK_IN],
        cash_id=FundAccount.objects.visible_to(actor).filter(role="cash").values_list("pk", flat=True)[0],
        products=dict(Product.objects.visible_to(actor).values_list("code", "pk")),
        suppliers={category: parties[code] for code, category in suppliers.items()},
    )


def _product_records(items: Iterable[Item]) -> list[object]:
    """Two items of one name are told apart by their codes as specification (MD-02)."""
    from hengku.catalog.records import ProductRecord

    names: set[str] = set()
    records = []
    for item in items:
        specification = item.code if item.name in names else ""
        names.add(item.name)
        record = ProductRecord(
            code=item.code,
            name=item.name,
            base_unit=UNIT,
            specification=specification,
            category=item.category_code,
            tax_code=TAX_CODE,
        )
        records.append(record)
    return records


def play(shop: Shop, plan: Plan, progress: Progress, stop: Stopping) -> None:
    """Post every day of the plan, and every week that is over by its last day."""
    last_on = plan.days[-1].on if plan.days else date.min
    due = week_end(plan.days[0].on) if plan.days else date.max
    for number, day in enumerate(plan.days, 1):
        while due < day.on:
            post_week(shop, due)
            due += WEEK
        post_day(shop, day)
        progress.step(number, day.on, shop.stage)
        if stop.is_asked:
            return
    while due <= last_on:
        post_week(shop, due)
        due += WEEK


def post_day(shop: Shop, day: Day) -> None:
    """Goods in, sold, back, and what is left written off: all of the day or nothing; then the cash for it."""
    on = day.on
    papers = [_receipt(shop, on, *one) for one in sorted(day.received.items())]
    papers += [_issue(shop, on, f"{on}:day", day.sold)] if day.sold else []
    papers += [_issue(shop, on, ticket.number, [ticket.goods]) for ticket in day.tickets]
    papers += [_return(shop, on, ticket.number, ticket.goods) for ticket in day.returned]
    papers += [_loss(shop, on, day.lost)] if day.lost else []
    shop.stage.post_once(f"{on}:goods", papers)
    if f"{on}:cash" not in shop.done:
        settle_till(shop, on)


def settle_till(shop: Shop, on: date) -> None:
    """What was given back is taken out of the takings; what else the walk-in customer owes is paid."""
    items = _open(shop, "ar", [shop.walk_in_id], on)
    if any(residual < 0 for *_, residual in items):
        shop.stage.post_once(f"{on}:refund", _refund(shop, on, items))
        items = _open(shop, "ar", [shop.walk_in_id], on)
    shop.stage.post_once(f"{on}:cash", _cash(shop, on, items))


def post_week(shop: Shop, sunday: date) -> None:
    """The suppliers' invoices for what they brought in the week, and their payment in cash the same day."""
    if f"{sunday}:invoice" not in shop.done:
        shop.stage.post_once(f"{sunday}:invoice", _invoices(shop, sunday))
    if f"{sunday}:pay" not in shop.done:
        shop.stage.post_once(f"{sunday}:pay", _payments(shop, sunday))


def _paper(kind: str, on: date, number: str, lines: list[PaperLine], **fields: object) -> Paper:
    return Paper(kind, on, lines, source_system=SYSTEM, source_number=number, **fields)  # type: ignore


def _lines(shop: Shop, goods: Sequence[Goods]) -> list[PaperLine]:
    return [PaperLine(shop.products[one.code], one.quantity, price=one.price) for one in goods]


def _receipt(shop: Shop, on: date, category: str, goods: list[Goods]) -> Paper:
    return _paper(
        "purchase_receipt",
        on,
        f"{on}:{category}",
        _lines(shop, goods),
        party_id=shop.suppliers[category],
        warehouse_id=shop.warehouse_id,
    )


def _issue(shop: Shop, on: date, number: str, goods: list[Goods]) -> Paper:
    lines = _lines(shop, goods)
    return _paper(
        "sales_issue",
        on,
        number,
        lines,
        party_id=shop.walk_in_id,
        warehouse_id=shop.warehouse_id,
        price_mode="INCL",
    )


def _return(shop: Shop, on: date, number: str, goods: Goods) -> Paper:
    return _paper(
        "sales_return",
        on,
        number,
        _lines(shop, [goods]),
        party_id=shop.walk_in_id,
        warehouse_id=shop.warehouse_id,
        price_mode="INCL",
        data={"reason": "quality"},
    )


def _loss(shop: Shop, on: date, lost: dict[str, Decimal]) -> Paper:
    said = {"stage": "SELLING", "reason": "SPOILAGE", "responsible": "蔬菜组", "shift": "evening"}
    lines = [
        PaperLine(shop.products[code], quantity, data=dict(said)) for code, quantity in sorted(lost.items())
    ]
    return _paper("loss_report", on, f"{on}:loss", lines, warehouse_id=shop.warehouse_id)


def _open(shop: Shop, kind: str, party_ids: Iterable[int], on: date) -> list[OpenItem]:
    """Open items of a kind up to a day, the oldest first. Later ones are none of that day's business."""
    from hengku.settlement.models import Item as SettlementItem

    found = SettlementItem.objects.visible_to(shop.stage.actor).filter(
        kind=kind, party_id__in=list(party_ids), business_on__lte=on
    )
    return list(found.exclude(residual=0).order_by("id").values_list("id", "party_id", "residual"))


def _refund(shop: Shop, on: date, items: list[OpenItem]) -> list[Paper]:
    """Each credit against the day's open items, the last first; nothing when there are none.

    Credits beyond the takings stay open until there are takings again.
    """
    takings = [(item, residual) for item, _, residual in items if residual > 0]
    lines: list[PaperLine] = []
    for credit, _, residual in items:
        left = -residual
        while left > 0 and takings:
            item, is_open = takings.pop()
            amount = min(left, is_open)
            lines.append(PaperLine(amount_incl=amount, data={"item": item, "against_item": credit}))
            left -= amount
            if is_open > amount:
                takings.append((item, is_open - amount))
    return [_paper("settlement", on, f"{on}:refund", lines, party_id=shop.walk_in_id)] if lines else []


def _cash(shop: Shop, on: date, items: list[OpenItem]) -> list[Paper]:
    """One receipt over all that is owed."""
    lines = [
        PaperLine(amount_incl=residual, data={"item": item}) for item, _, residual in items if residual > 0
    ]
    if not lines:
        return []
    return [
        _paper("receipt", on, f"{on}:cash", lines, party_id=shop.walk_in_id, fund_account_id=shop.cash_id)
    ]


def _invoices(shop: Shop, sunday: date) -> list[Paper]:
    """One invoice a supplier over all receipt lines of the week, at their amounts."""
    from hengku.documents.models import Line

    rows = (
        Line.objects.visible_to(shop.stage.actor)
        .filter(
            document__type_code="purchase_receipt",
            document__source_system=SYSTEM,
            document__business_on__range=(sunday - WEEK + timedelta(days=1), sunday),
        )
        .order_by("document__business_on", "document_id", "line_no")
        .values_list("document__party_id", "id", "quantity")
    )
    by_supplier: dict[int, list[PaperLine]] = {}
    for supplier, line_id, quantity in rows:
        by_supplier.setdefault(supplier, []).append(PaperLine(quantity=quantity, source_line_id=line_id))
    return [
        _paper(
            "purchase_invoice",
            sunday,
            f"{sunday}:{category}",
            by_supplier[supplier],
            party_id=supplier,
            data={"invoice_number": f"{sunday:%Y%m%d}{category[-8:]}"},
        )
        for category, supplier in sorted(shop.suppliers.items())
        if supplier in by_supplier
    ]


def _payments(shop: Shop, sunday: date) -> list[Paper]:
    """One payment a supplier of all that is invoiced and not yet paid."""
    by_supplier: dict[int, list[PaperLine]] = {}
    for item, supplier, residual in _open(shop, "ap", shop.suppliers.values(), sunday):
        if residual > 0:
            by_supplier.setdefault(supplier, []).append(PaperLine(amount_incl=residual, data={"item": item}))
    return [
        _paper(
            "payment",
            sunday,
            f"{sunday}:{category}",
            by_supplier[supplier],
            party_id=supplier,
            fund_account_id=shop.cash_id,
        )
        for category, supplier in sorted(shop.suppliers.items())
        if supplier in by_supplier
    ]
