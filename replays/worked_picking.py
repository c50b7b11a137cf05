"""Picking by expiry (B4) and its warnings (B5) through real documents: lots received, and a sale that is proposed them.

What no document can say, such as goods with a ratio of life a customer asks for, is answered by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.documents.paper import Paper
from hengku.inventory.lot_rules import Alert
from hengku.ledger.rules import Standard
from hengku.parties.actions import create_parties
from hengku.parties.records import PartyRecord
from hengku.posting.lot_proposal import fill_lots, offers
from replays.worked_reading import Fields, count
from replays.worked_shop import MAIN, Shop, ShopPlan

#: Goods of these statuses lie in a warehouse; others are with somebody else or on the way.
INSIDE: Final = {"AVAILABLE", "QC_HOLD", "FROZEN", "DEFECT"}
#: What only the rules know.
OF_RULES: Final = ("received", "received_at", "inbound_at", "receipt_date", "recalled", "is_recalled")
ONLY_RULES: Final = ("strategy", "yellow_days", "red_days", "customer_min_remaining_ratio")


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as the case states it."""

    name: str
    quantity: Decimal
    status: str
    produced_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Picking:
    """Lots, and what is to be taken of them. ``given`` is the case for the rules."""

    today: date
    need: Decimal
    days: int
    lots: tuple[Lot, ...]
    is_plain: bool
    given: Fields

    @property
    def received_on(self) -> date:
        """A day on which nothing of it was expired."""
        return min(self.today, *(lot.expires_on or self.today for lot in self.lots)) - timedelta(days=1)

    @property
    def has_documents(self) -> bool:
        """Whether lots can be received like this: with an expiry, once each, made before they came."""
        names = {lot.name for lot in self.lots}
        return self.is_plain and len(names) == len(self.lots) > 0 and all(map(self._can_come, self.lots))

    def _can_come(self, lot: Lot) -> bool:
        is_inside = lot.expires_on is not None and lot.status in INSIDE
        return is_inside and (lot.produced_on is None or lot.produced_on <= self.received_on)


def read_picking(fields: Fields) -> Picking:
    """Read lots and a need."""
    rows = fields.rows("batches")
    is_plain = not any(key in fields for key in ONLY_RULES)
    is_plain = is_plain and not any(key in row for row in rows for key in OF_RULES)
    return Picking(
        today=fields.day("today"),
        need=fields.quantity("need"),
        days=int(fields.number("customer_min_remaining_days", Decimal(0))),
        lots=tuple(
            Lot(
                name=row.text("batch"),
                quantity=row.quantity("qty"),
                status=row.text("status", "AVAILABLE"),
                produced_on=row.day("production") if row.given("production") else None,
                expires_on=row.day("expiry") if row.given("expiry") else None,
            )
            for row in rows
        ),
        is_plain=is_plain,
        given=fields,
    )


def play_picking(case: Picking, standard: Standard) -> dict[str, Any]:
    """kind fefo: receive each lot and give it its status; then what a sale is proposed, and what is near its end."""
    shop = Shop(ShopPlan((case.received_on, case.today), tracking="lot"), standard)
    (customer,) = create_parties(
        actor=shop.actor,
        records=[
            PartyRecord(code="C02", name="要求剩余效期的客户", is_customer=True, minimum_days_left=case.days)
        ],
    )
    for lot in case.lots:
        _receive(shop, lot, case.received_on)
    paper = Paper(
        "sales_issue",
        case.today,
        [shop.goods(case.need, price=Decimal(1))],
        party_id=customer.pk,
        warehouse_id=shop.warehouse_ids[MAIN],
    )
    missing = sum(fill_lots(actor=shop.actor, paper=paper).values(), Decimal(0))
    lots = offers(
        actor=shop.actor,
        product_id=shop.product_id,
        warehouse_id=shop.warehouse_ids[MAIN],
        on=case.today,
        party_id=customer.pk,
    )
    return {
        "picks": [{"batch": line.lot_no, "qty": count(line.quantity)} for line in paper.lines if line.lot_no],
        "alerts": {one.lot_no: one.alert.value.upper() for one in lots if one.alert is not Alert.NONE},
        **{key: count(missing) for key in ("short", "shortage", "missing")},
    }


def _receive(shop: Shop, lot: Lot, on: date) -> None:
    known = {"lot_no": lot.name, "expires_on": lot.expires_on.isoformat() if lot.expires_on else ""}
    if lot.produced_on is not None:
        known["produced_on"] = lot.produced_on.isoformat()
    line = shop.goods(lot.quantity, amount_net=Decimal("1.00"), data=known)
    shop.post("purchase_receipt", on, line, warehouse=MAIN, party_id=shop.supplier_party)
    if lot.status != "AVAILABLE":
        statuses = {"status": "available", "status_to": lot.status.lower()}
        turned = shop.goods(lot.quantity, data={"lot_no": lot.name} | statuses)
        shop.post("stock_status_change", on, turned, warehouse=MAIN, data={"reason": "dispute"})
