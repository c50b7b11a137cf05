"""The child process: what it may not do, and that its death, whichever, becomes a refusal and leaves nothing open."""

import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from hengku.kit.tables import process
from hengku.kit.tables.limits import Limits
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import (
    FileNotReadable,
    FileRefused,
    FileSuspicious,
    FileTooHeavy,
    FileTooLarge,
)
from tests.kit.test_tables_hostile import CHECKOUT, FAR_CELLS, GOOD, pack, parts, refusal, sheet_of


class TestText:
    def test_an_endless_line_is_refused(self):
        assert isinstance(refusal(b"a," * 2_000_000, "x.csv"), FileSuspicious)

    def test_too_many_columns_are_refused(self):
        assert isinstance(refusal(b",".join([b"x"] * 300) + b"\n", "x.csv"), FileTooLarge)

    @pytest.mark.parametrize("keep", [30, -3])
    def test_a_cut_off_archive_is_said_to_be(self, keep):
        content = zlib.compressobj(wbits=31)
        whole = content.compress(b"".join(f"{n},x\n".encode() for n in range(9_999))) + content.flush()
        assert isinstance(refusal(whole[:keep], "x.csv.gz"), FileNotReadable)


class TestChild:
    def test_it_cannot_open_files_when_it_reads(self):
        """The control does the same before rights are given up, and can."""
        given_up = "from hengku.kit.tables import child, limits; child.give_up_rights(limits.DEFAULT)\n"
        attempt = (
            "import socket\n"
            "for name, what in (('open', lambda: open('/etc/passwd')), ('write', lambda: open('/dev/null','w')),"
            " ('net', socket.socket), ('memory', lambda: bytearray(600_000_000))):\n"
            "    try: what(); print(name, 'can')\n"
            "    except (OSError, MemoryError): print(name, 'cannot')\n"
        )
        preamble = f"import sys, _socket; sys.path.insert(0, {str(CHECKOUT)!r}); import socket\n"
        said = [
            subprocess.run(
                [sys.executable, "-c", preamble + rights + attempt], capture_output=True, text=True
            ).stdout
            for rights in (given_up, "")
        ]
        assert said[0].split() == ["open", "cannot", "write", "cannot", "net", "cannot", "memory", "cannot"]
        assert said[1].split().count("can") == 4

    def test_it_knows_no_secret_of_ours(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        monkeypatch.setattr(process, "PROGRAM", "import os, sys; sys.exit('DATABASE_URL' in os.environ)")
        with Path(os.devnull).open("rb") as nothing:
            child = process.Child(nothing, name="x", suffix=".csv", is_packed=False, limits=Limits())
            assert child._process.wait() == 0
            child.close()

    @pytest.mark.parametrize(
        ("program", "kind"),
        [
            ("import os; os.kill(os.getpid(), 11)", FileNotReadable),
            ("import os; os.abort()", FileTooHeavy),
            ("import os; os._exit(0)", FileNotReadable),
            ("import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')", FileTooHeavy),
            ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\9abc')", FileNotReadable),
        ],
    )
    def test_a_crash_becomes_a_refusal(self, monkeypatch, program, kind):
        monkeypatch.setattr(process, "PROGRAM", program)
        with pytest.raises(kind):
            read_table(GOOD, name="x.xlsx")

    def test_one_that_hangs_is_ended(self, monkeypatch):
        monkeypatch.setattr(process, "PROGRAM", "import time; time.sleep(60)")
        with pytest.raises(FileTooHeavy) as refused:
            read_table(GOOD, name="x.xlsx", limits=Limits(wait_seconds=1))
        assert refused.value.what == "等待时间"

    def test_one_that_computes_too_long_is_ended_by_its_limit(self, monkeypatch):
        spin = (
            "import sys; sys.path.insert(0, sys.argv[1]); from hengku.kit.tables import child, limits\n"
            "child.give_up_rights(limits.Limits(cpu_seconds=1))\nwhile True: pass"
        )
        monkeypatch.setattr(process, "PROGRAM", spin)
        with pytest.raises(FileTooHeavy) as refused:
            read_table(GOOD, name="x.xlsx")
        assert refused.value.what == "计算时间"

    def test_one_that_needs_too_much_memory_says_so(self):
        row = "".join(f'<c t="inlineStr"><is><t>{"长" * 100}{n}</t></is></c>' for n in range(50))
        content = pack(parts(sheet_of(f"<row>{row}</row>" * 2_000)))
        refused = refusal(content, memory_bytes=50_000_000, ratio=10_000)
        assert isinstance(refused, FileTooHeavy)
        assert refused.what == "内存"
        assert len(read_table(content, name="x.xlsx", limits=Limits(ratio=10_000)).main.rows) == 2_000

    def test_nothing_stays_open_behind_refusals(self, monkeypatch):
        def open_files() -> int:
            return len(list(Path("/proc/self/fd").iterdir()))

        before = open_files()
        for content in (GOOD, GOOD[:100], pack(parts(sheet_of(FAR_CELLS)))) * 3:
            try:
                read_table(content, name="x.xlsx")
            except FileRefused:
                continue
        assert open_files() == before

    def test_random_damage_is_only_ever_refused_or_read(self):
        """Bytes changed at random, the same every time: nothing but a refusal or a table comes out."""
        dice = random.Random(20261121)
        text = '编码,名称\n1,"甲\n乙"\n2,丙\n'.encode("gb18030") * 20
        for content, name in ((GOOD, "x.xlsx"), (text, "x.csv")) * 15:
            damaged = bytearray(content)
            for _ in range(dice.randrange(1, 6)):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            try:
                table = read_table(bytes(damaged), name=name)
            except FileRefused:
                continue
            assert table.sheets
