"""The worked examples of the rulebook come out of the books to the fen, and a wrong one is found."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from replays.worked_examples import main, read_cases

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).with_name("cases.json")
SHARED = ROOT.parent / "shared" / "examples" / "worked_examples.json"
CASES = read_cases(OWN)
#: What the product must be able to do; the rest of the shared file may be unsupported, but not wrong.
REQUIRED = ("MA-", "RV-", "TX-", "ES-01", "ES-02", "PD-", "FX-", "MW-", "SP-", "ST-", "KT-")


def case(name: str) -> dict[str, Any]:
    """A copy of one of our own cases, to be changed."""
    return copy.deepcopy(next(one for one in CASES if one["id"] == name))


def run(cases: list[Any]) -> list[Any]:
    """Run cases in the database of the tests."""
    from replays.worked_kinds import run_cases

    return run_cases(cases)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all numbers in an expectation."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    elif isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit():
        yield path


def changed(one: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The case with one expected number a fen higher."""
    wrong = copy.deepcopy(one)
    holder = wrong["expected"]
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = str(D(holder[path[-1]]) + D("0.01"))
    return wrong


class TestOwnCases:
    @pytest.mark.parametrize("one", CASES, ids=[one["id"] for one in CASES])
    def test_pass(self, database: Cluster, one: dict[str, Any]) -> None:
        (result,) = run([one])
        assert (result.status, result.reason, result.problems) == ("passed", "", ())

    def test_are_played_with_documents_where_there_are_any(self, database: Cluster) -> None:
        made = case("OWN-MA-17")
        made["input"]["movements"][0]["type"] = "PRODUCTION_RECEIPT"
        ways = [run([one])[0].through for one in (case("OWN-MA-06"), case("OWN-MA-15"), made)]
        assert ways == ["documents", "documents", "rules"]


class TestWrongCases:
    """Negative control: whatever is expected wrongly by one fen is found, at its place."""

    def test_of_rules_fail_at_every_number(self, database: Cluster) -> None:
        passed = []
        for one in CASES:
            if one["id"].startswith(("OWN-TX", "OWN-IN", "OWN-AL")):
                wrong = [changed(one, path) for path in leaves(one["expected"])]
                passed += [(one["id"], r.reason) for r in run(wrong) if r.status != "failed"]
        assert passed == []

    @pytest.mark.parametrize(
        ("name", "path", "said"),
        [
            ("OWN-MA-01", ("movements", 1, "amount"), "expected.movements[m2].amount"),
            ("OWN-MA-01", ("movements", 1, "pool_amount"), "expected.movements[m2].pool_amount"),
            ("OWN-MA-01", ("closing", "ORG", "qty"), "expected.closing.ORG.qty"),
            ("OWN-RC-02", ("deltas", 0, "delta"), "expected.deltas[m1].delta"),
            ("OWN-RC-02", ("cogs_delta_total",), "expected.cogs_delta_total"),
            ("OWN-ES-05", ("entries", 5, "dr"), "expected.entries"),
            ("OWN-RV-01", ("entries_invoice", 3, "dr"), "expected.entries_invoice"),
            ("OWN-RI-02", ("cost",), "expected.cost"),
        ],
    )
    def test_of_documents_fail_and_say_where(
        self, database: Cluster, name: str, path: tuple[Any, ...], said: str
    ) -> None:
        (result,) = run([changed(case(name), path)])
        assert result.status == "failed"
        assert {problem["path"] for problem in result.problems} == {said}
        assert {problem["standard"] for problem in result.problems} == {"small_business", "enterprise"}

    def test_that_hold_a_correction_back_fail(self, database: Cluster) -> None:
        one = case("OWN-MA-08")
        del one["expected"]["movements"][3]["cost_adjustments"]
        (result,) = run([one])
        assert result.problems[0]["path"] == "expected.movements[m4].cost_adjustments"

    def test_of_another_account_of_one_standard_fail_under_that_one(self, database: Cluster) -> None:
        one = case("OWN-RV-04")
        one["expected"]["entries"][1]["asbe"] = "6051"
        (result,) = run([one])
        assert {problem["standard"] for problem in result.problems} == {"enterprise"}

    def test_with_red_on_the_other_side_fail(self, database: Cluster) -> None:
        """G9: a red credit is no blue debit, save where the rulebook leaves the form open."""
        one = case("OWN-RI-02")
        one["expected"]["entries"][0] |= {"dr": "0.00", "cr": "700.00"}
        assert run([one])[0].status == "failed"

    def test_that_give_what_the_books_do_not_say_fail(self, database: Cluster) -> None:
        one = case("OWN-ES-03")
        one["input"]["issues_after_receipt"][0]["posted_amount"] = "3.34"
        (result,) = run([one])
        assert result.problems[0] == {
            "path": "input.issues_after_receipt[0].posted_amount",
            "expected": "3.34",
            "got": "3.33",
        }


def without(name: str, *path: str) -> dict[str, Any]:
    one = case(name)
    holder = one
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return one


def given(name: str, value: Any, *path: Any) -> dict[str, Any]:
    one = case(name)
    holder: Any = one
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return one


