"""Picking by expiry (B4) and its warnings (B5) through the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hengku.inventory.lot_rules import Alert, Demands, LotStock, Thresholds, alert_of, propose
from replays.worked_reading import CaseUnsupported, Fields, count

STATUSES = {"AVAILABLE", "QC_HOLD", "FROZEN", "DEFECT", "LENT", "CONSIGNED", "IN_TRANSIT"}


def play_fefo(fields: Fields) -> dict[str, Any]:
    """Which lots are taken and which are near their end; what is missing when they do not suffice."""
    today, need = fields.day("today"), fields.quantity("need")
    demands = Demands(
        days=int(fields.number("customer_min_remaining_days", Decimal(0))),
        ratio=_ratio(fields),
    )
    thresholds = Thresholds(
        yellow_days=int(fields.number("yellow_days", Decimal(7))),
        red_days=int(fields.number("red_days", Decimal(3))),
    )
    strategy = fields.text("strategy", "FEFO")
    if strategy not in ("FEFO", "FIFO"):
        raise CaseUnsupported(f"拣选方式 {strategy}")
    lots = [_lot(row, number) for number, row in enumerate(fields.rows("batches"), 1)]
    picks = propose(lots, need, today, demands, by_receipt=strategy == "FIFO")
    alerts = {lot.lot_no: alert_of(lot.expires_on, today, thresholds) for lot in lots}
    missing = need - sum((pick.quantity for pick in picks), Decimal(0))
    return {
        "picks": [{"batch": pick.lot.lot_no, "qty": count(pick.quantity)} for pick in picks],
        "alerts": {
            lot_no: alert.value.upper() for lot_no, alert in alerts.items() if alert is not Alert.NONE
        },
        **{key: count(missing) for key in ("short", "shortage", "missing")},
    }


def _ratio(fields: Fields) -> Fraction:
    """剩余效期比例, 1/3 or 0.5."""
    given = fields.given("customer_min_remaining_ratio")
    if isinstance(given, str) and "/" in given:
        return Fraction(given)
    return Fraction(fields.number("customer_min_remaining_ratio", Decimal(0)))


def _lot(row: Fields, number: int) -> LotStock:
    status = row.text("status", "AVAILABLE")
    if status not in STATUSES:
        raise row.malformed("status", f"{status} 不是库存状态")
    came = row.called("received", "received_at", "inbound_at", "receipt_date")
    received = row.day(came) if came in row else None
    return LotStock(
        lot_id=number,
        lot_no=row.text("batch"),
        quantity=row.quantity("qty"),
        status=status.lower(),
        produced_on=_day(row, "production"),
        expires_on=_day(row, "expiry"),
        received=received.toordinal() if received else number,
        is_recalled=row.flag(row.called("recalled", "is_recalled")),
    )


def _day(row: Fields, key: str) -> date | None:
    return row.day(key) if row.given(key) is not None else None
