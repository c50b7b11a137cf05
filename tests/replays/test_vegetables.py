"""The supermarket replayed: known files, refused rows, right sums, and nothing lost or doubled by a kill."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from hengku.company.models import Company
from hengku.costing.models import Value
from hengku.documents.models import Document
from hengku.documents.paper import Paper
from replays.common import Progress, Stage, Stopping, open_stage
from replays.vegetables import main
from replays.vegetables_books import play, set_up_shop
from replays.vegetables_files import read_set
from replays.vegetables_plan import plan_of, received_for
from tests.replays.vegetable_set import (
    CODES,
    CUT_LINES,
    DIRT,
    REPEATED_LINES,
    WHOLESALE,
    ShopSet,
    day,
    fen,
    write_dirty,
)

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared") / "data" / "cumcm2023c_vegetables"

Answer = dict[str, Any]


def start(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "replays.vegetables", str(folder), "--json", *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def replay(folder: Path, *options: str) -> Answer:
    """Run the command to its end, in this process; it must say that all is well."""
    said, told = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        code = main([str(folder), "--json", *options])
    assert code == 0, (said.getvalue()[:3000], told.getvalue()[-3000:])
    return dict(json.loads(said.getvalue()))


def books_of(code: str) -> tuple[Any, ...]:
    """Everything that two companies with the same history have in common."""
    company = Company.objects.get(code=code)
    documents = Document.objects.of_company(company.pk)
    values = Value.objects.of_company(company.pk)
    return (
        sorted(
            documents.values_list(
                "type_code", "source_number", "number", "state", "amount_incl", "business_on"
            )
        ),
        sorted(values.values_list("business_on", "kind", "quantity", "amount")),
    )


class TestReading:
    def test_knows_files_by_their_columns(self, tmp_path: Path) -> None:
        facts = read_set(ShopSet().write(tmp_path))
        assert {(use.name, use.kind) for use in facts.files} == {
            ("a.xlsx", "商品表"), ("b.xlsx", "损耗率"), ("c.csv", "批发价格"), ("d.csv.gz", "日销量"),
            ("e.csv", "收银流水"),
        }  # fmt: skip
        assert not facts.refused
        assert facts.items[CODES[2]].category == "食用菌"

    def test_names_of_files_make_no_difference(self, tmp_path: Path) -> None:
        # Copied, not written twice: a workbook and a gzip keep the second in which they were written.
        one = ShopSet().write(tmp_path / "one")
        other = shutil.copytree(one, tmp_path / "other")
        (other / "d.csv.gz").rename(other / "0.csv.gz")
        (other / "below").mkdir()
        (other / "a.xlsx").rename(other / "below" / "zz.xlsx")
        assert read_set(one).fingerprint == read_set(other).fingerprint
        assert plan_of(read_set(one)).days == plan_of(read_set(other)).days

    def test_refuses_each_dirty_row_once_and_keeps_the_rest(self, tmp_path: Path) -> None:
        clean, dirty = (
            read_set(ShopSet().write(tmp_path / "clean")),
            read_set(write_dirty(ShopSet(), tmp_path / "d")),
        )
        expected = Counter(reason for _, _, reason in DIRT)
        expected["REPEATED"] += REPEATED_LINES
        expected["DAMAGED_ROW"] += CUT_LINES
        assert Counter(one.reason for one in dirty.refused) == expected
        assert plan_of(dirty).days == plan_of(clean).days
        unread = [use for use in dirty.files if use.name == "readme.txt"]
        assert [(use.kind, use.rows) for use in unread] == [("", 0)]

    def test_says_where_a_refused_row_stands_and_what_stood_there(self, tmp_path: Path) -> None:
        shop = ShopSet()
        facts = read_set(write_dirty(shop, tmp_path))
        first = next(one for one in facts.refused if one.reason == "UNKNOWN_ITEM")
        assert (first.file, first.row) == ("d.csv.gz", len(shop.daily) + 2)
        assert "没听说过的菜" in first.raw

    @pytest.mark.parametrize(
        ("kinds", "days", "categories"),
        [
            (("daily", "items"), 21, {"1011010101", "1011010801"}),
            (("daily",), 21, {"VEG"}),
            (("daily", "losses"), 21, {"VEG"}),
            (("till", "items", "wholesale", "losses"), 5, {"1011010101", "1011010801"}),
            (("till", "items"), 0, set()),
        ],
    )
    def test_does_with_the_files_there_are(
        self, tmp_path: Path, kinds: tuple[str, ...], days: int, categories: set[str]
    ) -> None:
        plan = plan_of(read_set(ShopSet().write(tmp_path, *kinds)))
        assert len(plan.days) == days
        assert {category for one in plan.days for category in one.received} == categories
        if not days:
            assert {one.reason for one in plan.refused} == {"NO_WHOLESALE", "RETURN_UNSOLD"}

    def test_an_unreadable_file_is_told_not_passed_over(self, tmp_path: Path) -> None:
        folder = ShopSet().write(tmp_path)
        (folder / "x.xlsx").write_bytes(b"PK\x03\x04 cut off")
        (refused,) = read_set(folder).refused
        assert (refused.file, refused.row, refused.reason) == ("x.xlsx", 0, "FILE_UNREADABLE")


class TestPlan:
    @pytest.mark.parametrize(
        ("sold", "loss", "received"),
        [
            ("1.000", "0", "1.000"),
            ("1.000", "20", "1.250"),
            ("7.185", "14.43", "8.397"),  # 8.39663…
            ("0.001", "0.01", "0.002"),  # 0.0010001: the least more is a whole gram more
            ("3.000", "25", "4.000"),  # exactly: not a gram more
            ("1.000", "99.9", "1000.000"),
        ],
    )
    def test_receives_what_must_come_in(self, sold: str, loss: str, received: str) -> None:
        assert received_for(Decimal(sold), Decimal(loss)) == Decimal(received)

    def test_the_till_replaces_the_daily_row_of_an_item_it_names(self, tmp_path: Path) -> None:
        shop = ShopSet()
        facts = read_set(shop.write(tmp_path))
        plan = plan_of(facts)
        both = next(one for one in plan.days if one.on == day(21))
        assert {ticket.goods.code for ticket in both.tickets} == {CODES[1]}
        assert CODES[1] not in {goods.code for goods in both.sold}
        assert [(row.on, row.code) for row in plan.replaced] == [(day(21), CODES[1])]
        # Without the till the daily row counts: it was there to be replaced.
        facts.till.clear()
        alone = next(one for one in plan_of(facts).days if one.on == day(21))
        assert CODES[1] in {goods.code for goods in alone.sold}

    def test_falls_back_to_the_last_earlier_price_and_says_so(self, tmp_path: Path) -> None:
        facts = read_set(ShopSet().write(tmp_path))
        del facts.wholesale[day(22), CODES[2]]
        facts.wholesale[day(20), CODES[2]] = Decimal("9.90")
        facts.daily = [row for row in facts.daily if row.on < day(20)]
        plan = plan_of(facts)
        del facts.wholesale[day(21), CODES[2]]
        (goods,) = next(one for one in plan_of(facts).days if one.on == day(22)).received["1011010801"][:1]
        assert goods.price == Decimal("9.90")
        assert plan.notes["EARLIER_WHOLESALE"] == 1


@pytest.mark.usefixtures("database")
class TestReplay:
    def test_books_say_what_the_files_say(self, tmp_path: Path) -> None:
        shop = ShopSet()
        answer = replay(write_dirty(shop, tmp_path), "--company", "SUMS")
        expected = shop.expected()
        assert {key: answer[key] for key in expected} == expected
        assert (answer["days"], answer["stopped"]) == (len(shop.days), False)
        assert answer["refused"] == len(DIRT) + REPEATED_LINES + CUT_LINES == len(answer["refused_rows"])
        assert (answer["replaced"], answer["rows_unaccounted"]) == (1, 0)
        assert answer["rows_of_sales"] == len(shop.daily) + len(shop.till) - 1
        assert answer["audit"]["violations"] == 0 < answer["audit"]["invariants"]
        assert answer["documents"] == answer["documents_added"] > len(shop.till)
        documents = Document.objects.of_company(answer["company"]["id"])
        tickets = [one for one in shop.till if one[5] == "销售"]
        issues_of_days = len({one[0] for one in shop.daily})
        assert documents.filter(type_code="sales_issue").count() == len(tickets) + issues_of_days
        assert documents.filter(type_code="sales_return").count() == len(shop.till) - len(tickets)

    def test_a_second_run_adds_nothing(self, tmp_path: Path) -> None:
        folder = ShopSet(3).write(tmp_path)
        first, second = replay(folder, "--company", "TWICE"), replay(folder, "--company", "TWICE")
        assert first["documents_added"] == first["documents"] > 0
        assert (second["documents_added"], second["lines_added"], second["lines_per_second"]) == (0, 0, 0)
        changing = {
            "documents_added",
            "lines_added",
            "seconds",
            "posting_seconds",
            "lines_per_second",
            "told",
        }
        assert {k: v for k, v in first.items() if k not in changing} == {
            k: v for k, v in second.items() if k not in changing
        }
        # Other contents are another company: what is added there is not mixed in here.
        ShopSet(4).write_daily(folder)
        third = replay(folder, "--company", "TWICE")
        assert third["documents_added"] == third["documents"] > 0
        assert third["company"] != first["company"]

    def test_a_run_in_two_pieces_is_one_run(self, tmp_path: Path) -> None:
        shop = ShopSet(9)
        folder = shop.write(tmp_path)
        part = replay(folder, "--company", "PIECES", "--until", f"{day(8)}")
        expected = shop.expected(day(8))
        assert {key: part[key] for key in expected} == expected
        assert part["rows_later"] > 0 == part["rows_unaccounted"]
        whole = replay(folder, "--company", "PIECES")
        assert whole["documents_added"] == whole["documents"] - part["documents"]
        assert {key: whole[key] for key in expected} == shop.expected()

    def test_a_killed_run_goes_on_where_it_was(self, tmp_path: Path) -> None:
        shop = ShopSet(15)
        folder = shop.write(tmp_path)
        whole = replay(folder, "--company", "WHOLE")
        process = start(folder, "--company", "KILLED")
        code = whole["company"]["code"].replace("WHOLE", "KILLED")
        posted = wait_for_documents(process, code, whole["documents"] // 3)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        assert process.returncode == -signal.SIGKILL
        assert 0 < posted < whole["documents"]
        goes_on = replay(folder, "--company", "KILLED")
        # It was killed on the way, and what was there was not posted again.
        assert posted <= goes_on["documents"] - goes_on["documents_added"] < whole["documents"]
        assert books_of(code) == books_of(whole["company"]["code"])
        assert {key: goes_on[key] for key in shop.expected()} == shop.expected()
        assert goes_on["audit"]["violations"] == 0

    def test_dying_after_every_single_posting_changes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        facts = read_set(ShopSet(7).write(tmp_path))
        plan = plan_of(facts)
        for code in ("LIVES", "DIES"):
            if code == "DIES":
                monkeypatch.setattr(Stage, "post_once", post_and_die)
            deaths = 0
            while True:
                stage = open_stage(code=code, name=code, started_on=plan.days[0].on, until=plan.days[-1].on)
                try:
                    play(set_up_shop(stage, facts), plan, Progress(len(plan.days)), Stopping())
                    break
                except Died:
                    deaths += 1
        assert deaths == len(stage.done) > 2 * len(plan.days)
        assert books_of("DIES") == books_of("LIVES")

    def test_stops_after_the_day_when_asked(self, tmp_path: Path) -> None:
        shop = ShopSet(21)
        folder = shop.write(tmp_path)
        process = start(folder, "--company", "ASKED")
        code = f"ASKED-{read_set(folder).fingerprint}"
        wait_for_documents(process, code, 20)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
        answer = json.loads(said)
        assert (process.returncode, answer["stopped"]) == (130, True)
        assert 0 < answer["days"] < len(shop.days)
        assert answer["receivables"] == answer["stock_value"] == "0.00"
        documents = Document.objects.of_company(answer["company"]["id"])
        assert documents.filter(type_code="receipt").count() == answer["days"]


class Died(BaseException):
    """The power went out."""


def post_and_die(stage: Stage, key: str, papers: list[Paper], post_once: Any = Stage.post_once) -> None:
    """Post as always, and be gone before the next step whenever something was written."""
    before = stage.documents_added
    post_once(stage, key, papers)
    if stage.documents_added > before:
        raise Died


def wait_for_documents(process: subprocess.Popen[str], code: str, count: int) -> int:
    """Until the running command has posted so many."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()[1][-3000:]
        company = Company.objects.filter(code=code).first()
        posted = Document.objects.of_company(company.pk).count() if company else 0
        if posted >= count:
            return posted
        time.sleep(0.01)
    raise AssertionError("the command posts nothing")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path, since the server's socket lies in it."""
    folder = Path(tempfile.mkdtemp(prefix="hkr-"))
    yield folder
    shutil.rmtree(folder)


