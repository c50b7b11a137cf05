"""The hand-written limits of the benchmarks write what posting writes: else a figure against them would mean nothing."""

from __future__ import annotations

import pytest
from django.conf import settings

from benchmarks import limit_sql
from benchmarks.bed import make_bed
from benchmarks.bed_lots import make_lot_bed
from benchmarks.limit import Limit
from benchmarks.limit_lots import LotLimit
from benchmarks.papers import LINES
from benchmarks.same_rows import RowsDiffer, check_same_rows, check_same_rows_of_lots
from hengku.identity.auth import actor_for
from hengku.kit.postgres import Cluster
from tests.posting.books import disagreements

NAME = str(settings.DATABASES["default"]["NAME"])


class TestRows:
    def test_of_plain_goods_are_the_same(self, database: Cluster) -> None:
        bed = make_bed(2 * LINES)
        limit = Limit(database.app_dsn(NAME), bed)
        actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
        assert check_same_rows(database.owner_dsn(NAME), limit, actor, bed) > 7 * LINES
        limit.connection.close()
        assert disagreements(bed.company_id) == []

    def test_of_goods_with_lots_are_the_same_and_are_missed(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bed = make_lot_bed(4 * LINES)
        limit = LotLimit(database.app_dsn(NAME), bed)
        actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
        assert check_same_rows_of_lots(database.owner_dsn(NAME), limit, actor, bed) > 11 * LINES
        assert disagreements(bed.company_id) == []
        # negative control: a limit that keeps what its order holds
        keeps = limit_sql.BOOKS_OF_LOTS.replace("SET quantity = 0\n", "SET quantity = quantity\n")
        monkeypatch.setattr(LotLimit, "BOOKS", keeps)
        with pytest.raises(RowsDiffer, match="inventory_reservation"):
            check_same_rows_of_lots(database.owner_dsn(NAME), limit, actor, bed)
        limit.connection.close()
