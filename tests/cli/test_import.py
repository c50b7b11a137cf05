"""`hengku import` as a person runs it: a process of its own, on real files, stopped in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hengku.catalog.barcode_rules import check_digit
from hengku.catalog.models import Product
from hengku.cli.main import main
from hengku.documents.models import Document, Line
from hengku.identity.models import User
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_csv, write_xlsx
from tests.world import Book

HENGKU = [sys.executable, "-m", "hengku.cli.main", "import"]
SECONDS_MAX = 300
SHARED = Path(os.environ.get("HENGKU_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HENGKU, *map(str, words)], capture_output=True, text=True, check=False, timeout=SECONDS_MAX
    )


def answer(*words: object) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.stdout, done.stderr
    return dict(json.loads(done.stdout))


def csv(path: Path, header: str, rows: Sequence[Sequence[Out]]) -> Path:
    write_csv(path, header.split(), rows)
    return path


class TestCommand:
    def test_looks_imports_and_finds_it_there(self, book: Book, tmp_path: Path) -> None:
        file = csv(tmp_path / "货.csv", "货名 编码 售价", [("牙刷", "A1", "5"), ("毛巾", "A2", "9")])
        words = (
            "products",
            file,
            "--company",
            book.company.code,
            "--map",
            "货名=商品名称",
            "--set",
            "单位=个",
        )
        looked = run(*words, "--preview")
        assert looked.returncode == 0
        assert "将新增 2 行,跳过 0 行" in looked.stdout
        assert not Product.objects.visible_to(book.actor).filter(code="A1").exists()
        done = run(*words)
        assert (done.returncode, "已导入 2 行" in done.stdout, "已导入 2/2 行" in done.stderr) == (
            0,
            True,
            True,
        )
        assert (book.product("A1").name, book.product("A2").base_unit.name) == ("牙刷", "个")
        again = answer(*words)
        assert (again["created"], again["skipped"]) == (0, 2)

    def test_lists_every_bad_row_and_takes_the_good_only_when_told(self, book: Book, tmp_path: Path) -> None:
        rows = [("A1", "牙刷", "支", "5"), ("", "", "支", "x"), ("A3", "毛巾", "", "9")]
        file = csv(tmp_path / "货.csv", "编码 名称 单位 售价", rows)
        words = ("products", file, "--company", book.company.code)
        refused = run(*words)
        assert refused.returncode == 1
        assert "未导入任何内容" in refused.stdout
        for said in ("第3行 B列“商品名称”", "第3行 D列“售价”:“x”不是数字", "第4行 C列“单位”"):
            assert said in refused.stdout
        assert not Product.objects.visible_to(book.actor).filter(code="A1").exists()
        taken = answer(*words, "--good-rows-only")
        assert (taken["created"], [one["row"] for one in taken["problems"]]) == (1, [3, 3, 4])

    def test_says_what_is_wrong_with_the_command(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Before any database is asked for."""
        file = csv(tmp_path / "货.csv", "编码 名称", [("A1", "牙刷")])
        for words, said in (
            (["products", tmp_path / "无.csv"], "找不到文件"),
            (["products"], "找不到文件"),
            (["products", file, "--map", "编码"], "应写成"),
            (["products", file, "--set", "=个"], "应写成"),
            (["products", file, "--date", "1月1日"], "2026-01-31"),
        ):
            assert main(["import", *map(str, words)]) == 1
            assert said in capsys.readouterr().err

    def test_knows_neither_other_companies_nor_other_fields(self, book: Book, tmp_path: Path) -> None:
        file = csv(tmp_path / "货.csv", "编码 名称", [("A1", "牙刷")])
        for words, said in (
            (("products", file, "--company", "无"), "没有代码为“无”的账套"),
            (("products", file, "--company", book.company.code, "--user", "nobody-here"), "没有账号"),
            (("products", file, "--company", book.company.code, "--map", "编码=颜色"), "没有“颜色”这个字段"),
        ):
            done = run(*words)
            assert (done.returncode, said in done.stderr) == (1, True), done.stderr

    def test_acts_with_the_rights_of_the_named_user(self, book: Book, tmp_path: Path) -> None:
        file = csv(tmp_path / "货.csv", "编码 名称 单位", [("A1", "牙刷", "支")])
        seller = User.objects.get(pk=book.seller.user_id)
        words = ("products", file, "--company", book.company.code, "--user")
        refused = run(*words, seller.username)
        assert (refused.returncode, "没有权限" in refused.stderr) == (1, True)
        assert run(*words, book.boss_user.username).returncode == 0

    def test_writes_a_template(self, tmp_path: Path) -> None:
        target = tmp_path / "模板.xlsx"
        assert answer("opening_stock", "--template", target) == {"template": str(target)}
        assert read_table(target, name="模板.xlsx").sheets[0].header[0].label == "仓库"


