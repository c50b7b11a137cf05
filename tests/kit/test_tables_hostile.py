"""Files made to harm: each is refused with a reason or survived, and the next good file is read as ever.

Negative controls: without the look into the archive the child dies of the far cell; without the child's limits
it could open files (reliability.md D7, X33-X35).
"""

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from hengku.kit.tables import process
from hengku.kit.tables.limits import Limits
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import (
    FileEncrypted,
    FileHasMacros,
    FileNotReadable,
    FileRefused,
    FileSuspicious,
    FileTooHeavy,
    FileTooLarge,
    FileTypeUnknown,
    FileWrongType,
)

CHECKOUT = Path(__file__).resolve().parents[2]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNGUARDED = (
    "import sys; sys.path.insert(0, sys.argv[1]); from hengku.kit.tables import archive, child;"
    "archive.inspect = lambda stream, limits: archive.Contents(); child.main(sys.argv[2])"
)


def parts(sheet: str, main_type: str = f"{TYPE}.sheet.main+xml") -> dict[str, str]:
    """The five parts of the smallest workbook, around the XML of its only sheet."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main_type}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def sheet_of(body: str) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def pack(files: dict[str, str | bytes], extra: Callable[[zipfile.ZipFile], None] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if extra is not None:
            extra(archive)
    return out.getvalue()


GOOD_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
)
FAR_CELLS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
GOOD = pack(parts(sheet_of(GOOD_ROWS)))


def refusal(content: bytes, name: str = "表.xlsx", **limits: int) -> FileRefused:
    """How the file is refused: by name, and with what to do."""
    with pytest.raises(FileRefused) as refused:
        read_table(content, name=name, limits=Limits(**limits))
    message = str(refused.value)
    assert name in message
    assert "请" in message
    return refused.value


def still_reads() -> bool:
    """Whether a good file is read as ever, after whatever was done to a child before."""
    return [list(row.cells) for row in read_table(GOOD, name="好.xlsx").main.rows] == [["1", "2.5"]]


class TestFarCells:
    def test_one_kilobyte_is_refused_before_the_parser(self):
        bomb = pack(parts(sheet_of(FAR_CELLS)))
        assert len(bomb) < 2_000
        started = time.monotonic()
        refused = refusal(bomb)
        assert isinstance(refused, FileTooLarge)
        assert (refused.what, refused.size) == ("行号", 1_048_576)
        assert time.monotonic() - started < 10

    def test_control_without_the_look_the_child_dies_and_we_live(self, monkeypatch):
        bomb = pack(parts(sheet_of(FAR_CELLS)))
        with monkeypatch.context() as unguarded:
            unguarded.setattr(process, "PROGRAM", UNGUARDED)
            refused = refusal(bomb)
        assert isinstance(refused, FileTooHeavy)
        assert refused.what == "内存"
        assert still_reads()

    @pytest.mark.parametrize(
        "body",
        [
            "<row r='1'><c r='A1'><v>1</v></c><c  r = 'XFD1' ><v>1</v></c></row>",
            '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>',
            '<x:row xmlns:x="' + MAIN + '" r="9"><x:c r="XFD9"><x:v>1</x:v></x:c></x:row>',
            "<row>" + "<c><v>1</v></c>" * 300 + "</row>",
            '<row r="1048575"/><row><c><v>1</v></c></row>',
        ],
    )
    def test_however_the_address_is_written(self, body):
        assert isinstance(refusal(pack(parts(sheet_of(body)))), FileTooLarge)

    def test_formatted_but_empty_cells_are_no_content(self):
        blank = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
        [row] = read_table(pack(parts(sheet_of(GOOD_ROWS + blank))), name="x.xlsx").main.rows
        assert list(row.cells) == ["1", "2.5"]

    def test_a_lying_dimension_does_no_harm(self):
        sheet = sheet_of(GOOD_ROWS).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
        assert len(read_table(pack(parts(sheet)), name="x.xlsx").main.rows) == 1

    def test_the_rectangle_is_capped_too(self):
        far = '<row r="1"><c r="IV1"><v>1</v></c></row><row r="200000"><c r="A200000"><v>1</v></c></row>'
        refused = refusal(pack(parts(sheet_of(far))))
        assert isinstance(refused, FileTooLarge)
        assert refused.size == 200_000 * 256

    def test_an_old_workbook_with_a_far_cell_stays_within_the_limits(self):
        """BIFF has no look ahead; the child's memory limit or the cap after loading ends it."""
        assert isinstance(
            refusal(old_workbook([(0, 0), (65_535, 255)]), "x.xls"), FileTooLarge | FileTooHeavy
        )
        table = read_table(old_workbook([(0, 0), (1, 1)]), name="x.xls")
        assert sum(len(sheet.rows) + len(sheet.above) for sheet in table.sheets) == 2


