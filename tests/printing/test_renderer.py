"""The child within its limits, and the pool that lends it; no database."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hengku.printing import errors, renderer
from hengku.printing.codes import code128
from hengku.printing.fonts import font_files
from hengku.printing.renderer import Child, ChildDied, Renderer

JOB = {"do": "compile", "format": "pdf"}


def job(**data: Any) -> list[bytes]:
    return [json.dumps({"title": "", "author": "", **data}).encode()]


def labels(count: int, height: int = 30) -> list[bytes]:
    one = {
        "name": "名",
        "specification": "",
        "code": "x",
        "barcode": code128("x"),
        "digits": "x",
        "unit": "",
        "price": "",
    }
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
        hostile = {"name": '#read("/etc/passwd")', "specification": "", "code": "", "barcode": "", "digits": "",
                   "unit": "", "price": ""}  # fmt: skip
        answer, blobs = child.ask(JOB, job(labels=[hostile], form={"width": 60, "height": 40}))
        assert "failed" not in answer
        assert blobs


class TestPool:
    def test_replaces_a_child_that_died(self) -> None:
        pool = Renderer()
        pool.run(JOB, labels(1))
        (idle,) = pool._free
        os.kill(idle._process.pid, signal.SIGKILL)
        time.sleep(0.1)
        assert pool.run(JOB, labels(1))[1]
        pool.close()

    def test_lends_a_child_to_one_at_a_time_and_sends_the_rest_away(self) -> None:
        pool = Renderer(children=1, waiting=1)
        results: list[str] = []

        def work() -> None:
            try:
                pool.run(JOB, labels(300))
                results.append("done")
            except errors.PrintersBusy:
                results.append("busy")

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) == ["busy", "busy", "done", "done"]
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
