"""The invoices of real firms: totals from the books equal sums that a few lines of csv take straight from the files."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hengku.kit.postgres import Cluster
from replays.invoices_files import in_order, pairs_of, read_folder

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "cumcm2020c_invoices" / "dev"
HEAD_IN = "企业代号,发票号码,开票日期,销方单位代号,金额,税额,价税合计,发票状态"
HEAD_OUT = HEAD_IN.replace("销方", "购方")

INCOMING = """
E1,100,2019/3/1,A1,100.00,16.00,116.00,有效发票
E1,100,2019/3/1,A1,100.00,16.00,116.00,有效发票
E1,100,2019/3/2,A2,50.00,3.00,53.00,有效发票
E1,101,2019/3/3,A1,-40.00,-6.40,-46.40,有效发票
E1,102,2019/3/4,A1,70.00,11.20,81.20, 作废发票
E1,103,2019/3/5,A3,9.90,,9.90,有效发票
E1,104,2019/13/5,A3,9.90,0.30,10.20,有效发票
E1,105,2019/3/6,A3,abc,0.30,10.20,有效发票
E1,106,2019/3/6,A3,12.345,0.30,12.645,有效发票
E1,107,2019/3/6,A3,5.00,-0.30,4.70,有效发票
E2,100,2018/12/31,A9,10.00,0.30,10.30,有效发票
"""
OUTGOING = """
E1,900,2019/3/1,B1,200.00,32.00,232.00,有效发票
E1,901,2019/3/9,B1,-200.00,-32.00,-232.00,有效发票
E1,902,2020/1/9,B1,300.00,39.00,339.00,有效发票
E2,903,2020/1/9,B7,1.00,0.03,1.04,有效发票
"""


def rows_of(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(folder.iterdir()):
        if not path.name.endswith((".csv", ".csv.gz")):
            continue
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:  # type: ignore[operator]
            for row in csv.DictReader(file):
                if "发票号码" in row:
                    yield ("in" if "销方单位代号" in row else "out"), row


def sums_of(
    folder: Path, only: set[str], refused: set[str]
) -> dict[tuple[str, str, int], tuple[Decimal, Decimal]]:
    """Independent of the replay: csv, a set for whole-row repeats, and plain sums."""
    seen: set[tuple[str, ...]] = set()
    sums: dict[tuple[str, str, int], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for direction, row in rows_of(folder):
        whole = (direction, *(value.strip() for value in row.values()))
        if row["企业代号"] not in only or row["发票状态"].strip() != "有效发票" or whole in seen:
            continue
        seen.add(whole)
        if row["发票号码"] in refused:
            continue
        both = sums[row["企业代号"], direction, int(row["开票日期"][:4])]
        both[0] += Decimal(row["金额"])
        both[1] += Decimal(row["税额"])
    return {key: (net, tax) for key, (net, tax) in sums.items()}


def replayed(folder: Path, *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "replays.invoices", str(folder), "--json", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def totals_of(result: dict[str, Any]) -> dict[tuple[str, str, int], tuple[Decimal, Decimal]]:
    return {
        (row["firm"], row["direction"], row["year"]): (Decimal(row["net"]), Decimal(row["tax"]))
        for row in result["totals"]
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(HEAD_IN + INCOMING, "utf-8")
    with gzip.open(tmp_path / "b.csv.gz", "wt", encoding="utf-8-sig") as file:
        file.write(HEAD_OUT + OUTGOING)
    return tmp_path


class TestInvoices:
    def test_total_what_the_files_total_and_add_nothing_twice(self, database: Cluster, folder: Path) -> None:
        first = replayed(folder, "--company", "TINV")
        refused = {"103", "104", "105", "106", "107"}
        assert totals_of(first) == sums_of(folder, {"E1", "E2"}, refused)
        assert first["refused"] == {
            "NOT_A_NUMBER": 2, "DATE_WRONG": 1, "TOO_FINE": 1, "SIGNS_DISAGREE": 1,
        }  # fmt: skip
        assert [row["raw"].split("|")[1] for row in first["refused_rows"]] == [
            "103",
            "104",
            "105",
            "106",
            "107",
        ]
        assert (first["voided"], first["repeated"], len(first["noted"])) == (1, 1, 1)
        assert first["audit"]["violations"] == 0
        again = replayed(folder, "--company", "TINV")
        assert again["documents_added"] == 0
        assert again["totals"] == first["totals"]
        one = replayed(folder, "--company", "TINV", "--only", "E2")
        assert {row["firm"] for row in one["totals"]} == {"E2"}

    def test_total_what_the_real_files_total(self, database: Cluster) -> None:
        if not REAL.is_dir():
            pytest.skip(f"the real invoices are not here: {REAL}")
        result = replayed(REAL, "--company", "RINV", "--only", "E36,E38")
        assert totals_of(result) == sums_of(REAL, {"E36", "E38"}, set())
        assert result["audit"]["violations"] == 0

    def test_take_a_blue_one_before_its_red_one_of_the_same_day(self, folder: Path) -> None:
        """However the files are cut into batches, a red invoice finds its blue one in the books."""
        with (folder / "c.csv").open("w", encoding="utf-8") as file:
            file.write(
                HEAD_OUT
                + "\nE9,001,2019/5/1,B1,-8.00,-1.04,-9.04,有效发票\nE9,002,2019/5/1,B1,8.00,1.04,9.04,有效发票\n"
            )
        as_read = read_folder(folder).invoices["E9"]
        assert [one.net for one in as_read] == [Decimal(-8), Decimal(8)]
        ordered = in_order(as_read)
        assert [one.net for one in ordered] == [Decimal(8), Decimal(-8)]
        assert pairs_of(ordered) == {ordered[1].key: ordered[0].key}