def old_workbook(cells: list[tuple[int, int]]) -> bytes:
    """The smallest .xls: a container of one stream, in it a sheet with the number 1 in these cells."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    end = record(0x0A, b"")
    head_size = len(begin(5)) + 4 + 9 + len(end)
    globals_ = begin(5) + record(0x85, struct.pack("<IBBBB", head_size, 0, 0, 1, 0) + b"S") + end
    numbers = b"".join(record(0x203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in cells)
    stream = (globals_ + begin(0x10) + numbers + end).ljust(4096, b"\0")
    free, chain_end = 0xFFFFFFFF, 0xFFFFFFFE
    header = (
        OLE
        + b"\0" * 16
        + struct.pack(
            "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, chain_end, 0, chain_end, 0
        )
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    table = [0xFFFFFFFD, chain_end, *range(3, 10), chain_end]
    table_sector = struct.pack("<128I", *table, *[free] * (128 - len(table)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        fixed = struct.pack("<HBBIII", len(raw) + 2, kind, 1, free, free, child)
        return raw.ljust(64, b"\0") + fixed + b"\0" * 36 + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, chain_end, 0) + entry("Workbook", 2, free, 2, len(stream))
    return header + table_sector + directory.ljust(512, b"\0") + stream


class TestArchives:
    def test_a_small_file_that_unpacks_to_much_is_refused(self):
        filler = b"<t>" + b" " * 40_000_000 + b"</t>"
        bomb = pack({**parts(sheet_of(GOOD_ROWS)), "xl/sharedStrings.xml": filler})
        assert len(bomb) < 60_000
        refused = refusal(bomb)
        assert isinstance(refused, FileSuspicious)
        assert "膨胀" in refused.reason

    def test_too_much_altogether_is_refused(self):
        content = pack({**parts(sheet_of(GOOD_ROWS)), "xl/media/a.bin": os.urandom(3_000_000)})
        refused = refusal(content, unpacked_bytes=2_000_000)
        assert isinstance(refused, FileTooLarge)
        assert refused.what == "解压后的字节数"

    def test_packed_text_that_unpacks_to_much_is_refused(self):
        packer = zlib.compressobj(9, wbits=31)
        bomb = b"".join(packer.compress(b"a,b\n" * 250_000) for _ in range(30)) + packer.flush()
        assert isinstance(refusal(bomb, "x.csv.gz"), FileSuspicious)

    def test_a_size_that_lies_is_found_out(self):
        """The directory declares 100 bytes of a part of a million."""
        content = bytearray(
            pack({**parts(sheet_of(GOOD_ROWS)), "xl/theme.xml": "<a>" + " " * 1_000_000 + "</a>"})
        )
        at = content.rindex(b"PK\x01\x02")
        struct.pack_into("<I", content, at + 24, 100)
        assert isinstance(refusal(bytes(content)), FileSuspicious)

    def test_parts_that_share_bytes_are_refused(self):
        content = bytearray(GOOD)
        places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
        content[places[1] + 42 : places[1] + 46] = content[places[2] + 42 : places[2] + 46]
        assert isinstance(refusal(bytes(content)), FileSuspicious)

    @pytest.mark.parametrize(
        "name", ["../../etc/cron.d/x", "/etc/x", "xl\\..\\..\\x", "C:/x", "xl/../../x", "\\\\host\\share\\x"]
    )
    def test_names_that_lead_out_are_refused(self, name):
        content = pack(parts(sheet_of(GOOD_ROWS)), lambda archive: archive.writestr(name, "x"))
        assert isinstance(refusal(content), FileSuspicious)

    def test_links_are_refused(self):
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        content = pack(parts(sheet_of(GOOD_ROWS)), lambda archive: archive.writestr(link, "/etc/passwd"))
        assert isinstance(refusal(content), FileSuspicious)

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name_are_refused(self):
        content = pack(
            parts(sheet_of(GOOD_ROWS)), lambda archive: archive.writestr("xl/Workbook.xml", "<workbook/>")
        )
        assert isinstance(refusal(content), FileSuspicious)

    @pytest.mark.parametrize("around", [(b"", b"trailing"), (b"GIF89a", b"")])
    def test_something_around_the_archive_is_refused(self, around):
        before, after = around
        assert isinstance(refusal(before + GOOD + after), FileSuspicious | FileWrongType)

    def test_too_many_parts_are_refused(self):
        def many(archive: zipfile.ZipFile) -> None:
            for number in range(2_500):
                archive.writestr(f"xl/media/{number}.bin", b"")

        assert isinstance(refusal(pack(parts(sheet_of(GOOD_ROWS)), many)), FileTooLarge)

    def test_an_archive_in_the_archive_is_left_alone(self):
        inner = pack({"a.xml": " " * 30_000_000})
        content = pack({**parts(sheet_of(GOOD_ROWS)), "xl/embeddings/a.xlsx": inner})
        assert len(read_table(content, name="x.xlsx").main.rows) == 1

    @pytest.mark.parametrize("keep", [10, 500, -1])
    def test_a_cut_off_file_is_not_readable(self, keep):
        assert isinstance(refusal(GOOD[:keep]), FileNotReadable)

    def test_a_flipped_byte_is_noticed(self):
        content = bytearray(GOOD)
        at = content.index(b"xl/worksheets/sheet1.xml") + 40
        content[at] ^= 0xFF
        assert isinstance(refusal(bytes(content)), FileNotReadable | FileSuspicious)


class TestXml:
    @pytest.mark.parametrize(
        "dtd",
        [
            '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]>',
            '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
            "<!--" + "-" * 5 + " " * 100_000 + "--><!DOCTYPE a>",
        ],
    )
    def test_a_document_type_is_refused(self, dtd):
        sheet = sheet_of(GOOD_ROWS).replace("<worksheet", f"{dtd}<worksheet", 1)
        refused = refusal(pack(parts(sheet)))
        assert isinstance(refused, FileSuspicious | FileNotReadable)
        if "--" not in dtd:
            assert "DTD" in str(refused)

    def test_another_encoding_cannot_hide_a_cell(self):
        hidden = sheet_of(FAR_CELLS).replace("?>", ' encoding="UTF-16"?>').encode("utf-16")
        files: dict[str, str | bytes] = {**parts("")}
        files["xl/worksheets/sheet1.xml"] = hidden
        assert isinstance(refusal(pack(files)), FileTooLarge | FileNotReadable)

    @pytest.mark.parametrize(
        ("element", "count"),
        [("definedName", 10_001), ("mergeCell", 50_001), ("xf", 70_001), ("si", 1_000_001)],
    )
    def test_too_many_of_anything_are_refused(self, element, count):
        many = f"<a>{f'<{element}/>' * count}</a>"
        refused = refusal(pack({**parts(sheet_of(GOOD_ROWS)), "xl/many.xml": many}))
        assert isinstance(refused, FileSuspicious)
        assert element in refused.reason

    def test_deeply_nested_xml_is_survived(self):
        deep = "<a>" * 200_000 + "</a>" * 200_000
        content = pack({**parts(sheet_of(GOOD_ROWS)), "xl/deep.xml": deep})
        assert len(read_table(content, name="x.xlsx").main.rows) == 1


class TestWrongTypes:
    @pytest.mark.parametrize(
        ("content", "name", "found"),
        [
            (GOOD, "x.csv", ".xlsx"),
            (GOOD, "x.xls", ".xlsx"),
            (OLE + b"\0" * 2_000, "x.xlsx", ".xls"),
            (b"a,b\n1,2\n", "x.xlsx", "纯文本"),
            (b"<html><table><tr><td>1</td></tr></table></html>", "x.xls", "网页"),
            (b"%PDF-1.7 ", "x.xlsx", "PDF"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "x.csv", "图片"),
            (os.urandom(4_096), "x.csv", "二进制"),
            (pack({"a.txt": "x"}), "x.xlsx", "压缩包"),
            (pack(parts(sheet_of(""), "application/x.wordprocessingml.document.main+xml")), "x.xlsx", "Word"),
        ],
    )
    def test_a_renamed_file_is_called_by_its_name(self, content, name, found):
        refused = refusal(content, name)
        assert isinstance(refused, FileWrongType)
        assert found in refused.found

    def test_encrypted_files_are_said_to_be(self):
        assert isinstance(refusal(OLE + "EncryptedPackage".encode("utf-16-le") * 40), FileEncrypted)

    def test_encrypted_parts_are_said_to_be(self):
        content = bytearray(GOOD)
        at = content.rindex(b"PK\x01\x02")
        content[at + 8] |= 1
        assert isinstance(refusal(bytes(content)), FileEncrypted)

    @pytest.mark.parametrize(
        "content",
        [
            pack(parts(sheet_of(GOOD_ROWS), "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
            pack(parts(sheet_of(GOOD_ROWS)), lambda archive: archive.writestr("xl/vbaProject.bin", b"x")),
        ],
    )
    def test_macros_are_refused_under_any_name(self, content):
        assert isinstance(refusal(content), FileHasMacros)

    def test_other_extensions_are_refused_unread(self):
        assert isinstance(refusal(GOOD, "x.xlsm"), FileHasMacros)
        assert isinstance(refusal(GOOD, "x.ods"), FileTypeUnknown)
        assert isinstance(refusal(GOOD, "x"), FileTypeUnknown)

    def test_a_workbook_with_an_archive_behind_it_is_refused(self):
        assert isinstance(refusal(old_workbook([(0, 0)]) + GOOD, "x.xls"), FileSuspicious)

    def test_empty_files_pipes_and_folders_are_no_tables(self, tmp_path):
        assert isinstance(refusal(b"", "x.csv"), FileNotReadable)
        pipe = tmp_path / "x.csv"
        os.mkfifo(pipe)
        for path in (pipe, tmp_path):
            with pytest.raises(FileNotReadable):
                read_table(path, name="x.csv")

    def test_a_file_over_the_size_is_refused_unread(self):
        refused = refusal(b"a,b\n" * 1_000, "x.csv", file_bytes=100)
        assert isinstance(refused, FileTooLarge)
        assert refused.size == 4_000
