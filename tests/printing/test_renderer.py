"""The child within its limits, and the pool that lends it; no database."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from hengku.printing import errors, renderer
from hengku.printing.codes import code128
from hengku.printing.fonts import font_files
from hengku.printing.renderer import Child, ChildDied, Renderer
from hengku.printing.sheet import sheet_of
from hengku.printing.template import Template
from tests.printing.test_rules import ISSUE, OCCASION, detail, line

JOB = {"do": "compile", "format": "pdf"}


def job(**data: Any) -> list[bytes]:
    return [json.dumps({"title": "", "author": "", **data}).encode()]


def label(**said: str) -> dict[str, Any]:
    one: dict[str, Any] = dict.fromkeys(
        ("name", "company", "specification", "code", "barcode", "matrix", "digits", "unit", "price"), ""
    )
    return {**one, "facts": [], "bar_width": "30", "matrix_side": "0", **said}


def labels(count: int, height: int = 30) -> list[bytes]:
    one = label(name="名", code="x", barcode=code128("x"), digits="x")
    return job(labels=[one] * count, form={"width": 40, "height": height})


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.close()


class TestChild:
    def test_sets_pages(self, child: Child) -> None:
        answer, blobs = child.ask(JOB, labels(2))
        assert blobs[0].startswith(b"%PDF")
        assert answer["missing"] == []

    def test_goes_on_after_a_refusal(self, child: Child) -> None:
        answer, _ = child.ask(JOB, job(sheets=[{"layout": "document"}]))
        assert "does not contain key" in answer["failed"]
        assert child.ask(JOB, labels(1))[1]

    def test_has_no_environment_and_writes_no_file(self, child: Child) -> None:
        told = Path(f"/proc/{child._process.pid}")
        assert told.joinpath("environ").read_bytes() == b"MALLOC_ARENA_MAX=2\0"
        lines = told.joinpath("limits").read_text().splitlines()
        limits = {line[:26].strip(): line[26:].split()[0] for line in lines}
        assert (limits["Max file size"], limits["Max core file size"]) == ("0", "0")
        assert limits["Max address space"] == str(renderer.MEMORY_BYTES)

    def test_dies_of_too_little_memory(self) -> None:
        """The limit holds: with less than the fonts and one job need, the child ends and the parent knows why."""
        poor = Child(memory_bytes=420 * 1024**2)
        try:
            with pytest.raises(ChildDied) as died:
                poor.ask(JOB, labels(60_000))
            assert died.value.what == "内存"
        finally:
            poor.close()

    def test_is_given_up_when_it_takes_too_long(self) -> None:
        slow = Child(job_seconds=0)
        try:
            with pytest.raises(ChildDied) as died:
                slow.ask(JOB, labels(500))
            assert died.value.what == "时间"
        finally:
            slow.close()

    def test_reads_no_file_that_is_not_its_own(self, child: Child) -> None:
        """Data is data: a path or markup in it opens nothing."""
        hostile = label(name='#read("/etc/passwd")')
        answer, blobs = child.ask(JOB, job(labels=[hostile], form={"width": 60, "height": 40}))
        assert "failed" not in answer
        assert blobs


class TestPool:
    def test_replaces_a_child_that_died(self) -> None:
        pool = Renderer()
        pool.run(JOB, labels(1))
        (idle,) = pool._free
        os.kill(idle._process.pid, signal.SIGKILL)
        idle._process.wait(20)
        assert pool.run(JOB, labels(1))[1]
        pool.close()

    def test_lends_a_child_to_one_at_a_time_and_sends_the_rest_away(self) -> None:
        pool = Renderer(children=1, waiting=1)
        results: list[str] = []

        def work() -> None:
            try:
                pool.run(JOB, labels(3))
                results.append("done")
            except errors.PrintersBusy:
                results.append("busy")

        threads = [threading.Thread(target=work) for _ in range(3)]
        with pool._lend():  # the one child is at work until two were sent away
            for thread in threads:
                thread.start()
            while sum(not thread.is_alive() for thread in threads) < 2:
                time.sleep(0.01)
        for thread in threads:
            thread.join()
        assert results == ["busy", "busy", "done"]
        assert len(pool._free) == 1
        pool.close()

    def test_lets_a_fat_child_go(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(renderer, "FAT_KB", 1)
        pool = Renderer()
        pool.run(JOB, labels(1))
        assert pool._free == []

    def test_tells_what_typst_refused(self) -> None:
        pool = Renderer()
        with pytest.raises(errors.PrintFailed):
            pool.run(JOB, job(sheets=[{"layout": "document"}]))
        pool.close()


class TestFonts:
    def test_are_installed(self) -> None:
        assert [path.rsplit("_", 1)[1] for path in font_files()] == ["400Regular.ttf", "700Bold.ttf"]

    def test_that_are_missing_are_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        monkeypatch.setenv("HENGKU_FONTS", str(tmp_path))
        with pytest.raises(errors.FontsMissing):
            font_files()


class TestPages:
    """Documents of many lines: what stands at the end of one page and on the next."""

    @staticmethod
    def pages(count: int, company: str = "测试公司", **said: Any) -> list[str]:
        occasion = replace(OCCASION, company=company)
        sheet = sheet_of(
            ISSUE,
            detail(*(line(n + 1, **said) for n in range(count))),
            Template(paper="form_140"),
            occasion,
            "k",
        )
        document = pypdfium2.PdfDocument(
            renderer.compile_pdf({"title": "", "author": "", "sheets": [sheet]}).blobs[0]
        )
        return [page.get_textpage().get_text_range() for page in document]

    def test_totals_never_stand_alone(self) -> None:
        """They take the last line along; a line that is higher than the others is not torn apart."""
        spans = set()
        for count in range(15, 21):
            pages = self.pages(count)
            spans.add(len(pages))
            assert ("合计" in pages[-1], "300ml" in pages[-1]) == (True, True)
            assert sum(page.count("300ml") for page in pages) == count
        assert spans == {1, 2}  # the edge of the page was crossed

    def test_sums_of_pages_are_whole_numbers_where_they_are(self) -> None:
        pages = self.pages(30, quantity=Decimal("0.5"))
        assert len(pages) == 2
        found = [re.search(r"本页小计 ?([0-9.,]+)", page) for page in pages]
        parts = [one[1] for one in found if one]
        assert sum(map(Decimal, parts)) == 15
        assert not any(one.endswith(".0") for one in parts)

    def test_a_long_name_of_the_company_lies_beside_the_code(self) -> None:
        name = "Hengjia Convenience Stores & Wholesale Trading (Hangzhou) Co., Ltd."
        occasion = replace(OCCASION, company=name)
        sheet = sheet_of(ISSUE, detail(line(1)), Template(), occasion, "k")
        document = pypdfium2.PdfDocument(
            renderer.compile_pdf({"title": "", "author": "", "sheets": [sheet]}).blobs[0]
        )
        picture = document[0].render(scale=4).to_pil()
        assert "SOUT-20261121-0001" in {one.text for one in zxingcpp.read_barcodes(picture)}
        assert name in "".join(document[0].get_textpage().get_text_range().splitlines())
