"""How goods of a product are told apart and how long they keep: written down, judged, fixed once there are documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hengku.catalog import actions
from hengku.catalog.actions_lists import change_category
from hengku.catalog.records import ProductRecord
from hengku.catalog.tracking_rules import tracking_problems
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.opening.imports.product_cells import shelf_life_of

MILK = ProductRecord(code="MILK", name="鲜奶", base_unit="瓶", tracking="lot", shelf_life=15, yellow_days=5, red_days=2,
                     min_inbound_ratio=D("0.6667"))  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"tracking": "colour"}, "tracking", "TRACKING_UNKNOWN"),
        ({"shelf_life": 0}, "shelf_life", "LIFE_INVALID"),
        ({"shelf_life_unit": "week"}, "shelf_life_unit", "LIFE_INVALID"),
        ({"tracking": "none"}, "shelf_life", "LIFE_WITHOUT_LOTS"),
        ({"red_days": 6}, "yellow_days", "ALERT_DAYS_INVALID"),
        ({"min_inbound_ratio": D("1.2")}, "min_inbound_ratio", "RATIO_INVALID"),
        ({"aux_standard": D("0.5")}, "aux_unit", "WEIGHT_WITHOUT_UNIT"),
    ],
)
def test_refuses(change: dict, field: str, code: str) -> None:
    assert tracking_problems(MILK) == []
    assert [(one.where.field, one.code) for one in tracking_problems(replace(MILK, **change))] == [
        (field, code)
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", (None, "day", "")),
        ("30", (30, "day", "")),
        ("30天", (30, "day", "")),
        ("12个月", (12, "month", "")),
        ("6 月", (6, "month", "")),
        ("2年", (2, "year", "")),
        ("48小时", (48, "hour", "")),
    ],
)
def test_a_shelf_life_is_read_as_people_write_it(cell: str, said: tuple) -> None:
    assert shelf_life_of(cell) == said


@pytest.mark.parametrize("cell", ["很久", "0天", "1.5年", "12月31日"])
def test_a_shelf_life_that_is_none_is_not_guessed(cell: str) -> None:
    assert shelf_life_of(cell)[2]


class TestTracking:
    def test_is_kept_with_the_second_unit(self, book):
        made = actions.create_product(
            actor=book.actor,
            record=replace(MILK, aux_unit="千克", aux_standard=D("0.95"), aux_tolerance=D("0.05")),
        )
        found = book.product("MILK")
        assert (found.pk, found.tracking, found.shelf_life, found.shelf_life_unit) == (
            made.pk,
            "lot",
            15,
            "day",
        )
        assert (found.yellow_days, found.red_days, found.aux_unit.name) == (5, 2, "千克")
        assert (found.min_inbound_ratio, found.aux_standard) == (D("0.6667"), D("0.95"))

    def test_refuses_a_second_unit_that_is_not_there(self, book):
        with pytest.raises(Problem) as refused:
            actions.create_product(actor=book.actor, record=replace(MILK, aux_unit="斛"))
        assert (refused.value.where.field, refused.value.code) == ("aux_unit", "UNIT_UNKNOWN")

    def test_stays_once_there_are_documents(self, book):
        made = actions.create_product(actor=book.actor, record=MILK)
        change = replace(MILK, tracking="serial", shelf_life=None)
        with pytest.raises((Problem, Problems)) as refused:
            actions.change_product(
                actor=book.actor, product_id=made.pk, record=change, has_lines=lambda *_: True
            )
        assert refused.value.code == "TRACKING_FIXED"
        actions.change_product(
            actor=book.actor, product_id=made.pk, record=change, has_lines=lambda *_: False
        )
        assert book.product("MILK").tracking == "serial"

    def test_a_category_says_when_its_goods_turn_yellow(self, book):
        category = book.category("01")
        said = {"name": category.name, "inventory_role": category.inventory_role, "is_active": True}
        change_category(actor=book.actor, category_id=category.pk, yellow_days=30, red_days=10, **said)
        assert (book.category("01").yellow_days, book.category("01").red_days) == (30, 10)
        with pytest.raises(Problem) as refused:
            change_category(actor=book.actor, category_id=category.pk, yellow_days=3, red_days=10, **said)
        assert refused.value.code == "ALERT_DAYS_INVALID"
