"""Text tables (.csv .tsv .txt, plain or .gz): which encoding and separator, then rows. Runs in the child.

Read twice as a stream, never held whole: once to look at every byte that is not ASCII, once for the rows.
A row that cannot be cut with certainty comes out as damaged, with its text and the reason; none is dropped.
"""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from hengku.kit.tables.answers import Refusal, suspicious, too_large
from hengku.kit.tables.limits import Limits
from hengku.kit.tables.neutral import original

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
#: Enough runs of high bytes to know an encoding by; of fewer, all are looked at.
_RUNS: Final = 50_000
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_ODD_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_DELIMITERS: Final = (",", "\t", ";", "|")
_ENCODINGS: Final = ("utf-8-sig", "utf-8", "gb18030", "cp1252", "latin-1", "utf-16", "cp437", "ascii")
_SURROGATE: Final = re.compile("[\ud800-\udfff\x00]")
#: A quoted cell that spans more lines than this was never closed.
_QUOTED_LINES: Final = 200

_NUMERIC: Final = re.compile(r"\s*[-+]?[\d.,]+\s*")

#: Where a row's cells should stand: the row's text and the reason code when it is damaged.
Record = tuple[list[str], str, str]


@dataclass(frozen=True, slots=True)
class Survey:
    encoding: str
    delimiter: str


def prepare() -> None:
    """Load what decoding will need: afterwards no file can be opened any more."""
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
        b"".decode(encoding)
        io.TextIOWrapper(io.BytesIO(), encoding=encoding).read()


def open_text(stream: BinaryIO, is_packed: bool) -> BinaryIO:
    """The bytes of the text, from the start."""
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if is_packed else stream  # type: ignore[return-value]


def survey(stream: BinaryIO, *, is_packed: bool, suffix: str, limits: Limits) -> Survey:
    """Look at all bytes once. Refuses what is no text, too large, or one endless line."""
    packed_size = stream.seek(0, 2)
    source = open_text(stream, is_packed)
    sample, size = b"", 0
    runs: list[bytes] = []
    is_wide = False
    for chunk in _chunks(source):
        if not size:
            is_wide = chunk.startswith((b"\xff\xfe", b"\xfe\xff"))
            sample = chunk[:_SAMPLE]
            if not is_wide and len(_ODD_CONTROL.findall(sample)) * 50 > len(sample):
                raise Refusal("wrong_type", found="二进制文件")
        size += len(chunk)
        if size > limits.unpacked_bytes:
            raise too_large("字节数", size, limits.unpacked_bytes)
        if is_packed and size > limits.ratio_from and size > limits.ratio * packed_size:
            raise suspicious(f"解压后膨胀 {size // packed_size} 倍")
        if len(chunk) >= _CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            raise suspicious("有超过一百万字节的行")
        if len(runs) < _RUNS:
            runs += _HIGH_RUN.findall(chunk)
    if not size:
        raise Refusal("not_readable", reason="文件是空的")
    encoding = "utf-16" if is_wide else _encoding_of(sample, runs)
    text = sample.decode(encoding, "replace").lstrip("\ufeff")
    return Survey(encoding, "\t" if suffix == ".tsv" else delimiter_of(text))


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    try:
        while chunk := source.read(_CHUNK):
            # A character is never cut by the end of a chunk: at most three more bytes belong to it.
            while chunk[-1] >= 0x80 and (more := source.read(1)):
                chunk += more
            yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise Refusal("not_readable", reason="压缩文件损坏或不完整") from fault


