"""Plans made while tables were small must not read whole tables later: a new shop's first big import."""

from __future__ import annotations

from itertools import count

import psycopg
import pytest

from hengku.documents.paper import Paper, PaperLine
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import post
from tests.stress.acts import NOW, not_by_key
from tests.stress.size import marks
from tests.world import Book

pytestmark = marks

TABLES = ("documents_document", "documents_line", "inventory_onhand", "inventory_move", "costing_pool", "costing_value",
          "ledger_entry", "ledger_entryline", "catalog_product")  # fmt: skip
SCANS = """
SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables WHERE relname = ANY(%s)
"""


def scans_of_a_session_that_saw_tiny_tables(cluster: Cluster, database: str) -> int:
    """How often whole tables are read by forty receipts, after plans were made for tables of a few rows."""
    book, keys = Book(), count(1)

    def receive() -> None:
        lines = [PaperLine(product_id=one.pk, quantity=D(5), price=D(2)) for one in (book.cola, book.rice)]
        paper = Paper("purchase_receipt", book.day(3), lines, book.supplier.pk, book.w1.pk)
        post(actor=book.actor, documents=[paper], key=f"r{next(keys)}", now=NOW)

    receive()
    with psycopg.connect(cluster.owner_dsn(database), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    for _ in range(10):  # now the session makes and keeps its plans
        receive()
    before = scans()
    for _ in range(40):
        receive()
    return scans() - before


def scans() -> int:
    """Reads of whole tables so far, as the server counts them."""
    sql.rows("SELECT pg_stat_force_next_flush()")
    return int(sql.rows(SCANS, ([*TABLES],))[0][0])


class TestPlansForTinyTables:
    def test_are_by_key_all_the_same(self, cluster: Cluster, fresh_database: str) -> None:
        assert scans_of_a_session_that_saw_tiny_tables(cluster, fresh_database) == 0

    def test_negative_control_follow_the_statistics(
        self, cluster: Cluster, fresh_database: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sql, "by_key", sql.by_key)  # put back afterwards
        not_by_key()
        assert scans_of_a_session_that_saw_tiny_tables(cluster, fresh_database) > 40
