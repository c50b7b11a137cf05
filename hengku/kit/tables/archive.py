"""Looking an .xlsx over before the parser may have it. Runs in the child.

Why: the parser reserves room for the whole rectangle between the first and the last cell, so 1 KB with the
cells A1 and XFD1048576 aborts the process; and a few MB of archive may unpack to hundreds. Everything is
streamed: every part is unpacked once, counted against what it declares, and every XML part is read by a strict
parser that sees each cell's address whichever way it is written. What passes may still be too much for the
parser; then the child's own limits end it.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from hengku.kit.tables.answers import Refusal, suspicious, too_large
from hengku.kit.tables.limits import Limits
from hengku.kit.tables.scan import Scan

_CHUNK: Final = 1 << 18
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_END_MARK: Final = b"PK\x05\x06"
_XML_NAMES: Final = (".xml", ".rels")
_MACRO_TYPES: Final = re.compile(r"macroEnabled|sheet\.binary|vbaProject", re.IGNORECASE)
_OTHER_OFFICE: Final = {
    "wordprocessingml": " Word 文档",
    "presentationml": "演示文稿",
    "opendocument": "其他格式的表格",
}


@dataclass(slots=True)
class Contents:
    """What the look found out that the parser keeps to itself.

    By sheet name, row and column (both from 1) each cell that shows an error or was never computed: the
    parser gives them back as empty.
    """

    errors: dict[str, dict[int, dict[int, str]]] = field(default_factory=dict)


def inspect(stream: BinaryIO, limits: Limits) -> Contents:
    """Refuse an archive that no office program would write or that is too large; else say what it holds."""
    directory = _directory(stream, limits)
    scans: dict[str, Scan] = {}
    cells = 0
    for entry in directory:
        scan = Scan(limits) if entry.filename.lower().endswith(_XML_NAMES) else None
        for chunk in _unpack(stream, entry):
            if scan is not None:
                scan.feed(chunk)
        if scan is not None:
            scan.finish()
            scans[entry.filename] = scan
            cells += scan.last_row * scan.last_column
            if cells > limits.cells:
                raise too_large("单元格数(行数×列数)", cells, limits.cells)
    _check_content_types(scans)
    return Contents(errors=_errors_by_sheet(scans))


def _directory(stream: BinaryIO, limits: Limits) -> list[zipfile.ZipInfo]:
    """The archive's entries: few enough, small enough, in order, none over another, nothing around them."""
    end_at, end = _end_record(stream)
    if end is None:
        raise Refusal("not_readable", reason="压缩包不完整")
    _, _, _, _, entries, list_size, list_at, comment_size = end
    size = stream.seek(0, 2)
    if entries == 0xFFFF or entries > limits.entries:
        raise too_large("压缩包内的文件数", entries, limits.entries)
    if list_at + list_size != end_at or end_at + _END.size + comment_size != size:
        raise suspicious("压缩包前后夹带了别的内容")
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, struct.error, UnicodeDecodeError, NotImplementedError) as fault:
        raise Refusal("not_readable", reason="压缩包的目录损坏") from fault
    found = archive.infolist()
    if len(found) != entries:
        raise suspicious("压缩包的目录前后不一")
    _check_names(found)
    _check_sizes(found, size, list_at, limits)
    return found


def _end_record(stream: BinaryIO) -> tuple[int, tuple[int, ...] | None]:
    """Where the last record of an archive stands and what it says; None when there is none."""
    size = stream.seek(0, 2)
    tail_size = min(size, _END.size + 0xFFFF)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        return 0, None
    return size - tail_size + at, _END.unpack_from(tail, at)