class TestMalformedCases:
    @pytest.mark.parametrize(
        ("one", "reason"),
        [
            (None, "应为对象"),
            ([], "应为对象"),
            ({}, "kind"),
            ({"id": "x", "kind": "allocation", "expected": {"amounts": []}}, "input 应为对象"),
            (without("OWN-AL-01", "expected"), "expected"),
            (given("OWN-AL-01", {}, "expected"), "expected"),
            (given("OWN-AL-01", [], "input", "lines"), "没有行"),
            (without("OWN-AL-01", "input", "total"), "input.total 缺少"),
            (given("OWN-AL-01", 0.1, "input", "total"), "不是十进制数字文本"),
            (given("OWN-AL-01", "NaN", "input", "total"), "不是十进制数字文本"),
            (given("OWN-AL-01", "1.001", "input", "total"), "两位小数"),
            (given("OWN-TX-12", "1", "input", "consumption_rate"), "消费税率"),
            (given("OWN-TX-01", "GROSS", "input", "price_mode"), "GROSS"),
            (given("OWN-MA-06", "m9", "input", "movements", 1, "ref"), "m9 不在前面"),
            (given("OWN-MA-06", "m1", "input", "movements", 1, "id"), "m1 重复"),
            (given("OWN-MA-06", "-1", "input", "movements", 0, "qty"), "大于 0"),
            (given("OWN-MA-06", "1 月 5 日", "input", "movements", 0, "biz_date"), "不是日期"),
            (given("OWN-MA-06", "2026-02-01", "input", "movements", 0, "biz_date"), "发生在它之后"),
            (given("OWN-RI-02", "8", "input", "return_qty"), "系统拒绝"),
            (given("OWN-LC-01", "1" * 25, "input", "freight_net"), "太大"),
        ],
    )
    def test_fail_with_their_reason(self, database: Cluster, one: Any, reason: str) -> None:
        (result,) = run([one])
        assert result.status == "failed"
        assert reason in result.reason

    @pytest.mark.parametrize(
        ("one", "reason"),
        [
            ({"id": "x", "kind": "yield", "input": {}, "expected": {"picks": []}}, "类别 yield"),
            (given("OWN-MA-06", "MONTHLY_AVERAGE", "input", "method"), "MONTHLY_AVERAGE"),
            (given("OWN-MA-06", "TELEPORT", "input", "movements", 0, "type"), "TELEPORT"),
            (given("OWN-MA-06", "B1", "input", "movements", 0, "batch"), "input.movements[0].batch"),
            (given("OWN-AL-01", "x", "input", "lines", 1, "colour"), "input.lines[1].colour"),
        ],
    )
    def test_of_what_there_is_not_yet_are_unsupported(self, database: Cluster, one: Any, reason: str) -> None:
        (result,) = run([one])
        assert result.status == "unsupported"
        assert reason in result.reason


@pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED.name} does not lie beside this checkout")
class TestSharedCases:
    def test_pass_where_required_and_never_fail(self, database: Cluster) -> None:
        results = run(read_cases(SHARED))
        assert [(one.id, one.reason, one.problems) for one in results if one.status == "failed"] == []
        required = [one for one in results if one.id.startswith(REQUIRED)]
        assert len(required) >= 27
        assert [one.id for one in required if one.status != "passed"] == []


def command(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    env = {**os.environ, "HENGKU_DATA": str(data), "HENGKU_DB": "hengku"}
    words = [sys.executable, "-m", "replays.worked_examples", *arguments]
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


class TestCommand:
    @pytest.fixture
    def few(self, tmp_path: Path) -> Path:
        """One case that passes, one that fails, one that is not supported."""
        cases = [
            case("OWN-MA-06"),
            changed(case("OWN-RI-02"), ("net",)),
            {**case("OWN-AL-01"), "kind": "yield"},
        ]
        path = tmp_path / "few.json"
        path.write_text(json.dumps({"cases": cases}, ensure_ascii=False), "utf-8")
        return path

    def test_answers_programs_beside_a_running_server(self, cluster: Cluster, few: Path) -> None:
        done = command(str(few), "--json", data=cluster.data_dir)
        assert done.returncode == 1, done.stderr
        answer = json.loads(done.stdout)
        assert (answer["cases"], answer["passed"]) == (3, 1)
        assert [one["id"] for one in answer["failed"]] == ["OWN-RI-02"]
        assert answer["failed"][0]["problems"][0] == {
            "path": "expected.net",
            "expected": "-619.46",
            "got": "-619.47",
            "standard": "small_business",
        }
        assert [one["id"] for one in answer["unsupported"]] == ["OWN-AL-01"]
        with psycopg.connect(cluster.owner_dsn("postgres")) as owner:
            left = owner.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'hengku_examples%'"
            ).fetchall()
        assert left == []

    def test_starts_a_server_where_none_runs(self, tmp_path: Path, few: Path) -> None:
        few.write_text(json.dumps([case("OWN-RV-04")]), "utf-8")
        done = command(str(few), data=tmp_path / "d")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == [
            "PASS  OWN-RV-04  revenue  单据  通过",
            "共 1 例:通过 1,不符 0,未支持 0",
        ]

    def test_counts_an_unknown_shape_as_failed(self, tmp_path: Path, few: Path) -> None:
        few.write_text(json.dumps([{**case("OWN-AL-01"), "kind": "yield"}, case("OWN-AL-02")]), "utf-8")
        done = command(str(few), data=tmp_path / "d")
        assert done.returncode == 1, done.stderr
        assert done.stdout.splitlines() == [
            "FAIL  OWN-AL-01  yield  未支持  暂不支持:类别 yield",
            "PASS  OWN-AL-02  allocation  规则  通过",
            "共 2 例:通过 1,不符 0,未支持 1",
        ]

    @pytest.mark.parametrize("text", ["", "{}", '{"cases": 1}', "not json"])
    def test_refuses_a_file_without_cases(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
    ) -> None:
        path = tmp_path / "bad.json"
        path.write_text(text, "utf-8")
        assert main([str(path)]) == 2
        assert str(path) in capsys.readouterr().err

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert main([str(tmp_path / "none.json"), "--json"]) == 2
