"""Run in a process of its own: a company with six weeks of business, its boss and a keeper, told as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date

from hengku.cli.ready import ready


def main() -> None:
    """Make them in the database that HENGKU_DATA names, whose server runs already."""
    with ready("tests"):
        from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
        from hengku.identity.auth import set_password
        from hengku.identity.models import User
        from hengku.inventory.queries import has_stock
        from hengku.kit.numbers import D
        from tests.reports.shop import busy_weeks
        from tests.world import Book

        book = Book(started_on=date.fromisoformat(sys.argv[1]))
        made = busy_weeks(book)
        gift_set = book.add_product("SET", "欢聚套装", "套")
        parts = (BillLineRecord(book.cola.pk, D(2)), BillLineRecord(book.rice.pk, D(1)))
        save_bill(
            actor=book.actor, bill_id=None, record=BillRecord(gift_set.pk, "kit", parts), has_stock=has_stock
        )
        keeper = User.objects.get(pk=book.keeper.user_id)
        for user in (book.boss_user, keeper):
            set_password(user_id=user.pk, password=sys.argv[2], must_change=False)
        told = {
            "boss": book.boss_user.username,
            "keeper": keeper.username,
            "company": book.company.name,
            "cola": str(book.cola.pk),
            "set": str(gift_set.pk),
            "customer": str(book.customer.pk),
            "sale": made["sale"].number,
        }
        sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