def ends_as_archive(stream: BinaryIO) -> bool:
    """Whether a file that begins as something else would also open as an archive.

    The mark alone says nothing: an .xls from Excel 2007 carries its theme as an archive inside.
    """
    at, end = _end_record(stream)
    return end is not None and at + _END.size + end[-1] == stream.seek(0, 2)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        # orig_filename is what stands in the file: ZipInfo cuts its own copy at a NUL.
        name = entry.orig_filename
        if name.startswith(("/", "~")) or ".." in name.split("/") or re.search(r"[\\:\x00-\x1f]", name):
            raise suspicious("压缩包里有越界的文件名")
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise suspicious("压缩包里有链接")
        if name.lower() in seen:
            raise suspicious("压缩包里有重名的文件")
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise Refusal("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise suspicious("压缩方法不常见")
        if name.lower().endswith("vbaproject.bin"):
            raise Refusal("macros")


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, list_at: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise too_large("解压后的字节数", unpacked, limits.unpacked_bytes)
    if unpacked > limits.ratio_from and unpacked > limits.ratio * size:
        raise suspicious(f"解压后膨胀 {unpacked // size} 倍")
    # Parts that share bytes are how a small archive unpacks to a huge one while each part looks honest.
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < free_from or (free_from == 0 and entry.header_offset != 0):
            raise suspicious("压缩包里的文件互相重叠")
        free_from = entry.header_offset + _LOCAL.size + len(entry.orig_filename) + entry.compress_size
    if free_from > list_at:
        raise suspicious("压缩包里的文件互相重叠")


def _unpack(stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes in chunks. Refused when it is longer, shorter or other than the directory says.

    Not zipfile's own reader, which stops at the declared length and so never notices what comes after.
    """
    stream.seek(entry.header_offset)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise suspicious("压缩包里的文件位置不对")
    *_, name_size, extra_size = _LOCAL.unpack(head)
    name = stream.read(name_size)
    stream.seek(extra_size, 1)
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    if name.decode(encoding, "replace") != entry.orig_filename:
        raise suspicious("压缩包的目录前后不一")
    left, length, check = entry.compress_size, 0, 0
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left and (packed := stream.read(min(left, _CHUNK))):
        left -= len(packed)
        while packed:
            chunk, packed = _inflate(inflate, packed)
            length += len(chunk)
            check = zlib.crc32(chunk, check)
            if length > entry.file_size:
                raise suspicious("解压后的大小与声明的不符")
            yield chunk
    if left or length != entry.file_size or check != entry.CRC or (inflate and not inflate.eof):
        raise Refusal("not_readable", reason="压缩包里的文件损坏")


def _inflate(inflate: "zlib._Decompress | None", packed: bytes) -> tuple[bytes, bytes]:
    """One bounded chunk, and what of the packed bytes is still to be unpacked."""
    if inflate is None:
        return packed, b""
    try:
        chunk = inflate.decompress(packed, _CHUNK)
    except zlib.error as fault:
        raise Refusal("not_readable", reason="压缩包里的文件损坏") from fault
    if inflate.eof:
        if inflate.unused_data:
            raise suspicious("压缩包里夹带了别的内容")
        return chunk, b""
    return chunk, inflate.unconsumed_tail


def _check_content_types(scans: dict[str, Scan]) -> None:
    """Refuse what is no plain workbook by its own table of contents, whatever its extension says."""
    types = scans.get("[Content_Types].xml")
    if types is None:
        raise Refusal("wrong_type", found="普通压缩包")
    declared = [attributes.get("ContentType", "") for _, attributes in types.links]
    if any(_MACRO_TYPES.search(text) for text in declared):
        raise Refusal("macros")
    if any("spreadsheetml.sheet.main" in text or "spreadsheetml.template.main" in text for text in declared):
        return
    for word, found in _OTHER_OFFICE.items():
        if any(word in text for text in declared):
            raise Refusal("wrong_type", found=found)
    raise Refusal("wrong_type", found="不含表格的压缩包")


def _errors_by_sheet(scans: dict[str, Scan]) -> dict[str, dict[int, dict[int, str]]]:
    """The error cells by the sheet's name, through the workbook's list of sheets and its links to parts."""
    if not any(scan.errors for scan in scans.values()):
        return {}
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, scan in scans.items()
        if name.endswith("workbook.xml.rels")
        for kind, attributes in scan.links
        if kind == "Relationship"
    }
    found: dict[str, dict[int, dict[int, str]]] = {}
    for scan in scans.values():
        for kind, attributes in scan.links:
            if kind != "sheet":
                continue
            # r:id, whatever the prefix is called here.
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(link, "").lstrip("/")
            part = scans.get(target) or scans.get(f"xl/{target}")
            if part is not None and part.errors:
                found[attributes.get("name", "")] = part.errors
    return found
