"""What products of a workshop cost (C18): the numbers of PD-01 to PD-03, and that nothing is lost on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengku.costing.production_rules import (
    NothingProduced,
    ProductionCost,
    outsourced_material,
    share_by_equivalent_units,
    share_by_quota,
    share_coproducts,
    share_material_only,
)
from hengku.kit.numbers import D

COST = ProductionCost(D("5000.00"), D("1200.00"), D("800.00"))
fen = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)
pieces = st.integers(0, 10**5).map(Decimal)


class TestOrders:
    def test_pd_01_equivalent_units(self) -> None:
        shared = share_by_equivalent_units(
            COST, byproduct_value=D("100"), completed=D("80"), in_process=D("20"), conversion_pct=D("0.5")
        )
        assert shared.completed == ProductionCost(D("3920.00"), D("1066.67"), D("711.11"))
        assert shared.in_process == ProductionCost(D("980.00"), D("133.33"), D("88.89"))
        assert shared.completed.total == D("5697.78")

    def test_only_material_stays_in_process(self) -> None:
        shared = share_material_only(COST, byproduct_value=D("0"), completed=D("80"), in_process=D("20"))
        assert shared.in_process == ProductionCost(D("1000.00"), D("0.00"), D("0.00"))
        assert shared.completed.total == D("6000.00")

    def test_by_quota_the_rest_is_finished(self) -> None:
        quota = ProductionCost(D("900"), D("100"), D("50"))
        shared = share_by_quota(COST, byproduct_value=D("100"), quota=quota)
        assert shared.completed == ProductionCost(D("4000.00"), D("1100.00"), D("750.00"))

    def test_nothing_produced_is_refused(self) -> None:
        for share in (
            lambda: share_by_equivalent_units(
                COST, byproduct_value=D("0"), completed=D("0"), in_process=D("0"), conversion_pct=D("1")
            ),
            lambda: share_material_only(COST, byproduct_value=D("0"), completed=D("0"), in_process=D("0")),
        ):
            with pytest.raises(NothingProduced):
                share()

    @given(fen, fen, fen, pieces.filter(bool), pieces, st.integers(1, 100))
    def test_nothing_is_lost(self, material, labor, overhead, done, left, percent) -> None:
        cost = ProductionCost(material, labor, overhead)
        shared = share_by_equivalent_units(
            cost, byproduct_value=D("0"), completed=done, in_process=left, conversion_pct=D(percent) / 100
        )
        assert shared.completed.total + shared.in_process.total == cost.total


class TestOutputs:
    def test_pd_02_by_quantity_times_reference_cost(self) -> None:
        outputs = [(D("60"), D("12.00")), (D("40"), D("7.50"))]
        assert share_coproducts(D("999.99"), outputs) == [D("705.88"), D("294.11")]

    def test_by_quantity_where_nothing_has_a_reference_cost(self) -> None:
        assert share_coproducts(D("100"), [(D("1"), None), (D("3"), None)]) == [D("25.00"), D("75.00")]

    def test_pd_03_material_comes_back_by_quantity(self) -> None:
        taken = []
        for before, now in ((D("0"), D("20")), (D("20"), D("20")), (D("40"), D("15"))):
            given_back = outsourced_material(
                D("800.00"),
                ordered=D("50"),
                received_before=before,
                received=now,
                taken_before=sum(taken, D("0")),
            )
            taken.append(given_back)
        assert taken == [D("320.00"), D("320.00"), D("160.00")]
