"""价目表 by Excel (SAL, MD-05): checked, converted to the base unit, kept, refused and taken back."""

from __future__ import annotations

import pytest

from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import D
from hengku.opening.imports.actions import run_import
from hengku.parties.models import AgreedPrice
from tests.opening.test_imports import NOW, check, load, table
from tests.world import Book


class TestPrices:
    """价目表: by customer or level, unit, quantity and days; changed by a later price, never overwritten."""

    HEADER = "商品编码 单位 客户 客户等级 起订量 价格 含税 底价 币种 生效日期"

    def test_are_kept_for_one_base_unit(self, book: Book) -> None:
        box = ["COLA", "箱", "", "批发", "2", "62.4", "是", "60", "", "2026-01-01"]
        rows = [
            box,
            ["COLA", "", "乙", "", "", "2.5", "", "", "", ""],
            ["RICE", "", "", "", "10", "9", "否", "", "USD", ""],
            ["COLA", "", "谁", "", "", "2.5", "", "", "", ""],
            ["COLA", "箱", "", "没有的等级", "", "1", "", "", "", ""],
            ["COLA", "", "乙", "批发", "", "1", "", "", "元", ""],
            box,
        ]
        file = table(self.HEADER, rows)
        checked = check(book, "prices", file)
        assert [(one.row_number, one.key) for one in checked.problems] == [
            (5, "party"), (6, "level"), (7, "level"), (7, "currency"), (8, "product"),
        ]  # fmt: skip
        done = load(book, "prices", table(self.HEADER, rows[:3]))
        assert (done.created, done.problems) == (3, [])
        units = book.cola.units.get(unit__name="箱").numerator
        kept = list(AgreedPrice.objects.filter(company_id=book.company_id).order_by("pk"))
        assert [(one.level, one.minimum, one.price, one.floor_price, one.currency) for one in kept] == [
            ("批发", 2 * units, D("62.4") / units, D(60) / units, "CNY"),
            ("", D(0), D("2.5"), None, "CNY"),
            ("", D(10), D(9), None, "USD"),
        ]
        assert (kept[1].party_id, kept[2].is_with_tax) == (book.customer.pk, False)
        assert load(book, "prices", table(self.HEADER, rows[:3])).skipped == 3
        again = check(book, "prices", table(self.HEADER, [[*box[:5], "61.2", *box[6:]]]))
        assert [one.code for one in again.problems] == ["PRICE_AGREED"]
        later = [*box[:5], "61.2", *box[6:9], "2026-02-01"]
        assert load(book, "prices", table(self.HEADER, [later])).created == 1

    def test_needs_the_right(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            run_import(
                actor=book.seller, kind="prices", file=table("商品编码 价格", [["COLA", "1"]]), now=NOW
            )