def _encoding_of(sample: bytes, runs: list[bytes]) -> str:
    """UTF-8 when nearly all of the runs are, else Latin where single letters stand among ASCII, else GB18030.

    A few bad bytes do not make the whole file another encoding: their rows are reported instead. GB18030
    would take nearly any Latin text, one wrong character for two letters, so it is asked last.
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if not runs:
        return "utf-8"
    if sum(_is_utf8(run) for run in runs) * 10 >= len(runs) * 9:
        return "utf-8"
    if sum(len(run) % 2 for run in runs) * 2 <= len(runs):
        return "gb18030"
    odd = re.compile(rb"[\x80-\x9f]")
    return "cp1252" if any(odd.search(run) for run in runs) else "latin-1"


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def delimiter_of(text: str) -> str:
    """The separator that stands equally often in most of the lines; a comma when none does."""
    hint = re.match(r"sep=(.)\r?\n", text)
    if hint and hint[1] in _DELIMITERS:
        return hint[1]
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:200] if line.strip()]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        agreeing, often = max((lines_with, often) for often, lines_with in counts.items())
        if (agreeing, often) > best_score:
            best, best_score = delimiter, (agreeing, often)
    return best


def records(
    stream: BinaryIO, found: Survey, *, is_packed: bool, limits: Limits
) -> Iterator[tuple[int, Record]]:
    """Every row that is not blank, with its number: rows count from 1, a quoted cell may span lines."""
    # Surrogates mark bytes that are not of this encoding; UTF-16 has no such thing and shows U+FFFD.
    errors = "replace" if found.encoding == "utf-16" else "surrogateescape"
    text = io.TextIOWrapper(open_text(stream, is_packed), encoding=found.encoding, errors=errors, newline="")
    csv.field_size_limit(limits.cell_chars)
    blank = found.delimiter + ' "\t\r\n\ufeff'
    for number, record in enumerate(_cut(_checked(text), found.delimiter), 1):
        if number > limits.rows:
            raise too_large("行数", number, limits.rows)
        cells, raw, _ = record
        if len(cells) > limits.columns:
            raise too_large("列数", len(cells), limits.columns)
        if (raw or cells) and raw.strip(blank) + "".join(cells).strip(blank):
            yield number, _readable(record, found.encoding)


def _checked(text: io.TextIOWrapper) -> Iterator[str]:
    try:
        yield from text
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise Refusal("not_readable", reason="压缩文件损坏或不完整") from fault


def _cut(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    waiting: deque[str] = deque()
    while True:
        line = waiting.popleft() if waiting else next(lines, "")
        if not line:
            return
        if '"' in line:
            yield _cut_quoted(line, lines, waiting, delimiter)
        else:
            cells = line.rstrip("\r\n").split(delimiter)
            if " " in line:
                cells = [_trimmed(cell) for cell in cells]
            if "'" in line:
                cells = [original(cell) for cell in cells]
            yield cells, "", ""


def _cut_quoted(line: str, lines: Iterator[str], waiting: deque[str], delimiter: str) -> Record:
    """A row with quotes: when one stays open, take more lines; when it never closes, give them back."""
    taken = [line]
    while True:
        try:
            row = next(csv.reader(["".join(taken)], delimiter=delimiter, strict=True), [])
            return [original(_trimmed(cell)) for cell in row], "", ""
        except csv.Error as fault:
            if "field larger" in str(fault):
                reason = "too_long"
                break
            if "unexpected end" not in str(fault):
                reason = "bad_quote"
                break
        more = _until_quote(lines, waiting, _QUOTED_LINES - len(taken))
        taken += more
        if not more or len(taken) >= _QUOTED_LINES or '"' not in more[-1]:
            reason = "unclosed_quote"
            break
    # Only the first line is at fault for certain; the others are read anew, each by itself.
    waiting.extendleft(reversed(taken[1:]))
    raw = line.rstrip("\r\n")
    return raw.split(delimiter), raw, reason


def _until_quote(lines: Iterator[str], waiting: deque[str], most: int) -> list[str]:
    """The following lines up to and with the next one that has a quote."""
    taken: list[str] = []
    while len(taken) < most:
        line = waiting.popleft() if waiting else next(lines, "")
        if not line:
            break
        taken.append(line)
        if '"' in line:
            break
    return taken


def _trimmed(cell: str) -> str:
    """A number without the spaces around it; any other text exactly as it is."""
    if cell and (cell[0] <= " " or cell[-1] <= " ") and _NUMERIC.fullmatch(cell):
        return cell.strip()
    return cell


def _readable(record: Record, encoding: str) -> Record:
    """Take bytes that are not of the encoding out of the row's text: they become \\xNN, the row damaged."""
    cells, raw, reason = record
    text = raw or "\t".join(cells)
    if not _SURROGATE.search(text) and not (encoding == "utf-16" and "\ufffd" in text):
        return record
    return (
        [_escaped(cell, encoding) for cell in cells],
        _escaped(raw or ",".join(cells), encoding),
        reason or "bad_bytes",
    )


def _escaped(text: str, encoding: str) -> str:
    plain = "utf-8" if encoding == "utf-8-sig" else encoding
    if plain == "utf-16":
        return text
    return text.encode(plain, "surrogateescape").decode(plain, "backslashreplace").replace("\0", "\\x00")
