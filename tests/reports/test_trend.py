"""库存快照趋势 says of each day what 收发存 says of it (R-15)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hengku.posting.snapshots import make_snapshots
from hengku.reports.run import run_report
from tests.posting.desk import Desk
from tests.world import Book


def test_the_amount_of_each_day_is_the_closing_of_that_day(book: Book) -> None:
    desk = Desk(book)
    desk.receive("10", "10", day=2)
    desk.receive("4", "7", day=3, product=book.rice)
    desk.issue("3", day=5)
    desk.issue("4", day=6, product=book.rice)
    today = book.day(9)
    make_snapshots(company_id=book.company_id, now=datetime.combine(today, time(8), UTC), at_most=50)
    desk.receive("5", "13", day=4)  # into the past: the days from then on are corrected
    for product in (None, book.cola.pk, book.rice.pk):
        asked = {"from": book.day(1), "to": today, "product": product}
        rows = run_report(book.actor, "stock_trend", asked, today=today).rows
        if product is None:
            assert [row["business_on"] for row in rows] == [book.day(n) for n in range(9, 1, -1)]
        for row in rows:
            on = row["business_on"]
            closing = run_report(
                book.actor, "stock_summary", {"from": on, "to": on, "product": product}, today=today
            )
            assert row["amount"] == closing.totals["closing_amount"], on
            assert product is None or row["quantity"] == closing.totals["closing_quantity"]
        counted = {row["business_on"]: row["product_count"] for row in rows}
        if product is None:
            assert (counted[book.day(5)], counted[today - timedelta(days=1)]) == (2, 1)
