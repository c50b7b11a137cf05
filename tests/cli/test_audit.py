"""`hengku audit` as a person runs it: in a process of its own, beside the running server."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from hengku.diagnosis.invariants import INVARIANTS
from tests.world import Book


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command on the database of this test."""
    return subprocess.run(
        [sys.executable, "-m", "hengku.cli.main", "audit", *words],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class TestAudit:
    @pytest.mark.books_may_break
    def test_says_that_all_is_well_and_what_is_not(self, fresh_database: str, book: Book) -> None:
        well = run()
        assert (well.returncode, well.stderr) == (0, "")
        assert well.stdout == f"核对 {len(INVARIANTS)} 项,全部相符。\n"
        as_data = run("--json", "--company", book.company.code)
        assert json.loads(as_data.stdout) == {"invariants": len(INVARIANTS), "violations": 0, "findings": []}
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity,"
                " reserved, may_go_negative) VALUES (%s, %s, %s, 0, 'available', 0, 7, 0, false)",
                [book.company_id, book.rice.pk, book.place(book.w1).pk],
            )
        broken = run()
        assert broken.returncode == 1
        assert "[红] I01 现存量等于流水合计(共 1 处)" in broken.stdout
        assert f"{book.company.code}  「RICE 大米」在主仓:流水合计 0,现存量 7,相差 7" in broken.stdout
        found = json.loads(run("--json").stdout)
        assert found["violations"] == len(found["findings"]) == 3
        first = found["findings"][0]
        assert (first["invariant"], first["severity"], first["company"]) == ("I01", "红", book.company.code)
        assert (first["data"]["on_hand_quantity"], first["data"]["product_id"]) == ("7", book.rice.pk)

    def test_does_not_know_every_company(self, fresh_database: str) -> None:
        found = run("--company", "nobody")
        assert (found.returncode, found.stdout) == (1, "")
        assert "没有编码为 nobody 的账套" in found.stderr