class TestCommand:
    def test_brings_its_own_server(self, tmp_path: Path, short_folder: Path) -> None:
        shop = ShopSet(2)
        folder = shop.write(tmp_path, "daily", "items")
        process = start(folder, HENGKU_DATA=str(short_folder / "data"), HENGKU_DB="hengku")
        said, told = process.communicate(timeout=120)
        assert process.returncode == 0, told[-3000:]
        answer = json.loads(said)
        assert (answer["days"], answer["audit"]["violations"]) == (2, 0)
        assert "密码" in told  # the first user of this installation
        assert not list(short_folder.rglob("postmaster.pid"))

    def test_refuses_a_folder_without_sales(self, tmp_path: Path) -> None:
        ShopSet().write(tmp_path, "items", "wholesale")
        process = start(tmp_path)
        assert "没有可用的日销量或收银流水" in process.communicate(timeout=60)[1]
        assert process.returncode == 1


@pytest.mark.realdata
@pytest.mark.usefixtures("database")
class TestRealSet:
    @pytest.fixture
    def folder(self) -> Path:
        found = REAL / "dev"
        if not found.is_dir():
            pytest.skip(f"real data absent: data/{REAL.name}/dev (set HENGKU_SHARED)")
        return found

    def test_first_weeks_agree_with_sums_of_the_csv(self, folder: Path) -> None:
        answer = replay(folder, "--company", "REAL", "--until", "2020-07-12")
        sales = purchase = sold_kg = received_kg = Decimal(0)
        with gzip.open(folder / "daily_item_2020-07_2022-12.csv.gz", "rt", encoding="utf-8-sig") as file:
            rows = [row for row in csv.reader(file) if row[0] <= "2020-07-12"]
        good = [[Decimal(cell) for cell in row[2:]] for row in rows]
        for wholesale, price, quantity, loss in good:
            kg, rate = quantity.quantize(Decimal("0.001")), Fraction(loss.quantize(Decimal("0.01")))
            if kg <= 0 or price <= 0:
                continue
            received = Decimal(ceil(Fraction(kg) * 1000 * 100 / (100 - rate))) / 1000
            sold_kg, received_kg = sold_kg + kg, received_kg + received
            sales += fen(kg * round(price, 8))
            purchase += fen(received * round(wholesale, 8))
        assert (answer["sales"], answer["purchase"]) == (f"{sales:.2f}", f"{purchase:.2f}")
        assert (answer["sales_kg"], answer["purchase_kg"]) == (f"{sold_kg:.3f}", f"{received_kg:.3f}")
        assert (answer["days"], answer["payables"], answer["audit"]["violations"]) == (12, "0.00", 0)
        assert answer["cash"] == answer["gross_profit"] == f"{sales - purchase:.2f}"
        assert answer["refused_by_reason"]["DAMAGED_ROW"] == 5
        assert answer["rows_unaccounted"] == 0

    def test_lines_of_the_till_are_tickets(self, folder: Path, tmp_path: Path) -> None:
        for name in ("附件1.xlsx", "附件3.xlsx", "附件4.xlsx", "附件2_damaged_fragment.csv"):
            (tmp_path / name).symlink_to(folder / name)
        answer = replay(tmp_path, "--company", "TILL", "--until", "2023-06-15")
        with (folder / "附件2_pos_lines_2023-06-15_06-24.csv").open(encoding="utf-8-sig") as file:
            lines = [row for row in csv.DictReader(file) if row["销售日期"] <= "2023-06-15"]
        sales = sum(fen(Decimal(row["销量(千克)"]) * Decimal(row["销售单价(元/千克)"])) for row in lines)
        issues = Document.objects.of_company(answer["company"]["id"]).filter(type_code="sales_issue")
        assert (issues.count(), answer["sales"]) == (len(lines), f"{sales:.2f}")
        assert answer["refused_by_reason"] == {"DAMAGED_ROW": 5}


def test_the_set_is_not_trivial() -> None:
    """The sums of the set can tell right from wrong: prices, rates and both ways of selling differ."""
    assert len(set(WHOLESALE.values())) == len(CODES)
    expected = ShopSet().expected()
    assert Decimal(expected["returns"]) > 0 < Decimal(expected["payables"])
    assert Decimal(expected["loss_kg"]) > Decimal(expected["returns_kg"])