class TestManyRows:
    """2,000 products and their opening stock."""

    HEADER = "编码 名称 规格 类别 单位 辅助单位 条码 税率 售价"

    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        goods, stock = tmp_path / "商品.xlsx", tmp_path / "期初.csv"
        rows = []
        for n in range(1, 2001):
            body = f"6998{n:08}"
            rows.append((f"K{n:05}", f"货{n}", "500ml", f"类{n % 20}", "瓶", "箱=24瓶", body + check_digit(body),
                         "13%", f"{n % 90 + 1}.50"))  # fmt: skip
        columns = [ColumnOut(label, "text") for label in self.HEADER.split()]
        write_xlsx(goods, [SheetOut("商品", columns, rows)])
        csv(stock, "仓库 商品编码 数量 成本金额", [("W1", row[0], "24", "36.5") for row in rows])
        return goods, stock

    def test_killed_in_the_middle_and_run_again_are_all_there_once(
        self, book: Book, files: tuple[Path, Path]
    ) -> None:
        goods, stock = files
        company = ("--company", book.company.code)
        assert self.killed("products", goods, *company) == "已导入 1000/2000 行"
        done = answer("products", goods, *company)
        assert (done["created"] + done["skipped"], done["problems"]) == (2000, [])
        assert done["skipped"] >= 1000
        assert self.killed("opening_stock", stock, *company) == "已导入 500/2000 行"
        done = answer("opening_stock", stock, *company)
        assert (done["created"] + done["skipped"], done["problems"]) == (2000, [])
        assert done["skipped"] >= 500
        products = Product.objects.visible_to(book.actor).filter(code__startswith="K")
        lines = Line.objects.visible_to(book.actor).filter(document__type_code="opening_stock")
        assert (products.count(), lines.count(), lines.values("product").distinct().count()) == (
            2000,
            2000,
            2000,
        )
        assert Document.objects.visible_to(book.actor).filter(type_code="opening_stock").count() == 4

    def killed(self, *words: object) -> str:
        """Start it, kill it without warning once it says that something is done; what it said."""
        process = subprocess.Popen(
            [*HENGKU, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        with process.stderr:
            said = process.stderr.readline().strip()
            process.send_signal(signal.SIGKILL)
            process.wait(SECONDS_MAX)
        return said


@pytest.mark.realdata
class TestRealShop:
    """The whole list of a convenience store: 5,405 rows, some of them twice."""

    def test_is_imported_but_for_what_is_there_twice(self, book: Book) -> None:
        found = sorted((SHARED / "data" / "meituan_sku" / "dev").glob("*.xlsx"))
        if not found:
            pytest.skip("real data absent: data/meituan_sku/dev (set HENGKU_SHARED)")
        words = ("products", found[0], "--company", book.company.code, "--map", "skuid=商品编码", "原价=售价",
                 "店内一级分类=类别", "--set", "单位=个")  # fmt: skip
        looked = answer(*words, "--preview")
        bad = {one["row"] for one in looked["problems"]}
        assert (looked["rows_total"], looked["to_create"], len(bad)) == (5405, 5031, 374)
        assert {one["code"] for one in looked["problems"]} == {"TWICE_IN_LIST"}
        assert {one["code"] for one in looked["warnings"]} == {"BARCODE_DOUBTFUL"}
        done = answer(*words, "--good-rows-only")
        assert (done["created"], len(done["problems"])) == (5031, len(looked["problems"]))
        assert Product.objects.visible_to(book.actor).count() == 5031 + 3
        again = answer(*words, "--good-rows-only")
        # the twins are the same product and there already; three have another name and an old barcode
        assert (again["created"], again["skipped"], len(again["problems"])) == (0, 5402, 3)
